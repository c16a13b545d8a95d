"""Logs of jobs: followed as they are written, looked through however long, and had as a file."""

import re
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console import axe
from tests.console.visits import Visit
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.people import Person

LARGE = 50 * 2**20
LINE = 128
"""Bytes of each line of the large log."""
COUNT = LARGE // LINE
SPECIAL = (5, COUNT // 2, COUNT - 100)
"""Its lines that tell of something that failed."""
KEPT = 2000
"""Lines that a page has at most."""
HEAP = 100 * 2**20

_BEGIN = """
from datetime import timedelta
from jobs import clock
from jobs.models import Execution, Task
execution = Execution.objects.create(kind="LOGGED", status=status, trigger="MANUAL")
task = Task.objects.create(execution=execution, kind="LOGGED", key=str(execution.pk),
    status=status, run_after=clock.now(), lease_until=clock.now() + timedelta(days=1))
answer = task.pk
"""
_APPEND = """
from jobs import logs
from jobs.models import Task
task = Task.objects.get(pk=task_id)
size = logs.append(task_id=task_id, size=task.log_size, lines=lines)
answer = Task.objects.filter(pk=task_id).update(log_size=size)
"""
_FILL = """
from jobs.models import LogChunk, Task
at_once = 1024

def line(number):
    words = "ERROR the disk is full" if number in special else "all is well"
    return f"2026-11-20T10:00:00Z {words}, line {number} ".ljust(width - 1, ".") + chr(10)

def piece(start):
    text = "".join(line(number) for number in range(start, min(count, start + at_once)))
    return LogChunk(task_id=task_id, offset=start * width, text=text)

LogChunk.objects.bulk_create(map(piece, range(0, count, at_once)), batch_size=20)
answer = Task.objects.filter(pk=task_id).update(log_size=count * width)
"""


@pytest.fixture(scope="module")
def large(inside: Inside) -> int:
    """Give a job that is over, and has a log of fifty megabytes."""
    task = int(inside.run(_BEGIN, status="Success"))
    given = {"task_id": task, "count": COUNT, "width": LINE, "special": list(SPECIAL)}
    assert inside.run(_FILL, **given) == 1
    return task


def test_flow_23_a_log_is_followed_until_somebody_scrolls_up(
    visit: Callable[..., Visit], admin: Person, inside: Inside
) -> None:
    task = int(inside.run(_BEGIN, status="Running"))
    _append(inside, task, [f"line {number}" for number in range(200)])
    page = visit(admin).open(f"/ui/admin/jobs?job={task}")
    log = _log(page)
    expect(log.get_by_text("line 199")).to_be_in_viewport()
    _append(inside, task, [f"more {number}" for number in range(100)])
    expect(log.get_by_text("more 99")).to_be_in_viewport()

    log.hover()
    page.mouse.wheel(0, -100_000)
    expect(page.get_by_text("Paused: what is written now is not shown.")).to_be_visible()
    _append(inside, task, ["written meanwhile"])
    for _ in range(2):  # the job itself is still asked for, as often as its log would be
        with page.expect_response(re.compile(rf"/jobs/{task}$")):
            pass
    expect(log.get_by_text("written meanwhile")).to_have_count(0)
    expect(log.get_by_text("line 0", exact=True)).to_be_in_viewport()
    page.get_by_role("button", name="Follow again").click()
    expect(log.get_by_text("written meanwhile")).to_be_in_viewport()
    _append(inside, task, ["written at last"])
    expect(log.get_by_text("written at last")).to_be_in_viewport()


def test_flow_23_a_log_of_fifty_megabytes_is_looked_through_in_little_memory(
    visit: Callable[..., Visit], admin: Person, large: int
) -> None:
    page = visit(admin).open(f"/ui/admin/jobs?job={large}")
    log = _log(page)
    expect(log.get_by_text(f"line {COUNT - 1} ")).to_be_in_viewport()
    expect(page.get_by_text("2,000 lines are shown")).to_contain_text("of 50 MiB.")

    _seek(page, "DISK is full")
    expect(page.get_by_text("3 lines", exact=True)).to_be_visible()
    for at, number in enumerate(SPECIAL, 1):
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").get_by_text(f"{at} of 3")).to_be_visible()
        expect(log.locator("[aria-current]")).to_contain_text(f"line {number} ")
        expect(log.locator("[aria-current] mark")).to_be_in_viewport()
    assert axe.violations(page) == []
    page.get_by_role("button", name="Next line that has it").click()
    expect(log.locator("[aria-current]")).to_contain_text("line 5 ")
    page.get_by_role("button", name="Previous line that has it").click()
    expect(log.locator("[aria-current]")).to_contain_text(f"line {SPECIAL[-1]} ")
    _require_little(page)

    _seek(page, "all is well")
    expect(page.get_by_text("10,000+ lines")).to_be_visible()
    _require_little(page)
    _seek(page, "")
    page.get_by_role("combobox", name="All levels").click()
    page.get_by_role("option", name="Errors", exact=True).click()
    expect(log.locator("[data-offset]")).to_have_count(len(SPECIAL))
    expect(page.get_by_text("All of it: 3 lines")).to_be_visible()
    _require_little(page)


def test_flow_23_a_download_is_the_log_to_the_byte(
    visit: Callable[..., Visit], admin: Person, api: ApiClient, large: int
) -> None:
    page = visit(admin).open(f"/ui/admin/jobs?job={large}")
    expect(_log(page).locator("[data-offset]")).to_have_count(KEPT)
    with page.expect_download() as begun:
        page.get_by_role("link", name="Download").click()
    assert begun.value.suggested_filename == f"job-{large}.log"
    saved = Path(begun.value.path()).read_bytes()
    assert len(saved) == COUNT * LINE
    assert saved == _read(api, large)
    _require_little(page)


def _append(inside: Inside, task: int, lines: list[str]) -> None:
    assert inside.run(_APPEND, task_id=task, lines=lines) == 1


def _log(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Job").get_by_role("region", name="Log")


def _seek(page: Page, words: str) -> None:
    page.get_by_role("searchbox", name="Find in the whole log").fill(words)


def _require_little(page: Page) -> None:
    """Of what is still needed: what is not, the browser collects when it likes."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    assert found["JSHeapUsedSize"] <= HEAP
    assert page.locator("[data-offset]").count() <= KEPT


def _read(api: ApiClient, task: int) -> bytes:
    """The log as the API tells it, part by part."""
    found, is_complete = b"", False
    while not is_complete:
        path = f"/jobservice/jobs/{task}/log?offset={len(found)}"
        part = require(api.get(path), HTTPStatus.OK)
        found += part.content
        is_complete = part.headers["X-Log-Complete"] == "true"
    return found
