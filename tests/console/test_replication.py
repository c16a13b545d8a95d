"""Replication: a registry is tried, a policy written while it is looked at, runs are watched."""

import random
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any, get_args

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console import axe
from tests.console.visits import NARROW, WIDE, WITHIN, Scheme, Visit
from tests.functional.registry.inside import Inside
from tests.functional.replication.moves import Moves
from tests.support.api import ApiClient
from tests.support.authority import Authority
from tests.support.connection import require
from tests.support.images import Image, an_image
from tests.support.people import Person
from tests.support.processes import LOOPBACK, Process, free_port, wait_until
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, REPOSITORY_ROOT, Server
from tests.support.small_registry import SmallRegistry

ENDS = 120_000
"""Milliseconds within which a run has ended, on a machine that is busy too."""
LOGIN = ("robot", "the-Secret-1")
OWNER = Person("olga", "Harbor-12345")
"""Who may do anything in one project."""
SLOW = 64
"""KiB a second: what is sent at this pace is not there before somebody has looked."""
LARGE = 8 * 2**20
LAYER, LAYERS = 2**17, 16

_WAIT_NO_MORE = """
from django.utils import timezone
from jobs.models import Task
from replication.models import Registry
Registry.objects.update(rests_until=None)
waiting = Task.objects.filter(kind="REPLICATION", status="Scheduled")
answer = waiting.update(run_after=timezone.now(), failures=5)
"""


@dataclass(frozen=True)
class Twin:
    """Another one of this product, as a registry that images go to and come from."""

    server: Server
    client: RegistryClient
    api: ApiClient
    kind: str = "harbor"
    authority: str = ""

    @property
    def url(self) -> str:
        return self.server.base_url

    @property
    def login(self) -> Person:
        return Person(ADMIN, self.server.admin_password)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Give a server of these tests, which may call what is on this machine."""
    with Server(outbound_allow=LOOPBACK) as running:
        yield running


@pytest.fixture(scope="module")
def admin(server: Server) -> Person:
    return Person(ADMIN, server.admin_password)


@pytest.fixture(scope="module")
def api(server: Server, admin: Person) -> Iterator[ApiClient]:
    with closing(ApiClient(server.base_url, admin)) as client:
        yield client


@pytest.fixture(scope="module")
def inside(server: Server) -> Iterator[Inside]:
    with Inside(server) as shell:
        yield shell


@pytest.fixture(scope="module")
def here(server: Server, admin: Person) -> Iterator[RegistryClient]:
    with closing(RegistryClient(server.base_url)) as client:
        yield client.as_(*admin)


@pytest.fixture(scope="module")
def twin() -> Iterator[Twin]:
    with Server() as running:
        login = Person(ADMIN, running.admin_password)
        with (
            closing(RegistryClient(running.base_url)) as client,
            closing(ApiClient(running.base_url, login)) as api,
        ):
            yield Twin(running, client.as_(*login), api)


@dataclass(frozen=True, slots=True)
class Stage:
    """Both registries, and who may do anything in either."""

    admin: Person
    api: ApiClient
    moves: Moves
    here: RegistryClient
    twin: Twin
    inside: Inside


@pytest.fixture(scope="module")
def stage(admin: Person, api: ApiClient, here: RegistryClient, twin: Twin, inside: Inside) -> Stage:
    return Stage(admin, api, Moves(api), here, twin, inside)


def test_flow_20_a_connection_that_fails_says_why_each_time_otherwise(
    visit: Callable[..., Visit], admin: Person, tmp_path: Path
) -> None:
    visitor = visit(admin)
    visitor.expect_fault(r"400 POST .*/registries/ping")
    page = visitor.open("/ui/admin/registries")
    page.get_by_role("button", name="New registry").first.click()
    form = page.get_by_role("dialog", name="New registry")
    _choose(page, form, "Kind", "Any OCI registry")
    authority = Authority(tmp_path)
    with (
        SmallRegistry(LOGIN) as plain,
        SmallRegistry(LOGIN, certificate=authority.certify()) as safe,
        SmallRegistry(page=True) as website,
    ):
        _test(form, f"http://{LOOPBACK}:{free_port()}", "Nobody takes the connection")
        _test(form, website.url, "What answers there is not a registry")
        _test(form, "http://169.254.169.254", "The address is not allowed")
        expect(form.get_by_text("HARBOR_OUTBOUND_ALLOW")).to_be_visible()
        form.get_by_role("textbox", name="User name").fill(LOGIN[0])
        form.get_by_label("Password or token", exact=False).first.fill("another")
        _test(form, plain.url, "The user name or the secret is wrong")
        _test(form, safe.url, "Its certificate is not trusted")

        form.get_by_role("textbox", name="Own certificate authority").fill(authority.pem)
        expect(form.get_by_role("alert")).to_have_count(0)
        form.get_by_label("Password or token", exact=False).first.fill(LOGIN[1])
        form.get_by_role("button", name="Test the connection").click()
        expect(form.get_by_text("It takes the user name and the secret.")).to_be_visible()
        form.get_by_role("textbox", name="Name", exact=True).fill("berlin")
        form.get_by_role("button", name="Create").click()
        expect(form).to_be_hidden()
    row = page.get_by_role("row").filter(has_text="berlin")
    expect(row).to_contain_text("Healthy")
    row.get_by_role("button", name="Check berlin now").click()
    expect(row).to_contain_text("Not reachable")
    expect(row).to_contain_text("Nobody takes the connection")


def test_flow_21_a_policy_is_seen_before_it_is_saved_and_copies_what_was_seen(
    visit: Callable[..., Visit], stage: Stage
) -> None:
    stage.api.create_project("acme")
    names = ("shop:1", "shop:2", "web:1")
    images = {name: _push(stage.here, f"acme/{name}") for name in names}
    _push(stage.here, "acme/web:dev")
    name = _registry(stage, "twin")
    visitor = visit(stage.admin)
    page = visitor.open("/ui/admin/replication/new")
    _write(page, "to the twin", name, "acme/**")
    page.get_by_role("textbox", name="Tags", exact=True).fill("{1,2}")
    expect(page.get_by_text("Matches 2 repositories, 3 tags").first).to_be_visible()
    page.get_by_role("textbox", name="Namespace").fill("mirrored")
    examples = page.get_by_role("list", name="What that makes of names")
    expect(examples).to_contain_text("mirrored/shop")
    _schedule(page, "0 30 1 * * 1")
    expect(page.get_by_text("At 01:30 on Monday (UTC)").first).to_be_visible()
    shown = _coming(page)
    page.get_by_role("button", name="Save and run").click()

    _expect_copied(page)
    for name, image in images.items():
        assert stage.twin.client.pull(f"mirrored/{name}").digest == image.digest
    assert stage.twin.client.tags("mirrored/web") == ["1"]

    page.get_by_role("link", name=re.compile(r"^Policy \d+")).click()
    expect(page.get_by_text("At 01:30 on Monday (UTC)").first).to_be_visible()
    assert _coming(page) == shown
    visitor.change_language("zh-CN")
    expect(page.get_by_text("每星期一01:30").first).to_be_visible()
    assert _coming(page, "接下来的运行时间") == shown


def test_flow_22_what_failed_since_the_source_was_gone_is_grouped_and_done_again(
    visit: Callable[..., Visit], stage: Stage
) -> None:
    policy, images = _slow_pull(stage)
    stage.moves.run(policy, dry_run=True).require_success()
    page = visit(stage.admin).open(f"/ui/admin/replication/{policy}")
    page.get_by_role("button", name="Run now").click()
    page.wait_for_url(re.compile(r"/executions/\d+$"))
    execution = int(page.url.rpartition("/")[2])
    _wait(lambda: _run(stage, execution)["bytes"]["sent"] > 0, "something was sent")
    expect(page.get_by_text(re.compile(r"^[\d.]+ [KM]iB of [\d.]+ [KM]iB")).first).to_be_visible()
    stage.twin.server.kill()
    try:
        _wait(lambda: _has_failed(stage, execution), "the run fails")
        _expect_grouped(page)
    finally:  # other tests go on with it
        stage.twin.server.start()
    stage.inside.run(_WAIT_NO_MORE)
    page.get_by_role("button", name="Retry the 2 that failed").click()
    _expect_status(page, "Done", within=3 * ENDS)
    for name, image in images.items():
        assert stage.here.pull(f"copies/{name}").digest == image.digest

    page.get_by_role("link", name=re.compile(r"^Policy \d+")).click()
    _zoom(page)
    page.get_by_role("button", name="Show as table").click()
    line = page.get_by_role("table", name="Timeline")
    expect(line.get_by_role("row")).to_have_count(3)
    expect(line).to_contain_text(f"Run {execution}")
    expect(line).to_contain_text("dry")


def test_flows_23_and_25_a_run_is_followed_by_its_log_and_stopped(
    visit: Callable[..., Visit], stage: Stage
) -> None:
    stage.api.create_project("slow")
    _push(stage.here, "slow/app:1", size=LARGE)
    registry = stage.moves.registry(stage.twin)
    policy = stage.moves.push_policy(registry, "slow/**", dest_namespace="slow", speed=SLOW)
    execution = stage.moves.begin(policy)
    page = visit(stage.admin).open(f"/ui/admin/replication/{policy}/executions/{execution}")
    row = page.get_by_role("table", name="Repositories").get_by_role("row").nth(1)
    expect(row).to_contain_text("slow/app", timeout=ENDS)
    row.get_by_role("button", name="Log of slow/app").click()
    drawer = page.get_by_role("dialog", name="Log of slow/app")
    log = drawer.get_by_role("region", name="Log")
    expect(log).to_contain_text("1 of them to be copied", timeout=ENDS)
    expect(drawer.get_by_text("Followed while it is written.")).to_be_visible()
    with page.expect_download() as begun:
        drawer.get_by_role("link", name="Download").click()
    kept = Path(begun.value.path()).read_text(encoding="utf-8")
    assert "1 of them to be copied" in kept
    assert _log_of(stage, execution).startswith(kept)
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()

    other = visit(stage.admin).open(f"/ui/admin/replication/{policy}")
    expect(other.get_by_role("table", name="Runs")).to_contain_text("Running")
    page.get_by_role("button", name="Stop", exact=True).click()
    asked = page.get_by_role("dialog", name=f"Stop run {execution}")
    asked.get_by_role("button", name="Stop the run").click()
    _expect_status(page, "Stopped")
    expect(other.get_by_role("table", name="Runs")).to_contain_text("Stopped", timeout=ENDS)
    assert _run(stage, execution)["bytes"]["sent"] < LARGE


def test_a_mirror_shows_what_it_would_delete(visit: Callable[..., Visit], stage: Stage) -> None:
    for api in (stage.api, stage.twin.api):
        api.create_project("site")
    stage.twin.client.push("site/app:same", _push(stage.here, "site/app:same"))
    for name in ("new", "moved"):
        _push(stage.here, f"site/app:{name}")
    for name in ("moved", "old"):
        _push(stage.twin.client, f"site/app:{name}")
    registry = stage.moves.registry(stage.twin)
    policy = stage.moves.push_policy(registry, "site/**", mirror=True)
    page = visit(stage.admin).open(f"/ui/admin/replication/{policy}")
    page.get_by_role("button", name="Dry run").click()
    _expect_status(page, "Done")
    table = page.get_by_role("table", name="Tags")
    expect(table.get_by_role("rowheader")).to_have_count(4)
    verdicts = {"same": "The same there", "new": "Copy", "moved": "Replace", "old": "Delete"}
    for tag, verdict in verdicts.items():
        row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name=tag))
        expect(row.get_by_role("cell").first).to_have_text(verdict)
    page.get_by_role("button", name="Delete 1").click()
    page.wait_for_url("**verdict=delete")
    expect(table.get_by_role("rowheader")).to_have_count(1)
    assert sorted(stage.twin.client.tags("site/app")) == ["moved", "old", "same"]


@pytest.fixture
def second_node(server: Server, tmp_path: Path) -> Iterator[None]:
    """Give the server one more scheduler, and one more worker that hears of what is due."""
    with ExitStack() as running:
        for name in ("worker", "beat"):
            command = [sys.executable, "manage.py", "run", name]
            log = tmp_path / f"{name}.log"
            node = Process(command, log=log, env=server.environment, cwd=REPOSITORY_ROOT)
            running.callback(node.stop)
        yield


@pytest.mark.usefixtures("second_node")
def test_f_08_a_schedule_set_for_the_next_minute_runs_then_and_once_with_two_schedulers(
    visit: Callable[..., Visit], stage: Stage
) -> None:
    stage.api.create_project("timed")
    image = _push(stage.here, "timed/app:1")
    name = _registry(stage, "by-the-clock")
    page = visit(stage.admin).open("/ui/admin/replication/new")
    _write(page, "by the clock", name, "timed/**")
    due = (datetime.now(UTC) + timedelta(seconds=80)).replace(second=0, microsecond=0)
    _schedule(page, f"0 {due.minute} {due.hour} * * *")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"/replication/\d+$"))
    policy = int(page.url.rpartition("/")[2])
    row = page.get_by_role("table", name="Runs").get_by_role("row").nth(1)
    expect(row).to_contain_text("By the schedule", timeout=2 * ENDS)
    expect(row).to_contain_text("Done", timeout=ENDS)
    assert stage.twin.client.pull("timed/app:1").digest == image.digest
    page.goto("/ui/admin/audit?range=all&operation=end")
    told = f"by the clock: execution {stage.moves.runs_of(policy)[0]['id']}"
    expect(page.get_by_role("row").filter(has_text=told)).to_contain_text("Succeeded")
    (only,) = stage.moves.runs_of(policy)
    late = datetime.fromisoformat(only["creation_time"]) - due
    assert timedelta(0) <= late < timedelta(seconds=60)


def test_a_projects_admin_moves_what_is_in_it_and_nothing_else(
    visit: Callable[..., Visit], stage: Stage
) -> None:
    for name in ("alpha", "beta"):
        stage.api.create_project(name)
        _push(stage.here, f"{name}/app:1")
    stage.api.create_user(*OWNER)
    stage.api.add_member("alpha", OWNER.username, "projectAdmin")
    visitor = visit(OWNER)
    page = visitor.open("/ui/projects/alpha")
    page.get_by_role("link", name="Replication").click()
    expect(page.get_by_text("No policies yet")).to_be_visible()
    page.get_by_role("link", name="Registries").click()
    _add_registry(page, stage.twin)
    page.get_by_role("navigation", name="Breadcrumb").get_by_role(
        "link", name="Replication"
    ).click()
    page.get_by_role("link", name="New policy").first.click()
    _write(page, "to the twin", "of alpha", "")
    expect(page.get_by_text("Matches 1 repository, 1 tag").first).to_be_visible()
    page.get_by_role("textbox", name="Namespace").fill("from-alpha")
    page.get_by_role("button", name="Save and run").click()

    page.wait_for_url(re.compile(r"/ui/projects/alpha/replication/\d+/executions/\d+$"))
    _expect_status(page, "Done")
    assert stage.twin.client.tags("from-alpha/app") == ["1"]
    _require_access(visitor)
    page.get_by_role("button", name="Log of alpha/app").click()
    log = page.get_by_role("dialog").get_by_role("region", name="Log")
    expect(log).to_contain_text("1 of them to be copied")
    page.keyboard.press("Escape")
    _look_at_policy(page)
    _require_access(visitor)
    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_role("textbox", name="Namespace")).to_have_value("from-alpha")
    visitor.wait_settled()
    _require_access(visitor)


def test_what_a_project_pulls_stays_in_it(visit: Callable[..., Visit], stage: Stage) -> None:
    stage.api.create_project("gamma")
    stage.twin.api.create_project("theirs")
    image = _push(stage.twin.client, "theirs/app:1")
    Moves(stage.api, "/projects/gamma").registry(stage.twin, name="source")
    page = visit(stage.admin).open("/ui/projects/gamma/replication/new")
    page.get_by_text("From another registry to this project", exact=True).click()
    namespace = page.get_by_role("textbox", name="Namespace")
    expect(namespace).to_have_value("gamma")
    page.get_by_role("textbox", name="Name", exact=True).fill("comes in")
    _choose(page, page, "Source", "source")
    page.get_by_role("textbox", name="Repositories").fill("theirs/**")
    namespace.fill("another")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(namespace).to_be_focused()
    expect(page.get_by_text("It begins with the project: gamma,")).to_be_visible()
    namespace.fill("gamma/in")
    page.get_by_role("button", name="Save and run").click()
    page.wait_for_url(re.compile(r"/executions/\d+$"))
    _expect_status(page, "Done")
    assert stage.here.pull("gamma/in/app:1").digest == image.digest


def test_several_are_run_with_a_result_for_each(visit: Callable[..., Visit], stage: Stage) -> None:
    registry = stage.moves.registry(stage.twin)
    ids = [stage.moves.push_policy(registry, "many/**", name=f"many {at}") for at in (1, 2)]
    visitor = visit(stage.admin)
    page = visitor.open("/ui/admin/replication?q=many")
    switch = page.get_by_role("switch", name="many 1 is on")
    switch.uncheck(force=True)
    expect(switch).not_to_be_checked()
    page.get_by_role("checkbox", name="Select all on this page").check()
    visitor.expect_fault(r"412 POST .*/replication/executions")
    page.get_by_role("region", name="2 selected").get_by_role("button", name="Run").click()
    page.get_by_role("dialog").get_by_role("button", name="Run").click()
    refused = page.get_by_role("dialog", name="1 policy was refused")
    expect(refused).to_contain_text("many 1:")
    expect(refused).to_contain_text("disabled")
    assert [len(stage.moves.runs_of(one)) for one in ids] == [0, 1]
    stage.moves.end_of(stage.moves.runs_of(ids[1])[0]["id"])


def _add_registry(page: Page, twin: Twin) -> None:
    page.get_by_role("button", name="New registry").first.click()
    form = page.get_by_role("dialog", name="New registry")
    form.get_by_role("textbox", name="Name", exact=True).fill("of alpha")
    form.get_by_role("textbox", name="Address").fill(twin.url)
    form.get_by_role("textbox", name="User name").fill(twin.login.username)
    form.get_by_label("Password or token", exact=False).first.fill(twin.login.password)
    form.get_by_role("button", name="Create").click()
    expect(form).to_be_hidden()
    expect(page.get_by_role("row").filter(has_text="of alpha")).to_contain_text("Healthy")


def _zoom(page: Page) -> None:
    """Drag over the first half of the timeline, and go back."""
    picture = page.get_by_role("img", name="Timeline")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 10, steps=5)
    page.mouse.up()
    whole = page.get_by_role("button", name="Show all of it")
    expect(whole).to_be_visible()
    whole.click()
    expect(whole).to_be_hidden()


def _look_at_policy(page: Page) -> None:
    page.get_by_role("link", name=re.compile(r"^Policy \d+")).click()
    expect(page.get_by_role("table", name="Runs")).to_contain_text("Done")
    expect(page.get_by_text("this project").first).to_be_visible()


def _require_access(visitor: Visit) -> None:
    for width in (NARROW, WIDE):
        visitor.change_width(width)
        for scheme in get_args(Scheme):
            visitor.change_scheme(scheme)
            assert axe.violations(visitor.page) == [], (visitor.page.url, scheme, width)


def _test(form: Locator, url: str, words: str) -> None:
    form.get_by_role("textbox", name="Address").fill(url)
    form.get_by_role("button", name="Test the connection").click()
    expect(form.get_by_role("alert").filter(has_text=words)).to_be_visible(timeout=3 * WITHIN)


def _choose(page: Page, within: Page | Locator, label: str, option: str) -> None:
    within.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def _expect_status(page: Page, status: str, within: int = ENDS) -> None:
    badge = page.locator(".page-title").get_by_text(status, exact=True)
    expect(badge).to_be_visible(timeout=within)


def _expect_grouped(page: Page) -> None:
    _expect_status(page, "Failed")
    causes = page.get_by_role("list", name="What failed, and why")
    expect(causes).to_contain_text(re.compile("^2 repositories: The registry cannot be reached"))
    expect(causes).to_contain_text("whether the registry runs")


def _expect_copied(page: Page) -> None:
    page.wait_for_url(re.compile(r"/executions/\d+$"))
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(r"^Run \d+ of to the twin"))
    _expect_status(page, "Done")
    expect(page.get_by_role("progressbar", name="Progress in bytes")).to_be_visible()
    expect(page.get_by_role("table", name="Repositories").get_by_role("rowheader")).to_have_count(2)


def _write(page: Page, name: str, registry: str, repositories: str) -> None:
    page.get_by_role("textbox", name="Name", exact=True).fill(name)
    _choose(page, page, "Destination", registry)
    page.get_by_role("textbox", name="Repositories").fill(repositories)


def _schedule(page: Page, line: str) -> None:
    page.get_by_text("By a schedule", exact=True).click()
    page.get_by_role("textbox", name="Cron line").fill(line)
    zone = page.get_by_role("combobox", name="Time zone")
    if zone.input_value() != "UTC":
        zone.fill("UTC")
        page.get_by_role("option", name="UTC", exact=True).click()


def _coming(page: Page, name: str = "Next runs") -> list[str]:
    times = page.get_by_role("list", name=name).locator("time")
    expect(times).to_have_count(5)
    return list(times.evaluate_all("all => all.map(one => one.dateTime)"))


def _registry(stage: Stage, name: str) -> str:
    stage.moves.registry(stage.twin, name=name)
    return name


def _slow_pull(stage: Stage) -> tuple[int, dict[str, Image]]:
    """A policy, and the images that it copies, which takes its time.

    Of many layers: one that was asked for may be on its way in full when its sender ends.
    """
    stage.twin.api.create_project("upstream")
    images = {
        name: an_image([random.randbytes(LAYER) for _ in range(LAYERS)], name.encode())
        for name in ("one:1", "other:1")
    }
    for name, image in images.items():
        stage.twin.client.push(f"upstream/{name}", image)
    registry = stage.moves.registry(stage.twin)
    more = {"dest_namespace": "copies", "speed": SLOW}
    return stage.moves.pull_policy(registry, "upstream/**", **more), images


def _has_failed(stage: Stage, execution: int) -> bool:
    """Nobody waits for the next attempt."""
    stage.inside.run(_WAIT_NO_MORE)
    return bool(_run(stage, execution)["status"] == "Failed")


def _push(registry: RegistryClient, reference: str, *, size: int = 1000) -> Image:
    """Push an image that no other has anything of."""
    image = an_image([reference.encode() + random.randbytes(size)], random.randbytes(20))
    registry.push(reference, image)
    return image


def _wait(found: Callable[[], bool], what: str) -> None:
    wait_until(found, what=what, within=2 * ENDS // 1000, every=0.3)


def _run(stage: Stage, execution: int) -> dict[str, Any]:
    path = f"/replication/executions/{execution}"
    return dict(require(stage.api.get(path), HTTPStatus.OK).json())


def _log_of(stage: Stage, execution: int) -> str:
    """Of the run's first task."""
    path = f"/replication/executions/{execution}/tasks"
    task = require(stage.api.get(path), HTTPStatus.OK).json()[0]["id"]
    return require(stage.api.get(f"{path}/{task}/log"), HTTPStatus.OK).text
