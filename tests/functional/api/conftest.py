"""The cast of the API's tests, under names of their own, and a way to speak as each of them."""

import uuid
from collections.abc import Callable, Iterator

import pytest

from tests.functional.api.registries import LOGIN, read
from tests.functional.api.rights import Call
from tests.functional.registry.inside import Inside
from tests.support import people as cast_of
from tests.support.api import ApiClient
from tests.support.people import People, Person
from tests.support.server import Server
from tests.support.small_registry import SmallRegistry


@pytest.fixture(scope="session")
def users(api: ApiClient) -> dict[str, Person]:
    """Make the cast; other tests of the same server may make another one."""
    people = {
        name: Person(f"{name}-{uuid.uuid4().hex[:6]}", f"{name.title()}-Knows-1")
        for name in (*cast_of.ROLE_OF, cast_of.OUTSIDER)
    }
    for person in people.values():
        api.create_user(*person)
    return people


@pytest.fixture
def as_(api: ApiClient, users: dict[str, Person]) -> Callable[[str], ApiClient]:
    """Give the client of one of the cast, of `admin` or of `anonymous`."""

    def client(who: str) -> ApiClient:
        if who == "anonymous":
            return api.anonymous()
        return api if who == "admin" else api.as_(*users[who])

    return client


@pytest.fixture
def newcomer(api: ApiClient) -> Callable[[], tuple[int, Person]]:
    """Make users that a test may do anything to."""

    def make() -> tuple[int, Person]:
        person = Person(f"user-{uuid.uuid4().hex[:10]}", f"Knows-{uuid.uuid4().hex[:8]}A1")
        return api.create_user(*person), person

    return make


@pytest.fixture(scope="session")
def inside(server: Server) -> Iterator[Inside]:
    with Inside(server) as shell:
        yield shell


@pytest.fixture(scope="session")
def shared(api: ApiClient, users: dict[str, Person]) -> People:
    """Give the cast in a private project that no test changes."""
    return cast_of.in_new_project(api, users, public=False)


@pytest.fixture(scope="session")
def watched(api: ApiClient, users: dict[str, Person]) -> People:
    """Give the cast in a private project in which calls are tried that change nothing."""
    return cast_of.in_new_project(api, users, public=False)


@pytest.fixture
def place(request: pytest.FixtureRequest, watched: People, call: Call, who: str) -> People:
    """Give a case of a table of rights the cast in a project, of its own if it will change it."""
    changes = call.method != "GET" and who in call.allowed
    found: People = request.getfixturevalue("people") if changes else watched
    return found


@pytest.fixture
def peer() -> Iterator[SmallRegistry]:
    """Give another registry, which takes the credentials of the tests."""
    with SmallRegistry(LOGIN) as running:
        yield running


@pytest.fixture
def open_peer() -> Iterator[SmallRegistry]:
    """Give another registry, which takes anybody."""
    with SmallRegistry() as running:
        yield running


@pytest.fixture
def no_registry_is_left(api: ApiClient) -> Iterator[None]:
    """Take away what the test made."""
    before = {row["id"] for row in read(api, "/registries", page_size=100)}
    yield
    for row in read(api, "/registries", page_size=100):
        if row["id"] not in before:
            api.delete(f"/registries/{row['id']}")
