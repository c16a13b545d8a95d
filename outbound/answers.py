"""An answer: its head at once, its body as sent, within limits."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import urllib3

from outbound.connections import Connection, Pool
from outbound.errors import AnswerMalformed, AnswerTooLarge, ConnectionLost, OutboundError
from outbound.timeouts import Pace, Timeouts

BLOCK_BYTES = 1024 * 1024
_PASSED_OVER_BYTES = 65_536
_PASSED_OVER_SECONDS = 1.0
_LONGEST_LENGTH = 18
"""Digits: an exabyte."""


class Answer:
    """Close it, or use it in a ``with``; read to its end, its connection serves again."""

    def __init__(
        self,
        response: urllib3.HTTPResponse,
        connection: Connection,
        *,
        pool: Pool,
        timeouts: Timeouts,
    ) -> None:
        self.status = response.status
        self.headers: Mapping[str, str] = response.headers
        """By name in any case; what came more than once is joined with ", "."""
        self.url = str(connection.url)
        """Whose answer it is: the last that a redirect led to."""
        self._response, self._connection = response, connection
        self._pool, self._timeouts = pool, timeouts
        self._is_done = False
        _require_framing(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def length(self) -> int | None:
        """How many bytes of the body are left; None where the other side does not say."""
        return self._response.length_remaining

    def read(self, at_most: int) -> bytes:
        """The whole body; raises AnswerTooLarge for more than *at_most* bytes of it."""
        self._connection.line.deadline = time.monotonic() + self._timeouts.deadline
        return b"".join(self._blocks(min(_PASSED_OVER_BYTES, at_most + 1), at_most))

    def blocks(self, size: int = BLOCK_BYTES, *, at_most: int | None = None) -> Iterator[bytes]:
        """The body in blocks of *size*, however large, or with a limit raises AnswerTooLarge.

        Raises ConnectionLost where it is shorter than was said.
        """
        self._connection.line.pace = Pace(self._timeouts)
        return self._blocks(size, at_most)

    def close(self) -> None:
        """A small rest is passed over, so that the connection serves again."""
        if self._is_done:
            return
        left = self.length
        if left is None or left > _PASSED_OVER_BYTES:
            self._end()
            return
        self._connection.line.deadline = time.monotonic() + _PASSED_OVER_SECONDS
        try:
            for _ in self._blocks(_PASSED_OVER_BYTES, None):
                pass
        except OutboundError:
            self._end()  # nobody asked for this rest

    def _blocks(self, size: int, at_most: int | None) -> Iterator[bytes]:
        if at_most is not None and (self.length or 0) > at_most:
            self._end()
            raise AnswerTooLarge(f"The answer is longer than {at_most} bytes.")
        total = 0
        while block := self._next(size):
            total += len(block)
            if at_most is not None and total > at_most:
                self._end()
                raise AnswerTooLarge(f"The answer is longer than {at_most} bytes.")
            yield block

    def _next(self, size: int) -> bytes:
        if self._is_done:
            return b""
        with self._failures():
            block = self._response.read(size, decode_content=False)
        if not block:
            self._finish()
        return block

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """Whatever goes wrong ends the connection."""
        try:
            yield
        except urllib3.exceptions.HTTPError as error:
            is_cut = self._connection.line.is_over
            self._end()
            if is_cut:
                raise ConnectionLost("The answer was cut short.") from error
            raise AnswerMalformed("The answer's parts are not marked out as HTTP does.") from error
        except BaseException:
            self._end()
            raise

    def _finish(self) -> None:
        self._is_done = True
        self._connection.line.deadline = self._connection.line.pace = None
        self._pool.give(self._connection)

    def _end(self) -> None:
        self._is_done = True
        self._connection.end()
        self._response.close()


def _require_framing(answer: Answer) -> None:
    """A body's length is said in one way, or by the end of the connection."""
    coding = answer.headers.get("transfer-encoding")
    length = answer.headers.get("content-length")
    is_number = length is None or (
        length.isascii() and length.isdigit() and len(length) <= _LONGEST_LENGTH
    )
    if not is_number or coding not in {None, "chunked"}:
        answer._end()  # noqa: SLF001  # the same module
        raise AnswerMalformed("The answer does not say how long it is as HTTP does.")
