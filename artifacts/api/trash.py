"""``/projects/<project>/trash``: what was deleted there a short while ago, and the way back."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters, queries
from accounts.api.errors import ParameterInvalid, QueryInvalid
from accounts.api.operations import Parameter, operation
from accounts.api.pagination import HarborPagination
from accounts.api.queries import Field, Match, Term
from artifacts import trash, trash_items
from artifacts.api import rows
from artifacts.api.bulk import Bulk
from artifacts.api.endpoints import OfProjectEndpoint, Query
from artifacts.api.serializers import Outcomes, RestoredRead, TrashItem, TrashItems, TrashRead
from artifacts.errors import NotInTrash
from artifacts.models import TagMove
from artifacts.trash import Restored
from artifacts.trash_items import Item, Kind
from oci.digest import Digest
from oci.reference import RepositoryName
from projects import policy
from projects.roles import Action

TYPE = Parameter("type", "Of one type alone: repository, artifact or tag.")
FIELDS = {
    "repository": Field("item_place"),
    "digest": Field("item_digest"),
    "tag": Field("item_tag"),
    "deleted_at": Field("deleted_at", queries.Kind.TIME),
    "deleted_by": Field("deleted_by"),
}
_SORTED = {"deleted_at": FIELDS["deleted_at"]}
_RIGHTS = {
    Kind.REPOSITORY: Action.REPOSITORY_DELETE,
    Kind.ARTIFACT: Action.ARTIFACT_DELETE,
    Kind.TAG: Action.TAG_DELETE,
}
"""To bring something back takes the right to delete it."""


class TrashEndpoint(OfProjectEndpoint):
    """``/projects/<project>/trash``."""

    @operation(
        Action.ARTIFACT_DELETE, answer=TrashRead, is_list=True, fields=FIELDS, parameters=(TYPE,)
    )
    def get(self, request: Request, project: str) -> Response:
        """List what can be brought back; q also takes name=~, a part of what people call it."""
        policy.require(self.by, Action.ARTIFACT_LIST, self.project)
        q, sort = (parameters.text(request, name) for name in ("q", "sort"))
        kinds = _kinds(parameters.text(request, "type"))
        found = trash_items.united(
            [_narrowed(trash_items.of_project(self.project.pk, kind), kind, q) for kind in kinds]
        )
        order = queries.parse_sort(sort, _SORTED) or ["-deleted_at"]
        pages = HarborPagination()
        page = pages.paginate_queryset(found.order_by(*order, *trash_items.ORDER), request)
        return pages.get_paginated_response(
            [_row(item) for item in trash_items.items(page, self.project.pk)]
        )


class Restoring(OfProjectEndpoint):
    """Paths that bring something back."""

    def restore(self, wanted: Mapping[str, Any]) -> Restored:
        """Raises what the function of its type in ``artifacts.trash`` does."""
        kind, name = Kind(wanted["type"]), RepositoryName.parse(wanted["repository"])
        if name.project != self.project.name:
            raise NotInTrash(called(wanted))
        by, force = self.access(_RIGHTS[kind]), wanted["force"]
        digest = Digest.parse(wanted["digest"]) if "digest" in wanted else None
        if kind is Kind.REPOSITORY:
            return trash.restore_repository(name=name, by=by, repository_id=wanted.get("id"))
        if kind is Kind.TAG:
            return trash.restore_tag(
                name=name, tag=wanted["tag"], by=by, digest=digest, force=force
            )
        assert digest is not None, "the body has seen to it"
        return trash.restore_artifact(name=name, digest=digest, by=by, force=force)


class RestoreEndpoint(Restoring):
    """``/projects/<project>/trash/restore``."""

    @operation(Action.ARTIFACT_DELETE, body=TrashItem, answer=RestoredRead)
    def post(self, request: Request, project: str) -> Response:
        """Bring back one thing, with all that was deleted with it."""
        return Response(RestoredRead.of(self.restore(TrashItem.parse(request))))


class RestoreManyEndpoint(Restoring, Bulk):
    """``/projects/<project>/bulk/restore``."""

    @operation(Action.ARTIFACT_DELETE, body=TrashItems, answer=Outcomes)
    def post(self, request: Request, project: str) -> Response:
        """Bring back up to a hundred things, each with what was deleted with it."""
        items = TrashItems.parse(request)["items"]
        return self.outcomes({called(item): partial(self.restore, item) for item in items})


def called(wanted: Mapping[str, Any]) -> str:
    """What an item is called in answers, by what the request says of it."""
    name: str = wanted["repository"]
    if wanted["type"] == Kind.TAG:
        return f"{name}:{wanted['tag']}"
    if wanted["type"] == Kind.ARTIFACT:
        return f"{name}@{wanted['digest']}"
    return f"{name}#{wanted['id']}" if "id" in wanted else name


def _kinds(asked: str) -> list[Kind]:
    try:
        return [Kind(asked)] if asked else list(Kind)
    except ValueError as error:
        raise ParameterInvalid(f"type is {', '.join(Kind)}, or is not there") from error


def _narrowed(found: QuerySet[Any], kind: Kind, q: str) -> QuerySet[Any]:
    return Query(FIELDS, order="-deleted_at", special={"name": _NAMED[kind]}).narrow(found, q)


def _named(*columns: str) -> Callable[[QuerySet[Any], Term], QuerySet[Any]]:
    def narrow(found: QuerySet[Any], term: Term) -> QuerySet[Any]:
        part = _part_of_name(term)
        asked = (Q(**{f"{column}__icontains": part}) for column in columns)
        condition = Q()
        for each in asked:
            condition |= each
        return found.filter(condition)

    return narrow


def _artifact_named(found: QuerySet[Any], term: Term) -> QuerySet[Any]:
    """By a tag that went with it, too: hardly anybody knows an image by its digest."""
    part = _part_of_name(term)
    tags = TagMove.objects.filter(
        repository=OuterRef("repository"),
        old_digest=OuterRef("digest"),
        new_digest="",
        moved_at=OuterRef("deleted_at"),
        name__icontains=part,
    )
    own = Q(repository__name__icontains=part) | Q(digest__icontains=part)
    return found.filter(own | Exists(tags))


_NAMED = {
    Kind.REPOSITORY: _named("name"),
    Kind.ARTIFACT: _artifact_named,
    Kind.TAG: _named("repository__name", "name"),
}


def _part_of_name(term: Term) -> str:
    if term.match is not Match.FUZZY:
        raise QueryInvalid("name in q is asked for as name=~part")
    return term.values[0] or ""


def _row(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "type": item.kind.value,
        "repository": item.repository,
        "digest": item.digest,
        "tag": item.tag,
        "tags": list(item.tags),
        "artifact_count": item.artifact_count,
        "tag_count": item.tag_count,
        "bytes": item.held,
        "deleted_at": rows.time(item.deleted_at),
        "deleted_by": item.deleted_by,
        "kept_until": rows.time(trash.kept_until(item.deleted_at)),
    }
