"""The sealer takes every committed row, in whatever order they were committed."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

import events
from audit import chain, heads, sealer
from audit.models import AuditLog, Chain, Seal, Unsealed
from tests.unit.audit.log import a_deed, do, execute, some_rows, violations


def in_threads(*jobs: Callable[[], object]) -> None:
    def closing(job: Callable[[], object]) -> None:
        try:
            job()
        finally:
            connection.close()

    threads = [threading.Thread(target=closing, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db
def test_rows_are_sealed_in_order_and_each_once() -> None:
    rows = some_rows(5)
    assert Unsealed.objects.count() == 5
    assert sealer.seal_once(3) == 3
    assert sealer.seal_all() == 2
    assert sealer.seal_all() == 0
    assert list(Seal.objects.values_list("sequence", "row_id")) == [
        (number, row.pk) for number, row in enumerate(rows, 1)
    ]
    assert not Unsealed.objects.exists()
    end = Chain.objects.get()
    assert (end.sequence, bytes(end.hash)) == (5, bytes(Seal.objects.get(sequence=5).hash))
    assert violations() == []


@pytest.mark.django_db
def test_nothing_waits_nothing_is_written(
    django_assert_num_queries: Callable[[int], object],
) -> None:
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert sealer.seal_once() == 0


@pytest.mark.django_db
def test_a_seal_depends_on_the_row_the_one_before_it_and_the_secret(settings: object) -> None:
    row = {"id": 1, "username": "dora"}
    seal = chain.sealed(chain.GENESIS, 1, row)
    assert len(seal) == 32
    assert seal == chain.sealed(chain.GENESIS, 1, dict(reversed(row.items())))
    assert seal != chain.sealed(b"\1" * 32, 1, row)
    assert seal != chain.sealed(chain.GENESIS, 1, row | {"username": "mona"})
    settings.SECRET_KEY = "another one"  # type: ignore[attr-defined]
    assert seal != chain.sealed(chain.GENESIS, 1, row)


@pytest.mark.django_db
def test_a_row_that_was_deleted_before_its_seal_is_told_of() -> None:
    rows = some_rows(3)
    execute("DELETE FROM audit_auditlog WHERE id = %s", rows[1].pk)
    assert sealer.seal_all() == 3
    (violation,) = violations()
    assert (violation.sequence, violation.row_id) == (2, rows[1].pk)
    assert "deleted" in violation.what


@pytest.mark.django_db
def test_what_a_transaction_undoes_is_neither_logged_nor_waited_for() -> None:
    with transaction.atomic():
        events.publish(a_deed())
        transaction.set_rollback(rollback=True)
    assert not AuditLog.objects.exists()
    assert not Unsealed.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_a_row_that_is_committed_late_is_sealed_late_and_not_left_out() -> None:
    written, sealed = threading.Event(), threading.Event()

    def late() -> None:
        with transaction.atomic():
            events.publish(a_deed("late"))
            written.set()
            assert sealed.wait(10)

    def early() -> None:
        assert written.wait(10)
        do(a_deed("early"))
        assert sealer.seal_all() == 1
        sealed.set()

    in_threads(late, early)
    assert sealer.seal_all() == 1
    late_row, early_row = AuditLog.objects.order_by("pk")
    assert (late_row.resource, early_row.resource) == ("late", "early")
    assert list(Seal.objects.values_list("row_id", flat=True)) == [early_row.pk, late_row.pk]
    assert violations() == []


@pytest.mark.django_db(transaction=True)
def test_writers_and_several_sealers_at_once_leave_one_whole_chain() -> None:
    done = threading.Event()

    def write() -> None:
        for number in range(40):
            do(a_deed(f"row {number}"))

    def seal() -> None:
        while not done.wait(0.005):  # or on SQLite, hardly any writer would come between them
            sealer.seal_all(at_most=7)

    def writers() -> None:
        in_threads(*[write] * 4)
        done.set()

    in_threads(writers, *[seal] * 3)
    sealer.seal_all()
    assert list(Seal.objects.values_list("sequence", flat=True)) == list(range(1, 161))
    assert violations() == []


@pytest.mark.django_db(transaction=True)
def test_the_loop_seals_soon_and_publishes_a_head() -> None:
    stop = threading.Event()
    loop = threading.Thread(target=sealer.run, args=(stop,))
    loop.start()
    try:
        some_rows(3)
        deadline = time.monotonic() + 5.0  # a busy machine; it takes a quarter of a second
        while Seal.objects.count() < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert Seal.objects.count() == 3
    finally:
        stop.set()
        loop.join()
    (head,) = heads.read(heads.file())
    assert head.sequence in {1, 2, 3}


@pytest.mark.django_db
def test_a_batch_costs_as_many_queries_however_large() -> None:
    def cost(size: int) -> int:
        some_rows(size)
        with CaptureQueriesContext(connection) as queries:
            assert sealer.seal_once() == size
        return len(queries)

    cost(2)
    assert cost(500) == cost(2) <= 9


@pytest.mark.django_db(transaction=True)
def test_the_loop_goes_on_after_a_failure(
    monkeypatch: pytest.MonkeyPatch, data_folder: Path
) -> None:
    monkeypatch.setattr(sealer, "PAUSE_AFTER_FAILURE", 0.05)
    data_folder.rmdir()  # there is no place for heads
    stop = threading.Event()
    loop = threading.Thread(target=sealer.run, args=(stop,))
    loop.start()
    try:
        for number in (1, 2):
            some_rows(1)
            deadline = time.monotonic() + 5.0
            while Seal.objects.count() < number and time.monotonic() < deadline:
                time.sleep(0.01)
            assert Seal.objects.count() == number
    finally:
        stop.set()
        loop.join()
