"""Runs web, worker and beat as children of one process: restarts what dies, stops all together.

A process of its own without Django, which it would only hold in memory.
"""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from types import FrameType
from typing import NoReturn

from harbor_py import processes

START_SECONDS = 60.0
STOP_SECONDS = {"web": 15.0}
"""Requests may end. A worker takes seconds to notice SIGTERM; what it does is in rows, goes on
later, and need not be waited for.
"""
LONGEST_PAUSE = 10.0
_STEADY_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run, where it answers, and what to tell the operator once it does."""

    commands: Mapping[str, Sequence[str]]
    host: str
    port: int
    banner: str


def become(plan: Plan, *, folder: str) -> NoReturn:
    """Make this process the supervisor; it and its children run in *folder*, the project's.

    The plan goes through a pipe, since others can read arguments and children inherit variables:
    it may show a password. It must fit into the pipe (64 KiB on Linux).
    """
    source, sink = os.pipe()
    os.write(sink, json.dumps(asdict(plan)).encode())
    os.close(sink)
    os.set_inheritable(source, True)  # noqa: FBT003  # has no name
    os.chdir(folder)
    os.execv(sys.executable, [sys.executable, "-m", "harbor_py.supervisor", str(source)])  # noqa: S606


def main() -> None:
    with os.fdopen(int(sys.argv[1])) as source:
        plan = Plan(**json.load(source))
    supervisor = Supervisor(plan)
    supervisor.start()
    if supervisor.wait_until_healthy():
        sys.stdout.write(plan.banner)
        sys.stdout.flush()
    supervisor.watch()


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
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._stopping = threading.Event()
        self._children: list[Child] = []

    def start(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        self._children = [
            Child.start(name, command) for name, command in self._plan.commands.items()
        ]

    def wait_until_healthy(self) -> bool:
        """Answers whether it came to that before it was told to stop, or took too long."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and not self._stopping.is_set():
            if _is_healthy(self._plan.host, self._plan.port):
                return True
            time.sleep(0.05)
        return False

    def watch(self) -> None:
        """Return once told to stop, with every child gone."""
        while not self._stopping.wait(0.2):
            for child in self._children:
                if child.process.poll() is not None and not self._stopping.wait(child.pause):
                    _say(f"{child.name} ended; starting it again\n")
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


def _say(text: str) -> None:
    """Where there is no room for a line of the log, processes are looked after all the same."""
    with suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()


def _is_healthy(host: str, port: int) -> bool:
    asked = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # not bound
    connection = http.client.HTTPConnection(asked, port, timeout=2)
    try:
        connection.request("GET", "/api/v2.0/health")
        answer = json.load(connection.getresponse())
    except (OSError, ValueError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return bool(answer.get("status") == "healthy")


def _spawn(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    """In a session of its own: a Ctrl-C at the terminal is for the supervisor to pass on."""
    return subprocess.Popen(  # noqa: S603  # our own command line
        command,
        start_new_session=True,
        preexec_fn=processes.die_with_parent,  # noqa: PLW1509  # one thread only at this point
    )


if __name__ == "__main__":
    main()
