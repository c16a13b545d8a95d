"""The bridge to Celery: a hint, and what becomes of it."""

import time

from celery import shared_task
from django.db import close_old_connections

from jobs import attempts, waiting

GOES_ON_SECONDS = 2.0
"""For longer than a dispatcher's turn takes: until its next hint nobody is idle."""


@shared_task(ignore_result=True)
def perform(task_id: int) -> None:
    """Do the task, and then others of its kind that wait, for a while."""
    close_old_connections()
    until = time.monotonic() + GOES_ON_SECONDS
    following: int | None = task_id
    while following is not None:
        attempts.make(following)
        following = waiting.take_one_like(task_id) if time.monotonic() < until else None
