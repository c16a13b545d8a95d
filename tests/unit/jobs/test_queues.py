"""Queues are counted, paused, resumed and cleaned; single tasks are stopped; pace is told."""

from datetime import timedelta

import pytest

from jobs import attempts, clock, dispatch, executions, kinds, leases, queues, schedules, tasks
from jobs.errors import TaskUnknown
from jobs.executions import Wanted
from jobs.kinds import Kind
from jobs.models import Execution, Queue, Schedule, Status, Task
from jobs.progress import Pace, pace
from jobs.queues import ALL, SCHEDULER, Length
from jobs.schedules import Type
from oci.errors import Unknown
from tests.unit.jobs.test_jobs import BY_HAND, NAME, start, status, task_of, work_in_steps

OTHER, NEWER = "ANOTHER", "NEWER"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds.load()
    monkeypatch.setattr(kinds, "_kinds", {})
    for name in (NAME, OTHER):
        kinds.register(Kind(name, work_in_steps, at_once=2))


@pytest.fixture(autouse=True)
def hints(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Give the tasks that workers were told of."""
    told: list[int] = []
    monkeypatch.setattr(tasks.perform, "apply_async", lambda args, **_: told.append(*args))
    return told


def start_other(*keys: str, kind: str = OTHER) -> Execution:
    return executions.start(kind=kind, tasks=[Wanted(key) for key in keys], cause=BY_HAND)


def lengths() -> dict[str, tuple[int, bool]]:
    return {length.kind: (length.count, length.is_paused) for length in queues.every()}


def age(tasks_of: Execution, seconds: int) -> None:
    """Have its tasks wait for that long."""
    tasks_of.tasks.update(run_after=clock.now() - timedelta(seconds=seconds))


def test_what_waits_is_counted_by_kind_with_the_time_of_the_oldest() -> None:
    old, young = start("a", "b"), start("c")
    age(old, 90)
    age(young, 30)
    start_other("later", kind=NEWER)
    Task.objects.filter(kind=NEWER).update(
        status=Status.SCHEDULED, run_after=clock.now() + timedelta(minutes=5)
    )
    assert lengths() == {
        OTHER: (0, False),
        NEWER: (1, False),
        SCHEDULER: (0, False),
        NAME: (3, False),
    }
    found = {length.kind: length.latency for length in queues.every()}
    assert 90 <= found.pop(NAME) < 600
    assert found == {OTHER: 0, NEWER: 0, SCHEDULER: 0}
    assert leases.begin(old.tasks.order_by("pk")[0].pk)
    assert lengths()[NAME] == (2, False)


def test_kinds_have_an_order() -> None:
    assert [length.kind for length in queues.every()] == sorted([OTHER, SCHEDULER, NAME])
    assert queues.every()[0] == Length(OTHER, 0, 0, is_paused=False)


def test_nothing_of_a_paused_kind_begins_and_nobody_is_told_of_it(hints: list[int]) -> None:
    here, there = task_of(start()), task_of(start_other("x"))
    queues.set_paused(NAME.lower(), is_paused=True)
    assert lengths()[NAME] == (1, True)
    dispatch.turn()
    assert hints == [there.pk]
    assert leases.begin(here.pk) is None
    assert leases.begin(there.pk)
    queues.set_paused(NAME, is_paused=False)
    dispatch.turn()
    assert hints == [there.pk, here.pk]
    assert leases.begin(here.pk)


def test_all_can_be_paused_and_resumed() -> None:
    start_other("x", kind=NEWER)
    queues.set_paused(ALL, is_paused=True)
    assert {is_paused for _, is_paused in lengths().values()} == {True}
    assert set(lengths()) == {NAME, OTHER, NEWER, SCHEDULER}
    queues.set_paused("All", is_paused=False)
    assert queues.paused_kinds() == set()


def test_while_the_scheduler_is_paused_nothing_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    monkeypatch.setattr(schedules, "_beginners", {})
    schedules.register(NAME, lambda schedule, cause: begun.append(schedule.kind))
    schedules.put(kind=NAME, type_=Type.DAILY)
    Schedule.objects.update(next_due=clock.now() - timedelta(seconds=70))
    queues.set_paused(SCHEDULER, is_paused=True)
    dispatch.turn()
    assert begun == []
    (length,) = [length for length in queues.every() if length.kind == SCHEDULER]
    assert (length.count, length.is_paused) == (1, True)
    assert 70 <= length.latency < 600
    queues.set_paused(SCHEDULER, is_paused=False)
    dispatch.turn()
    assert begun == [NAME]
    assert lengths()[SCHEDULER] == (0, False)


def test_what_waits_is_stopped_and_what_runs_goes_on() -> None:
    both, waiting, other = start("a", "b"), start("c"), start_other("x")
    running = both.tasks.get(key="a")
    run = leases.begin(running.pk)
    assert run is not None
    assert queues.clean(NAME) == 2
    assert (status(waiting), status(both), status(other)) == (
        Status.STOPPED, Status.RUNNING, Status.PENDING,
    )  # fmt: skip
    assert waiting.end_time is not None
    with run.step():
        run.done += 1
    leases.end(run, Status.SUCCESS)
    assert status(both) == Status.STOPPED
    assert {task.key: task.status for task in both.tasks.all()} == {
        "a": Status.SUCCESS,
        "b": Status.STOPPED,
    }
    assert queues.clean(NAME) == 0
    assert queues.clean(ALL) == 1
    assert status(other) == Status.STOPPED


@pytest.mark.parametrize("kind", ["", "NOTHING", "AL", "x" * 500])
def test_a_kind_that_there_is_not_is_refused(kind: str) -> None:
    for act in (lambda: queues.set_paused(kind, is_paused=True), lambda: queues.clean(kind)):
        with pytest.raises(Unknown):
            act()
    assert not Queue.objects.exists()


def test_one_task_is_stopped_and_its_neighbours_are_not() -> None:
    execution = start("runs", "waits", "stays")
    runs, waits, stays = (execution.tasks.get(key=key) for key in ("runs", "waits", "stays"))
    assert leases.begin(runs.pk)
    assert leases.begin(stays.pk)
    queues.stop(runs.pk)
    queues.stop(waits.pk)
    found = dict(execution.tasks.values_list("key", "status"))
    assert found == {"runs": Status.RUNNING, "waits": Status.STOPPED, "stays": Status.RUNNING}
    assert dict(execution.tasks.values_list("key", "is_stopping")) == {
        "runs": True,
        "waits": False,
        "stays": False,
    }
    assert queues.stop_running() == 2
    assert execution.tasks.get(key="stays").is_stopping
    with pytest.raises(TaskUnknown):
        queues.stop(4711)


def test_what_has_ended_is_not_stopped_again() -> None:
    execution = start()
    attempts.make(task_of(execution).pk)
    before = Execution.objects.values().get()
    queues.stop(task_of(execution).pk)
    assert Execution.objects.values().get() == before
    assert queues.stop_running() == 0


def test_the_pace_of_a_task_is_told_where_it_is_known() -> None:
    now = clock.now()
    begun = now - timedelta(seconds=20)
    end = begun + timedelta(seconds=5)
    running = {"status": Status.RUNNING, "start_time": begun}
    for values, expected in (
        ({}, Pace()),
        (running, Pace()),
        (running | {"done": 10}, Pace(0.5)),
        (running | {"done": 10, "total": 15}, Pace(0.5, now + timedelta(seconds=10))),
        (running | {"done": 10, "total": 8}, Pace(0.5, now)),
        (running | {"start_time": now, "done": 1}, Pace()),
        (
            {"status": Status.SUCCESS, "start_time": begun, "end_time": end, "done": 10},
            Pace(2.0),
        ),
    ):
        assert pace(Task(**values), now) == expected
