"""Requests written byte by byte, for what no HTTP library agrees to send."""

import contextlib
import socket
from dataclasses import dataclass
from http.client import HTTPMessage, HTTPResponse
from urllib.parse import urlsplit


@dataclass(frozen=True)
class RawAnswer:
    status: int
    headers: HTTPMessage
    body: bytes


def exchange(base_url: str, request: bytes, *, within: float = 30) -> RawAnswer:
    """Send *request* as it stands and read one answer.

    Host is not added. An answer that comes before all was sent is read too.
    """
    url = urlsplit(base_url)
    with socket.create_connection((url.hostname or "", url.port or 80), within) as connection:
        # The server may have answered and closed before it had read all.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(request)
        response = HTTPResponse(connection, method=request.partition(b" ")[0].decode("ascii"))
        try:
            response.begin()
            return RawAnswer(response.status, response.headers, response.read())
        finally:
            response.close()
