"""Sends an answer of Django's while it is made: in one thread, no faster than the client reads."""

import asyncio
import logging
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from django.db import connections
from starlette.types import Message, Receive, Send

AT_ONCE = 2
"""Answers on their way together: each holds a thread, a connection and a snapshot."""
CHUNKS_AHEAD = 4
PATIENCE_SECONDS = 60

_log = logging.getLogger("harbor.rest")


class Streams:
    """One a process, used on its event loop only."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="stream")
        self._under_way = 0

    @property
    def are_full(self) -> bool:
        return self._under_way >= AT_ONCE

    async def send(
        self, start: Message, chunks: Iterable[bytes], receive: Receive, send: Send
    ) -> None:
        """Send the start of an answer, and the chunks as its body.

        A client that goes, or reads nothing for a minute, ends the iteration. An iteration that
        fails leaves the body without its end, so that nobody takes it for the whole.
        """
        self._under_way += 1
        stream = _Stream(chunks)
        watch = asyncio.create_task(_watch(receive, stream))
        pumping = asyncio.get_running_loop().run_in_executor(self._threads, stream.pump)
        try:
            await send(start)
            while (chunk := await stream.ahead.get()) is not None and not stream.is_over.is_set():
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
            if not stream.is_over.is_set():
                await pumping
                await send({"type": "http.response.body", "body": b""})
        finally:
            watch.cancel()
            await stream.end(pumping)
            self._under_way -= 1


class _Stream:
    """The chunks of one answer, from the thread that makes them to the loop."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self._loop = asyncio.get_running_loop()
        self.ahead: asyncio.Queue[bytes | None] = asyncio.Queue(CHUNKS_AHEAD)
        self.is_over = threading.Event()

    def pump(self) -> None:
        try:
            for chunk in self._chunks:
                if self.is_over.is_set():
                    break
                self._put(chunk)
        except Exception:
            _log.exception("an answer broke off")
            raise
        finally:
            with suppress(AttributeError):
                self._chunks.close()  # type: ignore[attr-defined]  # iterators of Django have it
            connections.close_all()
            self._put(None)

    async def end(self, pumping: "asyncio.Future[None]") -> None:
        """Have the thread stop, which may be waiting to hand on a chunk."""
        self.is_over.set()
        while not pumping.done():
            while not self.ahead.empty():
                self.ahead.get_nowait()
            await asyncio.sleep(0.01)
        pumping.exception()  # has been logged

    def _put(self, chunk: bytes | None) -> None:
        asyncio.run_coroutine_threadsafe(self.ahead.put(chunk), self._loop).result()


async def _watch(receive: Receive, stream: _Stream) -> None:
    """Note when the client goes."""
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.is_over.set()
