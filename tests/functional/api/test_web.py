"""What browsers are told with every answer, and what hostile pages and clients cannot get."""

import json
import time
import uuid
from collections.abc import Iterator
from http import HTTPStatus

import httpx
import pytest

from tests.functional.api.rights import assert_error
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import connection
from tests.support.console import CSRF, Browser, a_server_behind_a_proxy, cookie_of
from tests.support.people import People, Person
from tests.support.postgresql import database_of
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

HTTPS = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
HOSTILE = [
    "a\r\nb",
    'x\r\n{"level": "error"}',
    "\x1b[31mred",
    "%n%s%s%s",
    "\u202egnp.exe",
    "\u2028line",
    "\x7f\x80\ufeff",
    "y" * 60_000,
]


@pytest.fixture(scope="session")
def http(server: Server) -> Iterator[httpx.Client]:
    with connection(server.base_url) as client:
        yield client


@pytest.fixture(scope="module")
def front(request: pytest.FixtureRequest) -> Iterator[Server]:
    with a_server_behind_a_proxy(database_of(request)) as server:
        yield server


PLACES = [
    ("GET", "/", HTTPStatus.TEMPORARY_REDIRECT),
    ("POST", "/ui/", HTTPStatus.METHOD_NOT_ALLOWED),
    ("GET", "/ui/assets/nothing.js", HTTPStatus.NOT_FOUND),
    ("GET", "/api/version", HTTPStatus.OK),
    ("GET", "/api/v2.0/ping", HTTPStatus.OK),
    ("GET", "/api/v2.0/health", HTTPStatus.OK),
    ("GET", "/api/v2.0/projects", HTTPStatus.OK),
    ("GET", "/api/v2.0/users", HTTPStatus.UNAUTHORIZED),
    ("GET", "/api/v2.0/nothing", HTTPStatus.NOT_FOUND),
    ("PATCH", "/api/v2.0/projects", HTTPStatus.METHOD_NOT_ALLOWED),
    ("OPTIONS", "/api/v2.0/projects", HTTPStatus.METHOD_NOT_ALLOWED),
    ("POST", "/c/login", HTTPStatus.BAD_REQUEST),
    ("GET", "/c/login", HTTPStatus.METHOD_NOT_ALLOWED),
    ("GET", "/c/log_out", HTTPStatus.OK),
    ("GET", "/service/token", HTTPStatus.BAD_REQUEST),
    ("GET", "/v2/", HTTPStatus.UNAUTHORIZED),
    ("GET", "/v2/library/app/manifests/1", HTTPStatus.UNAUTHORIZED),
    ("GET", "/v2/nothing/", HTTPStatus.NOT_FOUND),
]


# WB-02


@pytest.mark.parametrize(("method", "path", "status"), PLACES)
@pytest.mark.parametrize("origin", ["null", "https://evil.example", "{own}.evil.example", "{own}"])
def test_wb_02_no_page_elsewhere_reads_an_answer(
    http: httpx.Client, server: Server, method: str, path: str, status: HTTPStatus, origin: str
) -> None:
    headers = {
        "Origin": origin.format(own=server.base_url),
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "authorization",
        "Cookie": "sid=x",
    }
    answer = http.request(method, path, headers=headers)
    assert [name for name in answer.headers if name.startswith("access-control")] == []


# WB-04


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_wb_04_a_blob_is_never_shown_as_a_page(
    registry: RegistryClient, people: People, method: str
) -> None:
    dora = registry.as_(*people["dora"])
    digest = dora.push_blob(f"{people.project}/app", b"<html><script>alert(1)</script></html>")
    answer = dora.request(method, f"/v2/{people.project}/app/blobs/{digest}")
    assert answer.status_code == HTTPStatus.OK
    told = answer.headers
    assert told["Content-Type"] == "application/octet-stream"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Content-Disposition"] == "attachment"
    assert "sandbox" in told["Content-Security-Policy"]
    assert told["Cache-Control"].startswith("private, max-age")


def test_wb_04_nor_is_a_manifest(registry: RegistryClient, people: People) -> None:
    answer = registry.as_(*people["dora"]).request("GET", f"/v2/{people.project}/app/tags/list")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "Content-Disposition" not in answer.headers


# WB-05


@pytest.mark.parametrize(("method", "path", "status"), PLACES)
def test_wb_05_every_answer_says_what_it_is_not_for(
    front: Server, method: str, path: str, status: HTTPStatus
) -> None:
    with connection(front.base_url) as client:
        plain = client.request(method, path)
        secure = client.request(method, path, headers=HTTPS)
    for answer in (plain, secure):
        assert answer.status_code == status
        told = answer.headers
        assert "default-src 'none'" in told["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in told["Content-Security-Policy"]
        assert told["X-Content-Type-Options"] == "nosniff"
        assert told["Cache-Control"].startswith("private") or told["Cache-Control"] == "no-store"
        if not path.startswith("/v2"):
            assert told["Referrer-Policy"] == "same-origin"
            assert "camera=()" in told["Permissions-Policy"]
            assert told["Cross-Origin-Resource-Policy"] == "same-origin"
        for name in told:
            assert len(told.get_list(name)) == 1, name
    assert "Strict-Transport-Security" not in plain.headers
    assert int(secure.headers["Strict-Transport-Security"].partition("=")[2]) >= 31_536_000


# WB-06


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)"]
)
@pytest.mark.parametrize("name", ["next", "redirect_url", "url", "redirect_uri"])
def test_wb_06_a_login_leads_nowhere_else(
    server: Server, admin: Person, name: str, target: str
) -> None:
    with Browser(server.base_url) as browser:
        form = {"principal": admin.username, "password": admin.password, name: target}
        for method, path, more in (
            ("POST", "/c/login", {"data": form}),
            ("GET", "/c/log_out", {}),
        ):
            answer = browser.request(method, path, params={name: target}, **more)  # type: ignore[arg-type]
            assert answer.status_code == HTTPStatus.OK
            assert "Location" not in answer.headers
            assert answer.content == b""


# WB-08


def test_wb_08_on_https_the_cookie_is_this_hosts_alone(front: Server) -> None:
    host = front.registry
    with Browser(front.base_url, HTTPS) as browser:
        browser.try_login(ADMIN, front.admin_password)
        answer = browser.try_login(ADMIN, front.admin_password, Origin=f"https://{host}")
        cookie = cookie_of(answer)
        assert cookie is not None
        assert cookie.key == "__Host-sid"
        said = {name: value for name, value in cookie.items() if value}
        assert said == {"path": "/", "httponly": True, "samesite": "Lax", "secure": True}
        assert browser.api("GET", "/users/current").status_code == HTTPStatus.OK
        foreign = browser.try_login(ADMIN, front.admin_password, Origin=f"http://{host}")
        assert foreign.status_code == HTTPStatus.FORBIDDEN


def test_wb_08_a_cookie_that_a_neighbour_set_does_not_count(front: Server) -> None:
    with Browser(front.base_url, HTTPS) as browser:
        browser.login(ADMIN, front.admin_password)
        own = browser.cookie
        tossed = own.replace("__Host-sid", "sid")
        for cookie, status in (
            (tossed, HTTPStatus.UNAUTHORIZED),
            (f"sid=x; {own}", HTTPStatus.OK),
            (f"{own}; sid=x", HTTPStatus.OK),
        ):
            answer = browser.api("GET", "/users/current", headers={"Cookie": cookie})
            assert answer.status_code == status


@pytest.mark.parametrize("place", ["query", "form", "header"])
def test_wb_08_a_session_is_in_no_other_place(server: Server, admin: Person, place: str) -> None:
    with Browser(server.base_url) as browser:
        browser.login(*admin)
        value = browser.cookie.partition("=")[2]
        browser.cookie = ""
        more = {
            "query": {"params": {"sid": value, "session": value}},
            "form": {"data": {"sid": value}},
            "header": {"headers": {"X-Sid": value, "Sid": value}},
        }[place]
        answer = browser.api("GET", "/users/current", **more)
        assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
        assert CSRF not in answer.headers


# WB-09


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_wb_09_hostile_text_is_one_escaped_line(server: Server, inside: Inside, text: str) -> None:
    agent = "".join(character for character in text if " " <= character <= "~")[:8000]
    position = server.log.stat().st_size
    with Browser(server.base_url) as browser:
        answer = browser.try_login(text, "Wrong-One-1", User_Agent=agent, Referer=agent or "x")
    assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    request_id = answer.headers["X-Request-Id"]
    (row,) = inside.audit(request_id=request_id)
    assert row["resource"].isprintable()
    assert len(row["resource"]) <= 255
    assert len(row["user_agent"]) <= 255

    def lines_of_it() -> list[bytes]:
        with server.log.open("rb") as log:
            log.seek(position)
            return [line for line in log.read().splitlines() if request_id.encode() in line]

    lines = wait_until(lines_of_it, what="the line of the request", within=10)
    assert len(lines) == 1
    assert len(lines[0]) <= 2048
    assert json.loads(lines[0])["path"] == "/c/login"


# WB-10


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/x-www-form-urlencoded", b"a&" * 30_000),
        ("application/x-www-form-urlencoded", b"a=1&" * 15_000),
        ("application/x-www-form-urlencoded", b"%" * 60_000),
        ("application/x-www-form-urlencoded", b"a" * 70_000),
        ("application/x-www-form-urlencoded", b"principal[" * 6_000),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n" * 9_000),
    ],
    ids=lambda value: str(value[:12]),
)
def test_wb_10_a_form_made_to_be_slow_is_refused_fast(
    http: httpx.Client, kind: str, content: bytes
) -> None:
    times = []
    for _ in range(3):
        began = time.monotonic()
        answer = http.post("/c/login", content=content, headers={"Content-Type": kind})
        times.append(time.monotonic() - began)
        assert answer.status_code in (400, 413, 415)
    assert min(times) < 0.1


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Language": "en," * 20_000},
        {"Cookie": "sid=x;" * 8_000},
        {"Cookie": "=;" * 20_000},
        {CSRF: "0" * 60_000},
        {"Origin": "http://" + "a." * 20_000},
        {"Origin": "http://[" + ":" * 20_000},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_wb_10_headers_made_to_be_slow_are_answered_fast(
    http: httpx.Client, headers: dict[str, str]
) -> None:
    times = []
    for _ in range(3):
        began = time.monotonic()
        answer = http.post("/c/log_out", headers=headers)
        times.append(time.monotonic() - began)
        assert answer.status_code in (200, 400, 403, 431)
    assert min(times) < 0.1


# WB-11


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/__debug__/",
        "/.env",
        "/.git/config",
        "/static/app.js.map",
        "/api/v2.0/.env",
        "/server-status",
        "/metrics",
        "/debug/pprof/",
        "/api-auth/login/",
        "/c/",
    ],
)
def test_wb_11_nothing_for_developers_is_there(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert uuid.UUID(int=int(answer.headers["X-Request-Id"], 16))
    assert "urlpatterns" not in answer.text


def test_wb_11_an_address_is_quoted_nowhere(http: httpx.Client) -> None:
    mark = f"<script>{uuid.uuid4().hex}</script>"
    for path in (f"/{mark}", f"/api/v2.0/{mark}", f"/c/{mark}"):
        assert mark not in http.get(path).text


def test_wb_01_another_page_changes_nothing_with_remembered_credentials(api: ApiClient) -> None:
    body = {"project_name": f"forged-{uuid.uuid4().hex[:8]}"}
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = api.post("/projects", json=body, headers=headers)
        assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert api.head("/projects", params=body).status_code == HTTPStatus.NOT_FOUND
    assert api.get("/projects", headers={"Origin": "http://evil.example"}).status_code == 200
