"""Tags: of an artifact as Harbor lists them, of a repository as people look for them."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters
from accounts.api.operations import Parameter, operation
from accounts.api.queries import Field, Kind
from artifacts import listing, tag_history, tags
from artifacts.api import filters, rows
from artifacts.api.endpoints import AFTER, ArtifactEndpoint, Query, RepositoryEndpoint, created
from artifacts.api.serializers import (
    RestoreRead,
    RestoreWrite,
    TagMoveRead,
    TagRead,
    TagRow,
    TagWrite,
)
from artifacts.errors import ManifestUnknown
from artifacts.models import Tag, TagMove
from oci.digest import Digest
from projects import immutability
from projects.roles import Action

WITH_IMMUTABLE = Parameter(
    "with_immutable_status", "Whether it is told which tags a rule protects.", bool
)
HISTORY = Query(
    fields={"id": Field("pk", Kind.WHOLE), "moved_at": Field("moved_at", Kind.TIME)}, order="-id"
)


class ArtifactTagsEndpoint(ArtifactEndpoint):
    """``…/artifacts/<reference>/tags``."""

    @operation(
        Action.TAG_LIST,
        answer=TagRead,
        is_list=True,
        fields=filters.TAGS_OF_ARTIFACT.fields,
        parameters=(AFTER, WITH_IMMUTABLE),
    )
    def get(self, request: Request, project: str, repository: str, reference: str) -> Response:
        found = Tag.objects.present().filter(manifest=self.artifact)
        return self.paged(found, self._shape, filters.TAGS_OF_ARTIFACT)

    @operation(Action.TAG_CREATE, body=TagWrite, status=HTTPStatus.CREATED)
    def post(self, request: Request, project: str, repository: str, reference: str) -> Response:
        wanted = TagWrite.parse(request)
        tags.create(
            name=self.name,
            tag=wanted["name"],
            reference=Digest.parse(self.artifact.digest),
            by=self.access(Action.TAG_CREATE),
        )
        return created()

    def _shape(self, page: Sequence[Tag]) -> list[dict[str, Any]]:
        protected: set[str] = set()
        if parameters.flag(self.request, "with_immutable_status"):
            protected = immutability.immutable_among(
                self.project.pk,
                self.repository.name.partition("/")[2],
                [tag.name for tag in page],
            )
        return [rows.tag(tag, immutable=tag.name in protected) for tag in page]


class ArtifactTagEndpoint(ArtifactEndpoint):
    """``…/artifacts/<reference>/tags/<tag>``."""

    @operation(Action.TAG_DELETE)
    def delete(
        self, request: Request, project: str, repository: str, reference: str, tag: str
    ) -> Response:
        """Delete a tag that names this artifact; one that names another is not here (AZ-04)."""
        if not Tag.objects.present().filter(manifest=self.artifact, name=_plain(tag)).exists():
            raise ManifestUnknown(_plain(tag))
        tags.delete(
            name=self.name,
            tag=tag,
            by=self.access(Action.TAG_DELETE),
            manifest_id=self.artifact.pk,
        )
        return Response()


class TagsEndpoint(RepositoryEndpoint):
    """``/projects/<project>/repositories/<repository>/tags``."""

    @operation(
        Action.TAG_LIST,
        answer=TagRow,
        is_list=True,
        fields=filters.TAGS.fields,
        parameters=(AFTER,),
    )
    def get(self, request: Request, project: str, repository: str) -> Response:
        """List tags with all that is known of each; q also takes type=, labels=(1 2), signed=."""
        place = self.repository
        return self.paged(
            listing.tagged().filter(repository=place),
            lambda page: rows.tags(page, place, names_people=self.names_people),
            filters.TAGS,
            lambda: listing.TAGS.of([place])[place.pk],
        )


class TagHistoryEndpoint(RepositoryEndpoint):
    """``…/tags/<tag>/history``."""

    @operation(
        Action.TAG_LIST,
        answer=TagMoveRead,
        is_list=True,
        fields=HISTORY.fields,
        parameters=(AFTER,),
    )
    def get(self, request: Request, project: str, repository: str, tag: str) -> Response:
        """Where the tag pointed, the newest line first; also of a tag that is deleted."""
        return self.paged(self._lines(tag), self._shown, HISTORY)

    def _shown(self, page: list[TagMove]) -> list[dict[str, Any]]:
        shown = TagMoveRead.rows(page)
        return shown if self.names_people else [line | {"moved_by": ""} for line in shown]

    def _lines(self, tag: str) -> QuerySet[TagMove]:
        lines = TagMove.objects.filter(repository=self.repository, name=_plain(tag))
        if not lines.exists():
            raise ManifestUnknown(_plain(tag))
        return lines


class TagRestoreEndpoint(RepositoryEndpoint):
    """``…/tags/<tag>/restore``."""

    @operation(Action.TAG_CREATE, body=RestoreWrite, answer=RestoreRead)
    def post(self, request: Request, project: str, repository: str, tag: str) -> Response:
        """Have the tag name a digest of its history again, or undo a line of it."""
        wanted = RestoreWrite.parse(request)
        digest = tag_history.restore(
            name=self.name,
            tag=tag,
            to=Digest.parse(wanted["digest"]) if "digest" in wanted else wanted["move_id"],
            by=self.access(Action.TAG_CREATE),
        )
        return Response({"digest": str(digest)})


def _plain(tag: str) -> str:
    """What of a path may be asked of a database, or told in an error."""
    return tag.replace("\0", "?")[:160]
