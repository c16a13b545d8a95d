"""Jobs are rows: done once, tried again, stopped, given up for lost, and never by two at once."""

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from jobs import attempts, clock, dispatch, executions, kinds, leases, logs, tasks, waiting
from jobs.errors import AlreadyRunning, ExecutionUnknown, LeaseLost, NothingToRetry, TaskUnknown
from jobs.executions import Cause, Wanted
from jobs.kinds import Kind
from jobs.models import Attempt, Execution, Queue, Status, Task, Trigger
from jobs.runs import Run
from oci.errors import Conflict

NAME = "TEST"
BY_HAND = Cause(Trigger.MANUAL, "admin")

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give a function that makes a kind of jobs: ``kind(work, at_once=2)``."""
    kinds.load()
    monkeypatch.setattr(kinds, "_kinds", {})

    def make(work: Callable[[Run], Mapping[str, Any]], **limits: int) -> None:
        kinds.register(Kind(NAME, work, **{"at_once": 1, **limits}))

    return make


@pytest.fixture
def hints(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Give the tasks that workers were told of."""
    told: list[int] = []
    monkeypatch.setattr(tasks.perform, "apply_async", lambda args, **_: told.append(*args))
    return told


def start(*keys: str) -> Execution:
    return executions.start(
        kind=NAME, tasks=[Wanted(key) for key in keys or ("only",)], cause=BY_HAND
    )


def task_of(execution: Execution) -> Task:
    return execution.tasks.get()


def status(execution: Execution) -> str:
    execution.refresh_from_db()
    return execution.status


def lose(task: Task) -> None:
    """Have its lease be over."""
    Task.objects.filter(pk=task.pk).update(lease_until=clock.now() - timedelta(seconds=1))


def make_due(task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(run_after=clock.now(), hinted_at=None)


def work_in_steps(run: Run) -> Mapping[str, Any]:
    run.total = 3
    while run.done < 3:
        with run.step():
            run.done += 1
            run.checkpoint["at"] = run.done
            run.log(f"step {run.done}")
    return {"steps": run.done}


def test_a_task_is_done_and_says_so(kind: Callable[..., None]) -> None:
    kind(work_in_steps)
    execution = start()
    assert (status(execution), execution.start_time) == (Status.PENDING, None)
    attempts.make(task_of(execution).pk)
    task = task_of(execution)
    assert status(execution) == task.status == Status.SUCCESS
    assert execution.result == {"steps": 3}
    assert (task.done, task.total, task.checkpoint) == (3, 3, {"at": 3})
    assert execution.end_time is not None
    attempt = Attempt.objects.get()
    assert (attempt.number, attempt.outcome) == (1, Status.SUCCESS)
    attempts.make(task.pk)
    assert Attempt.objects.count() == 1


def test_a_failure_is_tried_again_later_and_in_the_end_given_up(kind: Callable[..., None]) -> None:
    def work(run: Run) -> Mapping[str, Any]:
        raise OSError("no such luck")

    kind(work, failures=3)
    execution = start()
    for number in (1, 2):
        attempts.make(task_of(execution).pk)
        task = task_of(execution)
        assert (task.status, task.failures) == (Status.SCHEDULED, number)
        assert status(execution) == Status.RUNNING
        make_due(task)
    attempts.make(task_of(execution).pk)
    assert status(execution) == Status.ERROR
    assert task_of(execution).error == "OSError: no such luck"
    assert [attempt.outcome for attempt in Attempt.objects.all()] == [Status.ERROR] * 3
    assert b"failed: OSError: no such luck" in logs.read(task_of(execution).pk).text


def test_a_task_that_waits_for_its_next_attempt_is_left_alone(kind: Callable[..., None]) -> None:
    kind(work_in_steps)
    task = task_of(start())
    Task.objects.filter(pk=task.pk).update(run_after=clock.now() + timedelta(minutes=1))
    attempts.make(task.pk)
    assert not Attempt.objects.exists()


def test_a_fact_is_not_tried_again(kind: Callable[..., None]) -> None:
    def work(run: Run) -> Mapping[str, Any]:
        raise Conflict("it is like that")

    kind(work)
    execution = start()
    attempts.make(task_of(execution).pk)
    assert status(execution) == Status.ERROR
    assert task_of(execution).error == "it is like that"


def test_f_28_of_ten_hints_one_begins(kind: Callable[..., None]) -> None:
    kind(work_in_steps, at_once=20)
    task = task_of(start())
    begun = [leases.begin(task.pk) for _ in range(10)]
    assert sum(run is not None for run in begun) == 1


def test_whoever_lost_the_lease_changes_nothing_any_more(kind: Callable[..., None]) -> None:
    kind(work_in_steps)
    execution = start()
    late = leases.begin(task_of(execution).pk)
    assert late is not None
    lose(task_of(execution))
    assert leases.give_up_lost() == 1
    attempts.make(task_of(execution).pk)
    assert status(execution) == Status.SUCCESS
    for act in (late.beat, lambda: leases.end(late, Status.ERROR), lambda: leases.fail(late, "x")):
        with pytest.raises(LeaseLost):
            act()
    assert status(execution) == Status.SUCCESS
    assert [attempt.outcome for attempt in Attempt.objects.all()] == ["Lost", Status.SUCCESS]


def test_a_lost_task_goes_on_where_its_last_step_ended(kind: Callable[..., None]) -> None:
    done: list[int] = []

    def work(run: Run) -> Mapping[str, Any]:
        while run.done < 4:
            with run.step():
                run.done += 1
            done.append(run.done)
            if run.done == 2 and run.attempt == 1:
                raise KeyboardInterrupt
        return {}

    kind(work)
    execution = start()
    with pytest.raises(KeyboardInterrupt):
        attempts.make(task_of(execution).pk)
    lose(task_of(execution))
    leases.give_up_lost()
    attempts.make(task_of(execution).pk)
    assert done == [1, 2, 3, 4]
    assert status(execution) == Status.SUCCESS


def test_a_task_that_kills_every_worker_is_given_up(kind: Callable[..., None]) -> None:
    kind(work_in_steps, failures=3)
    execution = start()
    for _ in range(3):
        assert leases.begin(task_of(execution).pk)
        lose(task_of(execution))
        leases.give_up_lost()
        make_due(task_of(execution))
    assert status(execution) == Status.ERROR
    assert task_of(execution).error == "the worker was lost"


def test_a_stop_ends_what_runs_at_its_next_step_and_what_waits_at_once(
    kind: Callable[..., None],
) -> None:
    def work(run: Run) -> Mapping[str, Any]:
        with run.step():
            run.done += 1
        executions.stop(run.execution_id, kind=NAME)
        with run.step():
            run.done += 1
        return {}

    kind(work)
    execution = start("runs", "waits")
    first = execution.tasks.get(key="runs")
    attempts.make(first.pk)
    assert {task.key: task.status for task in execution.tasks.all()} == {
        "runs": Status.STOPPED,
        "waits": Status.STOPPED,
    }
    first.refresh_from_db()
    assert first.done == 1
    assert status(execution) == Status.STOPPED
    ended = execution.end_time
    executions.stop(execution.pk, kind=NAME)
    execution.refresh_from_db()
    assert execution.end_time == ended is not None
    with pytest.raises(ExecutionUnknown):
        executions.stop(execution.pk, kind="OTHER")


def test_what_failed_can_be_tried_again(kind: Callable[..., None]) -> None:
    ready: list[bool] = []

    def work(run: Run) -> Mapping[str, Any]:
        if not ready:
            raise Conflict("not ready")
        return {}

    kind(work)
    execution = start()
    task = task_of(execution)
    with pytest.raises(NothingToRetry):
        executions.retry(task.pk)
    attempts.make(task.pk)
    assert status(execution) == Status.ERROR
    ready.append(True)
    other = start()
    with pytest.raises(AlreadyRunning):
        executions.retry(task.pk)
    executions.stop(other.pk, kind=NAME)
    executions.retry(task.pk)
    attempts.make(task.pk)
    assert status(execution) == Status.SUCCESS
    with pytest.raises(TaskUnknown):
        executions.retry(4711)


def test_of_a_key_there_is_one_unfinished_task(kind: Callable[..., None]) -> None:
    kind(work_in_steps)
    execution = start("a", "b")
    with pytest.raises(AlreadyRunning) as refused:
        start("b")
    assert refused.value.execution_id == execution.pk
    assert Execution.objects.count() == 1
    for task in execution.tasks.all():
        attempts.make(task.pk)
    start("b")


def test_no_more_run_at_once_than_may(kind: Callable[..., None]) -> None:
    kind(work_in_steps, at_once=2)
    ids = [task.pk for task in start("a", "b", "c").tasks.all()]
    begun = [leases.begin(id_) for id_ in ids]
    assert [run is not None for run in begun] == [True, True, False]
    assert begun[0] is not None
    leases.end(begun[0], Status.SUCCESS)
    assert leases.begin(ids[2])


def test_a_paused_queue_begins_nothing(kind: Callable[..., None], hints: list[int]) -> None:
    kind(work_in_steps)
    task = task_of(start())
    Queue.objects.create(kind=NAME, is_paused=True)
    assert leases.begin(task.pk) is None
    Queue.objects.update(is_paused=False)
    assert leases.begin(task.pk)


def test_workers_are_told_of_what_waits_and_told_again(
    kind: Callable[..., None], hints: list[int]
) -> None:
    kind(work_in_steps, at_once=2)
    ids = [task.pk for task in start("a", "b", "c").tasks.all()]
    dispatch.turn()
    assert hints == ids[:2]
    dispatch.turn()
    assert hints == ids
    Task.objects.update(hinted_at=clock.now() - 2 * waiting.HINT_AGAIN_AFTER)
    hints.clear()
    dispatch.turn()
    assert hints == ids[:2]
    assert leases.begin(ids[0])
    Task.objects.update(hinted_at=None)
    hints.clear()
    dispatch.turn()
    assert hints == ids[1:2]


def test_a_worker_goes_on_with_others_of_the_kind_but_for_a_while_only(
    kind: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    kind(work_in_steps, at_once=2)
    execution = start("a", "b", "c", "d")
    monkeypatch.setattr(tasks, "close_old_connections", lambda: None)  # a test has but one
    first, second, *_ = ids = [task.pk for task in execution.tasks.all()]

    def done() -> list[int]:
        return list(execution.tasks.filter(status=Status.SUCCESS).values_list("pk", flat=True))

    Queue.objects.create(kind=NAME, is_paused=True)
    assert waiting.take_one_like(first) is None
    Queue.objects.update(is_paused=False)
    assert waiting.take_one_like(first) == first  # by somebody else: it is left to them
    with monkeypatch.context() as patched:
        patched.setattr(tasks, "GOES_ON_SECONDS", -1.0)
        tasks.perform(second)
    assert done() == [second]
    tasks.perform(ids[2])
    assert done() == ids[1:]
    assert status(execution) == Status.RUNNING


def test_a_kind_that_this_version_does_not_know_waits_for_one_that_does(
    kind: Callable[..., None], hints: list[int]
) -> None:
    kind(work_in_steps)
    execution = executions.start(kind="NEWER", tasks=[Wanted("x")], cause=BY_HAND)
    dispatch.turn()
    assert hints == []
    attempts.make(task_of(execution).pk)
    assert status(execution) == Status.PENDING


def test_a_log_is_read_from_any_byte_on(kind: Callable[..., None]) -> None:
    def work(run: Run) -> Mapping[str, Any]:
        for line in ("eins", "zwei \N{SNOWMAN}", "drei"):
            with run.step():
                run.log(line)
        return {}

    kind(work)
    task = task_of(start())
    assert not logs.read(task.pk).is_complete
    attempts.make(task.pk)
    whole = logs.read(task.pk)
    assert [line[21:] for line in whole.text.decode().splitlines()] == [
        "eins", "zwei \N{SNOWMAN}", "drei",
    ]  # fmt: skip
    assert whole.is_complete
    for offset in range(len(whole.text) + 1):
        part = logs.read(task.pk, offset=offset)
        assert part.text == whole.text[offset:]
        assert part.next_offset == len(whole.text)
    found, offset = b"", 0
    while not (part := logs.read(task.pk, offset=offset, at_most=1)).is_complete:
        found, offset = found + part.text, part.next_offset
    assert found + part.text == whole.text
    with pytest.raises(TaskUnknown):
        logs.read(4711)


def test_a_log_has_an_end(kind: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LONGEST", 1000)

    def work(run: Run) -> Mapping[str, Any]:
        for number in range(50):
            with run.step():
                run.log(f"line {number} of many that nobody reads")
        return {}

    kind(work)
    task = task_of(start())
    attempts.make(task.pk)
    part = logs.read(task.pk)
    assert part.is_complete
    assert len(part.text) < 1100
    assert part.text.decode().endswith(logs.CUT)


def test_old_executions_are_forgotten(
    kind: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executions, "KEPT", 3)
    kind(work_in_steps)
    made = []
    for _ in range(5):
        made.append(start())
        attempts.make(task_of(made[-1]).pk)
    waiting = start()
    assert executions.forget_old(NAME) == 2
    left = set(Execution.objects.values_list("pk", flat=True))
    assert left == {execution.pk for execution in (*made[2:], waiting)}
    assert executions.forget_old(NAME) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_f_28_two_workers_at_once_do_a_task_once(kind: Callable[..., None]) -> None:
    done: list[int] = []

    def work(run: Run) -> Mapping[str, Any]:
        done.append(run.task_id)
        return {}

    kind(work, at_once=4)
    ids = [task.pk for task in start(*"abcdefghij").tasks.all()]

    def worker() -> None:
        for id_ in ids:
            attempts.make(id_)
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for id_ in ids:  # one that met four others may have been left
        attempts.make(id_)
    assert sorted(done) == ids


def test_moments_are_the_databases() -> None:
    before = datetime.now(UTC)
    assert abs(clock.now() - before) < timedelta(minutes=1)
    assert clock.now().tzinfo is not None
