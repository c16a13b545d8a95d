"""Takes the body of an upload in: gathered on the loop, hashed and written in threads.

Memory stays flat (one block a request is under way, one fills), a slow client holds no thread,
and a fast one waits for the disk.
"""

import asyncio

from starlette.requests import Request

from artifacts import stores, uploads
from artifacts.models import Upload
from oci.digest import Digest, hasher
from oci.errors import SizeInvalid
from registry_api import pools
from storage.base import DriverState

BLOCK = 1024 * 1024


def has_body(request: Request) -> bool:
    length = request.headers.get("content-length")
    return length != "0" if length is not None else "transfer-encoding" in request.headers


async def receive(
    request: Request, upload: Upload, *, length: int | None
) -> tuple[DriverState, str]:
    """Write the body behind the upload's offset; durable when this returns.

    Answers the new state and the digest of all bytes so far, empty unless this one request
    brought them all. Raises SizeInvalid when the body is not as long as announced.
    """
    writer = _Writer(upload, length)
    try:
        async for chunk in request.stream():
            await writer.add(chunk)
            if length is not None and writer.size - upload.offset > length:
                raise SizeInvalid("the body is longer than announced")
        await writer.end()
    finally:
        await writer.settle()
    if length is not None and writer.size - upload.offset != length:
        raise SizeInvalid("the body is shorter than announced")
    await pools.disk(stores.blob_store().sync, writer.state)
    return writer.state, writer.digest if upload.offset == 0 else ""


class _Writer:
    """Writes one block in a thread while the next one gathers."""

    def __init__(self, upload: Upload, length: int | None) -> None:
        self._upload = upload
        self._wanted = None if length is None else upload.offset + length
        self._covered = upload.staged
        self.state: DriverState = upload.state
        self.size: int = self.state["size"]
        self._algorithm = upload.algorithm
        self._hash = hasher(upload.algorithm)
        self._gathered = bytearray()
        self._writing: asyncio.Task[DriverState] | None = None

    @property
    def digest(self) -> str:
        return str(Digest(self._algorithm, self._hash.hexdigest()))

    async def add(self, chunk: bytes) -> None:
        self.size += len(chunk)
        self._gathered += chunk
        if len(self._gathered) >= BLOCK:
            await self._write()

    async def end(self) -> None:
        await self._write()
        await self.settle()

    async def settle(self) -> None:
        """Wait for what is being written: no thread may write on when its request is over."""
        writing, self._writing = self._writing, None
        if writing is not None:
            self.state = await writing

    async def _write(self) -> None:
        await self.settle()
        await self._cover()
        block, self._gathered = bytes(self._gathered), bytearray()
        if block:
            self._writing = asyncio.create_task(pools.disk(self._put, self.state, block))

    async def _cover(self) -> None:
        if self.size > self._covered:
            self._covered = await pools.write(
                uploads.cover, upload=self._upload, size=self.size, wanted=self._wanted
            )

    def _put(self, state: DriverState, block: bytes) -> DriverState:
        self._hash.update(block)
        for start in range(0, len(block), BLOCK):
            state = stores.blob_store().write(state, block[start : start + BLOCK])
        return state
