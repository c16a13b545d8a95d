"""Exports have every row that fits, are written while they are read, and harm no spreadsheet."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

from audit import exports
from audit.exports import COLUMNS, Format
from audit.filters import Filter
from audit.models import AuditLog
from projects.models import Project
from tests.unit.audit.log import a_deed, do, some_rows, someone

pytestmark = pytest.mark.django_db


def text(parts: Iterator[bytes]) -> str:
    return b"".join(parts).decode()


def from_csv(wanted: Filter) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(exports.write(wanted, Format.CSV)), newline="")))


def from_ndjson(wanted: Filter) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text(exports.write(wanted, Format.NDJSON)).splitlines()]


def test_both_formats_have_all_fields_of_all_rows(project: Project) -> None:
    do(a_deed("one", project_id=project.pk, details={"is_public": [False, True]}), a_deed("two"))
    two, one = from_ndjson(Filter())[:2]
    assert list(one) == [name for name in COLUMNS if name != "project_name"] + ["project_name"]
    row = AuditLog.objects.get(resource="one")
    assert (one["id"], one["resource"], one["project_name"]) == (row.pk, "one", project.name)
    assert one["op_time"] == row.op_time.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert one["details"] == {"is_public": [False, True]}
    assert (two["project_id"], two["project_name"]) == (None, "")
    two_cells, one_cells = from_csv(Filter())[:2]
    assert list(one_cells) == list(COLUMNS)
    assert json.loads(one_cells["details"]) == one["details"]
    assert one_cells["succeeded"] == "true"
    assert one_cells["op_time"] == one["op_time"]
    assert two_cells["project_id"] == ""


def test_batches_neither_skip_nor_repeat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 7)
    at = some_rows(1)[0].op_time
    some_rows(50, at=at)
    ids = list(AuditLog.objects.values_list("pk", flat=True))
    assert [row["id"] for row in from_ndjson(Filter())] == ids
    assert [int(row["id"]) for row in from_csv(Filter())] == ids
    assert len(from_ndjson(Filter(resource="acme/1"))) == 11


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    hostile = f"{start}cmd|' /C calc'!A0"
    do(a_deed(hostile, by=someone(hostile, agent=hostile), details={"x": hostile}))
    (row,) = from_csv(Filter())
    for name in ("resource", "username", "user_agent"):
        assert row[name].startswith("'")
    assert row["details"].startswith("{")
    assert from_ndjson(Filter())[0]["resource"] == hostile


def test_control_characters_are_escaped_and_a_row_is_a_line() -> None:
    do(a_deed('a"b,c\r\nd\x1b[31m\N{LINE SEPARATOR}e\N{LATIN SMALL LETTER E WITH ACUTE}'))
    written = text(exports.write(Filter(), Format.CSV))
    assert len(written.splitlines()) == 2
    (row,) = from_csv(Filter())
    assert row["resource"] == 'a"b,c\\r\\nd\\x1b[31m\\u2028e\N{LATIN SMALL LETTER E WITH ACUTE}'


def test_excel_gets_its_mark_when_it_is_asked_for() -> None:
    assert text(exports.write(Filter(), Format.CSV, with_mark=True)).startswith("\ufeffid,")
    assert text(exports.write(Filter(), Format.CSV)) == f"{','.join(COLUMNS)}\r\n"
    assert text(exports.write(Filter(), Format.NDJSON)) == ""


@pytest.mark.parametrize("format_", Format)
def test_memory_is_flat(format_: Format) -> None:
    for _ in range(10):
        some_rows(1000)

    def read() -> None:
        for part in exports.write(Filter(), format_):
            assert len(part) < 4 * 2**20

    tracemalloc.start()
    read()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 * 2**20
