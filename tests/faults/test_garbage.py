"""Garbage collection in a loop while clients push, delete and push the same again (F-31).

With a grace of half a second, so that leases end while pushes are under way. A client that kept
within its lease must never hear of a missing blob; one that was slower may, and pushes again.
"""

import random
import secrets
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.faults.test_crowd import PatientClient
from tests.faults.test_kill_points import verify
from tests.support.api import ApiClient
from tests.support.connection import UnexpectedAnswer, require
from tests.support.images import Image, an_image, digest_of
from tests.support.postgresql import database_of
from tests.support.processes import LOOPBACK, Process, free_port, wait_until
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

PROJECT = "library"
CLIENTS = 8
REPOSITORIES = 3
LAYERS = 24
KEPT_AT_MOST = 2
"""Of each client: few, so that layers fall out of use and come into it again."""
GRACE_SECONDS = 0.5
FINISHED = ("Success", "Error", "Stopped")


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    settings = {
        "gc_grace_milliseconds": str(int(1000 * GRACE_SECONDS)),
        "gc_brake_percent": "100",
        "trash_days": "0",
        "job_lease_seconds": "3",
    }
    with Server(database_url=database_of(request), **settings) as server:
        yield server


@pytest.fixture
def api(server: Server) -> Iterator[ApiClient]:
    client = ApiClient(server.base_url, (ADMIN, server.admin_password))
    yield client
    client.close()


@dataclass
class Collector:
    """Has one run of garbage collection follow the other."""

    api: ApiClient
    results: list[dict[str, int]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self._over.is_set():
            finished = collect(self.api)
            if finished["job_status"] == "Success":
                self.results.append(finished["result"])
            else:
                self.failures.append(finished["error"])

    @contextmanager
    def at_work(self) -> Iterator[None]:
        thread = threading.Thread(target=self.run)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def taken(self, kind: str) -> int:
        return sum(result["taken"][kind] for result in self.results)  # type: ignore[index]


def start(api: ApiClient, **parameters: object) -> str:
    """Begin a run; answers its path."""
    body = {"schedule": {"type": "Manual"}, "parameters": parameters}
    answer = require(api.post("/system/gc/schedule", json=body), HTTPStatus.CREATED)
    return str(answer.headers["Location"]).removeprefix("/api/v2.0")


def collect(api: ApiClient, **parameters: object) -> dict[str, object]:
    """Do a whole run."""
    path = start(api, **parameters)
    wait_until(
        lambda: api.get(path).json()["job_status"] in FINISHED, what="the run ends", within=60
    )
    return dict(api.get(path).json())


@dataclass
class Client:
    """Somebody who pushes images of common layers, pulls each back, and deletes most of them.

    Each image has a config of its own, so that nobody deletes another's; many are pushed again.
    """

    registry: RegistryClient
    number: int
    chance: random.Random
    layers: list[bytes]
    kept: dict[str, Image] = field(default_factory=dict)
    gone: list[tuple[str, Image]] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def go(self, pushes: int) -> None:
        for turn in range(pushes):
            self.turn(turn)

    def turn(self, turn: int) -> None:
        place, image = self.choose(turn)
        reference = f"{place}:c{self.number}-{turn}"
        self.push(reference, image)
        self.seen["pushed"] += 1
        self.kept[reference] = image
        assert self.registry.pull(reference) == image
        if self.chance.random() < 0.6:
            self.forget(reference)
        while len(self.kept) > KEPT_AT_MOST:
            self.forget(next(iter(self.kept)))

    def choose(self, turn: int) -> tuple[str, Image]:
        """A new image, or one that was deleted and may be half collected."""
        if self.gone and self.chance.random() < 0.4:
            self.seen["of these again"] += 1
            return self.gone.pop(self.chance.randrange(len(self.gone)))
        config = b'{"client": %d, "turn": %d}' % (self.number, turn)
        place = f"{PROJECT}/shared-{self.chance.randrange(REPOSITORIES)}"
        return place, an_image(self.chance.sample(self.layers, 3), config)

    def push(self, reference: str, image: Image) -> None:
        """Push as docker does; told of a missing blob after the lease was over, do it again."""
        while (refusal := self.try_to_push(reference, image)) is not None:
            taken, answer = refusal
            assert answer.status_code == HTTPStatus.NOT_FOUND, UnexpectedAnswer(answer)
            assert answer.json()["errors"][0]["code"] == "MANIFEST_BLOB_UNKNOWN"
            assert taken > GRACE_SECONDS / 2, "it was within its lease"
            self.seen["too slow"] += 1

    def try_to_push(self, reference: str, image: Image) -> tuple[float, httpx.Response] | None:
        """What was refused, and how long after the first blob was asked for."""
        began = time.monotonic()
        try:
            self.registry.push(reference, image)
        except UnexpectedAnswer as refusal:
            return time.monotonic() - began, refusal.response
        return None

    def forget(self, reference: str) -> None:
        """Delete the image."""
        image = self.kept.pop(reference)
        place = reference.rpartition(":")[0]
        self.registry.delete(f"{place}@{image.digest}")
        self.gone.append((place, image))
        self.seen["deleted"] += 1


@pytest.fixture
def clients(server: Server) -> Iterator[list[Client]]:
    seed = secrets.randbits(32)
    print(f"SEED={seed}")  # noqa: T201 -- shown when the test fails, to repeat it
    chance = random.Random(seed)
    layers = [chance.randbytes(chance.randrange(1_000, 60_000)) for _ in range(LAYERS)]
    registries = [PatientClient(server.base_url) for _ in range(CLIENTS)]
    yield [
        Client(registry.basic(ADMIN, server.admin_password), number, random.Random(number), layers)
        for number, registry in enumerate(registries)
    ]
    for registry in registries:
        registry.close()


@pytest.mark.timeout(3600)
def test_f_31_nothing_is_lost_while_garbage_is_collected_in_a_loop(
    server: Server,
    api: ApiClient,
    clients: list[Client],
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    pushes = int(request.config.getoption("--pushes")) // CLIENTS
    collector = Collector(api)
    began = time.monotonic()
    with collector.at_work(), ThreadPoolExecutor(CLIENTS) as pool:
        for done in [pool.submit(client.go, pushes) for client in clients]:
            done.result()
    seconds = time.monotonic() - began
    seen = sum((client.seen for client in clients), Counter[str]())
    record_property("what clients did", dict(seen))
    record_property("pushes a second", round(pushes * CLIENTS / seconds, 1))
    record_property("runs of garbage collection", len(collector.results))
    record_property("blobs taken meanwhile", collector.taken("blob"))
    assert collector.failures == []
    for client in clients:
        for reference, image in client.kept.items():
            assert client.registry.pull(reference) == image
    assert collector.taken("blob") > 0
    verify(server)


def fill_with_garbage(server: Server, repositories: int) -> list[Image]:
    """Push an image into each of many repositories, and delete it again."""
    registry = RegistryClient(server.base_url)
    client = registry.basic(ADMIN, server.admin_password)
    images = []
    for number in range(repositories):
        image = an_image([b"common to all", b"layer of %d" % number], b'{"number": %d}' % number)
        client.push(f"{PROJECT}/garbage-{number}:1", image)
        client.delete(f"{PROJECT}/garbage-{number}@{image.digest}")
        images.append(image)
    registry.close()
    time.sleep(2 * GRACE_SECONDS)
    return images


def objects(server: Server) -> set[str]:
    """The digests whose bytes are on the disk."""
    found = (server.data_dir / "storage" / "blobs").glob("*/*/*/*")
    return {f"sha256:{path.parent.name}" for path in found}


def test_f_05_a_worker_that_is_killed_again_and_again_gets_a_run_done(
    server: Server, api: ApiClient, record_property: Callable[[str, object], None]
) -> None:
    """Each repository is a step of its own, twice; the next worker goes on after the last one."""
    collect(api)
    images = fill_with_garbage(server, repositories=120)
    path, chance = start(api), random.Random(5)
    for attempt in range(1, 5):
        wait_until(
            lambda attempt=attempt: api.get(path).json()["attempts"] >= attempt,
            what=f"attempt {attempt} begins",
            within=60,
        )
        time.sleep(chance.uniform(0, 0.2))
        if api.get(path).json()["job_status"] in FINISHED:
            break
        server.kill_worker()
    run = ended(api, path)
    record_property("attempts", run["attempts"])
    assert run["attempts"] > 1
    assert run["result"]["taken"]["manifest"] == len(images)
    assert run["result"]["kept"] == 0
    left = objects(server)
    assert not left & {digest_of(blob) for image in images for blob in image.blobs}
    verify(server)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[tuple[int, Callable[[], Process]]]:
    """Give a port, and a function that starts a Redis there."""
    port, started = free_port(), []

    def run() -> Process:
        command = ["redis-server", "--bind", LOOPBACK, "--port", str(port), "--dir", str(tmp_path)]
        started.append(Process([*command, "--save", ""], log=tmp_path / "redis.log"))
        return started[-1]

    yield port, run
    for process in started:
        process.kill()


def test_f_14_a_run_survives_that_redis_is_emptied_and_waits_where_there_is_none(
    request: pytest.FixtureRequest, redis: tuple[int, Callable[[], Process]]
) -> None:
    port, run_redis = redis
    process = run_redis()
    settings = {
        "redis_url": f"redis://{LOOPBACK}:{port}/0",
        "gc_grace_milliseconds": "100",
        "trash_days": "0",
        "gc_brake_percent": "100",
        "job_lease_seconds": "3",
    }
    with Server(database_url=database_of(request), **settings) as server:
        api = ApiClient(server.base_url, (ADMIN, server.admin_password))
        fill_with_garbage(server, repositories=5)
        path = start(api)
        for _ in range(20):
            empty(port)
            time.sleep(0.1)
        assert ended(api, path)["result"]["taken"]["manifest"] == 5
        process.kill()
        images = fill_with_garbage(server, repositories=5)  # push and pull go on without it
        path = start(api)
        run_redis()
        assert ended(api, path)["result"]["taken"]["manifest"] == len(images)
        verify(server)
        api.close()


def ended(api: ApiClient, path: str) -> dict[str, Any]:
    wait_until(
        lambda: api.get(path).json()["job_status"] in FINISHED, what="the run ends", within=90
    )
    run = api.get(path).json()
    assert run["job_status"] == "Success", run["error"]
    return dict(run)


def empty(port: int) -> None:
    """Have Redis forget everything."""
    with socket.create_connection((LOOPBACK, port), 5) as connection:
        connection.sendall(b"FLUSHALL\r\n")
        assert connection.recv(100) == b"+OK\r\n"
