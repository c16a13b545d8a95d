"""Registries, policies and runs as rows, for tests of what is shown of them: nothing is moved.

Also called inside the server's own environment, so that its database has them.
"""

import itertools
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.principals import SYSTEM_CALLER
from jobs import clock, executions
from jobs.models import UNFINISHED, Attempt, Execution, Status, Task, Trigger
from replication import policies, surveys
from replication.models import Health, Item, Outcome, Policy, Registry, Transfer, Verdict
from replication.policies import KIND, Wanted

LASTED = timedelta(seconds=100)
FAR = timedelta(days=1)
_numbers = itertools.count()


@dataclass(frozen=True)
class Tag:
    name: str
    verdict: str = Verdict.COPY
    outcome: str = ""
    cause: str = ""
    error: str = ""


@dataclass(frozen=True)
class Moved:
    """A repository, as a run's task has it."""

    repository: str
    status: str = Status.SUCCESS
    tags: Sequence[Tag] = ()
    error: str = ""
    expected: int = 0
    present: int = 0
    sent: int = 0
    attempts: int = 1


def a_registry(kind: str = "docker-registry", url: str = "http://127.0.0.1:9") -> Registry:
    name = f"registry-{uuid.uuid4().hex[:10]}"
    return Registry.objects.create(name=name, kind=kind, url=url, health=Health.HEALTHY)


def a_policy(registry: Registry | None = None, **wanted: Any) -> Policy:
    there = registry or a_registry()
    settings = {"name": f"policy-{uuid.uuid4().hex[:10]}", "destination": there.pk}
    return policies.create(
        wanted=Wanted(**{**settings, "is_enabled": True, **wanted}), by=SYSTEM_CALLER
    )


def a_run(
    policy: Policy,
    *moved: Moved,
    is_dry_run: bool = False,
    trigger: Trigger = Trigger.MANUAL,
    listing: Status = Status.SUCCESS,
    ago: timedelta = timedelta(),
) -> Execution:
    """Make one that began LASTED before it ended, *ago*, or is under way in nobody's hands."""
    now = clock.now() - ago
    execution = Execution.objects.create(
        kind=KIND,
        subject=policy.pk,
        trigger=trigger,
        started_by="dora",
        parameters={"dry_run": is_dry_run, "policy": policies.snapshot(policy)},
        start_time=now - LASTED,
        creation_time=now - LASTED,
    )
    error = "nobody answers" if listing == Status.ERROR else ""
    _task(execution, listing, now, {"what": surveys.SURVEY}, error)
    for one in moved:
        _moved(execution, one, now)
    execution.status = executions.status_of({listing, *(one.status for one in moved)})
    execution.end_time = None if execution.status in UNFINISHED else now
    execution.save()
    return execution


def _task(
    execution: Execution, status: str, now: datetime, parameters: dict[str, Any], error: str
) -> Task:
    is_open = status in UNFINISHED
    return Task.objects.create(
        execution=execution,
        kind=KIND,
        key=f"{execution.pk}/{next(_numbers)}/{uuid.uuid4().hex}",
        status=status,
        error=error,
        parameters=parameters,
        run_after=now + FAR,
        lease_until=now + FAR if status == Status.RUNNING else None,
        start_time=None if status == Status.PENDING else now - LASTED,
        end_time=None if is_open else now,
    )


def _moved(execution: Execution, moved: Moved, now: datetime) -> None:
    what = {"what": surveys.REPOSITORY, "source": moved.repository}
    task = _task(execution, moved.status, now, what, moved.error)
    task.attempt, task.total = moved.attempts, len(moved.tags)
    task.done = sum(tag.outcome != "" for tag in moved.tags)
    task.save()
    Transfer.objects.create(
        task=task,
        source=moved.repository,
        target=f"mirror/{moved.repository}",
        expected_bytes=moved.expected,
        present_bytes=moved.present,
        sent_bytes=moved.sent,
    )
    Item.objects.bulk_create(
        Item(
            task=task,
            tag=tag.name,
            digest=f"sha256:{'a' * 64}",
            size=100,
            verdict=tag.verdict,
            outcome=tag.outcome,
            cause=tag.cause,
            error=tag.error,
        )
        for tag in moved.tags
    )
    for number in range(1, moved.attempts + 1):
        is_last = number == moved.attempts
        Attempt.objects.create(
            task=task,
            number=number,
            worker="worker:1",
            start_time=now - LASTED,
            end_time=now,
            outcome=Status.SUCCESS if is_last and not moved.error else Status.ERROR,
            error=moved.error if is_last else "the connection was lost",
        )


DONE = [Tag("v1", outcome=Outcome.DONE), Tag("v2", Verdict.PRESENT)]
"""Of a repository with something to do."""
