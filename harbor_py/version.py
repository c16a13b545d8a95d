"""What clients ask first: which API this is, and whether anybody is there."""

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.endpoints import Endpoint
from accounts.api.operations import operation
from accounts.api.serializers import Shape
from accounts.rights import Need


class VersionRead(Shape):
    version = serializers.CharField()


class VersionEndpoint(Endpoint):
    """``/api/version``: whatever credentials come with the question are not looked at."""

    authentication_classes = []

    @operation(Need.NOTHING, answer=VersionRead)
    def get(self, request: Request) -> Response:
        return Response({"version": "v2.0"})


class PingEndpoint(Endpoint):
    """``/ping``."""

    authentication_classes = []

    @operation(Need.NOTHING, media_type="text/plain")
    def get(self, request: Request) -> HttpResponse:
        return HttpResponse("Pong", content_type="text/plain")
