"""Tasks that go on later, that get company, that are attended to, and whose end is told."""

import threading
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from jobs import attempts, clock, executions, kinds, leases, logs, runs
from jobs.errors import AlreadyRunning, LeaseLost, NotNow, StopRequested
from jobs.executions import Wanted
from jobs.kinds import Kind, Work
from jobs.models import Attempt, Execution, Status, Task
from jobs.runs import Run
from tests.unit.jobs.test_jobs import NAME, lose, make_due, start, status, task_of

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=40)


@pytest.fixture(autouse=True)
def ended(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """Give the executions that were told to have ended, each with its status then."""
    kinds.load()
    monkeypatch.setattr(kinds, "_kinds", {})
    return []


@pytest.fixture
def register(ended: list[tuple[int, str]]) -> Any:
    def make(work: Work, **more: Any) -> None:
        def told(execution: Execution) -> None:
            ended.append((execution.pk, execution.status))

        kinds.register(Kind(NAME, work, **{"at_once": 4, "ended": told, **more}))

    return make


def postponing(run: Run) -> Mapping[str, Any]:
    with run.step():
        run.checkpoint["been"] = True
    raise NotNow("it asks for a pause", LATER)


def begun(execution: Execution) -> Run:
    run = leases.begin(task_of(execution).pk)
    assert run is not None
    return run


def test_f_40_what_is_postponed_has_not_failed_and_goes_on_from_its_checkpoint(
    register: Any, ended: list[tuple[int, str]]
) -> None:
    register(postponing, failures=1)
    execution = start()
    for number in (1, 2, 3):
        before = clock.now()
        attempts.make(task_of(execution).pk)
        task = task_of(execution)
        assert (task.status, task.failures, task.attempt) == (Status.SCHEDULED, 0, number)
        assert task.run_after >= before + LATER
        assert (task.lease_until, task.error) == (None, "it asks for a pause")
        assert task.checkpoint == {"been": True}
        assert status(execution) == Status.RUNNING
        attempts.make(task.pk)
        assert task_of(execution).attempt == number
        make_due(task)
    made = Attempt.objects.order_by("number")
    assert [one.outcome for one in made] == [leases.POSTPONED] * 3
    assert all(one.end_time is not None and one.error for one in made)
    assert b"goes on later: it asks for a pause" in logs.read(task_of(execution).pk).text
    assert ended == []
    register(lambda run: dict(run.checkpoint))
    attempts.make(task_of(execution).pk)
    task = task_of(execution)
    assert (task.status, task.error, task.result) == (Status.SUCCESS, "", {"been": True})
    assert ended == [(execution.pk, Status.SUCCESS)]


def test_what_is_to_stop_is_not_postponed(register: Any) -> None:
    register(postponing)
    execution = start()
    run = begun(execution)
    executions.stop(execution.pk, kind=NAME)
    leases.postpone(run, "later", LATER)
    assert status(execution) == task_of(execution).status == Status.STOPPED
    assert task_of(execution).error == ""
    assert Attempt.objects.get().outcome == Status.STOPPED


def test_whoever_lost_the_lease_postpones_nothing(register: Any) -> None:
    register(postponing)
    execution = start()
    run = begun(execution)
    lose(task_of(execution))
    assert leases.give_up_lost() == 1
    with pytest.raises(LeaseLost):
        leases.postpone(run, "later", LATER)
    assert task_of(execution).run_after <= clock.now()


def test_a_task_adds_others_to_its_execution_which_ends_with_the_last(
    register: Any, ended: list[tuple[int, str]]
) -> None:
    def work(run: Run) -> Mapping[str, Any]:
        if run.parameters:
            return {}
        added = leases.add(run, [Wanted(key, {"is": key}, lane="a") for key in "xy"])
        return {"added": [task.key for task in added]}

    register(work)
    execution = start("first")
    attempts.make(task_of(execution).pk)
    tasks = {task.key: task for task in execution.tasks.all()}
    assert tasks["first"].result == {"added": ["x", "y"]}
    assert (tasks["x"].lane, tasks["x"].parameters) == ("a", {"is": "x"})
    assert status(execution) == Status.RUNNING
    assert ended == []
    attempts.make(tasks["x"].pk)
    assert status(execution) == Status.RUNNING
    attempts.make(tasks["y"].pk)
    assert status(execution) == Status.SUCCESS
    assert ended == [(execution.pk, Status.SUCCESS)]
    assert execution.result == {}


def test_nothing_is_added_by_whom_it_does_not_belong_to_any_more(register: Any) -> None:
    register(postponing)
    execution = start("first")
    run = begun(execution)
    with pytest.raises(AlreadyRunning):
        leases.add(run, [Wanted("new"), Wanted("first")])
    assert execution.tasks.count() == 1
    executions.stop(execution.pk, kind=NAME)
    with pytest.raises(StopRequested):
        leases.add(run, [Wanted("new")])
    lose(task_of(execution))
    assert leases.give_up_lost() == 1
    with pytest.raises(LeaseLost):
        leases.add(run, [Wanted("new")])
    assert execution.tasks.count() == 1


@pytest.mark.parametrize("final", [Status.SUCCESS, Status.ERROR, Status.STOPPED])
def test_an_end_is_told_once_with_what_it_is_and_once_more_after_a_retry(
    register: Any, ended: list[tuple[int, str]], final: Status
) -> None:
    register(postponing)
    execution = start("a", "b")
    first, second = execution.tasks.order_by("pk")
    for task in (first, second):
        assert ended == []
        run = leases.begin(task.pk)
        assert run is not None
        leases.end(run, final if task == first else Status.SUCCESS)
    assert ended == [(execution.pk, final)]
    if final == Status.SUCCESS:
        return
    executions.retry(first.pk)
    assert ended == [(execution.pk, final)]
    register(lambda run: {})
    attempts.make(first.pk)
    assert ended == [(execution.pk, final), (execution.pk, Status.SUCCESS)]


def test_an_end_is_told_in_the_transaction_that_makes_it_one(
    register: Any, ended: list[tuple[int, str]]
) -> None:
    def refuse(execution: Execution) -> None:
        assert transaction.get_connection().in_atomic_block
        raise OSError("it cannot be told")

    register(postponing, ended=refuse)
    execution = start()
    run = begun(execution)
    with pytest.raises(OSError, match="cannot be told"):
        leases.end(run, Status.SUCCESS)
    assert status(execution) == task_of(execution).status == Status.RUNNING


def test_what_never_began_is_told_to_have_ended_when_it_is_stopped(
    register: Any, ended: list[tuple[int, str]]
) -> None:
    register(postponing)
    execution = start()
    executions.stop(execution.pk, kind=NAME)
    executions.stop(execution.pk, kind=NAME)
    assert ended == [(execution.pk, Status.STOPPED)]


# What another thread finds


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "BEAT_SECONDS", 0.01)


def leased_until(execution: Execution) -> Any:
    return task_of(execution).lease_until


def test_what_is_attended_to_comes_in_order_and_in_this_thread(register: Any) -> None:
    register(postponing)
    run = begun(start())
    threads = set()

    def found() -> Iterator[int]:
        threads.add(threading.get_ident())
        yield from range(5)

    assert list(run.attend(found(), give_up=pytest.fail)) == [0, 1, 2, 3, 4]
    assert threads == threads - {threading.get_ident()} != set()


@pytest.mark.usefixtures("brisk")
def test_while_the_other_thread_waits_the_lease_is_renewed(register: Any) -> None:
    register(postponing)
    execution = start()
    run = begun(execution)
    first, goes_on = leased_until(execution), threading.Event()

    def found() -> Iterator[int]:
        assert goes_on.wait(30)
        yield 1

    def see_it_renewed() -> None:
        beat()
        if leased_until(execution) > first:
            goes_on.set()

    beat = run.beat
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Run, "beat", lambda _: see_it_renewed())
        assert list(run.attend(found(), give_up=goes_on.set)) == [1]
    assert leased_until(execution) > first


def test_what_goes_wrong_in_the_other_thread_is_raised_here(register: Any) -> None:
    register(postponing)
    run = begun(start())

    def found() -> Iterator[int]:
        yield 1
        raise OSError("no such luck")

    seen = []
    with pytest.raises(OSError, match="no such luck"):
        seen.extend(run.attend(found(), give_up=pytest.fail))


@pytest.mark.usefixtures("brisk")
@pytest.mark.parametrize("why", [StopRequested, LeaseLost])
def test_whoever_must_end_has_the_other_thread_end_first(
    register: Any, why: type[Exception]
) -> None:
    register(postponing)
    execution = start()
    run = begun(execution)
    told, has_ended = threading.Event(), threading.Event()

    def found() -> Iterator[int]:
        assert told.wait(30)
        has_ended.set()
        yield from ()

    if why is StopRequested:
        executions.stop(execution.pk, kind=NAME)
    else:
        Task.objects.update(attempt=7)
    with pytest.raises(why):
        list(run.attend(found(), give_up=told.set))
    assert has_ended.is_set()


def test_what_is_closed_sooner_has_the_other_thread_end(register: Any) -> None:
    register(postponing)
    run = begun(start())
    told = threading.Event()

    def found() -> Iterator[int]:
        yield 1
        assert told.wait(30)

    attended = run.attend(found(), give_up=told.set)
    assert next(attended) == 1
    attended.close()
    assert told.is_set()
