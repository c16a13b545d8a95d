"""Conditional requests (RFC 9110, section 13): content by digest has the digest as its ETag."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response


def etag(digest: str) -> str:
    return f'"{digest}"'


def is_known(request: Request, digest: str) -> bool:
    """Whether the client has the content already (``If-None-Match``)."""
    header = request.headers.get("if-none-match")
    if header is None:
        return False
    tags = [tag.strip().removeprefix("W/") for tag in header.split(",")]
    return "*" in tags or etag(digest) in tags


def not_modified(digest: str, headers: Mapping[str, str]) -> Response:
    """With the caching headers that the content itself would have (RFC 9110, section 15.4.5)."""
    known = {"ETag": etag(digest), "Docker-Content-Digest": digest}
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={**known, **headers})
