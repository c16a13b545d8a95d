"""Two nodes that share nothing but PostgreSQL: neither ever answers what the other has changed."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest

from tests.faults.oracle import Oracle
from tests.faults.test_strictness import quick_round
from tests.faults.tracing import counts, traced
from tests.faults.web_process import another_web_process
from tests.support.connection import require
from tests.support.images import Image, an_image
from tests.support.postgresql import Databases
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

REPOSITORY = "library/shared"
SECRET_KEY = "the-two-nodes-have-this-in-common-and-nobody-else"
CALLS = ("sendto", "write", "writev")
_TAGGED = """
from artifacts.models import Tag
tag = Tag.objects.get(repository__name=name, name="moving", deleted_at=None)
answer = tag.manifest.digest
"""


@pytest.fixture(scope="module")
def node(postgres: Databases) -> Iterator[Server]:
    with Server(database_url=postgres.create_database(), secret_key=SECRET_KEY) as server:
        yield server


@pytest.fixture(scope="module")
def other_url(node: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("other")
    data_dir = folder / "data"
    with another_web_process(node, folder / "log", HARBOR_DATA_DIR=str(data_dir)) as url:
        assert not (data_dir / "harbor.sqlite3").exists()
        yield url


@pytest.fixture
def clients(node: Server, other_url: str) -> Iterator[tuple[RegistryClient, RegistryClient]]:
    def client_of(url: str) -> RegistryClient:
        client = RegistryClient(url).as_(ADMIN, node.admin_password)
        return client.bearer(client.token(f"repository:{REPOSITORY}:pull,push,delete"))

    first, second = client_of(node.base_url), client_of(other_url)
    yield first, second
    first.close()
    second.close()


@pytest.fixture
def base(clients: tuple[RegistryClient, RegistryClient]) -> Image:
    """Give an image whose parts are there, for manifests are all that is pushed from here on."""
    image = an_image([b"layer"])
    clients[0].push(f"{REPOSITORY}:base", image)
    return image


def version_of(base: Image, number: int) -> Image:
    more = {"annotations": {"number": str(number)}}
    return an_image(base.blobs[1:], base.blobs[0], more=more)


def test_what_one_node_wrote_the_other_answers_at_once(
    clients: tuple[RegistryClient, RegistryClient], base: Image, pytestconfig: pytest.Config
) -> None:
    for number in range(int(pytestconfig.getoption("--rounds"))):
        writer, reader = clients if number % 2 else clients[::-1]
        quick_round(writer, reader, f"/v2/{REPOSITORY}/manifests/tag-{number % 25}", base)


def test_f_01_a_node_that_dies_around_its_commit_leaves_the_other_no_old_answer(
    node: Server,
    clients: tuple[RegistryClient, RegistryClient],
    base: Image,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """Whether it was committed is for the database to say; the other node says the same at once."""
    writer, reader = clients

    def move(number: int) -> None:
        writer.push_manifest(REPOSITORY, "moving", version_of(base, number).manifest)

    move(0)
    with traced(node.web_pids()[-1], ",".join(CALLS), tmp_path / "census"):
        move(1)
    made = counts(tmp_path / "census")
    points = [(call, nth) for call in CALLS for nth in range(1, made[call] + 1)]
    unanswered = 0
    with Oracle(node) as oracle:
        for number, (call, nth) in enumerate(points, start=2):
            before = reader.get_manifest(REPOSITORY, "moving")
            inject = f"signal=KILL:when={nth}"
            with traced(node.web_pids()[-1], call, tmp_path / "log", inject=inject):
                try:
                    move(number)
                except httpx.TransportError:
                    answer = require(
                        reader.request("GET", f"/v2/{REPOSITORY}/manifests/moving"), HTTPStatus.OK
                    )
                    truth = oracle.run(_TAGGED, name=REPOSITORY)
                    assert answer.headers["Docker-Content-Digest"] == truth
                    unanswered += answer.content != before
            node.wait_healthy()
            move(number)
            assert reader.get_manifest(REPOSITORY, "moving") == version_of(base, number).manifest
    record_property("kill points", len(points))
    assert unanswered, "some death came after the commit and before the answer"
