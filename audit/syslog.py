"""Syslog as collectors take it (RFC 5424): messages with their length, over TCP or TLS."""

import fcntl
import json
import socket
import ssl
import struct
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from audit.chain import Link
from audit.errors import CollectorInvalid, CollectorLost

DEFAULT_PORTS = {"tcp": 601, "tls": 6514}
CONNECT_SECONDS = 5.0
SEND_SECONDS = 20.0

_AUDIT = 13 * 8
_WARNING, _INFORMATIONAL = 4, 6
_LONGEST_NAME = 32


@dataclass(slots=True)
class Collector:
    """A connection to a collector, counted as RFC 6587 and RFC 5425 say."""

    _line: socket.socket

    def send(self, messages: Sequence[bytes]) -> None:
        """Send all and wait until the collector's machine has it. Raises CollectorLost."""
        try:
            self._line.sendall(b"".join(b"%d %b" % (len(each), each) for each in messages))
            self._wait_until_taken()
        except OSError as error:
            raise CollectorLost(str(error)) from error

    def require_alive(self) -> None:
        """Raises CollectorLost where the other side has hung up; what it says is passed over."""
        self._line.settimeout(0)
        try:
            while self._line.recv(4096):
                pass
            raise CollectorLost("the collector has hung up")
        except (BlockingIOError, ssl.SSLWantReadError):
            pass
        except OSError as error:
            raise CollectorLost(str(error)) from error
        finally:
            self._line.settimeout(SEND_SECONDS)

    def close(self) -> None:
        self._line.close()

    def _wait_until_taken(self) -> None:
        deadline = time.monotonic() + SEND_SECONDS
        while _untaken(self._line):
            self.require_alive()
            if time.monotonic() > deadline:
                raise TimeoutError("the collector takes nothing")
            time.sleep(0.002)


def connect(url: str, *, ca_file: str | None) -> Collector:
    """Raises CollectorLost, or CollectorInvalid for what is no ``tcp://`` or ``tls://`` address."""
    scheme, host, port = _address(url)
    try:
        line = socket.create_connection((host, port), timeout=CONNECT_SECONDS)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if scheme == "tls":
            line = _encrypted(line, host, ca_file)
        line.settimeout(SEND_SECONDS)
    except (OSError, UnicodeError) as error:  # a name may be none
        raise CollectorLost(f"{url}: {error}") from error
    return Collector(line)


def message(link: Link) -> bytes:
    """A sealed row as one message: the row's JSON with its place and hash in the chain."""
    row = link.row or {}
    severity = _INFORMATIONAL if row.get("succeeded") else _WARNING
    name = f"{row.get('operation', '')}_{row.get('resource_type', '')}"[:_LONGEST_NAME]
    header = f"<{_AUDIT + severity}>1 {row.get('op_time', '-')} {_host()} harbor - {_word(name)} -"
    body = {"sequence": link.sequence, "hash": link.hash.hex(), **row}
    return f"{header} {json.dumps(body, sort_keys=True, default=str)}".encode()


def _address(url: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError as error:
        raise CollectorInvalid from error
    if not host or port is None or parts.scheme not in DEFAULT_PORTS:
        raise CollectorInvalid
    return parts.scheme, host, port


def _encrypted(line: socket.socket, host: str, ca_file: str | None) -> ssl.SSLSocket:
    """Raises OSError, of which every failure of TLS is one."""
    try:
        context = ssl.create_default_context(cafile=ca_file)
        return context.wrap_socket(line, server_hostname=host)
    except OSError:
        line.close()
        raise


def _untaken(line: socket.socket) -> int:
    """How many bytes the other machine has not acknowledged (SIOCOUTQ, which is TIOCOUTQ)."""
    (count,) = struct.unpack("i", fcntl.ioctl(line.fileno(), termios.TIOCOUTQ, bytes(4)))
    return int(count)


def _host() -> str:
    return _word(socket.gethostname())


def _word(text: str) -> str:
    """Printable ASCII without a blank, as a header's fields are."""
    kept = "".join(c for c in text if "!" <= c <= "~")
    return kept or "-"
