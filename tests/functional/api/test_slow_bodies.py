"""Clients that never end the body they send to the REST API: few are waited for, and not for long.

DO-01: what many large bodies take is tried within the process, where nobody waits for the network.
"""

import asyncio
import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from pathlib import Path

import pytest
from starlette.types import Message

from accounts.principals import Source
from harbor_py import django_bridge, request_body
from harbor_py.django_bridge import LARGEST_ANONYMOUS_BODY, LARGEST_BODY, READING_AT_ONCE, ROOM
from tests.faults.web_process import another_web_process
from tests.functional.api.rights import assert_error
from tests.support import raw
from tests.support.api import ApiClient
from tests.support.postgresql import database_of
from tests.support.processes import LOOPBACK, wait_until
from tests.support.registry import RegistryClient, an_image
from tests.support.server import ADMIN, Server

LATE = {"project_name": "late"}
HALF = LARGEST_ANONYMOUS_BODY // 2
NOT_FOUND = (HTTPStatus.NOT_FOUND, "NOT_FOUND")
BUSY = (HTTPStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUEST")


@pytest.fixture(scope="module")
def lone(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Give one web process; each counts for itself."""
    with Server(database_url=database_of(request)) as server:
        yield server


@contextmanager
def slow(server: Server, count: int, path: str = "/c/login") -> Iterator[None]:
    """Have so many clients announce a body, and send the half of it."""
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    with ExitStack() as opened:
        for _ in range(count):
            client = opened.enter_context(socket.create_connection((LOOPBACK, server.port), 10))
            client.sendall(f"{head}{kind}{'a' * 500}".encode())
        yield


def test_do_01_unfinished_bodies_are_waited_for_up_to_a_number(lone: Server) -> None:
    """More are refused at once; what has no body, and the registry itself, is answered as ever."""
    api = ApiClient(lone.base_url, (ADMIN, lone.admin_password))
    client = RegistryClient(lone.base_url)
    admin, image = client.as_(ADMIN, lone.admin_password), an_image([b"layer"])
    path = "/api/v2.0/projects"
    with slow(lone, READING_AT_ONCE - 1, path):
        assert api.post("/projects", json={}).status_code == HTTPStatus.BAD_REQUEST
        with ExitStack() as last:

            def is_full() -> bool:
                """Whether one more is refused; the last one was, if a question held its place."""
                last.enter_context(slow(lone, 1))
                answer = api.post("/projects", json={})
                return answer.status_code == HTTPStatus.TOO_MANY_REQUESTS

            wait_until(is_full, what="the last one that is waited for is there", within=10)
            refused = api.post("/projects", json=LATE)
            assert_error(refused, HTTPStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUEST")
            assert refused.headers["Retry-After"] == "1"
            assert api.head("/projects", params=LATE).status_code == HTTPStatus.NOT_FOUND
            assert api.get("/users/current").status_code == HTTPStatus.OK
            admin.push("library/app:1", image)
            assert admin.pull("library/app:1") == image
    wait_until(
        lambda: api.post("/projects", json=LATE).status_code == HTTPStatus.CREATED,
        what="the slow are gone, and room is there again",
        within=10,
    )
    api.close()
    client.close()


class Sender:
    """A client that sends this and then, unless that is all, nothing until it goes."""

    def __init__(self, body: bytes, *, is_all: bool = False) -> None:
        self._parts = [body[:HALF], body[HALF:]]
        self._is_all = is_all
        self.waits, self.goes = asyncio.Event(), asyncio.Event()
        self.answer: list[Message] = []

    async def ask(self, bridge: django_bridge.DjangoBridge) -> tuple[int, str]:
        """Send it; returns the status and the code of the error, if there was an answer."""
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/nowhere",
            "headers": [(b"transfer-encoding", b"chunked"), (b"authorization", b"Basic bm86")],
            "state": {"source": Source(), "external_url": "http://localhost"},
        }
        await bridge(scope, self._receive, self._send)
        if not self.answer:
            return 0, ""
        start, body = self.answer
        return start["status"], json.loads(body["body"])["errors"][0]["code"]

    async def _receive(self) -> Message:
        if not self._parts:
            self.waits.set()
            await self.goes.wait()
            return {"type": "http.disconnect"}
        part = self._parts.pop(0)
        is_more = bool(self._parts) or not self._is_all
        return {"type": "http.request", "body": part, "more_body": is_more}

    async def _send(self, message: Message) -> None:
        self.answer.append(message)


def test_do_01_a_body_that_never_ends_is_given_up(lone: Server, tmp_path: Path) -> None:
    """Its client is told, and has its place no longer."""
    half = b"POST /c/login HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf"
    log = tmp_path / "log"
    with another_web_process(lone, log, "tests.functional.api.impatient:application") as url:
        answer = raw.exchange(url, half)
        (error,) = json.loads(answer.body)["errors"]
        assert (answer.status, error["code"]) == (HTTPStatus.REQUEST_TIMEOUT, "REQUEST_TIMEOUT")
        assert answer.headers["Connection"] == "close"
        api = ApiClient(url, (ADMIN, lone.admin_password))
        assert api.post("/projects", json={}).status_code == HTTPStatus.BAD_REQUEST
        api.close()


def test_who_is_too_slow_is_told_before_the_server_takes_it_for_gone() -> None:
    assert django_bridge.READ_SECONDS <= request_body.IDLE_SECONDS


def test_do_01_unfinished_bodies_hold_so_many_bytes_together() -> None:
    """Whoever sends small ones is answered all the same, and everybody when those are gone."""
    beyond = LARGEST_BODY - LARGEST_ANONYMOUS_BODY
    small, large = b"s" * LARGEST_ANONYMOUS_BODY, b"l" * LARGEST_BODY

    async def ask() -> list[tuple[int, str]]:
        bridge = django_bridge.DjangoBridge()
        slow = [Sender(large) for _ in range(ROOM // beyond)]
        held = [asyncio.create_task(sender.ask(bridge)) for sender in slow]
        for sender in slow:
            await sender.waits.wait()
        answers = [await Sender(body, is_all=True).ask(bridge) for body in (large, small)]
        for sender in slow:
            sender.goes.set()
        await asyncio.gather(*held)
        return [*answers, *[await Sender(large, is_all=True).ask(bridge) for _ in held]]

    assert asyncio.run(ask()) == [BUSY] + [NOT_FOUND] * (1 + ROOM // beyond)


def test_a_body_that_is_too_large_is_not_read_to_its_end() -> None:
    async def ask() -> tuple[int, str]:
        return await Sender(b"x" * (LARGEST_BODY + 1)).ask(django_bridge.DjangoBridge())

    code = "REQUEST_ENTITY_TOO_LARGE"
    assert asyncio.run(ask()) == (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, code)
