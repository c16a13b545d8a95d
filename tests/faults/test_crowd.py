"""Many at once: nobody fails, nobody holds more than they may (DO-02, DO-04)."""

import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import repeat
from typing import Any

import httpx
import pytest

from tests.faults.oracle import UNLIMITED, Oracle
from tests.faults.test_kill_points import verify
from tests.faults.test_random_kills import WAYS
from tests.support import people as cast_of
from tests.support.api import ApiClient
from tests.support.connection import UnexpectedAnswer, require
from tests.support.images import Image, an_image, digest_of
from tests.support.people import People, Person
from tests.support.postgresql import database_of
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server
from tests.support.wire import assert_error

CROWD = 100
RIVALS = 50
OPEN_AT_MOST = 20
MIB = 1 << 20
AGAIN = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


@pytest.fixture(scope="module", params=["usual"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Give a server with the settings of a fresh installation, or with few uploads allowed."""
    few = {"uploads_per_principal": str(OPEN_AT_MOST), "staged_gib_per_principal": "1"}
    few = few if request.param == "few-uploads" else {}
    with Server(database_url=database_of(request), **few) as server:
        yield server


few_uploads = pytest.mark.parametrize("server", ["few-uploads"], indirect=True)


@pytest.fixture(scope="module")
def oracle(server: Server) -> Iterator[Oracle]:
    with Oracle(server) as oracle:
        yield oracle


@pytest.fixture(scope="module")
def users(server: Server) -> dict[str, Person]:
    api = ApiClient(server.base_url, (ADMIN, server.admin_password))
    try:
        return cast_of.create(api)
    finally:
        api.close()


@pytest.fixture
def people(server: Server, users: dict[str, Person]) -> People:
    """Give the cast in a new private project."""
    api = ApiClient(server.base_url, (ADMIN, server.admin_password))
    try:
        return cast_of.in_new_project(api, users, public=False)
    finally:
        api.close()


@contextmanager
def client_of(server: Server, person: Person) -> Iterator[RegistryClient]:
    client = RegistryClient(server.base_url)
    try:
        yield client.as_(*person)
    finally:
        client.close()


def pushers_of(people: People, server: Server) -> list[Person]:
    able = [people[name] for name in ("petra", "mona", "dora")]
    return [*able, Person(ADMIN, server.admin_password)]


class PatientClient(RegistryClient):
    """Comes again when, and only when, it was told to."""

    def __init__(self, base_url: str) -> None:
        super().__init__(base_url)
        self.repeats = 0

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        for _ in range(20):
            answer = super().request(method, path, **more)
            if answer.status_code not in AGAIN:
                return answer
            self.repeats += 1
            time.sleep(int(answer.headers["Retry-After"]))
        return answer


def crowd_images(count: int) -> list[Image]:
    """Images of three layers; a third of them share one, a few share two."""
    common = [secrets.token_bytes(60_000 + 20_000 * number) for number in range(3)]
    images = []
    for number in range(count):
        own = [secrets.token_bytes(20_000 + secrets.randbelow(180_000)) for _ in range(3)]
        shared = common[: 2 if number % 10 == 0 else 1 if number % 3 == 0 else 0]
        images.append(an_image([*shared, *own[len(shared) :]], secrets.token_bytes(200)))
    return images


def size_of(images: Iterable[Image]) -> int:
    """What a project with these images has to pay for."""
    parts = {part for image in images for part in (image.manifest, *image.blobs)}
    return sum(map(len, parts))


@pytest.mark.timeout(180)
def test_a_hundred_clients_push_at_once_and_quota_is_exact(
    server: Server,
    oracle: Oracle,
    people: People,
    record_property: Callable[[str, object], None],
) -> None:
    images = crowd_images(CROWD)
    pushers = [
        people["petra"],
        people["mona"],
        people["dora"],
        Person(ADMIN, server.admin_password),
    ]
    clients = [PatientClient(server.base_url) for _ in images]
    start = threading.Barrier(CROWD)

    def push(number: int) -> float:
        client = clients[number].as_(*pushers[number % len(pushers)])
        own = f"{people.project}/own-{number}" if number % 2 else f"{people.project}/common"
        start.wait()
        began = time.monotonic()
        client.push(f"{own}:tag-{number}", images[number], WAYS[number % len(WAYS)])
        clients[number].repeats = client.repeats
        return time.monotonic() - began

    began = time.monotonic()
    with ThreadPoolExecutor(CROWD) as pool:
        times = sorted(pool.map(push, range(CROWD)))
    record_property("seconds", round(time.monotonic() - began, 1))
    record_property("seconds of the median client", round(times[CROWD // 2], 1))
    record_property("seconds of the slowest client", round(times[-1], 1))
    record_property("repeats on request", sum(client.repeats for client in clients))
    used, reserved, _ = oracle.quota(people.project)
    assert (used, reserved) == (size_of(images), 0)
    reader = clients[0].as_(*pushers[0])
    for number, image in enumerate(images):
        own = f"{people.project}/own-{number}" if number % 2 else f"{people.project}/common"
        assert reader.pull(f"{own}:tag-{number}") == image
    assert len(reader.tags(f"{people.project}/common")) == CROWD // 2
    verify(server)
    for client in clients:
        client.close()


@dataclass
class Watch:
    """Looks at a project's quota again and again, as fast as it can."""

    oracle: Oracle
    project: str
    highest_held: int = 0
    looks: int = 0
    _over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self._over.is_set():
            used, reserved, _ = self.oracle.quota(self.project)
            self.highest_held = max(self.highest_held, used + reserved)
            self.looks += 1

    @contextmanager
    def on_duty(self) -> Iterator[None]:
        thread = threading.Thread(target=self.run)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()


def assert_quota_refusal(response: httpx.Response, project: str) -> None:
    """403 DENIED, in words that name the project, the limit and what is missing."""
    assert_error(response, HTTPStatus.FORBIDDEN, "DENIED")
    words = response.json()["errors"][0]["message"]
    assert project in words
    assert "quota" in words


@dataclass
class Contest:
    """Rivals that push at once, each an image of their own under a tag of their own."""

    repository: str
    images: list[Image]
    done: list[int] = field(default_factory=list)
    refusals: list[httpx.Response] = field(default_factory=list)

    def run(self, server: Server, pushers: list[Person]) -> None:
        start = threading.Barrier(len(self.images))

        def push(number: int) -> None:
            client = PatientClient(server.base_url).as_(*pushers[number % len(pushers)])
            how = WAYS[number % len(WAYS)]
            start.wait()
            try:
                client.push(f"{self.repository}:{number}", self.images[number], how)
                self.done.append(number)
            except UnexpectedAnswer as refusal:
                self.refusals.append(refusal.response)
            finally:
                client.close()

        with ThreadPoolExecutor(len(self.images)) as pool:
            list(pool.map(push, range(len(self.images))))


@pytest.mark.parametrize("layers", [1, 3])
def test_do_04_rivals_for_the_last_bytes_never_exceed_the_limit(
    server: Server,
    oracle: Oracle,
    people: People,
    layers: int,
    record_property: Callable[[str, object], None],
) -> None:
    """Room for one and a half of the images; of those of one layer, just one gets through.

    Where there are several layers, everybody may get some of theirs in, and nobody all of them.
    """
    config, repository = secrets.token_bytes(200), f"{people.project}/app"
    contest = Contest(
        repository,
        [
            an_image([secrets.token_bytes(90_000 // layers) for _ in range(layers)], config)
            for _ in range(RIVALS)
        ],
    )
    with client_of(server, people["petra"]) as reader:
        reader.push(f"{repository}:first", an_image([b"first"], config))
        used, _, _ = oracle.quota(people.project)
        limit = used + size_of(contest.images[:1]) - len(config) + 40_000
        oracle.set_limit(people.project, limit)
        watch = Watch(oracle, people.project)
        with watch.on_duty():
            contest.run(server, pushers_of(people, server))
        record_property("looks at the quota", watch.looks)
        record_property("pushes that fitted", len(contest.done))
        for response in contest.refusals:
            assert_quota_refusal(response, people.project)
        assert watch.highest_held <= limit
        assert set(reader.tags(repository)) == {"first", *map(str, contest.done)}
        for number in contest.done:
            assert reader.pull(f"{repository}:{number}") == contest.images[number]
    verify(server)
    oracle.sweep_everything()
    used, reserved, _ = oracle.quota(people.project)
    assert used <= limit
    assert reserved == 0
    assert layers > 1 or len(contest.done) == 1


def test_do_04_a_limit_lowered_in_mid_push_refuses_what_is_left(
    server: Server, oracle: Oracle, people: People
) -> None:
    repository = f"{people.project}/app"
    layer, image = secrets.token_bytes(200_000), an_image([secrets.token_bytes(1000)])
    with client_of(server, people["dora"]) as client:
        client.push(f"{repository}:before", image)
        oracle.set_limit(people.project, 1_000_000)
        location, whole = client.begin_upload(repository), client.begin_upload(repository)
        for upload in (location, whole):
            require(client.request("PATCH", upload, content=layer[:100_000]), HTTPStatus.ACCEPTED)
        used, reserved, _ = oracle.quota(people.project)
        assert reserved == 200_000
        oracle.set_limit(people.project, used // 2)
        later = an_image([secrets.token_bytes(1000)], image.blobs[0])
        refused = [
            client.request("PATCH", location, content=layer[100_000:]),
            client.finish_upload(whole, digest_of(layer[:100_000])),
            client.finish_upload(client.begin_upload(repository), digest_of(b"a"), b"a"),
        ]
        with pytest.raises(UnexpectedAnswer) as refusal:
            client.push(f"{repository}:later", later)
        for answer in (*refused, refusal.value.response):
            assert_quota_refusal(answer, people.project)
        assert client.pull(f"{repository}:before") == image
        assert client.tags(repository) == ["before"]
        assert oracle.quota(people.project)[0] == used
        oracle.set_limit(people.project, UNLIMITED)
        require(client.request("PATCH", location, content=layer[100_000:]), HTTPStatus.ACCEPTED)
        require(client.finish_upload(location, digest_of(layer)), HTTPStatus.CREATED)
        require(client.finish_upload(whole, digest_of(layer[:100_000])), HTTPStatus.CREATED)
        client.push(f"{repository}:later", later)
    oracle.sweep_everything()
    now_used = used + 300_000 + 1000 + len(later.manifest)
    assert oracle.quota(people.project)[:2] == (now_used, 0)
    oracle.require_clean()


def test_do_04_a_manifest_that_does_not_fit_moves_no_tag(
    server: Server, oracle: Oracle, people: People
) -> None:
    repository = f"{people.project}/app"
    old, new = an_image([b"one"]), an_image([b"one", b"two"])
    with client_of(server, people["dora"]) as client:
        client.push(f"{repository}:latest", old)
        for blob in new.blobs:
            client.push_blob(repository, blob)
        used, _, _ = oracle.quota(people.project)
        oracle.set_limit(people.project, used + len(new.manifest) - 1)
        with pytest.raises(UnexpectedAnswer) as refusal:
            client.push_manifest(repository, "latest", new.manifest)
        assert_quota_refusal(refusal.value.response, people.project)
        assert client.pull(f"{repository}:latest") == old
        assert oracle.quota(people.project)[0] == used
        oracle.set_limit(people.project, used + len(new.manifest))
        client.push_manifest(repository, "latest", new.manifest)
        assert oracle.quota(people.project)[0] == used + len(new.manifest)


@pytest.fixture
def limited(server: Server, oracle: Oracle, people: People) -> Iterator[People]:
    """Give a project of 10 MiB, with nothing staged in it nor anywhere else."""
    oracle.sweep_everything()
    oracle.set_limit(people.project, 10 * MIB)
    yield people
    oracle.sweep_everything()


@few_uploads
def test_do_02_one_principal_has_only_so_many_uploads_open(server: Server, limited: People) -> None:
    repository = f"{limited.project}/app"
    with client_of(server, limited["dora"]) as dora, client_of(server, limited["mona"]) as mona:
        locations = [dora.begin_upload(repository) for _ in range(OPEN_AT_MOST)]
        path = f"/v2/{repository}/blobs/uploads/"
        for query in ({}, {"digest": digest_of(b"whole")}):
            refused = dora.request("POST", path, params=query, content=b"whole" if query else b"")
            assert_error(refused, HTTPStatus.TOO_MANY_REQUESTS, "TOOMANYREQUESTS")
            assert int(refused.headers["Retry-After"]) > 0
        mona.push_blob(repository, b"of another principal")
        require(dora.request("DELETE", locations[0]), HTTPStatus.NO_CONTENT)
        locations[0] = dora.begin_upload(repository)
        require(dora.finish_upload(locations[1], digest_of(b"end"), b"end"), HTTPStatus.CREATED)
        dora.push_blob(repository, b"another")


@few_uploads
def test_do_02_uploads_begun_at_once_are_counted_too(
    server: Server, oracle: Oracle, limited: People
) -> None:
    path = f"/v2/{limited.project}/app/blobs/uploads/"
    with client_of(server, limited["dora"]) as dora, ThreadPoolExecutor(40) as pool:
        for _ in range(8):
            require(dora.request("POST", path), HTTPStatus.ACCEPTED)
            answers = list(pool.map(lambda _: dora.request("POST", path), range(60)))
            refused = [answer for answer in answers if not answer.is_success]
            for answer in refused:
                assert_error(answer, HTTPStatus.TOO_MANY_REQUESTS, "TOOMANYREQUESTS")
            assert oracle.sweep_everything() == OPEN_AT_MOST


@few_uploads
def test_do_02_one_principal_stages_only_so_many_bytes(
    server: Server, oracle: Oracle, limited: People
) -> None:
    """In a project without a limit too, however the bytes come, and until they are given back."""
    repository, part, zeros = f"{limited.project}/app", 600, bytes(MIB)
    announced = {"Content-Length": str(part * MIB)}
    oracle.set_limit(limited.project, -1)

    def send(client: RegistryClient, location: str, headers: dict[str, str]) -> httpx.Response:
        return client.request("PATCH", location, content=repeat(zeros, part), headers=headers)

    with client_of(server, limited["dora"]) as dora, client_of(server, limited["mona"]) as mona:
        first, second = dora.begin_upload(repository), dora.begin_upload(repository)
        require(send(dora, first, announced), HTTPStatus.ACCEPTED)
        for headers in (announced, {}):
            refused = send(dora, second, headers)
            assert_error(refused, HTTPStatus.TOO_MANY_REQUESTS, "TOOMANYREQUESTS")
            assert int(refused.headers["Retry-After"]) > 0
        dora.push_blob(repository, b"there is room for a little")
        mona.push_blob(repository, secrets.token_bytes(MIB))
        require(dora.request("DELETE", first), HTTPStatus.NO_CONTENT)
        require(send(dora, second, announced), HTTPStatus.ACCEPTED)
    assert oracle.sweep_everything() == 1
    assert staged_bytes(server) == 0


class Body:
    """A long body, which remembers how much of it was asked for."""

    def __init__(self, size: int) -> None:
        self.size, self.sent = size, 0

    def __iter__(self) -> Iterator[bytes]:
        block = secrets.token_bytes(256 * 1024)
        while self.sent < self.size:
            self.sent += len(block)
            yield block
            time.sleep(0.005)


def staged_bytes(server: Server) -> int:
    return sum(path.stat().st_size for path in (server.data_dir / "storage/uploads").iterdir())


@pytest.mark.parametrize("announced", [False, True], ids=["in-chunks", "announced"])
def test_do_02_staged_bytes_count_before_they_are_committed(
    server: Server, oracle: Oracle, limited: People, *, announced: bool
) -> None:
    """An upload of 60 MiB into a project of 10 is refused long before it is staged whole."""
    repository, body = f"{limited.project}/app", Body(60 * MIB)
    with client_of(server, limited["dora"]) as client:
        location = client.begin_upload(repository)
        headers = {"Content-Length": str(body.size)} if announced else {}
        answer = client.request("PATCH", location, content=iter(body), headers=headers)
        assert_quota_refusal(answer, limited.project)
        assert body.sent < 20 * MIB
        assert staged_bytes(server) <= 11 * MIB
        require(client.request("DELETE", location), HTTPStatus.NO_CONTENT)
        assert oracle.quota(limited.project)[:2] == (0, 0)
        assert staged_bytes(server) == 0
        client.push_blob(repository, secrets.token_bytes(9 * MIB), "stream")


def test_do_02_many_small_uploads_count_together(
    server: Server, oracle: Oracle, limited: People
) -> None:
    repository = f"{limited.project}/app"
    part = secrets.token_bytes(3 * MIB)
    with client_of(server, limited["dora"]) as client:
        locations = [client.begin_upload(repository) for _ in range(4)]
        answers = [client.request("PATCH", location, content=part) for location in locations]
        assert [answer.status_code for answer in answers[:3]] == [HTTPStatus.ACCEPTED] * 3
        assert_quota_refusal(answers[3], limited.project)
        assert oracle.quota(limited.project)[:2] == (0, 9 * MIB)
        require(client.request("DELETE", locations[0]), HTTPStatus.NO_CONTENT)
        require(client.request("PATCH", locations[3], content=part), HTTPStatus.ACCEPTED)
        require(client.finish_upload(locations[3], digest_of(part)), HTTPStatus.CREATED)
        assert oracle.quota(limited.project)[:2] == (3 * MIB, 6 * MIB)
        refused = client.finish_upload(locations[1], digest_of(b"something else"))
        assert_error(refused, HTTPStatus.BAD_REQUEST, "DIGEST_INVALID")
        assert oracle.quota(limited.project)[:2] == (3 * MIB, 3 * MIB)
        require(client.finish_upload(locations[2], digest_of(part)), HTTPStatus.CREATED)
        assert oracle.quota(limited.project)[:2] == (3 * MIB, 0)
    oracle.require_clean()


def test_do_02_a_client_that_vanishes_leaves_no_bytes_that_nobody_counts(
    server: Server, oracle: Oracle, limited: People
) -> None:
    """What is staged beyond the offset is reserved, or it is gone."""
    repository = f"{limited.project}/app"

    def torn() -> Iterator[bytes]:
        yield from (secrets.token_bytes(MIB) for _ in range(8))
        raise ConnectionAbortedError

    vanished = 0
    with client_of(server, limited["dora"]) as client:
        for _ in range(4):
            location = client.begin_upload(repository)
            try:
                refused = client.request("PATCH", location, content=torn())
            except ConnectionAbortedError:
                vanished += 1
            else:  # what the first left reserved fills the quota; the answer came before the end
                assert_error(refused, HTTPStatus.FORBIDDEN, "DENIED")
        assert vanished
        time.sleep(1)
        _, reserved, _ = oracle.quota(limited.project)
        assert staged_bytes(server) <= reserved


def test_do_02_expired_uploads_are_swept(server: Server, oracle: Oracle, limited: People) -> None:
    repository, part = f"{limited.project}/app", secrets.token_bytes(2 * MIB)
    with client_of(server, limited["dora"]) as client:
        locations = [client.begin_upload(repository) for _ in range(4)]
        for location in locations:
            require(client.request("PATCH", location, content=part), HTTPStatus.ACCEPTED)
        assert oracle.quota(limited.project)[:2] == (0, 8 * MIB)
        assert oracle.sweep_everything() == 4
        assert oracle.quota(limited.project)[:2] == (0, 0)
        assert staged_bytes(server) == 0
        for location in locations:
            gone = client.request("PATCH", location, content=part)
            assert_error(gone, HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN")
        client.push_blob(repository, secrets.token_bytes(9 * MIB), "stream")
    oracle.require_clean()


def test_do_02_an_upload_that_is_swept_while_it_runs_leaves_nothing(
    server: Server, oracle: Oracle, limited: People
) -> None:
    repository = f"{limited.project}/app"

    def slow() -> Iterator[bytes]:
        yield secrets.token_bytes(3 * MIB)
        time.sleep(0.5)
        assert oracle.sweep_everything() == 1
        yield from (secrets.token_bytes(MIB) for _ in range(3))

    with client_of(server, limited["dora"]) as client:
        location = client.begin_upload(repository)
        gone = client.request("PATCH", location, content=slow())
        assert_error(gone, HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN")
    assert oracle.quota(limited.project)[:2] == (0, 0)
    assert staged_bytes(server) == 0
