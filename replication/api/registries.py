"""``/registries``: other registries, how they are reached, and whether they answer."""

from http import HTTPStatus

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters
from accounts.api.endpoints import ROOT, Endpoint
from accounts.api.operations import operation
from accounts.rights import SystemAction
from artifacts.models import Label
from replication import registries
from replication.adapters import kinds
from replication.api import registry_shapes as shapes
from replication.models import TriggerType

LOCAL = 0
"""This registry, as Harbor's API names it; it has no row."""


class RegistriesEndpoint(Endpoint):
    """``/registries``: those of the system."""

    @operation(
        SystemAction.REGISTRY_LIST,
        answer=shapes.RegistryRead,
        is_list=True,
        fields=shapes.FIELDS,
        parameters=(shapes.BY_NAME,),
    )
    def get(self, request: Request) -> Response:
        rows = registries.named(registries.of_system(), parameters.text(request, "name"))
        return self.listing(rows, shapes.RegistryRead.rows, shapes.FIELDS)

    @operation(SystemAction.REGISTRY_CREATE, body=shapes.RegistryWrite, status=HTTPStatus.CREATED)
    def post(self, request: Request) -> Response:
        """Make one; it must answer, and take the credentials."""
        wanted = shapes.wanted(shapes.RegistryWrite.parse(request))
        made = registries.create(wanted=wanted, by=self.by)
        headers = {"Location": f"{ROOT}/registries/{made.pk}"}
        return Response(status=HTTPStatus.CREATED, headers=headers)


class PingEndpoint(Endpoint):
    """``/registries/ping``: changes nothing, and so goes on while the registry is read-only."""

    works_read_only = True

    @operation(SystemAction.REGISTRY_READ, body=shapes.PingWrite, is_deed=False)
    def post(self, request: Request) -> Response:
        """Tell by a 400 what is wrong with a registry that is described, or stored."""
        given = shapes.PingWrite.parse(request)
        stored = registries.get(given["id"]) if given.get("id") else None
        registries.ping(shapes.wanted(given), stored=stored)
        return Response()


class RegistryEndpoint(Endpoint):
    """``/registries/<id>``."""

    @operation(SystemAction.REGISTRY_READ, answer=shapes.RegistryRead)
    def get(self, request: Request, registry_id: int) -> Response:
        return Response(shapes.RegistryRead.of(registries.get(registry_id)))

    @operation(SystemAction.REGISTRY_UPDATE, body=shapes.RegistryWrite)
    def put(self, request: Request, registry_id: int) -> Response:
        """Change what is said; with another address, the stored credentials are gone."""
        wanted = shapes.wanted(shapes.RegistryWrite.parse(request))
        registries.change(registries.get(registry_id), wanted=wanted, by=self.by)
        return Response()

    @operation(SystemAction.REGISTRY_DELETE)
    def delete(self, request: Request, registry_id: int) -> Response:
        registries.delete(registries.get(registry_id), by=self.by)
        return Response()


class InfoEndpoint(Endpoint):
    """``/registries/<id>/info``: what policies may ask of it; 0 is this registry itself."""

    @operation(SystemAction.REGISTRY_READ, answer=shapes.RegistryInfoRead)
    def get(self, request: Request, registry_id: int) -> Response:
        if registry_id == LOCAL:
            kind = kinds.get(kinds.LOCAL)
            return Response(shapes.info(kind, triggers=list(TriggerType), labels=_labels()))
        kind = kinds.get(registries.get(registry_id).kind)
        return Response(shapes.info(kind, triggers=kind.triggers))


class AdaptersEndpoint(Endpoint):
    """``/replication/adapters``: the kinds of registries, by their keys."""

    @operation(SystemAction.REPLICATION_ADAPTER_LIST, answer=shapes.KindKeys)
    def get(self, request: Request) -> Response:
        return Response(shapes.kind_keys())


class AdapterInfosEndpoint(Endpoint):
    """``/replication/adapterinfos``: what each kind is, by its key."""

    @operation(SystemAction.REPLICATION_ADAPTER_LIST, answer=shapes.AdapterInfosRead)
    def get(self, request: Request) -> Response:
        return Response(shapes.adapter_infos())


def _labels() -> list[str]:
    rows = Label.objects.filter(project=None).order_by("name")
    return list(rows.values_list("name", flat=True)[: shapes.LABELS_SHOWN])
