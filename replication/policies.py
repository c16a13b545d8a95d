"""Policies: what is copied between this registry and another one, to where, and when.

Who changes one holds its project first, then the registry, its schedule, and the policy; a
schedule that is due is held before its policy too. A run goes by the ``snapshot`` that was taken
when it began, so a change is for the next one.
"""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

import events
from accounts.principals import Caller
from jobs import executions, schedules
from jobs.executions import Cause
from jobs.executions import Wanted as WantedTask
from jobs.models import Execution, Schedule, Task, Trigger
from jobs.runs import Run
from jobs.schedules import Type
from projects import owners
from projects.models import Project
from projects.owners import By
from replication import registries
from replication.drafts.policies import HERE, Wanted, draft
from replication.errors import PolicyExists, PolicyRuns, PolicyUnknown
from replication.events import PolicyCreated, PolicyDeleted, PolicyUpdated
from replication.models import Policy, PolicyQuerySet, Registry, TriggerType

KIND = "REPLICATION"
"""Of the executions and the schedules of policies; their subject is the policy's id."""
CLEANUP = "REPLICATION_CLEANUP"
FORGOTTEN_AT_ONCE = 200


def owned(project_id: int | None = None) -> PolicyQuerySet:
    """Those of a project, or of the system, each with its registry."""
    return Policy.objects.filter(project=project_id).select_related("registry")


def get(policy_id: int, *, project_id: int | None = None) -> Policy:
    """One of the system, or of a project: each through its owner alone. Raises PolicyUnknown."""
    policy = owned(project_id).filter(pk=policy_id).first()
    if policy is None:
        raise PolicyUnknown(policy_id)
    return policy


def present() -> PolicyQuerySet:
    """Whoever's they are; none of a project that is gone, for those do not run any more."""
    return Policy.objects.filter(project__deleted_at=None).select_related("registry")


def find(policy_id: int) -> Policy | None:
    """Any that is present: whoever asks knows who may see it."""
    return present().filter(pk=policy_id).first()


def schedule_of(policy: Policy) -> Schedule | None:
    return schedules.find(KIND, policy.pk)


def snapshot(policy: Policy) -> dict[str, Any]:
    """All that a run goes by, as JSON; of the registry, nothing that is secret."""
    return {
        "name": policy.name,
        "description": policy.description,
        "project_id": policy.project_id,
        "registry_id": policy.registry_id,
        "registry": policy.registry.name,
        "url": policy.registry.url,
        "direction": str(policy.direction),
        "filters": policy.filters,
        "dest_namespace": policy.dest_namespace,
        "dest_namespace_replace_count": policy.dest_namespace_replace_count,
        "trigger": str(policy.trigger),
        "cron": policy.cron,
        "time_zone": policy.time_zone,
        "replicate_deletion": policy.replicate_deletion,
        "override": policy.override,
        "is_enabled": policy.is_enabled,
        "is_mirror": policy.is_mirror,
        "speed": policy.speed,
        "copy_by_chunk": policy.copy_by_chunk,
        "single_active": policy.single_active,
    }


def create(*, wanted: Wanted, by: By) -> Policy:
    """Make one. Raises PolicyInvalid, CronInvalid or PolicyExists."""
    with transaction.atomic():
        caller, project_id = owners.confirm(by)
        _hold_registry(wanted)
        policy = draft(wanted, _project(project_id))
        _save(policy)
        _schedule(policy.pk, policy)
        _publish(PolicyCreated, policy, caller, snapshot(policy))
    return policy


def change(*, policy_id: int, wanted: Wanted, by: By) -> Policy:
    """Have one be what is wanted and nothing else.

    What is under way goes on as it began. Raises as ``create`` does, or PolicyUnknown.
    """
    with transaction.atomic():
        caller, project_id = owners.confirm(by)
        _hold_registry(wanted)
        policy = draft(wanted, _project(project_id))
        _schedule(policy_id, policy)
        known = _locked(policy_id, project_id)
        before = snapshot(known)
        policy.pk, policy.creation_time = known.pk, known.creation_time
        _save(policy, is_new=False)
        after = snapshot(policy)
        changed = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
        _publish(PolicyUpdated, policy, caller, changed)
    return policy


def delete(*, policy_id: int, by: By) -> None:
    """Delete it with its schedule; what its runs left is cleared away by a job of its own.

    Raises PolicyUnknown, or PolicyRuns while a run is not finished.
    """
    with transaction.atomic():
        caller, project_id = owners.confirm(by)
        remove(policy_id, project_id=project_id, by=caller)


def remove(policy_id: int, *, project_id: int | None, by: Caller) -> None:
    """As ``delete``, in the caller's transaction: who may is not asked any more."""
    schedules.put(kind=KIND, type_=Type.NONE, subject=policy_id)
    policy = _locked(policy_id, project_id)
    mine = Execution.objects.filter(kind=KIND, subject=policy_id)
    if mine.open().exists():
        raise PolicyRuns(policy.name)
    _publish(PolicyDeleted, policy, by, snapshot(policy))
    policy.delete()
    if mine.exists():
        _begin_cleanup({"policy_id": policy_id}, str(policy_id), by)


def leave(project_id: int, *, by: Caller) -> None:
    """Have a job take away what a project had, in the transaction in which that is deleted."""
    registries_left = registries.of_project(project_id)
    if owned(project_id).exists() or registries_left.exists():
        _begin_cleanup({"project_id": project_id}, f"project:{project_id}", by)


def clean_up(run: Run) -> Mapping[str, Any]:
    """Forget the runs of a policy that is gone, some tasks at a time: there may be very many."""
    policy_id = run.parameters["policy_id"]
    mine = Execution.objects.filter(kind=KIND, subject=policy_id)
    while tasks := _some_tasks(policy_id):
        with run.step():
            Task.objects.filter(pk__in=tasks).delete()
            run.done += len(tasks)
    with run.step():
        count = mine.count()
        mine.delete()
    run.log(f"{count} executions of the policy {policy_id} are forgotten, and {run.done} tasks")
    return {"executions": count, "tasks": run.done}


def _some_tasks(policy_id: int) -> list[int]:
    rows = Task.objects.filter(execution__kind=KIND, execution__subject=policy_id)
    return list(rows.order_by("execution", "pk").values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])


def _hold_registry(wanted: Wanted) -> None:
    """Have it not be deleted before the policy is there."""
    list(Registry.objects.locked().filter(pk__in={wanted.source, wanted.destination} - {HERE}))


def _begin_cleanup(parameters: Mapping[str, int], key: str, by: Caller) -> None:
    executions.start(
        kind=CLEANUP,
        cause=Cause(Trigger.MANUAL, by.principal.name),
        parameters=parameters,
        tasks=[WantedTask(key=key, parameters=parameters)],
    )


def _project(project_id: int | None) -> Project | None:
    return None if project_id is None else Project.objects.get(pk=project_id)


def _locked(policy_id: int, project_id: int | None) -> Policy:
    policy = Policy.objects.locked().filter(pk=policy_id, project=project_id).first()
    if policy is None:
        raise PolicyUnknown(policy_id)
    return policy


def _save(policy: Policy, *, is_new: bool = True) -> None:
    others = Policy.objects.filter(project=policy.project_id, name=policy.name).exclude(
        pk=policy.pk
    )
    if others.exists():
        raise PolicyExists(policy.name)
    try:
        with transaction.atomic():
            policy.save(force_insert=is_new, force_update=not is_new)
    except IntegrityError as error:  # somebody else was just before
        raise PolicyExists(policy.name) from error


def _schedule(policy_id: int, policy: Policy) -> None:
    runs_by_itself = policy.is_enabled and policy.trigger == TriggerType.SCHEDULED
    schedules.put(
        kind=KIND,
        type_=Type.SCHEDULE if runs_by_itself else Type.NONE,
        line=policy.cron,
        time_zone=policy.time_zone,
        subject=policy_id,
    )


def _publish(
    kind: type[PolicyCreated | PolicyUpdated | PolicyDeleted],
    policy: Policy,
    by: Caller,
    details: dict[str, Any],
) -> None:
    events.publish(kind(by=by, resource=policy.name, project_id=policy.project_id, details=details))
