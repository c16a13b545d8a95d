"""Blobs on the wire: how they come in (distribution-spec, "Pushing blobs")."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from artifacts import blobs, uploads
from artifacts.errors import DigestMismatch, UploadUnknown
from artifacts.models import Upload
from oci import ranges
from oci.digest import Digest, hasher
from oci.errors import RangeInvalid, SizeInvalid
from registry_api import intake, pools
from registry_api.auth import READ, Target, mount_source
from registry_api.context import Context
from storage.base import UploadMissing

DEFAULT_ALGORITHM = "sha256"


async def start(request: Request, target: Target) -> Response:
    """POST ``/v2/<name>/blobs/uploads/``: begin, mount, or bring the whole blob at once."""
    digest = _digest(request, "digest")
    if "mount" in request.query_params and await _mount(request, target):
        return _created(target, Digest.parse(request.query_params["mount"]))
    algorithm = digest.algorithm if digest else _algorithm(request)
    upload = await pools.write(
        uploads.begin, name=target.name, algorithm=algorithm, by=target.access
    )
    if digest is not None:
        return await _whole(request, target, upload, digest)
    return _accepted(target, upload)


async def _whole(request: Request, target: Target, upload: Upload, digest: Digest) -> Response:
    """The client does not know the upload's id: what goes wrong ends it."""
    try:
        upload = await _append(request, target, upload.pk)
        return await _finish(target, upload, digest)
    except BaseException:
        await pools.write(uploads.abandon, upload.pk, by=target.access.by)
        raise


async def append(request: Request, target: Target) -> Response:
    """PATCH: one chunk, or everything in one stream."""
    return _accepted(target, await _append(request, target, request.path_params["upload"]))


async def finish(request: Request, target: Target) -> Response:
    """PUT ``?digest=``: the last chunk, if there is one, and the end."""
    digest = Digest.parse(request.query_params.get("digest", ""))
    upload_id = request.path_params["upload"]
    try:
        if intake.has_body(request):
            upload = await _append(request, target, upload_id)
            return await _finish(target, upload, digest)
        if not await pools.write(_finish_hashed, target, upload_id, digest):
            upload = await pools.write(
                uploads.take, upload_id=upload_id, name=target.name, by=target.access
            )
            await _finish(target, upload, digest)
        return _created(target, digest)
    except (UploadUnknown, UploadMissing):
        is_here = await pools.write(
            blobs.is_linked, name=target.name, digest=digest, by=target.access
        )
        if is_here:  # the answer to an earlier PUT was lost
            return _created(target, digest)
        raise


async def status(request: Request, target: Target) -> Response:
    """GET: how far the upload is."""
    upload = await pools.domain(
        uploads.find,
        upload_id=request.path_params["upload"],
        name=target.name,
        by=target.access,
    )
    return _accepted(target, upload, status=HTTPStatus.NO_CONTENT)


async def cancel(request: Request, target: Target) -> Response:
    """DELETE: the client thinks better of it."""
    await pools.write(
        uploads.cancel,
        upload_id=request.path_params["upload"],
        name=target.name,
        by=target.access,
    )
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def _mount(request: Request, target: Target) -> bool:
    """Link a blob of another repository; whatever prevents it, the client can push instead."""
    digest = Digest.parse(request.query_params["mount"])
    source = mount_source(request)
    if source is not None:
        context: Context = request.app.context
        may_read = await context.gate.may_mount(request, source, target)
    else:
        may_read = READ in target.access.actions and "from" not in request.query_params
    if not may_read:
        return False
    return await pools.write(
        blobs.mount, name=target.name, source=source, digest=digest, by=target.access
    )


async def _append(request: Request, target: Target, upload_id: str) -> Upload:
    """Take the body in behind what is there already, and have it durable before it counts."""
    start, length = _announced(request)
    name, by = target.name, target.access
    body = intake.Body(request, length)
    block = await body.block()
    if body.is_read:
        brought = await pools.write(
            uploads.bring, upload_id=upload_id, name=name, by=by, start=start, body=block
        )
        if brought is not None:
            return brought
    upload = await pools.write(
        uploads.take, upload_id=upload_id, name=name, by=by, start=start, length=length
    )
    try:
        state, hashed = await intake.receive(body, block, upload)
        return await pools.write(uploads.advance, upload=upload, state=state, hashed=hashed)
    except BaseException:
        await pools.write(uploads.give_up, upload)
        raise


def _finish_hashed(target: Target, upload_id: str, digest: Digest) -> bool:
    """End an upload whose bytes were hashed as they came in, and that nobody writes to.

    Answers whether it was one; another has to be taken over, and read back.
    """
    upload = uploads.find(upload_id=upload_id, name=target.name, by=target.access)
    if upload.hashed != str(digest):
        return False
    blobs.finish(name=target.name, upload=upload, digest=digest, by=target.access)
    return True


async def _finish(target: Target, upload: Upload, digest: Digest) -> Response:
    try:
        if upload.hashed != str(digest):  # it is read back, which may take long
            await pools.disk(blobs.store, upload=upload, digest=digest)
        await pools.write(
            blobs.finish, name=target.name, upload=upload, digest=digest, by=target.access
        )
    except DigestMismatch:
        await pools.write(uploads.drop, upload, by=target.access.by)
        raise
    return _created(target, digest)


def _announced(request: Request) -> tuple[int | None, int | None]:
    """Where the chunk begins and how long it is, as far as the client says. Raises RangeInvalid."""
    header = request.headers.get("content-range")
    length = request.headers.get("content-length")
    if length is not None and not (length.isascii() and length.isdigit()):
        raise SizeInvalid("Content-Length must be a whole number")
    if header is None:
        return None, int(length) if length else None
    first, last = ranges.parse_content_range(header)
    if length is not None and int(length) != last - first + 1:
        raise RangeInvalid("Content-Range and Content-Length do not agree")
    return first, last - first + 1


def _algorithm(request: Request) -> str:
    """The algorithm that the client means to close the upload with (end-4c)."""
    name = request.query_params.get("digest-algorithm", DEFAULT_ALGORITHM)
    hasher(name)
    return name


def _digest(request: Request, parameter: str) -> Digest | None:
    text = request.query_params.get(parameter)
    return None if text is None else Digest.parse(text)


def _accepted(target: Target, upload: Upload, status: HTTPStatus = HTTPStatus.ACCEPTED) -> Response:
    return Response(
        status_code=status,
        headers={
            "Location": f"/v2/{target.name.path}/blobs/uploads/{upload.pk}",
            "Range": f"0-{max(upload.offset - 1, 0)}",
            "Docker-Upload-UUID": upload.pk,
        },
    )


def _created(target: Target, digest: Digest) -> Response:
    return Response(
        status_code=HTTPStatus.CREATED,
        headers={
            "Location": f"/v2/{target.name.path}/blobs/{digest}",
            "Docker-Content-Digest": str(digest),
        },
    )
