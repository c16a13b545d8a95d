"""Heads of the chain are published, hourly, in a file that is only ever added to."""

import os
import time
from datetime import timedelta

import pytest

from audit import heads, sealer
from audit.errors import HeadsUnreadable
from tests.unit.audit.log import some_rows

pytestmark = pytest.mark.django_db


def grow() -> None:
    some_rows(1)
    sealer.seal_all()


def test_nothing_is_published_of_an_empty_chain() -> None:
    assert not heads.publish_when_due()
    assert not heads.file().exists()


def test_a_head_is_published_once_an_hour_and_only_when_there_is_another() -> None:
    grow()
    assert heads.publish_when_due()
    grow()
    assert not heads.publish_when_due()
    an_hour_ago = time.time() - heads.EVERY.total_seconds() - 1
    os.utime(heads.file(), (an_hour_ago, an_hour_ago))
    assert heads.publish_when_due()
    assert not heads.publish_when_due(every=timedelta(0))
    assert [head.sequence for head in heads.read(heads.file())] == [1, 2]


def test_a_line_that_a_crash_cut_short_is_replaced() -> None:
    grow()
    heads.publish(heads.current(), heads.file())
    with heads.file().open("ab") as file:
        file.write(b'{"sequence": 99, "ha')
    assert [head.sequence for head in heads.read(heads.file())] == [1]
    grow()
    assert heads.publish_when_due(every=timedelta(0))
    assert [head.sequence for head in heads.read(heads.file())] == [1, 2]


def test_many_heads_are_read_and_the_last_one_found() -> None:
    for _ in range(20):
        grow()
        assert heads.publish_when_due(every=timedelta(0))
    assert [head.sequence for head in heads.read(heads.file())] == list(range(1, 21))


def test_a_broken_line_stops_no_head_from_being_published_and_is_told_of() -> None:
    heads.file().write_text('{"sequence": "x"}\n')
    grow()
    assert heads.publish_when_due(every=timedelta(0))
    with pytest.raises(HeadsUnreadable):
        list(heads.read(heads.file()))
