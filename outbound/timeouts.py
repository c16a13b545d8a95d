"""How long a request may take, whatever the other side does."""

from dataclasses import dataclass

from outbound.errors import TimedOut


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds, but for the rate."""

    connect: float = 10.0
    """To have a connection, with all that TLS says first."""
    idle: float = 60.0
    """Between two pieces, sent or received; so long may a server think before it answers, too."""
    deadline: float = 60.0
    """For the head of an answer from its first byte on, and for a body that is read whole."""
    slowest: int = 1024
    """Bytes a second that must move while a body is sent or read in blocks ..."""
    window: float = 60.0
    """... over so many seconds of waiting. What our side does meanwhile does not count."""


class Pace:
    """Measures how much moves while one waits for the other side."""

    def __init__(self, timeouts: Timeouts) -> None:
        self._slowest, self._window = timeouts.slowest, timeouts.window
        self._bytes, self._seconds = 0, 0.0

    def moved(self, count: int) -> None:
        self._bytes += count

    def waited(self, seconds: float) -> None:
        """Raises TimedOut after a window in which too little moved."""
        self._seconds += seconds
        if self._seconds < self._window:
            return
        if self._bytes < self._slowest * self._seconds:
            raise TimedOut(f"Fewer than {self._slowest} bytes a second moved.")
        self._bytes, self._seconds = 0, 0.0
