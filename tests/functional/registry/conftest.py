"""What the data plane's tests share: checked clients, a way inside, no fault in the log."""

import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.functional.registry.forge import Forge
from tests.functional.registry.inside import Inside
from tests.support.checked import home, inside, registry, shared_client  # noqa: F401  # fixtures
from tests.support.people import People, Person
from tests.support.registry import RegistryClient
from tests.support.server import Server


@pytest.fixture(scope="session")
def dora(shared_client: RegistryClient, users: dict[str, Person]) -> RegistryClient:
    """Give a developer's client: she may push and pull."""
    return shared_client.as_(*users["dora"])


@pytest.fixture
def repository(home: People) -> str:
    """Give the name of a repository that is not there yet, in the home project."""
    return f"{home.project}/app-{uuid.uuid4().hex[:10]}"


@pytest.fixture
def newcomer(inside: Inside, people: People) -> Callable[..., Person]:
    """Make users that a test may do anything to: `newcomer(role=2)`, a member of the project."""

    def make(role: int | None = None, *, is_admin: bool = False) -> Person:
        person = Person(f"user-{uuid.uuid4().hex[:10]}", f"Knows-{uuid.uuid4().hex[:8]}A1")
        inside.create_user(*person, is_admin=is_admin)
        if role is not None:
            inside.set_role(people.project, person.username, role)
        return person

    return make


@pytest.fixture(scope="session")
def forge(inside: Inside) -> Forge:
    return Forge(inside)


class LogWatch:
    """Reads what the server's log has gained, and finds what must never be in it."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._position = 0

    def faults(self) -> list[str]:
        with self._log.open("rb") as log:
            log.seek(self._position)
            new = log.read()
        whole = new[: new.rfind(b"\n") + 1]
        self._position += len(whole)
        return [line for line in whole.decode(errors="replace").splitlines() if _is_fault(line)]


def _is_fault(line: str) -> bool:
    if not line.startswith("{"):
        return "Traceback" in line or "panicked" in line
    entry = json.loads(line)
    return entry["level"] in ("error", "critical") or entry.get("status", 0) >= 500


@pytest.fixture(scope="session")
def log_watch(server: Server) -> LogWatch:
    return LogWatch(server.log)


@pytest.fixture(autouse=True)
def _no_fault_in_the_log(log_watch: LogWatch) -> Iterator[None]:
    yield
    faults = log_watch.faults()
    assert not faults, "\n".join(faults)
