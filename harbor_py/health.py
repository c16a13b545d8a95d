"""``GET /api/v2.0/health``: whether the parts of the registry do their work (Harbor's shape)."""

from collections.abc import Callable

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.endpoints import Endpoint
from accounts.api.operations import operation
from accounts.api.serializers import Shape
from accounts.rights import Need
from artifacts import stores
from storage.base import StorageError


class ComponentRead(Shape):
    name = serializers.CharField()
    status = serializers.CharField()
    error = serializers.CharField(required=False)


class HealthRead(Shape):
    status = serializers.CharField()
    components = ComponentRead(many=True)


class HealthEndpoint(Endpoint):
    """``/health``: asked by whoever watches, also when nobody can be told apart any more."""

    authentication_classes = []

    @operation(Need.NOTHING, answer=HealthRead)
    def get(self, request: Request) -> Response:
        """Answer 200 always, as Harbor does; ``status`` and the components say how things are."""
        components = [_component(name, probe) for name, probe in _probes().items()]
        is_healthy = all(component["status"] == "healthy" for component in components)
        status = "healthy" if is_healthy else "unhealthy"
        return Response({"status": status, "components": components})


def _probes() -> dict[str, Callable[[], None]]:
    probes = {"core": _ask_nothing, "database": _ask_database, "registry": _ask_storage}
    return probes | ({"redis": _ask_redis} if settings.REDIS_URL else {})


def _component(name: str, probe: Callable[[], None]) -> dict[str, str]:
    try:
        probe()
    except (DatabaseError, StorageError, OSError) as error:
        return {"name": name, "status": "unhealthy", "error": type(error).__name__}
    return {"name": name, "status": "healthy"}


def _ask_nothing() -> None:
    """That this code runs is the answer."""


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_storage() -> None:
    """Stage a byte and drop it: what a push needs first."""
    store = stores.blob_store()
    store.abort(store.write(store.begin_upload(), b"\0"))


def _ask_redis() -> None:
    assert settings.REDIS_URL is not None
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2) as client:
        try:
            client.ping()
        except redis.RedisError as error:
            raise OSError(str(error)) from error
