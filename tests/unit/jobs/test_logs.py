"""Logs as they are looked through: lines by where they begin, by their words and by level."""

import pytest

from jobs import clock, logs
from jobs.errors import TaskUnknown
from jobs.logs import Level, Wanted
from jobs.models import Execution, LogChunk, Status, Task, Trigger

LINES = (
    "2026-11-20T10:00:00Z begins\n",
    "2026-11-20T10:00:01Z WARNING the Disk is slow \N{SNOWMAN}\n",
    "2026-11-20T10:00:02Z goes on, ERROR or not\n",
    "2026-11-20T10:00:03Z ERROR no disk\n",
    "2026-11-20T10:00:04Z ends\n",
)
TEXT = "".join(LINES).encode()
ANY = Wanted()

pytestmark = pytest.mark.django_db


@pytest.fixture
def task() -> Task:
    """Give a task that is over, with a log in pieces of two lines."""
    execution = Execution.objects.create(kind="TEST", trigger=Trigger.MANUAL, parameters={})
    made = Task.objects.create(
        execution=execution, kind="TEST", status=Status.SUCCESS, run_after=clock.now()
    )
    for at in range(0, len(LINES), 2):
        offset = len("".join(LINES[:at]).encode())
        LogChunk.objects.create(task=made, offset=offset, text="".join(LINES[at : at + 2]))
    Task.objects.filter(pk=made.pk).update(log_size=len(TEXT))
    return made


def read(task: Task, wanted: Wanted, offset: int = 0, length: int = 10_000) -> list[str]:
    part = logs.read_lines(task.pk, offset=offset, length=length, wanted=wanted)
    return part.text.decode().splitlines(keepends=True)


def test_each_line_is_told_with_where_it_begins(task: Task) -> None:
    part = logs.read_lines(task.pk, offset=0, length=10_000, wanted=ANY)
    assert (part.next_offset, part.size, part.is_complete) == (len(TEXT), len(TEXT), True)
    found = [line.split(":", 1) for line in part.text.decode().splitlines(keepends=True)]
    assert [line for _, line in found] == list(LINES)
    for offset, line in found:
        assert TEXT[int(offset) :].startswith(line.encode())


@pytest.mark.parametrize("length", [1, 7, 40, 41, 100])
def test_stretches_side_by_side_have_each_line_once(task: Task, length: int) -> None:
    found, offset, is_complete = "", 0, False
    while not is_complete:
        part = logs.read_lines(task.pk, offset=offset, length=length, wanted=ANY)
        assert part.next_offset == min(offset + length, len(TEXT))
        found += part.text.decode()
        offset, is_complete = part.next_offset, part.is_complete
    assert found == "".join(read(task, ANY))


def test_of_no_bytes_the_size_alone_is_told(task: Task) -> None:
    part = logs.read_lines(task.pk, offset=0, length=0, wanted=ANY)
    assert (part.text, part.next_offset, part.size) == (b"", 0, len(TEXT))
    assert (part.is_complete, part.has_ended) == (False, True)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted("disk"), [1, 3]),
        (Wanted("DISK is"), [1]),
        (Wanted("nobody says that"), []),
        (Wanted(level=Level.WARNING), [1, 3]),
        (Wanted(level=Level.ERROR), [3]),
        (Wanted("slow", Level.ERROR), []),
    ],
    ids=str,
)
def test_lines_are_chosen_by_words_and_by_level(
    task: Task, wanted: Wanted, found: list[int]
) -> None:
    assert [line.split(":", 1)[1] for line in read(task, wanted)] == [LINES[at] for at in found]


def test_all_of_it_is_read_in_order(task: Task) -> None:
    assert logs.whole(task.pk) == TEXT
    with pytest.raises(TaskUnknown):
        logs.whole(4711)
    with pytest.raises(TaskUnknown):
        logs.read_lines(4711, offset=0, length=1, wanted=ANY)


def test_a_log_of_nothing_has_no_lines(task: Task) -> None:
    LogChunk.objects.all().delete()
    part = logs.read_lines(task.pk, offset=0, length=100, wanted=ANY)
    assert (part.text, part.next_offset, part.size, part.is_complete) == (b"", 0, 0, True)
