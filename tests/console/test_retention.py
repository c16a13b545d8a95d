"""Tag retention: what rules come to is seen before they are saved, and a run does exactly that."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, get_args

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console import axe, world
from tests.console.visits import NARROW, WITHIN, Look, Scheme, Visit
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import Image, an_image
from tests.support.people import People
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient

ENDS = 120_000
"""Milliseconds within which a run has ended, on a machine that is busy too."""
MANY = 3000
"""Artifacts that a run deletes: more than it could before somebody stops it."""
UNSAVED = "The rules are not saved"

_DUE = """
from datetime import timedelta
from django.utils import timezone
from jobs.models import Schedule
rows = Schedule.objects.filter(kind="RETENTION", subject=policy)
answer = rows.update(next_due=timezone.now() - timedelta(seconds=1))
"""


@pytest.fixture
def dora(registry: RegistryClient, people: People) -> RegistryClient:
    return registry.as_(*people["dora"])


@pytest.fixture
def images(dora: RegistryClient, people: People) -> dict[str, Image]:
    """Give images by their tags, the oldest push first."""
    found = {}
    for tag in ("v1", "v2", "v3", "stable"):
        found[tag] = an_image([f"only {tag} has this ".encode() * 1000])
        dora.push(f"{people.project}/shop:{tag}", found[tag])
    return found


@pytest.fixture
def page(visit: Callable[..., Visit], people: People) -> Page:
    """Give the page of a developer, who keeps a project's rules."""
    return visit(people["dora"]).open(f"/ui/projects/{people.project}/retention")


def test_flow_19_a_scheduled_run_deletes_exactly_what_was_previewed(
    page: Page, people: People, api: ApiClient, inside: Inside, images: dict[str, Image]
) -> None:
    world.protect(api, people.project, "stable")
    expect(page.get_by_text("Everything is kept")).to_be_visible()
    page.get_by_role("button", name="Add a rule").click()
    _keep_the_latest(page, 1, of="v*")
    seen = _previewed(page)
    assert seen == {
        "v1": "Delete No rule keeps it",
        "v2": "Delete No rule keeps it",
        "v3": "Keep Rule 1: The most recently pushed artifact",
        "stable": "Immutable Its tag stable is immutable",
    }
    freed = sum(_own(images[tag]) for tag in ("v1", "v2"))
    expect(_panel(page).locator("dl").get_by_title(f"{freed:,} B")).to_be_visible()
    assert _policy_of(api, people) is None

    bar = page.get_by_role("region", name=UNSAVED)
    expect(bar).to_contain_text("2 of 4 artifacts would be deleted")
    bar.get_by_role("button", name="Save the rules").click()
    expect(bar).to_be_hidden()
    assert _previewed(page) == seen
    assert _tags(api, people) == {"v1", "v2", "v3", "stable"}

    _schedule(page, "Every day")
    expect(page.get_by_text("Every day at 00:00 (UTC)")).to_be_visible()
    expect(page.get_by_role("list", name="Next runs").get_by_role("listitem")).to_have_count(5)
    assert inside.run(_DUE, policy=_policy_of(api, people)) == 1
    row = page.get_by_role("table", name="Runs").get_by_role("row").filter(has_text="By the sch")
    expect(row).to_contain_text("Done", timeout=ENDS)
    expect(row).to_contain_text("2 of 4")
    assert _tags(api, people) == {"v3", "stable"}

    row.get_by_role("link").click()
    _expect_told(page, seen, images["v1"])


def test_flow_19_each_change_of_a_rule_is_seen_before_it_is_saved(
    page: Page, people: People, api: ApiClient, images: dict[str, Image]
) -> None:
    world.keep(api, people.project, world.a_kept("latestPushedK", 3, "**"))
    page.reload()
    deleted = _panel(page).get_by_role("radio", name=re.compile("^Deleted"))
    expect(deleted).to_have_accessible_name("Deleted 1")
    page.get_by_role("button", name="Edit Rule 1").click()
    count = page.get_by_role("textbox", name="Artifacts")
    count.fill("2")
    expect(deleted).to_have_accessible_name("Deleted 2")
    count.fill("")
    expect(_panel(page)).to_contain_text("What is shown is from before.")
    save = page.get_by_role("button", name="Save the rules")
    expect(save).to_be_disabled()
    count.fill("2")
    expect(save).to_be_enabled()
    page.get_by_role("button", name="Tags: add a pattern").click()
    page.get_by_role("textbox", name="Tags, pattern 2").fill("v3")
    expect(deleted).to_have_accessible_name("Deleted 2")
    expect(_panel(page).get_by_role("row").filter(has_text="v3")).to_contain_text("No rule")
    page.get_by_role("button", name="More about Rule 1").click()
    page.get_by_role("menuitem", name="Turn off").click()
    expect(_panel(page)).to_contain_text("The rules are about nothing that is here")

    page.get_by_role("link", name="Members").click()
    asked = page.get_by_role("dialog", name="Leave without saving?")
    asked.get_by_role("button", name="Stay").click()
    page.get_by_role("button", name="Discard").click()
    expect(deleted).to_have_accessible_name("Deleted 1")
    page.get_by_text("Deleted 1", exact=True).click()
    page.wait_for_url("**shown=DEL")
    page.reload()
    expect(_panel(page).get_by_role("rowheader")).to_have_text([re.compile("^v1")])


def test_a_dry_run_tells_what_it_would_delete_and_a_run_is_stopped(
    page: Page, people: People, api: ApiClient, inside: Inside, dora: RegistryClient
) -> None:
    dora.push(f"{people.project}/many:1", an_image([b"many"]))
    world.add_untagged(inside, f"{people.project}/many", MANY)
    world.keep(api, people.project, world.a_kept("latestPushedK", 1, "**"))
    page.reload()
    page.get_by_role("button", name="Dry run").click()
    asked = page.get_by_role("dialog", name="Dry run")
    asked.get_by_role("button", name="Start the dry run").click()
    expect(page.get_by_role("main").get_by_text("Done", exact=True).first).to_be_visible(
        timeout=ENDS
    )
    expect(page.get_by_role("radio", name=f"Deleted {MANY:,}")).to_be_attached()

    page.get_by_role("link", name="Tag retention").last.click()
    page.get_by_role("button", name="Run now").click()
    asked = page.get_by_role("dialog", name="Run the rules")
    expect(asked).to_contain_text(f"{MANY:,} of {MANY + 1:,} artifacts would be deleted")
    asked.get_by_role("button", name="Delete them").click()
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("dialog").get_by_role("button", name="Stop the run").click()
    badge = page.get_by_role("main").get_by_text("Stopped", exact=True).first
    expect(badge).to_be_visible(timeout=ENDS)
    policy, run = _policy_of(api, people), int(page.url.rpartition("/")[2])
    found = require(api.get(f"/retentions/{policy}/executions/{run}"), HTTPStatus.OK).json()
    assert found["status"] == "Stopped"
    assert found["deleted"] < MANY


def test_the_form_the_bar_and_a_run_are_for_everybody(
    visit: Callable[..., Visit], people: People, api: ApiClient, images: dict[str, Image]
) -> None:
    world.keep(api, people.project, world.a_kept("latestPushedK", 2, "**"))
    policy = _policy_of(api, people)
    answer = api.post(f"/retentions/{policy}/executions", json={"dry_run": True})
    run = int(require(answer, HTTPStatus.CREATED).headers["Location"].rpartition("/")[2])
    wait_until(lambda: _run(api, policy, run)["status"] == "Success", what="a dry run", within=120)
    address = f"/ui/projects/{people.project}/retention"
    for look in (Look(), Look("dark", "zh-CN", NARROW)):
        visitor = visit(people["dora"], look)
        page = visitor.open(address)
        page.get_by_role("button", name=re.compile(r"^(Edit Rule 1|编辑规则 1)$")).press("Enter")
        field = page.get_by_role("textbox", name=re.compile("^(Artifacts|制品数)$"))
        field.fill("1")
        expect(page.get_by_role("region", name=re.compile("尚未保存|not saved"))).to_be_visible()
        expect(page.get_by_role("radio", name=re.compile("^(Deleted|删除) 3$"))).to_be_attached()
        _require_fitting(visitor)
        page.get_by_role("button", name=re.compile("^(Discard|放弃修改)$")).press("Enter")
        _require_fitting(visitor, f"{address}/runs/{run}")


@pytest.mark.parametrize("who", ["gus", "lena"])
def test_guests_have_no_tab_and_are_told_why_at_its_address(
    visit: Callable[..., Visit], people: People, who: str
) -> None:
    visitor = visit(people[who])
    page = visitor.open(f"/ui/projects/{people.project}")
    expect(page.get_by_role("link", name="Repositories", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Tag retention")).to_have_count(0)
    visitor.open(f"/ui/projects/{people.project}/retention")
    expect(page.get_by_text("You may not see this")).to_be_visible()


def _keep_the_latest(page: Page, count: int, *, of: str) -> None:
    """Fill in the form of the one rule, by keys alone."""
    expect(page.get_by_role("combobox", name="Keep", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type(str(count))
    page.get_by_role("textbox", name="Tags, pattern 1").fill(of)
    page.get_by_role("checkbox", name="Artifacts without a tag too").uncheck()
    words = (
        f"The most recently pushed artifact with a tag that matches “{of}”, in every repository."
    )
    expect(page.get_by_text(words)).to_be_visible()


def _panel(page: Page) -> Locator:
    heading = page.get_by_role("heading", name="Preview")
    return page.get_by_role("main").locator("section").filter(has=heading)


def _previewed(page: Page) -> dict[str, str]:
    """Read what the preview says of each artifact, once nothing more is asked."""
    expect(_rows(page, "Preview")).to_have_count(4)
    expect(_panel(page).get_by_role("radio", name="Deleted 2")).to_be_attached()
    return _judged(page, "Preview")


def _judged(page: Page, table: str) -> dict[str, str]:
    expect(_rows(page, table)).to_have_count(4)
    found = {}
    for row in _rows(page, table).all():
        tag = row.get_by_role("rowheader").inner_text().split()[0]
        found[tag] = re.sub(r"\s+", " ", row.get_by_role("cell").first.inner_text()).strip()
    return found


def _rows(page: Page, table: str) -> Locator:
    rows = page.get_by_role("table", name=table, exact=True).get_by_role("row")
    return rows.filter(has=page.get_by_role("rowheader"))


def _expect_told(page: Page, seen: dict[str, str], gone: Image) -> None:
    """Have the page of a run tell of each artifact what was seen before, and its log too."""
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Run \d+$"))
    assert _judged(page, "Artifacts") == seen
    taken = _rows(page, "Artifacts").filter(has_text="No rule keeps it")
    expect(taken.get_by_text("Deleted", exact=True)).to_have_count(2)
    expect(_rows(page, "Repositories")).to_have_text([re.compile(r"^shopDone422")])
    page.get_by_role("button", name="Log of shop").click()
    log = page.get_by_role("dialog", name="Log of shop")
    expect(log).to_contain_text(gone.digest)
    expect(log).to_contain_text("4 artifacts, 2 of them to be deleted")


def _schedule(page: Page, name: str) -> None:
    page.get_by_role("button", name="Change").click()
    drawer = page.get_by_role("dialog", name="Schedule")
    drawer.get_by_role("combobox", name="Runs").click()
    page.get_by_role("option", name=name).click()
    drawer.get_by_role("button", name="Save the schedule").click()
    expect(drawer).to_be_hidden(timeout=WITHIN)


def _require_fitting(visitor: Visit, address: str = "") -> None:
    """Have the page be without faults in either scheme, and no wider than its window."""
    page = visitor.open(address) if address else visitor.page
    for scheme in get_args(Scheme):
        visitor.change_scheme(scheme)
        assert axe.violations(page) == [], scheme
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _own(image: Image) -> int:
    """Bytes of the image and all that it names."""
    return len(image.manifest) + sum(len(blob) for blob in image.blobs)


def _policy_of(api: ApiClient, people: People) -> int | None:
    found = require(api.get(f"/projects/{people.project}"), HTTPStatus.OK).json()
    policy = found["metadata"].get("retention_id")
    return None if policy is None else int(policy)


def _run(api: ApiClient, policy: int | None, run: int) -> dict[str, Any]:
    path = f"/retentions/{policy}/executions/{run}"
    return dict(require(api.get(path), HTTPStatus.OK).json())


def _tags(api: ApiClient, people: People) -> set[str]:
    path = f"/projects/{people.project}/repositories/shop/tags"
    return {row["name"] for row in require(api.get(path), HTTPStatus.OK).json()}
