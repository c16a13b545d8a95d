"""The palette and the page of results: everything by its name."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

from tests.console.visits import Visit
from tests.console.world import World
from tests.support.people import OUTSIDER, Person


def test_flow_16_the_palette_finds_names_and_digests_and_runs_commands(
    visit: Callable[..., Visit], users: dict[str, Person], filled: World
) -> None:
    visitor = visit(users["dora"])
    page = visitor.open("/ui/projects")
    _open(page)
    page.keyboard.type("web/sh")
    expect(_option(page, f"{filled.project}/{filled.repository}")).to_be_visible()
    _choose(page)
    page.wait_for_url(f"**/projects/{filled.project}/repos/{filled.repository}/-/tags")
    visitor.wait_settled()

    _open(page)
    page.keyboard.type("t:2.0-rc")
    expect(_option(page, "2.0-rc1")).to_be_visible()
    _choose(page)
    page.wait_for_url(f"**/repos/{filled.repository}/-/**")
    visitor.wait_settled()

    _open(page)
    digits = filled.digest.removeprefix("sha256:")[:12]
    page.keyboard.type(digits)
    expect(_option(page, digits).filter(has_text=filled.repository)).to_be_visible()
    _choose(page)
    page.wait_for_url(lambda url: filled.digest in url.replace("%3A", ":"))
    visitor.wait_settled()

    _open(page)
    page.keyboard.type(">dark")
    expect(page.get_by_role("option")).to_have_count(1)
    _choose(page)
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


def test_flow_16_a_late_answer_takes_no_newer_ones_place(
    visit: Callable[..., Visit], users: dict[str, Person], filled: World
) -> None:
    page = visit(users["dora"]).open("/ui/projects")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/v2.0/search/all?*q=charts*", hold)
    field = _open(page)
    field.fill("charts")
    while not held:
        page.wait_for_timeout(20)
    field.fill("web/shop")
    newer = _option(page, f"{filled.project}/{filled.repository}")
    expect(newer).to_be_visible()
    held[0].continue_()
    page.wait_for_timeout(300)
    expect(newer).to_be_visible()
    expect(_option(page, filled.chart)).to_have_count(0)
    page.unroute_all()


def test_flow_16_nobody_finds_what_they_may_not_see(
    visit: Callable[..., Visit], users: dict[str, Person], filled: World
) -> None:
    page = visit(users[OUTSIDER]).open(f"/ui/search?q={filled.repository}")
    expect(page.get_by_text("Nothing is called")).to_be_visible()
    page = visit(users["gus"]).open(f"/ui/search?q={filled.repository}")
    expect(page.get_by_role("link", name=f"{filled.project}/{filled.repository}")).to_be_visible()


def test_flow_16_policies_of_replication_are_found_by_administrators_alone(
    visit: Callable[..., Visit], users: dict[str, Person], admin: Person, filled: World
) -> None:
    page = visit(admin).open("/ui/projects")
    _open(page)
    page.keyboard.type("nightly to")
    expect(_option(page, "nightly to berlin")).to_be_visible()
    _choose(page)
    page.wait_for_url(f"**/ui/admin/replication/{filled.policy}")
    page = visit(admin).open("/ui/search?q=of the charts&type=policies")
    expect(page.get_by_role("link", name="mirror of the charts")).to_be_visible()
    page = visit(users["petra"]).open("/ui/search?q=of the charts")
    expect(page.get_by_text("Nothing is called")).to_be_visible()
    expect(page.get_by_role("button", name="Replication policies")).to_have_count(0)


def _open(page: Page) -> Locator:
    page.keyboard.press("Control+K")
    field = page.get_by_role("combobox", name="Search everything")
    expect(field).to_be_focused()
    return field


def _choose(page: Page) -> None:
    """Take what is marked; the palette closes."""
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Search everything")).to_be_hidden()


def _option(page: Page, words: str) -> Locator:
    """The first that has the words."""
    return page.get_by_role("option").filter(has_text=words).first
