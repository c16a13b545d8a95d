"""Workers say that they are there and what they do; the silent are forgotten."""

import os
import socket
import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from jobs import attempts, clock, dispatch, kinds, leases, workers
from jobs.kinds import Kind
from jobs.models import Attempt, Status, Task, Worker
from jobs.workers import Presence
from tests.unit.jobs.test_jobs import NAME, lose, start, work_in_steps

ME = f"{socket.gethostname()}:{os.getpid()}"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds.load()
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.register(Kind(NAME, work_in_steps, at_once=5))


@pytest.fixture
def clock_of_process(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Give what the clock for beats answers; a test sets it."""
    now = [100.0]
    monkeypatch.setattr(workers, "monotonic", lambda: now[0])
    return now


def a_worker(name: str, *, silent_for: timedelta = timedelta(), concurrency: int = 2) -> Worker:
    now = clock.now()
    return Worker.objects.create(
        name=name,
        started=now - timedelta(hours=1),
        heartbeat=now - silent_for,
        concurrency=concurrency,
    )


def begin(key: str, *, worker: str) -> Task:
    task = start(key).tasks.get()
    assert leases.begin(task.pk)
    Attempt.objects.filter(task=task).update(worker=worker)
    return task


def shown(pool: str | None = None) -> list[tuple[str, int | None]]:
    slots = workers.slots(pool)
    return [(slot.name, slot.attempt.task_id if slot.attempt else None) for slot in slots]


def test_a_worker_says_that_it_is_there_but_not_all_the_time(
    clock_of_process: list[float],
) -> None:
    presence = Presence(concurrency=3)
    assert not Worker.objects.exists()
    presence.beat()
    first = Worker.objects.get()
    assert (first.name, first.concurrency, first.started) == (ME, 3, first.heartbeat)
    clock_of_process[0] += workers.BEAT_SECONDS - 1
    presence.beat()
    assert Worker.objects.get().heartbeat == first.heartbeat
    clock_of_process[0] += 1
    presence.beat()
    again = Worker.objects.get()
    assert (again.pk, again.started) == (first.pk, first.started)
    assert again.heartbeat > first.heartbeat
    presence.leave()
    assert not Worker.objects.exists()


def test_one_that_was_forgotten_by_mistake_is_back_with_its_next_beat(
    clock_of_process: list[float],
) -> None:
    presence = Presence(concurrency=3)
    presence.beat()
    started = Worker.objects.get().started
    Worker.objects.all().delete()
    clock_of_process[0] += workers.BEAT_SECONDS
    presence.beat()
    assert Worker.objects.get().started == started


def test_the_silent_are_not_shown_and_forgotten_by_the_others() -> None:
    a_worker("dead:1", silent_for=workers.FORGOTTEN_AFTER + timedelta(seconds=1))
    late = a_worker("late:2", silent_for=workers.FORGOTTEN_AFTER - timedelta(minutes=1))
    assert list(workers.every()) == [late]
    assert Worker.objects.count() == 2
    Presence(concurrency=1).beat()
    assert list(Worker.objects.values_list("name", flat=True)) == ["late:2", ME]


def test_slots_are_what_workers_do_and_what_they_could_do_besides() -> None:
    a_worker("one:1")
    a_worker("two:2", concurrency=3)
    first = begin("first", worker="one:1")
    second = begin("second", worker="one:1")
    third = begin("third", worker="two:2")
    assert shown("one:1") == [("one:1/1", first.pk), ("one:1/2", second.pk)]
    assert shown("two:2") == [("two:2/1", third.pk), ("two:2/2", None), ("two:2/3", None)]
    assert shown() == shown("one:1") + shown("two:2")
    assert shown("three:3") == []


def test_what_ended_was_lost_or_is_of_an_earlier_process_is_in_no_slot() -> None:
    a_worker("one:1", concurrency=1)
    ended = begin("ended", worker="one:1")
    Attempt.objects.filter(task=ended).update(end_time=clock.now())
    lost = begin("lost", worker="one:1")
    lose(lost)
    assert leases.give_up_lost() == 1
    earlier = begin("earlier", worker="one:1")
    Attempt.objects.filter(task=earlier).update(start_time=clock.now() - timedelta(hours=2))
    assert shown() == [("one:1/1", None)]


def test_the_names_of_workers_are_those_in_their_attempts() -> None:
    task = start().tasks.get()
    attempts.make(task.pk)
    assert Attempt.objects.get().worker == workers.name() == ME


@pytest.mark.django_db(transaction=True)
def test_the_dispatcher_registers_its_worker_and_takes_it_off_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop = threading.Event()
    seen: list[tuple[str, int]] = []

    def look() -> None:
        seen.extend(Worker.objects.values_list("name", "concurrency"))
        stop.set()

    monkeypatch.setattr(dispatch, "turn", look)
    thread = dispatch.start(stop, concurrency=7)
    thread.join(timeout=60)
    assert not thread.is_alive()
    assert seen == [(ME, 7)]
    assert not Worker.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_does_not_end_the_dispatcher(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop = threading.Event()
    turns: list[bool] = []

    def fail(self: Presence) -> None:
        turns.append(True)
        if len(turns) > 1:
            stop.set()
        raise DatabaseError("away")

    monkeypatch.setattr(dispatch, "PAUSE_AFTER_FAILURE", 0.0)
    monkeypatch.setattr(Presence, "beat", fail)
    monkeypatch.setattr(Presence, "leave", fail)
    dispatch.run(stop)
    connection.close()
    assert len(turns) == 3
    assert Task.objects.filter(status=Status.RUNNING).count() == 0
