"""Two registries with which images are exchanged: docker-registry, and this product once more."""

import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.oracle import Oracle
from tests.functional.replication.moves import Moves
from tests.support.api import ApiClient
from tests.support.authority import Authority
from tests.support.peers import Access, DockerRegistry
from tests.support.people import Person
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server


@dataclass(frozen=True)
class Twin:
    """Another one of this product, with clients that may do anything there."""

    server: Server
    api: ApiClient
    client: RegistryClient
    oracle: Oracle
    kind: str = "harbor"
    authority: str = ""

    @property
    def url(self) -> str:
        return self.server.base_url

    @property
    def login(self) -> Person:
        return Person(ADMIN, self.server.admin_password)


_SOUND = """
from tests.support.oracle import assert_sound
for name in names:
    assert_sound(name)
answer = None
"""


@dataclass(frozen=True)
class Scene:
    """This registry with a new project, a name that is of no project, and who moves images."""

    moves: Moves
    here: RegistryClient
    oracle: Oracle
    project: str
    place: str

    def require_sound(self, *more: str) -> None:
        """Of this project and *more*: other tests damage theirs on the same server."""
        self.oracle.run(_SOUND, names=[self.project, *more])


@pytest.fixture(scope="session")
def twin() -> Iterator[Twin]:
    with Server() as server:
        login = Person(ADMIN, server.admin_password)
        with (
            closing(ApiClient(server.base_url, login)) as api,
            closing(RegistryClient(server.base_url)) as client,
            Oracle(server) as oracle,
        ):
            yield Twin(server, api, client.as_(*login), oracle)


@pytest.fixture(scope="session")
def distribution() -> Iterator[DockerRegistry]:
    with DockerRegistry() as running:
        yield running


@pytest.fixture
def tokens_distribution() -> Iterator[DockerRegistry]:
    with DockerRegistry(Access.TOKEN) as running:
        yield running


@pytest.fixture
def tls_distribution(tmp_path: Path) -> Iterator[DockerRegistry]:
    with DockerRegistry(authority=Authority(tmp_path)) as running:
        yield running


@pytest.fixture(scope="session")
def oracle(server: Server) -> Iterator[Oracle]:
    with Oracle(server) as running:
        yield running


@pytest.fixture(scope="session")
def moves(api: ApiClient) -> Moves:
    return Moves(api)


@pytest.fixture(scope="session")
def here(server: Server, admin: Person) -> Iterator[RegistryClient]:
    """Give the data plane of the server, as its administrator sees it."""
    with closing(RegistryClient(server.base_url)) as client:
        yield client.as_(*admin)


@pytest.fixture
def project(api: ApiClient) -> str:
    """Give a new project here."""
    name = f"moved-{uuid.uuid4().hex[:10]}"
    api.create_project(name)
    return name


@pytest.fixture
def place(project: str) -> str:
    """Give a name that is of no project anywhere."""
    return f"{project}-copies"


@pytest.fixture
def scene(moves: Moves, here: RegistryClient, oracle: Oracle, project: str, place: str) -> Scene:
    return Scene(moves, here, oracle, project, place)
