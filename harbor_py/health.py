"""``GET /api/v2.0/health``: whether the parts of the registry do their work (Harbor's shape)."""

from collections.abc import Callable

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from artifacts import stores
from storage.base import StorageError


def view(_: HttpRequest) -> JsonResponse:
    """Answer 200 always, as Harbor does; ``status`` and the components say how things are."""
    components = [_component(name, probe) for name, probe in _probes().items()]
    is_healthy = all(component["status"] == "healthy" for component in components)
    return JsonResponse(
        {"status": "healthy" if is_healthy else "unhealthy", "components": components}
    )


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
