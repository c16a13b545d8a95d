"""The bridge to Celery: a hint, and what becomes of it."""

from celery import shared_task
from django.db import close_old_connections

from jobs import attempts


@shared_task(ignore_result=True)
def perform(task_id: int) -> None:
    close_old_connections()
    attempts.make(task_id)
