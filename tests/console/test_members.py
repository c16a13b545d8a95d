"""Members and their roles, in the browser of whoever gives them and of whoever has them."""

import uuid
from collections.abc import Callable
from http import HTTPStatus

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.visits import Visit
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.people import OUTSIDER, People, Person

TABS = ["Overview", "Repositories", "Members", "Robots", "Labels"]
"""What whoever may push has of a project; its admins have more."""


def test_flow_17_members_are_added_and_the_unknown_name_is_told(
    visit: Callable[..., Visit], api: ApiClient, users: dict[str, Person]
) -> None:
    project = _project_of_petra(api)
    visitor = visit(users["petra"])
    page = visitor.open(f"/ui/projects/{project}/members")
    page.get_by_role("button", name="Add members").click()
    form = page.get_by_role("dialog", name="Add members")
    form.get_by_role("textbox", name="User names").fill("mona, gus\nno-such-person")
    form.get_by_role("combobox", name="Role").click()
    page.get_by_role("option", name="Developer").click()
    visitor.expect_fault("404 POST .*/members$")
    form.get_by_role("button", name="Add 3 members").click()
    told = form.get_by_role("status").get_by_role("listitem")
    expect(told.filter(has_text="mona")).to_contain_text("is a member now")
    expect(told.filter(has_text="gus")).to_contain_text("is a member now")
    expect(told.filter(has_text="no-such-person")).not_to_contain_text("is a member now")
    expect(form.get_by_role("textbox", name="User names")).to_have_value("no-such-person")
    form.get_by_role("button", name="Close").last.click()
    expect(_names(page)).to_have_count(4)
    assert _roles(api, project) == {"admin": 1, "petra": 1, "mona": 2, "gus": 2}


def test_flow_17_a_changed_role_reaches_the_other_browser(
    visit: Callable[..., Visit], people: People, api: ApiClient
) -> None:
    hers = visit(people["petra"]).open(f"/ui/projects/{people.project}/members")
    his = visit(people["gus"])
    page = his.open(f"/ui/projects/{people.project}/members")
    expect(_names(page)).to_have_count(6)
    expect(page.get_by_role("button", name="Add members")).to_have_count(0)
    expect(page.get_by_role("combobox", name="Role of mona")).to_have_count(0)

    hers.get_by_role("combobox", name="Role of gus").click()
    hers.get_by_role("option", name="Project admin").click()
    expect(hers.get_by_role("status").filter(has_text="gus is now: Project admin")).to_be_visible()
    assert _roles(api, people.project)["gus"] == 1
    page.reload()
    his.wait_settled()
    expect(page.get_by_role("button", name="Add members")).to_be_visible()

    hers.get_by_role("button", name="Remove gus").click()
    asked = hers.get_by_role("dialog", name="Remove members")
    asked.get_by_role("button", name="Remove 1 member").click()
    expect(_names(hers)).to_have_count(5)
    his.expect_fault(f"40[34] .*/projects/{people.project}")
    page.reload()
    his.wait_settled()
    expect(page.get_by_role("main")).to_contain_text("You may not see this")
    expect(page.get_by_role("main")).to_contain_text("an admin of the project, can give it to you")


@pytest.mark.parametrize(
    ("name", "tabs"),
    [
        (
            "petra",
            [*TABS, "Immutable tags", "Tag retention", "Replication", "Logs", "Trash", "Settings"],
        ),
        ("dora", [*TABS, "Tag retention"]),
        ("lena", TABS[:2]),
    ],
)
def test_flow_29_everybody_has_the_tabs_that_their_role_can_read(
    visit: Callable[..., Visit], people: People, name: str, tabs: list[str]
) -> None:
    page = visit(people[name]).open(f"/ui/projects/{people.project}")
    bar = page.get_by_role("navigation", name=f"Pages of the project {people.project}")
    expect(bar.get_by_role("link")).to_have_text(tabs)
    for tab in tabs:
        bar.get_by_role("link", name=tab).click()
        expect(bar.get_by_role("link", name=tab)).to_have_attribute("aria-current", "page")
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        expect(page.get_by_role("alert").filter(has_text="That did not work")).to_have_count(0)


def test_flow_29_an_outsider_sees_no_private_project(
    visit: Callable[..., Visit], people: People, users: dict[str, Person]
) -> None:
    visitor = visit(users[OUTSIDER])
    visitor.expect_fault(f"40[34] .*/projects/{people.project}")
    page = visitor.open(f"/ui/projects/{people.project}/members")
    expect(page.get_by_role("navigation", name="Pages of the project")).to_have_count(0)
    expect(page.get_by_role("table")).to_have_count(0)


@pytest.mark.parametrize("name", ["dora", OUTSIDER])
def test_flow_29_pages_of_the_system_are_for_administrators(
    visit: Callable[..., Visit], users: dict[str, Person], name: str
) -> None:
    visitor = visit(users[name])
    page = visitor.open("/ui/")
    rail = page.get_by_role("navigation", name="Main")
    expect(rail.get_by_role("link", name="Projects")).to_be_visible()
    expect(rail.get_by_role("region", name="Administration")).to_have_count(0)
    visitor.expect_fault("403 GET .*/quotas")
    visitor.open("/ui/admin/quotas")
    expect(page.get_by_role("main")).to_contain_text("You may not see this")


def test_flow_29_an_administrator_reaches_every_page_of_the_system(
    visit: Callable[..., Visit], admin: Person
) -> None:
    visitor = visit(admin)
    page = visitor.open("/ui/")
    rail = page.get_by_role("region", name="Administration")
    pages = rail.get_by_role("link").all_inner_texts()
    assert len(pages) > 5
    for name in pages:
        rail.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
        visitor.wait_settled()
        expect(page.get_by_role("alert").filter(has_text="That did not work")).to_have_count(0)


def _names(page: Page) -> Locator:
    return page.get_by_role("table", name="Members").get_by_role("rowheader")


def _project_of_petra(api: ApiClient) -> str:
    project = f"hers-{uuid.uuid4().hex[:8]}"
    api.create_project(project)
    api.add_member(project, "petra", "projectAdmin")
    return project


def _roles(api: ApiClient, project: str) -> dict[str, int]:
    found = require(api.get(f"/projects/{project}/members"), HTTPStatus.OK).json()
    return {one["entity_name"]: one["role_id"] for one in found}
