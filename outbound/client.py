"""The one client for requests to addresses that somebody typed in (ADR 19).

with client.open("GET", url, headers={"Accept": …}) as answer:
    body = answer.read(at_most=4 * 1024 * 1024)
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from types import TracebackType
from typing import Self

from outbound.answers import Answer
from outbound.connections import Connection, Pool
from outbound.dialing import dial
from outbound.errors import ConnectionLost, RedirectRefused
from outbound.guard import Guard
from outbound.lines import Line
from outbound.messages import Body, Request
from outbound.timeouts import Timeouts
from outbound.trust import Trust
from outbound.urls import Url

__all__ = ["Answer", "Client", "Guard", "Timeouts", "Trust"]

CONNECTIONS = 8

_LEADS_ON = {
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
}


class Client:
    """Threads may share one; it keeps up to *connections* idle ones to each origin."""

    def __init__(
        self,
        guard: Guard,
        trust: Trust = Trust(),  # noqa: B008  # frozen
        timeouts: Timeouts = Timeouts(),  # noqa: B008  # frozen
        *,
        connections: int = CONNECTIONS,
    ) -> None:
        self._guard, self._trust, self._timeouts = guard, trust, timeouts
        self._pool = Pool(self._dial, size=connections)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the idle connections. The client can be used again."""
        self._pool.close()

    def open(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: Body = None,
        length: int | None = None,
        follow: int = 0,
    ) -> Answer:
        """Send a request and answer with the head of what comes back; raises an OutboundError.

        A body in pieces is sent piece by piece: with *length* as it is, else in chunks. Where the
        other side answers before it has all of it, that answer is given and the rest not sent.

        The answers to GET and HEAD that lead on are followed up to *follow* times, each target
        checked like the first; another origin gets no credentials. Others are answers like any.
        """
        request = Request.checked(method, Url.parse(url), headers or {}, body, length)
        answer = self._ask(request)
        left = follow
        while follow and (there := _there(request, answer)) is not None:
            answer.close()
            if left == 0:
                raise RedirectRefused(f"The answer leads on more than {follow} times.")
            left -= 1
            request = request.led_to(there)
            answer = self._ask(request)
        return answer

    def _dial(self, url: Url) -> Line:
        context = self._trust.context() if url.scheme == "https" else None
        return dial(url, guard=self._guard, context=context, timeouts=self._timeouts)

    def _ask(self, request: Request) -> Answer:
        """A connection that was idle may have ended unheard: then the request is repeated once."""
        self._guard.require(request.url)
        connection = self._pool.take(request.url)
        if connection is not None:
            try:
                return self._answer(connection, request)
            except ConnectionLost:
                if not request.is_repeatable or connection.line.has_heard:
                    raise
        return self._answer(self._pool.make(request.url), request)

    def _answer(self, connection: Connection, request: Request) -> Answer:
        response = connection.ask(request, self._timeouts)
        return Answer(response, connection, pool=self._pool, timeouts=self._timeouts)


def _there(request: Request, answer: Answer) -> Url | None:
    """Where to ask instead, if the answer says so; what may not be followed ends it."""
    location = answer.headers.get("location")
    is_plain = request.method in {"GET", "HEAD"} and request.body is None
    if not is_plain or answer.status not in _LEADS_ON or not location:
        return None
    with _closing(answer):
        there = request.url.join(location)
        if request.url.scheme == "https" and there.scheme != "https":
            raise RedirectRefused("The answer leads from https to http, which is not followed.")
    return there


@contextmanager
def _closing(answer: Answer) -> Iterator[None]:
    try:
        yield
    except BaseException:
        answer.close()
        raise
