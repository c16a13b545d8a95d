"""Exports: all rows that fit, as CSV or as lines of JSON, written while they are read.

Memory stays flat, and no transaction stays open, however slow the client: rows are read in
batches, each of which begins where the one before it ended.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from accounts import spreadsheets
from audit import filters
from audit.filters import Filter, Place
from projects.models import Project

AT_ONCE = 2000
COLUMNS = (
    "id", "op_time", "username", "principal_id", "principal_kind", "credential", "operation",
    "resource_type", "resource", "project_id", "project_name", "succeeded", "source_address",
    "user_agent", "request_id", "details",
)  # fmt: skip
_STORED = tuple(name for name in COLUMNS if name != "project_name")

Cells = tuple[Any, ...]
Row = dict[str, Any]


class Format(StrEnum):
    CSV = "csv"
    NDJSON = "ndjson"

    @property
    def media_type(self) -> str:
        return {"csv": "text/csv; charset=utf-8", "ndjson": "application/x-ndjson"}[self.value]


def write(wanted: Filter, format_: Format, *, with_mark: bool = False) -> Iterator[bytes]:
    """Yield the export in parts, newest row first. *with_mark* is for Excel, which guesses."""
    writers: dict[Format, Callable[[list[Row]], str]] = {
        Format.CSV: _csv,
        Format.NDJSON: _ndjson,
    }
    if format_ is Format.CSV:
        yield spreadsheets.head(COLUMNS, with_mark=with_mark)
    for batch in _batches(wanted):
        yield writers[format_](batch).encode()


def _batches(wanted: Filter) -> Iterator[list[Row]]:
    """Without the windows of pages: an export reads all it must, one batch after the other."""
    names: dict[int, str] = {}
    rows, after = wanted.rows(), None
    while batch := list(filters.older(rows, after).values_list(*_STORED)[:AT_ONCE]):
        after = Place(batch[-1][1], batch[-1][0])
        named = [dict(zip(_STORED, cells, strict=True)) for cells in batch]
        _name_projects(named, names)
        yield named


def _name_projects(rows: list[Row], names: dict[int, str]) -> None:
    unknown = {row["project_id"] for row in rows} - names.keys() - {None}
    if unknown:
        names.update(Project.objects.filter(pk__in=unknown).values_list("pk", "name"))
    for row in rows:
        row["project_name"] = names.get(row["project_id"], "")


def _ndjson(rows: list[Row]) -> str:
    lines = [json.dumps(row | {"op_time": _moment(row["op_time"])}) for row in rows]
    return "\n".join([*lines, ""])


def _csv(rows: list[Row]) -> str:
    return spreadsheets.lines([_cell(row[name]) for name in COLUMNS] for row in rows)


def _cell(value: Any) -> Any:
    """What a spreadsheet shows as it is: no formula, and one line."""
    if isinstance(value, str):
        return _on_one_line(spreadsheets.harmless(value))
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value) if isinstance(value, (dict, list)) else value


def _on_one_line(text: str) -> str:
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    return character if character.isprintable() else ascii(character)[1:-1]


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
