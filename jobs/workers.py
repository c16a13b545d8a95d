"""The processes that do tasks: each says that it is there; who falls silent is forgotten."""

import os
import socket
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.db.models import F, QuerySet

from jobs import clock
from jobs.models import Attempt, Status, Worker

BEAT_SECONDS = 10.0
FORGOTTEN_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the tasks that a worker can do at once, and what it does there, if anything."""

    worker: Worker
    number: int
    attempt: Attempt | None

    @property
    def name(self) -> str:
        return f"{self.worker.name}/{self.number}"


class Presence:
    """That this process is a worker. What it writes can be written anew at any time."""

    def __init__(self, *, concurrency: int) -> None:
        self._name, self._concurrency = name(), concurrency
        self._started: datetime | None = None
        self._next_beat = monotonic()

    def beat(self) -> None:
        """Say that it lives, unless it just did, and forget who has not said so for long."""
        if monotonic() < self._next_beat:
            return
        now = clock.now()
        self._started = self._started or now
        Worker.objects.update_or_create(
            name=self._name,
            defaults={
                "started": self._started,
                "heartbeat": now,
                "concurrency": self._concurrency,
            },
        )
        Worker.objects.filter(heartbeat__lt=now - FORGOTTEN_AFTER).delete()
        self._next_beat = monotonic() + BEAT_SECONDS

    def leave(self) -> None:
        Worker.objects.filter(name=self._name).delete()


def name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def every() -> QuerySet[Worker]:
    """Those that were not silent for too long, whether or not one is left to forget the others."""
    return Worker.objects.filter(heartbeat__gte=clock.now() - FORGOTTEN_AFTER)


def slots(pool: str | None = None) -> list[Slot]:
    """What the worker of that name does, or what all do; busy slots come first."""
    workers = list(every() if pool is None else every().filter(name=pool))
    found = _under_way([worker.name for worker in workers])
    return [slot for worker in workers for slot in _slots(worker, found[worker.name])]


def _slots(worker: Worker, attempts: list[Attempt]) -> list[Slot]:
    """What was begun before the worker was is that of another one, by chance of the same name."""
    own = [attempt for attempt in attempts if attempt.start_time >= worker.started]
    idle = [None] * (worker.concurrency - len(own))
    return [Slot(worker, number, attempt) for number, attempt in enumerate([*own, *idle], start=1)]


def _under_way(names: list[str]) -> defaultdict[str, list[Attempt]]:
    rows = Attempt.objects.filter(
        worker__in=names,
        end_time=None,
        number=F("task__attempt"),
        task__status=Status.RUNNING,
    )
    found: defaultdict[str, list[Attempt]] = defaultdict(list)
    for attempt in rows.select_related("task").order_by("pk"):
        found[attempt.worker].append(attempt)
    return found
