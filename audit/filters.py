"""What rows of the log can be asked for by, and which index answers it.

One index leads: a page walks it, newest first, and everything else is looked at row by row. How
many rows it looks at is bounded by whoever asks, so that no question takes for ever.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet

from audit.errors import CursorInvalid, RangeInvalid
from audit.models import FREQUENT_OPERATIONS, FREQUENT_TYPES, AuditLog

Rows = QuerySet[AuditLog]
MOST_PARTS = 40

_TEXTS = ("resource", "username", "source_address", "request_id", "user_agent")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ends: the time and the id of its last row; clients hand its text back."""

    op_time: datetime
    row_id: int

    def __str__(self) -> str:
        return f"{self.op_time.isoformat(timespec='microseconds')}_{self.row_id}"

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Raises CursorInvalid."""
        time, _, row_id = text.replace(" ", "+").rpartition("_")
        try:
            moment = datetime.fromisoformat(time)
            if moment.tzinfo is None:
                raise CursorInvalid
            place = cls(moment.astimezone(UTC), int(row_id))
        except (ValueError, OverflowError) as error:
            raise CursorInvalid from error
        if not 0 < place.row_id < 2**63:
            raise CursorInvalid
        return place

    @classmethod
    def of(cls, row: AuditLog) -> "Place":
        return cls(row.op_time, row.pk)

    @property
    def key(self) -> tuple[datetime, int]:
        return self.op_time, self.row_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Everything must fit. *projects* are those that may be seen at all; ``None`` is no limit."""

    projects: tuple[int, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None
    username: str = ""
    operations: tuple[str, ...] = ()
    resource_types: tuple[str, ...] = ()
    resource: str = ""
    source_address: str = ""
    succeeded: bool | None = None
    credential: str = ""
    principal_kind: str = ""
    request_id: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise RangeInvalid

    @property
    def parts(self) -> list["Filter"]:
        """The same rows in parts with an index for each: one a project, if none leads else."""
        if self.projects is None or self._leading() != "time":
            return [self]
        if not 1 < len(self.projects) <= MOST_PARTS:
            return [self]
        return [replace(self, projects=(project,)) for project in self.projects]

    def indexed(self) -> Rows:
        """What the leading index narrows down to, in the order of pages."""
        rows = AuditLog.objects.order_by("-op_time", "-id")
        if self.since is not None:
            rows = rows.filter(op_time__gte=self.since)
        if self.until is not None:
            rows = rows.filter(op_time__lte=self.until)
        leading = self._leading()
        if leading == "time":
            return rows
        return _infrequent(rows.filter(self._conditions()[leading]), leading)

    def rest(self) -> Q | None:
        """What has to be looked at row by row; ``None`` where the index says it all."""
        conditions = self._conditions()
        conditions.pop(self._leading(), None)
        if not conditions:
            return None
        return Q(*conditions.values())

    def rows(self) -> Rows:
        """All that fits, however much of the log must be looked at for it."""
        rest = self.rest()
        return self.indexed() if rest is None else self.indexed().filter(rest)

    def _leading(self) -> str:
        one_project = self.projects is not None and len(self.projects) == 1
        candidates = {
            "username": bool(self.username),
            "source_address": bool(self.source_address),
            "projects": one_project,
            "resource_types": _is_rare(self.resource_types, FREQUENT_TYPES),
            "operations": _is_rare(self.operations, FREQUENT_OPERATIONS),
        }
        return next((name for name, leads in candidates.items() if leads), "time")

    def _conditions(self) -> dict[str, Q]:
        given = {
            "username": Q(username=self.username),
            "source_address": Q(source_address=self.source_address),
            "projects": _among("project_id", self.projects or ()),
            "resource_types": _among("resource_type", self.resource_types),
            "operations": _among("operation", self.operations),
            "resource": Q(resource__icontains=self.resource),
            "succeeded": Q(succeeded=self.succeeded),
            "credential": Q(credential=self.credential),
            "principal_kind": Q(principal_kind=self.principal_kind),
            "request_id": Q(request_id=self.request_id),
            "text": _any_text(self.text),
        }
        return {name: condition for name, condition in given.items() if self._is_given(name)}

    def _is_given(self, name: str) -> bool:
        value = getattr(self, name)
        return value is not None and (name in {"projects", "succeeded"} or bool(value))


def older(rows: Rows, place: Place | None) -> Rows:
    """Those that come after *place* on pages."""
    if place is None:
        return rows
    at = Q(op_time__lt=place.op_time) | Q(id__lt=place.row_id)
    return rows.filter(at, op_time__lte=place.op_time)


def newer(rows: Rows, place: Place | None) -> Rows:
    if place is None:
        return rows
    at = Q(op_time__gt=place.op_time) | Q(id__gt=place.row_id)
    return rows.filter(at, op_time__gte=place.op_time)


def window(rows: Rows, size: int) -> tuple[Rows, Place | None]:
    """The newest *size* rows alone, and where they end, if there are more."""
    last = rows.values_list("op_time", "id")[size - 1 : size].first()
    if last is None:
        return rows, None
    place = Place(*last)
    at = Q(op_time__gt=place.op_time) | Q(id__gte=place.row_id)
    return rows.filter(at, op_time__gte=place.op_time), place


def _among(column: str, values: tuple[Any, ...]) -> Q:
    return Q(**{column: values[0]}) if len(values) == 1 else Q(**{f"{column}__in": values})


def _any_text(text: str) -> Q:
    found = Q()
    for column in _TEXTS:
        found |= Q(**{f"{column}__icontains": text})
    return found


def _is_rare(values: tuple[str, ...], frequent: tuple[str, ...]) -> bool:
    return len(values) == 1 and values[0] not in frequent


_PARTIAL: Mapping[str, str] = {
    "operations": f"NOT (operation IN {FREQUENT_OPERATIONS})",
    "resource_types": f"NOT (resource_type IN {FREQUENT_TYPES})",
}


def _infrequent(rows: Rows, leading: str) -> Rows:
    """Say the condition of the partial index in its own words; SQLite concludes nothing."""
    condition = _PARTIAL.get(leading)
    return rows if condition is None else rows.extra(where=[condition])  # noqa: S610  # constants
