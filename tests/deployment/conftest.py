"""One installation that all of these tests share, and its administrator."""

from collections.abc import Iterator

import pytest

from tests.deployment import images
from tests.deployment.composed import URL, Installation
from tests.deployment.engine import DeploymentEngine
from tests.support.api import ApiClient
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, ADMIN_PASSWORD


@pytest.fixture(scope="session")
def engine() -> Iterator[DeploymentEngine]:
    with DeploymentEngine() as engine:
        images.make_all(engine)
        with engine.in_own_network():
            yield engine


@pytest.fixture(scope="session")
def started(engine: DeploymentEngine) -> Iterator[Installation]:
    installation = Installation(engine)
    try:
        installation.up()
        yield installation
    finally:
        installation.remove()


@pytest.fixture
def installation(started: Installation) -> Installation:
    """Give the installation as its first `.env` describes it, whatever a test before had of it."""
    if started.differs:
        started.up()
    return started


@pytest.fixture
def administrator(installation: Installation) -> Iterator[RegistryClient]:
    client = RegistryClient(URL)
    yield client.as_(ADMIN, ADMIN_PASSWORD)
    client.close()


@pytest.fixture
def api(installation: Installation) -> Iterator[ApiClient]:
    client = ApiClient(URL, (ADMIN, ADMIN_PASSWORD))
    yield client
    client.close()
