"""Signing in by the form, and what becomes of an address that needs it."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.console.visits import WITHIN, Visit
from tests.support.people import Person
from tests.support.server import Server


def test_flow_01_a_wrong_password_is_told_and_the_right_one_lets_in(
    visit: Callable[..., Visit], users: dict[str, Person]
) -> None:
    visitor = visit()
    dora = users["dora"]
    page = visitor.open("/ui/login")
    visitor.expect_fault("401 POST .*/c/login")
    visitor.sign_in(Person(dora.username, "Not-Hers-1"))
    expect(page.get_by_role("alert")).to_be_visible(timeout=WITHIN)
    visitor.sign_in(dora)
    page.wait_for_url("**/ui/")
    visitor.wait_settled()


def test_flow_01_an_address_survives_signing_in(
    visit: Callable[..., Visit], users: dict[str, Person], server: Server
) -> None:
    visitor = visit()
    page = visitor.page
    page.goto("/ui/projects?q=acme")
    page.wait_for_url("**/ui/login**")
    visitor.wait_settled()
    visitor.sign_in(users["dora"])
    page.wait_for_url("**/ui/projects?q=acme")
    assert urlsplit(page.url).netloc == server.registry


def test_flow_01_signing_out_ends_the_session_in_the_other_tab(
    visit: Callable[..., Visit], users: dict[str, Person]
) -> None:
    visitor = visit(users["dora"])
    page = visitor.open("/ui/projects")
    other = page.context.new_page()
    other.goto("/ui/projects?q=a")
    expect(other.get_by_role("heading", level=1)).to_have_text("Projects")
    _sign_out(page, "dora")
    page.wait_for_url("**/ui/login")
    expect(page.get_by_role("status").filter(has_text="Your session has ended")).to_have_count(0)

    other.get_by_role("columnheader", name="Owner").get_by_role("button").click()
    other.wait_for_url("**/ui/login?**")
    expect(other.get_by_role("status").filter(has_text="Your session has ended")).to_be_visible()


def test_flow_30_scheme_and_language_are_chosen_before_signing_in_and_stay(
    visit: Callable[..., Visit], users: dict[str, Person]
) -> None:
    visitor = visit()
    page = visitor.open("/ui/login")
    root = page.locator("html")
    page.get_by_role("combobox", name="Language").select_option(label="简体中文")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    expect(root).to_have_attribute("lang", "zh-CN")
    page.get_by_role("combobox", name="主题").select_option(label="深色")
    expect(root).to_have_attribute("data-mantine-color-scheme", "dark")
    visitor.sign_in(users["dora"])
    page.wait_for_url("**/ui/")
    page.reload()
    visitor.wait_settled()
    expect(root).to_have_attribute("lang", "zh-CN")
    expect(root).to_have_attribute("data-mantine-color-scheme", "dark")


def _sign_out(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Account of {name}").click()
    page.get_by_role("menuitem", name="Sign out").click()
