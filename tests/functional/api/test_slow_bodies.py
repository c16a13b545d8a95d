"""Clients that never end the body they send to the REST API: few are waited for (DO-01)."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus

import pytest

from harbor_py.django_bridge import READING_AT_ONCE
from tests.functional.api.rights import assert_error
from tests.support.api import ApiClient
from tests.support.processes import LOOPBACK, wait_until
from tests.support.registry import RegistryClient, an_image
from tests.support.server import ADMIN, Server

LATE = {"project_name": "late"}


@pytest.fixture(scope="module")
def lone(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Give one web process; each counts for itself."""
    on_postgresql = request.config.getoption("--database") == "postgresql"
    databases = request.getfixturevalue("postgres") if on_postgresql else None
    with Server(database_url=databases.create_database() if databases else None) as server:
        yield server


@contextmanager
def slow(server: Server, count: int, path: str = "/c/login") -> Iterator[None]:
    """Have so many clients announce a body, and send the half of it."""
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    with ExitStack() as opened:
        for _ in range(count):
            client = opened.enter_context(socket.create_connection((LOOPBACK, server.port), 10))
            client.sendall(f"{head}{kind}{'a' * 500}".encode())
        yield


def test_do_01_unfinished_bodies_are_waited_for_up_to_a_number(lone: Server) -> None:
    """More are refused at once; what has no body, and the registry itself, is answered as ever."""
    api = ApiClient(lone.base_url, (ADMIN, lone.admin_password))
    client = RegistryClient(lone.base_url)
    admin, image = client.as_(ADMIN, lone.admin_password), an_image([b"layer"])
    path = "/api/v2.0/projects"
    with slow(lone, READING_AT_ONCE - 1, path):
        assert api.post("/projects", json={}).status_code == HTTPStatus.BAD_REQUEST
        with ExitStack() as last:

            def is_full() -> bool:
                """Whether one more is refused; the last one was, if a question held its place."""
                last.enter_context(slow(lone, 1))
                answer = api.post("/projects", json={})
                return answer.status_code == HTTPStatus.TOO_MANY_REQUESTS

            wait_until(is_full, what="the last one that is waited for is there", within=10)
            refused = api.post("/projects", json=LATE)
            assert_error(refused, HTTPStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUEST")
            assert refused.headers["Retry-After"] == "1"
            assert api.head("/projects", params=LATE).status_code == HTTPStatus.NOT_FOUND
            assert api.get("/users/current").status_code == HTTPStatus.OK
            admin.push("library/app:1", image)
            assert admin.pull("library/app:1") == image
    wait_until(
        lambda: api.post("/projects", json=LATE).status_code == HTTPStatus.CREATED,
        what="the slow are gone, and room is there again",
        within=10,
    )
    api.close()
    client.close()
