"""Says which version of what is the present one: one query for all who wait (architecture, 2.4).

On SQLite, ``PRAGMA data_version`` says in microseconds that nobody wrote since,
once for all requests that the event loop had waiting.
"""

import asyncio
import sqlite3
from collections.abc import Iterable

from django.db import connection

from artifacts import reads
from artifacts.reads import Key
from registry_api import pools
from registry_api.gathering import Gathering


class Freshness:
    """One a process, used on its event loop only."""

    def __init__(self) -> None:
        self._gathering = Gathering(self._ask)
        self._watch = _data_version_watch()
        self._known: dict[Key, int | None] = {}
        self._known_at = -1
        self._unknown = -1
        self._stamp_of_turn: int | None = None

    async def versions(self, keys: Iterable[Key]) -> dict[Key, int | None]:
        """The versions of *keys* at some moment after this call; ``None`` for what is gone."""
        wanted = list(keys)
        if self._watch is not None and self._shared_stamp() == self._known_at:
            known = {key: self._known[key] for key in wanted if key in self._known}
            if len(known) == len(wanted):
                return known
        answer = await self._gathering.answer(wanted)
        return {key: answer.get(key) for key in wanted}

    async def _ask(self, keys: set[Key]) -> dict[Key, int]:
        stamp = self._stamp()
        answer = await pools.freshness(reads.versions, keys)
        self._remember(stamp, keys, answer)
        return answer

    def _remember(self, stamp: int, keys: set[Key], answer: dict[Key, int]) -> None:
        if stamp != self._known_at:
            self._known.clear()
            self._known_at = stamp
        self._known.update({key: answer.get(key) for key in keys})

    def _shared_stamp(self) -> int:
        """The stamp that was taken in this turn of the event loop, or one that is taken now.

        The loop runs what is ready in the order in which it became so: whatever runs before the
        callback that forgets the stamp had arrived before the stamp was taken.
        """
        if self._stamp_of_turn is None:
            asyncio.get_running_loop().call_soon(self._end_turn)
            self._stamp_of_turn = self._stamp()
        return self._stamp_of_turn

    def _end_turn(self) -> None:
        self._stamp_of_turn = None

    def _stamp(self) -> int:
        """A number that differs once another connection has committed; 0 without SQLite.

        Where SQLite does not tell, a number that never was: the database is asked then.
        """
        if self._watch is None:
            return 0
        try:
            return int(self._watch.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error:
            self._unknown -= 1
            return self._unknown


def _data_version_watch() -> sqlite3.Connection | None:
    if connection.vendor != "sqlite":
        return None
    return sqlite3.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)
