"""Whatever is done to the log behind its back, the verifier names the row or the place."""

import random
import tracemalloc
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from audit import chain, heads, sealer
from audit.heads import Head
from audit.models import AuditLog, Seal
from tests.unit.audit.log import execute, numbered, some_rows, violations

pytestmark = pytest.mark.django_db

ROWS = 60
CHANGES = (
    "op_time", "username", "principal_id", "principal_kind", "credential", "operation",
    "resource_type", "resource", "project_id", "succeeded", "source_address", "user_agent",
    "request_id", "details",
)  # fmt: skip


@pytest.fixture
def rows() -> list[AuditLog]:
    made = some_rows(ROWS)
    sealer.seal_all()
    assert violations() == []
    return made


def another(column: str) -> object:
    values = {
        "op_time": timezone.now(),
        "principal_id": 99,
        "project_id": 99,
        "succeeded": False,
        "details": '{"n": 1000}',
    }
    return values.get(column, "other")


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("seed", range(2))
def test_a_changed_field_is_located(rows: list[AuditLog], column: str, seed: int) -> None:
    number = random.Random(f"{column} {seed}").randrange(ROWS)
    AuditLog.objects.filter(pk=rows[number].pk).update(**{column: another(column)})
    (violation,) = violations()
    assert (violation.sequence, violation.row_id) == (number + 1, rows[number].pk)


def delete_row(number: int, rows: list[AuditLog]) -> None:
    execute("DELETE FROM audit_auditlog WHERE id = %s", rows[number - 1].pk)


def delete_row_and_seal(number: int, rows: list[AuditLog]) -> None:
    delete_row(number, rows)
    execute("DELETE FROM audit_seal WHERE sequence = %s", number)


def pretend_it_was_purged(number: int, rows: list[AuditLog]) -> None:
    delete_row(number, rows)
    execute(
        "UPDATE audit_seal SET row_id = NULL, proof = hash, span = 1 WHERE sequence = %s", number
    )


def change_the_seal(number: int, rows: list[AuditLog]) -> None:
    execute("UPDATE audit_seal SET hash = %s WHERE sequence = %s", bytes(range(32)), number)


def widen_the_seal(number: int, rows: list[AuditLog]) -> None:
    execute("UPDATE audit_seal SET span = 2 WHERE sequence = %s", number)


def swap_with_the_next(number: int, rows: list[AuditLog]) -> None:
    """Both rows and both seals exist afterwards; their order is another one."""
    one, two = rows[number - 1].pk, rows[number].pk
    with numbered(number) as first, numbered(number + 1) as second:
        execute("UPDATE audit_seal SET row_id = NULL WHERE sequence >= %s", number)
        execute("UPDATE audit_seal SET row_id = %s WHERE sequence = %s", two, number)
        execute("UPDATE audit_seal SET row_id = %s WHERE sequence = %s", one, number + 1)
        assert (first[2], second[2]) == (one, two)
    for at in range(number + 2, ROWS + 1):
        execute("UPDATE audit_seal SET row_id = %s WHERE sequence = %s", rows[at - 1].pk, at)


def swap_the_rows(number: int, rows: list[AuditLog]) -> None:
    """Each row takes the other one's id."""
    one, two = rows[number - 1].pk, rows[number].pk
    for old, new in ((one, 10**9), (two, one), (10**9, two)):
        execute("UPDATE audit_auditlog SET id = %s WHERE id = %s", new, old)


TAMPERING = (
    delete_row, delete_row_and_seal, pretend_it_was_purged, change_the_seal, widen_the_seal,
    swap_with_the_next, swap_the_rows,
)  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERING, ids=lambda function: function.__name__)
@pytest.mark.parametrize("number", [1, 2, 17, ROWS - 1])
def test_the_first_bad_place_is_named(
    rows: list[AuditLog], tamper: Callable[[int, list[AuditLog]], None], number: int
) -> None:
    tamper(number, rows)
    first = violations()[0]
    assert first.sequence == number
    assert first.row_id in {rows[number - 1].pk, rows[number].pk, None}


@pytest.mark.parametrize("copied", [1, 30, ROWS])
def test_an_inserted_row_is_named(rows: list[AuditLog], copied: int) -> None:
    row = rows[copied - 1]
    row.pk = None
    row.save(force_insert=True)
    (violation,) = violations()
    assert violation.row_id == row.pk
    assert "inserted" in violation.what


def test_inserted_rows_are_looked_for_stretch_by_stretch(rows: list[AuditLog]) -> None:
    some_rows(3)
    inserted = []
    for copied in (2, 40, 41):
        row = rows[copied]
        row.pk = None
        row.save(force_insert=True)
        inserted.append(row.pk)
    for at_once in (1, 7, 10_000):
        assert list(chain.unchained_rows(at_once)) == inserted


def test_a_row_inserted_with_a_seal_of_its_own_is_named(rows: list[AuditLog]) -> None:
    row = rows[9]
    row.pk = None
    row.save(force_insert=True)
    Seal.objects.create(sequence=ROWS + 1, row_id=row.pk, hash=bytes(32))
    execute("UPDATE audit_chain SET sequence = %s", ROWS + 1)
    (violation,) = violations()
    assert (violation.sequence, violation.row_id) == (ROWS + 1, row.pk)


def cut_off(kept: int, rows: list[AuditLog], *, head_too: bool) -> None:
    execute("DELETE FROM audit_auditlog WHERE id > %s", rows[kept - 1].pk)
    execute("DELETE FROM audit_seal WHERE sequence > %s", kept)
    if head_too:
        seal = Seal.objects.get(sequence=kept)
        execute("UPDATE audit_chain SET sequence = %s, hash = %s", kept, bytes(seal.hash))


@pytest.mark.parametrize("kept", [1, 40, ROWS - 1])
def test_a_tail_that_was_cut_off_is_seen_by_the_end_of_the_chain(
    rows: list[AuditLog], kept: int
) -> None:
    cut_off(kept, rows, head_too=False)
    (violation,) = violations()
    assert violation.sequence == kept
    assert f"{ROWS - kept} seals longer" in violation.what


@pytest.mark.parametrize("kept", [1, 40, ROWS - 1])
def test_a_tail_that_was_cut_off_with_care_is_seen_by_a_published_head(
    rows: list[AuditLog], kept: int
) -> None:
    published = heads.current()
    cut_off(kept, rows, head_too=True)
    assert violations() == []
    (violation,) = violations(published)
    assert violation.sequence == kept


def test_a_log_that_was_restored_and_went_on_differs_from_the_published_head(
    rows: list[AuditLog],
) -> None:
    published = heads.current()
    cut_off(40, rows, head_too=True)
    some_rows(ROWS)
    sealer.seal_all()
    (violation,) = violations(published)
    assert violation.sequence == ROWS
    assert "another hash was published" in violation.what


def test_heads_that_do_not_agree_are_told_of(rows: list[AuditLog]) -> None:
    head = heads.current()
    forged = Head(head.sequence, bytes(32), head.time)
    assert [violation.sequence for violation in violations(head, forged)] == [ROWS]


def test_every_place_is_told_and_not_only_the_first(rows: list[AuditLog]) -> None:
    for number in (5, 20, 21, 50):
        AuditLog.objects.filter(pk=rows[number - 1].pk).update(username="mallory")
    assert [violation.sequence for violation in violations()] == [5, 20, 21, 50]


def test_another_secret_verifies_nothing(rows: list[AuditLog], settings: object) -> None:
    settings.SECRET_KEY = "another one"  # type: ignore[attr-defined]
    assert violations()[0].sequence == 1


def test_rows_that_wait_for_their_seal_are_no_violation(rows: list[AuditLog]) -> None:
    some_rows(2)
    assert violations() == []


def test_memory_stays_flat() -> None:
    for _ in range(10):
        some_rows(500)
    sealer.seal_all()

    def peak() -> int:
        tracemalloc.start()
        assert violations() == []
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak() < 12 * 2**20


def test_the_command_prints_the_head(rows: list[AuditLog]) -> None:
    said = StringIO()
    call_command("verify_audit", stdout=said)
    head = heads.current()
    assert head.hash.hex() in said.getvalue()
    assert f"{ROWS} rows verified, 0 purged, 0 not yet sealed" in said.getvalue()


def test_the_command_fails_and_names_the_first_bad_row(rows: list[AuditLog]) -> None:
    AuditLog.objects.filter(pk=rows[2].pk).update(resource="other")
    said = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit", stdout=said)
    assert ended.value.code == 1
    assert said.getvalue().startswith(f"sequence 3 row {rows[2].pk}: ")


def test_the_command_compares_with_published_heads(rows: list[AuditLog], tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    heads.publish(heads.current(), elsewhere)
    cut_off(10, rows, head_too=True)
    call_command("verify_audit", stdout=StringIO())
    with pytest.raises(SystemExit):
        call_command("verify_audit", "--head", str(elsewhere), stdout=StringIO())
    elsewhere.replace(heads.file())
    with pytest.raises(SystemExit):
        call_command("verify_audit", stdout=StringIO())


def test_the_command_says_what_is_wrong_with_a_file_of_heads(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"sequence": 1}\n')
    with pytest.raises(CommandError, match=r"broken\.json"):
        call_command("verify_audit", "--head", str(broken))
    with pytest.raises(CommandError, match=r"absent\.json"):
        call_command("verify_audit", "--head", str(tmp_path / "absent.json"))
