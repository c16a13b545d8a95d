"""``/repositories`` and ``/projects/<project>/repositories``: what can be pulled from."""

from collections.abc import Sequence
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters
from accounts.api.operations import Parameter, operation
from accounts.api.queries import Field, Kind
from accounts.rights import Need
from artifacts import catalog, repositories, storage_figures
from artifacts.api import rows
from artifacts.api.endpoints import (
    AFTER,
    WITH_ACTIONS,
    Paged,
    Query,
    RepositoriesEndpoint,
    RepositoryEndpoint,
)
from artifacts.api.serializers import RepositoryRead, RepositoryWrite
from artifacts.catalog import Activity, Summary
from artifacts.models import Repository
from projects.roles import Action

FIELDS = {
    "id": Field("pk", Kind.WHOLE),
    "repository_id": Field("pk", Kind.WHOLE),
    "project_id": Field("project_id", Kind.WHOLE),
    "name": Field("name"),
    "description": Field("description"),
    "pull_count": Field("pull_count", Kind.WHOLE),
    "creation_time": Field("creation_time", Kind.TIME),
    "update_time": Field("update_time", Kind.TIME),
    "last_push_time": Field("pushed_at", Kind.TIME),
    "size": Field("stored", Kind.WHOLE),
}
QUERY = Query(
    FIELDS,
    order="name",
    computed={"pushed_at": catalog.with_last_push, "stored": catalog.with_size},
)
WITH_DETAIL = Parameter("with_detail", "Whether tags and recent activity are counted.", bool)
WITH_STORAGE = Parameter("with_storage", "Whether bytes are shown.", bool)


class AllRepositoriesEndpoint(Paged):
    """``/repositories``: of every project in which the caller may list them."""

    @operation(
        Need.NOTHING,
        answer=RepositoryRead,
        is_list=True,
        fields=FIELDS,
        parameters=(AFTER, WITH_DETAIL),
    )
    def get(self, request: Request) -> Response:
        found = catalog.visible_to(self.by.principal)
        return self.paged(found, lambda page: _shape(page, request), QUERY)


class ProjectRepositoriesEndpoint(RepositoriesEndpoint):
    """``/projects/<project>/repositories``."""

    @operation(
        Action.REPOSITORY_LIST,
        answer=RepositoryRead,
        is_list=True,
        fields=FIELDS,
        parameters=(AFTER, WITH_DETAIL, WITH_STORAGE),
    )
    def get(self, request: Request, project: str) -> Response:
        def shape(page: Sequence[Repository]) -> list[dict[str, Any]]:
            found = _shape(page, request)
            if parameters.flag(request, "with_storage"):
                self._add_storage(page, found)
            return found

        return self.paged(catalog.of_project(self.project), shape, QUERY)

    def _add_storage(self, page: Sequence[Repository], found: list[dict[str, Any]]) -> None:
        scope = storage_figures.scope_for(self.by.principal)
        figures = storage_figures.of_repositories(self.project, scope, page)
        for row in found:
            row["storage"] = figures[row["id"]].shown()


class OneRepositoryEndpoint(RepositoryEndpoint):
    """``/projects/<project>/repositories/<repository>``."""

    @operation(
        Action.REPOSITORY_READ, answer=RepositoryRead, parameters=(WITH_ACTIONS, WITH_DETAIL)
    )
    def get(self, request: Request, project: str, repository: str) -> Response:
        (shown,) = _shape([self.repository], request)
        if parameters.flag(request, "with_actions"):
            shown["actions"] = sorted(self.actions)
        return Response(shown)

    @operation(Action.REPOSITORY_UPDATE, body=RepositoryWrite)
    def put(self, request: Request, project: str, repository: str) -> Response:
        wanted = RepositoryWrite.parse(request)
        by = self.access(Action.REPOSITORY_UPDATE)
        repositories.describe(name=self.name, description=wanted["description"], by=by)
        return Response()

    @operation(Action.REPOSITORY_DELETE)
    def delete(self, request: Request, project: str, repository: str) -> Response:
        repositories.delete(name=self.name, by=self.access(Action.REPOSITORY_DELETE))
        return Response()


def _shape(page: Sequence[Repository], request: Request) -> list[dict[str, Any]]:
    found = [_row(summary) for summary in catalog.summaries(page)]
    if parameters.flag(request, "with_detail"):
        activity = catalog.activity(page)
        return [row | _detail(activity[row["id"]]) for row in found]
    return found


def _row(summary: Summary) -> dict[str, Any]:
    repository = summary.repository
    return {
        "id": repository.pk,
        "project_id": repository.project_id,
        "name": repository.name,
        "description": repository.description,
        "artifact_count": summary.artifact_count,
        "pull_count": repository.pull_count,
        "creation_time": rows.time(repository.creation_time),
        "update_time": rows.time(repository.update_time),
    }


def _detail(activity: Activity) -> dict[str, Any]:
    return {
        "tag_count": activity.tag_count,
        "last_push_time": rows.time(activity.last_push),
        "last_pull_time": rows.time(activity.last_pull),
        "recent_pull_count": activity.recent_pulls,
    }
