"""Blobs on the wire: what is there already."""

from datetime import timedelta
from http import HTTPStatus

from django.db import Error as DatabaseFault
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from artifacts import blobs, sql, stores
from artifacts.errors import BlobUnknown
from artifacts.reads import BlobRead
from jobs import clock
from oci.digest import Digest
from registry_api import conditional, downloads, pools
from registry_api.auth import Target
from registry_api.context import Context
from registry_api.downloads import BlobResponse

URL_LIFETIME = timedelta(minutes=20)


async def get(request: Request, target: Target) -> Response:
    """GET and HEAD ``/v2/<name>/blobs/<digest>``."""
    digest = Digest.parse(request.path_params["digest"])
    context: Context = request.app.context
    blob = await context.memory.stored_blob(target.seen, digest)
    if request.method == "HEAD":
        await _keep(blob, target)
    if conditional.is_known(request, blob.digest):
        return conditional.not_modified(blob.digest, downloads.CACHING)
    if request.method == "HEAD":
        return BlobResponse(blob, downloads.wanted_range(request, blob))
    if url := stores.blob_store().redirect_url(blob.key, ttl=URL_LIFETIME):
        return RedirectResponse(url, status_code=HTTPStatus.TEMPORARY_REDIRECT)
    return BlobResponse(blob, downloads.wanted_range(request, blob))


async def delete(request: Request, target: Target) -> Response:
    """DELETE ``/v2/<name>/blobs/<digest>``."""
    digest = Digest.parse(request.path_params["digest"])
    await pools.write(blobs.delete, name=target.name, digest=digest, by=target.access)
    return Response(status_code=HTTPStatus.ACCEPTED)


async def _keep(blob: BlobRead, target: Target) -> None:
    """A client that is told "it is there" will not push it: keep it for a while (R5).

    The answer stands where nothing can be written: pulls go on then, and collecting does not. But
    not where somebody else holds the row for longer than we wait: it may be a collection.
    """
    now = clock.told()
    if now is None:
        now = await pools.domain(clock.now)
    if blob.protected_until - now >= blobs.shortest_lease():
        return
    target.seen.blobs.pop(blob.digest, None)
    repository_id = target.seen.place.repository_id
    assert repository_id is not None, "a blob was found in it"
    try:
        is_there = await pools.write(blobs.keep, repository_id=repository_id, blob_id=blob.id)
    except DatabaseFault as error:
        if sql.waited_in_vain(error):
            raise
    else:
        if not is_there:
            raise BlobUnknown(Digest.parse(blob.digest))
