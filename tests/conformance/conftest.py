"""What the conformance tests share: checked clients of the cast, and names not used before."""

import uuid
from collections.abc import Callable

import pytest

from tests.support import people as cast_of
from tests.support.api import ApiClient
from tests.support.checked import home, inside, registry, shared_client  # noqa: F401  # fixtures
from tests.support.people import People, Person
from tests.support.registry import RegistryClient


@pytest.fixture(scope="session")
def another(api: ApiClient, users: dict[str, Person]) -> People:
    """Give the cast in a second private project."""
    return cast_of.in_new_project(api, users, public=False)


@pytest.fixture(scope="session")
def member(
    shared_client: RegistryClient, users: dict[str, Person]
) -> Callable[[str], RegistryClient]:
    """Give the client of one of the cast, who keeps the tokens it got: `member("gus")`."""
    clients: dict[str, RegistryClient] = {}

    def client_of(name: str) -> RegistryClient:
        return clients.setdefault(name, shared_client.as_(*users[name]))

    return client_of


@pytest.fixture
def petra(member: Callable[[str], RegistryClient]) -> RegistryClient:
    """Give a project admin's client: she may push, pull and delete."""
    return member("petra")


@pytest.fixture
def dora(member: Callable[[str], RegistryClient]) -> RegistryClient:
    """Give a developer's client: she may push and pull."""
    return member("dora")


@pytest.fixture
def repository(home: People) -> str:
    """Give the name of a repository that is not there yet."""
    return f"{home.project}/app-{uuid.uuid4().hex[:10]}"


@pytest.fixture
def elsewhere(another: People) -> str:
    """Give such a name in the other project."""
    return f"{another.project}/app-{uuid.uuid4().hex[:10]}"


@pytest.fixture(scope="session")
def sparse_project(api: ApiClient) -> str:
    """Give a project that admits manifests whose parts are absent."""
    name = f"sparse-{uuid.uuid4().hex[:10]}"
    metadata = {"public": "false", "allow_sparse": "true"}
    made = api.post("/projects", json={"project_name": name, "metadata": metadata})
    assert made.status_code == 201, made.text
    return name


@pytest.fixture
def sparse_repository(sparse_project: str) -> str:
    return f"{sparse_project}/app-{uuid.uuid4().hex[:10]}"


@pytest.fixture(scope="session")
def root(shared_client: RegistryClient, admin: Person) -> RegistryClient:
    """Give the system administrator's client."""
    return shared_client.as_(*admin)
