"""Logs of tasks: lines added in the transaction of what they tell of, read from any byte on."""

from dataclasses import dataclass

from jobs.errors import TaskUnknown
from jobs.models import UNFINISHED, LogChunk, Task

LONGEST = 8 * 2**20
CUT = "(the log is full; what follows is not kept)\n"
READ_AT_ONCE = 2**20


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a log, where the next one begins, and whether there is none to come."""

    text: bytes
    next_offset: int
    is_complete: bool


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
    task = Task.objects.filter(pk=task_id).first()
    if task is None:
        raise TaskUnknown(task_id)
    before = task.log.filter(offset__lte=offset).order_by("-offset").first()
    start = 0 if before is None else before.offset
    found, position = bytearray(), start
    for chunk in task.log.filter(offset__gte=start).order_by("offset").iterator(chunk_size=100):
        data = chunk.text.encode()
        found += data[max(offset - chunk.offset, 0) :]
        position = chunk.offset + len(data)
        if len(found) >= at_most:
            break
    ended = task.status not in UNFINISHED
    is_last = position >= task.log_size or found.endswith(CUT.encode())
    return Part(bytes(found), max(position, offset), ended and is_last)
