"""The audit log: narrowed, looked into, linked to, taken away as a file."""

import csv
import io
import json
import uuid
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.visits import Visit
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import an_image
from tests.support.people import People, Person
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient

BYTE_ORDER_MARK = "\ufeff"


@pytest.fixture
def busy(people: People, registry: RegistryClient, api: ApiClient) -> People:
    """Give a project with two pushes and a pull in its log."""
    petra = registry.as_(*people["petra"])
    for tag in ("1.0", "2.0"):
        petra.push(f"{people.project}/app:{tag}", an_image([tag.encode()]))
    registry.as_(*people["gus"]).get_manifest(f"{people.project}/app", "1.0")
    wanted = {"resource": f"{people.project}/app", "operation": "pull"}
    wait_until(
        lambda: bool(require(api.get("/audit/rows", params=wanted), HTTPStatus.OK).json()),
        what="the pull is in the log",
        within=20,
    )
    return people


def test_flow_26_the_log_is_narrowed_by_who_and_what_and_the_address_keeps_it(
    visit: Callable[..., Visit], admin: Person, busy: People
) -> None:
    page = visit(admin).open("/ui/admin/audit")
    page.get_by_role("searchbox", name="Find in the log").fill(f"{busy.project}/app")
    expect(_resources(page).filter(has_not_text=f"{busy.project}/app")).to_have_count(0)
    page.get_by_role("button", name="Operation").click()
    page.get_by_role("menuitemcheckbox", name="Pull").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="More filters").click()
    page.get_by_role("textbox", name="Actor", exact=True).fill("gus")
    page.keyboard.press("Enter")
    page.wait_for_url("**username=gus**")
    expect(_resources(page)).to_have_count(1)
    expect(page.get_by_text("1 entry, 0 failed")).to_be_visible()

    other = visit(admin).open(page.url)
    expect(_resources(other)).to_have_count(1)
    other.get_by_role("button", name="Clear all").click()
    other.wait_for_url(lambda url: "username" not in url and "operation" not in url)


def test_flow_26_an_entry_shows_what_changed_and_has_an_address_of_its_own(
    visit: Callable[..., Visit], admin: Person, busy: People, api: ApiClient
) -> None:
    change = {"metadata": {"public": "true"}}
    require(api.put(f"/projects/{busy.project}", json=change), HTTPStatus.OK)
    visitor = visit(admin)
    page = visitor.open(f"/ui/admin/audit?text={busy.project}&type=project&operation=update")
    expect(_resources(page)).to_have_count(1)
    page.get_by_role("button", name="Show details").click()
    public = page.get_by_role("row").filter(
        has=page.get_by_role("rowheader").filter(has_text="public")
    )
    expect(public.last.get_by_role("cell")).to_have_text(["false", "true"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link to this entry").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    other = visit(admin).open(address)
    entry = other.get_by_role("dialog", name="Entry")
    expect(entry).to_contain_text(busy.project)
    expect(entry).to_contain_text("Succeeded")


def test_flow_26_a_stretch_of_time_is_chosen_in_the_histogram_by_keyboard(
    visit: Callable[..., Visit], admin: Person, busy: People
) -> None:
    page = visit(admin).open(f"/ui/admin/audit?text={busy.project}/app")
    count = _resources(page).count()
    picture = page.get_by_role("group", name="Entries over time")
    bars = picture.get_by_role("button")
    bars.last.focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "from=" in url)
    expect(_resources(page)).to_have_count(count)
    page.get_by_role("button", name="Show as table").click()
    twin = page.get_by_role("table", name="Entries over time")
    expect(twin.get_by_role("rowheader").first).to_be_visible()


def test_flow_26_exports_hold_what_the_list_holds(
    visit: Callable[..., Visit], admin: Person, busy: People, api: ApiClient
) -> None:
    wanted = {"resource": f"{busy.project}/app", "page_size": 100}
    listed = require(api.get("/audit/rows", params=wanted), HTTPStatus.OK).json()
    page = visit(admin).open(f"/ui/admin/audit?range=all&resource={busy.project}/app")
    lines = _export(page, "NDJSON, with all details").splitlines()
    assert {json.loads(line)["id"] for line in lines} == {row["id"] for row in listed}
    assert len(lines) > 3
    rows = list(csv.DictReader(io.StringIO(_export(page, "CSV"))))
    assert len(rows) == len(listed)
    assert _export(page, "CSV for Excel").startswith(BYTE_ORDER_MARK)


def test_flow_26_no_cell_of_an_export_is_a_formula(
    visit: Callable[..., Visit], admin: Person, api: ApiClient
) -> None:
    name = f"=1+{uuid.uuid4().hex[:8]}"
    refused = api.as_(name, "no password").get("/users/current")
    assert refused.status_code == HTTPStatus.UNAUTHORIZED
    page = visit(admin).open(f"/ui/admin/audit?text={name.removeprefix('=1+')}")
    expect(_resources(page)).to_have_count(1)
    [row] = csv.DictReader(io.StringIO(_export(page, "CSV")))
    cells = [cell for cell in row.values() if name in cell]
    assert cells
    assert [cell for cell in cells if cell.startswith("=")] == []


def test_flow_29_the_log_of_a_project_is_for_its_admins(
    visit: Callable[..., Visit], busy: People
) -> None:
    page = visit(busy["petra"]).open(f"/ui/projects/{busy.project}/logs?operation=pull")
    expect(_resources(page)).to_have_count(1)
    page = visit(busy["dora"]).open(f"/ui/projects/{busy.project}/logs")
    expect(page.get_by_role("main")).to_contain_text("You may not see this")


def _resources(page: Page) -> Locator:
    return page.get_by_role("table", name="Audit log").get_by_role("rowheader")


def _export(page: Page, form: str) -> str:
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as waiting:
        page.get_by_role("menuitem", name=form, exact=form == "CSV").click()
    return Path(waiting.value.path()).read_bytes().decode()
