"""A Redis of the tests' own, on a loopback port of its own, spoken to without a client library."""

import shutil
import socket
import tempfile
from pathlib import Path
from typing import Self

from tests.support.processes import LOOPBACK, Process, free_port, wait_until


class Redis:
    """One `redis-server`; with a *password*, nothing is answered without it."""

    def __init__(self, password: str = "") -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="harbor-redis-"))
        self.log = self.folder / "log"
        self._password = password.encode()
        self._process: Process | None = None

    @property
    def url(self) -> str:
        secret = f":{self._password.decode()}@" if self._password else ""
        return f"redis://{secret}{LOOPBACK}:{self.port}/0"

    def say(self, *words: bytes) -> bytes:
        """Say one command; answers the first line of what comes back."""
        with socket.create_connection((LOOPBACK, self.port), timeout=10) as connection:
            if self._password:
                connection.sendall(_command(b"AUTH", self._password))
                connection.recv(64)
            connection.sendall(_command(*words))
            return connection.recv(4096).partition(b"\r\n")[0]

    def dump(self) -> bytes:
        """Give all that it holds, as it writes it to a disk, and its log."""
        assert self.say(b"SAVE") == b"+OK"
        return (self.folder / "dump.rdb").read_bytes() + self.log.read_bytes()

    def _answers(self) -> bool:
        try:
            return self.say(b"PING") == b"+PONG"
        except OSError:
            return False

    def stop(self) -> None:
        if self._process:
            process, self._process = self._process, None
            process.stop()

    def __enter__(self) -> Self:
        settings = self.folder / "redis.conf"  # arguments can be read by others
        lines = [f"port {self.port}", f"bind {LOOPBACK}", 'save ""', "rdbcompression no"]
        if self._password:
            lines.append(f"requirepass {self._password.decode()}")
        settings.write_text("\n".join([*lines, ""]))
        command: list[str | Path] = ["redis-server", settings]
        self._process = Process(command, log=self.log, cwd=self.folder)
        wait_until(self._answers, what="Redis answers", within=20, process=self._process)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder)


def _command(*words: bytes) -> bytes:
    parts = [b"$%d\r\n%s\r\n" % (len(word), word) for word in words]
    return b"*%d\r\n%s" % (len(words), b"".join(parts))
