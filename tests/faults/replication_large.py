"""Much is moved to another registry and back: one image of 2 GiB, and a thousand small ones.

The memory of the worker stays where it was, whatever goes through it; every digest is the same at
the end. Meanwhile a schedule's next minute comes.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.faults.oracle import Oracle
from tests.functional.replication.goods import an_own_image, some_bytes
from tests.functional.replication.moves import Moves, Ran
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import OCI_CONFIG, OCI_LAYER, OCI_MANIFEST, descriptor, digest_of
from tests.support.peers import DockerRegistry
from tests.support.people import Person
from tests.support.postgresql import database_of
from tests.support.processes import LOOPBACK
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

MIB = 2**20
LARGE = 2048
"""Megabytes."""
REPOSITORIES, TAGS, PUSHERS = 20, 50, 4
MORE_AT_MOST = 100 * MIB
SECONDS = 240.0
"""For a run, on a machine that is busy with other tests."""


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with Server(database_url=database_of(request), outbound_allow=LOOPBACK) as running:
        yield running


@pytest.fixture(scope="module")
def admin(server: Server) -> Person:
    return Person(ADMIN, server.admin_password)


@pytest.fixture(scope="module")
def moves(server: Server, admin: Person) -> Iterator[Moves]:
    with closing(ApiClient(server.base_url, admin)) as api:
        yield Moves(api)


@pytest.fixture(scope="module")
def here(server: Server, admin: Person) -> Iterator[RegistryClient]:
    with closing(RegistryClient(server.base_url)) as client:
        yield client.as_(*admin)


@pytest.fixture(scope="module")
def oracle(server: Server) -> Iterator[Oracle]:
    with Oracle(server) as running:
        yield running


@pytest.fixture(scope="module")
def peer() -> Iterator[DockerRegistry]:
    with DockerRegistry() as running:
        yield running


@contextmanager
def flat_memory(server: Server) -> Iterator[None]:
    """Insist that the worker does not grow, not even for a moment: the kernel keeps its peak."""
    pid = server.worker_pid()
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    before = _memory(pid, "VmRSS")
    yield
    assert pid == server.worker_pid()
    assert _memory(pid, "VmHWM") - before < MORE_AT_MOST


def _memory(pid: int, figure: str) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition(f"{figure}:")[2].split()[0]) * 1024


@pytest.mark.timeout(900)
def test_an_image_of_2_gib_goes_there_and_back_through_flat_memory(
    server: Server, moves: Moves, here: RegistryClient, oracle: Oracle, peer: DockerRegistry
) -> None:
    moves.api.create_project("large")
    here.push("large/warm:1", an_own_image(some_bytes(3 * MIB)))
    registry = moves.registry(peer)
    # Whatever is loaded lazily is loaded by these.
    for policy in (
        moves.push_policy(registry, "large/warm", dest_namespace="there"),
        moves.pull_policy(registry, "there/warm", dest_namespace="back"),
    ):
        moves.run(policy).require_success()
    due = _next_minute()
    scheduled = _scheduled(moves, registry, due)
    layer, manifest = _push_large(here, "large/app")
    for policy in (
        moves.push_policy(registry, "large/app", dest_namespace="there"),
        moves.pull_policy(registry, "there/app", dest_namespace="back"),
    ):
        with flat_memory(server):
            ran = moves.run(policy, within=SECONDS).require_success()
            assert ran.sent > LARGE * MIB
    with peer.client() as there:
        for client, repository in ((there, "there/app"), (here, "back/app")):
            assert client.get_manifest(repository, "1") == manifest
            assert _digest_of_bytes(client, repository, layer) == layer
    by_itself = moves.next_run_of(scheduled).require_success()
    assert by_itself.told["trigger"] == "scheduled"
    assert due <= _begun(by_itself) <= due + timedelta(seconds=20)
    assert len(moves.runs_of(scheduled)) == 1
    oracle.require_clean()


@pytest.mark.timeout(900)
def test_a_thousand_images_come_and_go_through_flat_memory(
    server: Server, moves: Moves, here: RegistryClient, oracle: Oracle, peer: DockerRegistry
) -> None:
    expected = _push_many(peer)
    registry = moves.registry(peer)
    pull = moves.pull_policy(registry, "many/**", dest_namespace="many")
    push = moves.push_policy(registry, "many/**", dest_namespace="again")
    with flat_memory(server):
        for policy in (pull, push):
            ran = moves.run(policy, within=SECONDS).require_success()
            assert ran.told["items"]["done"] == REPOSITORIES * TAGS
    assert _digests(here, "many") == expected
    with peer.client() as there:
        assert _digests(there, "again") == expected
    again = moves.run(push).require_success()
    assert again.told["items"]["present"] == REPOSITORIES * TAGS
    assert again.sent == 0
    oracle.require_clean()


def _next_minute() -> datetime:
    """One that does not begin at once, so that a policy of it is there before."""
    return (datetime.now(UTC) + timedelta(seconds=65)).replace(second=0, microsecond=0)


def _scheduled(moves: Moves, registry: int, due: datetime) -> int:
    line = f"0 {due.minute} {due.hour} * * *"
    trigger = {"type": "scheduled", "trigger_settings": {"cron": line}}
    return moves.push_policy(registry, "large/warm", dest_namespace="by-itself", trigger=trigger)


def _begun(ran: Ran) -> datetime:
    return datetime.fromisoformat(ran.told["creation_time"])


def _push_large(client: RegistryClient, repository: str) -> tuple[str, bytes]:
    """Answers the digest of the layer, and the manifest."""
    digester, block = hashlib.sha256(), os.urandom(MIB)

    def blocks() -> Iterator[bytes]:
        for number in range(LARGE):
            one = number.to_bytes(8, "big") + block[8:]
            digester.update(one)
            yield one

    octets = {"Content-Type": "application/octet-stream"}
    location = client.begin_upload(repository)
    sent = client.request("PATCH", location, content=blocks(), headers=octets)
    location = require(sent, HTTPStatus.ACCEPTED).headers["Location"]
    digest = f"sha256:{digester.hexdigest()}"
    require(client.finish_upload(location, digest), HTTPStatus.CREATED)
    config = b'{"architecture": "amd64", "os": "linux"}'
    client.push_blob(repository, config)
    layer = {"mediaType": OCI_LAYER, "digest": digest, "size": LARGE * MIB}
    told = {"schemaVersion": 2, "mediaType": OCI_MANIFEST, "layers": [layer]}
    manifest = json.dumps(told | {"config": descriptor(config, OCI_CONFIG)}).encode()
    client.push_manifest(repository, "1", manifest)
    return digest, manifest


def _digest_of_bytes(client: RegistryClient, repository: str, digest: str) -> str:
    digester = hashlib.sha256()
    with client.stream("GET", f"/v2/{repository}/blobs/{digest}") as answer:
        for block in answer.iter_bytes(MIB):
            digester.update(block)
    return f"sha256:{digester.hexdigest()}"


def _push_many(peer: DockerRegistry) -> dict[str, str]:
    """Answers the digest of each tag."""
    shared = some_bytes(10_000)

    def push(numbers: range) -> dict[str, str]:
        pushed = {}
        with peer.client() as client:
            for number in numbers:
                image = an_own_image(shared, some_bytes(1000))
                client.push(f"many/{_reference(number)}", image)
                pushed[_reference(number)] = image.digest
        return pushed

    with ThreadPoolExecutor(PUSHERS) as pool:
        parts = [range(first, REPOSITORIES * TAGS, PUSHERS) for first in range(PUSHERS)]
        return {key: digest for some in pool.map(push, parts) for key, digest in some.items()}


def _digests(client: RegistryClient, namespace: str) -> dict[str, str]:
    found = {}
    for number in range(REPOSITORIES * TAGS):
        repository, _, tag = _reference(number).partition(":")
        manifest = client.get_manifest(f"{namespace}/{repository}", tag)
        found[_reference(number)] = digest_of(manifest)
    return found


def _reference(number: int) -> str:
    return f"app-{number % REPOSITORIES}:{number // REPOSITORIES}"
