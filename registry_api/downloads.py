"""Sends a blob, whole by the server's own file path or in part, to clients however slow."""

from pathlib import Path
from typing import BinaryIO

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from artifacts import stores
from artifacts.reads import BlobRead
from oci import ranges
from oci.ranges import ByteRange
from registry_api import pools

BLOCK = 512 * 1024


class BlobResponse(Response):
    """One blob; honours one range (RFC 9110, section 14), sends everything for several.

    Starlette's ``FileResponse`` answers malformed and multiple ranges in its own way, and reads
    parts in threads that are not ours.
    """

    media_type = "application/octet-stream"

    def __init__(self, blob: BlobRead) -> None:
        self._blob = blob
        etag = f'"{blob.digest}"'
        super().__init__(
            headers={
                "Content-Length": str(blob.size),
                "Docker-Content-Digest": blob.digest,
                "ETag": etag,
                "Accept-Ranges": "bytes",
                "Cache-Control": "max-age=31536000, immutable",
            }
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "HEAD":
            await self._start(send)
            await send({"type": "http.response.body", "body": b""})
            return
        wanted = self._range(scope)
        path = stores.blob_store().local_path(self._blob.key)
        if wanted is None and path is not None and _can_send_paths(scope):
            await self._send_file(path, send)
        else:
            await self._send_blocks(wanted, send)

    def _range(self, scope: Scope) -> ByteRange | None:
        """Raises RangeNotSatisfiable. A range that depends on another version is not honoured."""
        headers = dict(scope["headers"])
        depends_on = headers.get(b"if-range")
        if depends_on is not None and depends_on.decode("latin-1") != self.headers["etag"]:
            return None
        text = headers.get(b"range")
        return ranges.parse_range(text.decode("latin-1") if text else None, self._blob.size)

    async def _send_file(self, path: Path, send: Send) -> None:
        await pools.disk(path.stat)  # a lost object is an error, not a short answer
        await self._start(send)
        await send({"type": "http.response.pathsend", "path": str(path)})

    async def _send_blocks(self, wanted: ByteRange | None, send: Send) -> None:
        start = wanted.start if wanted else 0
        left = wanted.length if wanted else self._blob.size
        file = await pools.disk(stores.blob_store().open, self._blob.key, start=start)
        try:
            if wanted is not None:
                self.status_code = 206
                self.headers["Content-Length"] = str(wanted.length)
                self.headers["Content-Range"] = wanted.content_range(self._blob.size)
            await self._start(send)
            await _copy(file, left, send)
        finally:
            await pools.disk(file.close)

    async def _start(self, send: Send) -> None:
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})


async def _copy(file: BinaryIO, left: int, send: Send) -> None:
    while left > 0:
        block = await pools.disk(file.read, min(BLOCK, left))
        if not block:
            raise OSError("the object is shorter than its row says")
        left -= len(block)
        await send({"type": "http.response.body", "body": block, "more_body": left > 0})
    if not left:
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _can_send_paths(scope: Scope) -> bool:
    return "http.response.pathsend" in scope.get("extensions", {})
