"""``/projects/<project>/registries``: a project's own registries, for its admins, and their kinds.

They stand at public addresses: what members of a project choose is called from within (R18).
"""

from http import HTTPStatus

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters
from accounts.api.endpoints import ROOT
from accounts.api.operations import operation
from projects import access
from projects.access import Access
from projects.api.endpoints import ProjectEndpoint
from projects.roles import Action
from replication import registries
from replication.api import registry_shapes as shapes
from replication.models import Registry


class ProjectRegistryEndpoint(ProjectEndpoint):
    """A path below the registries of one project."""

    def access(self, action: Action) -> Access:
        return access.of(self.by, action, self.project)

    def registry(self, registry_id: int) -> Registry:
        """The one that the path names, through its project (AZ-04)."""
        return registries.get(registry_id, project_id=self.project.pk)


class OwnRegistriesEndpoint(ProjectRegistryEndpoint):
    """``/projects/<project>/registries``."""

    @operation(
        Action.REPLICATION_REGISTRY_LIST,
        answer=shapes.RegistryRead,
        is_list=True,
        fields=shapes.FIELDS,
        parameters=(shapes.BY_NAME,),
    )
    def get(self, request: Request, project: str) -> Response:
        rows = registries.named(
            registries.of_project(self.project.pk), parameters.text(request, "name")
        )
        return self.listing(rows, shapes.RegistryRead.rows, shapes.FIELDS)

    @operation(
        Action.REPLICATION_REGISTRY_CREATE, body=shapes.RegistryWrite, status=HTTPStatus.CREATED
    )
    def post(self, request: Request, project: str) -> Response:
        """Make one; it must answer, and take the credentials."""
        wanted = shapes.wanted(shapes.RegistryWrite.parse(request))
        by = self.access(Action.REPLICATION_REGISTRY_CREATE)
        made = registries.create(wanted=wanted, by=by)
        location = f"{ROOT}/projects/{self.project.pk}/registries/{made.pk}"
        return Response(status=HTTPStatus.CREATED, headers={"Location": location})


class OwnPingEndpoint(ProjectRegistryEndpoint):
    """``/projects/<project>/registries/ping``."""

    works_read_only = True

    @operation(Action.REPLICATION_REGISTRY_READ, body=shapes.PingWrite, is_deed=False)
    def post(self, request: Request, project: str) -> Response:
        """Tell by a 400 what is wrong with a registry that is described, or stored."""
        given = shapes.PingWrite.parse(request)
        stored = self.registry(given["id"]) if given.get("id") else None
        registries.ping(shapes.wanted(given), stored=stored, project_id=self.project.pk)
        return Response()


class OwnRegistryEndpoint(ProjectRegistryEndpoint):
    """``/projects/<project>/registries/<id>``."""

    @operation(Action.REPLICATION_REGISTRY_READ, answer=shapes.RegistryRead)
    def get(self, request: Request, project: str, registry_id: int) -> Response:
        return Response(shapes.RegistryRead.of(self.registry(registry_id)))

    @operation(Action.REPLICATION_REGISTRY_UPDATE, body=shapes.RegistryWrite)
    def put(self, request: Request, project: str, registry_id: int) -> Response:
        """Change what is said; with another address, the stored credentials are gone."""
        wanted = shapes.wanted(shapes.RegistryWrite.parse(request))
        by = self.access(Action.REPLICATION_REGISTRY_UPDATE)
        registries.change(self.registry(registry_id), wanted=wanted, by=by)
        return Response()

    @operation(Action.REPLICATION_REGISTRY_DELETE)
    def delete(self, request: Request, project: str, registry_id: int) -> Response:
        by = self.access(Action.REPLICATION_REGISTRY_DELETE)
        registries.delete(self.registry(registry_id), by=by)
        return Response()


class OwnAdaptersEndpoint(ProjectEndpoint):
    """``/projects/<project>/replication/adapters``: the kinds that its registries may be of."""

    @operation(Action.REPLICATION_REGISTRY_LIST, answer=shapes.KindKeys)
    def get(self, request: Request, project: str) -> Response:
        return Response(shapes.kind_keys())


class OwnAdapterInfosEndpoint(ProjectEndpoint):
    """``/projects/<project>/replication/adapterinfos``: what each kind is, by its key."""

    @operation(Action.REPLICATION_REGISTRY_LIST, answer=shapes.AdapterInfosRead)
    def get(self, request: Request, project: str) -> Response:
        return Response(shapes.adapter_infos())
