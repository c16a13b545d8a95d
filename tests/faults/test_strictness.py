"""Two web processes on one database: what was answered by one is at once the truth of the other.

`--rounds` says how often; every answer that is older than what was acknowledged fails the test.
"""

import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus

import pytest

from tests.faults.test_kill_points import verify
from tests.faults.web_process import another_web_process
from tests.support import people as cast_of
from tests.support.api import ROLES, ApiClient
from tests.support.connection import require
from tests.support.images import Image, an_image, digest_of
from tests.support.people import People, Person
from tests.support.postgresql import database_of
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

READERS = 6
TAGS = 25
ROUNDS_A_TOKEN = 1000
NOT_ANY_MORE = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with Server(database_url=database_of(request)) as server:
        yield server


@pytest.fixture(scope="module")
def second_url(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with another_web_process(server, tmp_path_factory.mktemp("second") / "log") as url:
        yield url


@pytest.fixture(scope="module")
def api(server: Server) -> Iterator[ApiClient]:
    client = ApiClient(server.base_url, (ADMIN, server.admin_password))
    yield client
    client.close()


@pytest.fixture(scope="module")
def users(api: ApiClient) -> dict[str, Person]:
    return cast_of.create(api)


@pytest.fixture
def people(api: ApiClient, users: dict[str, Person]) -> People:
    """Give the cast in a new private project."""
    return cast_of.in_new_project(api, users, public=False)


@pytest.fixture
def clients(
    server: Server, second_url: str, people: People
) -> Iterator[tuple[RegistryClient, RegistryClient]]:
    """Give a project admin at each of the processes, with tokens for everything."""
    open_clients = [RegistryClient(url) for url in (server.base_url, second_url)]
    yield logged_in(open_clients, people)
    for client in open_clients:
        client.close()


def logged_in(
    clients: Sequence[RegistryClient], people: People
) -> tuple[RegistryClient, RegistryClient]:
    """Give both a token for everything; it lasts for half an hour."""
    scope = f"repository:{people.project}/app:pull,push,delete"
    users = [client.as_(*people["petra"]) for client in clients]
    first, second = (user.bearer(user.token(scope)) for user in users)
    return first, second


@pytest.fixture
def rounds(pytestconfig: pytest.Config) -> int:
    return int(pytestconfig.getoption("--rounds"))


def small_image() -> Image:
    return an_image([secrets.token_bytes(32)], b"{}")


def assert_absent(client: RegistryClient, repository: str, reference: str) -> None:
    path = f"/v2/{repository}/manifests/{reference}"
    assert client.request("GET", path).status_code == HTTPStatus.NOT_FOUND
    assert client.request("HEAD", path).status_code == HTTPStatus.NOT_FOUND


def quick_round(writer: RegistryClient, reader: RegistryClient, path: str, base: Image) -> None:
    """Push, retag and delete at one process; read the tag at once at the other."""
    versions = [
        an_image(base.blobs[1:], base.blobs[0], more={"annotations": {"n": secrets.token_hex(8)}})
        for _ in range(2)
    ]
    for image in versions:
        headers = {"Content-Type": image.media_type}
        pushed = writer.request("PUT", path, content=image.manifest, headers=headers)
        require(pushed, HTTPStatus.CREATED)
        assert reader.request("GET", path).content == image.manifest
    require(writer.request("DELETE", path), HTTPStatus.ACCEPTED)
    assert reader.request("GET", path).status_code == HTTPStatus.NOT_FOUND


def whole_round(writer: RegistryClient, reader: RegistryClient, repository: str, tag: str) -> None:
    """Do the same with blobs and digests too, and see the list of tags and HEAD."""
    first, second = small_image(), small_image()
    assert_absent(reader, repository, tag)
    writer.push(f"{repository}:{tag}", first)
    assert reader.pull(f"{repository}:{tag}") == first
    assert tag in reader.tags(repository)
    writer.push(f"{repository}:{tag}", second)
    assert reader.get_manifest(repository, tag) == second.manifest
    writer.push_manifest(repository, tag, first.manifest)
    assert reader.get_manifest(repository, tag) == first.manifest
    writer.delete(f"{repository}:{tag}")
    assert_absent(reader, repository, tag)
    assert tag not in reader.tags(repository)
    assert reader.get_manifest(repository, first.digest) == first.manifest
    for image in (first, second):
        writer.delete(f"{repository}@{image.digest}")
        assert_absent(reader, repository, image.digest)
    blob = digest_of(second.blobs[1])
    assert reader.has_blob(repository, blob)
    gone = writer.request("DELETE", f"/v2/{repository}/blobs/{blob}")
    require(gone, HTTPStatus.ACCEPTED)
    assert not reader.has_blob(repository, blob)


def test_what_one_process_wrote_the_other_answers_at_once(
    clients: tuple[RegistryClient, RegistryClient],
    people: People,
    rounds: int,
    server: Server,
    record_property: Callable[[str, object], None],
) -> None:
    repository, base = f"{people.project}/app", small_image()
    clients[0].push(f"{repository}:base", base)
    began = time.monotonic()
    for number in range(rounds):
        if number % ROUNDS_A_TOKEN == ROUNDS_A_TOKEN - 1:
            clients = logged_in(clients, people)
        writer, reader = clients if number % 2 else clients[::-1]
        tag = f"tag-{number % TAGS}"
        quick_round(writer, reader, f"/v2/{repository}/manifests/{tag}", base)
        if number % 10 == 0:
            whole_round(writer, reader, repository, tag)
    record_property("rounds", rounds)
    record_property("rounds a second", round(rounds / (time.monotonic() - began), 1))
    verify(server)


@dataclass
class Moves:
    """Versions of one tag: which were acknowledged, so that a reader can tell an old answer."""

    acknowledged: int = -1
    number_of: dict[bytes, int] = field(default_factory=dict)
    reads: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def read(self, clients: Sequence[RegistryClient], which: int, repository: str) -> None:
        """Read the tag again and again: never older than what was acknowledged before."""
        seen = -1
        while not self.over.is_set():
            at_least = self.acknowledged
            number = self.number_of[clients[which].get_manifest(repository, "moving")]
            assert number >= at_least, f"version {number} after {at_least} was acknowledged"
            assert number >= seen, f"version {number} after {seen} was read"
            seen = number
            self.reads += 1


def test_readers_at_both_processes_never_see_an_old_tag_while_it_moves(
    clients: tuple[RegistryClient, RegistryClient],
    people: People,
    rounds: int,
    record_property: Callable[[str, object], None],
) -> None:
    repository, moves = f"{people.project}/app", Moves()
    images, current = [small_image() for _ in range(20)], list(clients)
    for image in images:
        clients[0].push(f"{repository}@{image.digest}", image)

    def move(number: int) -> None:
        """Make a new manifest of known parts, and move the tag to it."""
        parts = images[number % len(images)].blobs
        image = an_image(parts[1:], parts[0], more={"annotations": {"number": str(number)}})
        moves.number_of[image.manifest] = number
        current[number % 2].push_manifest(repository, "moving", image.manifest)
        moves.acknowledged = number

    move(0)
    with ThreadPoolExecutor(READERS) as pool:
        readers = [
            pool.submit(moves.read, current, number % 2, repository) for number in range(READERS)
        ]
        try:
            for number in range(1, rounds):
                if number % ROUNDS_A_TOKEN == 0:
                    current[:] = logged_in(current, people)
                move(number)
        finally:
            moves.over.set()
        for reader in readers:
            reader.result()
    record_property("moves", rounds)
    record_property("reads", moves.reads)


def member_id(api: ApiClient, project: str, name: str) -> int:
    members = require(api.get(f"/projects/{project}/members"), HTTPStatus.OK).json()
    return int(next(member["id"] for member in members if member["entity_name"] == name))


def test_a_role_taken_away_at_one_process_counts_at_once_at_the_other(
    api: ApiClient,
    clients: tuple[RegistryClient, RegistryClient],
    people: People,
    second_url: str,
    rounds: int,
) -> None:
    """The same token and the same password, before and after; no moment of grace for either."""
    repository, image = f"{people.project}/app", small_image()
    clients[0].push(f"{repository}:private", image)
    name = people["dora"].username
    client = RegistryClient(second_url)
    by_password, by_token = client.basic(*people["dora"]), client.as_(*people["dora"])
    scope = f"repository:{repository}:pull,push"
    path = f"/v2/{repository}/manifests/private"
    for _ in range(max(rounds // 10, 1)):
        holders = [by_password, client.bearer(by_token.token(scope))]
        for holder in holders:
            assert holder.get_manifest(repository, "private") == image.manifest
            holder.push_manifest(repository, "pushed", image.manifest)
        member = member_id(api, people.project, name)
        lowered = api.put(
            f"/projects/{people.project}/members/{member}", json={"role_id": ROLES["guest"]}
        )
        require(lowered, HTTPStatus.OK)
        for holder in holders:
            pushed = holder.request(
                "PUT", path, content=image.manifest, headers={"Content-Type": image.media_type}
            )
            assert pushed.status_code in NOT_ANY_MORE
            assert holder.get_manifest(repository, "private") == image.manifest
        require(api.delete(f"/projects/{people.project}/members/{member}"), HTTPStatus.OK)
        for holder in holders:
            for method in ("GET", "HEAD"):
                assert holder.request(method, path).status_code in NOT_ANY_MORE
            blob = f"/v2/{repository}/blobs/{digest_of(image.blobs[1])}"
            assert holder.request("GET", blob).status_code in NOT_ANY_MORE
            assert holder.request("GET", f"/v2/{repository}/tags/list").status_code in NOT_ANY_MORE
        api.add_member(people.project, name, "developer")
    client.close()


def test_a_public_project_closed_at_one_process_is_closed_at_the_other(
    api: ApiClient,
    clients: tuple[RegistryClient, RegistryClient],
    people: People,
    second_url: str,
    rounds: int,
) -> None:
    repository, image = f"{people.project}/app", small_image()
    clients[0].push(f"{repository}:shown", image)
    client = RegistryClient(second_url)
    nobody = client.anonymous()
    path = f"/v2/{repository}/manifests/shown"
    for _ in range(max(rounds // 10, 1)):
        for public in (True, False):
            body = {"metadata": {"public": str(public).lower()}}
            require(api.put(f"/projects/{people.project}", json=body), HTTPStatus.OK)
            status = nobody.request("GET", path).status_code
            assert status == HTTPStatus.OK if public else status in NOT_ANY_MORE
    client.close()
