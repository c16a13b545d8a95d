"""Registries of others, run by the tests: Debian's docker-registry with its ways to be entered."""

import json
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.support import issuer
from tests.support.authority import Authority
from tests.support.connection import connection
from tests.support.issuer import Issuer
from tests.support.people import Person
from tests.support.processes import LOOPBACK, Process, Started, free_port, wait_until
from tests.support.registry import RegistryClient
from tests.support.small_registry import basic

PROGRAM = "docker-registry"
MOVER = Person("mover", "Mover-Knows-1")
_HASHED = "$2b$04$abcdefghijklmnopqrstuuGsuwg9j4fNid50GW2QpcEtUA5Dcvbwi"
"""Of MOVER's password: bcrypt, which is all that docker-registry reads, at its least cost."""
_REQUEST = re.compile(r'"(?P<method>[A-Z]+) (?P<path>\S+) HTTP/[\d.]+" (?P<status>\d{3})')


class Access(StrEnum):
    """What a registry asks for at its door."""

    HTPASSWD = "htpasswd"
    TOKEN = "token"


@dataclass(frozen=True)
class Request:
    """One that a registry has answered, as its log has it."""

    method: str
    path: str
    status: int


class TokenService:
    """Gives MOVER, and nobody else, tokens for whatever is asked."""

    def __init__(self, folder: Path) -> None:
        self.issuer = Issuer(folder)
        self.given: list[list[str]] = []
        """The scopes of each token."""
        self._http = ThreadingHTTPServer((LOOPBACK, 0), _handler(self))
        self._http.daemon_threads = True
        self.url = f"http://{LOOPBACK}:{self._http.server_address[1]}/token"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def answer(self, path: str, sent: str) -> tuple[int, dict[str, Any]]:
        if sent != basic(*MOVER):
            return 401, {}
        asked = parse_qs(urlsplit(path).query).get("scope", [])
        scopes = [scope for some in asked for scope in some.split()]
        self.given.append(scopes)
        return 200, {"token": self.issuer.token(*scopes), "expires_in": 300}

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class DockerRegistry(Started):
    """docker-registry on the loopback, with its blobs in a folder that goes with it.

    It answers in TLS if an *authority* vouches for it, and deletes what it is asked to.
    """

    kind = "docker-registry"
    login = MOVER

    def __init__(
        self, access: Access = Access.HTPASSWD, *, authority: Authority | None = None
    ) -> None:
        self.authority = "" if authority is None else authority.pem
        self.port = free_port()
        scheme = "http" if authority is None else "https"
        self.url = f"{scheme}://{LOOPBACK}:{self.port}"
        self._folder = Path(tempfile.mkdtemp(prefix="harbor-peer-"))
        self.log = self._folder / "log"
        self._users = self._folder / "htpasswd"
        self._certificate = None if authority is None else authority.certify()
        self._access = access
        self.tokens = TokenService(self._folder) if access is Access.TOKEN else None
        self._process: Process | None = None

    def start(self) -> Self:
        file = self._folder / "config.yml"
        file.write_text(json.dumps(self._configuration()))  # which is YAML too
        env = {"PATH": os.environ["PATH"], "OTEL_TRACES_EXPORTER": "none"}
        self._process = Process([PROGRAM, "serve", file], log=self.log, env=env)
        wait_until(self._answers, what=f"{PROGRAM} answers", within=60, process=self._process)
        return self

    def stop(self) -> None:
        if self._process:
            process, self._process = self._process, None
            process.stop()

    def remove(self) -> None:
        try:
            self.stop()
        finally:
            if self.tokens is not None:
                self.tokens.close()
            shutil.rmtree(self._folder)

    @contextmanager
    def client(self) -> Iterator[RegistryClient]:
        """Give a client that may do anything there."""
        with closing(RegistryClient(self.url, self.authority)) as one:
            is_basic = self._access is Access.HTPASSWD
            yield one.basic(*MOVER) if is_basic else one.as_(*MOVER)

    def forget_everybody(self) -> None:
        """Take no password any more."""
        self._users.write_text(f"nobody:{_HASHED}\n")
        with closing(connection(self.url, self.authority)) as http:
            wait_until(
                lambda: http.get("/v2/", auth=MOVER).status_code == HTTPStatus.UNAUTHORIZED,
                what=f"{PROGRAM} has read its users anew",
                within=10,
            )

    def requests(self) -> list[Request]:
        """All that it has answered so far, oldest first."""
        text = self.log.read_text(errors="replace")
        return [
            Request(found["method"], found["path"], int(found["status"]))
            for found in _REQUEST.finditer(text)
        ]

    def _configuration(self) -> dict[str, Any]:
        http: dict[str, Any] = {"addr": f"{LOOPBACK}:{self.port}", "secret": "of the tests"}
        if self._certificate is not None:
            http["tls"] = {"certificate": str(self._certificate), "key": str(self._certificate)}
        return {
            "version": 0.1,
            "log": {"level": "warn"},
            "storage": {
                "filesystem": {"rootdirectory": str(self._folder / "data")},
                "delete": {"enabled": True},
            },
            "http": http,
            "auth": self._door(),
            # Layers that stand elsewhere are refused otherwise.
            "validation": {"manifests": {"urls": {"allow": ["^https://"]}}},
        }

    def _door(self) -> dict[str, Any]:
        if self.tokens is None:
            self._users.write_text(f"{MOVER.username}:{_HASHED}\n")
            return {"htpasswd": {"realm": "tests", "path": str(self._users)}}
        token = {"realm": self.tokens.url, "service": issuer.NAME, "issuer": issuer.NAME}
        return {"token": token | {"rootcertbundle": str(self.tokens.issuer.certificate)}}

    def _answers(self) -> bool:
        with closing(connection(self.url, self.authority)) as http:
            try:
                return http.get("/v2/").status_code == HTTPStatus.UNAUTHORIZED
            except httpx.TransportError:
                return False


def _handler(service: TokenService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, told = service.answer(self.path, self.headers.get("Authorization", ""))
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base's name
            """Say nothing."""

    return Handler
