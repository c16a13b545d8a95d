"""``/search``: what there is with a text in its name, of what the caller may see."""

from dataclasses import asdict

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters
from accounts.api.endpoints import Endpoint
from accounts.api.operations import Parameter, operation
from accounts.rights import Need
from artifacts import catalog, search, visibility
from artifacts.api import projects
from artifacts.api.serializers import FoundRead, SearchRead
from artifacts.catalog import Summary
from projects.api.serializers import ProjectRead
from projects.roles import Action

SHOWN, SHOWN_AT_MOST = 10, 50
HARBORS_AT_MOST = 100
"""How many of each kind Harbor's search answers here; there it has no bounds."""
LONGEST = 255
TEXT = Parameter("q", "A part of the name.", is_required=True)
LIMIT = Parameter("limit", f"How many of each kind: 1 to {SHOWN_AT_MOST}.", int)


class SearchEndpoint(Endpoint):
    """``/search``: Harbor's, for projects and repositories."""

    @operation(Need.NOTHING, answer=SearchRead, parameters=(TEXT,))
    def get(self, request: Request) -> Response:
        text, by = parameters.required_text(request, "q"), self.by
        of_projects = visibility.allowing(by.principal, Action.PROJECT_READ)
        found = of_projects.filter(name__icontains=text).select_related("owner").order_by("name")
        repositories = catalog.visible_to(by.principal).filter(name__icontains=text)
        page = list(repositories.select_related("project").order_by("name")[:HARBORS_AT_MOST])
        return Response(
            {
                "project": ProjectRead.rows(projects.seen(by, list(found[:HARBORS_AT_MOST]))),
                "repository": [_found(summary) for summary in catalog.summaries(page)],
            }
        )


class SearchAllEndpoint(Endpoint):
    """``/search/all``: ours, for everything that has a name or a digest."""

    @operation(Need.NOTHING, answer=FoundRead, parameters=(TEXT, LIMIT))
    def get(self, request: Request) -> Response:
        """Find things by a part of their names, artifacts by the beginning of a digest."""
        text = parameters.required_text(request, "q").strip()[:LONGEST]
        limit = parameters.whole(request, "limit", default=SHOWN, at_most=SHOWN_AT_MOST)
        groups = search.everything(self.by.principal, text, at_most=limit) if text else {}
        return Response(
            {name: [asdict(one) for one in groups.get(name, ())] for name in search.GROUPS}
        )


def _found(summary: Summary) -> dict[str, object]:
    repository = summary.repository
    return {
        "project_id": repository.project_id,
        "project_name": repository.project.name,
        "project_public": repository.project.is_public,
        "repository_name": repository.name,
        "pull_count": repository.pull_count,
        "artifact_count": summary.artifact_count,
    }
