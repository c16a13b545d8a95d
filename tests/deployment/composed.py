"""An installation by docker-compose.yml, in a folder as an operator has it."""

import json
import os
import shutil
import signal
import subprocess
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx

from tests.deployment.engine import DeploymentEngine
from tests.support.connection import connection
from tests.support.docker import DockerUser
from tests.support.people import Person
from tests.support.processes import LOOPBACK, wait_until
from tests.support.server import ADMIN, ADMIN_PASSWORD, CHEAP_MIB, REPOSITORY_ROOT

PORT = 8080
URL = f"http://{LOOPBACK}:{PORT}"
SETTINGS = {
    "HARBOR_SECRET_KEY": "a-key-that-only-tests-have",
    "HARBOR_ADMIN_PASSWORD": ADMIN_PASSWORD,
    "HARBOR_ARGON2_MEMORY_MIB": CHEAP_MIB,
    "HARBOR_WEB_WORKERS": "1",
    "HARBOR_TRASH_DAYS": "0",
    "HARBOR_GC_GRACE_MILLISECONDS": "500",
    "HARBOR_GC_BRAKE_PERCENT": "100",
    "HARBOR_JOB_LEASE_SECONDS": "5",
    "POSTGRES_PASSWORD": "of-the-tests",
}
COMPOSE = ("docker", "compose")
OLDER_COMPOSE = ("docker-compose",)
"""Of version 1, where Debian has that; a program of its own."""
_COMMAND_SECONDS = 500
_PSQL = (
    *("env", f"PGPASSWORD={SETTINGS['POSTGRES_PASSWORD']}"),
    *("psql", "-h", LOOPBACK, "-U", "harbor", "-d", "harbor", "-v", "ON_ERROR_STOP=1", "-At"),
)


class ComposeFailed(AssertionError):
    """A command of compose ended with an error."""


class Installation:
    """The compose file, the folder deploy and a `.env`, without anything they were made from."""

    def __init__(self, engine: DeploymentEngine, name: str = "harbor", port: int = PORT) -> None:
        self.engine = engine
        self.folder = engine.folder / name
        self.registry = f"{LOOPBACK}:{port}"
        self.url = f"http://{self.registry}"
        self.folder.mkdir()
        shutil.copy(REPOSITORY_ROOT / "docker-compose.yml", self.folder)
        shutil.copytree(REPOSITORY_ROOT / "deploy", self.folder / "deploy")
        self.program: tuple[str, ...] = COMPOSE
        self.files: tuple[str, ...] = ("docker-compose.yml",)
        self._stands: object = None
        self.configure()
        self._first = self._described()

    def configure(self, **more: str) -> None:
        """Write `.env`; an empty value leaves a setting out."""
        reached = {"HARBOR_EXTERNAL_URL": self.url, "LISTEN": self.registry}
        wanted = SETTINGS | reached | more
        given = {name: value for name, value in wanted.items() if value}
        lines = [f"{name}={value}\n" for name, value in given.items()]
        (self.folder / ".env").write_text("".join(lines))

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        files = [part for name in self.files for part in ("-f", name)]
        return subprocess.run(
            [*self.program, "--ansi", "never", *files, *args],
            cwd=self.folder,
            env=self.engine.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=_COMMAND_SECONDS,
        )

    def compose(self, *args: str) -> str:
        """Run a command of compose that must succeed and return what it printed."""
        done = self.run(*args)
        if done.returncode:
            logs = self.run("logs", "--no-color", "--tail", "30").stdout
            raise ComposeFailed(f"{' '.join(args)}:\n{done.stdout}\n{logs}")
        return done.stdout

    def up(self, *args: str) -> None:
        """Start as an operator does, and see it answer."""
        self._stands = None
        self.compose("up", "--detach", "--no-build", *args)
        wait_until(self.is_healthy, what="the registry is healthy", within=60)
        self._stands = self._described(*args)

    @property
    def differs(self) -> bool:
        """Tell whether another `up`, with the first settings, would change what runs."""
        return self._stands != self._first

    def _described(self, *args: str) -> object:
        return self.program, self.files, (self.folder / ".env").read_text(), args

    def down(self, *args: str) -> None:
        self._stands = None
        self.compose("down", *args)

    def is_healthy(self) -> bool:
        try:
            answer = get("/api/v2.0/health", of=self.url)
        except httpx.TransportError:
            return False
        return answer.status_code == HTTPStatus.OK and answer.json()["status"] == "healthy"

    def containers(self, service: str) -> list[str]:
        named = {"project": self.folder.name, "service": service}
        labels = [f"--filter=label=com.docker.compose.{key}={name}" for key, name in named.items()]
        return self.engine.cli("ps", "--all", "--quiet", "--no-trunc", *labels).split()

    def container(self, service: str) -> str:
        (container,) = self.containers(service)
        return container

    def state(self, container: str) -> Any:
        return self.inspect(container)["State"]

    def inspect(self, container: str) -> Any:
        return json.loads(self.engine.cli("inspect", container))[0]

    def kill(self, container: str) -> None:
        """End the container's main process with SIGKILL, as a crash does; see that it is gone.

        Not by `docker kill`, which means that it shall stay away.
        """
        process = self.state(container)["Pid"]
        os.kill(process, signal.SIGKILL)
        wait_until(
            lambda: self.state(container)["Pid"] != process, what="the process is gone", within=20
        )

    def is_well(self, container: str) -> bool:
        """Tell whether it runs, and says to be healthy when it is asked as docker asks it.

        Docker itself asks so seldom that a test would wait for the next time.
        """
        seen = self.inspect(container)
        if not seen["State"]["Running"] or seen["State"]["Restarting"]:
            return False
        kind, *command = seen["Config"].get("Healthcheck", {"Test": ["NONE"]})["Test"]
        if kind == "NONE":
            return True
        words = ["sh", "-c", *command] if kind == "CMD-SHELL" else command
        return self.engine.run("exec", container, *words).returncode == 0

    def execute(self, service: str, *command: str) -> str:
        return self.engine.cli("exec", self.containers(service)[0], *command)

    def administrator(self, registry: str = "") -> DockerUser:
        user = DockerUser(self.engine, registry or self.registry, Person(ADMIN, ADMIN_PASSWORD))
        user.login()
        return user

    def ask(self, statement: str) -> str:
        """Have PostgreSQL do one statement; returns what psql prints."""
        return self.execute("postgres", *_PSQL, "-c", statement).strip()

    @contextmanager
    def holding(self, statement: str) -> Iterator[None]:
        """Keep a transaction open in which the statement was done, and roll it back in the end."""
        command = ["docker", "exec", "--interactive", self.container("postgres"), *_PSQL]
        with subprocess.Popen(
            command,
            env=self.engine.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as psql:
            assert psql.stdin
            assert psql.stdout
            psql.stdin.write(f"BEGIN;\n{statement};\n\\echo held\n")
            psql.stdin.flush()
            try:
                assert "held\n" in iter(psql.stdout.readline, "")
                yield
            finally:
                psql.stdin.close()

    @contextmanager
    def changed(self, *more_files: str, **settings: str) -> Iterator[None]:
        """Have other settings, and files besides the first, for the time being."""
        first = self.files
        self.files = (*first, *more_files)
        self.configure(**settings)
        try:
            yield
        finally:
            self.files = first
            self.configure()

    def remove(self) -> None:
        self.down("--volumes", "--timeout", "5")


def push_and_pull(installation: Installation, registry: str = "") -> str:
    """Have the engine push an image like no other, forget it and fetch it; returns its name."""
    name = f"library/app:{uuid.uuid4().hex[:12]}"
    image_id = installation.engine.import_busybox("small:1", os.urandom(2048))
    user = installation.administrator(registry)
    user.push(image_id, name)
    installation.engine.forget(image_id)
    assert user.pull(name) == image_id
    return name


def wait_well(installation: Installation, service: str, within: float = 90) -> None:
    for container in installation.containers(service):
        wait_until(
            partial(installation.is_well, container), what=f"{service} is well", within=within
        )


def get(path: str, headers: Mapping[str, str] | None = None, of: str = URL) -> httpx.Response:
    """Ask as nobody, by nginx."""
    with connection(of) as client:
        return client.get(path, headers=headers)


def read_log(installation: Installation, service: str) -> list[dict[str, Any]]:
    """Give the JSON lines that the containers of a service wrote."""
    printed = [
        installation.engine.cli("logs", container) for container in installation.containers(service)
    ]
    lines = [line for text in printed for line in text.splitlines() if line.startswith("{")]
    return [json.loads(line) for line in lines]


def write_certificate(folder: Path) -> Path:
    """Make a certificate for loopback that nobody vouches for; returns the folder."""
    folder.mkdir()
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    made += ["-nodes", "-days", "2", "-subj", "/CN=localhost"]
    made += ["-addext", f"subjectAltName=IP:{LOOPBACK}"]
    made += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(made, check=True, capture_output=True)
    (folder / "privkey.pem").chmod(0o644)
    folder.chmod(0o755)
    return folder
