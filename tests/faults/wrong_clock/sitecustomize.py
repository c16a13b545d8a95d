"""Has a Python process believe in another time from its start on; its path decides who does."""

import os
from datetime import timedelta

import time_machine

time_machine.travel(timedelta(hours=float(os.environ["WRONG_BY_HOURS"])), tick=True).start()
