"""A client whose large request is refused gets the answer, not a broken pipe: 20 of 20."""

import json
import socket
from http import HTTPStatus
from http.client import HTTPResponse

import pytest

from tests.support.people import People
from tests.support.registry import RegistryClient, digest_of
from tests.support.server import Server

MIB = 1 << 20
BLOCK = b"x" * 65536


def send(
    server: Server, method: str, path: str, headers: dict[str, str], size: int, *, chunked: bool
) -> tuple[int, bytes]:
    """Send all of the body before looking at the answer, as simple clients do."""
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {size}"
    lines = [f"{method} {path} HTTP/1.1", f"Host: {server.registry}", length]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    with socket.create_connection(("127.0.0.1", server.port), 20) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        sent = 0
        while sent < size:
            part = BLOCK[: size - sent]
            framed = b"%x\r\n%s\r\n" % (len(part), part) if chunked else part
            connection.sendall(framed)
            sent += len(part)
        if chunked:
            connection.sendall(b"0\r\n\r\n")
        response = HTTPResponse(connection, method=method)
        response.begin()
        return response.status, response.read()


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize(
    ("case", "method", "end", "status"),
    [
        ("nobody", "POST", "/blobs/uploads/?digest={digest}", HTTPStatus.UNAUTHORIZED),
        ("nobody", "PATCH", "/blobs/uploads/" + "0" * 32, HTTPStatus.UNAUTHORIZED),
        ("nobody", "PUT", "/manifests/1", HTTPStatus.UNAUTHORIZED),
        ("bad token", "PUT", "/blobs/uploads/x?digest={digest}", HTTPStatus.UNAUTHORIZED),
        ("guest", "POST", "/blobs/uploads/?digest={digest}", HTTPStatus.UNAUTHORIZED),
        ("dora", "PATCH", "/blobs/uploads/" + "0" * 32, HTTPStatus.NOT_FOUND),
        ("dora", "POST", "/blobs/uploads/?digest=nonsense", HTTPStatus.BAD_REQUEST),
        ("dora", "PUT", "/manifests/-", HTTPStatus.BAD_REQUEST),
    ],
)
def test_a_refused_client_gets_the_answer_20_times_of_20(  # noqa: PLR0913  # a matrix
    server: Server,
    registry: RegistryClient,
    home: People,
    repository: str,
    *,
    case: str,
    method: str,
    end: str,
    status: HTTPStatus,
    chunked: bool,
) -> None:
    headers = {"Content-Type": "application/octet-stream"}
    if case == "bad token":
        headers["Authorization"] = "Bearer nonsense"
    elif case != "nobody":
        who = "gus" if case == "guest" else "dora"
        scope = f"repository:{repository}:pull,push"
        headers["Authorization"] = f"Bearer {registry.as_(*home[who]).token(scope)}"
    path = f"/v2/{repository}{end.format(digest=digest_of(b'x'))}"
    for size in [MIB - 1000] * 10 + [500_000] * 10:
        answer, body = send(server, method, path, headers, size, chunked=chunked)
        assert answer == status
        assert json.loads(body)["errors"]


@pytest.mark.parametrize("size", [8 * MIB, 32 * MIB])
def test_a_client_that_reads_while_it_sends_gets_the_answer_to_a_huge_request(
    server: Server, repository: str, size: int
) -> None:
    """More than is taken in: the answer comes, then the connection is closed."""
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
            head = (
                f"POST /v2/{repository}/blobs/uploads/?digest={digest_of(b'x')} HTTP/1.1\r\n"
                f"Host: {server.registry}\r\nContent-Length: {size}\r\n\r\n"
            )
            connection.sendall(head.encode())
            sent, answer = 0, b""
            connection.settimeout(0.01)
            while sent < size and not answer:
                try:
                    sent += connection.send(BLOCK)
                except TimeoutError:
                    pass
                except (BrokenPipeError, ConnectionResetError):
                    break
                try:
                    connection.settimeout(0)
                    answer = connection.recv(4096)
                except BlockingIOError:
                    pass
                connection.settimeout(0.01)
            connection.settimeout(5)
            answer = answer or connection.recv(4096)
        assert answer.startswith(b"HTTP/1.1 401"), answer
        assert b"connection: close" in answer.lower()


def test_a_connection_lives_on_after_a_small_refused_request(
    server: Server, repository: str
) -> None:
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        for _ in range(3):
            head = (
                f"PUT /v2/{repository}/manifests/1 HTTP/1.1\r\nHost: {server.registry}\r\n"
                "Content-Length: 1000\r\n\r\n"
            )
            connection.sendall(head.encode() + b"x" * 1000)
            response = HTTPResponse(connection, method="PUT")
            response.begin()
            assert response.status == HTTPStatus.UNAUTHORIZED
            response.read()


def test_expect_100_continue_is_answered_before_the_body(server: Server, repository: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        head = (
            f"PUT /v2/{repository}/manifests/1 HTTP/1.1\r\nHost: {server.registry}\r\n"
            "Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n"
        )
        connection.sendall(head.encode())
        connection.settimeout(5)
        answer = connection.recv(4096)
    assert answer.startswith((b"HTTP/1.1 401", b"HTTP/1.1 100")), answer
