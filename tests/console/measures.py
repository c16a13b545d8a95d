"""What a page has cost: requests, and how long people wait for it."""

import json
import re
import statistics
import time
from collections.abc import Callable
from math import inf

from playwright.sync_api import Browser, Page, Request

RUNS = 3
TRIES = 3
_API = re.compile(r"/api/v2\.0/(.*)")


class Asked:
    """The requests to the API that a page makes from now on."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.paths: list[str] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if found := _API.search(request.url):
            self.paths.append(found[1])

    def stop(self) -> list[str]:
        self._page.remove_listener("request", self._note)
        return self.paths


def median_of_runs(run: Callable[[], float], *, limit: float) -> float:
    """The middle one of three; above the *limit*, of three others: the machine may have been busy.

    Who waits too long waits so each time.
    """
    best = inf
    for _ in range(TRIES):
        best = min(best, statistics.median(run() for _ in range(RUNS)))
        if best <= limit:
            break
    return best


def milliseconds(deed: Callable[[], object]) -> float:
    begin = time.perf_counter()
    deed()
    return (time.perf_counter() - begin) * 1000


_FIRST_ROW = """
name => {
  window.sawFirst = new Promise(resolve => {
    document.addEventListener('input', event => {
      const look = () => {
        const first = document.querySelector('tbody th[scope=row]');
        if (first?.textContent.startsWith(name)) resolve(performance.now() - event.timeStamp);
        else requestAnimationFrame(look);
      };
      look();
    }, {once: true});
  });
}
"""


def milliseconds_to_first_row(page: Page, key: str, name: str) -> float:
    """From the press of *key*, as the browser saw it, to a table that begins with *name*."""
    page.evaluate(_FIRST_ROW, name)
    page.keyboard.press(key)
    return float(page.evaluate("window.sawFirst"))


def longest_task(browser: Browser, page: Page, deed: Callable[[Page], None]) -> float:
    """Milliseconds of the longest task of the page's main thread while *deed* is done.

    Of the processor, not of the clock: what else the machine does is no fault of the page.
    """
    browser.start_tracing(page=page, categories=["toplevel"])
    deed(page)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    mains = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    tasks = [
        event["tdur"] / 1000
        for event in events
        if (event["pid"], event["tid"]) in mains and "RunTask" in event["name"] and "tdur" in event
    ]
    assert tasks, "the browser told of no task"
    return max(tasks)
