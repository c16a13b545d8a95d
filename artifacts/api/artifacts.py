"""``…/artifacts``: images, charts and the rest, each under its digest or one of its tags."""

from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters, queries
from accounts.api.errors import QueryInvalid
from accounts.api.operations import Parameter, operation
from accounts.api.pagination import Count
from artifacts import copies, listing, manifests
from artifacts.api import filters, rows
from artifacts.api.endpoints import (
    AFTER,
    WITH_ACTIONS,
    ArtifactEndpoint,
    OfProjectEndpoint,
    RepositoryEndpoint,
    created,
    path_of,
)
from artifacts.api.rows import Shown
from artifacts.api.serializers import ArtifactRead
from artifacts.details import OF_ONE
from artifacts.models import Manifest, Repository, RepositoryQuerySet
from oci import reference as oci_reference
from oci.digest import Digest
from oci.errors import NameInvalid, quoted
from oci.reference import RepositoryName
from projects import access, policy, projects
from projects.roles import Action

_SHOWN = {
    "with_tag": "tags",
    "with_label": "labels",
    "with_immutable_status": "immutable",
    "with_accessory": "accessories",
    "with_inherited_accessory": "inherited",
}
WITH = tuple(Parameter(name, f"Whether {field} are shown.", bool) for name, field in _SHOWN.items())
LATEST = Parameter(
    "latest_in_repository",
    "Of each repository only the artifact pushed last; q names media_type or artifact_type then.",
    bool,
)
FROM = Parameter("from", "project/repository:tag or project/repository@digest.", is_required=True)


class ArtifactsEndpoint(RepositoryEndpoint):
    """``/projects/<project>/repositories/<repository>/artifacts``."""

    @operation(
        Action.ARTIFACT_LIST,
        answer=ArtifactRead,
        is_list=True,
        fields=filters.ARTIFACTS.fields,
        parameters=(AFTER, *WITH),
    )
    def get(self, request: Request, project: str, repository: str) -> Response:
        """List artifacts; q also takes tags=*, tags=nil, tags=v, labels=(1 2), type=, base=*."""
        place = self.repository
        found = _base(request).filter(repository=place)
        shown = _shown(request)
        return self.paged(
            found,
            lambda page: rows.artifacts(page, {place.pk: place}, shown),
            filters.ARTIFACTS,
            lambda: listing.ARTIFACTS.of([place])[place.pk],
        )

    @operation(Action.ARTIFACT_CREATE, parameters=(FROM,), status=HTTPStatus.CREATED)
    def post(self, request: Request, project: str, repository: str) -> Response:
        """Copy an artifact here, which may make the repository."""
        source, reference = _source(parameters.required_text(request, "from"))
        target = RepositoryName.parse(f"{self.project.name}/{unquote(repository)}")
        of_source = projects.get_for(self.by, source.project, by_name=True)
        policy.require(self.by, Action.ARTIFACT_READ, of_source)
        digest = copies.copy(
            source=source,
            reference=reference,
            target=target,
            by_source=access.of(self.by, Action.REPOSITORY_PULL, of_source),
            by_target=self.access(Action.ARTIFACT_CREATE),
        )
        return created(f"{path_of(target.path)}/artifacts/{digest}")


class ProjectArtifactsEndpoint(OfProjectEndpoint):
    """``/projects/<project>/artifacts``."""

    @operation(
        Action.ARTIFACT_LIST,
        answer=ArtifactRead,
        is_list=True,
        fields=filters.ARTIFACTS.fields,
        parameters=(LATEST, AFTER, *WITH),
    )
    def get(self, request: Request, project: str) -> Response:
        here = Repository.objects.published().filter(project=self.project)
        found, query = _base(request).filter(repository__in=here), filters.ARTIFACTS
        count: Count | None = partial(_total, here)
        if parameters.flag(request, "latest_in_repository"):
            q = parameters.text(request, "q")
            _require_one_type(q)
            latest = listing.latest_of_each(query.narrow(query.with_columns(found, q, ()), q))
            found = found.filter(pk__in=latest.order_by().values("pk"))
            count = None
        shown = _shown(request)

        def shape(page: Sequence[Manifest]) -> list[dict[str, Any]]:
            ids = {manifest.repository_id for manifest in page}
            return rows.artifacts(page, Repository.objects.in_bulk(ids), shown)

        return self.paged(found, shape, query, count)


class OneArtifactEndpoint(ArtifactEndpoint):
    """``…/artifacts/<reference>``."""

    @operation(Action.ARTIFACT_READ, answer=ArtifactRead, parameters=(WITH_ACTIONS, *WITH))
    def get(self, request: Request, project: str, repository: str, reference: str) -> Response:
        place, shown = self.repository, _shown(request, bounds=OF_ONE)
        (found,) = rows.artifacts([self.artifact], {place.pk: place}, shown)
        if parameters.flag(request, "with_actions"):
            found["actions"] = sorted(self.actions)
        return Response(found)

    @operation(Action.ARTIFACT_DELETE)
    def delete(self, request: Request, project: str, repository: str, reference: str) -> Response:
        manifests.delete_artifact(
            name=self.name,
            reference=oci_reference.parse_reference(reference),
            by=self.access(Action.ARTIFACT_DELETE),
        )
        return Response()


def _base(request: Request) -> QuerySet[Manifest]:
    """What ``q=base=*`` says, or Harbor's rule."""
    q = parameters.text(request, "q")
    return listing.everything() if filters.wants_all(q) else listing.listed()


def _total(repositories: RepositoryQuerySet) -> int:
    """How many artifacts they have, of which most is remembered."""
    return sum(listing.ARTIFACTS.of(repositories.only("version")).values())


def _shown(request: Request, **more: Any) -> Shown:
    asked = {field: parameters.flag(request, name) for name, field in _SHOWN.items()}
    given: dict[str, Any] = {field: value for field, value in asked.items() if value is not None}
    return Shown(**given, **more)


def _require_one_type(q: str) -> None:
    named = [term.key for term in queries.parse(q) if term.key in ("media_type", "artifact_type")]
    if len(named) != 1:
        raise QueryInvalid("latest_in_repository takes media_type or artifact_type in q, not both")


def _source(text: str) -> tuple[RepositoryName, Digest | str]:
    path, at, digest = text.partition("@")
    if at:
        return RepositoryName.parse(path), Digest.parse(digest)
    path, colon, tag = text.rpartition(":")
    if not colon:
        raise NameInvalid(f"{quoted(text)} does not read project/repository:tag or …@digest")
    return RepositoryName.parse(path), oci_reference.parse_tag(tag)
