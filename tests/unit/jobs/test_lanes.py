"""Lanes: what is done with the same thing waits for it, and for nothing else."""

from collections.abc import Mapping
from typing import Any

import pytest

from jobs import attempts, executions, kinds, leases, waiting
from jobs.executions import Wanted
from jobs.kinds import Kind
from jobs.models import Execution, Queue, Status, Task
from jobs.runs import Run
from tests.unit.jobs.test_jobs import BY_HAND, NAME, make_due

pytestmark = pytest.mark.django_db


def nothing(run: Run) -> Mapping[str, Any]:
    return {}


@pytest.fixture(autouse=True)
def rooms(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Give how many of each lane may run; of others one may."""
    kinds.load()
    monkeypatch.setattr(kinds, "_kinds", {})
    found: dict[str, int] = {}
    kinds.register(Kind(NAME, nothing, at_once=4, room=lambda lane: found.get(lane, 1)))
    return found


def start(*lanes: str) -> list[Task]:
    """Begin an execution with a task in each of these, in this order."""
    wanted = [Wanted(f"{number}", lane=lane) for number, lane in enumerate(lanes)]
    made = executions.start(kind=NAME, tasks=wanted, cause=BY_HAND)
    return list(made.tasks.order_by("pk"))


def take() -> list[int]:
    kind = kinds.get(NAME)
    assert kind is not None
    return waiting.take(kind)


def ids(*tasks: Task) -> list[int]:
    return [task.pk for task in tasks]


def test_of_a_lane_as_many_are_taken_as_it_has_room_for(rooms: dict[str, int]) -> None:
    rooms["a"] = 2
    a1, a2, _, b1, _ = start("a", "a", "a", "b", "b")
    assert take() == ids(a1, a2, b1)
    assert take() == []


def test_what_has_no_lane_is_bounded_by_its_kind_alone() -> None:
    tasks = start("", "", "", "", "")
    assert take() == ids(*tasks[:4])


def test_a_long_lane_that_came_first_does_not_hold_up_the_others(rooms: dict[str, int]) -> None:
    *many, last, free = start(*["a"] * 20, "b", "")
    assert take() == ids(many[0], last, free)


def test_what_was_hinted_and_has_not_begun_counts(rooms: dict[str, int]) -> None:
    first, second = start("a", "a")
    assert take() == ids(first)
    assert take() == []
    attempts.make(first.pk)
    assert take() == ids(second)


def test_no_more_begin_than_there_is_room_for_whoever_was_told(rooms: dict[str, int]) -> None:
    first, second, other = start("a", "a", "b")
    assert leases.begin(first.pk) is not None
    assert leases.begin(second.pk) is None
    assert leases.begin(other.pk) is not None
    rooms["a"] = 2
    assert leases.begin(second.pk) is not None


def test_while_there_is_no_room_none_begins_and_none_fails(rooms: dict[str, int]) -> None:
    rooms["a"] = 0
    (task,) = start("a")
    assert take() == []
    attempts.make(task.pk)
    task.refresh_from_db()
    assert (task.status, task.attempt, task.failures) == (Status.PENDING, 0, 0)
    rooms["a"] = 1
    assert take() == ids(task)
    attempts.make(task.pk)
    task.refresh_from_db()
    assert task.status == Status.SUCCESS


def test_a_worker_goes_on_with_another_lane_when_its_own_is_full(rooms: dict[str, int]) -> None:
    first, second, other = start("a", "a", "b")
    assert leases.begin(first.pk) is not None
    assert waiting.take_one_like(first.pk) == other.pk
    assert waiting.take_one_like(first.pk) is None
    rooms["a"] = 2
    assert waiting.take_one_like(first.pk) == second.pk


def test_a_worker_takes_nothing_more_of_what_is_paused_or_gone(rooms: dict[str, int]) -> None:
    first, _ = start("a", "b")
    Queue.objects.create(kind=NAME, is_paused=True)
    assert waiting.take_one_like(first.pk) is None
    assert leases.begin(first.pk) is None
    Queue.objects.update(is_paused=False)
    Execution.objects.all().delete()
    assert waiting.take_one_like(first.pk) is None


def test_the_lane_is_full_for_those_of_other_executions_too(rooms: dict[str, int]) -> None:
    (first,) = start("a")
    executions.start(kind=NAME, tasks=[Wanted("other", lane="a")], cause=BY_HAND)
    assert leases.begin(first.pk) is not None
    assert take() == []


def test_what_a_lane_is_asked_once_is_not_asked_for_each_that_waits(
    rooms: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def room(lane: str) -> int:
        asked.append(lane)
        return 1

    kinds.register(Kind(NAME, nothing, at_once=4, room=room))
    start(*["a"] * 50, *["b"] * 50)
    assert len(take()) == 2
    assert sorted(asked) == ["a", "a", "b", "b"]


def test_a_lane_is_free_again_when_its_task_is_to_be_tried_later(rooms: dict[str, int]) -> None:
    first, second = start("a", "a")
    run = leases.begin(first.pk)
    assert run is not None
    leases.fail(run, "no luck")
    assert take() == ids(second)
    attempts.make(second.pk)
    make_due(first)
    assert take() == ids(first)
