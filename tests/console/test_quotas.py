"""Quotas: set together, and told where they stop a push."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.visits import Visit
from tests.support.api import ApiClient
from tests.support.connection import UnexpectedAnswer
from tests.support.images import an_image
from tests.support.people import Person
from tests.support.registry import RegistryClient

LIMIT = 1 << 20


@pytest.fixture
def family(api: ApiClient, admin: Person, registry: RegistryClient) -> str:
    """Give the beginning of the names of two projects, the second of which holds more."""
    name = f"quota-{uuid.uuid4().hex[:8]}"
    for ending, size in (("-a", 1000), ("-b", 300_000)):
        api.create_project(name + ending)
        registry.as_(*admin).push(f"{name}{ending}/app:1", an_image([bytes(size)]))
    return name


def test_flow_27_limits_are_set_together_and_a_push_over_one_is_told_in_the_log(
    visit: Callable[..., Visit],
    admin: Person,
    registry: RegistryClient,
    family: str,
) -> None:
    page = visit(admin).open(f"/ui/admin/quotas?q={family}")
    page.get_by_role("columnheader", name="Used", exact=True).get_by_role("button").click()
    expect(_names(page)).to_have_text([f"{family}-a", f"{family}-b"])
    page.get_by_role("columnheader", name="Used", exact=True).get_by_role("button").click()
    expect(_names(page)).to_have_text([f"{family}-b", f"{family}-a"])

    page.get_by_role("checkbox", name="Select all on this page").check()
    page.get_by_role("region", name="2 selected").get_by_role("button", name="Set limit").click()
    asked = page.get_by_role("dialog", name="Set the limit of 2 projects")
    asked.get_by_role("switch", name="No limit").uncheck(force=True)
    asked.get_by_role("textbox", name="Limit").fill("nonsense")
    asked.get_by_role("button", name="Set 2 limits").click()
    expect(asked).to_contain_text("A size above 0")
    asked.get_by_role("textbox", name="Limit").fill("1 MiB")
    asked.get_by_role("button", name="Set 2 limits").click()
    expect(asked).to_be_hidden()
    expect(_row(page, f"{family}-b")).to_contain_text("1 MiB")
    expect(_row(page, f"{family}-b")).to_contain_text("29%")

    with pytest.raises(UnexpectedAnswer, match=r"(?i)quota"):
        registry.as_(*admin).push(f"{family}-b/app:2", an_image([bytes(LIMIT)]))
    page = visit(admin).open(f"/ui/admin/audit?text={family}-b&result=failed")
    expect(page.get_by_role("table", name="Audit log")).to_contain_text("Failed")


def test_flow_27_storage_is_told_by_project_and_by_repository_in_words_too(
    visit: Callable[..., Visit], admin: Person, family: str
) -> None:
    visitor = visit(admin)
    page = visitor.open("/ui/admin/storage")
    page.get_by_role("link", name=f"{family}-b").first.click()
    page.wait_for_url(f"**project={family}-b**")
    visitor.wait_settled()
    expect(page.get_by_role("table").get_by_role("rowheader").filter(has_text="app")).to_have_count(
        1
    )


def _names(page: Page) -> Locator:
    return page.get_by_role("table", name="Quotas").get_by_role("rowheader")


def _row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=name))
