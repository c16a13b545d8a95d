"""Executions: started, stopped, tried again, and forgotten after a while."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from jobs import clock, kinds
from jobs.errors import AlreadyRunning, ExecutionUnknown, NothingToRetry, TaskUnknown
from jobs.models import UNFINISHED, Execution, Schedule, Status, Task, Trigger

KEPT = 50
"""How many finished executions of a kind and subject are remembered, as in Harbor."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task to be: two unfinished ones of a kind have different keys."""

    key: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why an execution is: somebody wanted it, or a schedule's moment has come."""

    trigger: Trigger
    started_by: str = ""
    schedule: Schedule | None = None
    due: datetime | None = None


def start(
    *,
    kind: str,
    tasks: Iterable[Wanted],
    cause: Cause,
    subject: int = 0,
    parameters: Mapping[str, Any] | None = None,
) -> Execution:
    """Write down what is to be done; workers find it within a second or so.

    In the caller's transaction, if there is one. Raises AlreadyRunning if a task of the same key
    is not finished.
    """
    now = clock.now()
    with transaction.atomic():
        execution = Execution.objects.create(
            kind=kind,
            subject=subject,
            trigger=cause.trigger,
            started_by=cause.started_by,
            schedule=cause.schedule,
            due=cause.due,
            parameters=dict(parameters or {}),
        )
        for wanted in tasks:
            add(execution, wanted, now)
        settle(execution, now)
    return execution


def start_one(*, kind: str, parameters: Mapping[str, Any], cause: Cause) -> Execution:
    """An execution that is one task, of which there is one at a time. Raises AlreadyRunning."""
    wanted = Wanted(key="", parameters=parameters)
    return start(kind=kind, tasks=[wanted], cause=cause, parameters=parameters)


def get(execution_id: int, *, kind: str) -> Execution:
    execution = Execution.objects.filter(pk=execution_id, kind=kind).first()
    if execution is None:
        raise ExecutionUnknown(execution_id)
    return execution


def stop(execution_id: int, *, kind: str) -> None:
    """Have it end at its next step; tasks that have not begun do not. Raises ExecutionUnknown."""
    with transaction.atomic():
        execution = locked(get(execution_id, kind=kind).pk)
        now = clock.now()
        waiting = execution.tasks.filter(status__in=(Status.PENDING, Status.SCHEDULED))
        waiting.update(status=Status.STOPPED, end_time=now, update_time=now)
        execution.tasks.filter(status=Status.RUNNING).update(is_stopping=True)
        settle(execution, now)


def retry(task_id: int) -> None:
    """Do a failed or stopped task again, from its checkpoint on.

    Raises TaskUnknown, NothingToRetry, or AlreadyRunning if there is such a one by now.
    """
    with transaction.atomic():
        known = Task.objects.filter(pk=task_id).first()
        if known is None:
            raise TaskUnknown(task_id)
        execution = locked(known.execution_id)
        task = Task.objects.locked().get(pk=task_id)
        if task.status not in (Status.ERROR, Status.STOPPED):
            raise NothingToRetry(f"task {task_id} has not failed: it is {task.status}")
        _require_free(task.kind, task.key)
        task.status, task.is_stopping, task.failures = Status.PENDING, False, 0
        task.run_after, task.hinted_at, task.end_time = clock.now(), None, None
        task.save()
        settle(execution, clock.now())


def locked(execution_id: int) -> Execution:
    """The row under its lock, which comes before those of its tasks."""
    return Execution.objects.locked().get(pk=execution_id)


def settle(execution: Execution, now: datetime) -> None:
    """Have the execution say what its tasks do. Under its lock."""
    statuses = set(execution.tasks.order_by().values_list("status", flat=True).distinct())
    execution.status = status_of(statuses)
    if statuses - {Status.PENDING} and execution.start_time is None:
        execution.start_time = now
    ends = execution.status not in UNFINISHED and execution.end_time is None
    execution.end_time = None if execution.status in UNFINISHED else execution.end_time or now
    if execution.end_time is not None and execution.tasks.count() == 1:
        execution.result = execution.tasks.get().result
    execution.save()
    kind = kinds.get(execution.kind) if ends else None
    if kind is not None and kind.ended is not None:
        kind.ended(execution)


def add(execution: Execution, wanted: Wanted, now: datetime) -> Task:
    """One more task of an execution that is new, or locked. Raises AlreadyRunning."""
    _require_free(execution.kind, wanted.key)
    try:
        with transaction.atomic():
            return Task.objects.create(
                execution=execution,
                kind=execution.kind,
                key=wanted.key,
                lane=wanted.lane,
                parameters=dict(wanted.parameters),
                run_after=now,
            )
    except IntegrityError:  # somebody else was just before
        _require_free(execution.kind, wanted.key)
        raise


def forget_old(kind: str) -> int:
    """Delete finished executions beyond the newest KEPT of each subject. Answers how many."""
    forgotten = 0
    subjects = Execution.objects.filter(kind=kind).order_by().values_list("subject", flat=True)
    for subject in subjects.distinct():
        mine = Execution.objects.filter(kind=kind, subject=subject).exclude(status__in=UNFINISHED)
        kept = mine.order_by("-pk").values_list("pk", flat=True)[KEPT - 1 : KEPT].first()
        if kept is not None:
            _, counts = mine.filter(pk__lt=kept).delete()
            forgotten += counts.get("jobs.Execution", 0)
    return forgotten


def status_of(statuses: set[str]) -> Status:
    """Running while any runs; in the end the worst."""
    if not statuses:
        return Status.SUCCESS
    if statuses <= {Status.PENDING}:
        return Status.PENDING
    if statuses & set(UNFINISHED):
        return Status.RUNNING
    return next(s for s in (Status.ERROR, Status.STOPPED, Status.SUCCESS) if s in statuses)


def _require_free(kind: str, key: str) -> None:
    other = Task.objects.open().filter(kind=kind, key=key).first()
    if other is not None:
        raise AlreadyRunning(other.execution_id)
