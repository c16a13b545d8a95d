"""Runs, their logs and their schedules, as any of Harbor's paths about jobs shows them."""

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from accounts.api import parameters
from accounts.api.bodies import Body, Text
from accounts.api.errors import ParameterInvalid
from accounts.api.operations import Parameter
from accounts.api.serializers import Shape
from jobs import logs, schedules
from jobs.logs import Level, Part, Wanted
from jobs.models import Execution, Task
from jobs.schedules import Type

_PLAIN = "text/plain; charset=utf-8"
SCANNED_AT_ONCE = 4 * 2**20
_LEVELS = " or ".join(Level)

LOG = {
    "media_type": "text/plain",
    "parameters": (
        Parameter("offset", "The byte to begin at.", int),
        Parameter(
            "lines",
            "Whole lines instead: those that begin there or later, each after its byte and `:`.",
            bool,
        ),
        Parameter("limit", "Of lines: how many bytes of the log to look at, at most.", int),
        Parameter("q", "Of lines: only those that have this in them, in any case."),
        Parameter("level", f"Of lines: only those that matter that much: {_LEVELS}."),
        Parameter("download", "All of it, as a file.", bool),
    ),
}
"""What an operation declares that answers with ``log_of``."""


class ScheduleShape(Shape):
    """Harbor's ``ScheduleObj``, and the time zone that the hours are of."""

    type = serializers.CharField()
    cron = serializers.CharField()
    time_zone = serializers.CharField()
    next_scheduled_time = serializers.DateTimeField(source="next_due", allow_null=True)


class RunRead(Shape):
    """Harbor's ``ExecHistory``, and how far the run is. A run has one task."""

    id = serializers.IntegerField(source="pk")
    job_name = serializers.CharField(source="kind")
    job_kind = serializers.CharField(source="trigger")
    job_parameters = serializers.SerializerMethodField()
    schedule = serializers.SerializerMethodField()
    job_status = serializers.CharField(source="status")
    deleted = serializers.BooleanField(default=False)
    creation_time = serializers.DateTimeField()
    update_time = serializers.DateTimeField()
    start_time = serializers.DateTimeField(allow_null=True)
    end_time = serializers.DateTimeField(allow_null=True)
    started_by = serializers.CharField()
    parameters = serializers.JSONField()
    result = serializers.JSONField()
    progress = serializers.SerializerMethodField()
    error = serializers.SerializerMethodField()
    attempts = serializers.SerializerMethodField()

    def get_job_parameters(self, row: Execution) -> str:
        return json.dumps(row.parameters)

    def get_schedule(self, row: Execution) -> dict[str, str]:
        return {
            "type": row.schedule.type if row.schedule else Type.MANUAL,
            "cron": row.schedule.cron if row.schedule else "",
        }

    def get_progress(self, row: Execution) -> dict[str, int | None]:
        task = _task(row)
        return {"done": task.done if task else 0, "total": task.total if task else None}

    def get_error(self, row: Execution) -> str:
        task = _task(row)
        return task.error if task else ""

    def get_attempts(self, row: Execution) -> int:
        task = _task(row)
        return task.attempt if task else 0


class ScheduleRead(Shape):
    """A schedule where Harbor shows one; without any, of the type None."""

    id = serializers.IntegerField()
    job_name = serializers.CharField()
    job_kind = serializers.CharField()
    job_parameters = serializers.CharField()
    job_status = serializers.CharField()
    deleted = serializers.BooleanField()
    creation_time = serializers.DateTimeField(allow_null=True)
    update_time = serializers.DateTimeField(allow_null=True)
    schedule = ScheduleShape()
    parameters = serializers.JSONField()
    coming = serializers.ListField(child=serializers.DateTimeField())


class WhenWrite(Body):
    type = serializers.ChoiceField(choices=[str(kind) for kind in Type])
    cron = Text(max_length=128, default="")
    time_zone = Text(max_length=64, default="UTC")


def runs_of(kind: str) -> QuerySet[Execution]:
    """All of a kind, newest first, with what ``RunRead`` shows of them."""
    rows = Execution.objects.filter(kind=kind).order_by("-pk")
    return rows.select_related("schedule").prefetch_related("tasks")


def shown_schedule(kind: str) -> dict[str, Any]:
    row = schedules.find(kind)
    nothing = {"type": Type.NONE, "cron": "", "time_zone": "UTC", "next_due": None}
    told: Mapping[str, Any] = {} if row is None else row.parameters
    return ScheduleRead.of(
        {
            "id": 0 if row is None else row.pk,
            "job_name": kind,
            "job_kind": "SCHEDULE",
            "job_parameters": json.dumps(told),
            "job_status": "",
            "deleted": False,
            "creation_time": row and row.creation_time,
            "update_time": row and row.update_time,
            "schedule": nothing if row is None else row,
            "parameters": told,
            "coming": [] if row is None else schedules.coming(row),
        }
    )


def log_of(request: Request, task_id: int) -> HttpResponse:
    """A log from a byte on; headers say where the next part begins. Raises TaskUnknown."""
    if parameters.flag(request, "download"):
        text = logs.whole(task_id)
        attachment = {"Content-Disposition": "attachment"}
        return HttpResponse(text, content_type=_PLAIN, headers=attachment)
    part = _part_of(request, task_id)
    headers = {
        "X-Next-Offset": str(part.next_offset),
        "X-Log-Complete": "true" if part.is_complete else "false",
        "X-Log-Ended": "true" if part.has_ended else "false",
        "X-Log-Size": str(part.size),
    }
    return HttpResponse(part.text, content_type=_PLAIN, headers=headers)


def _part_of(request: Request, task_id: int) -> Part:
    offset = parameters.whole(request, "offset", default=0, at_least=0, at_most=2**40)
    if not parameters.flag(request, "lines"):
        return logs.read(task_id, offset=offset)
    length = parameters.whole(
        request, "limit", default=logs.READ_AT_ONCE, at_least=0, at_most=SCANNED_AT_ONCE
    )
    level = parameters.text(request, "level") or Level.INFO
    if level not in tuple(Level):
        raise ParameterInvalid(f"level is {_LEVELS}")
    wanted = Wanted(parameters.text(request, "q"), Level(level))
    return logs.read_lines(task_id, offset=offset, length=length, wanted=wanted)


def _task(row: Execution) -> Task | None:
    return next(iter(row.tasks.all()), None)
