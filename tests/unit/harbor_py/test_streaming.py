"""Answers that are sent while they are made."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.types import Message

from harbor_py.streaming import AT_ONCE, CHUNKS_AHEAD, Streams

START: Message = {"type": "http.response.start", "status": 200, "headers": []}


class Client:
    """Reads an answer; goes away after `leaves_after` chunks, waits for `may_read` before each."""

    def __init__(self, leaves_after: int = 1 << 30) -> None:
        self.read: list[Message] = []
        self.may_read = asyncio.Event()
        self.may_read.set()
        self._gone = asyncio.Event()
        self._leaves_after = leaves_after

    async def receive(self) -> Message:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        await self.may_read.wait()
        if message["type"] == "http.response.start":
            return
        self.read.append(message)
        if len(self.read) >= self._leaves_after:
            self._gone.set()

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.read)

    @property
    def has_whole(self) -> bool:
        return bool(self.read) and not self.read[-1].get("more_body", False)


class Chunks:
    """Numbers as chunks, up to `count`; tells how many were asked for and whether it was closed."""

    def __init__(self, count: int, *, fails: bool = False) -> None:
        self.made, self.is_closed = 0, False
        self._count, self._fails = count, fails
        self.threads: set[int] = set()

    def __iter__(self) -> Iterator[bytes]:
        for number in range(self._count):
            self.threads.add(threading.get_ident())
            self.made += 1
            yield b"%d;" % number
        if self._fails:
            raise ConnectionError("the database is gone")

    def close(self) -> None:
        self.is_closed = True


def run(story: Callable[[], Any]) -> None:
    asyncio.run(asyncio.wait_for(story(), 20))


def test_chunks_arrive_in_order_from_one_thread_and_end() -> None:
    async def story() -> None:
        client, chunks = Client(), Chunks(100)
        await Streams().send(START, chunks, client.receive, client.send)
        assert client.body == b"".join(b"%d;" % number for number in range(100))
        assert client.has_whole
        assert chunks.is_closed
        assert len(chunks.threads) == 1

    run(story)


def test_no_more_is_made_than_a_slow_client_reads() -> None:
    async def story() -> None:
        client, chunks = Client(), Chunks(100)
        client.may_read.clear()
        sending = asyncio.create_task(Streams().send(START, chunks, client.receive, client.send))
        await asyncio.sleep(0.2)
        assert chunks.made <= CHUNKS_AHEAD + 2
        client.may_read.set()
        await sending
        assert client.has_whole

    run(story)


def test_a_client_that_goes_ends_the_iteration() -> None:
    async def story() -> None:
        client, chunks = Client(leaves_after=3), Chunks(1_000_000)
        await Streams().send(START, chunks, client.receive, client.send)
        assert chunks.is_closed
        assert chunks.made < 1000
        assert not client.has_whole

    run(story)


def test_an_iteration_that_fails_leaves_the_body_without_its_end() -> None:
    async def story() -> None:
        client, chunks = Client(), Chunks(3, fails=True)
        with pytest.raises(ConnectionError):
            await Streams().send(START, chunks, client.receive, client.send)
        assert client.body == b"0;1;2;"
        assert not client.has_whole
        assert chunks.is_closed

    run(story)


def test_a_client_whose_connection_breaks_ends_the_iteration() -> None:
    async def story() -> None:
        client, chunks = Client(), Chunks(1_000_000)

        async def broken(message: Message) -> None:
            raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            await Streams().send(START, chunks, client.receive, broken)
        assert chunks.is_closed

    run(story)


def test_only_so_many_are_on_their_way() -> None:
    async def story() -> None:
        streams = Streams()
        clients = [Client() for _ in range(AT_ONCE)]
        for client in clients:
            client.may_read.clear()
        sending = [
            asyncio.create_task(streams.send(START, Chunks(50), client.receive, client.send))
            for client in clients
        ]
        await asyncio.sleep(0.05)
        assert streams.are_full
        for client in clients:
            client.may_read.set()
        await asyncio.gather(*sending)
        assert not streams.are_full

    run(story)
