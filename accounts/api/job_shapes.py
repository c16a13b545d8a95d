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
from accounts.api.operations import Parameter
from accounts.api.serializers import Shape
from jobs import logs, schedules
from jobs.models import Execution, Task
from jobs.schedules import Type

LOG = {
    "media_type": "text/plain",
    "parameters": (Parameter("offset", "The byte to begin at.", int),),
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
    """A log from a byte on; a header says where the next part begins. Raises TaskUnknown."""
    offset = parameters.whole(request, "offset", default=0, at_least=0, at_most=2**40)
    part = logs.read(task_id, offset=offset)
    headers = {
        "X-Next-Offset": str(part.next_offset),
        "X-Log-Complete": "true" if part.is_complete else "false",
    }
    return HttpResponse(part.text, content_type="text/plain; charset=utf-8", headers=headers)


def _task(row: Execution) -> Task | None:
    return next(iter(row.tasks.all()), None)
