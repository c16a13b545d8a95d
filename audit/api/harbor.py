"""``/audit-logs``, ``/auditlog-exts`` and their twins below projects: lists as in Harbor."""

from typing import TYPE_CHECKING

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.endpoints import Endpoint
from accounts.api.operations import operation
from accounts.api.pagination import HarborPagination
from accounts.rights import Need
from audit import purge, visibility
from audit.api import asked
from audit.api.serializers import AuditLogExtRead, AuditLogRead, EventTypeRead
from audit.filters import Filter
from projects.api.endpoints import ProjectEndpoint
from projects.roles import Action

if TYPE_CHECKING:
    from accounts.api.serializers import Shape


class AuditLogsEndpoint(Endpoint):
    """``/audit-logs``: to each what it may see."""

    @operation(Need.LOGIN, answer=AuditLogRead, is_list=True, fields=asked.FIELDS)
    def get(self, request: Request) -> Response:
        seen = visibility.projects_of(self.by.principal)
        return _page(request, Filter(projects=seen), AuditLogRead)


class AuditLogExtsEndpoint(Endpoint):
    """``/auditlog-exts``."""

    @operation(Need.LOGIN, answer=AuditLogExtRead, is_list=True, fields=asked.FIELDS)
    def get(self, request: Request) -> Response:
        seen = visibility.projects_of(self.by.principal)
        return _page(request, Filter(projects=seen), AuditLogExtRead)


class EventTypesEndpoint(Endpoint):
    """``/auditlog-exts/events``: what a purge can be told to take."""

    @operation(Need.LOGIN, answer=EventTypeRead, is_list=True)
    def get(self, request: Request) -> Response:
        rows = [{"event_type": name} for name in (*purge.NAMED_TYPES, purge.OTHER)]
        return Response(EventTypeRead.rows(rows), headers={"X-Total-Count": str(len(rows))})


class ProjectLogsEndpoint(ProjectEndpoint):
    """``/projects/<project>/logs``."""

    @operation(Action.LOG_LIST, answer=AuditLogRead, is_list=True, fields=asked.FIELDS)
    def get(self, request: Request, project: str) -> Response:
        return _page(request, Filter(projects=(self.project.pk,)), AuditLogRead)


class ProjectLogExtsEndpoint(ProjectEndpoint):
    """``/projects/<project>/auditlog-exts``."""

    @operation(Action.LOG_LIST, answer=AuditLogExtRead, is_list=True, fields=asked.FIELDS)
    def get(self, request: Request, project: str) -> Response:
        return _page(request, Filter(projects=(self.project.pk,)), AuditLogExtRead)


def _page(request: Request, wanted: Filter, shape: "type[Shape]") -> Response:
    rows = asked.selected(request, wanted.rows())
    pages = HarborPagination(asked.counter(request, rows))
    return pages.get_paginated_response(shape.rows(pages.paginate_queryset(rows, request)))
