"""Gathers pulls and pushes while they are answered, and has them written every half second.

A killed process loses what it gathered since; one that stops loses nothing.
"""

import asyncio
import logging
import time

from django.db import DataError, IntegrityError
from django.db import Error as DatabaseFault

from artifacts import activity
from artifacts.activity import Batch, Pull, Times
from registry_api import pools
from registry_api.auth import Target

SECONDS = 0.5
AT_ONCE = 1000
"""How much one transaction writes."""
KEPT_AT_MOST = 50_000
"""Kinds of pulls that wait for a database which takes nothing, before others are forgotten."""

_REFUSED = (DataError, IntegrityError, ValueError)

_log = logging.getLogger("harbor.registry")


class Activity:
    """One a process, used on its event loop only."""

    def __init__(self) -> None:
        self._gathered = Batch()
        self._writer: asyncio.Task[None] | None = None
        self._is_closing = False
        self._is_failing = False

    def pulled(self, target: Target, *, digest: str, tag: str) -> None:
        repository_id = target.seen.place.repository_id
        assert repository_id is not None, "a manifest was found in it"
        by = target.access.by
        pull = Pull(
            target.access.project_id,
            repository_id,
            target.name.path,
            digest,
            tag,
            by.principal,
            by.credential,
            by.source.address,
            by.source.user_agent,
        )
        times = self._gathered.pulls.get(pull)
        if times is None:
            times = self._gathered.pulls[pull] = Times()
        times.add(1, time.monotonic(), by.source.request_id)
        self._wake()

    def pushed(self, repository_id: int) -> None:
        self._gathered.pushes[repository_id] += 1
        self._wake()

    async def close(self) -> None:
        """Write what there is; what the database does not take now is lost."""
        self._is_closing = True
        if self._writer is not None:
            await self._writer
        await self._write()

    def _wake(self) -> None:
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while self._gathered and not self._is_closing:
            await asyncio.sleep(SECONDS)
            await self._write()

    async def _write(self) -> None:
        gathered, self._gathered = self._gathered, Batch()
        parts = _parts(gathered, AT_ONCE) if gathered else []
        while parts:
            part = parts.pop(0)
            try:
                later = await pools.write(activity.record, part, waits=self._is_closing)
            except _REFUSED:
                parts[:0] = self._without_what_is_refused(part)
            except DatabaseFault:
                self._keep([part, *parts])
                return
            else:
                self._gathered.add(later)
                self._is_failing = False

    def _without_what_is_refused(self, part: Batch) -> list[Batch]:
        """Try again in halves, so that one row which cannot be written takes no other with it."""
        size = len(part.pulls)
        if size > 1:
            return _parts(part, (size + 1) // 2)
        _log.exception("not counted, for the database refuses it: %s", part)
        return []

    def _keep(self, parts: list[Batch]) -> None:
        if not self._is_failing:
            self._is_failing = True
            _log.exception("pulls cannot be counted for now")
        for part in parts:
            if len(self._gathered.pulls) < KEPT_AT_MOST:
                self._gathered.add(part)
            else:
                _log.error("the pulls of %s kinds are not counted: too many wait", len(part.pulls))


def _parts(gathered: Batch, size: int) -> list[Batch]:
    pulls = list(gathered.pulls.items())
    starts = range(0, max(len(pulls), 1), size)
    parts = [Batch(dict(pulls[start : start + size])) for start in starts]
    parts[0].pushes.update(gathered.pushes)
    return parts
