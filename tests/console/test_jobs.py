"""Background jobs: what waits, what runs, stopped and tried again from one list."""

from collections.abc import Callable, Iterator
from http import HTTPStatus

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.visits import Visit
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.people import Person

KIND = "GARBAGE_COLLECTION"
QUEUE = f"/jobservice/queues/{KIND}"
ENDS = 60_000
"""Milliseconds within which a job has ended, on a machine that is busy too."""


@pytest.fixture
def open_queue(api: ApiClient) -> Iterator[None]:
    """Leave the queue as it was, whatever becomes of the test."""
    yield
    require(api.put(QUEUE, json={"action": "resume"}), HTTPStatus.OK)


@pytest.mark.usefixtures("open_queue")
def test_a_job_waits_while_its_queue_is_paused_is_stopped_and_tried_again(
    visit: Callable[..., Visit], admin: Person, api: ApiClient
) -> None:
    visitor = visit(admin)
    page = visitor.open("/ui/admin/jobs?tab=queues")
    page.get_by_role("button", name="Pause Garbage collection").click()
    queue = page.get_by_role("row").filter(has_text="Garbage collection")
    expect(queue).to_contain_text("Paused")
    _start_dry_run(api)

    page.get_by_role("tab", name="Jobs").click()
    _filter(page, "Kind", "Garbage collection")
    page.wait_for_url(f"**kind={KIND}**")
    row = _newest(page)
    expect(row).to_contain_text("Waiting")
    row.get_by_role("button", name="Stop").click()
    asked = page.get_by_role("dialog")
    asked.get_by_role("button", name="Stop the job").click()
    expect(row).to_contain_text("Stopped")
    row.get_by_role("button", name="Try Garbage collection").click()
    expect(row).to_contain_text("Waiting")

    page.get_by_role("tab", name="Queues").click()
    expect(queue.get_by_role("cell", name="1", exact=True)).to_be_visible()
    page.get_by_role("button", name="Resume Garbage collection").click()
    expect(queue).to_contain_text("Open")
    visitor.open(f"/ui/admin/jobs?kind={KIND}")
    expect(row).to_contain_text("Done", timeout=ENDS)


def test_a_job_tells_its_attempts_and_its_log_beside_the_list(
    visit: Callable[..., Visit], admin: Person, api: ApiClient
) -> None:
    _start_dry_run(api)
    page = visit(admin).open(f"/ui/admin/jobs?kind={KIND}")
    row = _newest(page)
    expect(row).to_contain_text("Done", timeout=ENDS)
    row.get_by_role("button", name="Garbage collection").first.click()
    page.wait_for_url("**job=**")
    drawer = page.get_by_role("dialog", name="Job")
    expect(drawer.get_by_text("Attempt 1")).to_be_visible()
    log = drawer.get_by_role("region", name="Log")
    expect(log).to_contain_text("nothing was taken: a dry run")
    expect(drawer.get_by_text("Complete.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_workers_tell_that_they_are_there(visit: Callable[..., Visit], admin: Person) -> None:
    page = visit(admin).open("/ui/admin/jobs?tab=workers")
    expect(page.get_by_role("table").first).to_contain_text("Thread 1")


def _start_dry_run(api: ApiClient) -> None:
    body = {"schedule": {"type": "Manual"}, "parameters": {"dry_run": True}}
    require(api.post("/system/gc/schedule", json=body), HTTPStatus.CREATED)


def _newest(page: Page) -> Locator:
    return page.get_by_role("table", name="Jobs").get_by_role("row").nth(1)


def _filter(page: Page, label: str, name: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=name).click()
