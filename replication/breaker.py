"""When a registry is left alone: once it failed several times in a row, or as long as it asks for.

While it rests no task begins with it, on any node. The first one after that tries whether it is
back; as long as it is not, the rests become longer.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from jobs import clock
from replication.models import Registry

FAILURES = 3
FIRST_REST, LONGEST_REST = timedelta(seconds=10), timedelta(minutes=10)


def lane(registry_id: int) -> str:
    """The lane of the tasks that need the registry."""
    return f"registry:{registry_id}"


def room(lane_: str) -> int:
    """How many tasks of a lane may run: none while the registry rests."""
    registry = Registry.objects.filter(pk=int(lane_.partition(":")[2] or 0)).first()
    if registry is None:
        return 1  # its tasks say that it is gone
    is_resting = registry.rests_until is not None and registry.rests_until > clock.now()
    if is_resting:
        return 0
    return 1 if registry.failures >= FAILURES else registry.at_once


def note_success(registry_id: int) -> None:
    """It answers. A pause that it asked for lasts all the same."""
    rows = Registry.objects.filter(pk=registry_id)
    is_over = Q(failures__gte=FAILURES) | Q(rests_until__lte=clock.now())
    rows.filter(is_over).update(failures=0, rests_until=None)
    rows.filter(failures__gt=0).update(failures=0)


def note_failure(registry_id: int) -> timedelta:
    """Nobody answered there. Answers for how long it rests now, which may be not at all."""
    with transaction.atomic():
        registry = Registry.objects.locked().filter(pk=registry_id).first()
        if registry is None:
            return timedelta()
        registry.failures += 1
        rest = timedelta()
        if registry.failures >= FAILURES:
            rest = min(FIRST_REST * 2 ** min(registry.failures - FAILURES, 10), LONGEST_REST)
            registry.rests_until = clock.now() + rest
        registry.save(update_fields=["failures", "rests_until"])
    return rest


def rest(registry_id: int, after: timedelta) -> None:
    """It asked for so long a pause."""
    until = clock.now() + after
    rows = Registry.objects.filter(pk=registry_id)
    (rows.filter(rests_until=None) | rows.filter(rests_until__lt=until)).update(rests_until=until)
