"""Who works on a task: begun, ended, failed and tried again, given up for lost."""

import logging
import random
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from jobs import clock, executions, kinds, rows, waiting, workers
from jobs.errors import LeaseLost
from jobs.executions import Wanted
from jobs.kinds import Kind
from jobs.logs import Level
from jobs.models import UNFINISHED, Attempt, Execution, Queue, Status, Task
from jobs.runs import Run, lease

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=10)
LOST, POSTPONED = "Lost", "Postponed"
_log = logging.getLogger("harbor.jobs")


def begin(task_id: int) -> Run | None:
    """Begin the next attempt, if it is time, and if no more run of the kind than may."""
    with transaction.atomic():
        task = Task.objects.filter(pk=task_id).first()
        kind = None if task is None else kinds.get(task.kind)
        if task is None or kind is None or not _has_room(kind, task.lane):
            return None
        execution = executions.locked(task.execution_id)
        task = Task.objects.locked().get(pk=task_id)
        now = clock.now()
        if task.status not in (Status.PENDING, Status.SCHEDULED) or task.run_after > now:
            return None
        task.status, task.attempt = Status.RUNNING, task.attempt + 1
        task.start_time = task.start_time or now
        task.lease_until = now + lease()
        task.save()
        Attempt.objects.create(
            task=task, number=task.attempt, worker=workers.name(), start_time=now
        )
        executions.settle(execution, now)
    return Run(
        task_id=task.pk,
        execution_id=task.execution_id,
        attempt=task.attempt,
        parameters=task.parameters,
        checkpoint=task.checkpoint,
        done=task.done,
        total=task.total,
    )


def end(run: Run, status: Status, *, result: Mapping[str, Any] | None = None) -> None:
    """End the task. Raises LeaseLost."""
    with transaction.atomic():
        execution = executions.locked(run.execution_id)
        task = _held(run)
        if result is not None:
            task.result = dict(result)
        run.end(task)
        _finish(task, status, clock.now())
        executions.settle(execution, clock.now())


def fail(run: Run, error: str, *, is_final: bool = False) -> None:
    """End the attempt: another one follows after a pause, or the task has failed.

    Raises LeaseLost.
    """
    with transaction.atomic():
        execution = executions.locked(run.execution_id)
        task = _held(run)
        run.log(f"failed: {error}", Level.ERROR)
        run.end(task)
        if is_final:
            task.error = error
            _finish(task, Status.ERROR, clock.now())
        else:
            _fail(task, error, Status.ERROR, clock.now())
        executions.settle(execution, clock.now())


def postpone(run: Run, why: str, after: timedelta) -> None:
    """End the attempt, which has not failed; another one follows later. Raises LeaseLost."""
    with transaction.atomic():
        execution = executions.locked(run.execution_id)
        task = _held(run)
        run.log(f"goes on later: {why}", Level.WARNING)
        run.end(task)
        if task.is_stopping:
            _finish(task, Status.STOPPED, clock.now())
        else:
            task.error = why
            _again(task, POSTPONED, after, clock.now())
        executions.settle(execution, clock.now())


def add(run: Run, tasks: Iterable[Wanted]) -> list[Task]:
    """Add tasks to the run's own execution, in a step of the run.

    Raises LeaseLost, StopRequested with nothing added, or AlreadyRunning.
    """
    with transaction.atomic():
        execution = executions.locked(run.execution_id)  # before the task, as all who stop it
        with run.step():
            return [executions.add(execution, wanted, clock.now()) for wanted in tasks]


def give_up_lost() -> int:
    """Have tasks done again whose worker is gone: its lease is over. Answers how many."""
    lost = Task.objects.filter(status=Status.RUNNING, lease_until__lt=clock.now())
    ids = list(lost.values_list("pk", "execution_id")[:1000])
    return sum(_give_up(task_id, execution_id) for task_id, execution_id in ids)


@transaction.atomic
def _give_up(task_id: int, execution_id: int) -> bool:
    """A row that is locked has somebody at work on it, whatever its lease says."""
    free = (Execution.objects.filter(pk=execution_id), Task.objects.filter(pk=task_id))
    if not all(rows.take_free(row) for row in free):
        return False
    execution = executions.locked(execution_id)
    task = Task.objects.locked().filter(pk=task_id).first()
    now = clock.now()
    if task is None or task.status != Status.RUNNING or (task.lease_until or now) >= now:
        return False
    _log.warning("attempt %d at task %d was lost", task.attempt, task.pk)
    _fail(task, "the worker was lost", LOST, now)
    executions.settle(execution, now)
    return True


def _has_room(kind: Kind, lane: str) -> bool:
    """Whether another one may run; nobody else begins one until the transaction ends."""
    Queue.objects.get_or_create(kind=kind.name)
    queue = Queue.objects.locked().get(kind=kind.name)
    running = Task.objects.filter(kind=kind.name, status=Status.RUNNING).count()
    return not queue.is_paused and running < kind.at_once and lane not in waiting.full_lanes(kind)


def _held(run: Run) -> Task:
    task = Task.objects.locked().filter(pk=run.task_id).first()
    if task is None or task.attempt != run.attempt or task.status != Status.RUNNING:
        raise LeaseLost
    return task


def _fail(task: Task, error: str, outcome: str, now: datetime) -> None:
    kind = kinds.get(task.kind)
    task.failures += 1
    task.error = error
    if task.is_stopping:
        _finish(task, Status.STOPPED, now)
    elif kind is not None and task.failures >= kind.failures:
        _finish(task, Status.ERROR, now)
    else:
        _again(task, outcome, _pause(task, outcome), now)


def _again(task: Task, outcome: str, after: timedelta, now: datetime) -> None:
    _close_attempt(task, outcome, now)
    task.status, task.lease_until = Status.SCHEDULED, None
    task.run_after, task.hinted_at = now + after, None
    task.save()


def _pause(task: Task, outcome: str) -> timedelta:
    """None after a loss, which is not the task's fault; else longer each time, with full jitter."""
    if outcome == LOST and task.failures <= 1:
        return timedelta()
    longest: timedelta = min(FIRST_PAUSE * 2 ** (task.failures - 1), LONGEST_PAUSE)
    return longest * random.random()  # noqa: S311  # no secret


def _finish(task: Task, status: Status, now: datetime) -> None:
    assert status not in UNFINISHED
    if status != Status.ERROR:
        task.error = ""
    _close_attempt(task, status, now)
    task.status, task.lease_until, task.end_time = status, None, now
    task.save()


def _close_attempt(task: Task, outcome: str, now: datetime) -> None:
    attempt = Attempt.objects.filter(task=task, number=task.attempt)
    attempt.update(outcome=outcome, error=task.error, end_time=now)
