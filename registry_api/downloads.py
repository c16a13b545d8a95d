"""Sends a blob, whole by the server's own file path or in part, to clients however slow."""

from pathlib import Path
from typing import BinaryIO

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from artifacts import stores
from artifacts.reads import BlobRead
from oci import ranges
from oci.ranges import ByteRange
from registry_api import conditional, pools

BLOCK = 32 * 1024
"""The server holds several of them for a client that is slow."""
CACHING = {"Cache-Control": "private, max-age=31536000, immutable", "Vary": "Authorization"}


class BlobResponse(Response):
    """One blob; honours one range (RFC 9110, section 14), sends everything for several.

    Starlette's ``FileResponse`` answers malformed and multiple ranges in its own way, and reads
    parts in threads that are not ours.
    """

    media_type = "application/octet-stream"

    def __init__(self, blob: BlobRead, part: ByteRange | None) -> None:
        self._blob = blob
        self._part = part
        headers = {
            "Content-Length": str(blob.size if part is None else part.length),
            "Docker-Content-Digest": blob.digest,
            "ETag": conditional.etag(blob.digest),
            "Accept-Ranges": "bytes",
            **CACHING,
        }
        if part is not None:
            headers["Content-Range"] = part.content_range(blob.size)
        super().__init__(status_code=200 if part is None else 206, headers=headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "HEAD":
            await self._start(send)
            await send({"type": "http.response.body", "body": b""})
            return
        path = stores.blob_store().local_path(self._blob.key)
        if self._part is None and path is not None and _can_send_paths(scope):
            await self._send_file(path, send)
        else:
            await self._send_blocks(send)

    async def _send_file(self, path: Path, send: Send) -> None:
        await self._start(send)
        await send({"type": "http.response.pathsend", "path": str(path)})

    async def _send_blocks(self, send: Send) -> None:
        start = self._part.start if self._part else 0
        left = self._part.length if self._part else self._blob.size
        file = await pools.disk(stores.blob_store().open, self._blob.key, start=start)
        try:
            await self._start(send)
            await _copy(file, left, send)
        finally:
            await pools.disk(file.close)

    async def _start(self, send: Send) -> None:
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})


async def _copy(file: BinaryIO, left: int, send: Send) -> None:
    if not left:
        await send({"type": "http.response.body", "body": b""})
    while left > 0:
        block = await pools.disk(file.read, min(BLOCK, left))
        if not block:
            raise OSError("the object is shorter than its row says")
        left -= len(block)
        await send({"type": "http.response.body", "body": block, "more_body": left > 0})


def wanted_range(request: Request, blob: BlobRead) -> ByteRange | None:
    """The part that a GET asks for. Raises RangeNotSatisfiable.

    A range that depends on another version (``If-Range``) is not honoured.
    """
    etag = conditional.etag(blob.digest)
    if request.method != "GET" or request.headers.get("if-range", etag) != etag:
        return None
    return ranges.parse_range(request.headers.get("range"), blob.size)


def _can_send_paths(scope: Scope) -> bool:
    return "http.response.pathsend" in scope.get("extensions", {})
