"""An attempt at a task, as the function that does it has it in hand."""

import logging
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction

from jobs import clock, logs
from jobs.errors import LeaseLost, StopRequested
from jobs.logs import Level
from jobs.models import Status, Task

Found = TypeVar("Found")

BEAT_SECONDS = 0.5
_log = logging.getLogger("harbor.jobs")


@dataclass(slots=True)
class Run:
    """What is to be done, how far it is, and what is said of it.

    ``checkpoint``, ``done``, ``total`` and what was logged are written at the end of each step,
    in the transaction of what the step did.
    """

    task_id: int
    execution_id: int
    attempt: int
    parameters: Mapping[str, Any]
    checkpoint: dict[str, Any]
    done: int = 0
    total: int | None = None
    _lines: list[str] = field(default_factory=list)

    @contextmanager
    def step(self) -> Iterator[None]:
        """One transaction of the job, in which the task is held by this attempt alone.

        Locks the task's row, before all others. Raises LeaseLost, or StopRequested, before
        anything was done.
        """
        with transaction.atomic():
            task = self._held()
            if task.is_stopping:
                raise StopRequested
            yield
            self._write(task)

    def beat(self) -> None:
        """Renew the lease amid a long piece of work. Raises LeaseLost or StopRequested."""
        with self.step():
            pass

    def attend(
        self, found: Iterable[Found], *, give_up: Callable[[], None]
    ) -> Generator[Found, None, None]:
        """What another thread finds, however long that takes: the lease is renewed meanwhile.

        Raises what the thread does. Where this ends or is closed sooner, by LeaseLost or
        StopRequested say, *give_up* is called and the thread waited for.
        """
        ready: SimpleQueue[Found | None] = SimpleQueue()
        with ThreadPoolExecutor(1, thread_name_prefix="attended") as pool:
            finding = pool.submit(_find, found, ready.put)
            try:
                yield from self._as_they_come(ready)
            except BaseException:
                give_up()
                raise
        finding.result()

    def _as_they_come(self, ready: "SimpleQueue[Found | None]") -> Iterator[Found]:
        beaten_at = time.monotonic()
        while True:
            try:
                one = ready.get(timeout=BEAT_SECONDS)
                if one is None:
                    return
                yield one
            except Empty:
                pass
            if time.monotonic() - beaten_at > BEAT_SECONDS:
                self.beat()
                beaten_at = time.monotonic()

    def log(self, line: str, level: Level = Level.INFO) -> None:
        """Say something; it is in the log once the step has ended."""
        self._lines.append(f"{clock.now():%Y-%m-%dT%H:%M:%SZ} {level.words}{line}")
        _log.info("task %d: %s", self.task_id, line)

    def end(self, task: Task) -> None:
        """Write what is left to say, into a row that the caller has locked and saves."""
        task.log_size = logs.append(task_id=task.pk, size=task.log_size, lines=self._lines)
        self._lines = []

    def _held(self) -> Task:
        found = Task.objects.locked().filter(pk=self.task_id).first()
        if found is None or found.attempt != self.attempt or found.status != Status.RUNNING:
            raise LeaseLost
        return found

    def _write(self, task: Task) -> None:
        got_on = (task.done, task.checkpoint) != (self.done, self.checkpoint)
        task.checkpoint, task.done, task.total = self.checkpoint, self.done, self.total
        task.failures = 0 if got_on else task.failures
        task.lease_until = clock.now() + lease()
        self.end(task)
        task.save()


def _find(found: Iterable[Found], tell: Callable[[Found | None], None]) -> None:
    """In the other thread; in the end it tells nothing."""
    try:
        for one in found:
            tell(one)
    finally:
        tell(None)
        connection.close()


def lease() -> timedelta:
    seconds: int = settings.JOB_LEASE_SECONDS
    return timedelta(seconds=seconds)
