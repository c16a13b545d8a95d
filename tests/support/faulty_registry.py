"""Another registry: it keeps what it is sent, counts it, and misbehaves as a test tells it.

It takes whatever order things come in, and notes each tag that names what is not whole by then.
"""

import json
import secrets
import socket
import ssl
import struct
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from tests.support.images import OCI_INDEX, Image, Index, digest_of
from tests.support.small_registry import LOOPBACK, NOT_FOR_EYES, basic

PIECE = 16 * 1024
_SO_LINGER_NOT = struct.pack("ii", 1, 0)


@dataclass
class Reply:
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Seen:
    """A request, and what came along to prove who asks."""

    method: str
    path: str
    at: float
    authorization: str = ""


Deed = Callable[["Exchange"], None]
"""What is done with a request in place of what a registry does."""


@dataclass
class Fault:
    """Does something else with requests: those of a method, with a part in their path and query.

    To the first *skip* of them nothing happens, then to *times*, or to each one by *chance*.
    """

    deed: Deed
    method: str = ""
    part: str = ""
    skip: int = 0
    times: int | None = None
    chance: Callable[[], bool] = lambda: True
    met: int = 0
    """How many requests it was about."""

    def is_about(self, method: str, path: str) -> bool:
        if self.method not in ("", method) or self.part not in path or self.times == 0:
            return False
        self.met += 1
        if self.met <= self.skip or not self.chance():
            return False
        self.times = None if self.times is None else self.times - 1
        return True


class FaultyRegistry:
    """Anybody's, or with *login* of those who have it: by Basic, or by tokens that *last* so long.

    *realm* is the token service that it names, if that is another one than its own.
    """

    def __init__(
        self,
        login: tuple[str, str] | None = None,
        *,
        tokens_last: float | None = None,
        realm: str = "",
        certificate: Path | None = None,
    ) -> None:
        self.login, self.tokens_last, self.realm = login, tokens_last, realm
        self.faults: list[Fault] = []
        self.blobs: dict[tuple[str, str], bytes] = {}
        self.manifests: dict[tuple[str, str], tuple[str, bytes]] = {}
        self.tags: dict[str, dict[str, str]] = defaultdict(dict)
        self.seen: list[Seen] = []
        self.accepted: Counter[tuple[str, str]] = Counter()
        """How often each blob came in whole."""
        self.received: Counter[str] = Counter()
        """Bytes of each upload, also of those that came to nothing."""
        self.served: Counter[str] = Counter()
        """Bytes of each blob that went out."""
        self.moves: list[tuple[str, str]] = []
        """Tags in the order in which they came, each with its repository."""
        self.broken: list[str] = []
        """Tags that named what was not all there when they came."""
        self.is_strict = False
        """Whether it refuses manifests whose parts it does not have."""
        self.tokens: dict[str, float] = {}
        self._uploads: dict[str, bytearray] = {}
        self.mutex = threading.RLock()
        self.closing = threading.Event()
        self._context = _context(certificate) if certificate is not None else None
        self._lines: set[socket.socket] = set()
        self._http: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None
        self.port = 0

    # Its life

    @property
    def url(self) -> str:
        return f"{'https' if self._context else 'http'}://{LOOPBACK}:{self.port}"

    def start(self) -> Self:
        """Begin, or begin again at the same address with all that it kept."""
        self.closing.clear()
        self._http = ThreadingHTTPServer((LOOPBACK, self.port), _handler(self))
        self._http.daemon_threads = True
        if self._context is not None:
            self._http.socket = self._context.wrap_socket(
                self._http.socket, server_side=True, do_handshake_on_connect=False
            )
        self.port = self._http.server_address[1]
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Fall silent in the middle of everything."""
        if self._http is None or self._thread is None:
            return
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        for line in list(self._lines):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._http = self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def hold(self, line: socket.socket) -> None:
        with self.mutex:
            self._lines.add(line)

    def let_go(self, line: socket.socket) -> None:
        with self.mutex:
            self._lines.discard(line)

    # What tests say and ask

    def misbehave(self, deed: Deed, method: str = "", part: str = "", **more: Any) -> Fault:
        fault = Fault(deed, method, part, **more)
        self.faults.append(fault)
        return fault

    def behave(self) -> None:
        self.faults.clear()

    def put(self, repository: str, tag: str, image: Image | Index) -> None:
        """Have an image or index there, as if somebody had pushed it."""
        if isinstance(image, Image):
            self.blobs |= {(repository, digest_of(data)): data for data in image.blobs}
        else:
            for one in image.images:
                self.put(repository, "", one)
        self.manifests[repository, image.digest] = (image.media_type, image.manifest)
        if tag:
            self.tags[repository][tag] = image.digest

    def missing(self, repository: str, digest: str) -> list[str]:
        """What a manifest names, directly or not, and is not there."""
        if (repository, digest) not in self.manifests:
            return [digest]
        told = json.loads(self.manifests[repository, digest][1])
        parts = [told["config"], *told["layers"]] if "layers" in told else []
        gone = [one["digest"] for one in parts if (repository, one["digest"]) not in self.blobs]
        for child in told.get("manifests", ()):
            gone += self.missing(repository, child["digest"])
        return gone

    def require_whole(self) -> None:
        """No tag names, or ever named, what is not all there."""
        gone = {
            f"{repository}:{tag}": missing
            for repository, tags in list(self.tags.items())
            for tag, digest in list(tags.items())
            if (missing := self.missing(repository, digest))
        }
        assert not gone
        assert not self.broken

    @property
    def twice(self) -> dict[tuple[str, str], int]:
        """Blobs that came in whole more than once."""
        return {key: count for key, count in self.accepted.items() if count > 1}

    def times_of(self, method: str, part: str = "") -> list[float]:
        """When it was asked for something."""
        return [one.at for one in self.seen if one.method == method and part in one.path]

    @property
    def credentials(self) -> set[str]:
        return {one.authorization for one in self.seen if one.authorization}

    # What a registry does

    def fault_for(self, method: str, path: str) -> Fault | None:
        with self.mutex:
            return next((one for one in self.faults if one.is_about(method, path)), None)

    def count(self, name: str, size: int) -> None:
        with self.mutex:
            self.received[name] += size

    def reply(self, exchange: "Exchange", body: bytes) -> Reply:
        if exchange.path == "/token":
            return self._token(exchange)
        with self.mutex:
            return _Desk(self).reply(exchange, body)

    def refusal(self, exchange: "Exchange") -> Reply | None:
        if self.login is None or exchange.path == "/token":
            return None
        sent = exchange.authorization
        if self.tokens_last is None and not self.realm:
            if sent == basic(*self.login):
                return None
            return refused(401, "UNAUTHORIZED", {"WWW-Authenticate": 'Basic realm="it"'})
        if self.tokens.get(sent.removeprefix("Bearer "), 0) > time.monotonic():
            return None
        realm = self.realm or f"{self.url}/token"
        asked = f'Bearer realm="{realm}",service="it",scope="repository:a/b:pull"'
        return refused(401, "UNAUTHORIZED", {"WWW-Authenticate": asked})

    def _token(self, exchange: "Exchange") -> Reply:
        if self.login is None or exchange.authorization != basic(*self.login):
            return refused(401, "UNAUTHORIZED")
        lasts = self.tokens_last or 60.0
        token = secrets.token_hex(8)
        self.tokens[token] = time.monotonic() + lasts
        return told({"token": token, "expires_in": max(int(lasts), 1)})


@dataclass
class Exchange:
    """A request in the hands of who answers it."""

    registry: FaultyRegistry
    handler: BaseHTTPRequestHandler
    method: str
    path: str
    query: dict[str, str]
    rate: float = 0.0
    """Bytes a second at which it takes and gives; 0: any."""
    _read: int = 0

    @property
    def authorization(self) -> str:
        return self.handler.headers.get("Authorization", "")

    @property
    def length(self) -> int:
        return int(self.handler.headers.get("Content-Length", "0"))

    @property
    def name(self) -> str:
        """Of the upload, or of what else is sent."""
        return self.path.rpartition("/")[2]

    def read(self, at_most: int | None = None) -> bytes:
        """The body, or its beginning, counted as it comes."""
        wanted = self.length if at_most is None else min(at_most, self.length)
        found = bytearray()
        while self._read < wanted:
            piece = self.handler.rfile.read(min(PIECE, wanted - self._read))
            if not piece:
                raise ConnectionError
            self._read += len(piece)
            found += piece
            if "/blobs/uploads/" in self.path:
                self.registry.count(self.name, len(piece))
            self._dawdle(len(piece))
        return bytes(found)

    def performed(self) -> Reply:
        """Do what is asked; nobody is told yet."""
        refusal = self.registry.refusal(self)  # as of now: a body may take its time
        body = self.read()
        return refusal or self.registry.reply(self, body)

    def answer(self, reply: Reply, *, only: int | None = None) -> None:
        """Tell it, or as many bytes of the body, and then hang up."""
        handler, body = self.handler, reply.body
        handler.send_response(reply.status)
        for name, value in ({"Content-Length": str(len(body))} | reply.headers).items():
            handler.send_header(name, value)
        handler.end_headers()
        if self.method == "HEAD":
            return
        sent = body if only is None else body[:only]
        for start in range(0, len(sent), PIECE):
            piece = sent[start : start + PIECE]
            handler.wfile.write(piece)
            self._dawdle(len(piece))
            if "/blobs/sha256:" in self.path and self.method == "GET":
                with self.registry.mutex:
                    self.registry.served[self.name] += len(piece)
        if only is not None:
            self.hang_up()

    def hang_up(self) -> None:
        self.handler.close_connection = True

    def reset(self) -> None:
        """End the connection so that the other side hears of nothing that was said last."""
        self.handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _SO_LINGER_NOT)
        self.handler.connection.close()
        self.hang_up()

    def _dawdle(self, size: int) -> None:
        if self.rate:
            self.registry.closing.wait(size / self.rate)


class _Desk:
    """Answers as the specification has it, under the registry's mutex."""

    def __init__(self, registry: FaultyRegistry) -> None:
        self.its = registry

    def reply(self, asked: Exchange, body: bytes) -> Reply:
        if asked.path == "/v2/":
            return Reply(200, {"Docker-Distribution-Api-Version": "registry/2.0"}, b"{}")
        if asked.path == "/v2/_catalog":
            names = {name for name, _ in self.its.manifests}
            return told({"repositories": sorted(names)})
        for part, deed in (
            ("/blobs/uploads/", self._upload),
            ("/manifests/", self._manifest),
            ("/referrers/", self._referrers),
            ("/blobs/", self._blob),
            ("/tags/list", self._tags),
        ):
            repository, found, reference = asked.path.removeprefix("/v2/").partition(part)
            if found:
                return deed(asked, repository, reference, body)
        return refused(404, "NAME_UNKNOWN")

    def _tags(self, asked: Exchange, repository: str, reference: str, body: bytes) -> Reply:
        if not any(name == repository for name, _ in self.its.manifests):
            return refused(404, "NAME_UNKNOWN")
        return told({"name": repository, "tags": sorted(self.its.tags[repository])})

    def _referrers(self, asked: Exchange, repository: str, reference: str, body: bytes) -> Reply:
        found = [
            {"mediaType": kind, "digest": digest, "size": len(data)}
            for (name, digest), (kind, data) in self.its.manifests.items()
            if name == repository
            and (json.loads(data).get("subject") or {}).get("digest") == reference
        ]
        index = {"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": found}
        return told(index, {"Content-Type": OCI_INDEX})

    def _blob(self, asked: Exchange, repository: str, reference: str, body: bytes) -> Reply:
        data = self.its.blobs.get((repository, reference))
        if data is None:
            return refused(404, "BLOB_UNKNOWN")
        headers = {"Content-Length": str(len(data)), "Docker-Content-Digest": reference}
        return Reply(200, headers, b"" if asked.method == "HEAD" else data)

    def _manifest(self, asked: Exchange, repository: str, reference: str, body: bytes) -> Reply:
        if asked.method == "PUT":
            return self._take_manifest(asked, repository, reference, body)
        digest = self.its.tags[repository].get(reference, reference)
        if (repository, digest) not in self.its.manifests:
            return refused(404, "MANIFEST_UNKNOWN")
        if asked.method == "DELETE":
            return self._drop(repository, reference)
        kind, data = self.its.manifests[repository, digest]
        headers = {
            "Content-Type": kind,
            "Docker-Content-Digest": digest,
            "Content-Length": str(len(data)),
        }
        return Reply(200, headers, b"" if asked.method == "HEAD" else data)

    def _drop(self, repository: str, reference: str) -> Reply:
        if self.its.tags[repository].pop(reference, None) is None:
            del self.its.manifests[repository, reference]
        return Reply(202)

    def _take_manifest(
        self, asked: Exchange, repository: str, reference: str, body: bytes
    ) -> Reply:
        digest, kind = digest_of(body), asked.handler.headers["Content-Type"]
        before = self.its.manifests.get((repository, digest))
        self.its.manifests[repository, digest] = (kind, body)
        missing = self.its.missing(repository, digest)
        if missing and self.its.is_strict:
            if before is None:
                del self.its.manifests[repository, digest]
            return refused(404, "MANIFEST_BLOB_UNKNOWN")
        if ":" not in reference:
            self.its.tags[repository][reference] = digest
            self.its.moves.append((repository, reference))
        self.its.broken += [f"{repository}:{reference}: {one}" for one in missing]
        subject = json.loads(body).get("subject")
        headers = {"Docker-Content-Digest": digest}
        return Reply(201, headers | ({"OCI-Subject": subject["digest"]} if subject else {}))

    def _upload(self, asked: Exchange, repository: str, reference: str, body: bytes) -> Reply:
        if asked.method == "POST":
            return self._begin(asked, repository)
        if reference not in self.its._uploads:
            return refused(404, "BLOB_UPLOAD_UNKNOWN")
        if asked.method == "DELETE":
            del self.its._uploads[reference]
            return Reply(204)
        held = self.its._uploads[reference]
        held += body
        if asked.method == "PATCH":
            return Reply(202, {"Location": asked.path, "Range": f"0-{len(held) - 1}"})
        return self._end(repository, reference, asked.query["digest"])

    def _end(self, repository: str, reference: str, digest: str) -> Reply:
        data = bytes(self.its._uploads.pop(reference))
        if digest_of(data) != digest:
            return refused(400, "DIGEST_INVALID")
        self.its.blobs[repository, digest] = data
        self.its.accepted[repository, digest] += 1
        return Reply(201, {"Docker-Content-Digest": digest})

    def _begin(self, asked: Exchange, repository: str) -> Reply:
        wanted, source = asked.query.get("mount", ""), asked.query.get("from", "")
        if (source, wanted) in self.its.blobs:
            self.its.blobs[repository, wanted] = self.its.blobs[source, wanted]
            return Reply(201, {"Docker-Content-Digest": wanted})
        name = secrets.token_hex(8)
        self.its._uploads[name] = bytearray()
        return Reply(202, {"Location": f"/v2/{repository}/blobs/uploads/{name}"})


def told(value: dict[str, Any], headers: dict[str, str] | None = None) -> Reply:
    return Reply(200, {"Content-Type": "application/json"} | (headers or {}), _json(value))


def refused(status: int, code: str = "UNKNOWN", headers: dict[str, str] | None = None) -> Reply:
    body = {"errors": [{"code": code, "message": NOT_FOR_EYES}]}
    return Reply(status, {"Content-Type": "application/json"} | (headers or {}), _json(body))


def _handler(registry: FaultyRegistry) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30
        disable_nagle_algorithm = True

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            exchange = Exchange(registry, self, self.command, parts.path, query)
            seen = Seen(self.command, self.path, time.monotonic(), exchange.authorization)
            with registry.mutex:
                registry.seen.append(seen)
            fault = registry.fault_for(self.command, self.path)
            if fault is not None:
                fault.deed(exchange)
            else:
                exchange.answer(exchange.performed())

        do_GET = do_HEAD = do_PUT = do_POST = do_PATCH = do_DELETE = _answer  # noqa: N815  # http.server's

        def handle(self) -> None:
            registry.hold(self.connection)
            try:
                with suppress(OSError, ValueError):  # one side has had enough
                    super().handle()
            finally:
                registry.let_go(self.connection)

        def finish(self) -> None:
            with suppress(OSError, ValueError):
                super().finish()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base's name
            """Say nothing."""

    return Handler


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
