"""Logs of tasks: lines added in the transaction of what they tell of, read from any byte on.

A piece of a log, which is a row, has whole lines. Each line begins with its time; the word after
that is its level, where it is more than information.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from jobs.errors import TaskUnknown
from jobs.models import UNFINISHED, LogChunk, Task

LONGEST = 8 * 2**20
CUT = "(the log is full; what follows is not kept)\n"
READ_AT_ONCE = 2**20
_PIECES_AT_ONCE = 100
_LINE = re.compile(r"[^\n]*\n")


class Level(StrEnum):
    """How much a line matters, the least first."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def words(self) -> str:
        """What a line of this level says between its time and the rest."""
        return "" if self is Level.INFO else f"{self.upper()} "

    @property
    def and_worse(self) -> tuple["Level", ...]:
        levels = tuple(Level)
        return levels[levels.index(self) :]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: those that have *text* in them, in any case, and matter that much at least."""

    text: str = ""
    level: Level = Level.INFO

    def may_be_in(self, piece: str) -> bool:
        """Whether a piece can have such a line at all; far quicker than to look at each."""
        return self._has_text(piece) and self._is_marked(piece)

    def has(self, line: str) -> bool:
        return self._has_text(line) and self._matters(line)

    def _has_text(self, words: str) -> bool:
        return not self.text or self.text.lower() in words.lower()

    def _is_marked(self, piece: str) -> bool:
        if self.level is Level.INFO:
            return True
        return any(f" {level.words}" in piece for level in self.level.and_worse)

    def _matters(self, line: str) -> bool:
        return self.level is Level.INFO or level_of(line) in self.level.and_worse


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a log, where the next one begins, and whether there is none to come.

    *size* is that of the whole log by now, in bytes; *has_ended* says that it stays at that.
    """

    text: bytes
    next_offset: int
    is_complete: bool
    size: int
    has_ended: bool


_MARK = re.compile(r"\S+ (WARNING|ERROR) ")


def level_of(line: str) -> Level:
    found = _MARK.match(line)
    return Level(found[1].lower()) if found else Level.INFO


def append(*, task_id: int, size: int, lines: list[str]) -> int:
    """Add lines to a log of *size* bytes; answers its new size. The task's row must be locked."""
    if not lines or size >= LONGEST:
        return size
    text = "".join(f"{line}\n" for line in lines)
    if size + len(text.encode()) > LONGEST:
        text, full = CUT, True
    else:
        full = False
    LogChunk.objects.create(task_id=task_id, offset=size, text=text)
    return LONGEST if full else size + len(text.encode())


def read(task_id: int, *, offset: int = 0, at_most: int = READ_AT_ONCE) -> Part:
    """The log from a byte on; a part ends where a piece of the log does. Raises TaskUnknown."""
    task = _get(task_id)
    found, position = bytearray(), _start_of_piece(task, offset)
    for chunk in _pieces(task, position):
        data = chunk.text.encode()
        found += data[max(offset - chunk.offset, 0) :]
        position = chunk.offset + len(data)
        if len(found) >= at_most:
            break
    has_ended = task.status not in UNFINISHED
    is_last = position >= task.log_size or found.endswith(CUT.encode())
    end = max(position, offset)
    return Part(bytes(found), end, has_ended and is_last, _size(task), has_ended)


def read_lines(task_id: int, *, offset: int, length: int, wanted: Wanted) -> Part:
    """The lines that begin in *length* bytes from a byte on, each after its own and a colon.

    Such stretches side by side have each line once. Raises TaskUnknown.
    """
    task = _get(task_id)
    size = _size(task)
    end = max(offset, min(offset + length, size))
    found = [
        f"{position}:{line}"
        for position, line in _lines(task, offset, end, wanted)
        if offset <= position < end
    ]
    has_ended = task.status not in UNFINISHED
    return Part("".join(found).encode(), end, has_ended and end >= size, size, has_ended)


def whole(task_id: int) -> bytes:
    """All that there is by now, which is LONGEST at most. Raises TaskUnknown."""
    return b"".join(chunk.text.encode() for chunk in _pieces(_get(task_id), 0))


def _lines(task: Task, begin: int, end: int, wanted: Wanted) -> Iterator[tuple[int, str]]:
    """Each line that is wanted, of the pieces that have those bytes, with where it begins."""
    for chunk in _pieces(task, _start_of_piece(task, begin)):
        position = chunk.offset
        if position >= end:
            return
        if not wanted.may_be_in(chunk.text):
            continue
        for line in _LINE.findall(chunk.text):
            if wanted.has(line):
                yield position, line
            position += len(line.encode())


def _get(task_id: int) -> Task:
    task = Task.objects.filter(pk=task_id).first()
    if task is None:
        raise TaskUnknown(task_id)
    return task


def _pieces(task: Task, start: int) -> Iterator[LogChunk]:
    """In batches, each a query of its own: whoever has seen enough has read little more."""
    rows = task.log.order_by("offset")
    while batch := list(rows.filter(offset__gte=start)[:_PIECES_AT_ONCE]):
        yield from batch
        start = batch[-1].offset + 1


def _start_of_piece(task: Task, offset: int) -> int:
    found = task.log.filter(offset__lte=offset).order_by("-offset").first()
    return 0 if found is None else found.offset


def _size(task: Task) -> int:
    """As the last piece has it, which a note that the log is full may be."""
    last = task.log.order_by("-offset").first()
    return 0 if last is None else last.offset + len(last.text.encode())
