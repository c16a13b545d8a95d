"""``/projects``: made by anybody, seen with what they hold, deleted when they hold nothing."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters
from accounts.api.endpoints import ROOT, Endpoint
from accounts.api.operations import Parameter, operation
from accounts.api.queries import Field, Kind
from accounts.principals import Caller
from accounts.rights import Need
from artifacts import repositories, trash_items
from artifacts.api.endpoints import WITH_ACTIONS, OfProjectEndpoint
from artifacts.api.serializers import ProjectSeen
from projects import grants, members, projects
from projects.api.endpoints import ProjectEndpoint, is_true
from projects.api.serializers import (
    Deletable,
    ProjectBrief,
    ProjectRead,
    ProjectSummary,
    ProjectUpdate,
    ProjectWrite,
    Seen,
)
from projects.errors import ProjectNotEmpty, ProjectUnknown
from projects.models import Project, ProjectQuerySet
from projects.roles import Action, Role

FIELDS = {
    "project_id": Field("pk", Kind.WHOLE),
    "name": Field("name"),
    "owner_id": Field("owner_id", Kind.WHOLE),
    "owner": Field("owner__username"),
    "owner_name": Field("owner__username"),
    "public": Field("is_public", Kind.FLAG),
    "creation_time": Field("creation_time", Kind.TIME),
    "update_time": Field("update_time", Kind.TIME),
}


class ProjectsEndpoint(Endpoint):
    """``/projects``."""

    @operation(
        Need.NOTHING,
        answer=ProjectRead,
        is_list=True,
        fields=FIELDS,
        parameters=(
            Parameter("name", "A part of the name."),
            Parameter("public", "Public projects alone, or private ones.", bool),
            Parameter("owner", "The name of the owner."),
            Parameter("with_detail", "Whether metadata and the owner's name are shown.", bool),
        ),
    )
    def get(self, request: Request) -> Response:
        is_brief = parameters.flag(request, "with_detail") is False
        rows = _filtered(projects.visible_to(self.by.principal), request)
        return self.listing(rows.select_related("owner"), _shape(self.by, is_brief), FIELDS)

    @operation(
        Need.LOGIN, parameters=(Parameter("project_name", "The whole name.", is_required=True),)
    )
    def head(self, request: Request) -> Response:
        """Tell of a name only whoever may see the project: hidden and absent look alike."""
        name = parameters.required_text(request, "project_name")
        if not projects.visible_to(self.by.principal).filter(name=name).exists():
            raise ProjectUnknown(repr(name[:80]))
        return Response()

    @operation(Need.LOGIN, body=ProjectWrite, status=HTTPStatus.CREATED)
    def post(self, request: Request) -> Response:
        wanted = ProjectWrite.parse(request)
        project = projects.create(
            wanted=projects.Wanted(
                name=wanted["project_name"],
                storage_limit=wanted.get("storage_limit", 0),
                **{"is_public": wanted["public"]} | projects.read_metadata(wanted["metadata"]),
            ),
            by=self.by,
        )
        by_name = is_true(request, "X-Resource-Name-In-Location")
        location = f"{ROOT}/projects/{project.name if by_name else project.pk}"
        return Response(status=HTTPStatus.CREATED, headers={"Location": location})


class OneProjectEndpoint(OfProjectEndpoint):
    """``/projects/<project>``."""

    @operation(Action.PROJECT_READ, answer=ProjectSeen, parameters=(WITH_ACTIONS,))
    def get(self, request: Request, project: str) -> Response:
        shown = ProjectRead.of(seen(self.by, [self.project])[0])
        if parameters.flag(request, "with_actions"):
            shown["actions"] = sorted(self.actions)
        return Response(shown)

    @operation(Action.PROJECT_UPDATE, body=ProjectUpdate)
    def put(self, request: Request, project: str) -> Response:
        wanted = ProjectUpdate.parse(request)
        projects.update(project_id=self.project.pk, metadata=wanted["metadata"], by=self.by)
        return Response()

    @operation(Action.PROJECT_DELETE)
    def delete(self, request: Request, project: str) -> Response:
        repositories.delete_project(project_id=self.project.pk, by=self.by)
        return Response()


class DeletableEndpoint(ProjectEndpoint):
    """``/projects/<project>/_deletable``."""

    @operation(Action.PROJECT_DELETE, answer=Deletable)
    def get(self, request: Request, project: str) -> Response:
        is_empty = repositories.is_empty(self.project)
        message = "" if is_empty else str(ProjectNotEmpty(self.project.name))
        return Response({"deletable": is_empty, "message": message})


class SummaryEndpoint(OfProjectEndpoint):
    """``/projects/<project>/summary``: more of it, the more the caller may see."""

    @operation(Action.PROJECT_READ, answer=ProjectSummary)
    def get(self, request: Request, project: str) -> Response:
        counts = repositories.published_counts([self.project.pk])
        summary: dict[str, Any] = {"repo_count": counts.get(self.project.pk, 0)}
        if Action.MEMBER_LIST in self.actions:
            held = members.counts(self.project)
            summary |= {f"{role.name.lower()}_count": count for role, count in held.items()}
        if Action.QUOTA_READ in self.actions:
            quota = self.project.quota
            summary["quota"] = {"hard": {"storage": quota.limit}, "used": {"storage": quota.used}}
        if Action.ARTIFACT_DELETE in self.actions:
            total = trash_items.total(self.project.pk)
            summary["trash"] = {"bytes": total.held, "count": total.count}
        return Response(summary)


def _filtered(rows: ProjectQuerySet, request: Request) -> ProjectQuerySet:
    """Apply the parameters that are older than ``q``."""
    is_public = parameters.flag(request, "public")
    if is_public is not None:
        rows = rows.filter(is_public=is_public)
    if owner := parameters.text(request, "owner"):
        rows = rows.filter(owner__username=owner)
    return rows.filter(name__icontains=parameters.text(request, "name"))


def _shape(by: Caller, is_brief: bool) -> Callable[[list[Project]], list[dict[str, Any]]]:  # noqa: FBT001  # named where it is made
    serializer = ProjectBrief if is_brief else ProjectRead
    return lambda page: serializer.rows(seen(by, page))


def seen(by: Caller, page: Sequence[Project]) -> list[Seen]:
    """What *by* sees of the projects, in the same few queries however many they are."""
    roles = grants.roles_in(by.principal, page)
    counts = repositories.published_counts([project.pk for project in page])
    return [
        Seen(
            project=project,
            roles=(held := roles.get(project.pk, [])),
            repo_count=counts.get(project.pk, 0),
            togglable=by.principal.is_admin or Role.PROJECT_ADMIN in held,
        )
        for project in page
    ]
