"""Tasks that wait for a worker: taken, so that nobody else is told of them for a while."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from functools import cache

from django.db.models import Count, Q, QuerySet

from jobs import clock, kinds
from jobs.kinds import Kind
from jobs.models import Queue, Status, Task

LOOKED_AT = 1000
"""Beyond so many of a lane that has no room yet, what waits in others is found a turn later."""
HINT_AGAIN_AFTER = timedelta(seconds=10)
"""So long after it was taken, and did not begin, somebody else may take it."""


def take(kind: Kind) -> list[int]:
    """As many as there is room for, those first that have waited for the longest time."""
    most = max(kind.at_once - _running(kind).count(), 0)
    found = _of(kind).order_by("run_after", "pk").values_list("pk", "lane")
    if kind.room is None:
        ids = [task_id for task_id, _ in found[:most]]
    else:
        ids = _within_lanes(kind, found[:LOOKED_AT] if most else (), most)
    return [task_id for task_id in ids if _take(task_id)]


def take_one_like(task_id: int) -> int | None:
    """One of the same kind, unless it is paused."""
    name = Task.objects.filter(pk=task_id).values_list("kind", flat=True).first()
    kind = None if name is None else kinds.get(name)
    if kind is None:
        return None
    paused = Queue.objects.filter(is_paused=True).values("kind")
    found = _of(kind).exclude(kind__in=paused).order_by("run_after", "pk")
    return next(
        (other for other in found.values_list("pk", flat=True)[:1] if _take(other)),
        None,
    )


def full_lanes(kind: Kind) -> set[str]:
    """The lanes in which no other task may begin at present."""
    if kind.room is None:
        return set()
    tasks = Task.objects.filter(kind=kind.name).exclude(lane="").order_by()
    busy = Count("pk", filter=Q(status=Status.RUNNING))
    running = dict(tasks.open().values_list("lane").annotate(running=busy))
    return {lane for lane, count in running.items() if count >= kind.room(lane)}


def _within_lanes(kind: Kind, waiting: Iterable[tuple[int, str]], most: int) -> list[int]:
    """The first, but of each lane as many as it has room for: the others come when these end."""
    assert kind.room is not None
    room = cache(kind.room)
    found: list[int] = []
    held = Counter(_running(kind).values_list("lane", flat=True))
    held.update(_hinted().filter(kind=kind.name).values_list("lane", flat=True))
    for task_id, lane in waiting:
        if len(found) == most:
            break
        if not lane or held[lane] < room(lane):
            held[lane] += 1
            found.append(task_id)
    return found


def _running(kind: Kind) -> QuerySet[Task]:
    return Task.objects.filter(kind=kind.name, status=Status.RUNNING)


def _of(kind: Kind) -> QuerySet[Task]:
    return _free().filter(kind=kind.name).exclude(lane__in=full_lanes(kind))


def _hinted() -> QuerySet[Task]:
    """Those that somebody was told of just now, and that have not begun."""
    return _waiting().filter(hinted_at__gte=clock.now() - HINT_AGAIN_AFTER)


def _free() -> QuerySet[Task]:
    """Those that could begin now, and that nobody was told of just now."""
    now = clock.now()
    is_free = Q(hinted_at=None) | Q(hinted_at__lt=now - HINT_AGAIN_AFTER)
    return _waiting().filter(is_free, run_after__lte=now)


def _waiting() -> QuerySet[Task]:
    return Task.objects.filter(status__in=(Status.PENDING, Status.SCHEDULED))


def _take(task_id: int) -> bool:
    return bool(_free().filter(pk=task_id).update(hinted_at=clock.now()))
