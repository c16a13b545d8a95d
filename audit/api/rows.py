"""``/audit/…``: the log with all that it holds, as a console needs it."""

from django.http import StreamingHttpResponse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters
from accounts.api.endpoints import Endpoint
from accounts.api.errors import ParameterInvalid
from accounts.api.operations import Parameter, operation
from accounts.api.pagination import NEXT_CURSOR, address, size_of
from accounts.rights import Need, SystemAction
from audit import exports, heads, histograms, pages, purge, visibility
from audit.api import asked
from audit.api.serializers import HeadRead, HistogramRead, PurgeRead, PurgeWrite, RowRead
from audit.exports import Format
from audit.filters import Filter, Place
from audit.models import AuditLog, Unsealed

KINDS = {"operation": "operation", "result": "succeeded", "resource_type": "resource_type"}
PURGE_SECONDS = 20.0


class LogEndpoint(Endpoint):
    """Shows to each caller the rows of the projects whose log it may list."""

    @property
    def seen(self) -> tuple[int, ...] | None:
        return visibility.projects_of(self.by.principal)

    def wanted(self) -> Filter:
        return asked.filter_of(self.request, projects=self.seen)


class RowsEndpoint(LogEndpoint):
    """``/audit/rows``: newest first. A page may be short and yet not the last one."""

    @operation(Need.LOGIN, answer=RowRead, is_list=True, parameters=(*asked.FILTERS, asked.AFTER))
    def get(self, request: Request) -> Response:
        wanted = self.wanted()
        page = pages.page(wanted, after=asked.place(request), size=size_of(request))
        headers = {"X-Total-Count": str(pages.estimate(wanted))} | _next(request, page.after)
        return Response(_shown(page.rows), headers=headers)


class RowEndpoint(LogEndpoint):
    """``/audit/rows/<id>``."""

    @operation(Need.LOGIN, answer=RowRead)
    def get(self, request: Request, row_id: int) -> Response:
        return Response(_shown([pages.get(row_id, projects=self.seen)])[0])


class HistogramEndpoint(LogEndpoint):
    """``/audit/histogram``."""

    @operation(
        Need.LOGIN,
        answer=HistogramRead,
        parameters=(
            *asked.FILTERS,
            Parameter("by", f"What is told apart: {', '.join(KINDS)}."),
        ),
    )
    def get(self, request: Request) -> Response:
        by = parameters.text(request, "by") or "operation"
        if by not in KINDS:
            raise ParameterInvalid(f"by is one of {', '.join(KINDS)}")
        return Response(HistogramRead.of(histograms.count(self.wanted(), by=KINDS[by])))


class ExportEndpoint(LogEndpoint):
    """``/audit/export``: a stream, however large."""

    @operation(
        Need.LOGIN,
        media_type="text/csv",
        parameters=(
            *asked.FILTERS,
            Parameter("format", f"{' or '.join(Format)}; {Format.CSV} unless told otherwise."),
            Parameter("bom", "Begin CSV with the mark that Excel knows UTF-8 by.", bool),
        ),
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        name = parameters.text(request, "format") or Format.CSV
        if name not in tuple(Format):
            raise ParameterInvalid(f"format is {' or '.join(Format)}")
        format_ = Format(name)
        with_mark = parameters.flag(request, "bom") or False
        parts = exports.write(self.wanted(), format_, with_mark=with_mark)
        file = f"audit-{timezone.now():%Y%m%d-%H%M%S}.{format_}"
        headers = {"Content-Disposition": f'attachment; filename="{file}"'}
        return StreamingHttpResponse(parts, content_type=format_.media_type, headers=headers)


class PurgeEndpoint(Endpoint):
    """``/audit/purge``: as much as fits into one request; the answer says whether that was all."""

    @operation(SystemAction.PURGE_AUDIT_CREATE, body=PurgeWrite, answer=PurgeRead)
    def post(self, request: Request) -> Response:
        asked_for = PurgeWrite.parse(request)
        kept = purge.retention(asked_for["hours"], asked_for["event_types"])
        if asked_for["dry_run"]:
            found = purge.Purged(purge.count(kept), is_done=True)
        else:
            found = purge.run(kept, by=self.by, within=PURGE_SECONDS)
        answer = {"purged": found.rows, "done": found.is_done, "dry_run": asked_for["dry_run"]}
        return Response(PurgeRead.of(answer))


class HeadEndpoint(Endpoint):
    """``/audit/head``: how long the chain is, and its last hash; keep it elsewhere."""

    @operation(SystemAction.AUDIT_LOG_LIST, answer=HeadRead)
    def get(self, request: Request) -> Response:
        head = heads.current()
        shown = {"sequence": head.sequence, "hash": head.hash, "time": head.time}
        return Response(HeadRead.of(shown | {"unsealed": Unsealed.objects.count()}))


def _shown(rows: list[AuditLog]) -> list[dict[str, object]]:
    context = {"project_names": pages.project_names(rows)}
    return [dict(RowRead(row, context=context).data) for row in rows]


def _next(request: Request, after: Place | None) -> dict[str, str]:
    if after is None:
        return {}
    link = address(request, after=str(after))
    return {"Link": f'<{link}>; rel="next"', NEXT_CURSOR: str(after)}
