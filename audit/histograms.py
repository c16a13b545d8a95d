"""How much happened when: rows counted by the piece of time that they fall into."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Func, IntegerField
from django.utils import timezone

from audit import filters
from audit.filters import Filter
from audit.models import AuditLog

MOST_PIECES = 200
COUNTED = 1_000_000
"""How many rows are counted at most, the newest ones; the answer says from when on."""

MINUTE, HOUR, DAY = 60, 3600, 86_400
_WIDTHS = (MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY)


@dataclass(frozen=True, slots=True)
class Piece:
    """So many rows of one kind in the time that begins at *start*."""

    start: datetime
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """*counted_from* is later than *since* where there are more rows than are counted."""

    since: datetime
    until: datetime
    seconds: int
    counted_from: datetime
    pieces: list[Piece]


class _Piece(Func):
    """The number of the piece of time, counted from 1970: the same on every database."""

    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "CAST(floor(extract(epoch FROM %(expressions)s) / %(width)s) AS bigint)"
        return self.as_sql(compiler, connection, template=template, **more)

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "CAST(strftime('%%%%s', %(expressions)s) AS integer) / %(width)s"
        return self.as_sql(compiler, connection, template=template, **more)


def count(wanted: Filter, *, by: str) -> Histogram:
    """Count what fits by the column *by*, over its range of time or else over the whole log."""
    since, until = _range(wanted)
    seconds = _width(until - since)
    wanted = replace(wanted, since=since, until=until)
    rows, end = filters.window(wanted.indexed(), COUNTED)
    rest = wanted.rest()
    if rest is not None:
        rows = rows.filter(rest)
    counts = (
        rows.order_by()
        .annotate(piece=_Piece(F("op_time"), width=seconds))
        .values("piece", by)
        .annotate(count=Count("*"))
        .order_by("piece", by)
    )
    return Histogram(
        since=since,
        until=until,
        seconds=seconds,
        counted_from=since if end is None else end.op_time,
        pieces=[_piece(row["piece"], seconds, row[by], row["count"]) for row in counts],
    )


def _piece(number: int, seconds: int, kind: object, count: int) -> Piece:
    kinds = {True: "succeeded", False: "failed"}
    name = kinds[kind] if isinstance(kind, bool) else str(kind)
    start = datetime.fromtimestamp(number * seconds, UTC)
    return Piece(start, name, count)


def _range(wanted: Filter) -> tuple[datetime, datetime]:
    until = wanted.until or timezone.now()
    oldest = AuditLog.objects.order_by("op_time", "id").values_list("op_time", flat=True).first()
    since = wanted.since or oldest or until - timedelta(hours=1)
    return min(since, until), until


def _width(range_: timedelta) -> int:
    """The smallest that leaves so few pieces; of more than sixteen years, as large as it takes."""
    seconds = range_.total_seconds()
    fits = (width for width in _WIDTHS if seconds / width < MOST_PIECES - 1)
    return next(fits, DAY * (int(seconds / DAY / (MOST_PIECES - 2)) + 1))
