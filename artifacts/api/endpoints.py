"""What the endpoints below one repository have in common: which one, its rights, its pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote, unquote

from django.db.models import Model, QuerySet
from rest_framework.response import Response

from accounts.api import parameters, queries
from accounts.api.endpoints import ROOT, Endpoint
from accounts.api.operations import Parameter
from accounts.api.pagination import Count, HarborPagination, Key, KeysetPagination
from accounts.api.queries import Kind, Term
from artifacts import catalog, listing
from artifacts.models import Manifest, Repository
from oci.reference import RepositoryName
from projects import access, policy, projects
from projects.access import Access
from projects.api.endpoints import ProjectEndpoint
from projects.roles import PUBLIC_ACTIONS, Action

M = TypeVar("M", bound=Model)

AFTER = Parameter(
    "after", "Walk the pages by keys: empty, then what the header X-Next-Cursor says."
)
WITH_ACTIONS = Parameter("with_actions", "Whether the caller's rights are shown.", bool)


@dataclass(frozen=True, slots=True)
class Query:
    """What ``q`` and ``sort`` of a list may name, and the order when they name none.

    *special* keys are conditions of their own; *computed* columns are added where they are named.
    """

    fields: queries.Fields
    order: str
    special: Mapping[str, Callable[[QuerySet[Any], Term], QuerySet[Any]]] = field(
        default_factory=dict
    )
    computed: Mapping[str, Callable[[QuerySet[Any]], QuerySet[Any]]] = field(default_factory=dict)

    def narrow(self, rows: QuerySet[M], q: str) -> QuerySet[M]:
        for term in queries.parse(q):
            if term.key in self.special:
                rows = self.special[term.key](rows, term)
        return queries.select(rows, q=q, sort="", fields=self.fields)

    def with_columns(self, rows: QuerySet[M], q: str, keys: Sequence[Key]) -> QuerySet[M]:
        named = {
            self.fields[term.key].column for term in queries.parse(q) if term.key in self.fields
        }
        for column in sorted(named.union(key.column for key in keys) & self.computed.keys()):
            rows = self.computed[column](rows)
        return rows

    def keys(self, sort: str) -> list[Key]:
        """The order, made total by the row's id."""
        kinds = {field.column: field.kind for field in self.fields.values()}
        order = queries.parse_sort(sort, self.fields) or queries.parse_sort(self.order, self.fields)
        keys = [
            Key(column.removeprefix("-"), kinds[column.removeprefix("-")], column.startswith("-"))
            for column in order
        ]
        if any(key.column == "pk" for key in keys):
            return keys
        return [*keys, Key("pk", Kind.WHOLE, keys[0].descends)]


class Paged(Endpoint):
    """Lists that can be walked by keys too."""

    def paged(
        self,
        rows: QuerySet[M],
        shape: Callable[[list[M]], Sequence[Any]],
        query: Query,
        count: Count | None = None,
    ) -> Response:
        """One page of *rows*; *count* answers how many there are when none is left out."""
        q, sort = (parameters.text(self.request, name) for name in ("q", "sort"))
        keys = query.keys(sort)
        rows = query.narrow(query.with_columns(rows, q, keys), q)
        rows = rows.order_by(*(f"{'-' if key.descends else ''}{key.column}" for key in keys))
        if q:
            count = None
        if "after" in self.request.query_params:
            by_keys = KeysetPagination(self.request, keys, count)
            return by_keys.response(shape(by_keys.page_of(rows)))
        pages = HarborPagination(count)
        return pages.get_paginated_response(shape(pages.paginate_queryset(rows, self.request)))


class OfProjectEndpoint(ProjectEndpoint, Paged):
    """A path below one project."""

    @property
    def names_people(self) -> bool:
        """Whether the caller is told who did something: whoever may see more than what is public.

        Else anybody would learn the names that people log in with.
        """
        return bool(self.actions - PUBLIC_ACTIONS)

    def access(self, action: Action) -> Access:
        return access.of(self.by, action, self.project)


class RepositoriesEndpoint(OfProjectEndpoint):
    """A path below ``/projects/<project>/repositories``, where the project goes by its name."""

    def authorize(self, needs: StrEnum) -> None:
        self.project = projects.get_for(self.by, self.kwargs["project"], by_name=True)
        assert isinstance(needs, Action), "a path below a project needs a right in it"
        self.actions = policy.require(self.by, needs, self.project)


class RepositoryEndpoint(RepositoriesEndpoint):
    """A path below one repository: what it holds is only ever looked for in it (AZ-04)."""

    @cached_property
    def repository(self) -> Repository:
        """Raises RepositoryUnknown."""
        return catalog.get(self.project, unquote(self.kwargs["repository"]))

    @property
    def name(self) -> RepositoryName:
        return RepositoryName(self.project.name, self.repository.name)


class ArtifactEndpoint(RepositoryEndpoint):
    """A path below one artifact, named by digest or tag."""

    @cached_property
    def artifact(self) -> Manifest:
        """Raises ManifestUnknown."""
        return listing.find(self.repository, self.kwargs["reference"])


def path_of(name: str) -> str:
    """The path of a repository as Harbor's clients write it: slashes are encoded twice."""
    project, _, repository = name.partition("/")
    return f"{ROOT}/projects/{project}/repositories/{quote(quote(repository, safe=''), safe='')}"


def created(location: str = "") -> Response:
    headers = {"Location": location} if location else {}
    return Response(status=HTTPStatus.CREATED, headers=headers)
