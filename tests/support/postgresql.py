"""A PostgreSQL cluster of the tests' own, on a loopback port of its own."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2  # type: ignore[import-untyped]
import pytest

from tests.support import migrated
from tests.support.processes import LOOPBACK, Process, free_port, tail, wait_until

_ROLE = "harbor"
_PASSWORD = "harbor-of-the-tests"
_MIGRATED = "migrated"
_LOCK = 7


def _program(name: str) -> Path:
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4])
    )
    if not found:
        raise FileNotFoundError(f"no {name}: install what tests/system-packages.txt lists")
    return found[-1]


class Databases:
    """A running PostgreSQL in which databases can be made."""

    def __init__(self, url: str) -> None:
        self.url = url

    def create_database(self, template: str = "template1") -> str:
        """Make a database, an empty one, and return its URL."""
        name = f"harbor_{uuid.uuid4().hex[:12]}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self._url_of(name)

    def create_migrated(self) -> str:
        """Make a database that has tables already; whoever asks first makes those."""
        with self._cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_MIGRATED])
            if not cursor.fetchone():
                made = self.create_database()
                with tempfile.TemporaryDirectory() as folder:
                    migrated.migrate(data_dir=folder, database_url=made)
                name = urlsplit(made).path[1:]
                cursor.execute(f'ALTER DATABASE "{name}" RENAME TO "{_MIGRATED}"')
        return self.create_database(_MIGRATED)

    def _url_of(self, name: str) -> str:
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()

    def execute(self, statement: str) -> None:
        """Run one statement outside a transaction."""
        with self._cursor() as cursor:
            cursor.execute(statement)

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        with closing(psycopg2.connect(self.url)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor


class PostgresCluster(Databases):
    """A cluster in a folder that user postgres can reach (by default a new one below /tmp).

    Text sorts as in English, not by bytes, since that is how the usual images are set up.
    Not *durable* means that a crash of the machine may lose data; a crash of PostgreSQL does not.
    """

    def __init__(self, folder: Path | None = None, *, durable: bool = True) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix="harbor-pg-"))
        self.port = free_port()
        self.log = self.folder / "log"
        self.durable = durable
        self._process: Process | None = None
        super().__init__(f"postgresql://{_ROLE}:{_PASSWORD}@{LOOPBACK}:{self.port}/postgres")

    def _initialise(self) -> None:
        password = self.folder / "password"
        password.write_text(_PASSWORD)
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            for path in (self.folder, password):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command: list[str | Path] = [
            *as_owner,
            _program("initdb"),
            "-D",
            self.folder / "data",
            "-U",
            "postgres",
        ]
        command += ["-A", "scram-sha-256", f"--pwfile={password}", "-E", "UTF8", "--no-sync"]
        command += ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]
        made = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
        if made.returncode:
            raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")

    def start(self) -> None:
        first = not self.log.exists()
        if first:
            self._initialise()
        options = {
            "listen_addresses": LOOPBACK,
            "port": str(self.port),
            "unix_socket_directories": str(self.folder),
            "max_connections": "300",
        }
        if not self.durable:
            options["fsync"] = "off"
        command: list[str | Path] = [_program("postgres"), "-D", self.folder / "data"]
        command += [f"--{name}={value}" for name, value in options.items()]
        self._process = Process(command, log=self.log, user="postgres", cwd=Path("/"))
        wait_until(
            self._answers, what="PostgreSQL takes connections", within=60, process=self._process
        )
        if first:
            admin = self.url.replace(f"//{_ROLE}:", "//postgres:")
            Databases(admin).execute(f"CREATE ROLE {_ROLE} LOGIN CREATEDB PASSWORD '{_PASSWORD}'")

    def _answers(self) -> bool:
        try:
            psycopg2.connect(self.url.replace(f"//{_ROLE}:", "//postgres:")).close()
        except psycopg2.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """Stop, breaking off what is connected; `start` brings it back with its data."""
        if self._process:
            self._process.stop(by=signal.SIGINT, within=60)
            self._process = None

    def kill(self) -> None:
        """End every process of the cluster with SIGKILL; `start` then recovers."""
        if self._process:
            self._process.kill()
            self._process = None

    def remove(self) -> None:
        """Stop and delete all."""
        self.stop()
        shutil.rmtree(self.folder)

    def tail(self) -> str:
        return tail(self.log)


def database_of(request: pytest.FixtureRequest) -> str | None:
    """Make the database that --database asks for, with tables; returns its URL, or None."""
    if request.config.getoption("--database") == "sqlite":
        return None
    databases: Databases = request.getfixturevalue("postgres")
    return databases.create_migrated()
