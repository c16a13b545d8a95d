"""An empty registry: from nothing to the first image, ticked off as it happens."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.console.visits import Look, Visit
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import an_image
from tests.support.people import Person
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

POLLED = 20_000
"""Milliseconds within which the page has asked again, on a machine that is busy too."""


@pytest.fixture
def empty() -> Iterator[Server]:
    """Give a server that nobody has pushed to."""
    with Server() as running:
        yield running


@pytest.fixture
def newcomer(browser: Browser, empty: Server) -> Iterator[Visit]:
    person = Person(ADMIN, empty.admin_password)
    visitor = Visit(browser, empty, person=person, look=Look())
    yield visitor
    visitor.require_flawless()
    visitor.close()


def test_flow_02_the_first_steps_are_ticked_off_while_they_are_taken(
    newcomer: Visit, empty: Server
) -> None:
    page = newcomer.open("/ui/")
    for number, is_done in enumerate((True, False, False), start=1):
        _expect_done(_step(page, number), is_done=is_done)
    page.get_by_role("link", name="Create a project").click()
    page.get_by_role("button", name="New project").first.click()
    form = page.get_by_role("dialog", name="New project")
    form.get_by_role("textbox", name="Name").fill("first")
    form.get_by_role("button", name="Create project").click()
    expect(form).to_be_hidden()

    page.get_by_role("link", name="Home").first.click()
    page.get_by_role("combobox", name="Project to push to").click()
    page.get_by_role("option", name="first").click()
    expect(_step(page, 3)).to_contain_text(f"docker push {empty.registry}/first/app:1.0")
    api = ApiClient(empty.base_url, (ADMIN, empty.admin_password))
    name, secret = _make_robot(api)
    _expect_done(_step(page, 2), is_done=True)

    registry = RegistryClient(empty.base_url)
    registry.as_(name, secret).push("first/app:1.0", an_image())
    expect(_step(page, 3)).to_contain_text("first/app has arrived.", timeout=POLLED)
    _expect_done(_step(page, 3), is_done=True)
    page.get_by_role("link", name="Open the repository").click()
    page.wait_for_url("**/projects/first/repos/app/-/tags")
    registry.close()
    api.close()


def _step(page: Page, number: int) -> Locator:
    names = {1: "Choose a project", 2: "Sign in", 3: "Push a first image"}
    return page.get_by_role("listitem").filter(has_text=names[number])


def _expect_done(step: Locator, *, is_done: bool) -> None:
    expect(step.get_by_text("(done)")).to_have_count(1 if is_done else 0, timeout=POLLED)


def _make_robot(api: ApiClient) -> tuple[str, str]:
    access = [{"resource": "repository", "action": action} for action in ("pull", "push")]
    grants = [{"kind": "project", "namespace": "first", "access": access}]
    body = {"name": "ci", "level": "project", "duration": 30, "permissions": grants}
    made = require(api.post("/robots", json=body), HTTPStatus.CREATED).json()
    return made["name"], made["secret"]
