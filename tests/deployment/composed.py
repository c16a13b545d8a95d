"""An installation by docker-compose.yml, in a folder as an operator has it."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
REGISTRY = f"{LOOPBACK}:{PORT}"
URL = f"http://{REGISTRY}"
SETTINGS = {
    "HARBOR_EXTERNAL_URL": URL,
    "HARBOR_SECRET_KEY": "a-key-that-only-tests-have",
    "HARBOR_ADMIN_PASSWORD": ADMIN_PASSWORD,
    "HARBOR_ARGON2_MEMORY_MIB": CHEAP_MIB,
    "HARBOR_WEB_WORKERS": "1",
    "POSTGRES_PASSWORD": "of-the-tests",
    "LISTEN": REGISTRY,
}
_COMMAND_SECONDS = 240


class ComposeFailed(AssertionError):
    """A docker-compose command ended with an error."""


class Installation:
    """The compose file, the folder deploy and a `.env`, without anything they were made from."""

    def __init__(self, engine: DeploymentEngine) -> None:
        self.engine = engine
        self.folder = engine.folder / "harbor"
        self.folder.mkdir()
        shutil.copy(REPOSITORY_ROOT / "docker-compose.yml", self.folder)
        shutil.copytree(REPOSITORY_ROOT / "deploy", self.folder / "deploy")
        self.files: tuple[str, ...] = ("docker-compose.yml",)
        self.configure()

    def configure(self, **more: str) -> None:
        """Write `.env`; an empty value leaves a setting out."""
        given = {name: value for name, value in (SETTINGS | more).items() if value}
        lines = [f"{name}={value}\n" for name, value in given.items()]
        (self.folder / ".env").write_text("".join(lines))

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        files = [part for name in self.files for part in ("-f", name)]
        environment = {
            "PATH": os.environ["PATH"],
            "DOCKER_HOST": self.engine.host,
            "DOCKER_CONFIG": str(self.engine.login_folder("nobody-logged-in")),
        }
        return subprocess.run(
            ["docker-compose", "--ansi", "never", *files, *args],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=_COMMAND_SECONDS,
        )

    def compose(self, *args: str) -> str:
        """Run a docker-compose command that must succeed and return what it printed."""
        done = self.run(*args)
        if done.returncode:
            logs = self.run("logs", "--no-color", "--tail", "30").stdout
            raise ComposeFailed(f"{' '.join(args)}:\n{done.stdout}\n{logs}")
        return done.stdout

    def up(self, *args: str) -> None:
        """Start as an operator does, and see it answer."""
        self.compose("up", "--detach", "--no-build", *args)
        wait_until(self.is_healthy, what="the registry is healthy", within=60)

    def is_healthy(self) -> bool:
        try:
            answer = get("/api/v2.0/health")
        except httpx.TransportError:
            return False
        return answer.status_code == HTTPStatus.OK and answer.json()["status"] == "healthy"

    def containers(self, service: str) -> list[str]:
        label = f"label=com.docker.compose.service={service}"
        listed = self.engine.cli("ps", "--all", "--quiet", "--no-trunc", "--filter", label)
        return listed.split()

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

    def administrator(self, registry: str = REGISTRY) -> DockerUser:
        user = DockerUser(self.engine, registry, Person(ADMIN, ADMIN_PASSWORD))
        user.login()
        return user

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
        self.compose("down", "--volumes", "--timeout", "5")


def get(path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """Ask as nobody, by nginx."""
    with connection(URL) as client:
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
