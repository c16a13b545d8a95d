"""The product as the tests run it: `manage.py serve` with a data folder and a port of its own."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Self

from tests.support import migrated
from tests.support.processes import (
    LOOPBACK,
    Process,
    Seen,
    Started,
    descendants,
    free_port,
    listeners,
    tail,
    wait_until,
)

REPOSITORY_ROOT = Path(__file__).resolve().parents[2]
ADMIN = "admin"
ADMIN_PASSWORD = "Tests-Own-Admin-1"
_DATA_DIR = "HARBOR_DATA_DIR"
CHEAP_MIB = "12"
"""The least that hashing a password may cost; the tests make hundreds of users and log them in."""


class Server(Started):
    """One supervisor with its web, worker and beat processes.

    More settings go in as keywords, without the prefix in their names: `external_url="…"`. What
    else its processes have in their environment is *outer*. A new SQLite has tables already, but
    for one that *begins_empty*.
    """

    def __init__(
        self,
        data_dir: Path | None = None,
        database_url: str | None = None,
        port: int | None = None,
        outer: Mapping[str, str] | None = None,
        *,
        begins_empty: bool = False,
        **env: str,
    ) -> None:
        self._own_folder = None if data_dir else Path(tempfile.mkdtemp(prefix="harbor-tests-"))
        self.data_dir = data_dir or Path(self._own_folder or "") / "data"
        self.port = port or free_port()
        self.log = self.data_dir.parent / f"{self.data_dir.name}.log"
        self.admin_password = env.get("admin_password", ADMIN_PASSWORD)
        self._settings = {
            **(outer or {}),
            "HARBOR_HTTP_HOST": LOOPBACK,
            "HARBOR_HTTP_PORT": str(self.port),
            _DATA_DIR: str(self.data_dir),
            "HARBOR_ADMIN_PASSWORD": ADMIN_PASSWORD,
            "HARBOR_ARGON2_MEMORY_MIB": CHEAP_MIB,
            **({"HARBOR_DATABASE_URL": database_url} if database_url else {}),
            **{f"HARBOR_{name.upper()}": value for name, value in env.items()},
        }
        self._process: Process | None = None
        self._needs_tables = not (begins_empty or database_url)

    @property
    def registry(self) -> str:
        """What comes before the repository in an image's name."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def base_url(self) -> str:
        return f"http://{self.registry}"

    @property
    def environment(self) -> dict[str, str]:
        """What the server is started with; fit for other management commands too."""
        outer = {name: value for name, value in os.environ.items() if _is_not_ours(name)}
        return {**outer, "PYTHONUNBUFFERED": "1", **self._settings}

    def start(self, within: float = 60) -> Self:
        if self._needs_tables:
            self._make_tables()
        command = [sys.executable, "manage.py", "serve"]
        self._process = Process(
            command, log=self.log, env=self.environment, cwd=REPOSITORY_ROOT, name="manage.py serve"
        )
        self.wait_healthy(within)
        return self

    def _make_tables(self) -> None:
        """Begin with a copy of what has tables alone, in a run of tests, where nothing is yet."""
        self._needs_tables = False
        database, data_of_the_run = self.data_dir / "harbor.sqlite3", os.environ.get(_DATA_DIR)
        if data_of_the_run and not database.exists():
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copy(migrated.sqlite_file(Path(data_of_the_run).parent / "migrated"), database)

    def stop(self) -> None:
        """End the server with SIGTERM; fails when anything of it is still there after 20 s."""
        if self._process:
            process, self._process = self._process, None
            process.stop()

    def remove(self) -> None:
        """Stop, and delete the folder if it was made here."""
        try:
            self.stop()
        finally:
            if self._own_folder:
                shutil.rmtree(self._own_folder)

    def kill(self) -> None:
        """End every process of the server at once with SIGKILL, the supervisor too."""
        if self._process:
            process, self._process = self._process, None
            process.kill()

    def wait_healthy(self, within: float = 60) -> None:
        wait_until(
            self._is_healthy, what="the registry is healthy", within=within, process=self._process
        )

    def _is_healthy(self) -> bool:
        connection = HTTPConnection(LOOPBACK, self.port, timeout=10)
        try:
            connection.request("GET", "/api/v2.0/health")
            answer = connection.getresponse()
            return answer.status == HTTPStatus.OK and json.load(answer)["status"] == "healthy"
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def web_pids(self) -> list[int]:
        """List the processes of the web server, the main one first."""
        return [seen.pid for seen in self._web()]

    def kill_web(self) -> None:
        """End all processes of the web server with SIGKILL; the supervisor brings it back."""
        web = self._web()
        if not web:
            raise AssertionError("there is no web process to kill")
        for seen in web:
            seen.kill()
        wait_until(
            lambda: not any(seen.alive for seen in web), what="killed processes end", within=10
        )

    def worker_pid(self) -> int:
        """Of the worker's main process, which does the work in threads."""
        return self._workers()[0].pid

    def kill_worker(self) -> None:
        """End the worker with SIGKILL; the supervisor brings it back."""
        for seen in self._workers():
            seen.kill()

    def _workers(self) -> list[Seen]:
        assert self._process is not None
        family = descendants(self._process.pid)
        workers = [seen for seen in family if {"celery", "worker"} <= set(seen.arguments)]
        if not workers:
            raise AssertionError("there is no worker")
        return workers

    def _web(self) -> list[Seen]:
        """Find the children of the supervisor that serve our port, with all they started."""
        if self._process is None:
            return []
        family = descendants(self._process.pid)
        serving = {seen.pid for seen in listeners(self.port, among=family)}
        found: list[Seen] = []
        for child in (seen for seen in family if seen.parent == self._process.pid):
            branch = [child, *descendants(child.pid)]
            if serving & {seen.pid for seen in branch}:
                found += branch
        return found

    def tail(self) -> str:
        return tail(self.log)


def _is_not_ours(name: str) -> bool:
    return not name.startswith("HARBOR_") and name != "DJANGO_SETTINGS_MODULE"
