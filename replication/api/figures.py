"""How far runs and their tasks are, counted by the database: a fixed number of queries a page."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, Sum

from jobs.models import UNFINISHED, Execution, Status, Task
from replication.models import Item, Outcome, Verdict

TO_DO = (Verdict.COPY, Verdict.REPLACE, Verdict.DELETE)
CAUSES_AT_MOST = 20
_TEXT = 500


@dataclass(slots=True)
class Figures:
    """The sums of a run or a task.

    ``tasks`` are counted by status; ``items`` by verdict, by outcome, and as ``total`` and
    ``waiting``, which are those about which something is still to be done.
    """

    tasks: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    expected: int = 0
    present: int = 0
    sent: int = 0
    skipped: int = 0
    """Tasks that succeeded, for there was nothing to do."""
    listing: int | None = None
    """The task that lists the source's repositories."""
    first_failed: int | None = None
    error: str = ""

    @property
    def bytes(self) -> dict[str, int]:
        return {"expected": self.expected, "present": self.present, "sent": self.sent}


@dataclass(frozen=True, slots=True)
class Pace:
    """``rate`` is the bytes sent in a second; ``eta`` is when the rest will be, as far as known."""

    rate: float | None = None
    eta: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What several items, or tasks, failed of."""

    cause: str
    text: str
    count: int


def of_executions(execution_ids: Collection[int]) -> dict[int, Figures]:
    """In four queries."""
    found = {pk: Figures() for pk in execution_ids}
    for row in _task_sums(execution_ids):
        figures = found[row["execution_id"]]
        figures.tasks = Counter({status: row[status] for status in Status.values})
        for name in ("expected", "present", "sent"):
            setattr(figures, name, row[name] or 0)
        figures.listing, figures.first_failed = row["listing"], row["first_failed"]
    items = Item.objects.filter(task__execution__in=execution_ids)
    for pk, counted in _count_items(items, "task__execution_id").items():
        found[pk].items = counted
    busy = _count_busy(items)
    for pk, figures in found.items():
        figures.skipped = figures.tasks[Status.SUCCESS] - busy.get(pk, 0)
    failed = {one.first_failed: one for one in found.values() if one.first_failed is not None}
    for pk, error in Task.objects.filter(pk__in=failed).values_list("pk", "error"):
        failed[pk].error = error
    return found


def of_tasks(tasks: Sequence[Task]) -> dict[int, Figures]:
    """Those of tasks that were read with their transfers, in one query."""
    items = Item.objects.filter(task__in=[task.pk for task in tasks])
    counted = _count_items(items, "task_id")
    return {
        task.pk: Figures(
            items=counted[task.pk],
            expected=task.transfer.expected_bytes,
            present=task.transfer.present_bytes,
            sent=task.transfer.sent_bytes,
        )
        for task in tasks
    }


def causes_of(execution: Execution) -> list[Cause]:
    """What its items failed of, the most frequent first, and tasks that failed without any."""
    items = Item.objects.filter(task__execution=execution, outcome=Outcome.FAILED).order_by()
    counted = items.values("cause").annotate(count=Count("pk"), first=Min("pk"))
    rows = list(counted.order_by("-count", "cause")[:CAUSES_AT_MOST])
    errors = Item.objects.filter(pk__in=[row["first"] for row in rows])
    texts = dict(errors.values_list("pk", "error"))
    causes = [
        Cause(cause=row["cause"], text=texts[row["first"]][:_TEXT], count=row["count"])
        for row in rows
    ]
    found = sorted([*causes, *_causes_of_tasks(execution)], key=lambda one: -one.count)
    return found[:CAUSES_AT_MOST]


def causes_of_tasks(task_ids: Collection[int]) -> dict[int, str]:
    """What each failed of: the most frequent cause of its items, in one query."""
    rows = Item.objects.filter(task__in=task_ids, outcome=Outcome.FAILED).order_by()
    counted = rows.values("task_id", "cause").annotate(count=Count("pk"))
    found: dict[int, str] = {}
    for row in counted.order_by("count", "cause"):
        found[row["task_id"]] = row["cause"]
    return found


def pace(
    figures: Figures, *, since: datetime | None, until: datetime | None, now: datetime
) -> Pace:
    """The later of what bytes, items and tasks say: each of them may be known in part alone."""
    if since is None:
        return Pace()
    seconds = ((until or now) - since).total_seconds()
    if seconds <= 0:
        return Pace()
    rate = figures.sent / seconds if figures.sent else None
    if until is not None:
        return Pace(rate)
    open_tasks = sum(figures.tasks[status] for status in UNFINISHED)
    left = [
        _left(figures.present + figures.sent, figures.expected, seconds),
        _left(figures.items["total"] - figures.items["waiting"], figures.items["total"], seconds),
        _left(figures.tasks.total() - open_tasks, figures.tasks.total(), seconds),
    ]
    known = [one for one in left if one is not None]
    return Pace(rate, now + timedelta(seconds=max(known)) if known else None)


def _left(done: int, total: int, seconds: float) -> float | None:
    """For how long it goes on at the pace so far; nothing can be told before it has begun."""
    return seconds * max(total - done, 0) / done if done > 0 else None


def _task_sums(execution_ids: Collection[int]) -> Any:
    """One task of each run has no transfer, the one that lists; it is no task of Harbor's."""
    statuses = {
        status: Count("transfer", filter=Q(status=status)) for status in map(str, Status.values)
    }
    return (
        Task.objects.filter(execution__in=execution_ids)
        .order_by()
        .values("execution_id")
        .annotate(
            **statuses,
            expected=Sum("transfer__expected_bytes"),
            present=Sum("transfer__present_bytes"),
            sent=Sum("transfer__sent_bytes"),
            listing=Min("pk", filter=Q(transfer=None)),
            first_failed=Min("pk", filter=Q(status=Status.ERROR)),
        )
    )


def _count_busy(items: Any) -> Mapping[int, int]:
    """How many tasks of each run succeeded in something that was to be done."""
    rows = items.filter(verdict__in=TO_DO, task__status=Status.SUCCESS).order_by()
    counted = rows.values("task__execution_id").annotate(count=Count("task", distinct=True))
    return {row["task__execution_id"]: row["count"] for row in counted}


def _count_items(items: Any, of: str) -> Mapping[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = items.order_by().values(of, "verdict", "outcome").annotate(count=Count("pk"))
    for row in rows:
        counted, count = found[row[of]], row["count"]
        counted["total"] += count
        counted[row["verdict"]] += count
        if row["outcome"]:
            counted[row["outcome"]] += count
        elif row["verdict"] in TO_DO:
            counted["waiting"] += count
    return found


def _causes_of_tasks(execution: Execution) -> list[Cause]:
    """Tasks whose items do not say why, grouped by what they say themselves."""
    failed = execution.tasks.filter(status=Status.ERROR)
    mute = failed.exclude(items__outcome=Outcome.FAILED).order_by()
    rows = mute.values("error").annotate(count=Count("pk")).order_by("-count", "error")
    return [
        Cause(cause="", text=row["error"][:_TEXT], count=row["count"])
        for row in rows[:CAUSES_AT_MOST]
    ]
