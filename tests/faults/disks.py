"""Disks that fill up or turn read-only, and system calls that fail on some files only."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.faults.tracing import _is_traced
from tests.support.processes import wait_until

MIB = 1 << 20


class Disk:
    """A small filesystem in memory, mounted at *folder*; needs root."""

    def __init__(self, folder: Path, mib: int) -> None:
        self.folder = folder
        self._filler = folder / "filler"
        folder.mkdir(parents=True, exist_ok=True)
        _run("mount", "-t", "tmpfs", "-o", f"size={mib}m,mode=0755", "tmpfs", folder)

    @property
    def free(self) -> int:
        found = os.statvfs(self.folder)
        return found.f_bavail * found.f_frsize

    def fill(self, leave: int = 0) -> None:
        """Take all room but *leave* bytes."""
        with self._filler.open("ab", buffering=0) as file:
            block = bytes(4096)
            while self.free > leave:
                try:
                    file.write(block)
                except OSError:
                    return

    def empty(self) -> None:
        """Give back what `fill` took."""
        self._filler.unlink(missing_ok=True)

    def turn_read_only(self) -> None:
        """Refuse writes from now on; waits for a moment in which no file is open for writing."""
        wait_until(lambda: self._remount("ro"), what="the disk is read-only", within=10)

    def turn_writable(self) -> None:
        assert self._remount("rw")

    def _remount(self, mode: str) -> bool:
        command = ["mount", "-o", f"remount,{mode}", str(self.folder)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def unmount(self) -> None:
        _run("umount", "--lazy", self.folder)


@contextmanager
def mounted(folder: Path, mib: int) -> Iterator[Disk]:
    disk = Disk(folder, mib)
    try:
        yield disk
    finally:
        disk.unmount()


class Injection:
    """What strace made fail, as its log tells while it is attached."""

    def __init__(self, log: Path) -> None:
        self._log = log

    def hits(self) -> list[str]:
        """The calls that failed so far, each with the path of its file."""
        return [line for line in self._log.read_text().splitlines() if "(INJECTED)" in line]


@contextmanager
def failing(
    pid: int, calls: str, how: str, log: Path, *, only: Sequence[Path] = ()
) -> Iterator[Injection]:
    """Make *calls* of all threads of *pid* fail as *how* says, on the files *only* if given."""
    command = ["strace", "-f", "-qq", "-y", "-p", str(pid), "-o", str(log)]
    command += ["-e", f"trace={calls}", "-e", f"inject={calls}:{how}"]
    for path in only:
        command += ["-P", str(path)]
    log.write_text("")
    tracer = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: _is_traced(pid), what="strace is attached", within=10)
        time.sleep(0.02)
        yield Injection(log)
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.wait(10)


def _run(*command: str | Path) -> None:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
