"""The console without a mouse: keys of tables, dialogs that keep and return the focus, help."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.visits import Visit
from tests.console.world import World
from tests.support.images import an_image
from tests.support.people import People, Person
from tests.support.registry import RegistryClient

TABS_AT_MOST = 60


def test_flow_31_a_tag_is_deleted_by_keyboard_alone(
    visit: Callable[..., Visit], people: People, registry: RegistryClient
) -> None:
    petra = registry.as_(*people["petra"])
    for tag in ("a", "b", "c"):
        petra.push(f"{people.project}/app:{tag}", an_image([tag.encode()]))
    page = visit(people["petra"]).open(f"/ui/projects/{people.project}/repos/app/-/tags?sort=name")
    rows = page.get_by_role("table", name="Tags").get_by_role("row")
    rows.nth(1).focus()
    page.keyboard.press("j")
    expect(rows.nth(2)).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_role("region", name="1 selected")).to_be_visible()
    delete = page.get_by_role("button", name="Delete tags")
    delete.focus()
    page.keyboard.press("Enter")
    asked = page.get_by_role("dialog", name="Delete tags")
    expect(asked.get_by_role("button", name="Cancel")).to_be_focused()
    for _ in range(6):
        page.keyboard.press("Tab")
        expect(asked.locator(":focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(asked).to_be_hidden()
    expect(delete).to_be_focused()

    page.keyboard.press("Enter")
    expect(asked.get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Tab")
    expect(asked.get_by_role("button", name="Delete 1 tag")).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(3)
    assert petra.tags(f"{people.project}/app") == ["a", "c"]


def test_flow_31_a_policy_is_written_by_keyboard_alone(
    visit: Callable[..., Visit], admin: Person, filled: World
) -> None:
    page = visit(admin).open("/ui/admin/replication")
    _tab_to(page, page.get_by_role("link", name="New policy"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="New policy")).to_be_focused()
    name = page.get_by_role("textbox", name="Name", exact=True)
    _tab_to(page, name)
    page.keyboard.press("Enter")
    expect(page.get_by_text("A policy has a name")).to_be_visible()
    expect(name).to_be_focused()
    page.keyboard.type("written by keys")
    _turn(page, "From here to another registry", "From another registry to here")
    _turn(page, "From another registry to here", "From here to another registry", "ArrowLeft")
    _tab_to(page, page.get_by_role("combobox", name="Destination"))
    page.keyboard.type("berl")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    _say_what_and_when(page, filled.project)
    _tab_to(page, page.get_by_role("button", name="Save", exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/ui/admin/replication/\d+$"))
    expect(page.get_by_role("heading", level=1, name="written by keys")).to_be_focused()
    expect(page.get_by_text("At 03:15").first).to_be_visible()


def test_flow_31_single_keys_are_told_and_can_be_switched_off(
    visit: Callable[..., Visit], admin: Person
) -> None:
    page = visit(admin).open("/ui/")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/ui/projects")
    page.keyboard.press("?")
    told = page.get_by_role("dialog", name="Keyboard")
    expect(told).to_contain_text("Go to the list's filter")
    told.get_by_role("switch", name="Single-key shortcuts").uncheck(force=True)
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    field = page.get_by_role("searchbox", name="Filter by name")
    page.keyboard.press("/")
    expect(field).not_to_be_focused()
    page.keyboard.press("Control+K")
    expect(page.get_by_role("combobox", name="Search everything")).to_be_focused()


def test_flow_31_the_content_is_one_key_away_and_each_page_begins_at_its_heading(
    visit: Callable[..., Visit], admin: Person
) -> None:
    page = visit(admin).open("/ui/")
    page.get_by_role("link", name="Skip to the content").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Projects").focus()
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1, name="Projects")
    expect(heading).to_be_focused()
    expect(page).to_have_title("Projects · Registry")


def _tab_to(page: Page, field: Locator) -> None:
    """Go on by Tab until the focus is there: whoever has no mouse comes to everything so."""
    expect(field).to_be_attached()
    for _ in range(TABS_AT_MOST):
        page.keyboard.press("Tab")
        if field.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"no Tab leads to {field}")


def _fill(page: Page, label: str, text: str) -> None:
    """What is there already is selected by coming there."""
    _tab_to(page, page.get_by_role("textbox", name=label, exact=True))
    page.keyboard.type(text)


def _turn(page: Page, old: str, new: str, key: str = "ArrowRight") -> None:
    """Choose another one of a row."""
    _tab_to(page, page.get_by_role("radio", name=old))
    page.keyboard.press(key)
    expect(page.get_by_role("radio", name=new)).to_be_checked()
    expect(page.get_by_role("radio", name=new)).to_be_focused()


def _say_what_and_when(page: Page, project: str) -> None:
    _fill(page, "Repositories", f"{project}/**")
    _fill(page, "Tags", "1.*")
    expect(page.get_by_text("Matches 3 repositories").first).to_be_visible()
    _fill(page, "Namespace", "copies")
    _tab_to(page, page.get_by_role("combobox", name="It takes the place of"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Into copies, in place of the first 2 parts")).to_be_visible()
    _turn(page, "By hand", "By a schedule")
    _fill(page, "Cron line", "0 15 3 * * *")
    _tab_to(page, page.get_by_role("switch", name="Mirror"))
    page.keyboard.press("Space")
    expect(page.get_by_text("Tags are deleted at the destination")).to_be_visible()
