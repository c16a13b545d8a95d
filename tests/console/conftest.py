"""A browser, visits to the console with it, and a server with something to see."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.console import visits, world
from tests.console.pages import Place
from tests.console.visits import WITHIN, Look, Visit
from tests.console.world import World
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.people import People, Person
from tests.support.registry import RegistryClient
from tests.support.server import Server

expect.set_options(timeout=WITHIN)
_VISITS = pytest.StashKey[list[Visit]]()
_PICTURES = pytest.StashKey[Path]()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with visits.chromium() as running:
        yield running


@pytest.fixture
def visit(
    request: pytest.FixtureRequest, browser: Browser, server: Server, tmp_path: Path
) -> Iterator[Callable[..., Visit]]:
    """Give a maker of visits: `visit(people["dora"], Look(language="zh-CN"))`, `visit()`."""
    begun: list[Visit] = []
    request.node.stash[_VISITS] = begun
    request.node.stash[_PICTURES] = tmp_path

    def begin(person: Person | None = None, look: Look = Look()) -> Visit:  # noqa: B008  # frozen
        begun.append(Visit(browser, server, person=person, look=look))
        return begun[-1]

    yield begin
    for one in begun:
        one.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Fail for what browsers complained of; keep a picture of what a test that failed has seen."""
    try:
        yield
        for one in _visits_of(item):
            one.require_flawless()
    except BaseException:
        _save_pictures(item)
        raise


def _visits_of(item: pytest.Item) -> list[Visit]:
    return item.stash.get(_VISITS, [])


def _save_pictures(item: pytest.Item) -> None:
    for number, one in enumerate(_visits_of(item)):
        file = item.stash[_PICTURES] / f"failed-{number}.png"
        one.save_picture(file)
        item.add_report_section("call", "the page", f"{one.page.url}: {file}")


@pytest.fixture(scope="session")
def filled(
    server: Server, api: ApiClient, users: dict[str, Person], inside: Inside
) -> Iterator[World]:
    """Give the names of what the server of these tests has been filled with."""
    client = RegistryClient(server.base_url)
    yield world.create(api, client, users, inside)
    client.close()


@pytest.fixture(scope="session")
def inside(server: Server) -> Iterator[Inside]:
    """Give a shell in the server's environment, for what no client can do."""
    with Inside(server) as shell:
        yield shell


@pytest.fixture(scope="session")
def stocked(api: ApiClient, users: dict[str, Person], inside: Inside, server: Server) -> People:
    """Give a project with a repository of 20,000 tags, for those who only look at it."""
    return world.with_many_tags(api, users, inside, server.base_url)


@pytest.fixture(scope="session")
def everybody(users: dict[str, Person], admin: Person) -> dict[str, Person | None]:
    """Give the cast with the administrator, and nobody."""
    return {**users, "admin": admin, "": None}


@pytest.fixture
def shown(
    visit: Callable[..., Visit],
    everybody: dict[str, Person | None],
    filled: World,
    place: Place,
    look: Look,
) -> Visit:
    """Give a visit to the place that the test is about, by whom and in the look it is about."""
    visitor = visit(everybody[place.who], look)
    place.open(visitor, filled)
    return visitor
