"""Plans as CSV: any number of rows, and none that a spreadsheet would compute."""

import csv
import io

import pytest

from accounts import spreadsheets
from jobs.models import Execution, Trigger
from maintenance.garbage import exports
from maintenance.models import GarbageItem


@pytest.mark.django_db
def test_batches_follow_one_another_without_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 2)
    run = Execution.objects.create(kind="TEST", trigger=Trigger.MANUAL, parameters={})
    GarbageItem.objects.bulk_create(
        GarbageItem(execution=run, kind="blob", row=row, digest=f"sha256:{row}", size=row)
        for row in range(5)
    )
    parts = list(exports.write(GarbageItem.objects.filter(execution=run)))
    assert len(parts) == 4
    rows = list(csv.DictReader(io.StringIO(b"".join(parts).decode())))
    assert [row["digest"] for row in rows] == [f"sha256:{row}" for row in range(5)]


@pytest.mark.parametrize("begin", "=+-@\t\r")
def test_a_text_that_would_be_computed_is_made_a_text(begin: str) -> None:
    assert spreadsheets.harmless(f"{begin}1+1") == f"'{begin}1+1"
    assert spreadsheets.harmless(f"sha256:1{begin}") == f"sha256:1{begin}"
