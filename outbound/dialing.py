"""Connects to an address that was checked, and to no other; TLS in the name that was asked for."""

import socket
import ssl
import time

from outbound import trust
from outbound.errors import ConnectRefused, OutboundError, TimedOut
from outbound.guard import Guard
from outbound.lines import Line
from outbound.timeouts import Timeouts
from outbound.urls import Address, Url

UNSENT_BYTES = 128 * 1024
"""So much may wait in our socket: of more, a slow peer would not answer while we wait for it."""
_OPTIONS = (
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
    (socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES),
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 30),
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 10),
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3),
)


def dial(url: Url, *, guard: Guard, context: ssl.SSLContext | None, timeouts: Timeouts) -> Line:
    """A line to where *url* points, encrypted where there is a context.

    Raises AddressRefused, NameUnknown, ConnectRefused, TimedOut or TlsFailed.
    """
    addresses = guard.addresses(url)
    deadline = time.monotonic() + timeouts.connect
    raw = _connected(addresses, url, deadline)
    if context is not None:
        raw = _encrypted(raw, url, context, deadline)
    return Line(raw, timeouts)


def _connected(addresses: list[Address], url: Url, deadline: float) -> socket.socket:
    """The first that answers, each tried for its share of the time that is left."""
    failure: OutboundError = ConnectRefused(f"{url.host} has no address to connect to.")
    for left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
        try:
            return _connect(address, url.port, max(deadline - time.monotonic(), 0.01) / left)
        except TimeoutError:
            failure = TimedOut(f"{url.host} took too long to take a connection.")
        except ConnectionRefusedError:
            failure = ConnectRefused(f"{url.host} takes no connections at port {url.port}.")
        except OSError:
            failure = ConnectRefused(f"{url.host} cannot be reached.")
    raise failure


def _connect(address: Address, port: int, seconds: float) -> socket.socket:
    is_ipv4 = address.version == 4  # noqa: PLR2004  # it is what the protocol is called
    raw = socket.socket(socket.AF_INET if is_ipv4 else socket.AF_INET6, socket.SOCK_STREAM)
    try:
        for option in _OPTIONS:
            raw.setsockopt(*option)
        raw.settimeout(seconds)
        raw.connect((str(address), port))
    except BaseException:
        raw.close()
        raise
    return raw


def _encrypted(
    raw: socket.socket, url: Url, context: ssl.SSLContext, deadline: float
) -> ssl.SSLSocket:
    """An end that TLS did not announce is an error: a body without a length may be cut short."""
    try:
        raw.settimeout(max(deadline - time.monotonic(), 0.01))
        return context.wrap_socket(raw, server_hostname=url.host, suppress_ragged_eofs=False)
    except TimeoutError as error:
        raw.close()
        raise TimedOut(f"{url.host} took too long to agree on TLS.") from error
    except (OSError, ValueError) as error:
        raw.close()
        raise trust.failure(error) from error
