"""Fixtures of tests that look at the wire: every answer is checked, and there is a way inside."""

from collections.abc import Iterator

import pytest

from tests.functional.registry import answers
from tests.functional.registry.inside import Inside
from tests.support import people as cast_of
from tests.support.api import ApiClient
from tests.support.people import People, Person
from tests.support.registry import RegistryClient
from tests.support.server import Server


@pytest.fixture(scope="session")
def inside(server: Server) -> Iterator[Inside]:
    with Inside(server) as shell:
        yield shell


@pytest.fixture(scope="session")
def shared_client(server: Server) -> Iterator[RegistryClient]:
    client = RegistryClient(server.base_url)
    client._http.event_hooks["response"].append(answers.check)
    yield client
    client.close()


@pytest.fixture
def registry(shared_client: RegistryClient) -> RegistryClient:
    """Give an anonymous client; insists on what every answer must have."""
    return shared_client.anonymous()


@pytest.fixture(scope="session")
def home(api: ApiClient, users: dict[str, Person]) -> People:
    """Give the cast in a private project for all tests that change nobody's rights."""
    return cast_of.in_new_project(api, users, public=False)
