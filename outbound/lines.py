"""A connection with limits, in the shape in which ``http.client`` wants its socket."""

import io
import select
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress

from outbound import heads
from outbound.errors import AnswerMalformed, ConnectionLost, TimedOut
from outbound.timeouts import Pace, Timeouts

_PIECE = 65_536
_WANTED = {
    BlockingIOError: select.POLLIN | select.POLLOUT,
    ssl.SSLWantReadError: select.POLLIN,
    ssl.SSLWantWriteError: select.POLLOUT,
}


class AnsweredEarly(Exception):  # never leaves this package
    """The other side answers, or hung up, before the whole request was sent."""


class Line:
    """Waits for the other side so long and no longer; notices what it says while we send.

    Raises ConnectionLost and TimedOut, where a socket would raise OSError.
    """

    def __init__(self, raw: socket.socket, timeouts: Timeouts) -> None:
        raw.settimeout(0)
        self._raw, self._timeouts = raw, timeouts
        self._scratch = bytearray(_PIECE)
        self._readers = 0
        self._is_closed = False
        self.received = bytearray()
        """What came, and nobody has read yet."""
        self.has_heard = False
        """Whether anything came since the last request began."""
        self.is_over = False
        """Whether the other side has said its last."""
        self.is_spent = False
        """Whether half a request is on its way: no other can follow."""
        self.deadline: float | None = None
        self.pace: Pace | None = None

    @property
    def is_quiet(self) -> bool:
        """Whether it can carry another request: nothing came unasked, not even an end."""
        return not (self.received or self.is_over or self.is_spent or self._is_readable())

    def sendall(self, data: bytes) -> None:
        """Raises AnsweredEarly, too."""
        left = memoryview(data).cast("B")
        while left:
            if self._answers_already():
                raise AnsweredEarly
            sent, wanted = self._send(left[:_PIECE])
            left = left[sent:]
            if wanted:
                self._wait(wanted | select.POLLIN)

    def await_head(self) -> None:
        """Return once the head of the final answer came, whole and as it should be."""
        while not (heads.has_begun(self.received) and heads.is_whole(self.received)):
            if not self.fill():
                raise ConnectionLost("The other side hung up before it answered.")
            if self.deadline is None:
                self.deadline = time.monotonic() + self._timeouts.deadline
        self.deadline = None

    def fill(self) -> int:
        """Receive some more; 0 at the end."""
        count = self.recv_into(memoryview(self._scratch))
        self.received += memoryview(self._scratch)[:count]
        return count

    def recv_into(self, view: memoryview) -> int:
        """Receive into *view* past what was received; 0 at the end."""
        while True:
            count, wanted = self._receive(view)
            if not wanted:
                return count
            self._wait(wanted)

    def makefile(self, mode: str = "rb", buffering: int | None = None) -> "Reader":
        self._readers += 1
        return Reader(self)

    def settimeout(self, seconds: float | None) -> None:
        """Limits are this line's own."""

    def close(self) -> None:
        """End it once no answer is being read from it any more, as sockets do."""
        self._is_closed = True
        if self._readers == 0:
            self._raw.close()

    def end(self) -> None:
        """End it now."""
        self._is_closed = self.is_over = True
        self._raw.close()

    def leave(self) -> None:
        """A reader has gone."""
        self._readers -= 1
        if self._is_closed and self._readers == 0:
            self._raw.close()

    def _answers_already(self) -> bool:
        """Whether the answer has begun, or none will come: it is no use to send more."""
        while not self.is_over:
            count, wanted = self._receive(memoryview(self._scratch))
            if wanted:
                return False
            self.received += memoryview(self._scratch)[:count]
            if heads.has_begun(self.received):
                return True
        return True

    def _send(self, data: memoryview) -> tuple[int, int]:
        try:
            sent, wanted = _attempt(self._raw.send, data)
        except OSError as error:
            raise AnsweredEarly from error
        if self.pace is not None:
            self.pace.moved(sent)
        return sent, wanted and wanted & ~select.POLLIN

    def _receive(self, view: memoryview) -> tuple[int, int]:
        try:
            count, wanted = _attempt(self._raw.recv_into, view)
        except OSError as error:
            self.is_over = True
            raise ConnectionLost("The connection was lost.") from error
        if wanted:
            return 0, wanted & ~select.POLLOUT or wanted
        self.is_over = count == 0
        self.has_heard = self.has_heard or count > 0
        if self.pace is not None:
            self.pace.moved(count)
        return count, 0

    def _wait(self, events: int) -> None:
        """Raises TimedOut."""
        began = time.monotonic()
        until = began + self._timeouts.idle
        if self.deadline is not None:
            until = min(until, self.deadline)
        poll = select.poll()
        poll.register(self._raw, events)
        if until <= began or not poll.poll((until - began) * 1000):
            raise TimedOut("The other side took too long.")
        if self.pace is not None:
            self.pace.waited(time.monotonic() - began)

    def _is_readable(self) -> bool:
        poll = select.poll()
        with suppress(ValueError):  # it was closed
            poll.register(self._raw, select.POLLIN)
            return bool(poll.poll(0))
        return True


class Reader(io.BufferedIOBase):
    """What ``http.client`` reads an answer from. Lines are short, and few between two data."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._in_lines = 0

    def readable(self) -> bool:
        return True

    def readline(self, size: int | None = -1) -> bytes:
        received = self._line.received
        while (end := received.find(b"\n")) < 0 and len(received) < heads.LONGEST:
            if not self._line.fill():
                raise ConnectionLost("The answer was cut short.")
        count = end + 1 or len(received)
        if size is not None and size >= 0:
            count = min(count, size)
        self._in_lines += count
        if self._in_lines > 2 * heads.LONGEST:
            raise AnswerMalformed("The answer's parts are marked out without end.")
        return self._take(count)

    def read(self, size: int | None = -1) -> bytes:
        """Read *size* bytes, or fewer at the end."""
        if size is None or size < 0:
            raise AnswerMalformed("The answer has a part of less than nothing.")
        self._in_lines = 0
        if size <= len(self._line.received):
            return self._take(size)
        block = bytearray(size)
        view = memoryview(block)
        got = len(self._line.received)
        view[:got] = self._take(got)
        while got < size and (count := self._line.recv_into(view[got:])):
            got += count
        return bytes(view[:got])

    def close(self) -> None:
        if not self.closed:
            self._line.leave()
        super().close()

    def _take(self, count: int) -> bytes:
        taken = bytes(memoryview(self._line.received)[:count])
        del self._line.received[:count]
        return taken


def _attempt(action: Callable[[memoryview], int], view: memoryview) -> tuple[int, int]:
    """How many bytes *action* moved, or what to wait for. Raises OSError."""
    try:
        return action(view), 0
    except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError) as error:
        return 0, _WANTED[type(error)]
