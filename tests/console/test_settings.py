"""The registry's settings: found in both languages, changed with a look at what changes."""

from collections.abc import Callable, Iterator
from http import HTTPStatus

import pytest
from playwright.sync_api import expect

from tests.console.visits import Look, Visit
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.people import Person


@pytest.fixture
def usual_timeout(api: ApiClient) -> Iterator[int]:
    """Give the session timeout that there is, and set it again afterwards."""
    found = require(api.get("/configurations"), HTTPStatus.OK).json()["session_timeout"]["value"]
    yield found
    require(api.put("/configurations", json={"session_timeout": found}), HTTPStatus.OK)


def test_flow_28_a_setting_is_found_in_chinese_changed_and_in_the_log(
    visit: Callable[..., Visit], admin: Person, api: ApiClient, usual_timeout: int
) -> None:
    wanted = usual_timeout + 7
    visitor = visit(admin, Look(language="zh-CN"))
    page = visitor.open("/ui/admin/settings")
    page.get_by_role("searchbox").fill("会话")
    page.wait_for_url("**?q=**")
    field = page.get_by_role("textbox", name="会话超时")
    expect(field).to_have_value(str(usual_timeout))
    expect(page.get_by_role("main").get_by_text("read_only", exact=True)).to_have_count(0)
    field.fill(str(wanted))
    bar = page.get_by_role("main").get_by_role("region").last
    bar.get_by_role("button", name="1").click()
    expect(bar).to_be_hidden()
    assert _timeout(api) == wanted

    page = visit(admin).open("/ui/admin/audit?type=configuration")
    row = page.get_by_role("row").filter(has=page.get_by_role("button", name="Show details")).first
    row.get_by_role("button", name="Show details").click()
    changed = page.get_by_role("row").filter(
        has=page.get_by_role("rowheader").filter(has_text="session_timeout")
    )
    expect(changed.last.get_by_role("cell")).to_have_text([str(usual_timeout), str(wanted)])


def test_flow_28_what_changes_is_shown_and_a_bad_value_is_told_at_its_field(
    visit: Callable[..., Visit], admin: Person, api: ApiClient, usual_timeout: int
) -> None:
    page = visit(admin).open("/ui/admin/settings?q=session")
    field = page.get_by_role("textbox", name="Session timeout (minutes)")
    field.fill("0")
    bar = page.get_by_role("region", name="Unsaved changes")
    bar.get_by_role("button", name="Show the changes").click()
    diff = bar.get_by_role("row").filter(
        has=page.get_by_role("rowheader", name="Session timeout (minutes)")
    )
    expect(diff.get_by_role("cell")).to_have_text([str(usual_timeout), "0"])
    bar.get_by_role("button", name="Save 1 setting").click()
    expect(field).to_have_attribute("aria-invalid", "true")
    assert _timeout(api) == usual_timeout

    page.get_by_role("link", name="Projects").first.click()
    asked = page.get_by_role("dialog", name="Leave without saving?")
    asked.get_by_role("button", name="Stay").click()
    expect(field).to_have_value("0")
    bar.get_by_role("button", name="Discard").click()
    expect(bar).to_be_hidden()
    expect(field).to_have_value(str(usual_timeout))


def test_flow_28_what_the_environment_sets_cannot_be_changed_here(
    visit: Callable[..., Visit], admin: Person
) -> None:
    page = visit(admin).open("/ui/admin/settings?q=token_expiration")
    row = page.get_by_role("listitem").filter(has_text="token_expiration")
    expect(row).to_contain_text("Set in the server's environment")
    expect(row.get_by_role("textbox")).to_have_count(0)


def _timeout(api: ApiClient) -> object:
    return require(api.get("/configurations"), HTTPStatus.OK).json()["session_timeout"]["value"]
