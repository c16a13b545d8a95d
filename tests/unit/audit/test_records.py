"""Deeds become rows, in the transaction that published them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

import events
from accounts.principals import Kind
from audit.models import AuditLog, Unsealed
from tests.unit.audit.log import a_deed, do, someone

pytestmark = pytest.mark.django_db


def test_a_row_has_all_that_the_deed_says() -> None:
    by = someone("robot$ci", kind=Kind.ROBOT)
    at = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
    (row,) = do(
        a_deed("acme/app:1", by=by, at=at, project_id=4, succeeded=False, details={"tag": ["", 1]})
    )
    assert row.op_time == at
    assert (row.username, row.principal_id, row.principal_kind) == ("robot$ci", 7, "robot")
    assert (row.credential, row.operation, row.resource_type) == ("password", "update", "thing")
    assert (row.resource, row.project_id, row.succeeded) == ("acme/app:1", 4, False)
    assert (row.source_address, row.user_agent) == ("192.0.2.7", "test/1")
    assert row.request_id == by.source.request_id
    assert row.details == {"tag": ["", 1]}


def test_secrets_never_reach_the_table() -> None:
    (row,) = do(a_deed(details={"password": ["old canary", "new canary"]}))
    assert "canary" not in str(AuditLog.objects.values().get(pk=row.pk))


def test_hostile_text_is_kept_and_bounded() -> None:
    by = someone("dora\0\r\n\x1b[31m%n" + "x" * 10_000, agent="a\0\r\n" * 10_000)
    (row,) = do(a_deed("r\0\ud800" * 10_000, by=by, details={"referrer": "\0\r\n" * 10**6}))
    assert row.username.startswith("dora\N{REPLACEMENT CHARACTER}\r\n\x1b[31m%n")
    for value in (row.username, row.user_agent, row.resource, row.details["referrer"]):
        assert len(value.encode()) <= 1024
        assert "\0" not in value


def test_a_row_and_its_place_in_the_queue_cost_one_statement_or_two() -> None:
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        events.publish(*[a_deed() for _ in range(50)])
    written = [query for query in queries if "INSERT" in query["sql"]]
    assert len(written) == (1 if connection.vendor == "postgresql" else 2)
    assert Unsealed.objects.count() == AuditLog.objects.count() == 50


def test_many_deeds_are_written_in_several_statements(
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
        rows = do(*[a_deed(f"r{n}") for n in range(2500)])
    assert len(rows) == Unsealed.objects.count() == 2500
