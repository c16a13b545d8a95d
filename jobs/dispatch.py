"""The dispatcher: looks at the rows again and again, and tells the workers what waits.

One runs in each worker, and as many as there are may look at once. Nothing else sends hints, so
that a broker that is away, or was emptied, costs time and nothing else. It says besides that its
worker is there.
"""

import logging
import threading

from django.db import DatabaseError, close_old_connections, connection

from jobs import kinds, leases, queues, schedules, waiting
from jobs.workers import Presence

CONCURRENCY = 4
"""How many tasks a worker does at once, unless it says otherwise."""

PAUSE_SECONDS = 1.0
PAUSE_AFTER_FAILURE = 5.0

_log = logging.getLogger("harbor.jobs")


def turn() -> None:
    """Look once."""
    paused = queues.paused_kinds()
    if queues.SCHEDULER not in paused:
        schedules.start_due()
    leases.give_up_lost()
    for kind in kinds.every():
        for task_id in () if kind.name in paused else waiting.take(kind):
            _hint(task_id)


def run(stop: threading.Event, concurrency: int = CONCURRENCY) -> None:
    presence = Presence(concurrency=concurrency)
    while not stop.is_set():
        stop.wait(_turn(presence))
    _leave(presence)
    connection.close()


def start(stop: threading.Event, *, concurrency: int = CONCURRENCY) -> threading.Thread:
    thread = threading.Thread(
        target=run, args=(stop, concurrency), name="job-dispatcher", daemon=True
    )
    thread.start()
    return thread


def _turn(presence: Presence) -> float:
    """Answers how long to wait for the next."""
    close_old_connections()
    try:
        presence.beat()
        turn()
    except Exception:  # noqa: BLE001  # the edge of the thread: whatever it is, jobs must go on
        _log.exception("jobs cannot be looked after at present; it goes on later")
        return PAUSE_AFTER_FAILURE
    return PAUSE_SECONDS


def _leave(presence: Presence) -> None:
    try:
        presence.leave()
    except DatabaseError:  # the others forget this worker for its silence
        _log.exception("it cannot be written down that this worker is gone")


def _hint(task_id: int) -> None:
    from jobs.tasks import perform  # noqa: PLC0415  # Celery is for workers only

    perform.apply_async(
        (task_id,), retry=False, expires=waiting.HINT_AGAIN_AFTER.total_seconds() * 6
    )
