"""The route table of the data plane: every verb and path, and the right that it needs."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from projects.roles import Action
from registry_api import blobs, manifests, names, token, uploads
from registry_api.auth import Target
from registry_api.errors import MethodUnknown, PathUnknown


@dataclass(frozen=True, slots=True)
class InRepository:
    """Does something in a repository, for callers who have the right that it needs."""

    handler: Callable[[Request, Target], Awaitable[Response]]
    needs: Action


Plain = Callable[[Request], Awaitable[Response]]
Endpoints = Mapping[str, InRepository | Plain]
Parameters = dict[str, str]

PULL = Action.REPOSITORY_PULL
PUSH = Action.REPOSITORY_PUSH
DELETE = Action.REPOSITORY_DELETE

PLAIN: Mapping[str, Endpoints] = {
    "/v2/": {"GET": names.root},
    "/v2": {"GET": names.root},
    "/v2/_catalog": {"GET": names.catalog},
    "/service/token": {"GET": token.get, "POST": token.post},
}
"""Whole paths. Who may GET may HEAD."""

IN_REPOSITORY: Mapping[str, Endpoints] = {
    "manifests/{reference}": {
        "GET": InRepository(manifests.get, PULL),
        "PUT": InRepository(manifests.put, PUSH),
        "DELETE": InRepository(manifests.delete, DELETE),
    },
    "referrers/{digest}": {"GET": InRepository(names.referrers, PULL)},
    "tags/list": {"GET": InRepository(names.tags_list, PULL)},
    "blobs/uploads/": {"POST": InRepository(uploads.start, PUSH)},
    "blobs/uploads": {"POST": InRepository(uploads.start, PUSH)},
    "blobs/uploads/{upload}": {
        "GET": InRepository(uploads.status, PUSH),
        "PATCH": InRepository(uploads.append, PUSH),
        "PUT": InRepository(uploads.finish, PUSH),
        "DELETE": InRepository(uploads.cancel, PUSH),
    },
    "blobs/{digest}": {
        "GET": InRepository(blobs.get, PULL),
        "DELETE": InRepository(blobs.delete, DELETE),
    },
}
"""What follows ``/v2/<name>/``. Names such as "a/blobs/uploads/b" and "a/tags/list" are legal: the
name takes all it can, and paths are told apart by their last parts.
"""

_TAILS = tuple((tuple(tail.split("/")), endpoints) for tail, endpoints in IN_REPOSITORY.items())


def find(method: str, path: str) -> tuple[InRepository | Plain, Parameters]:
    """The endpoint of a request and the parameters in its path, ``name`` the repository's.

    Raises PathUnknown or MethodUnknown.
    """
    verb = "GET" if method == "HEAD" else method
    allowed: Endpoints = {}
    for endpoints, parameters in _matches(path):
        if verb in endpoints:
            return endpoints[verb], parameters
        allowed = allowed or endpoints
    if allowed:
        raise MethodUnknown([*allowed, "HEAD"] if "GET" in allowed else [*allowed])
    raise PathUnknown


def _matches(path: str) -> Iterator[tuple[Endpoints, Parameters]]:
    if path in PLAIN:
        yield PLAIN[path], {}
    parts = path.split("/")[2:]
    for tail, endpoints in _TAILS:
        parameters = _parameters(tail, parts[-len(tail) :])
        if parameters is not None and len(parts) > len(tail):
            yield endpoints, {"name": "/".join(parts[: -len(tail)]), **parameters}


def _parameters(tail: tuple[str, ...], parts: list[str]) -> Parameters | None:
    """Those of the tail, each one part that is not empty; ``None`` if it does not match."""
    parameters = {}
    for wanted, part in zip(tail, parts, strict=False):
        if wanted.startswith("{"):
            if not part:
                return None
            parameters[wanted[1:-1]] = part
        elif wanted != part:
            return None
    return parameters
