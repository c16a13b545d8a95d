"""Peers on loopback that do as a test tells them, and an authority for their certificates."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

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


class Authority:
    """Signs certificates for peers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "an authority")])
        now = datetime.now(UTC)
        self._certificate = self._issue(self._key, self._name, [], (now, now + timedelta(days=1)))
        self.pem = self._certificate.public_bytes(serialization.Encoding.PEM).decode()

    def context(self, *names: str, days: tuple[float, float] = (-1, 1)) -> ssl.SSLContext:
        """For a server whose certificate has *names*, valid for *days* from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        valid = (now + timedelta(days=days[0]), now + timedelta(days=days[1]))
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a peer")])
        certificate = self._issue(key, subject, names or (LOOPBACK,), valid)
        file = self._folder / f"{certificate.serial_number}.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _issue(
        self,
        key: ec.EllipticCurvePrivateKey,
        subject: x509.Name,
        names: Sequence[str],
        valid: tuple[datetime, datetime],
    ) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(valid[0] - timedelta(hours=1))
            .not_valid_after(valid[1])
            .add_extension(x509.BasicConstraints(not names, None), critical=True)
        )
        if names:
            general = [_general_name(name) for name in names]
            builder = builder.add_extension(x509.SubjectAlternativeName(general), critical=False)
        return builder.sign(self._key, hashes.SHA256())


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
