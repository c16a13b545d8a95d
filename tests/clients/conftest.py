"""What the clients without a daemon share: a machine with people, and an administrator."""

from collections.abc import Iterator

import pytest

from tests.support.containers import Machine
from tests.support.people import Person
from tests.support.registry import RegistryClient
from tests.support.server import Server


@pytest.fixture(scope="module")
def machine(server: Server) -> Iterator[Machine]:
    machine = Machine(server.registry)
    yield machine
    machine.remove()


@pytest.fixture
def administrator(registry: RegistryClient, admin: Person) -> RegistryClient:
    return registry.as_(*admin)
