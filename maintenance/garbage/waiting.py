"""What waits to be collected: the trash by days, untagged artifacts, uploads under way.

However large the registry is, it is told at once. So what has no tag is not looked for: it is what
the newest run found that was told to look for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, QuerySet, Sum
from django.db.models.functions import TruncDate

from artifacts import trash
from artifacts.models import Blob, Edge, Manifest, Upload
from jobs import clock
from jobs.models import Execution, Status
from maintenance.garbage import runs
from maintenance.models import GarbageItem, ItemKind

RUNS_LOOKED_AT = 100
MOST_MEASURED = 10_000
"""Of more artifacts nobody is told the bytes: they take too long to add up."""


@dataclass(frozen=True, slots=True)
class Day:
    """How many manifests a run may take from that day (UTC) on, and not before."""

    day: date
    count: int


@dataclass(frozen=True, slots=True)
class Untagged:
    """What a run listed as untagged and nobody has taken; *bytes* is all that it names."""

    run_id: int
    found_at: datetime
    count: int
    bytes: int | None


@dataclass(frozen=True, slots=True)
class Uploads:
    """Those under way; *bytes* is what has come of them."""

    count: int
    bytes: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """*due* manifests may be taken now; *untagged* is absent where no run has looked for it."""

    due: int
    days: list[Day]
    untagged: Untagged | None
    uploads: Uploads


def find() -> Waiting:
    kept_since = trash.kept_since(clock.now())
    deleted = Manifest.objects.filter(deleted_at__isnull=False)
    return Waiting(
        due=deleted.filter(deleted_at__lt=kept_since).count(),
        days=list(_days(kept_since)),
        untagged=_untagged(),
        uploads=_uploads(),
    )


def _days(kept_since: datetime) -> Iterator[Day]:
    """One row for each day of the trash, counted in the index of what was deleted."""
    rows = Manifest.objects.filter(deleted_at__gte=kept_since).order_by()
    counts = rows.annotate(day=TruncDate("deleted_at")).values_list("day").annotate(Count("pk"))
    for deleted_on, count in sorted(counts):
        yield Day(trash.kept_until(deleted_on), count)


def _untagged() -> Untagged | None:
    found = Execution.objects.filter(kind=runs.KIND).order_by("-pk")[:RUNS_LOOKED_AT]
    for row in found:
        options = runs.options_of(row.parameters)
        if options.delete_untagged and options.plan is None and row.status == Status.SUCCESS:
            return _left_of(row)
    return None


def _left_of(run: Execution) -> Untagged:
    items = GarbageItem.objects.filter(execution=run, kind=ItemKind.UNTAGGED, outcome="")
    count = items.count()
    size = _held(items) if count <= MOST_MEASURED else None
    return Untagged(run.pk, run.start_time or run.creation_time, count, size)


def _held(items: QuerySet[GarbageItem]) -> int:
    """Bytes of the artifacts themselves and of all that they name, each blob once."""
    named = Edge.objects.filter(manifest_id__in=items.values("row"), blob__isnull=False)
    blobs = Blob.objects.filter(pk__in=named.values("blob_id"))
    return sum(rows.aggregate(bytes=Sum("size"))["bytes"] or 0 for rows in (items, blobs))


def _uploads() -> Uploads:
    found = Upload.objects.aggregate(
        count=Count("pk"), bytes=Sum("offset"), oldest=Min("creation_time")
    )
    return Uploads(found["count"], found["bytes"] or 0, found["oldest"])
