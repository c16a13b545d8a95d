"""Repositories and their tags: looked through, pulled from, deleted and brought back."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console import world
from tests.console.visits import NARROW, WIDE, Visit
from tests.console.world import World
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import an_image
from tests.support.people import People, Person
from tests.support.registry import RegistryClient
from tests.support.server import Server

MOST_ROWS = 80
"""Rows that a list may have in the page, however long it is."""


@pytest.fixture
def petra(registry: RegistryClient, people: People) -> RegistryClient:
    return registry.as_(*people["petra"])


def test_flow_05_repositories_as_a_list_and_as_a_tree_by_keyboard(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    for name in ("web/shop", "web/api", "tools"):
        petra.push(f"{people.project}/{name}:1", an_image([name.encode()]))
    page = visit(people["gus"]).open(f"/ui/projects/{people.project}/repos")
    names = page.get_by_role("table", name="Repositories").get_by_role("rowheader")
    expect(names).to_have_text(["tools", "web/api", "web/shop"])

    page.get_by_role("radio", name="Tree").press("Space")
    page.wait_for_url("**?view=tree")
    folder = page.get_by_role("row").filter(has_text="2 repositories")
    expect(folder).to_be_visible()
    page.get_by_role("button", name="Close web").click()
    expect(names).to_have_count(2)
    page.get_by_role("button", name="Open web").press("Enter")
    expect(names).to_have_count(4)

    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="shop", exact=True))
    row.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/repos/web/shop/-/tags")
    expect(page.get_by_role("heading", level=1)).to_have_text("web/shop")


def test_flow_05_repositories_are_sorted_by_size_and_by_their_last_push(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    for name, size in (("large", 30_000), ("small", 10), ("middle", 5_000)):
        petra.push(f"{people.project}/{name}:1", an_image([name.encode() * size]))
    page = visit(people["gus"]).open(f"/ui/projects/{people.project}/repos")
    names = page.get_by_role("table", name="Repositories").get_by_role("rowheader")
    page.get_by_role("columnheader", name="Size").get_by_role("button").click()
    page.wait_for_url("**?sort=size")
    expect(names).to_have_text(["small", "middle", "large"])
    pushed = page.get_by_role("columnheader", name="Last push").get_by_role("button")
    pushed.click()
    expect(names).to_have_text(["large", "small", "middle"])
    pushed.click()
    page.wait_for_url("**?sort=-last_push_time")
    expect(names).to_have_text(["middle", "small", "large"])


def test_flow_06_of_twenty_thousand_tags_few_are_in_the_page_and_all_are_found(
    visit: Callable[..., Visit], stocked: People
) -> None:
    visitor = visit(stocked["gus"])
    page = visitor.open(f"/ui/projects/{stocked.project}/repos/many-tags/-/tags")
    table = page.get_by_role("table", name="Tags")
    rows = table.get_by_role("row")
    expect(page.get_by_text("100 of 20,000 shown")).to_be_visible()
    assert rows.count() <= MOST_ROWS
    rows.nth(1).focus()
    page.keyboard.press("End")
    expect(page.get_by_text("200 of 20,000 shown")).to_be_visible()
    assert rows.count() <= MOST_ROWS

    page.keyboard.press("/")
    page.keyboard.type("v1.1")
    expect(page.get_by_text(re.compile(r"^100 of [\d,]{3,5} shown"))).to_be_visible()
    page.get_by_role("columnheader", name="Tag and digest").get_by_role("button").click()
    page.wait_for_url("**q=v1.1**sort=name**")
    expect(table.get_by_role("rowheader").first).to_contain_text("v1.1.0")
    page.go_back()
    page.go_back()
    expect(page.get_by_text("of 20,000 shown")).to_be_visible()


def test_flow_06_tags_are_sorted_by_name_as_people_count(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    image = an_image([b"one"])
    for tag in ("1.10", "1.9", "1.2", "latest"):
        petra.push(f"{people.project}/app:{tag}", image)
    page = visit(people["gus"]).open(_tags(people, "app"))
    order = page.get_by_role("columnheader", name="Tag and digest")
    order.get_by_role("button").click()
    page.wait_for_url("**?sort=name")
    _expect_tags(page, "1.2", "1.9", "1.10", "latest")
    order.get_by_role("button").click()
    page.wait_for_url("**?sort=-name")
    _expect_tags(page, "latest", "1.10", "1.9", "1.2")
    expect(order).to_have_attribute("aria-sort", "descending")
    page.go_back()
    _expect_tags(page, "1.2", "1.9", "1.10", "latest")


def test_flow_06_who_hides_columns_finds_them_hidden_and_nobody_else_does(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    for tag, size in (("small", 10), ("large", 30_000)):
        petra.push(f"{people.project}/app:{tag}", an_image([tag.encode() * size]))
    visitor = visit(people["gus"])
    page = visitor.open(f"{_tags(people, 'app')}?sort=size")
    _expect_columns(page, "Type", "Size", "Pushed")
    button = page.get_by_role("button", name="Columns")
    button.press("Enter")
    expect(page.get_by_role("menu").locator(":focus")).to_have_count(1)
    for name, key in (("Type", "Space"), ("Size", "Enter")):
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("menuitemcheckbox", name=name)).to_be_focused()
        page.keyboard.press(key)
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    _expect_columns(page, "Pushed", without=("Type", "Size"))

    page.reload()
    visitor.wait_settled()
    _expect_columns(page, "Pushed", without=("Type", "Size"))
    _expect_tags(page, "small", "large")
    visitor.change_width(NARROW)
    card = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="small"))
    expect(card.get_by_role("term").first).to_have_text("Pushed")
    visitor.change_width(WIDE)

    _become(visitor, people["gus"], people["dora"])
    visitor.open(_tags(people, "app"))
    _expect_columns(page, "Type", "Size", "Pushed")
    _become(visitor, people["dora"], people["gus"])
    visitor.open(_tags(people, "app"))
    page.get_by_role("button", name="Columns, 2 hidden").press("Enter")
    page.get_by_role("menuitem", name="Show all").press("Enter")
    _expect_columns(page, "Type", "Size", "Pushed")
    expect(button).to_be_focused()


def test_flow_07_tags_of_one_digest_are_marked_and_deleting_one_leaves_the_other(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    one = an_image([b"one"])
    for reference in ("app:1.0", "app:stable"):
        petra.push(f"{people.project}/{reference}", one)
    petra.push(f"{people.project}/app:other", an_image([b"other"]))
    page = visit(people["petra"]).open(_tags(people, "app"))
    page.get_by_role("button", name="2 of the tags shown have this digest").first.click()
    page.wait_for_url("**?digest=**")
    expect(_names(page)).to_have_count(2)

    _select(page, "stable")
    page.get_by_role("button", name="Delete tags").click()
    asked = page.get_by_role("dialog", name="Delete tags")
    expect(asked).to_contain_text("This artifact keeps other tags:")
    expect(asked.get_by_role("listitem").filter(has_text="1.0")).to_be_visible()
    expect(asked.get_by_role("button", name="Cancel")).to_be_focused()
    asked.get_by_role("button", name="Delete 1 tag").click()
    expect(_names(page)).to_have_count(1)
    assert petra.pull(f"{people.project}/app:1.0") == one
    assert petra.tags(f"{people.project}/app") == ["1.0", "other"]


def test_flow_08_an_index_opens_to_its_platforms_which_are_no_tags(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    family = world.a_family("2.0")
    petra.push(f"{people.project}/app:2.0", family)
    page = visit(people["gus"]).open(_tags(people, "app"))
    expect(_names(page)).to_have_count(1)
    row = _row(page, "2.0")
    expect(row).to_contain_text("Multi-platform image")
    row.get_by_role("button", name="Show details").click()
    details = page.get_by_role("row").filter(has_text="Platforms")
    for platform, image in zip(("linux/amd64", "linux/arm64"), family.images, strict=True):
        expect(details.get_by_text(platform, exact=True)).to_be_visible()
        expect(details.get_by_title(image.digest)).to_be_visible()
        expect(
            details.get_by_role("button", name=f"Pull 2.0 · {platform}", exact=True)
        ).to_be_visible()
    page.get_by_role("radio", name="Artifacts").press("Space")
    page.wait_for_url("**?view=artifacts")
    expect(page.get_by_role("table", name="Artifacts").get_by_role("rowheader")).to_have_count(1)


def test_flow_09_the_pull_box_has_what_each_kind_is_pulled_with(
    visit: Callable[..., Visit], users: dict[str, Person], filled: World, server: Server
) -> None:
    page = visit(users["gus"]).open("/ui/projects")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    image = f"{server.registry}/{filled.project}/{filled.repository}:2.0-rc1"
    box = _pull_box(page, filled, filled.repository, "2.0-rc1")
    for tab, command in (
        ("Docker", f"docker pull {image}"),
        ("Podman", f"podman pull {image}"),
        ("nerdctl", f"nerdctl pull {image}"),
        ("Dockerfile", f"FROM {image}"),
    ):
        box.get_by_role("tab", name=tab, exact=True).click()
        expect(box.get_by_text(command, exact=True)).to_be_visible()
    expect(box.get_by_role("tab", name="Helm")).to_have_count(0)
    box.get_by_role("tab", name="Podman").click()
    box.get_by_role("radio", name="Digest").press("Space")
    box.get_by_role("button", name="Copy the command").click()
    expect(box.get_by_role("button", name="Copied")).to_be_visible()
    repository = f"{server.registry}/{filled.project}/{filled.repository}"
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"podman pull {repository}@{filled.release}"

    box = _pull_box(page, filled, filled.repository, "1.0")
    expect(box.get_by_role("tab", name="Podman")).to_have_attribute("aria-selected", "true")
    expect(box.get_by_role("radio", name="Digest")).to_be_checked()
    box = _pull_box(page, filled, filled.chart, "1.2.0")
    chart = f"oci://{server.registry}/{filled.project}/{filled.chart} --version 1.2.0"
    expect(box.get_by_text(f"helm pull {chart}", exact=True)).to_be_visible()
    expect(box.get_by_role("tab")).to_have_text(["Helm", "ORAS"])


def test_flow_09_copying_works_where_the_page_has_no_clipboard(
    visit: Callable[..., Visit], users: dict[str, Person], filled: World, server: Server
) -> None:
    visitor = visit(users["gus"])
    page = visitor.page
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    box = _pull_box(page, filled, filled.repository, "1.9")
    box.get_by_role("button", name="Copy the command").click()
    expect(box.get_by_role("button", name="Copied")).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    field = page.get_by_role("searchbox", name="Filter by tag or digest")
    field.focus()
    page.keyboard.press("Control+V")
    image = f"{server.registry}/{filled.project}/{filled.repository}:1.9"
    expect(field).to_have_value(f"docker pull {image}")


def test_flow_10_tags_are_deleted_together_and_brought_back(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    images = {tag: an_image([tag.encode()]) for tag in ("a", "b", "c", "d")}
    for tag, image in images.items():
        petra.push(f"{people.project}/app:{tag}", image)
    page = visit(people["petra"]).open(_tags(people, "app"))
    for tag in ("a", "b", "c"):
        _select(page, tag)
    chosen = page.get_by_role("region", name="3 selected")
    chosen.get_by_role("button", name="Delete tags").click()
    asked = page.get_by_role("dialog", name="Delete tags")
    expect(asked).to_contain_text("3 artifacts are left without a tag.")
    asked.get_by_role("button", name="Delete 3 tags").click()
    expect(_names(page)).to_have_count(1)
    assert petra.tags(f"{people.project}/app") == ["d"]

    told = page.get_by_role("status").filter(has_text="3 tags were deleted")
    told.get_by_role("button", name="Undo").click()
    expect(_names(page)).to_have_count(4)
    for tag, image in images.items():
        assert petra.pull(f"{people.project}/app:{tag}") == image


def test_flow_11_all_that_match_are_deleted_as_one_operation_that_survives_a_reload(
    visit: Callable[..., Visit], people: People, petra: RegistryClient, api: ApiClient
) -> None:
    repository = f"{people.project}/app"
    _push_builds(petra, repository, 500)
    petra.push(f"{repository}:release", an_image([b"a release"]))
    world.protect(api, people.project, "build-250")
    visitor = visit(people["petra"])
    page = visitor.open(f"{_tags(people, 'app')}?q=build-")
    with _nothing_begins(api):
        _delete_all_that_match(page, "app", 500)
        expect(page.get_by_text("0 of 500", exact=True)).to_be_visible()
        page.reload()
        visitor.wait_settled()
        expect(page.get_by_text("0 of 500", exact=True)).to_be_visible()
        petra.push(f"{repository}:build-late", an_image([b"a build"]))
        assert len(petra.tags(repository)) == 502
    expect(page.get_by_text("499 tags were deleted")).to_be_visible(timeout=60_000)
    skipped = page.get_by_role("alert", name="1 tag was skipped")
    expect(skipped).to_contain_text("1 is protected by a rule: build-250")
    expect(_names(page)).to_have_count(2)
    assert petra.tags(repository) == ["build-250", "build-late", "release"]


def test_flow_11_its_end_is_told_until_it_is_put_away_with_a_way_to_the_trash(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    _push_builds(petra, f"{people.project}/app", 101)
    visitor = visit(people["petra"])
    page = visitor.open(_tags(people, "app"))
    _delete_all_that_match(page, "app", 101)
    told = page.get_by_text("101 tags were deleted")
    expect(told).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Nothing was pushed here yet")).to_be_visible()
    page.reload()
    visitor.wait_settled()
    expect(told).to_be_visible()
    page.get_by_role("link", name="Bring back from the trash").click()
    page.wait_for_url("**/trash?**type=tag**")
    expect(page.get_by_role("table").get_by_role("row").nth(1)).to_contain_text("app:build-")
    page.go_back()
    page.get_by_role("button", name="Close").click()
    expect(told).to_be_hidden()
    page.reload()
    visitor.wait_settled()
    expect(page.get_by_text("Nothing was pushed here yet")).to_be_visible()
    expect(told).to_be_hidden()


def test_flow_11_it_can_be_stopped_and_others_than_were_confirmed_are_left_alone(
    visit: Callable[..., Visit], people: People, petra: RegistryClient, api: ApiClient
) -> None:
    repository = f"{people.project}/app"
    _push_builds(petra, repository, 120)
    visitor = visit(people["mona"])
    page = visitor.open(_tags(people, "app"))
    expect(page.get_by_text("100 of 120 shown")).to_be_visible()
    petra.push(f"{repository}:build-late", an_image([b"a build"]))
    visitor.expect_fault("answer: 409 POST .*/bulk/delete-matching-tags")
    _delete_all_that_match(page, "app", 120)
    asked = page.get_by_role("dialog", name="Delete all matching tags")
    expect(asked.get_by_role("alert")).to_contain_text("121 tags match the filter by now")
    with _nothing_begins(api):
        asked.get_by_role("button", name="Delete 121 tags").click()
        expect(page.get_by_text("0 of 121", exact=True)).to_be_visible()
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_text("121 tags were not looked at any more")).to_be_visible()
    assert len(petra.tags(repository)) == 121


def test_flow_12_a_protected_tag_says_so_and_stays(
    visit: Callable[..., Visit], people: People, petra: RegistryClient, api: ApiClient
) -> None:
    for tag in ("1.0", "dev"):
        petra.push(f"{people.project}/app:{tag}", an_image([tag.encode()]))
    world.protect(api, people.project, "1.*")
    page = visit(people["petra"]).open(_tags(people, "app"))
    lock = _row(page, "1.0").get_by_role("img", name=re.compile("^Protected: "))
    lock.focus()
    expect(page.get_by_role("tooltip")).to_contain_text("Protected: ")
    _select(page, "1.0")
    page.get_by_role("button", name="Delete tags").click()
    asked = page.get_by_role("dialog", name="Delete tags")
    expect(asked).to_contain_text("Stays: it is protected")
    expect(asked.get_by_role("button", name="Delete 0 tags")).to_be_disabled()
    asked.get_by_role("button", name="Cancel").click()

    _select(page, "dev")
    page.get_by_role("button", name="Delete tags").click()
    asked.get_by_role("button", name="Delete 1 tag").click()
    expect(_names(page)).to_have_count(1)
    assert petra.tags(f"{people.project}/app") == ["1.0"]


def test_flow_12_what_became_protected_meanwhile_is_refused_with_the_reason(
    visit: Callable[..., Visit], people: People, petra: RegistryClient, api: ApiClient
) -> None:
    for tag in ("1.0", "dev"):
        petra.push(f"{people.project}/app:{tag}", an_image([tag.encode()]))
    page = visit(people["petra"]).open(_tags(people, "app"))
    world.protect(api, people.project, "1.*")
    for tag in ("1.0", "dev"):
        _select(page, tag)
    page.get_by_role("button", name="Delete tags").click()
    asked = page.get_by_role("dialog", name="Delete tags")
    asked.get_by_role("button", name="Delete 2 tags").click()
    refused = asked.get_by_role("alert")
    expect(refused).to_contain_text("1 was refused")
    expect(refused.get_by_role("listitem")).to_contain_text("1.0: ")
    page.keyboard.press("Escape")
    expect(_names(page)).to_have_count(1)
    assert petra.tags(f"{people.project}/app") == ["1.0"]


def test_flow_15_a_tag_that_moved_is_put_back(
    visit: Callable[..., Visit], people: People, petra: RegistryClient
) -> None:
    old, new = an_image([b"old"]), an_image([b"new"])
    for image in (old, new):
        petra.push(f"{people.project}/app:latest", image)
    page = visit(people["mona"]).open(_tags(people, "app"))
    page.get_by_role("link", name="Tag history").click()
    page.get_by_role("searchbox", name="Name of a tag").fill("latest")
    table = page.get_by_role("table", name="History of latest")
    expect(table.get_by_role("rowheader")).to_have_text(["Moved", "Created"])
    moved = table.get_by_role("row").nth(1)
    expect(moved).to_contain_text("petra")
    expect(moved).to_contain_text(_short(old.digest))
    expect(moved).to_contain_text(_short(new.digest))
    moved.or_(table.get_by_role("row").nth(2)).get_by_role("button", name="Restore").click()
    asked = page.get_by_role("dialog", name="Restore the tag")
    expect(asked).to_contain_text(_short(old.digest))
    asked.get_by_role("button", name="Restore").click()
    expect(table.get_by_role("rowheader")).to_have_text(["Moved", "Moved", "Created"])
    expect(table.get_by_role("row").nth(1)).to_contain_text("mona")
    assert petra.pull(f"{people.project}/app:latest") == old


def _push_builds(registry: RegistryClient, repository: str, count: int) -> None:
    """Have one image be there under many tags."""
    image = an_image([b"a build"])
    registry.push(f"{repository}:build-0", image)
    for number in range(1, count):
        registry.push_manifest(repository, f"build-{number}", image.manifest)


def _delete_all_that_match(page: Page, repository: str, count: int) -> None:
    page.get_by_role("checkbox", name="Select all on this page").click()
    page.get_by_role("button", name=f"Select all {count} matching").click()
    bar = page.get_by_role("region", name=f"{count} selected")
    bar.get_by_role("button", name="Delete all matching tags").click()
    asked = page.get_by_role("dialog", name="Delete all matching tags")
    asked.get_by_role("textbox").fill(repository)
    asked.get_by_role("button", name=f"Delete {count} tags").click()


@contextmanager
def _nothing_begins(api: ApiClient) -> Iterator[None]:
    """Keep deletions of all that match waiting."""
    queue = "/jobservice/queues/TAG_REMOVAL"
    require(api.put(queue, json={"action": "pause"}), HTTPStatus.OK)
    try:
        yield
    finally:
        require(api.put(queue, json={"action": "resume"}), HTTPStatus.OK)


def _become(visitor: Visit, before: Person, person: Person) -> None:
    """Have somebody else use the same browser."""
    page = visitor.page
    page.get_by_role("button", name=f"Account of {before.username}").click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.wait_for_url("**/ui/login**")
    visitor.sign_in(person)
    page.wait_for_url("**/ui/")


def _expect_columns(page: Page, *names: str, without: tuple[str, ...] = ()) -> None:
    headers = page.get_by_role("columnheader")
    for name in names:
        expect(headers.filter(has_text=name)).to_be_visible()
    for name in without:
        expect(headers.filter(has_text=name)).to_have_count(0)


def _tags(people: People, repository: str) -> str:
    return f"/ui/projects/{people.project}/repos/{repository}/-/tags"


def _names(page: Page) -> Locator:
    return page.get_by_role("table", name="Tags").get_by_role("rowheader")


def _expect_tags(page: Page, *tags: str) -> None:
    expect(_names(page).get_by_role("link")).to_have_text(tags)


def _row(page: Page, tag: str) -> Locator:
    link = page.get_by_role("link", name=tag, exact=True)
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader").filter(has=link))


def _select(page: Page, tag: str) -> None:
    page.get_by_role("checkbox", name=f"Select {tag}", exact=True).click()


def _pull_box(page: Page, filled: World, repository: str, tag: str) -> Locator:
    page.goto(f"/ui/projects/{filled.project}/repos/{repository}/-/tags")
    page.get_by_role("button", name=f"Pull {tag}", exact=True).click()
    return page.get_by_role("dialog", name=f"Pull {tag}")


def _short(digest: str) -> str:
    return digest.removeprefix("sha256:")[:8]
