"""Peers on loopback that do as a test tells them, and an authority for their certificates."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

LOOPBACK = "127.0.0.1"
OK = b"HTTP/1.1 200 OK\r\n"
SILENT_OK = OK + b"Content-Length: 2\r\n\r\nok"

Script = Callable[[socket.socket], None]
"""What a peer does with a connection; it is closed afterwards."""


class Peer:
    """Takes connections, each in a thread of its own, until it is stopped."""

    def __init__(self, script: Script, context: ssl.SSLContext | None = None) -> None:
        self._script, self._context = script, context
        self._socket = socket.create_server((LOOPBACK, 0))
        self.port: int = self._socket.getsockname()[1]
        self.connections = 0
        self.heads: list[bytes] = []
        """Of the requests that were read by :meth:`request`."""
        self._lines: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        scheme = "http" if self._context is None else "https"
        return f"{scheme}://{LOOPBACK}:{self.port}"

    def request(self, line: socket.socket) -> bytes:
        """The head of the next request, or nothing when the client has gone."""
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            byte = line.recv(1)
            if not byte:
                return b""
            head += byte
        self.heads.append(head)
        return head

    def stop(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(20)
            assert not thread.is_alive()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._socket.accept()
                self.connections += 1
                # Or an answer may wait for news of what was sent before, and go with the socket.
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._lines.append(line)
                thread = threading.Thread(target=self._serve, args=(line,))
                self._threads.append(thread)
                thread.start()

    def _serve(self, line: socket.socket) -> None:
        with suppress(OSError):
            if self._context is not None:
                line = self._context.wrap_socket(line, server_side=True)
                self._lines.append(line)
            self._script(line)
        line.close()


@contextmanager
def peer(
    answer: bytes | Callable[[Peer, socket.socket], object],
    context: ssl.SSLContext | None = None,
) -> Iterator[Peer]:
    """A peer that gives each request the same answer, or does what it is told."""

    def script(line: socket.socket) -> None:
        if callable(answer):
            answer(running, line)
            return
        while running.request(line):
            line.sendall(answer)

    running = Peer(script, context)
    try:
        yield running
    finally:
        running.stop()


def once(answer: bytes) -> Callable[[Peer, socket.socket], None]:
    """Read a request, give the answer, hang up."""

    def script(running: Peer, line: socket.socket) -> None:
        running.request(line)
        line.sendall(answer)

    return script


def for_ever(beginning: bytes, piece: bytes, pause: float = 0.0) -> Callable[..., None]:
    """Read a request, and then answer until the client has had enough."""

    def script(running: Peer, line: socket.socket) -> None:
        gone = threading.Event()
        running.request(line)
        line.sendall(beginning)
        while not gone.wait(pause):
            line.sendall(piece)

    return script
