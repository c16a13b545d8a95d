"""How the console reaches a browser: from one origin, under a policy, compressed, and once."""

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Page

from tests.console.pages import LOOKS
from tests.console.visits import Look, Visit
from tests.support import raw
from tests.support.connection import connection
from tests.support.people import Person
from tests.support.server import Server

DEEP = "/ui/projects?q=acme"
SMALL = 1024
"""Bytes of a file that is not worth compressing."""


class _Sizes(NamedTuple):
    on_the_wire: int
    packed: int
    unpacked: int


@pytest.fixture
def http(server: Server) -> Iterator[httpx.Client]:
    with connection(server.base_url) as client:
        yield client


@pytest.fixture
def assets(http: httpx.Client) -> list[str]:
    """Give the addresses of what the page begins with."""
    found = re.findall(r'(?:src|href)="(/ui/assets/[^"]+)"', http.get("/ui/").text)
    assert any(one.endswith(".js") for one in found)
    assert any(one.endswith(".css") for one in found)
    return found


def test_the_root_leads_to_the_console(visit: Callable[..., Visit], admin: Person) -> None:
    page = visit(admin).open("/")
    assert urlsplit(page.url).path == "/ui/"


def test_a_deep_link_shows_its_page_and_survives_a_reload(
    visit: Callable[..., Visit], admin: Person, server: Server
) -> None:
    visitor = visit(admin)
    heading = visitor.open(DEEP).locator("h1").inner_text()
    visitor.page.reload()
    visitor.wait_settled()
    assert visitor.page.url == f"{server.base_url}{DEEP}"
    assert visitor.page.locator("h1").inner_text() == heading


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_scheme_and_language_are_there_before_the_first_paint(
    visit: Callable[..., Visit], look: Look
) -> None:
    page = visit(look=look).page
    page.route("**/assets/*.js", lambda route: route.abort("aborted"))
    page.goto("/ui/login")
    root = page.locator("html")
    assert root.get_attribute("data-mantine-color-scheme") == look.scheme
    assert root.get_attribute("lang") == look.language


def test_nothing_comes_from_elsewhere(
    visit: Callable[..., Visit], admin: Person, server: Server
) -> None:
    visitor = visit(admin)
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.open("/ui/projects")
    assert len(asked) > 3
    assert [url for url in asked if not url.startswith((server.base_url, "data:"))] == []


@pytest.mark.parametrize(
    ("attempt", "refused"),
    [
        ("document.head.append(made('script', {text: '1'}))", "script-src"),
        ("document.body.setAttribute('onclick', '1')", "script-src"),
        ("document.head.append(made('style', {textContent: 'p {}'}))", "style-src"),
        ("document.head.append(made('base', {href: '/x'}))", "base-uri"),
        ("fetch('http://localhost:9/').catch(() => null)", "connect-src"),
        ("made('img', {src: 'http://localhost:9/x.png'})", "img-src"),
    ],
)
def test_the_policy_holds(visit: Callable[..., Visit], attempt: str, refused: str) -> None:
    visitor = visit()
    page = visitor.open("/ui/login")
    page.evaluate("document.addEventListener('securitypolicyviolation', e => window.seen = e)")
    visitor.expect_fault("Content Security Policy|: csp$")
    made = "const made = (tag, more) => Object.assign(document.createElement(tag), more)"
    page.evaluate(f"() => {{ {made}; {attempt} }}")
    assert visitor.becomes_true("window.seen !== undefined")
    assert page.evaluate("window.seen.effectiveDirective").startswith(refused)


def test_the_page_is_asked_for_each_time_and_has_a_nonce_of_its_own(http: httpx.Client) -> None:
    answers = [http.get(DEEP), http.get(DEEP)]
    nonces = set()
    for answer in answers:
        assert answer.status_code == HTTPStatus.OK
        assert "no-cache" in answer.headers["Cache-Control"]
        nonce = re.findall(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])[0]
        assert f'content="{nonce}"' in answer.text
        assert "__CSP_NONCE__" not in answer.text
        nonces.add(nonce)
    assert len(nonces) == len(answers)


@pytest.mark.parametrize("path", ["/", "/ui/", DEEP, "/ui/assets/nothing.js"])
def test_wb_05_every_answer_says_what_it_is_not_for(http: httpx.Client, path: str) -> None:
    told = http.get(path).headers
    for rule in ("default-src 'none'", "frame-ancestors 'none'"):
        assert rule in told["Content-Security-Policy"]
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Cache-Control"].startswith("private")
    assert told["Referrer-Policy"] == "same-origin"
    assert "camera=()" in told["Permissions-Policy"]
    assert told["Cross-Origin-Resource-Policy"] == "same-origin"
    assert [name for name in told if len(told.get_list(name)) > 1] == []


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_assets_come_compressed(http: httpx.Client, assets: list[str], encoding: str) -> None:
    sizes = {}
    for path in (path for path in assets if path.endswith((".js", ".css"))):
        plain = http.head(path, headers={"Accept-Encoding": "identity"}).headers
        sizes[path] = int(plain["Content-Length"])
        if sizes[path] < SMALL:
            continue
        packed = http.head(path, headers={"Accept-Encoding": encoding}).headers
        assert "Content-Encoding" not in plain
        assert packed["Content-Encoding"] == encoding
        assert int(packed["Content-Length"]) < sizes[path]
        assert packed["Vary"] == plain["Vary"] == "Accept-Encoding"
    assert max(sizes.values()) > SMALL


def test_a_browser_gets_compressed_assets_and_each_once(
    visit: Callable[..., Visit], admin: Person
) -> None:
    visitor = visit(admin)  # who signs in has the next page fetched too, sooner or later
    first = _loaded(visitor.open("/ui/projects"))
    again = _loaded(visitor.open("/ui/projects"))
    assert all(sizes.on_the_wire > 0 for sizes in first.values())
    scripts = [sizes for name, sizes in first.items() if name.endswith(".js")]
    assert sum(one.packed for one in scripts) < 0.5 * sum(one.unpacked for one in scripts)
    assert again.keys() == first.keys()
    assert [name for name, sizes in again.items() if sizes.on_the_wire > 0] == []


def test_an_asset_that_is_no_more_is_no_page(http: httpx.Client) -> None:
    answer = http.get("/ui/assets/main-00000000.js")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert answer.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    "path", ["/ui/.vite/manifest.json", "/ui/../manage.py", "/ui/%2e%2e/..%2f..%2fmanage.py"]
)
def test_what_else_lies_about_is_not_given_away(server: Server, path: str) -> None:
    answer = raw.exchange(
        server.base_url, f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()
    )
    assert answer.status == HTTPStatus.OK
    assert b'<div id="root">' in answer.body


def _loaded(page: Page) -> dict[str, _Sizes]:
    """What the page has loaded of the console's assets, by address."""
    page.wait_for_load_state("networkidle")
    found = page.evaluate("performance.getEntriesByType('resource').map(one => one.toJSON())")
    return {
        one["name"]: _Sizes(one["transferSize"], one["encodedBodySize"], one["decodedBodySize"])
        for one in found
        if "/ui/assets/" in one["name"]
    }
