"""The database's clock: leases, graces and ages are told by it, never by a node's own (F-26).

It is asked once a minute by each process, and told from the time that has gone by since; sooner
after the node's own clock was moved, or stood still with the node.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.db import connection
from django.utils import timezone

ASKED_EVERY = 60.0
"""Seconds."""
JUMP = 0.5
"""By how many seconds a node's clock is off the time that has gone by, when it was moved."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the database said, and what this node's clocks showed then."""

    database: datetime
    monotonic: float
    wall: float


_answer: _Answer | None = None


def now() -> datetime:
    """The moment by the database's clock, within milliseconds; it may be asked for it."""
    return told() or _ask()


def told() -> datetime | None:
    """The same without asking the database: ``None`` when it is time to.

    SQLite has no clock but this process's, which is that of the one node there is.
    """
    if _is_our_own():
        return timezone.now()
    if _answer is None:
        return None
    gone_by = time.monotonic() - _answer.monotonic
    moved = time.time() - _answer.wall - gone_by
    if gone_by > ASKED_EVERY or abs(moved) > JUMP:
        return None
    return _answer.database + timedelta(seconds=gone_by)


@cache
def _is_our_own() -> bool:
    return connection.vendor == "sqlite"


def _ask() -> datetime:
    global _answer  # noqa: PLW0603  # one a process
    before = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    monotonic = time.monotonic()
    on_the_way = timedelta(seconds=(monotonic - before) / 2)
    _answer = _Answer(moment + on_the_way, monotonic, time.time())
    return _answer.database
