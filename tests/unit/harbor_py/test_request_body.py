"""The body of a request, as the server hands it out part by part."""

import asyncio
from collections.abc import Iterator, Sequence

import pytest
from starlette.types import Message

from harbor_py import request_body
from harbor_py.request_body import RequestBody


class Server:
    """Hands out parts as they become ready, in the order in which it was asked."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.parts: Iterator[Message] = iter(_parts(sizes))
        self.asked: list[asyncio.Future[Message]] = []

    def receive(self) -> asyncio.Future[Message]:
        coming = asyncio.get_running_loop().create_future()
        self.asked.append(coming)
        if part := next(self.parts, None):
            asyncio.get_running_loop().call_soon(coming.set_result, part)
        return coming


def _parts(sizes: Sequence[int]) -> list[Message]:
    return [
        {"type": "http.request", "body": bytes([number]) * size, "more_body": True}
        for number, size in enumerate(sizes)
    ] + [{"type": "http.request", "body": b"", "more_body": False}]


def test_parts_of_a_stream_are_asked_for_ahead_and_come_in_order() -> None:
    large = request_body.AHEAD_FROM

    async def read() -> tuple[list[int], list[int], int]:
        server = Server([large] * 20)
        body = RequestBody(server.receive, is_read=False, ahead=True)
        seen, ahead = [], []
        while not body.is_read:
            message = await body.receive()
            seen += message["body"][:1]
            ahead.append(len(server.asked) - len(seen))
        return seen, ahead, sum(one.cancelled() for one in server.asked)

    seen, ahead, cancelled = asyncio.run(read())
    assert seen == list(range(20))
    assert set(ahead[:20]) == {request_body.AHEAD}
    assert cancelled == request_body.AHEAD - 1  # all that were asked for beyond the end


def test_of_a_small_body_nothing_is_asked_for_ahead() -> None:
    async def read() -> int:
        server = Server([request_body.AHEAD_FROM - 1] * 3)
        body = RequestBody(server.receive, is_read=False, ahead=True)
        while not body.is_read:
            await body.receive()
        return len(server.asked)

    assert asyncio.run(read()) == len([1, 1, 1, 0])


@pytest.mark.parametrize("size", [1, request_body.AHEAD_FROM])
def test_do_01_silence_ends_a_body(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(request_body, "IDLE_SECONDS", 0.05)
    monkeypatch.setattr(request_body, "LEAST_RATE", 10**9)

    async def read() -> tuple[str, bool]:
        server = Server([size])
        body = RequestBody(server.receive, is_read=False, ahead=True)
        server.parts = iter(list(server.parts)[:-1])  # what ends it never comes
        await body.receive()
        message = await body.receive()
        return message["type"], all(one.done() for one in server.asked)

    assert asyncio.run(read()) == ("http.disconnect", True)


def test_what_no_digest_proves_is_read_part_by_part() -> None:
    async def read() -> int:
        server = Server([request_body.AHEAD_FROM] * 3)
        body = RequestBody(server.receive, is_read=False, ahead=False)
        await body.receive()
        return len(server.asked)

    assert asyncio.run(read()) == 1
