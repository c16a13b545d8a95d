"""Connections that speak HTTP/1.1, and those that wait to be used again."""

import http.client
import threading
import time
from collections import defaultdict
from collections.abc import Callable

import urllib3
from urllib3.connection import HTTPConnection

from outbound.errors import AnswerMalformed
from outbound.lines import AnsweredEarly, Line
from outbound.messages import Request
from outbound.timeouts import Pace, Timeouts
from outbound.urls import DEFAULT_PORTS, Origin, Url

KEPT_SECONDS = 60.0
"""For so long an idle connection is worth trying."""
MOST_KEPT = 64
"""Idle ones to all origins together."""

Dial = Callable[[Url], Line]


class Connection(HTTPConnection):
    """Never connects but by *dial*."""

    def __init__(self, url: Url, dial: Dial) -> None:
        super().__init__(url.host, url.port)
        self.url, self.line = url, dial(url)
        self.sock = self.line  # as much of a socket as is needed
        self.default_port = DEFAULT_PORTS[url.scheme]  # type: ignore[misc]  # one class for both

    def connect(self) -> None:
        raise AnswerMalformed("The connection is over.")  # who needs another makes another

    def ask(self, request: Request, timeouts: Timeouts) -> urllib3.HTTPResponse:
        """Send *request* and give the head of the answer. Whatever it raises, it is closed."""
        try:
            self._send(request, timeouts)
            self.line.await_head()
            return self.getresponse()
        except (http.client.HTTPException, urllib3.exceptions.HTTPError) as error:
            self.end()
            raise AnswerMalformed("The answer is no HTTP.") from error
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        self.line.end()
        self.close()

    def _send(self, request: Request, timeouts: Timeouts) -> None:
        self.line.has_heard = False
        self.line.pace = None if request.body is None else Pace(timeouts)
        try:
            self.request(
                request.method,
                request.url.target,
                body=request.sent_body,
                headers=request.sent_headers,
                preload_content=False,
                decode_content=False,
            )
        except AnsweredEarly:
            self.line.is_spent = True
        self.line.pace = None


class Pool:
    """Idle connections by origin, the one last used first. Threads may share it."""

    def __init__(self, dial: Dial, *, size: int) -> None:
        self._dial, self._size = dial, size
        self._lock = threading.Lock()
        self._idle: dict[Origin, list[tuple[float, Connection]]] = defaultdict(list)

    def take(self, url: Url) -> Connection | None:
        """One that was used before and seems to be alive, if there is any."""
        oldest = time.monotonic() - KEPT_SECONDS
        while True:
            with self._lock:
                if not self._idle.get(url.origin):
                    return None
                since, connection = self._idle[url.origin].pop()
            if since >= oldest and connection.line.is_quiet:
                return connection
            connection.end()

    def make(self, url: Url) -> Connection:
        return Connection(url, self._dial)

    def give(self, connection: Connection) -> None:
        """Keep it for the next, if it can carry one and there is room."""
        if connection.sock is None or not connection.line.is_quiet:
            connection.end()
            return
        with self._lock:
            idle = self._idle[connection.url.origin]
            idle.append((time.monotonic(), connection))
            dropped = self._surplus(idle)
        for one in dropped:
            one.end()

    def close(self) -> None:
        with self._lock:
            idle = [connection for kept in self._idle.values() for _, connection in kept]
            self._idle.clear()
        for connection in idle:
            connection.end()

    def _surplus(self, idle: list[tuple[float, Connection]]) -> list[Connection]:
        """Take out what is too much of one origin, too old, or too much of all."""
        surplus = [idle.pop(0)] if len(idle) > self._size else []
        oldest = time.monotonic() - KEPT_SECONDS
        for origin, kept in list(self._idle.items()):
            surplus += [each for each in kept if each[0] < oldest]
            kept[:] = [each for each in kept if each[0] >= oldest]
            if not kept:
                del self._idle[origin]
        while sum(map(len, self._idle.values())) > MOST_KEPT:
            first = min(self._idle, key=lambda origin: self._idle[origin][0][0])
            surplus.append(self._idle[first].pop(0))
            if not self._idle[first]:
                del self._idle[first]
        return [connection for _, connection in surplus]
