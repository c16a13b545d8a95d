"""The JSON shapes of runs of replication, of their tasks and of the tags that these move."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rest_framework import serializers

from accounts.api.bodies import Body, Flag, Whole
from accounts.api.serializers import Shape
from jobs import clock
from jobs.models import Attempt, Execution, Status, Task
from replication.api import figures
from replication.api.figures import Figures
from replication.api.words import (
    SKIPPED,
    STATES,
    STATUS_OF_EXECUTION,
    STATUS_OF_TASK,
    TRIGGERS,
)
from replication.filters import FilterType, Resource
from replication.models import Outcome, Verdict

ATTEMPTS_SHOWN = 10
_COUNTED = ("total", "waiting", *Outcome.values, *Verdict.values)


class TransferBytesShape(Shape):
    """What the artifacts hold that were looked at, what the target had of it, and what was sent."""

    expected = serializers.IntegerField()
    present = serializers.IntegerField()
    sent = serializers.IntegerField()


class TransferItemsShape(Shape):
    """Tags, and artifacts without any, by what is to be done about them and what was."""

    total = serializers.IntegerField()
    waiting = serializers.IntegerField()
    done = serializers.IntegerField()
    failed = serializers.IntegerField()
    gone = serializers.IntegerField()
    left = serializers.IntegerField()
    copy = serializers.IntegerField()
    replace = serializers.IntegerField()
    present = serializers.IntegerField()
    kept = serializers.IntegerField()
    delete = serializers.IntegerField()


class TransferProgressShape(Shape):
    items = TransferItemsShape()
    bytes = TransferBytesShape()
    rate = serializers.FloatField(allow_null=True)
    """Bytes a second."""
    eta = serializers.DateTimeField(allow_null=True)


class ReplicationExecutionRead(TransferProgressShape):
    """Harbor's ``ReplicationExecution``, how far it is and who began it."""

    id = serializers.IntegerField()
    policy_id = serializers.IntegerField()
    policy_name = serializers.CharField()
    status = serializers.CharField()
    status_text = serializers.CharField()
    trigger = serializers.CharField()
    creation_time = serializers.DateTimeField()
    start_time = serializers.DateTimeField(allow_null=True)
    end_time = serializers.DateTimeField(allow_null=True)
    total = serializers.IntegerField()
    failed = serializers.IntegerField()
    succeed = serializers.IntegerField()
    in_progress = serializers.IntegerField()
    stopped = serializers.IntegerField()
    skipped = serializers.IntegerField()
    """Of those that succeeded, how many had nothing to do."""
    dry_run = serializers.BooleanField()
    started_by = serializers.CharField()
    list_task_id = serializers.IntegerField(allow_null=True)
    """The task that lists the source's repositories, and is not among the others."""


class FailureCauseShape(Shape):
    cause = serializers.CharField()
    text = serializers.CharField()
    count = serializers.IntegerField()


class OneReplicationExecutionRead(ReplicationExecutionRead):
    """With what failed, grouped, and the policy as it was when the run began."""

    causes = FailureCauseShape(many=True)
    policy = serializers.JSONField()


class ReplicationAttemptRead(Shape):
    number = serializers.IntegerField()
    worker = serializers.CharField()
    start_time = serializers.DateTimeField()
    end_time = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField()
    error = serializers.CharField()


class ReplicationTaskRead(TransferProgressShape):
    """Harbor's ``ReplicationTask``: a repository, its attempts, and how far it is."""

    id = serializers.IntegerField()
    execution_id = serializers.IntegerField()
    status = serializers.CharField()
    state = serializers.CharField()
    job_id = serializers.CharField()
    operation = serializers.CharField()
    resource_type = serializers.CharField()
    src_resource = serializers.CharField()
    dst_resource = serializers.CharField()
    start_time = serializers.DateTimeField(allow_null=True)
    end_time = serializers.DateTimeField(allow_null=True)
    next_attempt_time = serializers.DateTimeField(allow_null=True)
    attempt = serializers.IntegerField()
    attempts = ReplicationAttemptRead(many=True)
    cause = serializers.CharField()
    error = serializers.CharField()
    done = serializers.IntegerField()
    total = serializers.IntegerField(allow_null=True)


class ReplicationItemRead(Shape):
    """A tag, or an artifact without any: what is to be done about it, and what was."""

    id = serializers.IntegerField(source="pk")
    task_id = serializers.IntegerField()
    source = serializers.CharField(source="task.transfer.source")  # type: ignore[assignment]  # the metaclass takes it away
    target = serializers.CharField(source="task.transfer.target")
    tag = serializers.CharField()
    digest = serializers.CharField()
    target_digest = serializers.CharField()
    size = serializers.IntegerField()
    verdict = serializers.CharField()
    outcome = serializers.CharField()
    cause = serializers.CharField()
    error = serializers.CharField()


class ReplicationExecutionWrite(Body):
    policy_id = Whole()
    dry_run = Flag(default=False)


class ReplicationRetriedRead(Shape):
    retried = serializers.IntegerField()


def shown_executions(rows: Sequence[Execution]) -> list[dict[str, Any]]:
    return [ReplicationExecutionRead.of(one) for one in _executions(rows)]


def shown_execution(row: Execution) -> dict[str, Any]:
    (shown,) = _executions([row])
    more = {"causes": figures.causes_of(row), "policy": row.parameters.get("policy", {})}
    return OneReplicationExecutionRead.of(shown | more)


def shown_tasks(execution: Execution, rows: Sequence[Task]) -> list[dict[str, Any]]:
    """A page of the tasks of a run, read with their transfers and their attempts."""
    sums, now = figures.of_tasks(rows), clock.now()
    causes = figures.causes_of_tasks([row.pk for row in rows if row.status == Status.ERROR])
    resource = resource_of(execution)
    return [
        ReplicationTaskRead.of(
            _task(row, sums[row.pk])
            | _progress(sums[row.pk], row, now)
            | {"cause": causes.get(row.pk, ""), "resource_type": resource}
        )
        for row in rows
    ]


def resource_of(execution: Execution) -> str:
    """The type of what a run is about: a repository may hold both, unless the policy says one."""
    written = execution.parameters.get("policy", {}).get("filters", ())
    types = {one["type"]: one["value"] for one in written}
    return str(types.get(FilterType.RESOURCE, Resource.ARTIFACT))


def _executions(rows: Sequence[Execution]) -> list[dict[str, Any]]:
    sums, now = figures.of_executions([row.pk for row in rows]), clock.now()
    return [_execution(row, sums[row.pk]) | _progress(sums[row.pk], row, now) for row in rows]


def _execution(row: Execution, sums: Figures) -> dict[str, Any]:
    tasks = sums.tasks
    return {
        "id": row.pk,
        "policy_id": row.subject,
        "policy_name": row.parameters.get("policy", {}).get("name", ""),
        "status": STATUS_OF_EXECUTION[Status(row.status)],
        "status_text": sums.error,
        "trigger": TRIGGERS[row.trigger],
        "creation_time": row.creation_time,
        "start_time": row.start_time or row.creation_time,
        "end_time": row.end_time,
        "total": tasks.total(),
        "failed": tasks[Status.ERROR],
        "succeed": tasks[Status.SUCCESS],
        "in_progress": tasks[Status.PENDING] + tasks[Status.SCHEDULED] + tasks[Status.RUNNING],
        "stopped": tasks[Status.STOPPED],
        "skipped": sums.skipped,
        "dry_run": bool(row.parameters.get("dry_run")),
        "started_by": row.started_by,
        "list_task_id": sums.listing,
    }


def _progress(sums: Figures, row: Execution | Task, now: datetime) -> dict[str, Any]:
    pace = figures.pace(sums, since=row.start_time, until=row.end_time, now=now)
    return {
        "items": {name: sums.items[name] for name in _COUNTED},
        "bytes": sums.bytes,
        "rate": pace.rate,
        "eta": pace.eta,
    }


def _task(row: Task, sums: Figures) -> dict[str, Any]:
    transfer = row.transfer
    return {
        "id": row.pk,
        "execution_id": row.execution_id,
        "status": STATUS_OF_TASK[Status(row.status)],
        "state": _state(row, sums),
        "job_id": str(row.pk),
        "operation": transfer.operation,
        "src_resource": transfer.source,
        "dst_resource": transfer.target,
        "start_time": row.start_time or row.creation_time,
        "end_time": row.end_time,
        "next_attempt_time": row.run_after if row.status == Status.SCHEDULED else None,
        "attempt": row.attempt,
        "attempts": _last_attempts(row),
        "error": row.error,
        "done": row.done,
        "total": row.total,
    }


def _state(row: Task, sums: Figures) -> str:
    has_work = any(sums.items[verdict] for verdict in figures.TO_DO)
    if row.status == Status.SUCCESS and not has_work:
        return SKIPPED
    return STATES[Status(row.status)]


def _last_attempts(row: Task) -> list[Attempt]:
    return sorted(row.attempts.all(), key=lambda one: one.number)[-ATTEMPTS_SHOWN:]
