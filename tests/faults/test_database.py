"""PostgreSQL is stopped hard under load and comes back (F-09).

While it is away, writes and reads that need it are refused in a way that clients understand;
afterwards everything works without a restart, and everything acknowledged is there.
"""

import itertools
import secrets
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus

import httpx
import pytest

from tests.faults.test_kill_points import verify
from tests.faults.test_random_kills import WAYS, Ledger, NotingClient
from tests.support.api import ApiClient
from tests.support.connection import UnexpectedAnswer
from tests.support.images import an_image
from tests.support.postgresql import PostgresCluster
from tests.support.server import ADMIN, Server

CLIENTS = 20
BEFORE, AWAY, AFTER = 3.0, 6.0, 6.0
BACK_WITHIN = 5.0
REPOSITORY = "library/stopped"


@pytest.fixture
def cluster() -> Iterator[PostgresCluster]:
    cluster = PostgresCluster(durable=True)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture
def server(cluster: PostgresCluster) -> Iterator[Server]:
    with Server(database_url=cluster.create_database()) as server:
        yield server


@dataclass
class Record:
    """What all clients saw: when a push was done, and every answer that was an error."""

    done: list[float] = field(default_factory=list)
    errors: list[tuple[float, httpx.Response]] = field(default_factory=list)
    crashes: list[BaseException] = field(default_factory=list)

    def require_honest(self) -> None:
        assert self.crashes == []
        for _, response in self.errors:
            require_honest_error(response)

    def first_done_after(self, moment: float) -> float:
        later = [done for done in self.done if done > moment]
        assert later, "no push was done after the database was back"
        return min(later) - moment


def require_honest_error(response: httpx.Response) -> None:
    """503, when to come again, the specification's form, and nothing from inside."""
    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE, UnexpectedAnswer(response)
    assert int(response.headers["Retry-After"]) > 0, response.headers
    if response.request.method != "HEAD":
        assert [error["code"] for error in response.json()["errors"]] == ["UNAVAILABLE"]
        for inner in ("Traceback", "psycopg", "django", "connection to server"):
            assert inner not in response.text


class Pusher(threading.Thread):
    """Pushes one image after the other until it is told to stop; one that fails is begun anew."""

    def __init__(self, number: int, server: Server, record: Record, over: threading.Event) -> None:
        super().__init__(name=f"pusher-{number}")
        self._number, self._record, self._over = number, record, over
        self.client = NotingClient(server.base_url).as_(ADMIN, server.admin_password)

    def run(self) -> None:
        try:
            for turn in itertools.count():
                if self._over.is_set():
                    return
                self._push(turn)
        except BaseException as error:  # noqa: BLE001  # shown by the test
            self._record.crashes.append(error)

    def _push(self, turn: int) -> None:
        image = an_image([secrets.token_bytes(50_000)], secrets.token_bytes(100))
        how = WAYS[(self._number + turn) % len(WAYS)]
        try:
            self.client.push(f"{REPOSITORY}:{self._number}-{turn}", image, how)
            self._record.done.append(time.monotonic())
        except UnexpectedAnswer as refusal:
            self._record.errors.append((time.monotonic(), refusal.response))
            time.sleep(0.2)


def at_work(server: Server, record: Record, over: threading.Event) -> list[Pusher]:
    pushers = [Pusher(number, server, record, over) for number in range(CLIENTS)]
    pushers[0].client.push(f"{REPOSITORY}:first", an_image())  # the password is known from now on
    for pusher in pushers:
        pusher.start()
    return pushers


def end(pushers: list[Pusher], over: threading.Event) -> None:
    over.set()
    for pusher in pushers:
        pusher.join(30)


def stop_hard(cluster: PostgresCluster) -> None:
    """Do what `pg_ctl stop -m immediate` does."""
    assert cluster._process is not None
    cluster._process.stop(by=signal.SIGQUIT)


def merged(pushers: list[Pusher]) -> Ledger:
    ledger = Ledger()
    for pusher in pushers:
        ledger.blobs |= pusher.client.ledger.blobs
        ledger.manifests |= pusher.client.ledger.manifests
    return ledger


def require_honest_api(server: Server) -> None:
    """The control plane says the same as the registry."""
    api = ApiClient(server.base_url, (ADMIN, server.admin_password))
    try:
        for path in ("/projects", "/users/current"):
            answer = api.get(path)
            assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE, UnexpectedAnswer(answer)
            assert "Retry-After" in answer.headers
            assert answer.json()["errors"]
            assert "Traceback" not in answer.text
        health = api.get("/health")
        assert health.status_code == HTTPStatus.OK
        assert health.json()["status"] == "unhealthy"
    finally:
        api.close()


def require_honest_registry(server: Server) -> None:
    """Whoever comes new, with a password, or with a token, is asked to come again."""
    client = NotingClient(server.base_url)
    try:
        for visitor in (
            client.anonymous(),
            client.as_(ADMIN, server.admin_password),
            client.basic(ADMIN, server.admin_password),
        ):
            for path in (
                f"/v2/{REPOSITORY}/manifests/first",
                f"/v2/{REPOSITORY}/tags/list",
                f"/v2/{REPOSITORY}/blobs/sha256:{'0' * 64}",
            ):
                require_honest_error(visitor.request("GET", path))
        require_honest_error(client.as_(ADMIN, server.admin_password).ask_token())
    finally:
        client.close()


@pytest.mark.timeout(120)
def test_f_09_a_database_that_stops_hard_loses_nothing_and_is_found_again(
    cluster: PostgresCluster, server: Server, record_property: Callable[[str, object], None]
) -> None:
    record, over = Record(), threading.Event()
    pushers = at_work(server, record, over)
    try:
        time.sleep(BEFORE)
        stop_hard(cluster)
        stopped = time.monotonic()
        time.sleep(1)
        require_honest_registry(server)
        require_honest_api(server)
        time.sleep(max(stopped + AWAY - time.monotonic(), 0))
        cluster.start()
        back = time.monotonic()
        time.sleep(AFTER)
    finally:
        end(pushers, over)
    record_property("pushes done", len(record.done))
    record_property("errors meanwhile", len(record.errors))
    record_property("seconds to the first push after", round(record.first_done_after(back), 2))
    record.require_honest()
    assert record.first_done_after(back) <= BACK_WITHIN
    late = [moment - back for moment, _ in record.errors if moment > back + BACK_WITHIN]
    assert not late, f"{len(late)} errors long after the database was back"
    pushers[0].client.ledger = merged(pushers)
    pushers[0].client.ledger.check(pushers[0].client)
    verify(server)
    for pusher in pushers:
        pusher.client.close()
