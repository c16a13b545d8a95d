"""The web process dies at random moments of a push: a retry succeeds, what was promised is kept."""

import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import httpx
import pytest

from tests.support.images import Image, an_image
from tests.support.registry import RegistryClient, Upload
from tests.support.server import ADMIN, Server

ROUNDS = 20
ROUNDS_OF_ONE_SERVER = 4  # its supervisor waits ever longer for a web process that keeps dying
REPOSITORY = "library/app"
MIB = 1 << 20
LONGEST_DELAY = 0.02
"""Seconds into a request; the larger ones last longer."""
WAYS: tuple[Upload, ...] = ("put", "chunks", "stream", "post")


@dataclass
class Ledger:
    """All that the registry acknowledged with 201."""

    blobs: dict[tuple[str, str], bytes] = field(default_factory=dict)
    manifests: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def add(self, later: "Ledger") -> None:
        self.blobs |= later.blobs
        self.manifests |= later.manifests

    def check(self, client: RegistryClient) -> None:
        for (repository, digest), data in self.blobs.items():
            assert client.get_blob(repository, digest) == data
        for (repository, reference), manifest in self.manifests.items():
            assert client.get_manifest(repository, reference) == manifest
        for repository in {repository for repository, _ in self.manifests}:
            known = {tag for name, tag in self.manifests if name == repository}
            assert known <= set(client.tags(repository))


class NotingClient(RegistryClient):
    """A client that writes down what it was promised, and tells when it has sent so much."""

    def __init__(self, base_url: str) -> None:
        super().__init__(base_url)
        self.ledger = Ledger()
        self.sent = 0
        self._told: tuple[int, threading.Event] = (0, threading.Event())

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        self.sent += 1
        awaited, told = self._told
        if self.sent >= awaited:
            told.set()
        return super().request(method, path, **more)

    def after(self, requests: int) -> threading.Event:
        """Set as the last of so many requests, counted from now, is begun."""
        self._told = (self.sent + requests, threading.Event())
        return self._told[1]

    def push_blob(
        self,
        repository: str,
        data: bytes,
        how: Upload = "put",
        *,
        digest: str | None = None,
        chunk: int = MIB,
    ) -> str:
        done = super().push_blob(repository, data, how, digest=digest, chunk=chunk)
        self.ledger.blobs[repository, done] = data
        return done

    def push_manifest(
        self, repository: str, reference: str, manifest: bytes, media_type: str | None = None
    ) -> httpx.Response:
        answer = super().push_manifest(repository, reference, manifest, media_type)
        self.ledger.manifests[repository, reference] = manifest
        return answer


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def client(server: Server) -> Iterator[NotingClient]:
    client = NotingClient(server.base_url)
    yield client.as_(ADMIN, server.admin_password)
    client.close()


def a_big_image(chance: random.Random) -> Image:
    sizes = [chance.randrange(2 * MIB, 8 * MIB) for _ in range(4)]
    return an_image([chance.randbytes(size) for size in sizes])


def push(client: NotingClient, image: Image, name: str, how: Upload) -> None:
    """Push under a tag of its own and move the tag that all rounds share."""
    client.push(f"{REPOSITORY}:{name}", image, how)
    client.push_manifest(REPOSITORY, "latest", image.manifest)


def undisturbed(client: NotingClient, chance: random.Random) -> dict[Upload, int]:
    """Tell how many requests a push has when nobody is killed."""
    found = {}
    for how in WAYS:
        before, image = client.sent, a_big_image(chance)
        push(client, image, f"undisturbed-{how}", how)
        found[how] = client.sent - before
    return found


def under_fire(
    push_once: Callable[[], None], server: Server, moment: threading.Event, later: float
) -> bool:
    """Push while the web process is killed some seconds after a moment; tells if it was cut off."""

    def kill() -> None:
        moment.wait()
        time.sleep(later)
        server.kill_web()

    with ThreadPoolExecutor(1) as pool:
        killed = pool.submit(kill)
        try:
            push_once()
        except httpx.TransportError:
            return True
        finally:
            moment.set()
            killed.result()
    return False


@pytest.mark.timeout(600)
def test_a_push_whose_server_dies_can_be_repeated_and_nothing_promised_is_lost(
    server: Server, client: NotingClient
) -> None:
    seed = int(os.environ.get("SEED", random.randrange(1 << 32)))
    print(f"SEED={seed}")  # noqa: T201 -- shown when the test fails, to repeat it
    chance = random.Random(seed)
    requests = undisturbed(client, chance)
    cut_off = 0
    for number in range(ROUNDS):
        image, name, how = a_big_image(chance), f"round-{number}", WAYS[number % len(WAYS)]
        if number and number % ROUNDS_OF_ONE_SERVER == 0:
            server.stop()
            server.start()
        moment = client.after(1 + int(requests[how] * number / ROUNDS))
        before = set(server.web_pids())
        push_once = partial(push, client, image, name, how)
        cut_off += under_fire(push_once, server, moment, chance.random() * LONGEST_DELAY)
        server.wait_healthy()
        assert not before & set(server.web_pids())
        push(client, image, name, how)
        assert client.pull(f"{REPOSITORY}:{name}") == image
        assert client.pull(f"{REPOSITORY}:latest") == image
    client.ledger.check(client)
    assert cut_off >= ROUNDS // 2, f"only {cut_off} of {ROUNDS} pushes were cut off"
