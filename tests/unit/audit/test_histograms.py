"""Histograms count what pages show, by pieces of time that both databases agree on."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from audit import histograms
from audit.filters import Filter
from audit.histograms import Piece
from tests.unit.audit.log import a_deed, do, kind_of, someone

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def test_rows_are_counted_by_operation_in_pieces_of_a_minute() -> None:
    pull, push = kind_of("pull_artifact"), kind_of("create_artifact")
    times = [(pull, 0.0), (pull, 0.999), (push, 0.5), (pull, 1.0), (push, 59.0)]
    do(*[kind(by=someone(), resource="r", at=at(minutes)) for kind, minutes in times])
    found = histograms.count(Filter(since=at(0), until=at(60)), by="operation")
    assert found.seconds == 60
    assert found.counted_from == found.since == at(0)
    assert found.pieces == [
        Piece(at(0), "create", 1),
        Piece(at(0), "pull", 2),
        Piece(at(1), "pull", 1),
        Piece(at(59), "create", 1),
    ]


def test_rows_are_counted_by_result_within_a_filter() -> None:
    do(
        a_deed(at=at(0), project_id=1),
        a_deed(at=at(0), project_id=1, succeeded=False),
        a_deed(at=at(0), project_id=2),
        a_deed("other", at=at(0), project_id=1),
    )
    wanted = Filter(since=at(-1), until=at(1), projects=(1,), resource="acme")
    found = histograms.count(wanted, by="succeeded")
    assert found.pieces == [Piece(at(0), "failed", 1), Piece(at(0), "succeeded", 1)]


@pytest.mark.parametrize(
    ("range_", "seconds"),
    [
        (timedelta(0), 60),
        (timedelta(hours=3), 60),
        (timedelta(hours=6), 300),
        (timedelta(days=1), 900),
        (timedelta(days=7), 3600),
        (timedelta(days=30), 6 * 3600),
        (timedelta(days=90), 86_400),
        (timedelta(days=365), 7 * 86_400),
        (timedelta(days=3650), 30 * 86_400),
        (timedelta(days=36500), 185 * 86_400),
    ],
)
def test_no_range_has_more_pieces_than_a_chart_has_room_for(
    range_: timedelta, seconds: int
) -> None:
    do(a_deed(at=NOON), a_deed(at=NOON - range_))
    found = histograms.count(Filter(since=NOON - range_, until=NOON), by="operation")
    assert found.seconds == seconds
    assert range_.total_seconds() / seconds < histograms.MOST_PIECES
    assert sum(piece.count for piece in found.pieces) == 2


def test_without_a_range_the_whole_log_is_counted() -> None:
    do(a_deed(at=at(0)), a_deed(at=at(-100_000)))
    found = histograms.count(Filter(), by="operation")
    assert found.since == at(-100_000)
    assert sum(piece.count for piece in found.pieces) == 2


def test_an_empty_log_has_an_empty_histogram() -> None:
    assert histograms.count(Filter(), by="operation").pieces == []
    assert histograms.count(Filter(until=at(0)), by="operation").pieces == []


def test_of_too_many_rows_the_newest_are_counted_and_the_answer_says_from_when_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(histograms, "COUNTED", 10)
    do(*[a_deed(at=at(minutes)) for minutes in range(30)])
    found = histograms.count(Filter(since=at(0), until=at(30)), by="operation")
    assert found.counted_from == at(20)
    assert Counter(piece.count for piece in found.pieces) == {1: 10}
