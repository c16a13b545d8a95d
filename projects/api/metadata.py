"""``/projects/<project>/metadatas``: what a project is set to, key by key; values are strings."""

from rest_framework import serializers
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.bodies import Body, Text
from accounts.api.operations import operation
from accounts.api.serializers import Shape
from projects import projects
from projects.api.endpoints import ProjectEndpoint
from projects.errors import ProjectInvalid
from projects.roles import Action


class MetadataRead(Shape):
    """All that is set, or the one that was asked for."""

    public = serializers.CharField(required=False)
    allow_sparse = serializers.CharField(required=False)
    retention_id = serializers.CharField(required=False)


class MetadataWrite(Body):
    """One key and its value."""

    public = Text(required=False)
    allow_sparse = Text(required=False)

    @staticmethod
    def pair(request: Request) -> tuple[str, str]:
        """What the body names. Raises ParseError or ValidationError."""
        if not isinstance(request.data, dict) or len(request.data) != 1:
            raise ParseError("the body is a JSON object of one key and its value")
        ((key, value),) = request.data.items()
        if not isinstance(value, str):
            raise ValidationError({key: "not a string"})
        return key, value


class MetadatasEndpoint(ProjectEndpoint):
    """``/projects/<project>/metadatas``."""

    @operation(Action.METADATA_LIST, answer=MetadataRead)
    def get(self, request: Request, project: str) -> Response:
        return Response(projects.metadata(self.project))

    @operation(Action.METADATA_CREATE, body=MetadataWrite)
    def post(self, request: Request, project: str) -> Response:
        key, value = MetadataWrite.pair(request)
        projects.add_metadata(project_id=self.project.pk, key=key, value=value, by=self.by)
        return Response()


class MetadataEndpoint(ProjectEndpoint):
    """``/projects/<project>/metadatas/<key>``."""

    @operation(Action.METADATA_READ, answer=MetadataRead)
    def get(self, request: Request, project: str, key: str) -> Response:
        return Response({key: projects.metadata_of(self.project, key)})

    @operation(Action.METADATA_UPDATE, body=MetadataWrite)
    def put(self, request: Request, project: str, key: str) -> Response:
        projects.metadata_of(self.project, key)
        named, value = MetadataWrite.pair(request)
        if named != key:
            raise ProjectInvalid(f"the body does not name the metadata {key} and no other")
        projects.require_settable(key)
        projects.update(project_id=self.project.pk, metadata={key: value}, by=self.by)
        return Response()

    @operation(Action.METADATA_DELETE)
    def delete(self, request: Request, project: str, key: str) -> Response:
        projects.remove_metadata(project_id=self.project.pk, key=key, by=self.by)
        return Response()
