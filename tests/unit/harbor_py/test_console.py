"""The console's files: what is answered for them, and for whatever else is asked for below /ui."""

import asyncio
import base64
import hashlib
import re
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

import pytest
from starlette.types import Message, Scope

from harbor_py.console import Console, is_console

INLINE = 'document.documentElement.lang = "x" && "<b>"\n'
SECOND = "let later = 1"
PAGE = f"""<!doctype html>
<meta name="csp-nonce" content="__CSP_NONCE__">
<style nonce="__CSP_NONCE__">body {{ color: red }}</style>
<script>{INLINE}</script>
<script type="module" src="/ui/assets/main-1a2b.js"></script>
<script data-x="y">{SECOND}</script>
<div id="root">plain text</div>
"""
ASSET = "/ui/assets/main-1a2b.js"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def get(
    console: Console, path: str, *, method: str = "GET", encodings: str | None = None
) -> Answer:
    headers = [] if encodings is None else [(b"accept-encoding", encodings.encode())]
    scope: Scope = {"type": "http", "method": method, "path": path, "headers": headers}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(console(scope, receive, send))
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    assert len(told) == len(sent[0]["headers"]), "each header once"
    return Answer(sent[0]["status"], told, b"".join(part["body"] for part in sent[1:]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give what a build leaves, and beside it a file that is nobody's business."""
    (tmp_path / "secret.txt").write_text("nobody's business")
    folder = tmp_path / "dist"
    files = {
        "index.html": PAGE,
        "favicon.svg": "<svg/>",
        ".vite/manifest.json": "of the build",
        "index.html.br": "the page, packed",
        "assets/main-1a2b.js": "plain",
        "assets/main-1a2b.js.br": "packed by brotli",
        "assets/main-1a2b.js.gz": "packed by gzip",
        "assets/main-3c4d.css": "plain",
        "assets/inter-5e6f.woff2": "font",
        "assets/odd-7a8b.xyz": "odd",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def console(folder: Path) -> Console:
    return Console(folder)


@pytest.mark.parametrize(
    ("path", "is_ours"),
    [
        ("/", True),
        ("/ui", True),
        ("/ui/", True),
        ("/ui/projects/a/-/b", True),
        ("/uix", False),
        ("//", False),
        ("/v2/", False),
        ("/api/v2.0/ui/", False),
    ],
)
def test_only_the_root_and_what_is_below_ui_is_the_consoles(path: str, is_ours: bool) -> None:  # noqa: FBT001
    assert is_console(path) is is_ours


@pytest.mark.parametrize("path", ["/", "/ui"])
def test_the_root_leads_to_the_console(console: Console, path: str) -> None:
    answer = get(console, path)
    assert (answer.status, answer.headers["location"]) == (HTTPStatus.TEMPORARY_REDIRECT, "/ui/")


@pytest.mark.parametrize(
    ("encodings", "encoding", "body"),
    [
        (None, None, b"plain"),
        ("", None, b"plain"),
        ("identity", None, b"plain"),
        ("gzip", "gzip", b"packed by gzip"),
        ("gzip, deflate, br, zstd", "br", b"packed by brotli"),
        ("BR;q=0.5,gzip;q=1.0", "br", b"packed by brotli"),
        ("br;q=0, gzip", "gzip", b"packed by gzip"),
        ("br; q=0.000, gzip;q=0", None, b"plain"),
        ("brotli, xgzip", None, b"plain"),
    ],
)
def test_an_asset_comes_as_the_browser_takes_it(
    console: Console, encodings: str | None, encoding: str | None, body: bytes
) -> None:
    answer = get(console, ASSET, encodings=encodings)
    assert (answer.status, answer.body) == (HTTPStatus.OK, body)
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["content-length"] == str(len(body))
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (ASSET, "text/javascript; charset=utf-8"),
        ("/ui/assets/main-3c4d.css", "text/css; charset=utf-8"),
        ("/ui/assets/inter-5e6f.woff2", "font/woff2"),
        ("/ui/assets/odd-7a8b.xyz", "application/octet-stream"),
        ("/ui/favicon.svg", "image/svg+xml"),
    ],
)
def test_a_file_says_what_it_is(console: Console, path: str, kind: str) -> None:
    assert get(console, path, encodings="br").headers["content-type"] == kind


def test_what_has_no_hash_in_its_name_is_asked_for_again(console: Console) -> None:
    assert get(console, "/ui/favicon.svg").headers["cache-control"] == "public, max-age=3600"


@pytest.mark.parametrize(
    "path",
    [
        "/ui/assets/",
        "/ui/assets/main-0000.js",
        "/ui/assets/main-1a2b.js.br",
        "/ui/assets/main-1a2b.js/",
        "/ui/assets/../index.html",
        "/ui/assets/../../secret.txt",
        "/ui/assets//etc/passwd",
        "/ui/assets/\x00",
    ],
)
def test_a_missing_asset_is_no_page(console: Console, path: str) -> None:
    answer = get(console, path)
    assert answer.status == HTTPStatus.NOT_FOUND
    assert answer.headers["content-type"].startswith("text/plain")
    assert b"load the page again" in answer.body


@pytest.mark.parametrize(
    "path",
    [
        "/ui/",
        "/ui/index.html",
        "/ui/index.html.br",
        "/ui/projects/acme/repos/a/b/-/tags",
        "/ui/.vite/manifest.json",
        "/ui/../secret.txt",
        "/ui/../../etc/passwd",
        "/ui/%2e%2e/secret.txt",
    ],
)
def test_every_other_address_is_the_page(console: Console, path: str) -> None:
    answer = get(console, path, encodings="br")
    assert answer.status == HTTPStatus.OK
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "content-encoding" not in answer.headers
    assert b'<div id="root">' in answer.body
    assert b"nobody's business" not in answer.body


def test_the_page_may_run_its_own_scripts_and_no_others(console: Console) -> None:
    rules = _rules(get(console, "/ui/"))
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()) for text in (INLINE, SECOND)]
    assert rules["script-src"] == ["'self'", *(f"'sha256-{one.decode()}'" for one in hashes)]
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == ["'none'"]
    assert rules["connect-src"] == rules["form-action"] == rules["font-src"] == ["'self'"]
    assert rules["img-src"] == ["'self'", "data:"]
    assert "unsafe" not in str(rules)


def test_a_nonce_is_never_used_twice(console: Console) -> None:
    answers = [get(console, "/ui/") for _ in range(20)]
    nonces = set()
    for answer in answers:
        own, styles = _rules(answer)["style-src"]
        nonce = styles.removeprefix("'nonce-").rstrip("'")
        assert own == "'self'"
        assert len(nonce) >= 22
        found = re.findall(rb'(?:nonce|content)="([^"]*)"', answer.body)
        assert found == [nonce.encode()] * 2
        nonces.add(nonce)
    assert len(nonces) == len(answers)


@pytest.mark.parametrize("path", ["/", "/ui", "/ui/", "/ui/projects", ASSET, "/ui/assets/x.js"])
def test_head_says_the_same_without_the_content(console: Console, path: str) -> None:
    full, head = get(console, path), get(console, path, method="HEAD")
    assert head.status == full.status
    assert head.body == b""
    said, repeated = ({**one.headers, "content-security-policy": ""} for one in (full, head))
    assert repeated == said
    assert int(head.headers["content-length"]) == len(full.body)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/ui", "/ui/", ASSET])
def test_nothing_but_reading(console: Console, method: str, path: str) -> None:
    answer = get(console, path, method=method)
    assert answer.status == HTTPStatus.METHOD_NOT_ALLOWED
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/ui/", "/ui/projects", "/ui/index.html"])
def test_without_a_build_the_page_says_how_to_make_one(tmp_path: Path, path: str) -> None:
    answer = get(Console(tmp_path / "nowhere"), path)
    assert answer.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert b"make console" in answer.body


def test_without_a_build_the_rest_is_as_ever(tmp_path: Path) -> None:
    console = Console(tmp_path / "nowhere")
    assert get(console, "/").status == HTTPStatus.TEMPORARY_REDIRECT
    assert get(console, ASSET).status == HTTPStatus.NOT_FOUND
    assert get(console, "/ui/", method="POST").status == HTTPStatus.METHOD_NOT_ALLOWED


def _rules(answer: Answer) -> dict[str, list[str]]:
    policy = answer.headers["content-security-policy"]
    words = (part.split() for part in policy.split(";"))
    return {name: values for name, *values in words}
