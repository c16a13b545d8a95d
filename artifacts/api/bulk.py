"""``…/bulk/…``: the same deed for up to a hundred items, each done or refused on its own.

Every item is a transaction of its own, checked as if it had been asked for alone, and answers with
the status that it would have had. What could not be done says so beside what was.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from http import HTTPStatus
from typing import Any

from django.db import DatabaseError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.endpoints import Endpoint
from accounts.api.operations import operation
from artifacts import labels, manifests, tags
from artifacts.api.endpoints import RepositoryEndpoint
from artifacts.api.serializers import ArtifactsNamed, LabelWanted, Outcomes, TagsNamed
from oci.digest import Digest
from oci.errors import DomainError
from projects.roles import Action


class Bulk(Endpoint):
    """Many deeds in one request."""

    def outcomes(self, deeds: Mapping[str, Callable[[], object]]) -> Response:
        """Do each; answers what became of it under its name."""
        results = [self._outcome(item, do) for item, do in deeds.items()]
        failed = sum(result["error"] is not None for result in results)
        return Response({"done": len(results) - failed, "failed": failed, "results": results})

    def _outcome(self, item: str, do: Callable[[], object]) -> dict[str, Any]:
        """The item's status, and what is wrong in the words of the one table of errors."""
        try:
            do()
        except (DomainError, DatabaseError) as error:
            answer = self.get_exception_handler()(error, self.get_exception_handler_context())
            assert answer is not None, "the table has an entry for every fact"
            (fault,) = answer.data["errors"]
            return {"item": item, "status": answer.status_code, "error": fault}
        return {"item": item, "status": HTTPStatus.OK, "error": None}


class BulkEndpoint(RepositoryEndpoint, Bulk):
    """A path below ``…/bulk``."""

    def each(self, items: Sequence[str], do: Callable[[str], object]) -> Response:
        return self.outcomes({item: partial(do, item) for item in items})


class DeleteTagsEndpoint(BulkEndpoint):
    """``…/bulk/delete-tags``."""

    @operation(Action.TAG_DELETE, body=TagsNamed, answer=Outcomes)
    def post(self, request: Request, project: str, repository: str) -> Response:
        """Delete tags; the artifacts stay."""
        wanted = TagsNamed.parse(request)
        name, by = self.name, self.access(Action.TAG_DELETE)
        return self.each(wanted["tags"], lambda tag: tags.delete(name=name, tag=tag, by=by))


class DeleteArtifactsEndpoint(BulkEndpoint):
    """``…/bulk/delete-artifacts``."""

    @operation(Action.ARTIFACT_DELETE, body=ArtifactsNamed, answer=Outcomes)
    def post(self, request: Request, project: str, repository: str) -> Response:
        """Delete artifacts with their tags and all that belongs to them."""
        wanted = ArtifactsNamed.parse(request)
        name, by = self.name, self.access(Action.ARTIFACT_DELETE)

        def delete(digest: str) -> None:
            manifests.delete_artifact(name=name, reference=Digest.parse(digest), by=by)

        return self.each(wanted["digests"], delete)


class AttachLabelEndpoint(BulkEndpoint):
    """``…/bulk/attach-label``."""

    @operation(Action.ARTIFACT_LABEL_CREATE, body=LabelWanted, answer=Outcomes)
    def post(self, request: Request, project: str, repository: str) -> Response:
        """Give artifacts a label of the system or of the project."""
        wanted = LabelWanted.parse(request)
        name, by = self.name, self.access(Action.ARTIFACT_LABEL_CREATE)

        def attach(digest: str) -> None:
            labels.attach(
                name=name, reference=Digest.parse(digest), label_id=wanted["label_id"], by=by
            )

        return self.each(wanted["digests"], attach)
