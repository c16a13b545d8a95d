"""Garbage collection: looked at before it takes anything, run as it was looked at, and stopped."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console import axe, world
from tests.console.visits import WITHIN, Scheme, Visit
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import Image, an_image, digest_of
from tests.support.people import Person
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

PROJECT = "shop"
BASE = b"a base that all have " * 3000
TRASH_DAYS = 7
ENDS = 120_000
"""Milliseconds within which a run has ended, on a machine that is busy too."""
MANY = 4000
"""Artifacts that a run deletes one by one: more than it could before somebody stops it."""

_AGE = """
from datetime import timedelta
from artifacts.models import Manifest
from django.db.models import F
rows = Manifest.objects.filter(digest=digest).exclude(deleted_at=None)
answer = rows.update(deleted_at=F("deleted_at") - timedelta(days=days))
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Give a server of these tests, where what is pushed is no longer protected at once."""
    running = Server(
        gc_grace_milliseconds="100", gc_brake_percent="100", trash_days=str(TRASH_DAYS)
    )
    with running:
        yield running


@pytest.fixture(scope="module")
def admin(server: Server) -> Person:
    return Person(ADMIN, server.admin_password)


@pytest.fixture(scope="module")
def api(server: Server, admin: Person) -> Iterator[ApiClient]:
    client = ApiClient(server.base_url, admin)
    client.create_project(PROJECT)
    yield client
    client.close()


@pytest.fixture(scope="module")
def inside(server: Server) -> Iterator[Inside]:
    with Inside(server) as shell:
        yield shell


@pytest.fixture
def pusher(server: Server, admin: Person) -> Iterator[RegistryClient]:
    client = RegistryClient(server.base_url)
    yield client.as_(*admin)
    client.close()


def test_flow_24_exactly_what_a_dry_run_lists_is_taken_and_the_trash_is_kept(
    visit: Callable[..., Visit],
    admin: Person,
    server: Server,
    api: ApiClient,
    inside: Inside,
    pusher: RegistryClient,
) -> None:
    old, late, young, kept = (_push(pusher, name) for name in ("old", "late", "young", "kept"))
    for one in (old, late, young):
        _delete(api, one)
    _age(inside, old)
    _wait_unprotected(api, digest_of(_own(old)[-1]))

    visitor = visit(admin)
    page = visitor.open("/ui/admin/gc")
    _expect_in_trash(page, due=1, later=2)
    dry = _run_dry(page)
    _expect_listed(page, old)
    _expect_exported(page, old)
    for scheme in get_args(Scheme):
        visitor.change_scheme(scheme)
        assert axe.violations(page) == [], scheme

    _age(inside, late)
    before = _stored(server)
    result = _collection(api, _run_exactly(page, dry))["result"]
    assert result["freed_space"] == before - _stored(server)
    assert result["freed_space"] == sum(len(blob) for blob in _own(old))
    _expect_fact(page, "Freed", f"{result['freed_space']:,} B")
    expect(_items(page).filter(has_text="Taken")).to_have_count(5)
    assert _explained(api, late.digest)["is_known"]
    assert not _explained(api, old.digest)["is_known"]
    assert pusher.pull(f"{PROJECT}/app:kept") == kept

    visitor.open("/ui/admin/gc")
    expect(page.get_by_role("heading", name="Freed by each run")).to_be_visible()
    _ask_why(page, digest_of(_own(young)[-1]))
    why = page.get_by_role("status").filter(has_text="In the trash")
    expect(why.get_by_role("link", name=f"{PROJECT}/app")).to_be_visible()
    expect(why).to_contain_text("ends in 6 days")


def test_flow_25_a_run_is_stopped_and_another_window_sees_it(
    visit: Callable[..., Visit],
    admin: Person,
    api: ApiClient,
    inside: Inside,
    pusher: RegistryClient,
) -> None:
    pusher.push(f"{PROJECT}/many:1", an_image([b"many"]))
    world.add_untagged(inside, f"{PROJECT}/many", MANY)
    page = visit(admin).open("/ui/admin/gc")
    page.get_by_role("button", name="Run now").click()
    asked = page.get_by_role("dialog", name="Run garbage collection")
    expect(asked).to_contain_text("This cannot be undone.")
    asked.get_by_role("checkbox", name="Delete untagged artifacts too").check()
    asked.get_by_role("button", name="Run now").click()
    run = _run_of(page)
    expect(page.get_by_text(re.compile(r"^\d[\d,]* of 4,\d+"))).to_be_visible(timeout=ENDS)
    other = visit(admin).open("/ui/admin/gc")
    expect(other.get_by_role("heading", name="Under way")).to_be_visible()

    page.get_by_role("button", name="Stop").click()
    asked = page.get_by_role("dialog", name=f"Stop run {run}")
    expect(asked.get_by_role("button", name="Cancel")).to_be_focused()
    asked.get_by_role("button", name="Stop the run").click()
    for each in (page, other):
        _expect_status(each, "Stopped")
    row = other.get_by_role("row").filter(has=other.get_by_role("link", name=f"Run {run}"))
    expect(row).to_contain_text("Stopped")
    found = _collection(api, run)
    assert found["job_status"] == "Stopped"
    assert found["progress"]["done"] < found["progress"]["total"]


def test_a_schedule_is_set_with_its_next_runs_and_taken_away(
    visit: Callable[..., Visit], admin: Person, api: ApiClient
) -> None:
    page = visit(admin).open("/ui/admin/gc")
    expect(page.get_by_text("No schedule")).to_be_visible()
    _change_schedule(page, "Every week")
    coming = page.get_by_role("list", name="Next runs").get_by_role("listitem")
    expect(coming).to_have_count(5)
    expect(page.get_by_text("Every Sunday at 00:00 (UTC)")).to_be_visible()
    told = require(api.get("/system/gc/schedule"), HTTPStatus.OK).json()
    assert told["schedule"]["type"] == "Weekly"
    shown = coming.first.locator("time").get_attribute("datetime") or ""
    assert datetime.fromisoformat(shown) == datetime.fromisoformat(told["coming"][0])

    _change_schedule(page, "Never by itself")
    expect(page.get_by_text("No schedule")).to_be_visible()
    told = require(api.get("/system/gc/schedule"), HTTPStatus.OK).json()
    assert told["schedule"]["type"] == "None"


def _push(registry: RegistryClient, name: str) -> Image:
    image = an_image([BASE, f"only {name} has this ".encode() * 1000])
    registry.push(f"{PROJECT}/app:{name}", image)
    return image


def _own(image: Image) -> list[bytes]:
    """What no other image has."""
    return [blob for blob in image.blobs if blob != BASE]


def _delete(api: ApiClient, image: Image) -> None:
    path = f"/projects/{PROJECT}/repositories/app/artifacts/{image.digest}"
    require(api.delete(path), HTTPStatus.OK)


def _age(inside: Inside, image: Image) -> None:
    """Have it been deleted longer ago than the trash keeps anything."""
    assert inside.run(_AGE, digest=image.digest, days=TRASH_DAYS + 1) == 1


def _wait_unprotected(api: ApiClient, digest: str) -> None:
    def is_free() -> bool:
        reasons = [holder["reason"] for holder in _explained(api, digest)["holders"]]
        return "lease" not in reasons

    wait_until(is_free, what="what was pushed is protected no more", within=20)


def _explained(api: ApiClient, digest: str) -> dict[str, Any]:
    path = f"/system/gc/explanation?digest={quote(digest)}"
    return dict(require(api.get(path), HTTPStatus.OK).json())


def _collection(api: ApiClient, run: int) -> dict[str, Any]:
    return dict(require(api.get(f"/system/gc/{run}"), HTTPStatus.OK).json())


def _stored(server: Server) -> int:
    """Bytes of all blobs, as the disk has them."""
    blobs = server.data_dir / "storage" / "blobs"
    return sum(file.stat().st_size for file in blobs.rglob("*") if file.is_file())


def _run_of(page: Page) -> int:
    """Read the number of the run whose page is shown next, from its address."""
    page.wait_for_url(re.compile(r"/ui/admin/gc/runs/\d+$"))
    run = int(page.url.rpartition("/")[2])
    expect(page.get_by_role("heading", name=f"Run {run}", level=1)).to_be_visible()
    return run


def _expect_status(page: Page, status: str) -> None:
    badge = page.get_by_role("main").get_by_text(status, exact=True).first
    expect(badge).to_be_visible(timeout=ENDS)


def _run_dry(page: Page) -> int:
    page.get_by_role("button", name="Dry run").click()
    asked = page.get_by_role("dialog", name="Dry run")
    expect(asked).to_contain_text("Nothing is deleted.")
    asked.get_by_role("button", name="Start the dry run").click()
    run = _run_of(page)
    _expect_status(page, "Done")
    return run


def _expect_listed(page: Page, image: Image) -> None:
    """Have the page of a run list what goes with an image, and nothing else."""
    rows = _items(page)
    expect(rows).to_have_count(5)
    goes = {_short(image.digest), *(_short(digest_of(blob)) for blob in _own(image))}
    assert {name.strip() for name in rows.get_by_role("rowheader").all_inner_texts()} == goes
    expect(rows.filter(has_text="Listed")).to_have_count(5)
    expect(page.get_by_text("1 manifest, 2 links, 2 blobs")).to_be_visible()
    projects = page.get_by_role("main").get_by_role("listitem")
    expect(projects.filter(has_text=PROJECT)).to_be_visible()


def _expect_in_trash(page: Page, *, due: int, later: int) -> None:
    title = page.get_by_role("heading", name="Manifests in the trash")
    lines = page.locator("section").filter(has=title).last.locator("dl > div")
    expect(lines).to_have_count(2)
    expect(lines.first).to_have_text(f"Now{due}")
    expect(lines.last.locator("dd")).to_have_text(f"{later}")


def _expect_exported(page: Page, image: Image) -> None:
    with page.expect_download() as begun:
        page.get_by_role("link", name="Export as CSV").click()
    text = Path(begun.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["digest"] for row in rows} == {image.digest, *map(digest_of, _own(image))}
    assert [row["kind"] for row in rows] == ["manifest", "link", "link", "blob", "blob"]


def _run_exactly(page: Page, dry: int) -> int:
    page.get_by_role("button", name="Run exactly this plan").click()
    asked = page.get_by_role("dialog", name=f"Run the plan of run {dry}")
    asked.get_by_role("button", name="Take 5 items").click()
    page.wait_for_url(re.compile(rf"/runs/(?!{dry}$)\d+$"))
    run = _run_of(page)
    _expect_status(page, "Done")
    return run


def _items(page: Page) -> Locator:
    table = page.get_by_role("table", name="What goes")
    return table.get_by_role("row").filter(has=page.get_by_role("rowheader"))


def _expect_fact(page: Page, name: str, exact: str) -> None:
    """Have a number be told with all of its digits to whoever points at it."""
    fact = page.get_by_role("main").locator("dl > div").filter(has_text=re.compile(f"^{name}"))
    expect(fact.get_by_title(exact)).to_be_visible()


def _ask_why(page: Page, digest: str) -> None:
    page.get_by_role("textbox", name="Digest of a blob or manifest").fill(digest)
    page.get_by_role("button", name="Explain").click()


def _change_schedule(page: Page, name: str) -> None:
    page.get_by_role("button", name="Change").click()
    drawer = page.get_by_role("dialog", name="Schedule")
    drawer.get_by_role("combobox", name="Runs").click()
    page.get_by_role("option", name=name).click()
    drawer.get_by_role("button", name="Save the schedule").click()
    expect(drawer).to_be_hidden(timeout=WITHIN)


def _short(digest: str) -> str:
    return digest.removeprefix("sha256:")[:12]
