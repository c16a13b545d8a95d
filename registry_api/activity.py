"""Gathers pulls and pushes while they are answered, and has them written every half second.

A killed process loses what it gathered since; one that stops loses nothing.
"""

import asyncio
import logging
import time

from django.db import Error as DatabaseFault

from artifacts import activity
from artifacts.activity import Batch, Pull, Times
from registry_api import pools
from registry_api.auth import Target

SECONDS = 0.5
AT_ONCE = 1000
"""How much one transaction writes."""

_log = logging.getLogger("harbor.registry")


class Activity:
    """One a process, used on its event loop only."""

    def __init__(self) -> None:
        self._gathered = Batch()
        self._writer: asyncio.Task[None] | None = None

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
        times.add(1, time.time(), by.source.request_id)
        self._wake()

    def pushed(self, repository_id: int) -> None:
        self._gathered.pushes[repository_id] += 1
        self._wake()

    async def close(self) -> None:
        """Write what there is."""
        await self._write()
        if self._writer is not None:
            await self._writer

    def _wake(self) -> None:
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while self._gathered:
            await asyncio.sleep(SECONDS)
            await self._write()

    async def _write(self) -> None:
        gathered, self._gathered = self._gathered, Batch()
        for batch in _in_parts(gathered) if gathered else ():
            try:
                await pools.write(activity.record, batch)
            except DatabaseFault:
                _log.exception("pulls could not be counted yet")
                self._keep(batch)

    def _keep(self, batch: Batch) -> None:
        for pull, times in batch.pulls.items():
            kept = self._gathered.pulls.setdefault(pull, Times())
            kept.add(times.count, times.last, times.request_id)
        self._gathered.pushes.update(batch.pushes)


def _in_parts(gathered: Batch) -> list[Batch]:
    pulls = list(gathered.pulls.items())
    starts = range(0, max(len(pulls), 1), AT_ONCE)
    parts = [Batch(dict(pulls[start : start + AT_ONCE])) for start in starts]
    parts[0].pushes.update(gathered.pushes)
    return parts
