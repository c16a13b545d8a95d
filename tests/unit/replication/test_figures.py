"""How fast a run gets on and when it will be over, by whichever sum is the slowest."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from jobs.models import Status
from replication.api import figures
from replication.api.figures import Figures, Pace

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SINCE = NOW - timedelta(seconds=100)


def some(**more: int) -> Figures:
    items = Counter({name: more.pop(name, 0) for name in ("total", "waiting")})
    done, left = more.pop("tasks_done", 0), more.pop("tasks_left", 0)
    tasks: Counter[str] = Counter({Status.SUCCESS: done, Status.PENDING: left})
    return Figures(tasks=tasks, items=items, **more)


def pace(sums: Figures, until: datetime | None = None) -> Pace:
    return figures.pace(sums, since=SINCE, until=until, now=NOW)


@pytest.mark.parametrize(
    ("sums", "seconds"),
    [
        (some(sent=500, expected=1000), 100),
        (some(sent=250, present=250, expected=1000), 100),
        (some(total=4, waiting=3), 300),
        (some(tasks_done=1, tasks_left=1), 100),
        (some(sent=900, expected=1000, total=4, waiting=3, tasks_done=9, tasks_left=1), 300),
        (some(sent=100, expected=1000, total=4, waiting=1), 900),
        (some(sent=1000, expected=1000, total=4), 0),
        (some(sent=1500, expected=1000), 0),  # what was sent twice does not turn time back
    ],
)
def test_the_slowest_sum_says_when_it_is_over(sums: Figures, seconds: int) -> None:
    assert pace(sums).eta == NOW + timedelta(seconds=seconds)


def test_bytes_that_were_there_are_not_sent_fast() -> None:
    assert pace(some(sent=500, present=500, expected=2000)).rate == 5


def test_nothing_is_told_before_it_begins_or_gets_on() -> None:
    assert pace(some(expected=1000, total=4, waiting=4, tasks_left=2)) == Pace()
    assert figures.pace(some(sent=5), since=None, until=None, now=NOW) == Pace()
    assert figures.pace(some(sent=5), since=NOW, until=None, now=NOW) == Pace()


def test_what_is_over_has_a_rate_and_no_end_to_come() -> None:
    ended = pace(some(sent=500, expected=1000), until=NOW - timedelta(seconds=50))
    assert ended == Pace(rate=10)
