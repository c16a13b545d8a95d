"""The outermost layer: where requests come from, what unread bodies and silent clients cost."""

import asyncio
import errno
import ipaddress
import weakref
from typing import Any

import pytest
from pytest_django import Settings
from starlette.types import Message, Receive, Scope, Send

from harbor_py import edge, request_body
from harbor_py.edge import Edge


async def _call(
    app: Any,
    *,
    headers: dict[str, str] | None = None,
    body: list[Message] | None = None,
    **more: Any,
) -> tuple[list[Message], Scope]:
    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": "/v2/",
        "scheme": "http",
        "client": ("10.0.0.9", 1),
        "server": ("127.0.0.1", 8080),
        "headers": [(k.lower().encode(), v.encode("latin-1")) for k, v in (headers or {}).items()],
        **more,
    }
    waiting = list(body or [{"type": "http.request", "body": b"", "more_body": False}])
    sent: list[Message] = []

    async def receive() -> Message:
        if not waiting:
            await asyncio.sleep(60)
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    await Edge(app)(scope, receive, send)
    return sent, scope


async def _ok(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def _source(**options: Any) -> Any:
    _, scope = asyncio.run(_call(_ok, **options))
    return scope["state"]["source"]


def _headers(sent: list[Message]) -> dict[bytes, bytes]:
    return dict(sent[0]["headers"])


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        ([], "1.2.3.4", "10.0.0.9"),
        (["10.0.0.0/8"], "1.2.3.4", "1.2.3.4"),
        (["10.0.0.0/8"], "6.6.6.6, 1.2.3.4, 10.1.1.1", "1.2.3.4"),
        (["10.0.0.0/8"], "6.6.6.6, nonsense", "10.0.0.9"),
        (["10.0.0.0/8"], "::ffff:1.2.3.4", "1.2.3.4"),
        (["10.0.0.0/8"], "fe80::1%" + "z" * 300, "fe80::1"),
        (["192.168.0.0/16"], "1.2.3.4", "10.0.0.9"),
    ],
)
def test_only_trusted_proxies_say_where_a_request_comes_from(
    settings: Settings, trusted: list[str], forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = tuple(map(ipaddress.ip_network, trusted))
    assert _source(headers={"X-Forwarded-For": forwarded}).address == address


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "é", "a\r\nb"])
def test_a_request_id_that_is_none_is_replaced(given: str) -> None:
    made = _source(headers={"X-Request-Id": given}).request_id
    assert made != given
    assert len(made) == 16


def test_a_request_id_is_kept_and_echoed() -> None:
    sent, scope = asyncio.run(_call(_ok, headers={"X-Request-Id": "build-42"}))
    assert scope["state"]["source"].request_id == "build-42"
    assert _headers(sent)[b"x-request-id"] == b"build-42"


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("registry.example.org", "http://registry.example.org"),
        ("[::1]:8080", "http://[::1]:8080"),
        ('evil"x', "http://127.0.0.1:8080"),
        ("a/b", "http://127.0.0.1:8080"),
    ],
)
def test_the_realm_takes_a_host_that_is_one(host: str, url: str) -> None:
    _, scope = asyncio.run(_call(_ok, headers={"Host": host}))
    assert scope["state"]["external_url"] == url


def test_a_little_of_an_unread_body_is_taken_in() -> None:
    part = {"type": "http.request", "body": b"x" * 1000, "more_body": True}
    body = [part, {**part, "more_body": False}]
    sent, _ = asyncio.run(_call(_ok, method="PUT", body=body))
    assert b"connection" not in _headers(sent)


def test_a_large_unread_body_ends_the_connection() -> None:
    part = {"type": "http.request", "body": b"x" * edge.DRAIN_BYTES, "more_body": True}
    sent, _ = asyncio.run(_call(_ok, method="PUT", body=[part, part, part]))
    assert _headers(sent)[b"connection"] == b"close"


class _Connection:
    """The server's side of a request; it closes once nothing refers to it any more."""

    async def receive(self) -> Message:
        return {"type": "http.request", "body": bytes(edge.DRAIN_BYTES), "more_body": True}

    async def send(self, message: Message) -> None: ...


async def _write(message: Message) -> None:
    raise OSError(errno.ENOSPC, "the disk is full", len(message["body"]))


def test_f_17_an_error_that_lives_on_keeps_no_connection_open() -> None:
    """A task that failed, its error and the frame that waited for it refer to each other."""
    kept: list[Exception] = []

    async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await _write(await receive())
        except OSError as error:
            kept.append(error)
        await _ok(scope, receive, send)

    connection = _Connection()
    is_open = weakref.ref(connection)
    scope = {"type": "http", "method": "POST", "path": "/v2/", "client": ("10.0.0.9", 1)}
    asyncio.run(Edge(refuse)(scope | {"headers": []}, connection.receive, connection.send))
    del connection
    assert kept
    assert is_open() is None


def test_do_01_a_client_that_falls_silent_counts_as_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_body, "IDLE_SECONDS", 0.05)
    seen: list[str] = []

    async def read(scope: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] == "http.request":
            seen.append("part")
        seen.append(message["type"])
        await _ok(scope, receive, send)

    part = {"type": "http.request", "body": b"x", "more_body": True}
    asyncio.run(_call(read, method="PUT", body=[part]))
    assert seen == ["part", "http.disconnect"]
