"""The body of a request as it comes in: read ahead of its reader, given up when too slow."""

import asyncio
import time
from asyncio import Future
from collections import deque

from starlette.types import Message, Receive

IDLE_SECONDS = 60.0
LEAST_RATE = 1024
"""How long a client may pause within a body, and the bytes a second it must send else (DO-01)."""

AHEAD = 8
AHEAD_FROM = 16 * 1024
"""So many parts are under way at once, as soon as one is so large: a stream, not a small body."""


class RequestBody:
    """Asks the server for the next parts while earlier ones are taken in.

    Each part passes from the server's thread to the loop, which takes far longer than to use it.
    The server answers in the order in which it was asked, as long as one thread runs its I/O
    (``--runtime-mode st``). What is read *ahead* must be proved by a digest all the same.
    """

    def __init__(self, receive: Receive, *, is_read: bool, ahead: bool) -> None:
        self.is_read = is_read
        self._ahead = ahead
        self._receive = receive
        self._coming: deque[Future[Message]] = deque()
        self._taken = 0
        self._waited = 0.0

    async def receive(self) -> Message:
        """The next part; a client that sends too little for long counts as gone."""
        if self.is_read:
            return await self._receive()
        self._ask(1)
        coming = self._coming.popleft()
        message = coming.result() if coming.done() else await self._wait_for(coming)
        size = len(message.get("body", b""))
        self._taken += size
        if message["type"] != "http.request" or not message.get("more_body", False):
            self.is_read = True
            self._cancel()
        elif self._ahead and size >= AHEAD_FROM:
            self._ask(AHEAD)
        return message

    def end(self) -> None:
        """Nobody wants what may still come, and from now on nothing comes."""
        self._cancel()
        self._receive = _receive_nothing

    def _cancel(self) -> None:
        while self._coming:
            self._coming.pop().cancel()

    def _ask(self, parts: int) -> None:
        while len(self._coming) < parts:
            self._coming.append(asyncio.ensure_future(self._receive()))

    async def _wait_for(self, coming: Future[Message]) -> Message:
        began = time.perf_counter()
        patience = IDLE_SECONDS + self._taken / LEAST_RATE - self._waited
        try:
            async with asyncio.timeout(max(patience, 0)):
                return await coming
        except TimeoutError:
            return {"type": "http.disconnect"}
        finally:
            self._waited += time.perf_counter() - began


async def _receive_nothing() -> Message:
    return {"type": "http.disconnect"}
