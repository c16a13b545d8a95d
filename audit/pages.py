"""Pages of the log, newest first: each begins where the one before it ended."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from audit import filters
from audit.errors import RowUnknown
from audit.filters import Filter, Place, Rows
from audit.models import AuditLog
from projects.models import Project

LOOKED_AT = 10_000
"""How many rows one page looks at where no index answers all; the next page goes on from there."""
ESTIMATED_FROM = 5_000
"""How many rows an estimate looks at: a page shall not take twice as long for it."""

COUNTED = 10_000
"""No count goes on beyond this: nobody reads so many pages."""


@dataclass(frozen=True, slots=True)
class Page:
    """Fewer rows than asked for are not the end: *after* says whether there may be more."""

    rows: list[AuditLog]
    after: Place | None


def page(wanted: Filter, *, after: Place | None, size: int) -> Page:
    if wanted.projects == ():  # who sees no project learns not even when there were rows
        return Page([], None)
    found = [_part(part, after, size) for part in wanted.parts]
    ends = [end for _, end in found if end is not None]
    floor = max(ends, key=lambda place: place.key) if ends else None
    merged = heapq.merge(*(rows for rows, _ in found), key=_key, reverse=True)
    rows = list(islice(_above(floor, merged), size + 1))
    if len(rows) > size:
        return Page(rows[:size], Place.of(rows[size - 1]))
    return Page(rows, floor)


def count(rows: Rows) -> int:
    """How many rows there are: exact up to the cap, one more than that beyond it."""
    return rows.order_by()[: COUNTED + 1].count()


def estimate(wanted: Filter) -> int:
    """How many rows fit, at least, up to the cap.

    Exact where an index says it all, or where few rows have to be looked at.
    """
    rows = wanted.indexed()
    if (rest := wanted.rest()) is not None:
        rows = filters.window(rows, ESTIMATED_FROM)[0].filter(rest)
    return min(count(rows), COUNTED)


def get(row_id: int, *, projects: tuple[int, ...] | None) -> AuditLog:
    """Raises RowUnknown, for a row of other *projects* too."""
    row = AuditLog.objects.filter(pk=row_id).first() if row_id < 2**63 else None
    if row is None or (projects is not None and row.project_id not in projects):
        raise RowUnknown(row_id)
    return row


def project_names(rows: Iterable[AuditLog]) -> dict[int, str]:
    """The names of the rows' projects, deleted ones too: they are not kept with each row."""
    ids = {row.project_id for row in rows if row.project_id is not None}
    return dict(Project.objects.filter(pk__in=ids).values_list("pk", "name"))


def _part(wanted: Filter, after: Place | None, size: int) -> tuple[list[AuditLog], Place | None]:
    """The rows of one part, and where it stopped looking, if it had to."""
    rows, end = filters.older(wanted.indexed(), after), None
    rest = wanted.rest()
    if rest is not None:
        rows, end = filters.window(rows, LOOKED_AT)
        rows = rows.filter(rest)
    return list(rows[: size + 1]), end


def _above(floor: Place | None, rows: Iterable[AuditLog]) -> Iterator[AuditLog]:
    """Nothing that lies below where some part stopped: of that, not all is known."""
    return (row for row in rows if floor is None or _key(row) >= floor.key)


def _key(row: AuditLog) -> tuple[object, int]:
    return row.op_time, row.pk
