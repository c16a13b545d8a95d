"""A visit to the console in a real browser: who comes, how it looks to them, and what goes wrong.

Whatever a browser complains of fails the test (`Visit.require_flawless`): messages of errors, which
is how it reports what the content security policy refused too, and requests that failed.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    StorageState,
    StorageStateCookie,
    expect,
    sync_playwright,
)

from tests.support.console import Browser as PlainBrowser
from tests.support.people import Person
from tests.support.processes import LOOPBACK
from tests.support.server import Server

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",  # the tests of a container run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {LOOPBACK}, EXCLUDE localhost",
]
WITHIN = 10_000
"""Milliseconds that a page may take to show what a test waits for."""
LINGERING = 50
"""Milliseconds that a complaint may be on its way to us."""
WIDE, NARROW = 1280, 390
HEIGHT = 900

_WHO_IS_IT = re.compile(r"/api/v2\.0/session(\?|$)")
"""How a page asks who it has before it."""

_CHANGE = """
value => {
  localStorage.setItem('console.scheme', value);
  const told = {key: 'console.scheme', newValue: value, storageArea: localStorage};
  dispatchEvent(new StorageEvent('storage', told));
}
"""
_REST = "Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => null)"
"""Colours take a moment to change."""

Scheme = Literal["light", "dark"]
Language = Literal["en", "zh-CN"]


@dataclass(frozen=True, slots=True)
class Look:
    """What a visitor has chosen, and how wide their window is."""

    scheme: Scheme = "light"
    language: Language = "en"
    width: int = WIDE

    def __str__(self) -> str:
        return f"{self.scheme}-{self.language}-{self.width}"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser that reaches this machine and nothing else."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Visit:
    """A window with cookies and storage of its own; `visit.page` is Playwright's."""

    def __init__(
        self, browser: Browser, server: Server, *, person: Person | None, look: Look
    ) -> None:
        self._url = server.base_url
        self._context = browser.new_context(
            base_url=self._url,
            storage_state=_state(self._url, person, look),
            color_scheme=look.scheme,
            locale=look.language,
            reduced_motion="reduce",
            viewport={"width": look.width, "height": HEIGHT},
        )
        self._context.set_default_timeout(WITHIN)
        self._faults: list[str] = []
        self._expected: list[re.Pattern[str]] = []
        _watch(self._context, self._faults.append)
        self.page = self._context.new_page()

    def open(self, path: str) -> Page:
        """Go there and wait until the page shows what it has to."""
        self.page.goto(path)
        self.wait_settled()
        return self.page

    def wait_settled(self) -> None:
        """Every view has a heading, and says of itself while it is loading."""
        expect(self.page.locator("h1").first).to_be_visible(timeout=WITHIN)
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0, timeout=WITHIN)
        self.page.evaluate("document.fonts.ready.then(() => null)")

    def becomes_true(self, expression: str, within: int = WITHIN) -> bool:
        """Ask until the page says so; Playwright's own waiting is refused by the policy."""
        return self._comes_true(lambda: self.page.evaluate(expression), within)

    def change_scheme(self, scheme: Scheme) -> None:
        """Choose a scheme as in another tab of the same browser, which this one learns of."""
        self.page.evaluate(_CHANGE, scheme)
        root = self.page.locator("html")
        expect(root).to_have_attribute("data-mantine-color-scheme", scheme)
        self.page.evaluate(_REST)

    def change_language(self, language: Language) -> None:
        """Have the page opened anew in the language, without the way to it."""
        self.page.evaluate("value => localStorage.setItem('console.language', value)", language)
        self.page.reload()
        self.wait_settled()
        expect(self.page.locator("html")).to_have_attribute("lang", language)

    def change_width(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.wait_settled()

    def sign_in(self, person: Person) -> None:
        """Fill in the form of the page that is open, as a password manager finds it."""
        self.page.locator("input[autocomplete=username]").fill(person.username)
        self.page.locator("input[autocomplete=current-password]").fill(person.password)
        self.page.keyboard.press("Enter")

    def expect_fault(self, pattern: str) -> None:
        """Have a fault occur that matches; all that match count as this one."""
        self._expected.append(re.compile(pattern))

    def wait_fault(self, pattern: str, within: int = WITHIN) -> None:
        """Fail unless a fault that matches has occurred, or does within so many milliseconds."""
        faults = self._faults
        has_come = self._comes_true(lambda: any(map(re.compile(pattern).search, faults)), within)
        assert has_come, f"{pattern} did not occur, but {faults}"

    def require_flawless(self, within: int = WITHIN) -> None:
        """Fail for what went wrong unexpectedly, and for what was expected and did not."""
        self.page.wait_for_timeout(LINGERING)
        faults, expected = self._faults, self._expected
        for one in expected:
            self.wait_fault(one.pattern, within)
        unexpected = [fault for fault in faults if not any(one.search(fault) for one in expected)]
        assert not unexpected, f"the browser complained: {unexpected}"

    def _comes_true(self, found: Callable[[], object], within: int) -> bool:
        deadline = time.monotonic() + within / 1000
        while not (is_true := bool(found())) and time.monotonic() < deadline:
            self.page.wait_for_timeout(LINGERING)
        return is_true

    def save_picture(self, file: Path, *, whole: bool = False) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=file, full_page=whole)

    def close(self) -> None:
        self._context.close()


def _state(url: str, person: Person | None, look: Look) -> StorageState:
    chosen: list[Any] = [
        {"name": "console.scheme", "value": look.scheme},
        {"name": "console.language", "value": look.language},
    ]
    cookies = [] if person is None else [_session(url, person)]
    return {"cookies": cookies, "origins": [{"origin": url, "localStorage": chosen}]}


def _session(url: str, person: Person) -> StorageStateCookie:
    """Sign in without a page, for tests of what comes after that."""
    with PlainBrowser(url) as browser:
        name, _, value = browser.login(*person).cookie.partition("=")
    return {
        "name": name,
        "value": value,
        "domain": LOOPBACK,
        "path": "/",
        "expires": -1,
        "httpOnly": True,
        "secure": False,
        "sameSite": "Lax",
    }


def _watch(context: BrowserContext, note: Callable[[str], None]) -> None:
    def on_message(message: ConsoleMessage) -> None:
        # Answers that are errors are watched themselves, with their status.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            note(f"message: {message.text}")

    def on_failure(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page wants it no more
            note(f"request: {request.method} {request.url}: {request.failure}")

    def on_answer(response: Response) -> None:
        request = response.request
        if response.status == HTTPStatus.UNAUTHORIZED and _WHO_IS_IT.search(request.url):
            return  # nobody is signed in
        if response.status >= HTTPStatus.BAD_REQUEST:
            note(f"answer: {response.status} {request.method} {request.url}")

    context.on("console", on_message)
    context.on("weberror", lambda error: note(f"exception: {error.error}"))
    context.on("requestfailed", on_failure)
    context.on("response", on_answer)
