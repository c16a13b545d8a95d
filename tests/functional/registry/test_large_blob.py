"""A blob of 4 GiB goes in and out while the memory of the server stays where it was."""

import hashlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPResponse
from pathlib import Path

import pytest

from tests.support.people import People
from tests.support.registry import RegistryClient
from tests.support.server import Server

GIB = 1 << 30
SIZE = 4 * GIB
BLOCK = os.urandom(4 << 20)
AT_MOST = 100 << 20


class MemoryWatch:
    """Looks at the web processes ten times a second."""

    def __init__(self, server: Server) -> None:
        self._pids = server.web_pids()
        assert self._pids
        self.before = self.now()
        self.most = self.before

    def now(self) -> int:
        total = 0
        for pid in self._pids:
            status = Path(f"/proc/{pid}/status").read_text()
            total += int(status.partition("VmRSS:")[2].split()[0]) * 1024
        return total

    @contextmanager
    def watching(self) -> Iterator[None]:
        done = threading.Event()

        def watch() -> None:
            while not done.wait(0.1):
                self.most = max(self.most, self.now())

        thread = threading.Thread(target=watch)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


@pytest.mark.timeout(180)
def test_four_gibibytes_pass_through_flat_memory(
    server: Server, dora: RegistryClient, home: People
) -> None:
    digest = digest_of_repeated()
    repository = f"{home.project}/large"
    dora.push_blob(repository, BLOCK)  # whatever is loaded lazily is loaded now
    dora.get_blob(repository, f"sha256:{hashlib.sha256(BLOCK).hexdigest()}")
    memory = MemoryWatch(server)
    began = time.monotonic()
    with memory.watching():
        upload(server, dora, repository, digest)
        uploaded = time.monotonic()
        download(server, dora, repository, digest)
    ended = time.monotonic()
    gained = (memory.most - memory.before) >> 20
    print(f"in {uploaded - began:.1f} s, out {ended - uploaded:.1f} s, +{gained} MiB")  # noqa: T201
    assert memory.most - memory.before < AT_MOST
    assert ended - began < 60


def digest_of_repeated() -> str:
    hash_ = hashlib.sha256()
    for _ in range(SIZE // len(BLOCK)):
        hash_.update(BLOCK)
    return f"sha256:{hash_.hexdigest()}"


def upload(server: Server, dora: RegistryClient, repository: str, digest: str) -> None:
    token = dora.token(f"repository:{repository}:pull,push")
    location = dora.begin_upload(repository)
    head = (
        f"PUT {location}?digest={digest} HTTP/1.1\r\nHost: {server.registry}\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: {SIZE}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), 120) as connection:
        connection.sendall(head.encode())
        for _ in range(SIZE // len(BLOCK)):
            connection.sendall(BLOCK)
        response = HTTPResponse(connection, method="PUT")
        response.begin()
        assert response.status == HTTPStatus.CREATED, response.read()


def download(server: Server, dora: RegistryClient, repository: str, digest: str) -> None:
    token = dora.token(f"repository:{repository}:pull")
    head = (
        f"GET /v2/{repository}/blobs/{digest} HTTP/1.1\r\nHost: {server.registry}\r\n"
        f"Authorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), 120) as connection:
        connection.sendall(head.encode())
        response = HTTPResponse(connection, method="GET")
        response.begin()
        assert response.status == HTTPStatus.OK
        assert response.getheader("Content-Length") == str(SIZE)
        buffer = bytearray(len(BLOCK))
        for number in range(SIZE // len(BLOCK)):
            assert fill(response, buffer) == len(BLOCK)
            assert buffer == BLOCK, f"block {number} came back with other bytes"
        assert response.read(1) == b""


def fill(response: HTTPResponse, buffer: bytearray) -> int:
    view, filled = memoryview(buffer), 0
    while filled < len(buffer) and (got := response.readinto(view[filled:])):
        filled += got
    return filled
