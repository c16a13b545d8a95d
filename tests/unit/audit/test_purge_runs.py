"""A purge in the background takes what it should and says so, whenever it is interrupted."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts import configuration
from accounts.errors import ReadOnly
from accounts.principals import SYSTEM_CALLER
from audit import purge, purge_runs, sealer
from audit.errors import RetentionInvalid
from audit.models import AuditLog, Seal
from audit.purge_runs import KIND, Options
from jobs import attempts, clock, leases, logs, schedules
from jobs.errors import AlreadyRunning, CronInvalid, ExecutionUnknown
from jobs.models import Execution, Schedule, Status, Task, Trigger
from jobs.runs import Run
from jobs.schedules import Type
from tests.unit.audit.log import do, execute, kind_of, some_rows, someone, violations

pytestmark = pytest.mark.django_db

OLD = timezone.now() - timedelta(hours=100)
THINGS = Options(audit_retention_hour=50, include_event_types="update_thing")


class Killed(BaseException):
    """What nobody handles, as a kill."""


def finish(execution: Execution) -> dict[str, Any]:
    attempts.make(execution.tasks.get().pk)
    execution.refresh_from_db()
    assert execution.status == Status.SUCCESS, execution.tasks.get().error
    result: dict[str, Any] = execution.result
    return result


def run(options: Options) -> dict[str, Any]:
    return finish(purge_runs.start(options, by=someone()))


def things() -> int:
    return AuditLog.objects.filter(resource_type="thing").count()


def recorded(execution: Execution) -> int:
    rows = AuditLog.objects.filter(operation="purge", details__run=execution.pk)
    return sum(row.details["purged"] for row in rows)


def said(execution: Execution) -> str:
    return logs.read(execution.tasks.get().pk).text.decode()


def deeds(resource_type: str) -> list[tuple[str, str, dict[str, Any]]]:
    rows = AuditLog.objects.filter(resource_type=resource_type).order_by("pk")
    return [(row.operation, row.username, row.details) for row in rows]


def test_old_rows_of_the_types_that_are_named_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purge, "AT_ONCE", 4)
    some_rows(10, at=OLD)
    some_rows(3)
    do(kind_of("pull_artifact")(by=someone(), resource="r", at=OLD))
    execution = purge_runs.start(THINGS, by=someone("dora"))
    assert execution.started_by == "dora"
    assert finish(execution) == {"found": 10, "purged": 10, "dry_run": False}
    task = execution.tasks.get()
    assert (task.done, task.total) == (10, 10)
    assert things() == 3
    assert AuditLog.objects.filter(resource_type="artifact").exists()
    assert recorded(execution) == 10
    assert {row.username for row in AuditLog.objects.filter(operation="purge")} == {"system"}
    assert deeds("purge-audit") == [("start", "dora", THINGS.shown())]
    assert "10 rows are from before" in said(execution)
    assert "purged 10 rows" in said(execution)
    sealer.seal_all()
    assert violations() == []


def test_several_types_and_all_others_can_be_named() -> None:
    for name in ("pull_artifact", "create_artifact", "mount_blob"):
        do(kind_of(name)(by=someone(), resource="r", at=OLD))
    found = run(Options(50, " pull_artifact, other,"))
    assert found["purged"] == 2
    assert not AuditLog.objects.filter(resource_type="blob").exists()
    assert AuditLog.objects.filter(operation="create").count() == 1


def test_without_a_type_nothing_goes() -> None:
    some_rows(5, at=OLD)
    execution = purge_runs.start(Options(0, " , "), by=someone())
    assert finish(execution) == {"found": 0, "purged": 0, "dry_run": False}
    assert things() == 5
    assert "no event types were named" in said(execution)


def test_a_dry_run_counts_and_changes_nothing() -> None:
    some_rows(5, at=OLD)
    execution = purge_runs.start(Options(50, "update_thing", dry_run=True), by=someone())
    assert finish(execution) == {"found": 5, "purged": 0, "dry_run": True}
    assert things() == 5
    assert not AuditLog.objects.filter(operation="purge").exists()
    assert "a dry run" in said(execution)


def test_what_it_takes_is_settled_at_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purge, "AT_ONCE", 2)
    some_rows(3, at=OLD)
    some_rows(2, at=timezone.now() - timedelta(hours=50) + timedelta(seconds=30))
    execution = purge_runs.start(THINGS, by=someone())
    die_after(1, monkeypatch)
    with pytest.raises(Killed):
        attempts.make(execution.tasks.get().pk)
    monkeypatch.undo()
    before = timezone.now() - timedelta(hours=49)
    monkeypatch.setattr(purge, "retention", lambda *_: purge.Retention(before, ("update_thing",)))
    lose(execution)
    assert finish(execution)["purged"] == 3
    assert things() == 2


def die_after(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the next run die as it is about to end a step, with what the step did undone."""
    left, write = iter(range(steps)), Run._write

    def dying(self: Run, task: Task) -> None:
        if next(left, None) is None:
            raise Killed
        write(self, task)

    monkeypatch.setattr(Run, "_write", dying)


def lose(execution: Execution) -> None:
    over = clock.now() - timedelta(seconds=1)
    Task.objects.filter(execution=execution).update(lease_until=over)
    assert leases.give_up_lost() == 1


def test_f_05_a_purge_that_is_killed_anywhere_is_finished_by_the_next_attempt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Killed at every step in turn, until one gets through: nothing is done twice or left."""
    monkeypatch.setattr(purge, "AT_ONCE", 3)
    for steps in itertools.count():
        some_rows(10, at=OLD)
        some_rows(1)
        execution = purge_runs.start(THINGS, by=someone())
        with monkeypatch.context() as patched, suppress(Killed):
            die_after(steps, patched)
            attempts.make(execution.tasks.get().pk)
        was_killed = execution.tasks.get().status == Status.RUNNING
        if was_killed:
            lose(execution)
            attempts.make(execution.tasks.get().pk)
        execution.refresh_from_db()
        assert execution.result == {"found": 10, "purged": 10, "dry_run": False}
        assert recorded(execution) == 10
        assert things() == steps + 1
        sealer.seal_all()
        assert violations() == []
        if not was_killed:
            break
    assert steps > 4


def test_one_that_is_stopped_leaves_the_rest_and_a_row_about_what_went(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(purge, "AT_ONCE", 4)
    some_rows(10, at=OLD)
    execution = purge_runs.start(THINGS, by=someone())
    step = Run.step

    @contextmanager
    def stopped_after(self: Run) -> Iterator[None]:
        with step(self):
            yield
        if self.done:
            purge_runs.stop(execution.pk, by=someone("dora"))

    monkeypatch.setattr(Run, "step", stopped_after)
    attempts.make(execution.tasks.get().pk)
    execution.refresh_from_db()
    assert execution.status == Status.STOPPED
    assert (recorded(execution), things()) == (4, 6)
    assert deeds("purge-audit")[-1] == ("stop", "dora", {})
    with pytest.raises(ExecutionUnknown):
        purge_runs.stop(4711, by=someone())


def test_a_broken_chain_ends_it_and_what_went_before_is_written_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(purge, "AT_ONCE", 4)
    rows = some_rows(10, at=OLD)
    sealer.seal_all()
    execute("UPDATE audit_auditlog SET resource = 'forged' WHERE id = %s", rows[6].pk)
    execution = purge_runs.start(THINGS, by=someone())
    attempts.make(execution.tasks.get().pk)
    task = execution.tasks.get()
    assert task.status == Status.ERROR
    assert f"row {rows[6].pk} is not what" in task.error
    assert task.attempts.count() == 1
    assert (recorded(execution), things()) == (4, 6)
    assert Seal.objects.filter(row_id=rows[6].pk).exists()


def test_there_is_one_at_a_time_and_none_while_the_registry_is_read_only() -> None:
    execution = purge_runs.start(THINGS, by=someone())
    with pytest.raises(AlreadyRunning):
        purge_runs.start(THINGS, by=someone())
    finish(execution)
    configuration.change({"read_only": True}, by=SYSTEM_CALLER)
    with pytest.raises(ReadOnly):
        purge_runs.start(THINGS, by=someone())
    configuration.change({"read_only": False}, by=SYSTEM_CALLER)
    assert Execution.objects.count() == 1


@pytest.mark.parametrize(("hours", "types"), [(-1, ""), (240_001, ""), (1, "pull")])
def test_options_that_are_none_are_refused(hours: int, types: str) -> None:
    options = Options(hours, types)
    with pytest.raises(RetentionInvalid):
        purge_runs.start(options, by=someone())
    with pytest.raises(RetentionInvalid):
        purge_runs.schedule(Type.DAILY, "", options, by=someone())
    assert not Execution.objects.exists()
    assert not Schedule.objects.exists()


def test_it_runs_when_it_is_due() -> None:
    some_rows(2, at=OLD)
    put = purge_runs.schedule(Type.DAILY, "", THINGS, by=someone("dora"))
    assert put is not None
    expected = THINGS.shown() | {"type": "Daily", "cron": put.cron}
    assert deeds("purge-audit-schedule") == [("update", "dora", expected)]
    Schedule.objects.update(next_due=clock.now() - timedelta(seconds=1))
    assert schedules.start_due() == 1
    execution = Execution.objects.get(kind=KIND)
    assert (execution.trigger, execution.parameters) == (Trigger.SCHEDULE, THINGS.shown())
    assert finish(execution)["purged"] == 2
    with pytest.raises(CronInvalid):
        purge_runs.schedule(Type.CUSTOM, "never", THINGS, by=someone())
    assert purge_runs.schedule(Type.NONE, "", Options(), by=someone()) is None
    assert schedules.find(KIND) is None
