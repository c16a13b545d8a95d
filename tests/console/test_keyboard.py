"""The console without a mouse: keys of tables, dialogs that keep and return the focus, help."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.console.visits import Visit
from tests.support.images import an_image
from tests.support.people import People, Person
from tests.support.registry import RegistryClient


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
