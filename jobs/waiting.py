"""Tasks that wait for a worker: taken, so that nobody else is told of them for a while."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from jobs import clock
from jobs.kinds import Kind
from jobs.models import Queue, Status, Task

HINT_AGAIN_AFTER = timedelta(seconds=10)
"""So long after it was taken, and did not begin, somebody else may take it."""


def take(kind: Kind) -> list[int]:
    """As many as there is room for, those first that have waited for the longest time."""
    running = Task.objects.filter(kind=kind.name, status=Status.RUNNING).count()
    found = _free().filter(kind=kind.name).order_by("run_after", "pk")
    ids = list(found.values_list("pk", flat=True)[: max(kind.at_once - running, 0)])
    return [task_id for task_id in ids if _take(task_id)]


def take_one_like(task_id: int) -> int | None:
    """One of the same kind, unless it is paused."""
    kind = Task.objects.filter(pk=task_id).values("kind")[:1]
    paused = Queue.objects.filter(is_paused=True).values("kind")
    found = _free().filter(kind=kind).exclude(kind__in=paused).order_by("run_after", "pk")
    return next(
        (other for other in found.values_list("pk", flat=True)[:1] if _take(other)),
        None,
    )


def _free() -> QuerySet[Task]:
    """Those that could begin now, and that nobody was told of just now."""
    now = clock.now()
    return Task.objects.filter(
        Q(hinted_at=None) | Q(hinted_at__lt=now - HINT_AGAIN_AFTER),
        status__in=(Status.PENDING, Status.SCHEDULED),
        run_after__lte=now,
    )


def _take(task_id: int) -> bool:
    return bool(_free().filter(pk=task_id).update(hinted_at=clock.now()))
