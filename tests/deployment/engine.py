"""A docker engine for whole installations: it builds, then runs them in a network of its own."""

import ctypes
import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from tests.deployment import plugin
from tests.support.docker import DockerEngine
from tests.support.processes import Process
from tests.support.server import REPOSITORY_ROOT

_KEPT = REPOSITORY_ROOT / ".cache" / "deployment"
_OF_ONE_RUN = ("containers", "network", "volumes")
_CLONE_NEWNET = 0x40000000
_BUILD_SECONDS = 500

_libc = ctypes.CDLL(None, use_errno=True)


class BuildFailed(AssertionError):
    """An image could not be built."""


@contextmanager
def own_network() -> Iterator[None]:
    """Put this thread, and all that it starts meanwhile, into a network that leads nowhere.

    It has a loopback interface and what is made in it. Bridges, addresses and ports there are no
    matter of the machine's, and nothing that listens there can be reached from outside.
    """
    with Path("/proc/thread-self/ns/net").open() as outside:
        _insist(_libc.unshare(_CLONE_NEWNET))
        try:
            subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
            yield
        finally:
            _insist(_libc.setns(outside.fileno(), _CLONE_NEWNET))


def _insist(result: int) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


class DeploymentEngine(DockerEngine):
    """Keeps its images in the repository's cache: what did not change is not built again.

    One at a time; the next one waits.
    """

    def __init__(self) -> None:
        super().__init__()
        _KEPT.mkdir(parents=True, exist_ok=True)
        self._lock = (_KEPT / "lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        for name in _OF_ONE_RUN:  # of a run that was killed
            shutil.rmtree(_KEPT / "data" / name, ignore_errors=True)
        self._has_bridges = False

    def _launch(self, driver: str) -> Process:
        options = [
            f"--host={self.host}",
            f"--data-root={_KEPT}/data",
            f"--exec-root={self.folder}/exec",
            f"--pidfile={self.folder}/pid",
            f"--storage-driver={driver}",
        ]
        if not self._has_bridges:
            options += ["--bridge=none", "--iptables=false", "--ip6tables=false"]
        return Process(["dockerd", *options], log=self.log)

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to know to speak with this engine."""
        return {
            "PATH": os.environ["PATH"],
            "DOCKER_HOST": self.host,
            "DOCKER_CONFIG": str(self.login_folder("nobody-logged-in")),
        }

    def fetch_compose(self) -> None:
        """Have the docker command know `docker compose`."""
        plugin.install(self.login_folder("nobody-logged-in"), kept=_KEPT / "docker-compose")

    def build(self, folder: Path, tag: str, network: str = "none") -> None:
        """Build an image; packages come by the network "host", which is the machine's."""
        command = ["docker", "build", f"--network={network}", "--tag", tag, str(folder)]
        built = subprocess.run(
            command,
            env=self.environment | {"DOCKER_BUILDKIT": "0"},
            capture_output=True,
            text=True,
            check=False,
            timeout=_BUILD_SECONDS,
        )
        if built.returncode:
            raise BuildFailed(f"{tag}:\n{built.stdout[-8000:]}\n{built.stderr[-8000:]}")

    @contextmanager
    def in_own_network(self) -> Iterator[None]:
        """Run, with bridges, in a network that this thread enters too for the time being."""
        self._rest()
        self._has_bridges = True
        with own_network():
            self.start()
            try:
                yield
            finally:
                self._rest()

    def _rest(self) -> None:
        assert self._process is not None
        self._process.stop(within=60)
        self._process = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *raised: object) -> None:
        self.stop()

    def stop(self) -> None:
        super().stop()
        self._lock.close()
