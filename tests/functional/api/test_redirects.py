"""Nothing leads a browser to another place than ours, whatever it is asked with (WB-06)."""

from http import HTTPStatus
from urllib.parse import quote

import httpx
import pytest

from tests.support.api import ApiClient
from tests.support.connection import connection
from tests.support.console import Browser
from tests.support.people import Person
from tests.support.raw import exchange
from tests.support.server import Server

EVIL = "evil.example"
TARGETS = [
    f"//{EVIL}",
    f"///{EVIL}",
    f"/\\{EVIL}",
    f"\\\\{EVIL}",
    f"/%5c{EVIL}",
    f"%5c%5c{EVIL}",
    f"/%2f{EVIL}",
    f"%2f%2f{EVIL}",
    f"https:{EVIL}",
    f"https:/{EVIL}",
    f"https://{EVIL}/callback",
    f"http://127.0.0.1@{EVIL}/",
    f"http://127.0.0.1.{EVIL}/",
    f"http://127.0.0.1%2523@{EVIL}/",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "\tjavascript:alert(1)",
    f"/\t/{EVIL}",
    f"\n//{EVIL}",
    "data:text/html,x",
    f"//{EVIL}/%2e%2e",
]
NAMES = (
    "next", "redirect", "redirect_url", "redirect_uri", "return_to", "returnUrl", "continue",
    "url", "callback", "state",
)  # fmt: skip


@pytest.mark.parametrize("target", TARGETS)
def test_wb_06_no_parameter_leads_elsewhere(server: Server, admin: Person, target: str) -> None:
    query = dict.fromkeys(NAMES, target)
    form = {"principal": admin.username, "password": admin.password, **query}
    with Browser(server.base_url) as browser:
        for method, path, more in (
            ("POST", "/c/login", {"data": form}),
            ("GET", "/api/v2.0/users/current", {}),
            ("GET", "/service/token", {"headers": {"Cookie": ""}}),
            ("GET", "/c/log_out", {}),
        ):
            answer = browser.request(method, path, params=query, **more)
            _stays(answer)
            assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
            assert not answer.is_redirect


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("prefix", ["", "/api/v2.0", "/v2", "/c", "/service"])
def test_wb_06_no_path_leads_elsewhere(server: Server, prefix: str, target: str) -> None:
    """A path without a slash at its end, or with too many, is completed by nobody."""
    path = f"{prefix}{quote(target, safe='/:%@,')}"
    if not path.startswith("/"):
        path = f"/{path}"
    answer = exchange(
        server.base_url, f"GET {path} HTTP/1.1\r\nHost: {server.registry}\r\n\r\n".encode()
    )
    assert answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
    assert answer.status // 100 != HTTPStatus.MULTIPLE_CHOICES // 100
    assert answer.headers["Location"] is None
    assert answer.headers["Refresh"] is None


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "Forwarded", "X-Original-URL", "Host"])
def test_wb_06_no_header_moves_what_was_made(api: ApiClient, server: Server, header: str) -> None:
    """Where a new thing is, is told as a path."""
    name = f"made-{header.lower()}"
    value = f"host={EVIL}" if header == "Forwarded" else EVIL
    with connection(server.base_url) as client:
        answer = client.post(
            "/api/v2.0/projects",
            json={"project_name": name},
            headers={header: value},
            auth=httpx.BasicAuth(*(api.login or ("", ""))),
        )
    assert answer.status_code == HTTPStatus.CREATED
    assert answer.headers["Location"].startswith("/api/v2.0/projects/")
    _stays(answer)


def _stays(answer: httpx.Response) -> None:
    """Check that no header leads anywhere, and that nothing of it is there to be clicked."""
    for name in ("Location", "Refresh", "Content-Location", "Link"):
        assert EVIL not in answer.headers.get(name, ""), name
    location = answer.headers.get("Location", "/api")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert "html" not in answer.headers.get("Content-Type", "")
