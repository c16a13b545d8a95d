"""What all endpoints have in common: the caller, bodies, lists, addresses."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar, TypeVar, cast

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.urls import URLPattern, path
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import configuration, principals
from accounts.api import operations, parameters, queries
from accounts.api.bodies import JsonBody
from accounts.api.operations import Operation
from accounts.api.pagination import HarborPagination
from accounts.principals import Caller
from accounts.rights import Need, SystemAction

ROOT = "/api/v2.0"

M = TypeVar("M", bound=Model)


class AlwaysJson(BaseContentNegotiation):
    """Whatever ``Accept`` says: clients of Harbor send anything there and read JSON."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        kinds = [parser for parser in parsers if _has_type(request, parser)]
        return kinds[0] if kinds else None

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        renderer = next(iter(renderers))
        return renderer, str(renderer.media_type)


class Endpoint(APIView):
    """One path of the API; methods that a subclass does not have are answered with 405.

    Each handler declares its operation: one that does not fails when the class is made (R16).
    """

    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    parser_classes = [JsonBody]
    content_negotiation_class = AlwaysJson
    operations: ClassVar[Mapping[str, Operation]] = {}
    works_read_only: ClassVar[bool] = False
    """Whether it changes things even while the registry is read-only."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.operations = operations.of(cls)

    @property
    def by(self) -> Caller:
        return cast("Caller", self.request.user)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse whoever lacks what the operation needs, before any handler runs."""
        super().initial(request, *args, **kwargs)
        method = str(request.method)
        if method == "HEAD" and method not in self.operations:
            method = "GET"
        if method not in self.operations:
            self.http_method_not_allowed(request)
        declared = self.operations[method]
        self.authorize(declared.needs)
        if declared.for_people:
            principals.require(self.by, Need.PERSON)
        if method not in ("GET", "HEAD") and not self.works_read_only:
            configuration.require_writable()

    def authorize(self, needs: StrEnum) -> None:
        """Raise unless the caller has what is needed; subclasses know in which resource."""
        assert isinstance(needs, Need | SystemAction), "a right in a project needs its endpoint"
        principals.require(self.by, needs)

    def listing(
        self,
        rows: QuerySet[M],
        shape: Callable[[list[M]], Sequence[Any]],
        fields: queries.Fields | None = None,
    ) -> Response:
        """One page of *rows*, narrowed and ordered by what the client may ask of *fields*."""
        if fields is not None:
            q, sort = (parameters.text(self.request, name) for name in ("q", "sort"))
            rows = queries.select(rows, q=q, sort=sort, fields=fields)
        pages = HarborPagination()
        return pages.get_paginated_response(shape(pages.paginate_queryset(rows, self.request)))


def routes(table: Mapping[str, Callable[..., HttpResponse]]) -> list[URLPattern]:
    """Patterns for a table of paths, each with and without a slash at its end."""
    return [path(f"{route}{end}", view) for route, view in table.items() for end in ("", "/")]


def _has_type(request: Request, parser: BaseParser) -> bool:
    given = (request.content_type or "").partition(";")[0].strip().lower()
    return given == parser.media_type
