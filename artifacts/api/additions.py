"""What belongs to an artifact: its accessories, additions, layers and labels."""

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.bodies import LARGEST
from accounts.api.operations import operation
from accounts.api.pagination import HarborPagination
from artifacts import accessories, additions, labels
from artifacts.additions import Document
from artifacts.api import rows
from artifacts.api.endpoints import ArtifactEndpoint
from artifacts.api.serializers import AccessoryRead, LabelNamed, LayerRead
from artifacts.errors import LabelNotAttached
from oci import reference as oci_reference
from projects.roles import Action


class AccessoriesEndpoint(ArtifactEndpoint):
    """``…/artifacts/<reference>/accessories``."""

    @operation(Action.ACCESSORY_LIST, answer=AccessoryRead, is_list=True)
    def get(self, request: Request, project: str, repository: str, reference: str) -> Response:
        subject = self.artifact
        found = accessories.of([subject], at_most=accessories.ALL)[subject.pk]
        pages = HarborPagination()
        page = pages.paginate_queryset(found, request)
        return pages.get_paginated_response(
            [rows.accessory(row, self.repository.name, subject.pk) for row in page]
        )


class AdditionEndpoint(ArtifactEndpoint):
    """``…/artifacts/<reference>/additions/<addition>``: as it is, not as JSON of ours."""

    @operation(Action.ARTIFACT_ADDITION_READ, media_type="*/*")
    def get(
        self, request: Request, project: str, repository: str, reference: str, addition: str
    ) -> HttpResponse:
        found = additions.read(
            repository_id=self.repository.pk, manifest_id=self.artifact.pk, name=addition
        )
        return _somebodys(found.content, found.content_type)


class ManifestEndpoint(ArtifactEndpoint):
    """``…/artifacts/<reference>/manifest``: byte for byte, and no pull."""

    @operation(Action.ARTIFACT_ADDITION_READ, media_type="*/*")
    def get(self, request: Request, project: str, repository: str, reference: str) -> HttpResponse:
        return _document(
            additions.manifest_document(
                repository_id=self.repository.pk, manifest_id=self.artifact.pk
            )
        )


class ConfigEndpoint(ArtifactEndpoint):
    """``…/artifacts/<reference>/config``: byte for byte, and no pull."""

    @operation(Action.ARTIFACT_ADDITION_READ, media_type="*/*")
    def get(self, request: Request, project: str, repository: str, reference: str) -> HttpResponse:
        return _document(
            additions.config_document(
                repository_id=self.repository.pk, manifest_id=self.artifact.pk
            )
        )


class LayersEndpoint(ArtifactEndpoint):
    """``…/artifacts/<reference>/layers``: each with what made it."""

    @operation(Action.ARTIFACT_ADDITION_READ, answer=LayerRead, is_list=True)
    def get(self, request: Request, project: str, repository: str, reference: str) -> Response:
        found = additions.layers(repository_id=self.repository.pk, manifest_id=self.artifact.pk)
        pages = HarborPagination()
        return pages.get_paginated_response(LayerRead.rows(pages.paginate_queryset(found, request)))


class ArtifactLabelsEndpoint(ArtifactEndpoint):
    """``…/artifacts/<reference>/labels``."""

    @operation(Action.ARTIFACT_LABEL_CREATE, body=LabelNamed)
    def post(self, request: Request, project: str, repository: str, reference: str) -> Response:
        labels.attach(
            name=self.name,
            reference=oci_reference.parse_reference(reference),
            label_id=LabelNamed.parse(request)["id"],
            by=self.access(Action.ARTIFACT_LABEL_CREATE),
        )
        return Response()


class ArtifactLabelEndpoint(ArtifactEndpoint):
    """``…/artifacts/<reference>/labels/<id>``."""

    @operation(Action.ARTIFACT_LABEL_DELETE)
    def delete(
        self, request: Request, project: str, repository: str, reference: str, label_id: int
    ) -> Response:
        if label_id > LARGEST:
            raise LabelNotAttached(label_id)
        labels.detach(
            name=self.name,
            reference=oci_reference.parse_reference(reference),
            label_id=label_id,
            by=self.access(Action.ARTIFACT_LABEL_DELETE),
        )
        return Response()


def _document(document: Document) -> HttpResponse:
    answer = _somebodys(document.content, "application/json")
    answer.headers["Docker-Content-Digest"] = document.digest
    return answer


def _somebodys(content: bytes, content_type: str) -> HttpResponse:
    """Bytes that somebody pushed: no browser is to take them for anything else."""
    answer = HttpResponse(content, content_type=content_type)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
