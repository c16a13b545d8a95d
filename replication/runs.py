"""Runs of a policy: begun by somebody, by its schedule, or by what happened to an artifact.

The first task of a run surveys the source and adds a task for each repository; a run that follows
an event has the one task. A run goes by the policy as it was when the run began.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Sum

import events
from accounts import configuration
from accounts.principals import SYSTEM_CALLER, Caller
from jobs import executions, kinds, schedules
from jobs.errors import AlreadyRunning, NotNow, TaskUnknown
from jobs.executions import Cause, Wanted
from jobs.models import Execution, Schedule, Status, Task, Trigger
from jobs.runs import Run
from jobs.schedules import Type
from projects import owners
from projects.owners import By
from replication import breaker, copying, policies, registries, surveys
from replication.ends import Asked
from replication.errors import (
    PolicyDisabled,
    PolicyUnknown,
    RemoteBusy,
    RemoteRefuses,
    RemoteUnreachable,
    TransferFailed,
)
from replication.events import (
    ReplicationEnded,
    ReplicationRetried,
    ReplicationStarted,
    ReplicationStopped,
)
from replication.models import Item, Operation, Outcome, Policy, Transfer, Verdict
from replication.plans import Rules

KIND = policies.KIND
AT_ONCE = 3
"""How many tasks run on all nodes together; each copies several artifacts side by side."""
FAILURES = 6
ENDING = timedelta(seconds=5)
"""How soon it is looked again whether runs that were stopped have ended."""


def start(policy: Policy, *, is_dry_run: bool, by: By) -> Execution:
    """Have it begin. Raises PolicyUnknown, PolicyDisabled, ReadOnly, or AlreadyRunning."""
    with transaction.atomic():
        caller, _ = owners.confirm(by)
        configuration.require_writable()
        cause = Cause(Trigger.MANUAL, caller.principal.name)
        return _begin(policy.pk, cause, caller, is_dry_run=is_dry_run)


def stop(execution: Execution, *, by: By) -> None:
    """Have it end at its next step; what was copied stays.

    Here and below, an execution is held before its project is.
    """
    with transaction.atomic():
        executions.stop(execution.pk, kind=KIND)
        caller, _ = owners.confirm(by)
        _publish(ReplicationStopped, execution, caller, {})


def retry_task(execution: Execution, task_id: int, *, by: By) -> None:
    """Do a failed or stopped task again: what is left of it. Raises TaskUnknown, NothingToRetry."""
    if not execution.tasks.filter(pk=task_id).exists():
        raise TaskUnknown(task_id)
    with transaction.atomic():
        _retry(task_id)
        caller, _ = owners.confirm(by)
        _publish(ReplicationRetried, execution, caller, {"tasks": 1})


def retry_failed(execution: Execution, *, by: By) -> int:
    """As ``retry_task``, of all that failed. Answers how many they are."""
    with transaction.atomic():
        executions.locked(execution.pk)
        failed = execution.tasks.filter(status=Status.ERROR).order_by("pk")
        ids = list(failed.values_list("pk", flat=True))
        for task_id in ids:
            _retry(task_id)
        caller, _ = owners.confirm(by)
        if ids:
            _publish(ReplicationRetried, execution, caller, {"tasks": len(ids)})
    return len(ids)


def follow(policy: Policy, source: str, artifact: Mapping[str, Any], *, by: Caller) -> Execution:
    """Copy one artifact of a repository, in the transaction in which something happened to it.

    *artifact* has its digest and those of its tags that are meant. Raises NameUnmappable.
    """
    return _follow(policy, source, {"only": dict(artifact)}, by)


def follow_deletion(
    policy: Policy, source: str, gone: Sequence[Mapping[str, str]], *, by: Caller
) -> Execution:
    """Delete at the target what has just been deleted here: tags, or artifacts by their digests."""
    execution = _follow(policy, source, {}, by)
    task = execution.tasks.get()
    Transfer.objects.filter(task=task).update(operation=Operation.DELETION)
    Item.objects.bulk_create(
        Item(
            task=task,
            tag=one["tag"],
            digest=one["digest"],
            target_digest=one["digest"],
            verdict=Verdict.DELETE,
        )
        for one in gone
    )
    task.checkpoint, task.total = {"planned": True}, len(gone)
    task.save(update_fields=["checkpoint", "total"])
    return execution


def work(run: Run) -> Mapping[str, Any]:
    """Do a task, and have the other registry rest if it wants to, or does not answer."""
    asked = Asked.of(run)
    doing = surveys.work if run.parameters["what"] == surveys.SURVEY else copying.work
    try:
        result = doing(run, asked)
    except RemoteBusy as busy:
        breaker.rest(asked.registry_id, busy.after)
        raise NotNow(str(busy), busy.after) from busy
    except RemoteRefuses as refusal:
        breaker.note_success(asked.registry_id)
        raise TransferFailed(str(refusal)) from refusal
    except RemoteUnreachable:
        breaker.note_failure(asked.registry_id)
        raise
    except TransferFailed:
        breaker.note_success(asked.registry_id)
        raise
    breaker.note_success(asked.registry_id)
    return result


def clear(run: Run) -> Mapping[str, Any]:
    """Clear away what a policy left that is gone, or all that a project had that is.

    The project's runs end before its policies go, and these before its registries and what is
    sealed in them.
    """
    if "project_id" not in run.parameters:
        return policies.clean_up(run)
    project_id = run.parameters["project_id"]
    mine = policies.owned(project_id)
    subjects = mine.order_by().values("pk")
    unfinished = Execution.objects.filter(kind=KIND, subject__in=subjects).open()
    if "stopped" not in run.checkpoint:
        for execution in unfinished.order_by("pk"):
            stop(execution, by=SYSTEM_CALLER)
        with run.step():
            run.checkpoint["stopped"] = True
    if unfinished.exists():
        raise NotNow("what was under way is just ending", ENDING)
    for policy_id in list(mine.order_by("pk").values_list("pk", flat=True)):
        with run.step():
            policies.remove(policy_id, project_id=project_id, by=SYSTEM_CALLER)
            run.done += 1
    for registry in registries.of_project(project_id).order_by("pk"):
        with run.step():
            registries.remove(registry, by=SYSTEM_CALLER)
            run.done += 1
    return {"removed": run.done}


def _begin(policy_id: int, cause: Cause, by: Caller, *, is_dry_run: bool) -> Execution:
    policy = policies.present().locked().filter(pk=policy_id).first()
    if policy is None:
        raise PolicyUnknown(policy_id)
    if not policy.is_enabled:
        raise PolicyDisabled(policy.name)
    other = Execution.objects.filter(kind=KIND, subject=policy.pk).open().first()
    if policy.single_active and other is not None:
        raise AlreadyRunning(other.pk)
    survey = Wanted(
        key=f"{surveys.SURVEY}:{uuid4().hex}",
        parameters={"what": surveys.SURVEY},
        lane=breaker.lane(policy.registry_id),
    )
    return _start(policy, cause, [survey], by, is_dry_run=is_dry_run)


def _start(
    policy: Policy, cause: Cause, tasks: Sequence[Wanted], by: Caller, *, is_dry_run: bool = False
) -> Execution:
    execution = executions.start(
        kind=KIND,
        subject=policy.pk,
        cause=cause,
        tasks=tasks,
        parameters={"dry_run": is_dry_run, "policy": policies.snapshot(policy)},
    )
    details = {"trigger": str(cause.trigger), "dry_run": is_dry_run}
    _publish(ReplicationStarted, execution, by, details)
    return execution


def _follow(policy: Policy, source: str, more: Mapping[str, Any], by: Caller) -> Execution:
    target = Rules.of(policies.snapshot(policy)).target_name(source)
    wanted = Wanted(
        key=f"{surveys.REPOSITORY}:{uuid4().hex}",
        parameters={"what": surveys.REPOSITORY, "source": source, **more},
        lane=breaker.lane(policy.registry_id),
    )
    execution = _start(policy, Cause(Trigger.EVENT, by.principal.name), [wanted], by)
    Transfer.objects.create(
        task=execution.tasks.get(),
        source=source,
        target=target,
    )
    return execution


def _begin_due(schedule: Schedule, cause: Cause) -> object:
    if policies.find(schedule.subject) is None:  # it went with its project
        return schedules.put(kind=KIND, type_=Type.NONE, subject=schedule.subject)
    configuration.require_writable()
    return _begin(schedule.subject, cause, SYSTEM_CALLER, is_dry_run=False)


def _retry(task_id: int) -> None:
    """What failed is to be done again, and counts as not done."""
    executions.retry(task_id)
    failed = Item.objects.filter(task=task_id, outcome=Outcome.FAILED)
    count = failed.update(outcome="", cause="", error="")
    task = Task.objects.get(pk=task_id)
    task.done = max(task.done - count, 0)
    task.save(update_fields=["done"])


def _ended(execution: Execution) -> None:
    """Say how it ended, where the audit log has it."""
    tasks = execution.tasks.filter(transfer__isnull=False)
    failed = tasks.filter(status=Status.ERROR).count()
    sent = Transfer.objects.filter(task__execution=execution).aggregate(sum=Sum("sent_bytes"))
    details = {
        "status": str(execution.status),
        "trigger": str(execution.trigger),
        "dry_run": execution.parameters["dry_run"],
        "tasks": tasks.count(),
        "failed": failed,
        "bytes": sent["sum"] or 0,
    }
    is_good = execution.status == Status.SUCCESS
    _publish(ReplicationEnded, execution, SYSTEM_CALLER, details, succeeded=is_good)


def _publish(
    kind: type[ReplicationStarted | ReplicationStopped | ReplicationRetried | ReplicationEnded],
    execution: Execution,
    by: Caller,
    details: Mapping[str, Any],
    *,
    succeeded: bool = True,
) -> None:
    policy = execution.parameters["policy"]
    events.publish(
        kind(
            by=by,
            resource=f"{policy['name']}: execution {execution.pk}",
            project_id=policy["project_id"],
            details=dict(details),
            succeeded=succeeded,
        )
    )


kinds.register(
    kinds.Kind(KIND, work, at_once=AT_ONCE, room=breaker.room, failures=FAILURES, ended=_ended)
)
kinds.register(kinds.Kind(policies.CLEANUP, clear, at_once=1))
schedules.register(KIND, _begin_due)
