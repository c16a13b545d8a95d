"""F-06: a worker of replication dies at each step of a push and of a pull.

Here it dies by an exception that nobody handles: after each request that was answered, after each
transaction, and between two blocks of a blob; from then on none of its threads does anything. In
the last test the workers of a server are killed.
"""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from artifacts.models import Manifest
from jobs import leases
from jobs.models import UNFINISHED, Execution, Status
from outbound.client import Client
from replication import copying
from replication.meters import Meter
from tests.faults.oracle import Oracle
from tests.faults.replicating import (
    PIECE,
    THERE,
    Home,
    an_image_of,
    begin,
    hand,
    let_time_pass,
    outcomes_of,
    pull_from,
    push_to,
    registry_at,
    require_honest,
    tags_here,
    work_off,
)
from tests.support import misdeeds
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.faulty_registry import FaultyRegistry
from tests.support.images import Image, Index, an_image, an_index
from tests.support.oracle import assert_sound
from tests.support.postgresql import database_of
from tests.support.processes import LOOPBACK, wait_until
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

LARGEST = PIECE + 1000
IMAGES, LAYER = 60, 300_000
REPOSITORIES = 3
KILLED_AFTER = (15, 50, 85)
"""So many blobs that arrived."""
_ATTEMPTS = """
from jobs.models import Attempt
answer = list(Attempt.objects.filter(task__kind="REPLICATION").values_list("outcome", flat=True))
"""


class Died(BaseException):
    """Nobody handles it, as nobody handles SIGKILL."""


@dataclass
class Worker:
    """Counts its steps, and dies after one of them if it is to."""

    dies_at: int = 0
    steps: list[str] = field(default_factory=list)
    is_dead: bool = False
    _mutex: threading.Lock = field(default_factory=threading.Lock)

    def require_alive(self) -> None:
        if self.is_dead:
            raise Died

    def did(self, step: str) -> None:
        with self._mutex:
            self.require_alive()
            self.steps.append(step)
            self.is_dead = len(self.steps) == self.dies_at
        self.require_alive()

    def work_off(self, execution: Execution) -> None:
        """Until it dies, or the run has ended."""
        with _noticed(self), suppress(Died):
            while Execution.objects.get(pk=execution.pk).status in UNFINISHED:
                hand()


@contextmanager
def _noticed(worker: Worker) -> Iterator[None]:
    """Have the worker know what it does; with one thread for copies, that has an order."""
    ask, send = Client.open, Meter.send
    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__

    def open_(client: Client, method: str, url: str, **more: Any) -> Any:
        worker.require_alive()
        answer = ask(client, method, url, **more)
        try:
            worker.did(f"{method} {url.partition('/v2/')[2]}")
        except Died:
            answer.close()
            raise
        return answer

    def enter_(atomic: transaction.Atomic) -> None:
        worker.require_alive()
        enter(atomic)

    def leave_(atomic: transaction.Atomic, *error: Any) -> None:
        leave(atomic, *error)
        if error == (None, None, None) and not connection.in_atomic_block:
            worker.did("transaction")

    def send_(meter: Meter, size: int) -> None:
        worker.did("block")
        send(meter, size)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copying, "AT_ONCE", 1)
        patch.setattr(Client, "open", open_)
        patch.setattr(Meter, "send", send_)
        patch.setattr(transaction.Atomic, "__enter__", enter_)
        patch.setattr(transaction.Atomic, "__exit__", leave_)
        yield


@dataclass(frozen=True)
class Cargo:
    """An index with a signature; of each *number* there is one whose bytes no other has."""

    number: int

    @cached_property
    def children(self) -> list[Image]:
        shared = f"shared {self.number}".encode()
        sizes = enumerate((LARGEST, 500), start=10 * self.number)
        return [an_image_of(size, seed, shared) for seed, size in sizes]

    @cached_property
    def index(self) -> Index:
        return an_index(self.children)

    @cached_property
    def signature(self) -> Image:
        index = self.index
        subject = {
            "mediaType": index.media_type,
            "digest": index.digest,
            "size": len(index.manifest),
        }
        return an_image([f"signature {self.number}".encode()], more={"subject": subject})

    @property
    def bytes(self) -> int:
        images = [*self.children, self.signature]
        return sum(map(len, {data for image in images for data in image.blobs}))

    @property
    def manifests(self) -> set[str]:
        return {one.digest for one in (*self.children, self.index, self.signature)}


@pytest.fixture
def home(root: User) -> Home:
    return Home()


def swept(survive: Callable[[Worker, int], None]) -> list[str]:
    """Kill at each step in turn until one lives to see the end; answers its steps."""
    number = 0
    while True:
        number += 1
        worker = Worker(dies_at=number)
        survive(worker, number)
        if not worker.is_dead:
            return worker.steps


def require_steps(steps: list[str], *wanted: str) -> None:
    made = Counter(step.partition(" ")[0] for step in steps)
    assert set(wanted) <= set(made), made


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("storage", "brisk")
def test_f_06_a_push_survives_death_at_each_step(
    home: Home, record_property: Callable[[str, object], None]
) -> None:
    cargo = Cargo(0)
    home.put("multi", "1", cargo.index)
    home.put("multi", "", cargo.signature)
    deaths: Counter[str] = Counter()

    def survive(worker: Worker, number: int) -> None:
        with FaultyRegistry() as far:
            run = begin(push_to(registry_at(far)))
            worker.work_off(run)
            far.require_whole()
            resume(run, worker, deaths)
            far.require_whole()
            assert far.tags == {f"{THERE}/multi": {"1": cargo.index.digest}}
            assert {digest for _, digest in far.manifests} == cargo.manifests
            assert far.twice == {}
            assert sum(far.received.values()) <= cargo.bytes + LARGEST
            assert len(far.times_of("PUT", "/manifests/1")) <= 2

    steps = swept(survive)
    require_steps(steps, "GET", "HEAD", "POST", "PUT", "block", "transaction")
    record_property("steps", len(steps))
    assert deaths[leases.LOST] >= len(steps) // 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("storage", "brisk")
def test_f_06_a_pull_survives_death_at_each_step(
    root: User, record_property: Callable[[str, object], None]
) -> None:
    deaths: Counter[str] = Counter()

    def survive(worker: Worker, number: int) -> None:
        cargo, project = Cargo(number), f"pulled-{number}"
        with FaultyRegistry() as far:
            far.put(f"{THERE}/multi", "1", cargo.index)
            far.put(f"{THERE}/multi", "", cargo.signature)
            run = begin(pull_from(registry_at(far), dest_namespace=project))
            worker.work_off(run)
            assert_sound(project)
            resume(run, worker, deaths)
            assert_sound(project)
            assert tags_here()[f"{project}/multi:1"] == cargo.index.digest
            here = Manifest.objects.filter(repository__name=f"{project}/multi")
            assert set(here.values_list("digest", flat=True)) == cargo.manifests
            assert sum(far.served.values()) <= cargo.bytes + LARGEST

    steps = swept(survive)
    assert_sound()
    require_steps(steps, "GET", "block", "transaction")
    record_property("steps", len(steps))
    assert deaths[leases.LOST] >= len(steps) // 2


def resume(run: Execution, worker: Worker, deaths: Counter[str]) -> None:
    """Somebody else goes on, once the lease of the dead is over; what was final stays."""
    run.refresh_from_db()
    if worker.is_dead and run.status in UNFINISHED:
        let_time_pass(run)
        work_off(run)
    else:
        run.refresh_from_db()
    assert run.status == Status.SUCCESS, worker.steps[-1]
    require_honest(run)
    attempts = outcomes_of(run)
    assert attempts in ([Status.SUCCESS], [leases.LOST, Status.SUCCESS]), worker.steps[-1]
    deaths.update(attempts)


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    settings = {"outbound_allow": LOOPBACK, "job_lease_seconds": "3"}
    with Server(database_url=database_of(request), **settings) as server:
        yield server


@pytest.fixture
def api(server: Server) -> Iterator[ApiClient]:
    client = ApiClient(server.base_url, (ADMIN, server.admin_password))
    yield client
    client.close()


def fill(server: Server) -> dict[str, dict[str, str]]:
    """Push images of one layer each; answers their digests by repository and tag."""
    registry = RegistryClient(server.base_url).basic(ADMIN, server.admin_password)
    chance = random.Random(6)
    found: dict[str, dict[str, str]] = {}
    for number in range(IMAGES):
        image = an_image([chance.randbytes(LAYER)])
        repository = f"app-{number % REPOSITORIES}"
        registry.push(f"library/{repository}:{number}", image)
        found.setdefault(f"{THERE}/{repository}", {})[str(number)] = image.digest
    registry.close()
    return found


def start_push(api: ApiClient, far: FaultyRegistry) -> str:
    """Answers the path of the run."""
    body = {"name": "far", "type": "docker-registry", "url": far.url, "insecure": False}
    made = require(api.post("/registries", json=body), HTTPStatus.CREATED)
    registry = int(made.headers["Location"].rpartition("/")[2])
    policy = {
        "name": "all",
        "dest_registry": {"id": registry},
        "dest_namespace": THERE,
        "dest_namespace_replace_count": 1,
        "filters": [{"type": "name", "value": "library/**"}],
        "trigger": {"type": "manual"},
        "enabled": True,
        "override": True,
    }
    made = require(api.post("/replication/policies", json=policy), HTTPStatus.CREATED)
    wanted = {"policy_id": int(made.headers["Location"].rpartition("/")[2])}
    made = require(api.post("/replication/executions", json=wanted), HTTPStatus.CREATED)
    return str(made.headers["Location"]).removeprefix("/api/v2.0")


@dataclass
class Shown:
    """What the API says of a run, again and again; what it said to be over stays so."""

    api: ApiClient
    path: str
    final: dict[int, str] = field(default_factory=dict)

    def has_ended(self) -> bool:
        for task in require(self.api.get(f"{self.path}/tasks"), HTTPStatus.OK).json():
            if task["status"] != "InProgress" and task["status"] != "Pending":
                assert self.final.setdefault(task["id"], task["status"]) == task["status"]
        status = require(self.api.get(self.path), HTTPStatus.OK).json()["status"]
        assert status in ("InProgress", "Succeed"), status
        return bool(status == "Succeed")


@pytest.mark.timeout(300)
def test_f_06_workers_that_are_killed_again_and_again_send_no_blob_twice(
    server: Server, api: ApiClient, record_property: Callable[[str, object], None]
) -> None:
    images = fill(server)
    with FaultyRegistry() as far:
        far.misbehave(misdeeds.crawling(4 * LAYER), "PUT", "/blobs/uploads/")
        shown = Shown(api, start_push(api, far))
        for arrived in KILLED_AFTER:
            wait_until(
                lambda arrived=arrived: far.accepted.total() >= arrived,  # type: ignore[misc]
                what=f"{arrived} blobs have arrived",
                within=60,
            )
            server.kill_worker()
            assert not shown.has_ended()
            far.require_whole()
        wait_until(shown.has_ended, what="the run ends", within=60)
        far.require_whole()
        assert far.tags == images
        assert far.twice == {}
        again = sum(far.received.values()) - sum(map(len, far.blobs.values()))
    record_property("bytes sent twice", again)
    assert again <= len(KILLED_AFTER) * 2 * copying.AT_ONCE * LAYER
    with Oracle(server) as oracle:
        outcomes = Counter(oracle.run(_ATTEMPTS))
        oracle.require_clean()
    assert set(outcomes) == {leases.LOST, Status.SUCCESS}
    assert outcomes[Status.SUCCESS] == 1 + REPOSITORIES
    assert 1 <= outcomes[leases.LOST] <= 2 * len(KILLED_AFTER) + 1
