"""Processes the tests start: each logs to a file, leads its own group and ends with the run."""

import atexit
import contextlib
import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

LOOPBACK = "127.0.0.1"
_PORTS = range(20_000, 32_000)  # below the range the kernel takes client ports from
_LISTEN = "0A"  # how /proc/net/tcp writes the state

Found = TypeVar("Found")


class DidNotHappen(AssertionError):
    """Something waited for did not come in time."""


class DidNotStop(AssertionError):
    """A process asked to stop was still there after its time and had to be killed."""


def free_port() -> int:
    """Give a loopback port nobody listens on, which no client connection takes by chance either."""
    for port in random.SystemRandom().sample(_PORTS, 200):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((LOOPBACK, port))
            return port
    raise DidNotHappen("no free loopback port found in 200 tries")


def tail(log: Path, lines: int = 40) -> str:
    """Quote the end of a log, for failure messages."""
    if not log.exists():
        return f"(no log {log.name})"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def wait_until(
    condition: Callable[[], Found | None],
    *,
    what: str,
    within: float,
    process: "Process | None" = None,
    every: float = 0.02,
) -> Found:
    """Ask until the answer is true and return it; fail early when *process* ends meanwhile."""
    deadline = time.monotonic() + within
    while not (found := condition()):
        if process is not None and not process.running:
            raise DidNotHappen(
                f"{what}: {process} ended with {process.ended_with}; its log ends\n{process.tail()}"
            )
        if time.monotonic() > deadline:
            log = f"; the log of {process} ends\n{process.tail()}" if process else ""
            raise DidNotHappen(f"{what}: not within {within:g} s{log}")
        time.sleep(every)
    return found


@dataclass(frozen=True, slots=True)
class Seen:
    """A process in the process table; its start time tells it from a later owner of its id."""

    pid: int
    parent: int
    started: int

    @classmethod
    def read(cls, pid: int) -> "Seen | None":
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return None
        state, parent, *rest = stat.rpartition(")")[2].split()
        return None if state in "ZX" else cls(pid, int(parent), int(rest[17]))

    @property
    def alive(self) -> bool:
        now = Seen.read(self.pid)
        return now is not None and now.started == self.started

    @property
    def arguments(self) -> list[str]:
        """Its command line; nothing once it is gone."""
        try:
            text = Path(f"/proc/{self.pid}/cmdline").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return []
        return text.rstrip("\0").split("\0")

    def kill(self) -> None:
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)


def _table() -> list[Seen]:
    pids = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [seen for pid in pids if (seen := Seen.read(pid))]


def descendants(pid: int) -> list[Seen]:
    """List all that *pid* started, directly or not, parents before their children."""
    table = _table()
    found: list[Seen] = []
    parents = [pid]
    while parents:
        children = [seen for seen in table if seen.parent in parents]
        found += children
        parents = [child.pid for child in children]
    return found


def listeners(port: int, among: Iterable[Seen]) -> list[Seen]:
    """Pick the processes that hold a listening TCP socket on *port*."""
    sockets = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == _LISTEN and int(fields[1].rpartition(":")[2], 16) == port:
                sockets.add(f"socket:[{fields[9]}]")
    return [seen for seen in among if sockets & _open_files(seen.pid)]


def _open_files(pid: int) -> set[str]:
    files = set()
    with contextlib.suppress(OSError):
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                files.add(str(descriptor.readlink()))
    return files


class Process:
    """A command run in the background.

    Start it from the main thread: the kernel ends it when the thread that started it ends, so
    that nothing stays behind even when the run itself is killed.
    """

    def __init__(
        self,
        command: Iterable[str | Path],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        user: str | None = None,
        name: str | None = None,
    ) -> None:
        self.log = log
        program, *arguments = map(str, command)
        self._name = name or Path(program).name
        with log.open("ab") as output:
            self._popen = subprocess.Popen(
                [*_guard(user), program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=env,
                cwd=cwd,
                start_new_session=True,
            )
        _running.append(self)

    def __str__(self) -> str:
        return f"{self._name} ({self.pid})"

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def running(self) -> bool:
        return self._popen.poll() is None

    @property
    def ended_with(self) -> int | None:
        """Tell the exit code, or the number of the deadly signal as a negative one."""
        return self._popen.returncode

    def tail(self) -> str:
        return tail(self.log)

    def stop(self, *, by: signal.Signals = signal.SIGTERM, within: float = 20) -> None:
        """Ask the process to end and see that all it started ends too; else kill and fail."""
        family = descendants(self.pid)
        if self.running:
            os.kill(self.pid, by)
        try:
            wait_until(
                lambda: not self.running and not any(seen.alive for seen in family),
                what=f"{self} stops on {by.name} with all it started",
                within=within,
            )
        except DidNotHappen as failure:
            left = [seen.pid for seen in family if seen.alive]
            raise DidNotStop(f"{failure}; left: {left}; the log ends\n{self.tail()}") from None
        finally:
            self.kill(also=family)

    def kill(self, *, also: Iterable[Seen] = ()) -> None:
        """End the process and all it started at once, with SIGKILL."""
        family = [*also, *(descendants(self.pid) if self.running else ())]
        if self.running:
            self._popen.kill()
        for seen in family:
            seen.kill()
        self._popen.wait()
        wait_until(
            lambda: not any(seen.alive for seen in family), what="killed processes end", within=10
        )
        if self in _running:
            _running.remove(self)


def _guard(user: str | None) -> list[str]:
    """Give the command that runs another one as *user* and ends it with its parent."""
    if user is None or os.geteuid() != 0:
        return ["setpriv", "--pdeathsig", "TERM"]
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", "--pdeathsig", "TERM"]


_running: list[Process] = []


@atexit.register
def _kill_what_is_left() -> None:
    for process in reversed(_running.copy()):
        process.kill()


class Started:
    """What runs in a block: started at its beginning, removed at its end, however that comes."""

    def start(self) -> Self:
        raise NotImplementedError

    def remove(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        try:
            return self.start()
        except BaseException:
            self.remove()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.remove()
