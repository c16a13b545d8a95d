"""Takes the body of an upload in: gathered on the loop, hashed and written in threads.

Memory stays flat (one block a request is under way, one fills), a slow client holds no thread,
and a fast one waits for the disk.
"""

import asyncio

from starlette.requests import ClientDisconnect, Request

from artifacts import stores, uploads
from artifacts.models import Upload
from oci.digest import Digest, hasher
from oci.errors import SizeInvalid
from registry_api import pools
from storage.base import MAX_WRITE_BYTES, DriverState

BLOCK = 1024 * 1024


def has_body(request: Request) -> bool:
    length = request.headers.get("content-length")
    return length != "0" if length is not None else "transfer-encoding" in request.headers


class Body:
    """The body of a request, in blocks of some size; *length* is how long it shall be, if known."""

    def __init__(self, request: Request, length: int | None) -> None:
        self._receive = request.receive
        self.length = length
        self.size = 0
        self.is_read = False

    async def block(self) -> bytearray:
        """The next block, empty at the end. Raises SizeInvalid when the length was not true."""
        block = bytearray()
        while len(block) < BLOCK and not self.is_read:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            self.is_read = not message["more_body"]
            block += message["body"]
            self._count(len(message["body"]))
        return block

    def _count(self, size: int) -> None:
        self.size += size
        if self.length is not None and self.size > self.length:
            raise SizeInvalid("the body is longer than announced")
        if self.length is not None and self.size < self.length and self.is_read:
            raise SizeInvalid("the body is shorter than announced")


async def receive(body: Body, block: bytearray, upload: Upload) -> tuple[DriverState, str]:
    """Write the body, whose first *block* has been read, behind the upload's offset.

    Durable when this returns. Answers the new state, and the digest of all bytes so far, empty
    unless this one request brought them all.
    """
    writer = _Writer(upload, body)
    try:
        while block:
            await writer.write(block)
            block = await body.block()
    finally:
        await writer.settle()
    await pools.disk(stores.blob_store().sync, writer.state)
    return writer.state, writer.digest if upload.offset == 0 else ""


class _Writer:
    """Writes one block in a thread while the next one gathers."""

    def __init__(self, upload: Upload, body: Body) -> None:
        self._upload = upload
        self._body = body
        self._covered = upload.staged
        self.state: DriverState = upload.state
        self._algorithm = upload.algorithm
        self._hash = hasher(upload.algorithm)
        self._writing: asyncio.Task[DriverState] | None = None

    @property
    def digest(self) -> str:
        return str(Digest(self._algorithm, self._hash.hexdigest()))

    async def write(self, block: bytearray) -> None:
        await self.settle()
        await self._cover()
        self._writing = asyncio.create_task(pools.disk(self._put, self.state, block))

    async def settle(self) -> None:
        """Wait for what is being written: no thread may write on when its request is over."""
        writing, self._writing = self._writing, None
        if writing is not None:
            self.state = await writing

    async def _cover(self) -> None:
        """Have room for all that was read so far (R12, DO-02)."""
        offset, length = self._upload.offset, self._body.length
        size = offset + self._body.size
        if size > self._covered:
            self._covered = await pools.write(
                uploads.cover,
                upload=self._upload,
                size=size,
                wanted=None if length is None else offset + length,
            )

    def _put(self, state: DriverState, block: bytearray) -> DriverState:
        self._hash.update(block)
        for start in range(0, len(block), MAX_WRITE_BYTES):
            part = memoryview(block)[start : start + MAX_WRITE_BYTES]
            state = stores.blob_store().write(state, part)
        return state
