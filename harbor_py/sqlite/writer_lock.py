"""First come, first served among the writers of one SQLite file, across threads and processes.

SQLite lets waiting writers poll, so one of them can lose every time and fail in the end. Here the
threads of a process take turns in order of arrival, and processes queue on ``flock``, which the
kernel hands on in order too and frees when its holder is killed.
"""

import fcntl
import os
import threading
from collections import deque
from pathlib import Path

LONGEST_WAIT = 30.0


class WriterLock:
    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    def acquire(self) -> None:
        """Wait for our turn. Raises TimeoutError after ``LONGEST_WAIT`` seconds."""
        turn = self._queue()
        if turn is not None and not turn.wait(LONGEST_WAIT):
            self._leave(turn)
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def release(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False

    def _leave(self, turn: threading.Event) -> None:
        """Give up the place in the queue, unless our turn has just come."""
        with self._mutex:
            if not turn.is_set():
                self._waiting.remove(turn)
                raise TimeoutError("other writers did not end")

    def _queue(self) -> threading.Event | None:
        """The event that says it is our turn; ``None`` when it is at once."""
        with self._mutex:
            if not self._taken:
                self._taken = True
                return None
            turn = threading.Event()
            self._waiting.append(turn)
            return turn


_locks: dict[str, WriterLock] = {}
_locks_mutex = threading.Lock()


def of(database: str) -> WriterLock:
    """The one lock of this process for the SQLite file *database*."""
    with _locks_mutex:
        if database not in _locks:
            _locks[database] = WriterLock(Path(f"{database}.lock"))
        return _locks[database]
