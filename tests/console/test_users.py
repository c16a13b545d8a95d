"""Accounts that are disabled and enabled again, in the browser of whoever does it and of theirs."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.visits import Visit
from tests.support.api import ApiClient
from tests.support.people import Person

Newcomer = Callable[..., Person]


@pytest.fixture
def newcomer(api: ApiClient) -> Newcomer:
    """Give a maker of users that no other test knows: `newcomer("admin")` for `admin-1f…`."""

    def make(kind: str = "new") -> Person:
        person = Person(f"{kind}-{uuid.uuid4().hex[:8]}", "Comes-And-Goes-1")
        api.create_user(*person)
        return person

    return make


def test_whoever_is_disabled_loses_the_open_session_until_enabled_again(
    visit: Callable[..., Visit], admin: Person, newcomer: Newcomer
) -> None:
    person = newcomer()
    theirs = visit(person)
    page = theirs.open("/ui/projects")
    mine = visit(admin).open(f"/ui/admin/users?q={person.username}")
    _ask(mine, person, "Disable 1 user")
    asked = mine.get_by_role("dialog", name="Disable users")
    expect(asked).to_contain_text("Nothing is deleted")
    expect(asked.get_by_role("button", name="Cancel")).to_be_focused()
    asked.get_by_role("button", name="Disable 1 user").click()
    expect(_told(mine, "1 user was disabled")).to_be_visible()
    expect(_row(mine, person)).to_contain_text("Disabled")

    page.get_by_role("columnheader", name="Owner").get_by_role("button").click()
    page.wait_for_url("**/ui/login?**")
    expect(page.get_by_role("status").filter(has_text="Your session has ended")).to_be_visible()
    theirs.expect_fault("401 POST .*/c/login")
    theirs.sign_in(person)
    expect(page.get_by_role("alert")).to_be_visible()

    mine.goto(f"/ui/admin/users?q={person.username}&state=disabled")
    _ask(mine, person, "Enable 1 user")
    asked = mine.get_by_role("dialog", name="Enable users")
    asked.get_by_role("button", name="Enable 1 user").click()
    expect(_told(mine, "1 user was enabled")).to_be_visible()
    expect(mine.get_by_role("main")).to_contain_text("Nothing matches these filters")
    theirs.sign_in(person)
    page.wait_for_url("**/ui/projects**")


def test_of_many_that_are_disabled_whoever_asks_stays(
    visit: Callable[..., Visit], api: ApiClient, admin: Person, newcomer: Newcomer
) -> None:
    people = [newcomer(admin.username), newcomer(admin.username)]
    page = visit(admin).open(f"/ui/admin/users?q={admin.username}")
    for person in (*people, admin):
        page.get_by_role("checkbox", name=f"Select {person.username}", exact=True).click()
    page.get_by_role("button", name="Disable users").click()
    asked = page.get_by_role("dialog", name="Disable users")
    stays = asked.get_by_role("alert").filter(has_text="cannot be disabled")
    expect(stays.get_by_role("listitem")).to_have_text([admin.username])
    asked.get_by_role("button", name="Disable 2 users").click()
    expect(_told(page, "2 users were disabled")).to_be_visible()
    for person in people:
        expect(_row(page, person)).to_contain_text("Disabled")
        assert _is_active(api, person) is False
    assert _is_active(api, admin) is True


def _ask(page: Page, person: Person, action: str) -> None:
    page.get_by_role("button", name=f"Actions for {person.username}").click()
    page.get_by_role("menuitem", name=action).click()


def _row(page: Page, person: Person) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=person.username))


def _told(page: Page, text: str) -> Locator:
    return page.get_by_role("status").filter(has_text=text)


def _is_active(api: ApiClient, person: Person) -> bool:
    (found,) = api.get("/users", params={"q": f"username={person.username}"}).json()
    active: bool = found["active"]
    return active
