"""The web process dies at each durable system call of a push (F-01, F-02, F-03).

After each death: what was acknowledged is there (V2), the oracle finds nothing (V1, V3 to V6, V9),
and the client's retry succeeds.
"""

import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.faults.oracle import Oracle
from tests.faults.test_random_kills import MIB, Ledger, NotingClient
from tests.faults.tracing import counts, traced
from tests.support.images import Image, an_image, digest_of
from tests.support.postgresql import database_of
from tests.support.server import ADMIN, REPOSITORY_ROOT, Server

RARE = ("fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink", "mkdir", "ftruncate")
MANY = ("pwrite64", "sendto", "writev")
REPOSITORY = "library/killed"


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with Server(database_url=database_of(request)) as server:
        yield server


@pytest.fixture(scope="module")
def oracle(server: Server) -> Iterator[Oracle]:
    with Oracle(server) as oracle:
        yield oracle


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[NotingClient]:
    client = NotingClient(server.base_url)
    yield client.as_(ADMIN, server.admin_password)
    client.close()


def push(client: NotingClient, image: Image, tag: str) -> None:
    """Push what is small in one piece, and what is large in several."""
    for blob in image.blobs:
        if not client.has_blob(REPOSITORY, digest_of(blob)):
            client.push_blob(REPOSITORY, blob, "chunks" if len(blob) > MIB else "stream")
    client.push_manifest(REPOSITORY, tag, image.manifest)
    client.push_manifest(REPOSITORY, "latest", image.manifest)


def a_new_image() -> Image:
    layers = [secrets.token_bytes(100_000), secrets.token_bytes(MIB + MIB // 2)]
    return an_image(layers, secrets.token_bytes(100))


def verify(server: Server) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", "verify"],
        cwd=REPOSITORY_ROOT,
        env=server.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def kill_points(
    client: NotingClient, server: Server, folder: Path, every: int
) -> Iterator[tuple[str, int]]:
    """Count the calls of an undisturbed push of a fresh process; of the many, begin anywhere."""
    log = folder / "census"
    server.kill_web()
    server.wait_healthy()
    with traced(server.web_pids()[-1], ",".join((*RARE, *MANY)), log):
        push(client, a_new_image(), "census")
    made = counts(log)
    for call in RARE:
        yield from ((call, number) for number in range(1, made[call] + 1))
    for call in MANY:
        first = 1 + secrets.randbelow(min(every, made[call]) or 1)
        yield from ((call, number) for number in range(first, made[call] + 1, every))


def test_f_01_f_02_f_03_a_push_survives_death_at_every_durable_call(
    client: NotingClient,
    server: Server,
    oracle: Oracle,
    tmp_path: Path,
    pytestconfig: pytest.Config,
    record_property: Callable[[str, object], None],
) -> None:
    every: int = pytestconfig.getoption("--every")
    points = list(kill_points(client, server, tmp_path, every))
    deaths, promised = 0, Ledger()
    for call, number in points:
        client.ledger = Ledger()
        image, tag = a_new_image(), f"{call}-{number}"
        before = server.web_pids()
        inject = f"signal=KILL:when={number}"
        with traced(before[-1], call, tmp_path / "log", inject=inject):
            try:
                push(client, image, tag)
            except httpx.TransportError:
                deaths += 1
        server.wait_healthy()
        oracle.require_clean()
        push(client, image, tag)
        client.ledger.check(client)
        promised.add(client.ledger)
    promised.check(client)
    verify(server)
    record_property("kill points", len(points))
    record_property("deaths in mid-push", deaths)
    assert deaths >= len(points) // 2
