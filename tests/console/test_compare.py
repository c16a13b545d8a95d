"""Two artifacts side by side: what the newer one has of the older, and how they get there."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console import world
from tests.console.visits import Visit
from tests.support.images import Image, an_image, digest_of
from tests.support.people import People
from tests.support.registry import RegistryClient

BASE = b"a base " * 9000
PACKAGES = b"its packages " * 3000
OLD_BUILD, NEW_BUILD = b"built once " * 2000, b"built again " * 5000
TOOLS = b"tools that are gone " * 400


@pytest.fixture
def petra(registry: RegistryClient, people: People) -> RegistryClient:
    return registry.as_(*people["petra"])


def test_flow_14_two_tags_are_chosen_and_what_differs_is_told(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    old, new = _an_old_and_a_new(petra, f"{people.project}/web/app")
    page = visit(people["gus"]).open(f"/ui/projects/{people.project}/repos/web/app/-/tags")
    compare = page.get_by_role("button", name="Compare")
    page.get_by_role("checkbox", name="Select old").click()
    expect(compare).to_have_attribute("aria-disabled", "true")
    page.get_by_role("checkbox", name="Select new").click()
    compare.click()
    page.wait_for_url("**/-/compare?base=old&head=new")

    rows = _rows(page)
    expect(rows).to_have_count(4)
    _expect_layer(rows.nth(0), "Shared", BASE)
    _expect_layer(rows.nth(1), "Shared", PACKAGES)
    _expect_layer(rows.nth(2), "Removed", TOOLS, delta=-len(TOOLS))
    _expect_layer(
        rows.nth(3), "Replaced", OLD_BUILD, NEW_BUILD, delta=len(NEW_BUILD) - len(OLD_BUILD)
    )
    _expect_figures(page, shared=2, added=1, removed=2, size=_size(new) - _size(old))
    expect(page.get_by_role("main")).to_contain_text("2 days newer")
    expect(_setting(page, "MODE")).to_have_text(re.compile("MODE.*slow.*fast.*Changed"))
    expect(_setting(page, "DEBUG")).to_have_text(re.compile("DEBUG.*1.*not set.*Removed"))
    expect(_setting(page, "TZ")).to_have_text(re.compile("TZ.*not set.*UTC.*Added"))
    expect(_setting(page, "PATH")).to_have_text(re.compile("PATH.*Equal"))


def test_flow_14_the_two_are_swapped_and_the_address_shows_the_same_again(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    old, new = _an_old_and_a_new(petra, f"{people.project}/app")
    page = visit(people["gus"]).open(
        f"/ui/projects/{people.project}/repos/app/-/compare?base=old&head=new"
    )
    page.get_by_role("button", name="Swap").click()
    page.wait_for_url("**/-/compare?base=new&head=old")
    _expect_swapped(page, size=_size(old) - _size(new))
    page.get_by_role("radio", name="Changes only").press("Space")
    page.wait_for_url("**show=changed**")
    expect(_rows(page)).to_have_count(2)
    expect(page.get_by_text("2 shared layers are hidden")).to_be_visible()
    expect(_setting(page, "PATH")).to_have_count(0)
    page.reload()
    expect(_rows(page)).to_have_count(2)
    _expect_swapped(page, size=_size(old) - _size(new))


def test_flow_14_a_move_of_a_tag_leads_to_what_it_changed(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    old, new = _an_old_and_a_new(petra, f"{people.project}/app")
    for image in (old, new):
        petra.push(f"{people.project}/app:latest", image)
    page = visit(people["gus"]).open(
        f"/ui/projects/{people.project}/repos/app/-/history?tag=latest"
    )
    page.get_by_role("link", name="Compare").click()
    page.wait_for_url(f"**/-/compare?base={old.digest}&head={new.digest}".replace(":", "*"))
    _expect_figures(page, shared=2, added=1, removed=2, size=_size(new) - _size(old))


def test_the_platform_of_two_indexes_is_chosen_and_one_beside_an_image_is_told(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    for version in ("1.9", "1.10"):
        petra.push(f"{people.project}/app:{version}", world.a_family(version))
    petra.push(f"{people.project}/app:plain", world.a_release("1.9", "arm64"))
    visitor = visit(people["gus"])
    page = visitor.open(f"/ui/projects/{people.project}/repos/app/-/compare?base=1.9&head=1.10")
    expect(_setting(page, "VERSION")).to_have_text(re.compile(r"1\.9.*1\.10.*Changed"))
    platform = page.get_by_role("combobox", name="Compare the images for")
    expect(platform).to_have_value("linux/amd64")
    platform.click()
    page.get_by_role("option", name="linux/arm64").click()
    page.wait_for_url("**platform=linux**arm64**")
    expect(_setting(page, "Platform")).to_have_text(re.compile("linux/arm64.*Equal"))

    visitor.open(f"/ui/projects/{people.project}/repos/app/-/compare?base=1.10&head=plain")
    expect(page.get_by_role("alert")).to_contain_text(
        re.compile("the base.s image for linux/arm64")
    )
    expect(_setting(page, "VERSION")).to_have_text(re.compile(r"1\.10.*1\.9.*Changed"))


def test_what_is_not_there_is_named_and_another_is_found_by_its_name(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    _an_old_and_a_new(petra, f"{people.project}/app")
    visitor = visit(people["gus"])
    visitor.expect_fault("404 GET .*/artifacts/gone")
    page = visitor.open(f"/ui/projects/{people.project}/repos/app/-/compare?base=old&head=gone")
    expect(page.get_by_text("Not in this repository: gone")).to_be_visible()
    head = page.get_by_role("combobox", name="Head")
    head.click()
    head.fill("ne")
    page.get_by_role("option", name="new").click()
    page.wait_for_url("**base=old&head=new")
    expect(page.get_by_role("table", name="Layers")).to_be_visible()


def _an_old_and_a_new(petra: RegistryClient, repository: str) -> tuple[Image, Image]:
    """Push two builds of one thing on one base, as the tags `old` and `new`."""
    old = _a_build(
        {BASE: "ADD rootfs /", PACKAGES: "RUN install", TOOLS: "RUN tools", OLD_BUILD: "COPY . /"},
        {"PATH": "/usr/bin", "MODE": "slow", "DEBUG": "1"},
        created="2026-11-20T10:00:00Z",
    )
    new = _a_build(
        {BASE: "ADD rootfs /", PACKAGES: "RUN install", NEW_BUILD: "COPY . /"},
        {"PATH": "/usr/bin", "MODE": "fast", "TZ": "UTC"},
        created="2026-11-22T10:00:00Z",
    )
    petra.push(f"{repository}:old", old)
    petra.push(f"{repository}:new", new)
    return old, new


def _a_build(layers: dict[bytes, str], environment: dict[str, str], *, created: str) -> Image:
    """Make an image of layers, each with what made it; a step that made none is among those."""
    steps = [{"created": created, "created_by": step} for step in layers.values()]
    config = {
        "architecture": "amd64",
        "os": "linux",
        "created": created,
        "config": {"Env": [f"{name}={value}" for name, value in environment.items()]},
        "rootfs": {"type": "layers", "diff_ids": [digest_of(layer) for layer in layers]},
        "history": [*steps, {"created_by": "ENV MODE", "empty_layer": True}],
    }
    return an_image(list(layers), json.dumps(config).encode())


def _size(image: Image) -> int:
    return len(image.manifest) + sum(map(len, image.blobs))


def _rows(page: Page) -> Locator:
    return page.get_by_role("table", name="Layers").locator("tbody").get_by_role("row")


def _expect_layer(row: Locator, change: str, *layers: bytes, delta: int = 0) -> None:
    expect(row).to_contain_text(change)
    for layer in layers:
        expect(row.get_by_title(digest_of(layer))).to_be_visible()
        expect(row.get_by_title(f"{len(layer):,} B", exact=True)).to_be_visible()
    if delta:
        expect(row.get_by_title(f"{delta:+,} B", exact=True)).to_be_visible()


def _expect_figures(page: Page, *, shared: int, added: int, removed: int, size: int) -> None:
    main = page.get_by_role("main")
    expect(main).to_contain_text(
        re.compile(f"Layers shared{shared}.*Layers added{added}.*Layers removed{removed}")
    )
    expect(main.get_by_title(f"{size:+,} B", exact=True).first).to_be_visible()


def _expect_swapped(page: Page, *, size: int) -> None:
    _expect_figures(page, shared=2, added=2, removed=1, size=size)
    expect(_rows(page).filter(has_text="Added")).to_contain_text("RUN tools")
    expect(_setting(page, "MODE")).to_have_text(re.compile("MODE.*fast.*slow.*Changed"))
    expect(_setting(page, "DEBUG")).to_have_text(re.compile("DEBUG.*Added"))


def _setting(page: Page, name: str) -> Locator:
    """Give the row of what images set under a name."""
    table = page.get_by_role("table", name="Configuration")
    return table.get_by_role("row").filter(
        has=page.get_by_role("rowheader", name=re.compile(f"^{name}"))
    )
