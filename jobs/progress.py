"""How fast a task gets on, and when it will be done, where that can be told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.models import Status, Task


@dataclass(frozen=True, slots=True)
class Pace:
    """``rate`` is what was done in a second; ``eta`` is when the rest will be, at that rate."""

    rate: float | None = None
    eta: datetime | None = None


def pace(task: Task, now: datetime) -> Pace:
    """Over all the time since the task began, which evens out what single steps take."""
    if task.start_time is None or not task.done:
        return Pace()
    seconds = ((task.end_time or now) - task.start_time).total_seconds()
    if seconds <= 0:
        return Pace()
    rate = task.done / seconds
    if task.status != Status.RUNNING or task.total is None:
        return Pace(rate)
    left = max(task.total - task.done, 0)
    return Pace(rate, now + timedelta(seconds=left / rate))
