"""One artifact: its layers, its manifest, what refers to it, its tags."""

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.console import world
from tests.console.visits import Visit
from tests.console.world import World
from tests.support.images import an_image
from tests.support.people import People, Person
from tests.support.registry import RegistryClient


def test_flow_13_layers_add_up_and_are_told_in_words(
    visit: Callable[..., Visit], users: dict[str, Person], filled: World, registry: RegistryClient
) -> None:
    pulled = registry.as_(*users["gus"])
    repository = f"{filled.project}/{filled.repository}"
    manifest = json.loads(pulled.get_manifest(repository, filled.release))
    layers = manifest["layers"]
    page = _open(visit(users["gus"]), filled, filled.release)
    page.get_by_role("tab", name="Layers").click()
    table = page.get_by_role("table", name="Layers")
    rows = table.get_by_role("row")
    expect(rows).to_have_count(len(layers) + 1)
    total = sum(layer["size"] for layer in layers)
    for number, layer in enumerate(layers, start=1):
        row = rows.nth(number)
        expect(row.get_by_title(f"{layer['size']:,} B")).to_be_visible()
        expect(row.get_by_title(layer["digest"])).to_be_visible()
        expect(row).to_contain_text(_percent(layer["size"] / total))
    expect(rows.nth(1).get_by_role("rowheader")).to_contain_text("ADD rootfs.tar")
    steps = page.get_by_role("switch", name="Show 2 steps that added no bytes")
    steps.click(force=True)
    expect(steps).to_be_checked()  # once the address says so
    expect(rows).to_have_count(len(layers) + 3)
    expect(table).to_contain_text('ENTRYPOINT ["/srv/run"]')
    page.reload()
    expect(rows).to_have_count(len(layers) + 3)


def test_flow_13_the_bytes_of_a_manifest_are_checked_in_the_browser(
    visit: Callable[..., Visit], people: People, registry: RegistryClient
) -> None:
    image = world.a_release("3.0")
    registry.as_(*people["petra"]).push(f"{people.project}/hello:3.0", image)
    page = visit(people["gus"]).open(
        f"/ui/projects/{people.project}/repos/hello/-/artifacts/{image.digest}"
    )
    page.get_by_role("tab", name="Manifest").click()
    size = len(image.manifest)
    expect(page.get_by_text(f"The digest covers exactly these {size} bytes")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("this browser has checked")


def test_flow_08_the_platform_of_an_index_is_chosen_and_kept_in_the_address(
    visit: Callable[..., Visit], users: dict[str, Person], filled: World
) -> None:
    page = _open(visit(users["dora"]), filled, filled.digest)
    chosen = page.get_by_role("combobox", name="Show the image for")
    expect(chosen).to_have_value("linux/amd64")
    chosen.click()
    page.get_by_role("option", name="linux/arm64").click()
    page.wait_for_url("**platform=linux**arm64**")
    expect(page.get_by_role("main")).to_contain_text("docker pull --platform linux/arm64")
    page.reload()
    expect(chosen).to_have_value("linux/arm64")


def test_what_was_made_about_an_artifact_is_listed_by_kind(
    visit: Callable[..., Visit], users: dict[str, Person], filled: World
) -> None:
    page = visit(users["dora"]).open(f"/ui/projects/{filled.project}/repos/{filled.signed}/-/tags")
    page.get_by_role("link", name="1.0", exact=True).click()
    page.get_by_role("tab", name="Referrers").click()
    expect(page.get_by_role("main")).to_contain_text("Signature (1)")
    expect(page.get_by_role("main")).to_contain_text("Bill of materials (1)")


def test_a_tag_is_added_and_one_that_is_taken_is_told_at_its_name(
    visit: Callable[..., Visit], people: People, registry: RegistryClient
) -> None:
    petra = registry.as_(*people["petra"])
    image = an_image([b"tagged"])
    petra.push(f"{people.project}/app:1.0", image)
    visitor = visit(people["dora"])
    page = visitor.open(f"/ui/projects/{people.project}/repos/app/-/artifacts/{image.digest}")
    expect(page.get_by_role("button", name="Delete…")).to_have_count(0)
    page.get_by_role("button", name="Add tag").click()
    asked = page.get_by_role("dialog", name="Add a tag")
    name = asked.get_by_role("textbox", name="Name")
    name.fill("1.0")
    visitor.expect_fault("409 POST .*/tags$")
    asked.get_by_role("button", name="Add tag").click()
    expect(name).to_have_attribute("aria-invalid", "true")
    name.fill("stable")
    asked.get_by_role("button", name="Add tag").click()
    expect(asked).to_be_hidden()
    assert petra.pull(f"{people.project}/app:stable") == image


def test_an_artifact_that_is_gone_leads_to_its_repository(
    visit: Callable[..., Visit], users: dict[str, Person], filled: World
) -> None:
    visitor = visit(users["gus"])
    visitor.expect_fault("404 GET .*/artifacts/")
    page = _open(visitor, filled, f"sha256:{'0' * 64}")
    expect(page.get_by_text("This artifact is not here")).to_be_visible()
    page.get_by_role("link", name="See what the repository has").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(filled.repository)


def _percent(share: float) -> str:
    """As the browser writes it: one digit after the point, unless it is a nought."""
    return f"{100 * share:.1f}".removesuffix(".0") + "%"


def _open(visitor: Visit, filled: World, digest: str) -> Page:
    return visitor.open(
        f"/ui/projects/{filled.project}/repos/{filled.repository}/-/artifacts/{digest}"
    )
