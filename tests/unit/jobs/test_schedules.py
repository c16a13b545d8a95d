"""Schedules say when, and every moment begins one run, however many look at the clock."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from jobs import clock, cron, executions, kinds, schedules
from jobs.errors import CronInvalid
from jobs.executions import Cause, Wanted
from jobs.models import Execution, Schedule, Trigger
from jobs.schedules import Type

NAME = "TEST"


@pytest.fixture(autouse=True)
def beginner(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds.load()
    monkeypatch.setattr(schedules, "_beginners", {})
    schedules.register(NAME, begin)


def begin(schedule: Schedule, cause: Cause) -> Execution:
    wanted = Wanted(key=f"subject {schedule.subject}")
    return executions.start(kind=NAME, tasks=[wanted], cause=cause, subject=schedule.subject)


def make_due(since: timedelta = timedelta(seconds=1)) -> datetime:
    due = clock.now() - since
    Schedule.objects.update(next_due=due)
    return due


def moments(line: str, zone: str, after: str, count: int = 3) -> list[str]:
    start = datetime.fromisoformat(after).replace(tzinfo=UTC)
    found = cron.coming(line, zone, after=start, count=count)
    return [f"{moment:%Y-%m-%d %H:%M}" for moment in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("0 0 * * * *", ["2026-11-26 11:00", "2026-11-26 12:00", "2026-11-26 13:00"]),
        ("0 0 0 * * 0", ["2026-11-29 00:00", "2026-12-06 00:00", "2026-12-13 00:00"]),
        ("0 */20 10 * * ?", ["2026-11-26 10:40", "2026-11-27 10:00", "2026-11-27 10:20"]),
        ("0 30 2 1 1,7 *", ["2027-01-01 02:30", "2027-07-01 02:30", "2028-01-01 02:30"]),
        ("0 0 12 ? * MON-WED", ["2026-11-30 12:00", "2026-12-01 12:00", "2026-12-02 12:00"]),
    ],
)
def test_a_line_names_moments(line: str, expected: list[str]) -> None:
    assert moments(line, "UTC", "2026-11-26 10:20:01") == expected


def test_hours_are_those_of_the_time_zone() -> None:
    found = moments("0 30 2 * * *", "Europe/Berlin", "2026-10-24 12:00")
    assert found == ["2026-10-25 00:30", "2026-10-26 01:30", "2026-10-27 01:30"]


def test_an_hour_that_spring_leaves_out_is_not_left_out() -> None:
    found = moments("0 30 2 * * *", "Europe/Berlin", "2026-03-28 12:00", 2)
    assert found == ["2026-03-29 01:00", "2026-03-30 00:30"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "six fields"),
        ("0 0 * * *", "six fields"),
        ("5 0 0 * * *", "the seconds, is 0"),
        ("* 0 0 * * *", "the seconds, is 0"),
        ("0 60 0 * * *", "minute"),
        ("0 0 24 * * *", "hour"),
        ("0 0 0 31 2 *", "day-of-month"),
        ("0 0 0 * * x", "day-of-week"),
        ("0 0 0 * * * *", "six fields"),
    ],
)
@pytest.mark.django_db
def test_a_line_that_names_none_is_refused(line: str, words: str) -> None:
    with pytest.raises(CronInvalid, match=words):
        cron.require(line)


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "", "/etc/localtime", "\0"])
def test_a_time_zone_is_one(zone: str) -> None:
    with pytest.raises(CronInvalid, match="time zone"):
        cron.require("0 0 0 * * *", zone)


@pytest.mark.django_db
def test_a_schedule_is_put_changed_and_taken_away() -> None:
    put = schedules.put(kind=NAME, type_=Type.DAILY, parameters={"a": 1})
    assert put is not None
    assert put.cron == "0 0 0 * * *"
    assert put.next_due is not None
    assert put.next_due > clock.now()
    changed = schedules.put(kind=NAME, type_=Type.CUSTOM, line="0 5 4 * * *")
    assert changed is not None
    assert changed.pk == put.pk
    assert (changed.cron, changed.parameters) == ("0 5 4 * * *", {})
    with pytest.raises(CronInvalid):
        schedules.put(kind=NAME, type_=Type.CUSTOM, line="whenever")
    assert schedules.find(NAME) == changed
    assert schedules.put(kind=NAME, type_=Type.NONE) is None
    assert schedules.find(NAME) is None


@pytest.mark.django_db
def test_what_is_due_begins_once() -> None:
    schedule = schedules.put(kind=NAME, type_=Type.HOURLY)
    assert schedule is not None
    assert schedules.start_due() == 0
    due = make_due()
    assert schedules.start_due() == 1
    execution = Execution.objects.get()
    assert (execution.trigger, execution.schedule, execution.due) == (
        Trigger.SCHEDULE, schedule, due,
    )  # fmt: skip
    schedule.refresh_from_db()
    assert schedule.next_due is not None
    assert schedule.next_due > clock.now()
    assert schedules.start_due() == 0
    Schedule.objects.update(next_due=due)  # as a node whose clock went back would have it
    assert schedules.start_due() == 0
    assert Execution.objects.count() == 1


@pytest.mark.django_db
def test_moments_that_nobody_was_there_for_are_one_run() -> None:
    schedules.put(kind=NAME, type_=Type.HOURLY)
    make_due(timedelta(days=3))
    assert schedules.start_due() == 1
    assert schedules.start_due() == 0


@pytest.mark.django_db
def test_a_run_that_is_still_under_way_is_not_begun_again() -> None:
    schedules.put(kind=NAME, type_=Type.HOURLY)
    make_due()
    assert schedules.start_due() == 1
    make_due()
    assert schedules.start_due() == 0
    assert Execution.objects.count() == 1


@pytest.mark.django_db
def test_a_schedule_of_an_unknown_kind_hurts_no_other() -> None:
    schedules.put(kind="NEWER", type_=Type.HOURLY)
    schedules.put(kind=NAME, type_=Type.HOURLY, subject=7)
    make_due()
    assert schedules.start_due() == 1
    assert Execution.objects.get().subject == 7


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_f_08_of_many_schedulers_one_begins_what_is_due() -> None:
    for subject in range(5):
        schedules.put(kind=NAME, type_=Type.HOURLY, subject=subject)
    for _ in range(3):
        make_due()
        Execution.objects.all().delete()

        def look() -> None:
            schedules.start_due()
            connection.close()

        threads = [threading.Thread(target=look) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert Execution.objects.count() == 5


@pytest.mark.django_db
def test_one_schedule_that_cannot_be_begun_holds_up_no_other() -> None:
    def broken(schedule: Schedule, cause: Cause) -> Execution:
        raise RuntimeError("whatever it is")

    schedules.register("BROKEN", broken)
    schedules.put(kind="BROKEN", type_=Type.HOURLY)
    schedules.put(kind=NAME, type_=Type.HOURLY)
    make_due()
    assert schedules.start_due() == 1
    assert Execution.objects.get().kind == NAME
