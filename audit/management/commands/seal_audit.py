"""``manage.py seal_audit``: lays the chain over the audit log, for as long as it runs."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from audit import sealer, upkeep


class Command(BaseCommand):
    help = "Seal the audit log within a second of each commit, and forward it where that is set."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="seal what waits, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.stdout.write(f"{sealer.seal_all()} rows sealed")
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        upkeep.run(stop)
