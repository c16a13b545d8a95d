"""strace on a running process: what it asks of the kernel, and death at the N-th time."""

import re
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.processes import wait_until

_CALL = re.compile(r"^(\d+) +([a-z_0-9]+)\(")


@contextmanager
def traced(pid: int, calls: str, log: Path, *, inject: str | None = None) -> Iterator[None]:
    """Trace *calls* of all threads of *pid*, injecting what strace(1) calls *inject*."""
    command = ["strace", "-f", "-qq", "-p", str(pid), "-o", str(log), "-e", f"trace={calls}"]
    if inject is not None:
        command += ["-e", f"inject={calls}:{inject}"]
    tracer = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    watch = threading.Thread(target=_let_go_of_the_dead, args=(tracer, pid))
    try:
        wait_until(lambda: _is_traced(pid), what="strace is attached", within=10)
        watch.start()
        yield
    finally:
        if tracer.poll() is None:
            tracer.send_signal(signal.SIGINT)
        tracer.wait(10)
        if watch.ident is not None:
            watch.join()


def counts(log: Path) -> Counter[str]:
    """How often each call was made, by the thread that made it most often.

    strace counts for each thread by itself, so these are the numbers that an injection can name.
    """
    made: Counter[tuple[str, str]] = Counter()
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if match := _CALL.match(line):
            made[match.group(1), match.group(2)] += 1
    most: Counter[str] = Counter()
    for (_, call), count in made.items():
        most[call] = max(most[call], count)
    return most


def _let_go_of_the_dead(tracer: "subprocess.Popen[bytes]", pid: int) -> None:
    """End the tracer of a process that died: it does not always reap it, and its parent waits."""
    while tracer.poll() is None:
        if _state(pid) in ("Z", "X", ""):
            tracer.kill()
        time.sleep(0.01)


def _state(pid: int) -> str:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return stat.rpartition(")")[2].split()[0]


def _is_traced(pid: int) -> bool:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return all("TracerPid:\t0\n" not in (task / "status").read_text() for task in tasks)
    except FileNotFoundError:
        return True
