"""``/quotas``: how much each project may hold, for administrators to see and set."""

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters
from accounts.api.endpoints import Endpoint
from accounts.api.errors import ParameterInvalid
from accounts.api.operations import Parameter, operation
from accounts.api.queries import Field, Kind
from accounts.rights import SystemAction
from projects import quotas
from projects.api.serializers import QuotaOfProject, QuotaWrite

LONGEST_ID = 18
FIELDS = {
    "id": Field("pk", Kind.WHOLE),
    "ref.name": Field("project__name"),
    "ref.owner_name": Field("project__owner__username"),
    "used.storage": Field("used", Kind.WHOLE),
    "hard.storage": Field("limit", Kind.WHOLE),
    "creation_time": Field("creation_time", Kind.TIME),
    "update_time": Field("update_time", Kind.TIME),
}


class QuotasEndpoint(Endpoint):
    """``/quotas``."""

    @operation(
        SystemAction.QUOTA_LIST,
        answer=QuotaOfProject,
        is_list=True,
        fields=FIELDS,
        parameters=(
            Parameter("reference", "What it is the quota of: project, the only kind there is."),
            Parameter("reference_id", "The id of the project."),
        ),
    )
    def get(self, request: Request) -> Response:
        rows = quotas.present()
        if parameters.text(request, "reference") not in ("", "project"):
            rows = rows.none()
        if wanted := parameters.text(request, "reference_id"):
            if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= LONGEST_ID):
                raise ParameterInvalid("reference_id is the id of a project")
            rows = rows.filter(project_id=int(wanted))
        return self.listing(rows, QuotaOfProject.rows, FIELDS)


class QuotaEndpoint(Endpoint):
    """``/quotas/<id>``."""

    @operation(SystemAction.QUOTA_READ, answer=QuotaOfProject)
    def get(self, request: Request, quota_id: int) -> Response:
        return Response(QuotaOfProject.of(quotas.get(quota_id)))

    @operation(SystemAction.QUOTA_UPDATE, body=QuotaWrite)
    def put(self, request: Request, quota_id: int) -> Response:
        limit = QuotaWrite.parse(request)["hard"]["storage"]
        quotas.change(quota_id=quota_id, limit=limit, by=self.by)
        return Response()
