"""Manifests on the wire."""

from functools import lru_cache
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from artifacts import manifests, tags
from artifacts.errors import TooManyTags
from artifacts.reads import ManifestRead
from oci import manifest as oci_manifest
from oci import reference
from oci.errors import ManifestTooLarge
from registry_api import conditional, pools
from registry_api.auth import Target
from registry_api.context import Context

TAGS_AT_MOST = 50
CACHING = {"Cache-Control": "private, no-cache", "Vary": "Authorization, Accept"}


async def get(request: Request, target: Target) -> Response:
    """GET and HEAD ``/v2/<name>/manifests/<reference>``."""
    wanted = reference.parse_reference(request.path_params["reference"])
    context: Context = request.app.context
    found = await context.memory.manifest(target.seen, wanted)
    if conditional.is_known(request, found.digest):
        return conditional.not_modified(found.digest, CACHING)
    if request.method == "HEAD":
        return _ManifestResponse(found, has_body=False)
    tag = wanted if isinstance(wanted, str) else ""
    context.activity.pulled(target, digest=found.digest, tag=tag)
    return _ManifestResponse(found, has_body=True)


class _ManifestResponse(Response):
    """Starlette's, with headers that are made once."""

    def __init__(self, found: ManifestRead, *, has_body: bool) -> None:
        self.status_code = HTTPStatus.OK
        self.background = None
        self.body = found.body if has_body else b""
        self.raw_headers = _headers(found.digest, found.media_type, len(found.body))


@lru_cache(maxsize=4096)
def _headers(digest: str, media_type: str, size: int) -> list[tuple[bytes, bytes]]:
    headers = {
        "Docker-Content-Digest": digest,
        "ETag": conditional.etag(digest),
        "Content-Length": str(size),
        **CACHING,
    }
    return Response(media_type=media_type, headers=headers).raw_headers


async def put(request: Request, target: Target) -> Response:
    """PUT ``/v2/<name>/manifests/<reference>``."""
    wanted = reference.parse_reference(request.path_params["reference"])
    digest, tag_names = (
        (None, [wanted]) if isinstance(wanted, str) else (wanted, _more_tags(request))
    )
    pushed = await pools.write(
        manifests.push,
        name=target.name,
        body=await _read_body(request),
        media_type=request.headers.get("content-type"),
        digest=digest,
        tag_names=tag_names,
        by=target.access,
    )
    context: Context = request.app.context
    context.activity.pushed(pushed.repository_id)
    headers = {
        "Location": f"/v2/{target.name.path}/manifests/{pushed.digest}",
        "Docker-Content-Digest": str(pushed.digest),
    }
    if tag_names and digest is not None:
        headers["OCI-Tag"] = ", ".join(tag_names)
    if pushed.subject is not None:
        headers["OCI-Subject"] = str(pushed.subject)
    return Response(status_code=HTTPStatus.CREATED, headers=headers)


async def delete(request: Request, target: Target) -> Response:
    """DELETE: a tag by its name, a manifest with its tags by its digest."""
    wanted = reference.parse_reference(request.path_params["reference"])
    if isinstance(wanted, str):
        await pools.write(tags.delete, name=target.name, tag=wanted, by=target.access)
    else:
        await pools.write(manifests.delete, name=target.name, digest=wanted, by=target.access)
    return Response(status_code=HTTPStatus.ACCEPTED)


def _more_tags(request: Request) -> list[str]:
    """The tags that a push by digest asks for besides (``?tag=``, end-7b)."""
    names = [reference.parse_tag(text) for text in request.query_params.getlist("tag")]
    if len(names) > TAGS_AT_MOST:
        raise TooManyTags(TAGS_AT_MOST)
    return list(dict.fromkeys(names))


async def _read_body(request: Request) -> bytes:
    """Read at most the size of the largest manifest and a little, whatever is announced."""
    limit = oci_manifest.MAX_MANIFEST_BYTES
    announced = request.headers.get("content-length", "0")
    body = bytearray()
    if not announced.isdigit() or int(announced) <= limit:
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                break
        else:
            return bytes(body)
    raise ManifestTooLarge(f"a manifest has at most {limit} bytes")
