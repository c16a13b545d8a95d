"""Runs web, worker and beat as children of one process: restarts what dies, stops all together."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from django.conf import settings

from harbor_py import processes

STOP_SECONDS = {"web": 15.0}
"""Requests may end. A worker takes seconds to notice SIGTERM; what it does is in rows, goes on
later, and need not be waited for.
"""
LONGEST_PAUSE = 10.0
_STEADY_SECONDS = 2.0


def commands() -> Mapping[str, Sequence[str]]:
    """The same commands that production runs, each in a container of its own."""
    python = sys.executable
    return {
        "web": (
            python, "-m", "granian", "harbor_py.asgi:application", "--interface", "asgi",
            "--host", settings.HTTP_HOST, "--port", str(settings.HTTP_PORT),
            "--workers", str(settings.WEB_WORKERS), "--no-ws", "--log-level", "warning",
            "--http", "1", "--workers-kill-timeout", "10",
            "--backlog", "4096", "--backpressure", "16384",
            "--http1-buffer-size", "131072", "--http1-header-read-timeout", "10000",
            "--runtime-mode", "st",
        ),
        "worker": (
            python, "-m", "celery", "-q", "-A", "harbor_py.celery", "worker", "--pool", "threads",
            "--concurrency", "4", "--without-gossip", "--without-mingle", "--loglevel", "WARNING",
        ),
        "beat": (
            python, "-m", "celery", "-q", "-A", "harbor_py.celery", "beat",
            "--scheduler", "celery.beat:Scheduler", "--loglevel", "WARNING",
        ),
    }  # fmt: skip


@dataclass(slots=True)
class Child:
    """A process that shall run; one that dies at once is restarted after a growing pause."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes]"
    began: float = field(default_factory=time.monotonic)
    pause: float = 0.1

    @classmethod
    def start(cls, name: str, command: Sequence[str]) -> "Child":
        return cls(name, command, _spawn(command))

    def restart(self) -> None:
        steady = time.monotonic() - self.began > _STEADY_SECONDS
        self.pause = 0.1 if steady else min(self.pause * 2, LONGEST_PAUSE)
        self.process = _spawn(self.command)
        self.began = time.monotonic()


class Supervisor:
    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._children: list[Child] = []

    def start(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        self._children = [Child.start(name, command) for name, command in commands().items()]

    @property
    def is_stopping(self) -> bool:
        return self._stopping.is_set()

    def watch(self) -> None:
        """Return once told to stop, with every child gone."""
        while not self._stopping.wait(0.2):
            for child in self._children:
                if child.process.poll() is not None and not self._stopping.wait(child.pause):
                    sys.stderr.write(f"{child.name} ended; starting it again\n")
                    child.restart()
        self._end_children()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping.set()

    def _end_children(self) -> None:
        for child in self._children:
            child.process.terminate()
        for child in self._children:
            try:
                child.process.wait(STOP_SECONDS.get(child.name, 1.0))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()


def _spawn(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    """In a session of its own: a Ctrl-C at the terminal is for the supervisor to pass on."""
    return subprocess.Popen(  # noqa: S603  # our own command line
        command,
        cwd=settings.BASE_DIR,
        start_new_session=True,
        preexec_fn=processes.die_with_parent,  # noqa: PLW1509  # one thread only at this point
    )
