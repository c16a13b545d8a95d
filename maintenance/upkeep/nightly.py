"""When the upkeep runs: every night, one kind after the other, unless somebody set it otherwise."""

from jobs import executions, schedules
from jobs.executions import Cause
from jobs.models import Schedule
from jobs.schedules import Type
from maintenance.upkeep import orphans, scrubbing, sums

LINES = {
    orphans.KIND: "0 10 1 * * *",
    scrubbing.KIND: "0 40 1 * * *",
    sums.KIND: "0 10 2 * * *",
}


def prepare() -> None:
    """Have a schedule for each kind that has none. Safe to repeat."""
    for kind, line in LINES.items():
        if schedules.find(kind) is None:
            schedules.put(kind=kind, type_=Type.CUSTOM, line=line)


def _begin(schedule: Schedule, cause: Cause) -> object:
    return executions.start_one(kind=schedule.kind, parameters={}, cause=cause)


for _kind in LINES:
    schedules.register(_kind, _begin)
