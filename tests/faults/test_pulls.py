"""A server that stops has counted all pulls it answered; a killed one all but a second's."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import httpx
import pytest

from tests.faults.oracle import Oracle
from tests.support.images import an_image
from tests.support.postgresql import database_of
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

REPOSITORY = "library/pulled"
WORKERS = 2
READERS = 4
_COUNTS = """
from audit.models import AuditLog
from artifacts.models import Manifest, Repository, RepositoryDay
repository = Repository.objects.get(name=name)
answer = [
    repository.pull_count,
    sum(Manifest.objects.filter(repository=repository).values_list("pull_count", flat=True)),
    sum(RepositoryDay.objects.filter(repository=repository).values_list("pulls", flat=True)),
    sum(row.details["count"] for row in AuditLog.objects.filter(operation="pull")),
]
"""


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with Server(database_url=database_of(request), web_workers=str(WORKERS)) as server:
        client = RegistryClient(server.base_url).as_(ADMIN, server.admin_password)
        client.push(f"{REPOSITORY}:1", an_image([b"layer"]))
        client.close()
        yield server


def pulls_until(server: Server, moment: threading.Event) -> list[float]:
    """Pull from several clients; answers when each answer came."""

    def pull() -> list[float]:
        answered = []
        client = RegistryClient(server.base_url)
        with suppress(httpx.HTTPError):  # it is just ending
            while not moment.is_set():
                client.anonymous().get_manifest(REPOSITORY, "1")
                answered.append(time.monotonic())
        client.close()
        return answered

    with ThreadPoolExecutor(READERS) as pool:
        return [time for one in pool.map(lambda _: pull(), range(READERS)) for time in one]


def counts(server: Server) -> list[int]:
    with Oracle(server) as oracle:
        found: list[int] = oracle.run(_COUNTS, name=REPOSITORY)
        return found


def test_a_server_that_stops_loses_no_pull(server: Server) -> None:
    over = threading.Event()
    threading.Timer(1.7, over.set).start()
    answered = pulls_until(server, over)
    server.stop()
    assert len(answered) > 100
    assert counts(server) == [len(answered)] * 4


def test_a_server_that_is_killed_loses_the_last_second_at_most(server: Server) -> None:
    over, killed_at = threading.Event(), []

    def kill() -> None:
        killed_at.append(time.monotonic())
        server.kill()
        over.set()

    threading.Timer(2.7, kill).start()
    answered = pulls_until(server, over)
    at_least = sum(1 for moment in answered if moment < killed_at[0] - 1)
    assert at_least > 100
    found = counts(server)
    assert len(set(found)) == 1, found  # all four, or none of them
    assert at_least <= found[0] <= len(answered) + READERS
