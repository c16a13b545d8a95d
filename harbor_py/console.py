"""The web console's files under ``/ui/``: read once at start, answered from memory (ADR 15).

``frontend/`` is where they are made; a registry that has none of them serves everything else.
"""

import base64
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from http import HTTPStatus
from pathlib import Path

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

HOME = "/ui/"
ASSETS = f"{HOME}assets/"
"""What lies here has the hash of its content in its name, so it never changes."""
_PAGE = "index.html"
_NONCE = "__CSP_NONCE__"
_FOREVER = "public, max-age=31536000, immutable"
_FOR_AN_HOUR = "public, max-age=3600"
_ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""Those that files are kept in, the one that is preferred first."""
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""Not asked of the system, whose list differs from one to the next; nobody may guess either."""
_NOT_BUILT = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>The console is not built</title>
<h1>The console is not built</h1>
<p>The registry and its API work. To have the console too, run <code>make console</code> where
the registry was installed, and start the registry again.</p>
</html>
"""


def is_console(path: str) -> bool:
    """Whether the path is the console's, or the root, which leads there."""
    return path.startswith(HOME) or path in ("/", "/ui")


class Console:
    """The ASGI application of the console, made of the files that *folder* has now."""

    def __init__(self, folder: Path) -> None:
        self._files = dict(_read(folder))
        page = folder / _PAGE
        self._page = _Page(page.read_text(encoding="utf-8")) if page.is_file() else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method: str = scope["method"]
        if method not in ("GET", "HEAD"):
            answer = _method_not_allowed()
        else:
            answer = self._find(scope["path"], dict(scope["headers"]))
        if method == "HEAD":
            answer = _Head(answer)
        await answer(scope, receive, send)

    def _find(self, path: str, headers: Mapping[bytes, bytes]) -> Response:
        if not path.startswith(HOME):
            return RedirectResponse(HOME, HTTPStatus.TEMPORARY_REDIRECT)
        if file := self._files.get(path):
            return file.answer(headers.get(b"accept-encoding", b"").decode("latin-1"))
        if path.startswith(ASSETS):
            return PlainTextResponse(
                "The console has no such file. It may have been updated: load the page again.\n",
                HTTPStatus.NOT_FOUND,
            )
        if self._page is None:
            return Response(_NOT_BUILT, HTTPStatus.SERVICE_UNAVAILABLE, media_type="text/html")
        return self._page.answer()


class _Head(Response):
    """Says of another answer all but its content."""

    def __init__(self, full: Response) -> None:
        super().__init__(status_code=full.status_code)
        self.raw_headers = full.raw_headers


class _File:
    """One file, in every encoding that it was built in."""

    def __init__(self, path: Path, *, is_lasting: bool) -> None:
        headers = {
            "Content-Type": _TYPES.get(path.suffix, "application/octet-stream"),
            "Cache-Control": _FOREVER if is_lasting else _FOR_AN_HOUR,
            "Vary": "Accept-Encoding",
        }
        self._plain = Response(path.read_bytes(), headers=headers)
        self._encoded = {
            name: Response(twin.read_bytes(), headers={**headers, "Content-Encoding": name})
            for name, suffix in _ENCODINGS.items()
            if (twin := path.with_name(path.name + suffix)).is_file()
        }

    def answer(self, accepted: str) -> Response:
        names = _names(accepted)
        return next(
            (answer for name, answer in self._encoded.items() if name in names), self._plain
        )


class _Page:
    """The page that every address of the console opens with; its script finds the view.

    Its inline scripts are known by their hashes. Styles that scripts add have the nonce, which no
    two answers share.
    """

    def __init__(self, html: str) -> None:
        self._parts = html.split(_NONCE)
        self._scripts = "".join(f" 'sha256-{digest}'" for digest in _script_hashes(html))

    def answer(self) -> Response:
        nonce = secrets.token_urlsafe(16)
        policy = (
            f"default-src 'none'; script-src 'self'{self._scripts};"
            f" style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self';"
            " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
            " frame-ancestors 'none'"
        )
        headers = {"Cache-Control": "private, no-cache", "Content-Security-Policy": policy}
        return Response(nonce.join(self._parts), headers=headers, media_type="text/html")


class _InlineScripts(HTMLParser):
    """Collects the text of the scripts that stand in a page itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_inside = tag == "script" and "src" not in dict(attrs)
        if self._is_inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._is_inside = False

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.found[-1] += data


def _script_hashes(html: str) -> list[str]:
    parser = _InlineScripts()
    parser.feed(html)
    parser.close()
    digests = (hashlib.sha256(text.encode()).digest() for text in parser.found)
    return [base64.b64encode(digest).decode() for digest in digests]


def _read(folder: Path) -> Iterable[tuple[str, _File]]:
    """Every file but the page, by its address: what is not in this list cannot be asked for.

    What is hidden the build keeps for itself.
    """
    for path in sorted(folder.rglob("[!.]*")):
        name = path.relative_to(folder).as_posix()
        is_kept = name.startswith(".") or name == _PAGE or path.suffix in _ENCODINGS.values()
        if path.is_file() and not is_kept:
            address = HOME + name
            yield address, _File(path, is_lasting=address.startswith(ASSETS))


def _names(accepted: str) -> set[str]:
    """The encodings that an ``Accept-Encoding`` names and does not rule out by a weight of 0."""
    names = set()
    for part in accepted.split(","):
        name, _, weight = part.lower().partition(";")
        if weight.replace(" ", "").rstrip("0.") != "q=":
            names.add(name.strip())
    return names


def _method_not_allowed() -> Response:
    return PlainTextResponse(
        "The console is only read.\n", HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD"}
    )
