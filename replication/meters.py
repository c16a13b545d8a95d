"""What a transfer moves, told while it goes on, and how fast it may go."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from replication.adapters.base import Cancelled

_LONGEST_NAP = 0.2
_PIECES_A_SECOND = 5
_SMALLEST_PIECE = 4096


@dataclass(slots=True)
class Throttle:
    """So many KiB a second for all who share it; 0: any."""

    speed: int = 0
    is_cancelled: Callable[[], bool] = lambda: False
    _free_at: float = 0.0
    _mutex: threading.Lock = field(default_factory=threading.Lock)

    def pieces(self, block: bytes) -> Iterator[bytes]:
        """Parts of a block that are small enough to go at an even pace."""
        if not self.speed:
            yield block
            return
        size = max(self.speed * 1024 // _PIECES_A_SECOND, _SMALLEST_PIECE)
        for start in range(0, len(block), size):
            yield block[start : start + size]

    def wait_for(self, size: int) -> None:
        """Until so many bytes more may have gone. Raises Cancelled."""
        with self._mutex:
            if self.speed:
                self._free_at = max(self._free_at, time.monotonic()) + size / (self.speed * 1024)
            until = self._free_at
        while not self.is_cancelled():
            left = until - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(left, _LONGEST_NAP))
        raise Cancelled


@dataclass(slots=True)
class Meter:
    """Bytes of one artifact: what it holds, how much of that the target had, what was sent."""

    throttle: Throttle = field(default_factory=Throttle)
    expected: int = 0
    present: int = 0
    sent: int = 0

    def send(self, size: int) -> None:
        """Count bytes that go out, no sooner than they may. Raises Cancelled."""
        self.throttle.wait_for(size)
        self.sent += size

    def require_going(self) -> None:
        if self.throttle.is_cancelled():
            raise Cancelled
