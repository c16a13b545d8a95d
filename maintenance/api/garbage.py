"""``/system/gc``: runs of garbage collection as Harbor's clients ask for them, and their plans."""

from http import HTTPStatus

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters
from accounts.api.endpoints import ROOT, Endpoint
from accounts.api.errors import ParameterInvalid
from accounts.api.job_shapes import LOG, ScheduleRead, log_of, runs_of, shown_schedule
from accounts.api.operations import Parameter, operation
from accounts.rights import SystemAction
from artifacts.models import Repository
from jobs import executions
from jobs.schedules import Type
from maintenance.api.serializers import (
    CollectionRead,
    ExplanationRead,
    GarbageWrite,
    ItemRead,
    WaitingRead,
)
from maintenance.garbage import exports, holders, runs, waiting
from maintenance.garbage.runs import Options
from maintenance.models import GarbageItem, ItemKind, Outcome
from oci.digest import Digest

RUNS = ROOT + "/system/gc"
_FILTERS = (
    Parameter("kind", f"Only these: {', '.join(ItemKind.values)}."),
    Parameter("outcome", f"Only these: {', '.join(Outcome.values)}, or waiting."),
)


class RunsEndpoint(Endpoint):
    """``/system/gc``: newest first."""

    @operation(
        SystemAction.GARBAGE_COLLECTION_LIST,
        answer=CollectionRead,
        is_list=True,
    )
    def get(self, request: Request) -> Response:
        return self.listing(runs_of(runs.KIND), CollectionRead.rows)


class RunEndpoint(Endpoint):
    """``/system/gc/<id>``; a PUT stops it, whatever its body says."""

    @operation(SystemAction.GARBAGE_COLLECTION_READ, answer=CollectionRead)
    def get(self, request: Request, run_id: int) -> Response:
        executions.get(run_id, kind=runs.KIND)
        return Response(CollectionRead.of(runs_of(runs.KIND).get(pk=run_id)))

    @operation(SystemAction.GARBAGE_COLLECTION_STOP)
    def put(self, request: Request, run_id: int) -> Response:
        runs.stop(run_id, by=self.by)
        return Response()


class RunLogEndpoint(Endpoint):
    """``/system/gc/<id>/log``: from a byte on."""

    @operation(SystemAction.GARBAGE_COLLECTION_READ, **LOG)
    def get(self, request: Request, run_id: int) -> HttpResponse:
        return log_of(request, executions.get(run_id, kind=runs.KIND).tasks.get().pk)


class PlanEndpoint(Endpoint):
    """Paths about what a run found, and what became of it."""

    def items(self, request: Request, run_id: int) -> QuerySet[GarbageItem]:
        """Those that are asked for. Raises ExecutionUnknown or ParameterInvalid."""
        executions.get(run_id, kind=runs.KIND)
        rows = GarbageItem.objects.filter(execution_id=run_id).order_by("pk")
        for name, choices in (("kind", ItemKind.values), ("outcome", [*Outcome.values, "waiting"])):
            value = parameters.text(request, name)
            if value and value not in choices:
                raise ParameterInvalid(f"{name} is one of {', '.join(choices)}")
            if value:
                rows = rows.filter(**{name: "" if value == "waiting" else value})
        return rows


class ItemsEndpoint(PlanEndpoint):
    """``/system/gc/<id>/items``."""

    @operation(
        SystemAction.GARBAGE_COLLECTION_READ, answer=ItemRead, is_list=True, parameters=_FILTERS
    )
    def get(self, request: Request, run_id: int) -> Response:
        return self.listing(self.items(request, run_id), _items)


class ExportEndpoint(PlanEndpoint):
    """``/system/gc/<id>/export``: the items as CSV, a stream, however many."""

    @operation(
        SystemAction.GARBAGE_COLLECTION_READ,
        media_type="text/csv",
        parameters=(*_FILTERS, Parameter("bom", "Begin with the mark that Excel knows.", bool)),
    )
    def get(self, request: Request, run_id: int) -> StreamingHttpResponse:
        with_mark = parameters.flag(request, "bom") or False
        parts = exports.write(self.items(request, run_id), with_mark=with_mark)
        headers = {"Content-Disposition": f'attachment; filename="gc-{run_id}.csv"'}
        return StreamingHttpResponse(parts, content_type="text/csv; charset=utf-8", headers=headers)


class WaitingEndpoint(Endpoint):
    """``/system/gc/waiting``: what there is to collect, now and in the days to come."""

    @operation(SystemAction.GARBAGE_COLLECTION_READ, answer=WaitingRead)
    def get(self, request: Request) -> Response:
        return Response(WaitingRead.of(waiting.find()))


class ScheduleEndpoint(Endpoint):
    """``/system/gc/schedule``. With the type Manual a run begins at once."""

    @operation(SystemAction.GARBAGE_COLLECTION_READ, answer=ScheduleRead)
    def get(self, request: Request) -> Response:
        return Response(shown_schedule(runs.KIND))

    @operation(SystemAction.GARBAGE_COLLECTION_CREATE, body=GarbageWrite, status=HTTPStatus.CREATED)
    def post(self, request: Request) -> Response:
        return self._put(request, status=HTTPStatus.CREATED)

    @operation(SystemAction.GARBAGE_COLLECTION_UPDATE, body=GarbageWrite)
    def put(self, request: Request) -> Response:
        return self._put(request, status=HTTPStatus.OK)

    def _put(self, request: Request, *, status: HTTPStatus) -> Response:
        asked = GarbageWrite.parse(request)
        options = Options(**dict(asked["parameters"]))
        when = asked["schedule"]
        if when["type"] == Type.MANUAL:
            execution = runs.start(options, by=self.by)
            return Response(status=status, headers={"Location": f"{RUNS}/{execution.pk}"})
        runs.schedule(
            Type(when["type"]), when["cron"], options, by=self.by, time_zone=when["time_zone"]
        )
        return Response(status=status, headers={"Location": f"{RUNS}/schedule"})


class ExplanationEndpoint(Endpoint):
    """``/system/gc/explanation``: what keeps a digest."""

    @operation(
        SystemAction.GARBAGE_COLLECTION_READ,
        answer=ExplanationRead,
        parameters=(Parameter("digest", "Of a blob or a manifest.", is_required=True),),
    )
    def get(self, request: Request) -> Response:
        digest = Digest.parse(parameters.required_text(request, "digest"))
        return Response(ExplanationRead.of(holders.explain(digest)))


def _items(rows: list[GarbageItem]) -> list[dict[str, object]]:
    ids = {row.repository_id for row in rows if row.repository_id}
    names = dict(Repository.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [dict(ItemRead(row, context={"names": names}).data) for row in rows]
