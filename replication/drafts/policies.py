"""What a policy shall be: what clients say of one, looked at before it is a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jobs import clock, cron
from oci import reference
from oci.errors import NameInvalid, quoted
from oci.reference import RepositoryName
from projects.models import Project
from replication import filters, mapping
from replication.adapters import kinds
from replication.errors import NameUnmappable, PolicyInvalid
from replication.filters import Filters, FilterType
from replication.models import Direction, Policy, Registry, TriggerType

HERE = 0
"""The id by which this registry is named where the other end has a registry's."""
LONGEST_NAME = 255
FASTEST = 2**31 - 1
UNLIMITED = -1
"""What Harbor's clients also say for a speed without a limit."""
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


def draft(wanted: Wanted, project: Project | None = None) -> Policy:
    """The policy of a project or the system as it would be, of no row yet.

    Raises PolicyInvalid or CronInvalid.
    """
    direction, registry = _ends(wanted, project)
    is_push = direction is Direction.PUSH
    policy = Policy(
        project=project,
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
    if project is not None:
        _require_within(policy, project)
    return policy


def _name(name: str) -> str:
    if not name.strip() or len(name) > LONGEST_NAME:
        raise PolicyInvalid(f"the name of a replication policy has 1 to {LONGEST_NAME} characters")
    return name


def _ends(wanted: Wanted, project: Project | None) -> tuple[Direction, Registry]:
    """Registries are used by their owner alone: so are the credentials that they hold."""
    if (wanted.source == HERE) is (wanted.destination == HERE):
        raise PolicyInvalid(
            "one of src_registry and dest_registry is this registry, with the id 0 or left out,"
            " and the other is not"
        )
    other = wanted.source or wanted.destination
    registry = Registry.objects.filter(pk=other, project=project).first()
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


def _require_within(policy: Policy, project: Project) -> None:
    """Refuse what is about other projects, as far as it can be known by now."""
    is_push, top = policy.direction == Direction.PUSH, f"{project.name}/"
    if not is_push and not f"{policy.dest_namespace}/".startswith(top):
        raise PolicyInvalid(
            f"what comes by a policy of the project {project.name} stays in it: the dest_namespace"
            f" is {project.name}, or begins with {top}"
        )
    prefix = Filters.read(policy.filters).prefix
    if is_push and prefix and not prefix.startswith(top):
        raise PolicyInvalid(
            f"a policy of the project {project.name} copies what is in it: a filter of names"
            f" begins with {top}, or with a pattern"
        )
