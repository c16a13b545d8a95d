"""The database's clock as processes tell it (F-26)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs import clock

pytestmark = pytest.mark.django_db
TEN_YEARS = timedelta(days=3652)


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_answer", None)


@pytest.mark.parametrize("by", [timedelta(hours=1), -timedelta(hours=1), TEN_YEARS, -TEN_YEARS])
def test_f_26_a_nodes_clock_that_is_wrong_moves_nothing(by: timedelta) -> None:
    """But with SQLite, which is on one node and has the clock of that."""
    before, wrong = clock.now(), datetime.now(UTC) + by
    with time_machine.travel(wrong, tick=True):
        expected = before if connection.vendor == "postgresql" else wrong
        assert abs(clock.now() - expected) < timedelta(minutes=1)
    assert abs(clock.now() - before) < timedelta(minutes=1)


def test_the_database_is_asked_once_a_minute_and_when_the_nodes_clock_was_moved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cost = 1 if connection.vendor == "postgresql" else 0

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            first, second = clock.now(), clock.now()
        assert first <= second
        return len(queries)

    assert asked() == cost
    assert asked() == 0
    assert clock.told() is not None
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=5), tick=True):
        assert asked() == cost
    assert asked() == cost  # it was moved back
    monkeypatch.setattr(clock, "ASKED_EVERY", 0.0)
    assert asked() == 2 * cost
