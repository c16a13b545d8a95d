"""``/system/purgeaudit``: purges in the background, and when they begin by themselves."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.bodies import Body, Flag, Text, Whole
from accounts.api.endpoints import ROOT, Endpoint
from accounts.api.job_shapes import (
    LOG,
    RunRead,
    ScheduleRead,
    WhenWrite,
    log_of,
    runs_of,
    shown_schedule,
)
from accounts.api.operations import operation
from accounts.api.queries import Field, Fields, Kind
from accounts.rights import SystemAction
from audit import purge_runs
from audit.purge_runs import KIND, Options
from jobs import executions
from jobs.schedules import Type

RUNS = ROOT + "/system/purgeaudit"
FIELDS: Fields = {
    "id": Field("pk", Kind.WHOLE),
    "status": Field("status"),
    "trigger": Field("trigger"),
    "creation_time": Field("creation_time", Kind.TIME),
    "update_time": Field("update_time", Kind.TIME),
}
LONGEST = 1024


class PurgeOptionsWrite(Body):
    """Harbor's words. ``include_event_types`` has commas between; without any, nothing goes."""

    audit_retention_hour = Whole()
    include_event_types = Text(max_length=LONGEST)
    dry_run = Flag(default=False)


class PurgeRunWrite(Body):
    schedule = WhenWrite()
    parameters = PurgeOptionsWrite(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["schedule"]["type"] != Type.NONE and "parameters" not in attrs:
            raise serializers.ValidationError({"parameters": "This field is required."})
        return attrs


class RunsEndpoint(Endpoint):
    """``/system/purgeaudit``: newest first, unless asked for otherwise."""

    @operation(SystemAction.PURGE_AUDIT_LIST, answer=RunRead, is_list=True, fields=FIELDS)
    def get(self, request: Request) -> Response:
        return self.listing(runs_of(KIND), RunRead.rows, FIELDS)


class RunEndpoint(Endpoint):
    """``/system/purgeaudit/<id>``; a PUT stops it, whatever its body says."""

    @operation(SystemAction.PURGE_AUDIT_READ, answer=RunRead)
    def get(self, request: Request, purge_id: int) -> Response:
        executions.get(purge_id, kind=KIND)
        return Response(RunRead.of(runs_of(KIND).get(pk=purge_id)))

    @operation(SystemAction.PURGE_AUDIT_STOP)
    def put(self, request: Request, purge_id: int) -> Response:
        purge_runs.stop(purge_id, by=self.by)
        return Response()


class RunLogEndpoint(Endpoint):
    """``/system/purgeaudit/<id>/log``: from a byte on."""

    @operation(SystemAction.PURGE_AUDIT_READ, **LOG)
    def get(self, request: Request, purge_id: int) -> HttpResponse:
        return log_of(request, executions.get(purge_id, kind=KIND).tasks.get().pk)


class ScheduleEndpoint(Endpoint):
    """``/system/purgeaudit/schedule``. With the type Manual a run begins at once."""

    @operation(SystemAction.PURGE_AUDIT_READ, answer=ScheduleRead)
    def get(self, request: Request) -> Response:
        return Response(shown_schedule(KIND))

    @operation(SystemAction.PURGE_AUDIT_CREATE, body=PurgeRunWrite, status=HTTPStatus.CREATED)
    def post(self, request: Request) -> Response:
        return self._put(request, status=HTTPStatus.CREATED)

    @operation(SystemAction.PURGE_AUDIT_UPDATE, body=PurgeRunWrite)
    def put(self, request: Request) -> Response:
        return self._put(request, status=HTTPStatus.OK)

    def _put(self, request: Request, *, status: HTTPStatus) -> Response:
        asked = PurgeRunWrite.parse(request)
        options, when = Options(**asked.get("parameters", {})), asked["schedule"]
        if when["type"] == Type.MANUAL:
            execution = purge_runs.start(options, by=self.by)
            return Response(status=status, headers={"Location": f"{RUNS}/{execution.pk}"})
        purge_runs.schedule(
            Type(when["type"]), when["cron"], options, by=self.by, time_zone=when["time_zone"]
        )
        return Response(status=status, headers={"Location": f"{RUNS}/schedule"})
