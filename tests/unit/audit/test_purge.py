"""A purge takes what is old enough, says so, and leaves a chain that proves the rest."""

import random
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.principals import SYSTEM_CALLER
from audit import heads, purge, sealer
from audit.errors import ChainBroken, RetentionInvalid
from audit.models import AuditLog, Forwarding, Seal
from tests.unit.audit.log import a_deed, do, execute, kind_of, some_rows, someone, violations

pytestmark = pytest.mark.django_db

OLD = timezone.now() - timedelta(hours=100)


def purged(hours: int = 50, *event_types: str) -> int:
    return purge.run(purge.retention(hours, event_types), by=SYSTEM_CALLER).rows


def spans() -> list[tuple[int, int]]:
    sealer.seal_all()
    return list(Seal.objects.filter(row_id=None).values_list("sequence", "span"))


def test_old_rows_go_and_young_ones_stay() -> None:
    some_rows(10, at=OLD)
    young = some_rows(5)
    assert purged() == 10
    left = list(AuditLog.objects.order_by("pk"))
    assert left[:5] == young
    (row,) = left[5:]
    assert (row.operation, row.resource_type, row.username) == ("purge", "audit-log", "system")
    assert row.details["purged"] == 10
    assert spans() == [(10, 10)]
    assert violations() == []


def test_only_the_event_types_that_are_named_go() -> None:
    pull, push, odd = kind_of("pull_artifact"), kind_of("create_artifact"), kind_of("mount_blob")
    kinds = [pull, push, pull, pull, odd, push]
    do(*[kind(by=someone(), resource="r", at=OLD) for kind in kinds])
    assert purged(50, "pull_artifact") == 3
    assert spans() == [(1, 1), (4, 2)]
    assert purged(50, "other") == 1
    assert spans() == [(1, 1), (5, 3)]
    assert purged(50, "create_artifact") == 2
    assert spans() == [(6, 6)]
    assert violations() == []


def test_many_purges_at_random_leave_a_whole_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purge, "AT_ONCE", 7)
    source = random.Random(9)
    kinds = [f"{operation}_thing" for operation in "abcdef"]
    for _ in range(6):
        chosen = [source.choice(kinds) for _ in range(50)]
        do(*[kind_of(kind)(by=someone(), resource="r", at=OLD) for kind in chosen])
        purged(50, *source.sample(kinds, 2))
        sealer.seal_all()
        assert violations(heads.current()) == []
    purged(50)
    sealer.seal_all()
    assert violations() == []
    assert [span for _, span in spans()].count(1) == 0


def test_a_dry_run_counts_and_changes_nothing() -> None:
    some_rows(10, at=OLD)
    assert purge.count(purge.retention(50)) == 10
    assert AuditLog.objects.count() == 10


def test_a_row_that_was_changed_is_not_purged_away() -> None:
    rows = some_rows(5)
    sealer.seal_all()
    execute("UPDATE audit_auditlog SET op_time = %s WHERE id = %s", OLD, rows[2].pk)
    with pytest.raises(ChainBroken, match=f"row {rows[2].pk}"):
        purged()
    assert AuditLog.objects.filter(pk=rows[2].pk).exists()
    assert AuditLog.objects.filter(operation="purge", details__purged=0).exists()


def test_a_row_that_came_in_past_the_log_is_not_purged() -> None:
    (row,) = some_rows(1, at=OLD)
    row.pk = None
    row.save(force_insert=True)
    assert purged() == 1
    assert [violation.row_id for violation in violations()] == [row.pk]


def test_a_purge_that_was_not_ours_is_seen_and_not_taken_over() -> None:
    some_rows(6, at=OLD)
    sealer.seal_all()
    execute(
        "DELETE FROM audit_auditlog WHERE id IN (SELECT row_id FROM audit_seal WHERE sequence = 3)"
    )
    execute("UPDATE audit_seal SET row_id = NULL, proof = hash WHERE sequence = 3")
    with pytest.raises(ChainBroken):
        purged()
    assert violations()[0].sequence == 3


def test_a_wider_purge_than_ours_is_seen() -> None:
    some_rows(6, at=OLD)
    some_rows(6)
    purged()
    execute("DELETE FROM audit_seal WHERE sequence IN (6, 7)")
    execute("UPDATE audit_seal SET span = 8, proof = %s WHERE sequence = 8", bytes(32))
    assert violations()[0].sequence in {1, 8}


def test_what_the_collector_does_not_have_yet_stays(settings: Any) -> None:
    settings.AUDIT_FORWARD_URL = "tcp://127.0.0.1:1"
    some_rows(10, at=OLD)
    Forwarding.objects.create(pk=1, sequence=4)
    assert purged() == 4
    assert spans() == [(4, 4)]


@pytest.mark.parametrize(
    ("hours", "event_types"), [(-1, []), (240_001, []), (1, ["pull"]), (1, ["_x"]), (1, [""])]
)
def test_a_retention_that_is_none_is_refused(hours: int, event_types: list[str]) -> None:
    with pytest.raises(RetentionInvalid):
        purge.retention(hours, event_types)


def test_the_command_counts_purges_and_refuses() -> None:
    some_rows(3, at=OLD)
    do(a_deed(at=OLD))
    said = StringIO()
    call_command("purge_audit", "--hours", "50", "--dry-run", stdout=said)
    call_command("purge_audit", "--hours", "50", "--event-type", "update_thing", stdout=said)
    assert said.getvalue() == "4 rows would be purged\n4 rows purged\n"
    with pytest.raises(CommandError, match="whole number"):
        call_command("purge_audit", "--hours", "-1")


def test_a_batch_costs_as_many_queries_however_scattered() -> None:
    def cost(number: int) -> int:
        pull, push = kind_of("pull_artifact"), kind_of("create_artifact")
        kinds = [pull, push] * number
        do(*[kind(by=someone(), resource="r", at=OLD) for kind in kinds])
        sealer.seal_all()
        with CaptureQueriesContext(connection) as queries:
            assert purged(50, "pull_artifact") == number
        return len(queries)

    cost(2)
    assert cost(200) == cost(2)
