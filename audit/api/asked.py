"""What the query string asks of the log: Harbor's ``q`` and pages, or our filters by name."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from rest_framework.request import Request

from accounts.api import parameters, queries
from accounts.api.errors import ParameterInvalid
from accounts.api.operations import Parameter
from accounts.api.pagination import size_of
from accounts.api.queries import Field, Kind
from audit import pages
from audit.filters import Filter, Place, Rows

FARTHEST = 1_000_000
MOST_VALUES = 20

FIELDS = {
    "id": Field("pk", Kind.WHOLE),
    "username": Field("username"),
    "resource": Field("resource"),
    "resource_type": Field("resource_type"),
    "operation": Field("operation"),
    "operation_result": Field("succeeded", Kind.FLAG),
    "op_time": Field("op_time", Kind.TIME),
}
_SORTABLE = {name: FIELDS[name] for name in ("id", "op_time", "username")}

FILTERS = (
    Parameter("since", "Nothing earlier than this time."),
    Parameter("until", "Nothing later than this time."),
    Parameter("project_id", "Only this project.", int),
    Parameter("username", "Exactly this name."),
    Parameter("operation", "One of these, by commas."),
    Parameter("resource_type", "One of these, by commas."),
    Parameter("resource", "A part of the resource's name."),
    Parameter("source_address", "Exactly this address."),
    Parameter("succeeded", "What succeeded, or what did not.", bool),
    Parameter("credential", "Exactly this kind of credential."),
    Parameter("principal_kind", "user or robot."),
    Parameter("request_id", "Exactly this request."),
    Parameter("text", "A part of any name, address, agent or request id."),
)
AFTER = Parameter("after", "Where the page before this one ended: its X-Next-Cursor.")


def selected(request: Request, rows: Rows) -> Rows:
    """What Harbor's ``q`` leaves of the rows, in the order of ``sort``, newest first by default.

    Other keys to sort by are passed over: nothing but a sort of the whole log would do it.
    """
    q, sort = (parameters.text(request, name) for name in ("q", "sort"))
    rows = queries.select(rows, q=q, sort="", fields=FIELDS)
    order = queries.parse_sort(sort, _SORTABLE)
    if not order:
        return rows.order_by("-op_time", "-id")
    sign = "-" if order[-1].startswith("-") else ""
    return rows.order_by(*order, f"{sign}op_time", f"{sign}id")


def counter(request: Request, rows: Rows) -> Callable[[], int]:
    """Counts for Harbor's pages: exact up to the cap; beyond it, at least what is shown.

    So that a client that walks on page by page comes to the end, though nobody counted it.
    """
    page = parameters.whole(request, "page", default=1, at_most=10**12)
    size = size_of(request)
    start = (page - 1) * size
    if start > FARTHEST:
        raise ParameterInvalid("page is too far from the first one; ask for a range of op_time")

    def count() -> int:
        known = pages.count(rows)
        if known <= pages.COUNTED or start + size < pages.COUNTED:
            return min(known, pages.COUNTED)
        shown = rows.values_list("pk", flat=True)[start : start + size + 1]
        return max(pages.COUNTED, start + len(shown))

    return count


def filter_of(request: Request, *, projects: tuple[int, ...] | None) -> Filter:
    """Our filters. Raises ParameterInvalid or RangeInvalid."""
    text: Callable[[str], str] = lambda name: parameters.text(request, name)  # noqa: E731
    return Filter(
        projects=_projects(request, projects),
        since=_moment(request, "since"),
        until=_moment(request, "until"),
        operations=_several(request, "operation"),
        resource_types=_several(request, "resource_type"),
        succeeded=parameters.flag(request, "succeeded"),
        **{name: text(name) for name in _TEXTS},
    )


def place(request: Request) -> Place | None:
    """Raises CursorInvalid."""
    after = parameters.text(request, "after")
    return Place.parse(after) if after else None


_TEXTS: Any = (
    "username", "resource", "source_address", "credential", "principal_kind", "request_id", "text",
)  # fmt: skip


def _projects(request: Request, seen: tuple[int, ...] | None) -> tuple[int, ...] | None:
    """Of the projects that are seen, the one that is asked for."""
    if not parameters.text(request, "project_id"):
        return seen
    wanted = parameters.whole(request, "project_id", default=1, at_most=2**63 - 1)
    return (wanted,) if seen is None or wanted in seen else ()


def _several(request: Request, name: str) -> tuple[str, ...]:
    values = [part.strip() for part in parameters.text(request, name).split(",") if part.strip()]
    if len(values) > MOST_VALUES:
        raise ParameterInvalid(f"{name} has at most {MOST_VALUES} values")
    return tuple(dict.fromkeys(values))


def _moment(request: Request, name: str) -> datetime | None:
    """A time; without a zone it is UTC. A plus that was not escaped has become a blank."""
    text = parameters.text(request, name)
    if not text:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = _moment_with_plus(name, text)
    try:
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except OverflowError as error:
        raise ParameterInvalid(f"{name} is off the calendar") from error


def _moment_with_plus(name: str, text: str) -> datetime:
    head, _, zone = text.rpartition(" ")
    try:
        return datetime.fromisoformat(f"{head}+{zone}")
    except ValueError as error:
        raise ParameterInvalid(f"{name} is a time such as 2006-01-02T15:04:05Z") from error
