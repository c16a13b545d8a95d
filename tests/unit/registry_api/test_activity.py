"""Pulls wait for a database that takes nothing; one that it refuses takes no other with it."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DataError, OperationalError

from accounts.principals import ANONYMOUS, Credential
from artifacts import activity
from artifacts.activity import Batch, Pull, Times
from registry_api import activity as gathering
from registry_api import pools
from registry_api.activity import Activity

BAD = "bad"


class Database:
    """What it takes; tells errors in place of rows."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.error: Exception | None = None

    def record(self, batch: Batch, *, waits: bool = False) -> Batch:
        if self.error is not None:
            raise self.error
        if any(pull.tag == BAD for pull in batch.pulls):
            raise DataError("refused")
        for pull, times in batch.pulls.items():
            self.counts[pull.tag] = self.counts.get(pull.tag, 0) + times.count
        return Batch()


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Database:
    async def write(call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return call(*args, **kwargs)

    database = Database()
    monkeypatch.setattr(pools, "write", write)
    monkeypatch.setattr(activity, "record", database.record)
    return database


def gathered(*tags: str) -> Activity:
    found = Activity()
    for tag in tags:
        pull = Pull(1, 1, "acme/app", "sha256:0", tag, ANONYMOUS, Credential.NONE, "", "")
        found._gathered.pulls[pull] = Times(1, 1.0, "")
    return found


def test_one_that_is_refused_takes_no_other_with_it(database: Database) -> None:
    tags = [f"tag-{number}" for number in range(20)]
    found = gathered(*tags[:7], BAD, *tags[7:])
    asyncio.run(found._write())
    assert database.counts == dict.fromkeys(tags, 1)
    assert not found._gathered


def test_what_is_not_taken_now_is_written_later(database: Database) -> None:
    found = gathered("a", "b")
    database.error = OperationalError("gone")
    asyncio.run(found._write())
    assert len(found._gathered.pulls) == 2
    database.error = None
    asyncio.run(found._write())
    assert database.counts == {"a": 1, "b": 1}


def test_no_more_wait_than_there_is_room_for(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "AT_ONCE", 4)
    monkeypatch.setattr(gathering, "KEPT_AT_MOST", 8)
    database.error = OperationalError("gone")
    found = gathered(*map(str, range(20)))
    asyncio.run(found._write())
    assert len(found._gathered.pulls) == 8


def test_a_stop_tries_once_and_ends(database: Database) -> None:
    database.error = OperationalError("gone")

    async def stop() -> None:
        found = gathered("a")
        found._wake()
        await asyncio.wait_for(found.close(), 5)

    asyncio.run(stop())
