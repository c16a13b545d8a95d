"""Queues: what waits, of each kind of jobs, and what is done to all of it or to one task."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Min, QuerySet

from jobs import clock, executions, kinds
from jobs.errors import TaskUnknown
from jobs.models import Execution, Queue, Schedule, Status, Task
from oci.errors import Unknown, quoted

ALL = "all"
SCHEDULER = "SCHEDULER"
"""Harbor's queue of schedules that are due: while it is paused, none begins anything."""

WAITING = (Status.PENDING, Status.SCHEDULED)


@dataclass(frozen=True, slots=True)
class Length:
    """How many wait, and since how many seconds the one could begin that waits longest."""

    kind: str
    count: int
    latency: int
    is_paused: bool


def every() -> list[Length]:
    """The kinds that this version knows, and the others of which something waits, by name."""
    now, paused, waiting = clock.now(), paused_kinds(), _waiting()
    return [
        Length(kind, count, _seconds(now, since), kind in paused)
        for kind in _names(paused, waiting)
        for count, since in [waiting.get(kind, (0, None))]
    ]


def paused_kinds() -> set[str]:
    return set(Queue.objects.filter(is_paused=True).values_list("kind", flat=True))


def set_paused(kind: str, *, is_paused: bool) -> None:
    """Have no task of that kind begin any more, or let them again. Raises Unknown."""
    for name in _named(kind):
        Queue.objects.update_or_create(kind=name, defaults={"is_paused": is_paused})


def clean(kind: str) -> int:
    """Stop what waits; what runs goes on. Answers how many tasks that were. Raises Unknown."""
    waiting = Task.objects.filter(kind__in=_named(kind), status__in=WAITING)
    with transaction.atomic():
        rows = Execution.objects.locked().filter(pk__in=waiting.values("execution_id"))
        return sum(_stop_waiting(execution, execution.tasks.all()) for execution in rows)


def stop(task_id: int) -> Task:
    """Have one task end: at its next step if it runs, at once if it waits. Raises TaskUnknown."""
    known = Task.objects.filter(pk=task_id).first()
    if known is None:
        raise TaskUnknown(task_id)
    with transaction.atomic():
        execution = executions.locked(known.execution_id)
        this = execution.tasks.filter(pk=task_id)
        this.filter(status=Status.RUNNING).update(is_stopping=True)
        _stop_waiting(execution, this)
    return known


def stop_running() -> int:
    """Have all end that run. Answers how many."""
    ids = Task.objects.filter(status=Status.RUNNING).values_list("pk", flat=True)
    return len([stop(task_id) for task_id in list(ids)])


def _stop_waiting(execution: Execution, tasks: QuerySet[Task]) -> int:
    now = clock.now()
    count = tasks.filter(status__in=WAITING).update(
        status=Status.STOPPED, end_time=now, update_time=now
    )
    if count:
        executions.settle(execution, now)
    return count


def _waiting() -> dict[str, tuple[int, datetime | None]]:
    tasks = Task.objects.filter(status__in=WAITING).order_by().values_list("kind")
    found = {
        kind: (count, since) for kind, count, since in tasks.annotate(Count("pk"), Min("run_after"))
    }
    due = Schedule.objects.filter(next_due__lte=clock.now())
    told = due.aggregate(count=Count("pk"), since=Min("next_due"))
    return found | {SCHEDULER: (told["count"], told["since"])}


def _named(kind: str) -> list[str]:
    """The kinds that are meant, whatever the case of their letters."""
    names = _names(paused_kinds(), _waiting())
    if kind.lower() == ALL:
        return names
    if kind.upper() not in names:
        raise Unknown(f"there is no kind of jobs {quoted(kind)}")
    return [kind.upper()]


def _names(*more: Iterable[str]) -> list[str]:
    return sorted({kind.name for kind in kinds.every()}.union(*more))


def _seconds(now: datetime, since: datetime | None) -> int:
    return 0 if since is None else max(int((now - since).total_seconds()), 0)
