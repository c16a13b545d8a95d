"""What leases, graces and ages are counted from is the database's clock, in every place (F-26)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
A_NODES_OWN = re.compile(r"\b(timezone\.now|datetime\.now|time\.time)\(")
EXCEPT = {Path("jobs/clock.py"), Path("maintenance/verify.py")}
"""The one asks the database; the other compares what it finds with the files' own times."""


@pytest.mark.parametrize("app", ["artifacts", "jobs", "maintenance", "registry_api", "replication"])
def test_f_26_no_age_is_counted_by_a_nodes_own_clock(app: str) -> None:
    found = {path.relative_to(ROOT) for path in (ROOT / app).rglob("*.py")}
    assert len(found) > 10
    assert {path for path in found if A_NODES_OWN.search((ROOT / path).read_text())} <= EXCEPT
