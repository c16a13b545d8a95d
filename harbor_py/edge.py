"""The outermost layer of both planes: request ids, where from, one log line, unread bodies."""

import asyncio
import ipaddress
import random
import re
import time
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accounts.principals import Source
from harbor_py.json_log import RequestLog
from harbor_py.request_body import RequestBody

DRAIN_BYTES = 1024 * 1024
DRAIN_SECONDS = 1.0

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?")
_NO_STORE = (b"cache-control", b"private, no-store")
_NO_SNIFFING = (b"x-content-type-options", b"nosniff")
_HSTS = (b"strict-transport-security", b"max-age=31536000")
_ATTACHMENT = (b"content-disposition", b"attachment")
_WIRE_HEADERS = (
    _NO_STORE,
    _NO_SNIFFING,
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; sandbox"),
)
_API_HEADERS = (
    _NO_STORE,
    _NO_SNIFFING,
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"referrer-policy", b"same-origin"),
)
"""What a browser is told where the answer itself says nothing of it (WB-04, WB-05)."""
_random = partial(random.getrandbits, 64)
_log = RequestLog()


class Edge:
    """Wraps an ASGI application; ``scope["state"]`` tells it the source and the external URL."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, receive, send)
        try:
            await self._app(scope, exchange.body.receive, exchange.send)
        finally:
            exchange.end()


class _Exchange:
    """One request and its answer, as they pass."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._send = scope, send
        self._began = time.perf_counter()
        self._status = 0
        self.body = RequestBody(
            receive,
            is_read=scope["method"] in ("GET", "HEAD"),
            ahead="/blobs/uploads/" in scope["path"],
        )
        headers: Mapping[bytes, bytes] = dict(scope["headers"])
        self._source = _source(scope, headers)
        scope["state"] = {
            **scope.get("state", {}),
            "source": self._source,
            "external_url": settings.EXTERNAL_URL or _external_url(scope, headers),
        }

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = [*message["headers"], (b"x-request-id", self._source.request_id.encode())]
            self._add_defaults(headers)
            if not self.body.is_read and not await self._drain():
                headers.append((b"connection", b"close"))
            message = {**message, "headers": headers}
        await self._send(message)

    def _add_defaults(self, headers: list[tuple[bytes, bytes]]) -> None:
        """Add what the answer has no word of its own for."""
        path: str = self._scope["path"]
        is_wire = path.startswith("/v2")
        said = {name for name, _ in headers}
        defaults = _WIRE_HEADERS if is_wire else _API_HEADERS
        headers += [header for header in defaults if header[0] not in said]
        if is_wire:
            headers.append((b"docker-distribution-api-version", b"registry/2.0"))
            if "/blobs/" in path:
                headers.append(_ATTACHMENT)
        if self._scope["state"]["external_url"].startswith("https"):
            headers.append(_HSTS)

    def end(self) -> None:
        """Let go of the server's ends: it closes a connection once nobody can read the body.

        An error that was answered may stay for a while, until the cycle that it is part of is
        found, and its frames keep this exchange; the client would wait for as long.
        """
        self.body.end()
        self._send = _send_nowhere
        _log.write(
            request_id=self._source.request_id,
            method=self._scope["method"],
            path=self._scope["path"],
            status=self._status,
            milliseconds=round((time.perf_counter() - self._began) * 1000, 2),
            address=self._source.address,
            user_agent=self._source.user_agent,
        )

    async def _drain(self) -> bool:
        """Take in a little of what a refused client still sends, or it sees a broken pipe."""
        taken = 0
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                while not self.body.is_read and taken < DRAIN_BYTES:
                    taken += len((await self.body.receive()).get("body", b""))
        except TimeoutError:
            return False
        return self.body.is_read


async def _send_nowhere(_: Message) -> None:
    raise RuntimeError("the answer has been given")


def _source(scope: Scope, headers: Mapping[bytes, bytes]) -> Source:
    given = headers.get(b"x-request-id", b"").decode("latin-1")
    return Source(
        address=_address(scope, headers),
        user_agent=headers.get(b"user-agent", b"").decode("latin-1")[:255],
        request_id=given if given and _REQUEST_ID.fullmatch(given) else f"{_random():016x}",
    )


def _address(scope: Scope, headers: Mapping[bytes, bytes]) -> str:
    """The nearest address that is no trusted proxy (``X-Forwarded-For``, read from the right)."""
    client: Any = scope.get("client")
    address = _plain(client[0]) if client else ""
    if not settings.TRUSTED_PROXIES:
        return address
    hops = headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",")
    while hops and _is_trusted(address):
        hop = hops.pop().strip()
        try:
            address = _plain(hop)
        except ValueError:
            break
    return address


@lru_cache(maxsize=4096)
def _plain(address: str) -> str:
    """The address in its usual form; one of IPv4 that came through an IPv6 socket is of IPv4."""
    parsed = ipaddress.ip_address(address)
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return str(mapped or parsed).partition("%")[0]  # a zone names an interface of this machine


def _is_trusted(address: str) -> bool:
    if not address:
        return False
    parsed = ipaddress.ip_address(address)
    return any(parsed in network for network in settings.TRUSTED_PROXIES)


def _external_url(scope: Scope, headers: Mapping[bytes, bytes]) -> str:
    """How this client reached us: its ``Host``, if that is one, and the scheme its proxy tells."""
    host = headers.get(b"host", b"").decode("latin-1")
    if not _HOST.fullmatch(host):
        address, port = scope.get("server") or ("localhost", settings.HTTP_PORT)
        host = f"{address}:{port}"
    scheme = scope.get("scheme", "http")
    client: Any = scope.get("client")
    if settings.TRUSTED_PROXIES and client and _is_trusted(_plain(client[0])):
        told = headers.get(b"x-forwarded-proto", b"").decode("latin-1")
        scheme = told if told in ("http", "https") else scheme
    return f"{scheme}://{host}"
