"""Schedules: each due run begins exactly once, whoever looks at the clock, and however many do."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from jobs import clock, cron, kinds, rows
from jobs.executions import Cause
from jobs.models import Execution, Schedule, Trigger
from oci.errors import DomainError

_log = logging.getLogger("harbor.jobs")


class Type(StrEnum):
    """Harbor's types of schedules. ``Manual`` runs once, now; ``None`` takes the schedule away."""

    NONE = "None"
    HOURLY = "Hourly"
    DAILY = "Daily"
    WEEKLY = "Weekly"
    CUSTOM = "Custom"
    MANUAL = "Manual"
    SCHEDULE = "Schedule"


_LINES = {Type.HOURLY: cron.HOURLY, Type.DAILY: cron.DAILY, Type.WEEKLY: cron.WEEKLY}
Begin = Callable[[Schedule, Cause], object]
_beginners: dict[str, Begin] = {}


def register(kind: str, begin: Begin) -> None:
    """Have *begin* called, in the transaction that claims the moment, when one of *kind* is due."""
    _beginners[kind] = begin


def coming(schedule: Schedule, *, count: int = 5) -> list[datetime]:
    """When it runs next."""
    return cron.coming(schedule.cron, schedule.time_zone, after=clock.now(), count=count)


def find(kind: str, subject: int = 0) -> Schedule | None:
    return Schedule.objects.filter(kind=kind, subject=subject).first()


def put(
    *,
    kind: str,
    type_: Type,
    line: str = "",
    time_zone: str = "UTC",
    parameters: Mapping[str, Any] | None = None,
    subject: int = 0,
) -> Schedule | None:
    """Set, change, or with ``None`` remove the one schedule of a subject. Raises CronInvalid."""
    if type_ is Type.NONE:
        Schedule.objects.filter(kind=kind, subject=subject).delete()
        return None
    line = _LINES.get(type_, line)
    cron.require(line, time_zone)
    due = cron.next_after(clock.now(), line, time_zone)
    schedule, _ = Schedule.objects.update_or_create(
        kind=kind,
        subject=subject,
        defaults={
            "type": type_,
            "cron": line,
            "time_zone": time_zone,
            "parameters": dict(parameters or {}),
            "next_due": due,
        },
    )
    return schedule


def start_due() -> int:
    """Begin what is due. Answers how many runs that were.

    Moments that nobody was there for are one run, not many. One schedule that cannot be begun, or
    that another node is just beginning, holds up no other.
    """
    kinds.load()
    due = Schedule.objects.filter(next_due__lte=clock.now()).order_by("next_due")
    return sum(_try_to_start(pk) for pk in list(due.values_list("pk", flat=True)))


def _try_to_start(schedule_id: int) -> bool:
    try:
        return _start(schedule_id)
    except Exception:  # noqa: BLE001  # whatever it is, the others are due as well
        _log.exception("schedule %d cannot be begun at present", schedule_id)
        return False


@transaction.atomic
def _start(schedule_id: int) -> bool:
    if not rows.take_free(Schedule.objects.filter(pk=schedule_id)):
        return False
    schedule = Schedule.objects.get(pk=schedule_id)
    now = clock.now()
    begin = _beginners.get(schedule.kind)
    if begin is None or schedule.next_due is None or schedule.next_due > now:
        return False  # a kind that this version does not know is left to one that does
    due = schedule.next_due
    schedule.next_due = cron.next_after(now, schedule.cron, schedule.time_zone)
    schedule.save()
    if Execution.objects.filter(schedule=schedule, due=due).exists():
        return False
    try:
        with transaction.atomic():
            begin(schedule, Cause(Trigger.SCHEDULE, "system", schedule, due))
    except DomainError as refusal:
        _log.warning("%s was due at %s and is left out: %s", schedule.kind, due, refusal)
        return False
    return True
