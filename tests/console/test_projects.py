"""The list of projects: what is made there, and what its address keeps."""

import uuid
from collections.abc import Callable
from http import HTTPStatus

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.visits import Visit
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import an_image
from tests.support.people import Person
from tests.support.registry import RegistryClient


@pytest.fixture
def family(api: ApiClient) -> str:
    """Give the beginning of the names of three projects, the second of them public."""
    name = f"family-{uuid.uuid4().hex[:8]}"
    for ending, is_public in (("-a", False), ("-b", True), ("-c", False)):
        api.create_project(name + ending, public=is_public)
    return name


def test_flow_03_a_project_is_made_and_its_name_is_checked_first(
    visit: Callable[..., Visit], admin: Person, family: str
) -> None:
    visitor = visit(admin)
    page = visitor.open(f"/ui/projects?q={family}")
    page.get_by_role("button", name="New project").click()
    form = page.get_by_role("dialog", name="New project")
    name = form.get_by_role("textbox", name="Name")

    name.fill("Not-A-Name")
    form.get_by_role("button", name="Create project").click()
    expect(form.get_by_text("Lower-case letters and digits")).to_be_visible()
    expect(name).to_be_focused()

    visitor.expect_fault("409 POST .*/projects$")
    name.fill(f"{family}-a")
    form.get_by_role("button", name="Create project").click()
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(form).to_be_visible()

    name.fill(f"{family}-d")
    form.get_by_role("textbox", name="Storage quota").fill("2 GiB")
    form.get_by_role("button", name="Create project").click()
    expect(form).to_be_hidden()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=f"{family}-d"))
    expect(row).to_contain_text("0 B of 2 GiB")
    expect(row.get_by_role("progressbar", name="0 B of 2 GiB")).to_have_count(1)


def test_flow_04_filters_and_order_survive_reload_and_back_and_travel_in_a_link(
    visit: Callable[..., Visit], admin: Person, family: str
) -> None:
    visitor = visit(admin)
    page = visitor.open("/ui/projects")
    page.keyboard.press("/")
    page.keyboard.type(family)
    expect(_names(page)).to_have_text([f"{family}{one}" for one in ("-a", "-b", "-c")])
    page.get_by_role("combobox", name="Visibility").click()
    page.get_by_role("option", name="Private").click()
    expect(_names(page)).to_have_text([f"{family}-a", f"{family}-c"])
    page.get_by_role("columnheader", name="Name").get_by_role("button").click()
    wanted = [f"{family}-c", f"{family}-a"]
    expect(_names(page)).to_have_text(wanted)
    address = page.url

    page.reload()
    expect(_names(page)).to_have_text(wanted)
    page.get_by_role("link", name=f"{family}-c").click()
    page.wait_for_url(f"**/ui/projects/{family}-c")
    page.go_back()
    expect(_names(page)).to_have_text(wanted)
    assert page.url == address
    expect(page.get_by_role("searchbox", name="Filter by name")).to_have_value(family)

    other = visit(admin).open(address)
    expect(_names(other)).to_have_text(wanted)
    expect(other.get_by_role("columnheader", name="Name")).to_have_attribute(
        "aria-sort", "descending"
    )


def test_flow_04_nothing_and_nothing_that_matches_look_different(
    visit: Callable[..., Visit], users: dict[str, Person], family: str
) -> None:
    page = visit(users["nobody"]).open(f"/ui/projects?q={family}-z")
    expect(page.get_by_text("Nothing matches these filters")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(_names(page).filter(has_text=f"{family}-b")).to_be_visible()
    expect(_names(page).filter(has_text=f"{family}-a")).to_have_count(0)


def test_projects_are_deleted_together_and_one_with_images_stays(
    visit: Callable[..., Visit],
    admin: Person,
    api: ApiClient,
    registry: RegistryClient,
    family: str,
) -> None:
    registry.as_(*admin).push(f"{family}-b/app:1", an_image())
    page = visit(admin).open(f"/ui/projects?q={family}")
    page.get_by_role("checkbox", name="Select all on this page").check()
    chosen = page.get_by_role("region", name="3 selected")
    chosen.get_by_role("button", name="Delete projects").click()
    asked = page.get_by_role("dialog", name="Delete projects")
    stays = asked.get_by_role("alert", name="Stay: they still have repositories")
    expect(stays.get_by_role("listitem")).to_have_text([f"{family}-b"])
    asked.get_by_role("button", name="Delete 2 projects").click()
    expect(asked).to_be_hidden()
    expect(_names(page)).to_have_text([f"{family}-b"])
    left = require(api.get("/projects", params={"name": family}), HTTPStatus.OK).json()
    assert [one["name"] for one in left] == [f"{family}-b"]


def _names(page: Page) -> Locator:
    return page.get_by_role("table", name="Projects").get_by_role("rowheader")
