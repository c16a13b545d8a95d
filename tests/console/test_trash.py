"""The trash: what was deleted is found there, and comes back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.visits import Visit
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import an_image
from tests.support.people import People
from tests.support.registry import RegistryClient

MOMENT = re.compile(r"\w{3} \d+, \d{4}, \d+:\d\d")
UNTIL = re.compile(r"can be brought back from the project.s trash until \w{3} \d+, \d{4}")


@pytest.fixture
def petra(registry: RegistryClient, people: People) -> RegistryClient:
    return registry.as_(*people["petra"])


def test_flow_16_a_deleted_repository_is_found_in_the_trash_and_comes_back(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    image = an_image([b"shop"])
    for tag in ("1.0", "latest"):
        petra.push(f"{people.project}/shop:{tag}", image)
    page = visit(people["mona"]).open(f"/ui/projects/{people.project}/repos")
    page.get_by_role("button", name="Delete shop").click()
    asked = page.get_by_role("dialog", name="Delete the repository")
    expect(asked).to_contain_text(UNTIL)
    asked.get_by_role("textbox").fill("shop")
    asked.get_by_role("button", name="Delete repository").click()
    expect(page.get_by_role("status").filter(has_text="shop was deleted")).to_be_visible()

    page.get_by_role("link", name="Trash").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trash")
    expect(page.get_by_text(re.compile(r"can be brought back for \d+ days"))).to_be_visible()
    row = _row(page, "shop")
    for text in ("Repository", "Artifacts: 1, tags: 2", people["mona"].username, MOMENT):
        expect(row).to_contain_text(text)
    row.get_by_role("button", name="Restore shop").click()
    expect(page.get_by_role("status").filter(has_text="shop is back")).to_be_visible()
    expect(page.get_by_text("The trash is empty")).to_be_visible()
    assert petra.pull(f"{people.project}/shop:latest") == image
    assert petra.tags(f"{people.project}/shop") == ["1.0", "latest"]


def test_flow_16_the_address_keeps_what_the_trash_is_narrowed_to(
    visit: Callable[..., Visit], people: People, petra: RegistryClient, api: ApiClient
) -> None:
    _throw_away(people, petra, api)
    page = visit(people["mona"]).open(f"/ui/projects/{people.project}/trash")
    expect(_names(page)).to_have_count(3)
    page.get_by_role("combobox", name="Type").click()
    page.get_by_role("option", name="Tag").click()
    page.wait_for_url("**type=tag**")
    expect(_names(page)).to_contain_text(["shop:gone"])
    page.reload()
    expect(_names(page)).to_contain_text(["shop:gone"])
    page.get_by_role("searchbox", name="Find by name or digest").fill("old")
    page.wait_for_url("**q=old**")
    page.get_by_role("button", name="Clear filters").click()
    expect(_names(page)).to_have_count(3)
    page.get_by_role("searchbox", name="Find by name or digest").fill("retired")
    expect(_names(page)).to_contain_text([re.compile("^shop@")])


def test_flow_16_many_come_back_and_what_does_not_says_why(
    visit: Callable[..., Visit], people: People, petra: RegistryClient, api: ApiClient
) -> None:
    _throw_away(people, petra, api)
    page = visit(people["mona"]).open(f"/ui/projects/{people.project}/trash")
    expect(_names(page)).to_have_count(3)
    newer = an_image([b"newer"])
    petra.push(f"{people.project}/shop:gone", newer)
    page.get_by_role("checkbox", name="Select all").check()
    page.get_by_role("region", name="3 selected").get_by_role("button", name="Restore").click()
    told = page.get_by_role("dialog", name="1 item could not be brought back")
    expect(told).to_contain_text("2 items are back")
    expect(told.get_by_role("alert")).to_contain_text(
        f"shop:gone: the tag gone names {newer.digest}"
    )
    told.get_by_role("button", name="Close").last.click()
    expect(page.get_by_text("The trash is empty")).to_be_visible()
    assert petra.tags(f"{people.project}/shop") == ["gone", "kept", "retired"]
    assert petra.tags(f"{people.project}/old") == ["1"]
    assert petra.pull(f"{people.project}/shop:gone") == newer


def test_flow_16_a_tag_that_was_pushed_anew_is_moved_back_where_that_is_insisted_on(
    visit: Callable[..., Visit], people: People, petra: RegistryClient, api: ApiClient
) -> None:
    _throw_away(people, petra, api)
    visitor = visit(people["mona"])
    visitor.expect_fault("409 POST .*/trash/restore")
    page = visitor.open(f"/ui/projects/{people.project}/trash?type=tag")
    expect(_names(page)).to_have_count(1)
    petra.push(f"{people.project}/shop:gone", an_image([b"newer"]))
    _row(page, "shop:gone").get_by_role("button", name="Restore").click()
    told = page.get_by_role("dialog", name="1 item could not be brought back")
    told.get_by_role("button", name="Move the tag back").click()
    expect(page.get_by_role("status").filter(has_text="1 item is back")).to_be_visible()
    expect(told).to_be_hidden()
    assert petra.pull(f"{people.project}/shop:gone") == an_image([b"kept"])


def test_flow_16_before_tags_and_artifacts_go_it_is_said_until_when_they_are_kept(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    image = an_image([b"one"])
    petra.push(f"{people.project}/app:1", image)
    visitor = visit(people["mona"])
    page = visitor.open(f"/ui/projects/{people.project}/repos/app/-/tags")
    page.get_by_role("checkbox", name="Select 1", exact=True).check()
    for name in ("Delete tags", "Delete artifacts"):
        page.get_by_role("button", name=name).click()
        asked = page.get_by_role("dialog", name=name)
        expect(asked).to_contain_text(UNTIL)
        asked.get_by_role("button", name="Cancel").click()
        expect(asked).to_be_hidden()
    page = visitor.open(f"/ui/projects/{people.project}/repos/app/-/artifacts/{image.digest}")
    page.get_by_role("button", name="Delete…").click()
    expect(page.get_by_role("dialog", name="Delete this artifact")).to_contain_text(UNTIL)


def test_flow_16_who_may_delete_nothing_is_shown_no_trash(
    visit: Callable[..., Visit], people: People
) -> None:
    visitor = visit(people["dora"])
    page = visitor.open(f"/ui/projects/{people.project}")
    expect(page.get_by_role("link", name="Repositories").first).to_be_visible()
    expect(page.get_by_role("link", name="Trash")).to_have_count(0)
    visitor.expect_fault("403 GET .*/trash")
    page = visitor.open(f"/ui/projects/{people.project}/trash")
    expect(page.get_by_text("You may not see this")).to_be_visible()


def _throw_away(people: People, registry: RegistryClient, api: ApiClient) -> None:
    """Delete a tag, an artifact and a repository."""
    kept, retired = an_image([b"kept"]), an_image([b"retired"])
    for reference, image in (
        ("shop:kept", kept),
        ("shop:gone", kept),
        ("shop:retired", retired),
        ("old:1", retired),
    ):
        registry.push(f"{people.project}/{reference}", image)
    for path in (
        f"shop/artifacts/{kept.digest}/tags/gone",
        f"shop/artifacts/{retired.digest}",
        "old",
    ):
        require(api.delete(f"/projects/{people.project}/repositories/{path}"), 200)


def _names(page: Page) -> Locator:
    return page.get_by_role("table", name="Trash").get_by_role("rowheader")


def _row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_text(name, exact=True))
