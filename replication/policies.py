"""Policies: what is copied between this registry and another one, to where, and when.

Who changes one holds its schedule first, then the registry, then the policy: a schedule that is
due takes them in this order too. A run goes by the ``snapshot`` that was taken when it began, so a
change is for the next one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

import events
from accounts.principals import Caller
from jobs import clock, cron, executions, schedules
from jobs import kinds as job_kinds
from jobs.executions import Cause
from jobs.executions import Wanted as WantedTask
from jobs.kinds import Kind
from jobs.models import Execution, Schedule, Task, Trigger
from jobs.runs import Run
from jobs.schedules import Type
from oci import reference
from oci.errors import NameInvalid, quoted
from oci.reference import RepositoryName
from replication import filters, mapping
from replication.adapters import kinds
from replication.errors import (
    NameUnmappable,
    PolicyExists,
    PolicyInvalid,
    PolicyRuns,
    PolicyUnknown,
)
from replication.events import PolicyCreated, PolicyDeleted, PolicyUpdated
from replication.filters import Filters, FilterType
from replication.models import Direction, Policy, PolicyQuerySet, Registry, TriggerType

KIND = "REPLICATION"
"""Of the executions and the schedules of policies; their subject is the policy's id."""
CLEANUP = "REPLICATION_CLEANUP"
HERE = 0
"""The id by which this registry is named where the other end has a registry's."""
LONGEST_NAME = 255
FASTEST = 2**31 - 1
UNLIMITED = -1
"""What Harbor's clients also say for a speed without a limit."""
FORGOTTEN_AT_ONCE = 200
_MINUTES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a policy shall be, in all. One of the two ends is this registry, the other is not."""

    name: str
    source: int = HERE
    destination: int = HERE
    description: str = ""
    filters: Sequence[Mapping[str, Any]] = ()
    dest_namespace: str = ""
    dest_namespace_replace_count: int = mapping.FLATTEN
    trigger: str = TriggerType.MANUAL
    cron: str = ""
    time_zone: str = "UTC"
    replicate_deletion: bool = False
    override: bool = False
    is_enabled: bool = False
    is_mirror: bool = False
    speed: int = 0
    copy_by_chunk: bool = False
    single_active: bool = False


def of_system() -> PolicyQuerySet:
    """Those that belong to no project, each with its registry."""
    return Policy.objects.filter(project=None).select_related("registry")


def get(policy_id: int) -> Policy:
    """One of the system, with its registry. Raises PolicyUnknown."""
    policy = of_system().filter(pk=policy_id).first()
    if policy is None:
        raise PolicyUnknown(policy_id)
    return policy


def find(policy_id: int) -> Policy | None:
    """Any policy, with its registry: whoever asks knows who may see it."""
    return Policy.objects.select_related("registry").filter(pk=policy_id).first()


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


def create(*, wanted: Wanted, by: Caller) -> Policy:
    """Make one of the system. Raises PolicyInvalid, CronInvalid or PolicyExists."""
    with transaction.atomic():
        _hold_registry(wanted)
        policy = draft(wanted)
        _save(policy)
        _schedule(policy.pk, policy)
        events.publish(PolicyCreated(by=by, resource=policy.name, details=snapshot(policy)))
    return policy


def change(*, policy_id: int, wanted: Wanted, by: Caller) -> Policy:
    """Have one of the system be what is wanted and nothing else.

    What is under way goes on as it began. Raises as ``create`` does, or PolicyUnknown.
    """
    with transaction.atomic():
        _hold_registry(wanted)
        policy = draft(wanted)
        _schedule(policy_id, policy)
        known = _locked(policy_id)
        before = snapshot(known)
        policy.pk, policy.creation_time = known.pk, known.creation_time
        _save(policy, is_new=False)
        after = snapshot(policy)
        changed = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
        events.publish(PolicyUpdated(by=by, resource=policy.name, details=changed))
    return policy


def delete(*, policy_id: int, by: Caller) -> None:
    """Delete it with its schedule; what its runs left is cleared away by a job of its own.

    Raises PolicyUnknown, or PolicyRuns while a run is not finished.
    """
    with transaction.atomic():
        schedules.put(kind=KIND, type_=Type.NONE, subject=policy_id)
        policy = _locked(policy_id)
        mine = Execution.objects.filter(kind=KIND, subject=policy_id)
        if mine.open().exists():
            raise PolicyRuns(policy.name)
        events.publish(PolicyDeleted(by=by, resource=policy.name, details=snapshot(policy)))
        policy.delete()
        if mine.exists():
            executions.start(
                kind=CLEANUP,
                cause=Cause(Trigger.MANUAL, by.principal.name),
                parameters={"policy_id": policy_id},
                tasks=[WantedTask(key=str(policy_id), parameters={"policy_id": policy_id})],
            )


def draft(wanted: Wanted) -> Policy:
    """The policy as it would be, of no row yet. Raises PolicyInvalid or CronInvalid."""
    direction, registry = _ends(wanted)
    is_push = direction is Direction.PUSH
    policy = Policy(
        name=_name(wanted.name),
        description=wanted.description,
        registry=registry,
        direction=direction,
        filters=_filters(wanted.filters, registry, is_push=is_push),
        dest_namespace=_namespace(wanted.dest_namespace, is_push=is_push),
        dest_namespace_replace_count=_replaced(wanted.dest_namespace_replace_count),
        trigger=_trigger(wanted, is_push=is_push),
        replicate_deletion=wanted.replicate_deletion,
        override=wanted.override,
        is_enabled=wanted.is_enabled,
        is_mirror=wanted.is_mirror,
        speed=_speed(wanted.speed),
        copy_by_chunk=wanted.copy_by_chunk,
        single_active=wanted.single_active,
    )
    if policy.trigger == TriggerType.SCHEDULED:
        policy.cron, policy.time_zone = _line(wanted.cron, wanted.time_zone)
    _require_nameable(policy)
    return policy


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


def _locked(policy_id: int) -> Policy:
    policy = Policy.objects.locked().filter(pk=policy_id, project=None).first()
    if policy is None:
        raise PolicyUnknown(policy_id)
    return policy


def _save(policy: Policy, *, is_new: bool = True) -> None:
    others = Policy.objects.filter(project=None, name=policy.name).exclude(pk=policy.pk)
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


def _name(name: str) -> str:
    if not name.strip() or len(name) > LONGEST_NAME:
        raise PolicyInvalid(f"the name of a replication policy has 1 to {LONGEST_NAME} characters")
    return name


def _ends(wanted: Wanted) -> tuple[Direction, Registry]:
    if (wanted.source == HERE) is (wanted.destination == HERE):
        raise PolicyInvalid(
            "one of src_registry and dest_registry is this registry, with the id 0 or left out,"
            " and the other is not"
        )
    other = wanted.source or wanted.destination
    registry = Registry.objects.filter(pk=other, project=None).first()
    if registry is None:
        raise PolicyInvalid(f"there is no registry {other}")
    return (Direction.PUSH if wanted.source == HERE else Direction.PULL), registry


def _filters(
    given: Sequence[Mapping[str, Any]], registry: Registry, *, is_push: bool
) -> list[dict[str, Any]]:
    written = filters.write(given)
    known = tuple(FilterType) if is_push else kinds.get(registry.kind).filters
    unknown = [one["type"] for one in written if one["type"] not in known]
    if unknown:
        raise PolicyInvalid(
            f"what comes from {registry.name} can be filtered by {', '.join(known)}:"
            f" its kind, {registry.kind}, does not tell {unknown[0]}s apart"
        )
    return written


def _namespace(namespace: str, *, is_push: bool) -> str:
    if not namespace:
        return ""
    try:
        RepositoryName.parse(f"{namespace}/a")
        if not is_push:  # to this registry: it begins with a project
            reference.project_name(namespace.partition("/")[0])
    except NameInvalid as error:
        raise PolicyInvalid(
            f"the destination namespace {quoted(namespace)} is malformed; it consists of"
            " lower-case letters and digits with single separators, its parts joined by '/'"
        ) from error
    return namespace


def _replaced(count: int) -> int:
    if not mapping.FLATTEN <= count <= mapping.MOST_REPLACED:
        raise PolicyInvalid(
            f"dest_namespace_replace_count is {mapping.FLATTEN}, for all parts but the last one,"
            f" or from 0 to {mapping.MOST_REPLACED}"
        )
    return count


def _trigger(wanted: Wanted, *, is_push: bool) -> TriggerType:
    if wanted.trigger not in TriggerType.values:
        raise PolicyInvalid(
            f"a trigger is {', '.join(TriggerType.values)}, not {quoted(wanted.trigger)}"
        )
    trigger = TriggerType(wanted.trigger)
    is_event = trigger is TriggerType.EVENT_BASED
    if is_event and not is_push:
        raise PolicyInvalid(
            f"the trigger {trigger} is for what goes out from here: nobody tells us what happens"
            " in other registries"
        )
    if wanted.replicate_deletion and not is_event:
        raise PolicyInvalid(
            f"replicate_deletion goes with the trigger {TriggerType.EVENT_BASED}; a mirror deletes"
            " from the destination what the source does not have"
        )
    if wanted.is_mirror and is_event:
        raise PolicyInvalid(
            f"a mirror compares all of both ends: its trigger is {TriggerType.MANUAL} or"
            f" {TriggerType.SCHEDULED}"
        )
    return trigger


def _line(line: str, time_zone: str) -> tuple[str, str]:
    if not line.strip():
        raise PolicyInvalid(f"the trigger {TriggerType.SCHEDULED} has a cron line")
    cron.require(line, time_zone)
    minute = line.split()[1]
    hourly = cron.coming(f"0 {minute} * * * *", "UTC", after=clock.now(), count=_MINUTES)
    if (hourly[-1] - hourly[0]).total_seconds() < _MINUTES * _MINUTES:
        raise PolicyInvalid(
            "the second field, the minute, is not every minute: runs would be too many"
        )
    return line, time_zone


def _speed(speed: int) -> int:
    if not UNLIMITED <= speed <= FASTEST:
        raise PolicyInvalid(f"speed is 0, for no limit, or KiB a second up to {FASTEST}")
    return max(speed, 0)


def _require_nameable(policy: Policy) -> None:
    """Refuse names that the destination cannot have, as far as they can be known by now."""
    exact = Filters.read(policy.filters).exact_name
    most = kinds.get(policy.registry.kind).most_parts
    namespace, replaced = policy.dest_namespace, policy.dest_namespace_replace_count
    example = exact or "project/name"  # names have two parts here, and may have more
    if not exact and replaced != mapping.FLATTEN:
        replaced = min(replaced, 1)  # of longer names more could be replaced
    try:
        target = mapping.target_name(example, namespace=namespace, replaced=replaced)
    except NameUnmappable as error:
        raise PolicyInvalid(str(error)) from error
    parts = target.count("/") + 1
    if policy.direction == Direction.PUSH and most is not None and parts > most:
        raise PolicyInvalid(
            f"repositories of {policy.registry.name} have names of {most} parts at most, and"
            f" {quoted(target)} has {parts}"
        )
    if policy.direction == Direction.PULL and most is None and parts == 1:
        raise PolicyInvalid(
            f"repositories here are in a project: {quoted(target)} needs a dest_namespace"
        )


job_kinds.register(Kind(CLEANUP, clean_up, at_once=1))
