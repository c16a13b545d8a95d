"""Runs Django's WSGI handler under ASGI: body read first, one thread a request, a whole answer.

Not Django's own ASGI handler (ten times slower) and not a2wsgi (it holds a thread for as long as
a client is slow, and loses the raw path).
"""

import asyncio
import io
import re
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, nullcontext
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from django.core.handlers.wsgi import WSGIHandler
from django.http import StreamingHttpResponse
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse
from starlette.types import Message, Receive, Scope, Send

from harbor_py.streaming import Streams

LARGEST_BODY = 4 * 1024 * 1024
LARGEST_ANONYMOUS_BODY = 64 * 1024
AT_ONCE = 64
"""Requests that are being answered."""
READING_AT_ONCE = 256
READ_SECONDS = 60.0
"""Bodies on their way in, and how long each may take. Less than for what is pushed: those are large
by nature, and ``request_body`` asks of them that they go on."""
ROOM = 16 * 1024 * 1024
"""What bodies hold together beyond what anybody may send; it bounds the memory with the count."""

Headers = list[tuple[bytes, bytes]]

_SLASH = re.compile(rb"%2[fF]")


class DjangoBridge:
    """The control plane as an ASGI application."""

    def __init__(self) -> None:
        self._handler = WSGIHandler()
        self._threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="django")
        self._streams = Streams()
        self._bodies = _Bodies()
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        limit = LARGEST_BODY if _is_known(scope["headers"]) else LARGEST_ANONYMOUS_BODY
        has_body = _has_body(scope["headers"])
        coming = self._bodies.read(receive, limit) if has_body else nullcontext(io.BytesIO())
        try:
            async with coming as body:
                await self._answer_in_turn(scope, body, receive, send)
        except ClientDisconnect:
            return
        except _Refused as refused:
            await refused.answer(scope, receive, send)

    async def _answer_in_turn(
        self, scope: Scope, body: io.BytesIO, receive: Receive, send: Send
    ) -> None:
        """Only whole requests take a turn: clients that are slow to ask keep nobody waiting."""
        if self._under_way >= AT_ONCE:
            raise _busy()
        self._under_way += 1
        try:
            await self._serve(scope, body, receive, send)
        finally:
            self._under_way -= 1

    async def _serve(self, scope: Scope, body: io.BytesIO, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._threads, self._answer, _environ(scope, body))
        if isinstance(answer.content, bytes):
            await send(answer.start)
            await send({"type": "http.response.body", "body": answer.content})
        elif self._streams.are_full:
            answer.content.close()
            raise _busy()
        else:
            await self._streams.send(answer.start, answer.content, receive, send)

    def _answer(self, environ: dict[str, Any]) -> "_Answer":
        started: list[tuple[str, list[tuple[str, str]]]] = []
        response = self._handler(environ, lambda *start: started.append(start[:2]))  # type: ignore[arg-type]
        status, headers = started[0]
        encoded = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers]
        start = {
            "type": "http.response.start",
            "status": int(status.split(" ", 1)[0]),
            "headers": encoded,
        }
        if getattr(response, "streaming", False):
            return _Answer(start, response)  # type: ignore[arg-type]  # made while it is sent
        try:
            return _Answer(start, b"".join(response))
        finally:
            response.close()


class _Answer(NamedTuple):
    start: Message
    content: bytes | StreamingHttpResponse


def _is_known(headers: Headers) -> bool:
    """Whether the client says who it is; whether it is right is found out later."""
    return any(
        name == b"authorization" or (name == b"cookie" and b"sid=" in value)
        for name, value in headers
    )


def _has_body(headers: Headers) -> bool:
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in headers
    )


class _Refused(Exception):
    """The request gets this answer, without Django having seen it."""

    def __init__(self, status: HTTPStatus, code: str, message: str, **headers: str) -> None:
        super().__init__(message)
        errors = [{"code": code, "message": message}]
        self.answer = JSONResponse({"errors": errors}, status, headers)


class _Bodies:
    """The bodies of requests: so many come in at once, in so much time, and hold so much memory.

    What anybody may send is taken of each of them; only what is beyond shares the room. So those
    who send large bodies, or begin to, keep nobody from sending small ones.
    """

    def __init__(self) -> None:
        self._coming = 0
        self._beyond = 0

    @asynccontextmanager
    async def read(self, receive: Receive, limit: int) -> AsyncIterator[io.BytesIO]:
        """The whole body, which has its room until it is let go of.

        Raises ClientDisconnect, or what the request is refused with.
        """
        body = io.BytesIO()
        try:
            await self._gather(body, receive, limit)
            yield body
        finally:
            self._beyond -= _beyond(body)

    async def _gather(self, body: io.BytesIO, receive: Receive, limit: int) -> None:
        if self._coming >= READING_AT_ONCE:
            raise _busy()
        self._coming += 1
        try:
            async with asyncio.timeout(READ_SECONDS):
                while await self._take(body, receive, limit):
                    pass
        except TimeoutError:
            raise _too_slow() from None
        finally:
            self._coming -= 1

    async def _take(self, body: io.BytesIO, receive: Receive, limit: int) -> bool:
        """Put the next part behind the others; answers whether there are more."""
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        before = _beyond(body)
        body.write(message.get("body", b""))
        self._beyond += _beyond(body) - before
        if _size(body) > limit:
            raise _too_large(limit)
        if self._beyond > ROOM:
            raise _busy()
        return bool(message.get("more_body", False))


def _size(body: io.BytesIO) -> int:
    return body.getbuffer().nbytes


def _beyond(body: io.BytesIO) -> int:
    return max(_size(body) - LARGEST_ANONYMOUS_BODY, 0)


def _busy() -> _Refused:
    message = "too many requests are under way; try again"
    busy = HTTPStatus.TOO_MANY_REQUESTS
    return _Refused(busy, "TOO_MANY_REQUEST", message, **{"Retry-After": "1"})


def _too_large(limit: int) -> _Refused:
    message = f"the body is larger than {limit} bytes"
    return _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "REQUEST_ENTITY_TOO_LARGE", message)


def _too_slow() -> _Refused:
    message = f"the body did not come in within {READ_SECONDS:.0f} seconds"
    return _Refused(HTTPStatus.REQUEST_TIMEOUT, "REQUEST_TIMEOUT", message)


def _environ(scope: Scope, body: io.BytesIO) -> dict[str, Any]:
    """PEP 3333, with the path as the client sent it in ``RAW_PATH`` and our own two keys."""
    raw_path = scope.get("raw_path") or scope["path"].encode()
    client, server = scope.get("client") or ("", 0), scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": _path(raw_path.split(b"?")[0]).decode("latin-1"),
        "RAW_PATH": raw_path.decode("latin-1"),
        "QUERY_STRING": scope.get("query_string", b"").decode("latin-1"),
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope.get('http_version', '1.1')}",
        "REMOTE_ADDR": str(client[0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "harbor.source": scope["state"]["source"],
        "harbor.external_url": scope["state"]["external_url"],
    }
    environ.update(_header_variables(scope["headers"]))
    environ["CONTENT_LENGTH"] = str(_size(body))
    body.seek(0)
    return environ


def _path(raw_path: bytes) -> bytes:
    """Decode the path, but for slashes that were encoded: they belong to one part of it.

    Harbor's clients encode the name of a repository twice, some once; both are ``a%2Fb`` then.
    """
    return unquote_to_bytes(_SLASH.sub(b"%252F", raw_path))


def _header_variables(headers: Headers) -> dict[str, str]:
    variables: dict[str, str] = {}
    for name, value in headers:
        if b"_" in name:  # would be taken for another header's twin
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        text = value.decode("latin-1")
        if key == "CONTENT_TYPE":  # JSON is UTF-8; Django would look any other charset up
            text = text.partition(";")[0].strip()
        else:
            key = f"HTTP_{key}"
        joint = "; " if key == "HTTP_COOKIE" else ","
        variables[key] = f"{variables[key]}{joint}{text}" if key in variables else text
    return variables
