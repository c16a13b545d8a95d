"""The registries that are measured: ours, and those of others with the same protection.

All listen on the loopback, keep blobs in a folder, log no accesses, and want a bearer token for
each request, for nothing in them is public.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Protocol

from tests.support import issuer
from tests.support.api import ApiClient
from tests.support.issuer import Issuer
from tests.support.people import Person
from tests.support.postgresql import PostgresCluster
from tests.support.processes import LOOPBACK, Process, Seen, descendants, free_port, wait_until
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, REPOSITORY_ROOT, Server

PROJECT = "bench"
MEMBER = Person("bench", "Bench-Knows-1")
FRESH_SECONDS = 600.0
"""How old a token of ours may be; they are valid for half an hour."""


class Registry(Protocol):
    key: str
    name: str
    is_ours: bool

    @property
    def url(self) -> str: ...
    def __hash__(self) -> int: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...
    def remove(self) -> None: ...
    def pids(self) -> list[int]: ...
    def token(self, *scopes: str) -> str: ...


class Ours:
    """`manage.py serve` with the defaults of production and a private project with one member."""

    is_ours = True

    def __init__(self, key: str, name: str, *, workers: int, postgresql: bool = False) -> None:
        self.key, self.name = key, name
        self._workers = str(workers)
        self._cluster = PostgresCluster() if postgresql else None
        self._running: Server | None = None
        self._tokens: dict[tuple[str, ...], tuple[float, str]] = {}

    @property
    def _server(self) -> Server:
        assert self._running, f"{self.name} was not started"
        return self._running

    @property
    def url(self) -> str:
        return self._server.base_url

    @cached_property
    def _client(self) -> RegistryClient:
        return RegistryClient(self.url)

    def start(self) -> None:
        if self._running:
            self._running.start()
            return
        database_url = None
        if self._cluster:
            self._cluster.start()
            database_url = self._cluster.create_database()
        as_it_comes = ""  # not what the tests have made cheap
        self._running = Server(
            database_url=database_url,
            web_workers=self._workers,
            argon2_memory_mib=as_it_comes,
            outbound_allow=LOOPBACK,
        )
        self._running.start()
        api = ApiClient(self.url, (ADMIN, self._running.admin_password))
        api.create_user(*MEMBER)
        api.create_project(PROJECT)
        api.add_member(PROJECT, MEMBER.username, "developer")
        api.close()

    def stop(self) -> None:
        self._server.stop()

    def remove(self) -> None:
        if self._running:
            self._running.remove()
        if self._cluster:
            self._cluster.remove()

    @contextmanager
    def api(self) -> Iterator[ApiClient]:
        """The control plane, as its administrator."""
        client = ApiClient(self.url, (ADMIN, self._server.admin_password))
        try:
            yield client
        finally:
            client.close()

    def shell(self, program: str, given: int) -> None:
        """Run a program in the product's own shell; *given* is the number it finds."""
        command = [sys.executable, "manage.py", "shell", "-v", "0", "-c"]
        environment = self._server.environment
        subprocess.run(
            [*command, f"given = {given}\n{program}"],
            env=environment,
            cwd=REPOSITORY_ROOT,
            check=True,
        )

    def pids(self) -> list[int]:
        """The supervisor and all it started; a database server is nobody's child here."""
        web = Seen.read(self._server.web_pids()[0])
        assert web
        return [web.parent, *(seen.pid for seen in descendants(web.parent))]

    def token(self, *scopes: str) -> str:
        asked_at, token = self._tokens.get(scopes, (0.0, ""))
        if not token or time.monotonic() - asked_at > FRESH_SECONDS:
            is_catalog = any(scope.startswith("registry:") for scope in scopes)
            who = Person(ADMIN, self._server.admin_password) if is_catalog else MEMBER
            token = self._client.as_(*who).token(*scopes)
            self._tokens[scopes] = (time.monotonic(), token)
        return token


class Distribution:
    """CNCF distribution, version 2 or 3: one configuration serves both."""

    is_ours = False

    def __init__(self, key: str, binary: str) -> None:
        self.key = key
        self._binary = binary
        self.name = f"{key} {self._version()}".strip()
        self._folder = Path(tempfile.mkdtemp(prefix=f"bench-{key}-"))
        self._port = free_port()
        self._issuer = Issuer(self._folder)
        self._tokens: dict[tuple[str, ...], str] = {}
        self._process: Process | None = None

    def _version(self) -> str:
        command = [self._binary, "--version"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return told.split()[-1]

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self._port}"

    def _configuration(self) -> dict[str, Any]:
        token = {"realm": f"{self.url}/token", "service": issuer.NAME, "issuer": issuer.NAME}
        token |= {
            "rootcertbundle": str(self._issuer.certificate),
            "jwks": str(self._issuer.key_set),
        }
        return {
            "version": 0.1,
            "log": {"level": "error", "accesslog": {"disabled": True}},
            "storage": {
                "filesystem": {"rootdirectory": str(self._folder / "data")},
                "cache": {"blobdescriptor": "inmemory"},
                "delete": {"enabled": True},
            },
            "http": {"addr": f"{LOOPBACK}:{self._port}", "secret": "of the bench"},
            "auth": {"token": token},
        }

    def start(self) -> None:
        file = self._folder / "config.yml"
        file.write_text(json.dumps(self._configuration()))  # which is YAML too
        env = {"PATH": os.environ["PATH"], "OTEL_TRACES_EXPORTER": "none"}
        command = [self._binary, "serve", str(file)]
        self._process = Process(command, log=self._folder / "log", env=env)
        wait_until(self._listens, what=f"{self.name} listens", within=60, process=self._process)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((LOOPBACK, self._port)) == 0

    def stop(self) -> None:
        if self._process:
            self._process.stop()
            self._process = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self._folder)

    def pids(self) -> list[int]:
        assert self._process
        return [self._process.pid, *(seen.pid for seen in descendants(self._process.pid))]

    def token(self, *scopes: str) -> str:
        if scopes not in self._tokens:
            self._tokens[scopes] = self._issuer.token(*scopes)
        return self._tokens[scopes]


class Zot(Distribution):
    """zot; it takes the same tokens by the certificate alone."""

    def _version(self) -> str:
        return ""

    def _configuration(self) -> dict[str, Any]:
        bearer = {"realm": f"{self.url}/token", "service": issuer.NAME}
        bearer |= {"cert": str(self._issuer.certificate)}
        return {
            "distSpecVersion": "1.1.0",
            "storage": {"rootDirectory": str(self._folder / "data")},
            "http": {"address": LOOPBACK, "port": str(self._port), "auth": {"bearer": bearer}},
            "log": {"level": "error"},
        }


EMBEDDED = "embedded"


def found(only: Collection[str]) -> Iterator[Registry]:
    """What can be measured on this machine, ours first; all of it if *only* names nothing."""
    cores = os.cpu_count() or 1
    makers: dict[str, Callable[[str], Registry]] = {
        "sqlite": partial(Ours, name="ours, SQLite", workers=cores),
        "postgresql": partial(Ours, name="ours, PostgreSQL", workers=cores, postgresql=True),
        EMBEDDED: partial(Ours, name="ours, embedded default", workers=1),
        "docker-registry": partial(Distribution, binary="docker-registry"),
    }
    if binary := os.environ.get("BENCH_DISTRIBUTION") or shutil.which("registry"):
        makers["distribution"] = partial(Distribution, binary=binary)
    if binary := os.environ.get("BENCH_ZOT") or shutil.which("zot"):
        makers["zot"] = partial(Zot, binary=binary)
    return (make(key) for key, make in makers.items() if not only or key in only)
