"""Browsers log in and out, and nobody else's page acts in their name."""

import json
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

import httpx
import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.functional.api.rights import assert_error
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import connection
from tests.support.console import CSRF, Browser, cookie_of
from tests.support.people import People, Person
from tests.support.server import Server

Newcomer = Callable[[], tuple[int, Person]]
Open = Callable[[], Browser]
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


@pytest.fixture
def open_browser(server: Server) -> Iterator[Open]:
    opened: list[Browser] = []

    def make() -> Browser:
        opened.append(Browser(server.base_url))
        return opened[-1]

    yield make
    for browser in opened:
        browser.close()


@pytest.fixture(scope="session")
def petra(server: Server, shared: People) -> Iterator[Browser]:
    """Give the browser of the shared project's admin, logged in."""
    with Browser(server.base_url) as browser:
        yield browser.login(*shared["petra"])


@pytest.fixture(scope="session")
def root(server: Server) -> Iterator[Browser]:
    with Browser(server.base_url) as browser:
        yield browser.login("admin", server.admin_password)


def is_in(browser: Browser) -> bool:
    answer = browser.api("GET", "/users/current")
    if answer.status_code != HTTPStatus.OK:
        assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    return answer.status_code == HTTPStatus.OK


def rows_of(inside: Inside, answer: httpx.Response) -> list[tuple[Any, ...]]:
    rows = inside.audit(request_id=answer.headers["X-Request-Id"])
    return [
        (row["operation"], row["username"], row["resource"], row["credential"], row["succeeded"])
        for row in rows
    ]


# In and out


def test_a_login_makes_a_session(open_browser: Open, inside: Inside, newcomer: Newcomer) -> None:
    _, person = newcomer()
    browser = open_browser()
    answer = browser.try_login(*person)
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    assert len(answer.headers[CSRF]) == 64
    name = person.username
    assert rows_of(inside, answer) == [("login", name, name, "password", True)]
    shown = browser.api("GET", "/users/current")
    assert shown.json()["username"] == name
    assert shown.headers[CSRF] == answer.headers[CSRF]
    assert "Set-Cookie" not in shown.headers


def test_wb_08_the_cookie_is_for_our_pages_requests_only(
    open_browser: Open, newcomer: Newcomer
) -> None:
    cookie = cookie_of(open_browser().try_login(*newcomer()[1]))
    assert cookie is not None
    assert cookie.key == "sid"
    assert len(cookie.value) == 43
    said = {name: value for name, value in cookie.items() if value}
    assert said == {"path": "/", "httponly": True, "samesite": "Lax"}


@pytest.mark.parametrize("who", ["wrong", "unknown", "disabled", "empty", "token", "robot", "nul"])
def test_an_03_all_strangers_are_refused_alike(
    open_browser: Open, api: ApiClient, inside: Inside, newcomer: Newcomer, who: str
) -> None:
    _, (name, password) = newcomer()
    if who == "token":
        body = {"name": "ci", "scope": "full"}
        made = api.as_(name, password).post("/users/current/tokens", json=body)
        password = made.json()["token"]
    elif who == "robot":
        name, password = _robot(inside)
    elif who == "disabled":
        inside.user("set_active", name, is_active=False)
    elif who == "unknown":
        name = f"nobody-{uuid.uuid4().hex}"
    elif who == "nul":
        name = f"{name}%00"
    else:
        password = "" if who == "empty" else "Wrong-One-1"
    answer = open_browser().try_login(name, password)
    message = assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    assert message == "the user name or the password is wrong, or the account is disabled"
    assert answer.headers["WWW-Authenticate"] == 'Form realm="harbor"'
    assert "Set-Cookie" not in answer.headers
    assert CSRF not in answer.headers
    assert rows_of(inside, answer) == [("login", name, name, "password", False)]


def _robot(inside: Inside) -> tuple[str, str]:
    made = inside.run(
        "from accounts.principals import SYSTEM_CALLER\n"
        "from projects import robots\n"
        "rights = robots.Permission('system', '/', frozenset({'project:list'}))\n"
        "row, secret = robots.create(name=name, project=None, by=SYSTEM_CALLER,\n"
        "    wanted=robots.Wanted(permissions=[rights]))\n"
        "answer = row.login, secret",
        name=f"robot{uuid.uuid4().hex[:10]}",
    )
    return made[0], made[1]


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"json": {"principal": "admin", "password": "x"}}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"files": {"principal": b"admin"}}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"content": b"principal=admin&password=x"}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"data": {}}, HTTPStatus.BAD_REQUEST),
        ({"data": {"principal": "admin"}}, HTTPStatus.BAD_REQUEST),
        ({"data": {"principal": "a\0b", "password": "x"}}, HTTPStatus.BAD_REQUEST),
        ({"data": {f"field-{number}": "" for number in range(1000)}}, HTTPStatus.BAD_REQUEST),
        ({"data": {"principal": "x" * 100_000}}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_form_of_a_login_is_refused(
    open_browser: Open, more: dict[str, Any], status: HTTPStatus
) -> None:
    answer = open_browser().request("POST", "/c/login", **more)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["code"]
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("content", [b"principal=%ff&password=x", b"principal=\xff&password=x"])
def test_a_form_is_utf_8(open_browser: Open, content: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = open_browser().request("POST", "/c/login", content=content, headers=headers)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_logout_ends_the_session_in_every_tab(
    open_browser: Open, inside: Inside, newcomer: Newcomer, method: str
) -> None:
    _, person = newcomer()
    browser, tab = open_browser().login(*person), open_browser()
    tab.cookie = browser.cookie
    other = open_browser().login(*person)
    answer = browser.request(method, "/c/log_out")
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    cookie = cookie_of(answer)
    assert cookie is not None
    assert (cookie.key, cookie.value, cookie["max-age"]) == ("sid", "", "0")
    name = person.username
    assert rows_of(inside, answer) == [("logout", name, name, "session", True)]
    assert not is_in(tab)
    assert is_in(other)
    again = tab.request(method, "/c/log_out")
    assert again.status_code == HTTPStatus.OK
    assert rows_of(inside, again) == []


def test_a_new_login_ends_the_browsers_old_session(open_browser: Open, newcomer: Newcomer) -> None:
    browser, thief = open_browser().login(*newcomer()[1]), open_browser()
    thief.cookie = browser.cookie
    assert is_in(thief)
    browser.login(*newcomer()[1])
    assert thief.cookie != browser.cookie
    assert not is_in(thief)
    assert is_in(browser)


def test_nobody_can_choose_the_cookie(open_browser: Open, newcomer: Newcomer) -> None:
    browser = open_browser()
    browser.cookie = "sid=" + "A" * 43
    browser.login(*newcomer()[1])
    assert browser.cookie != "sid=" + "A" * 43


@pytest.mark.parametrize("cookie", ["", "x", "A" * 43, "\xff", '"', "a" * 4000, "%00", "a; sid=b"])
def test_a_cookie_that_is_none_is_nobody(open_browser: Open, cookie: str) -> None:
    browser = open_browser()
    headers = {"Cookie": f"sid={cookie}"}
    answer = browser.api("GET", "/users/current", headers=headers)
    assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    assert browser.api("GET", "/projects", headers=headers).status_code == HTTPStatus.OK


def test_the_cookie_of_https_does_not_count_on_http(open_browser: Open, newcomer: Newcomer) -> None:
    browser = open_browser().login(*newcomer()[1])
    browser.cookie = f"__Host-{browser.cookie}"
    assert not is_in(browser)


# How they end


@pytest.mark.parametrize("end", ["disabled", "deleted", "password", "demoted"])
def test_an_07_a_session_ends_at_once_with_its_user(
    open_browser: Open, api: ApiClient, inside: Inside, newcomer: Newcomer, end: str
) -> None:
    user_id, person = newcomer()
    browser = open_browser().login(*person)
    assert is_in(browser)
    if end == "disabled":
        inside.user("set_active", person.username, is_active=False)
    elif end == "deleted":
        api.delete(f"/users/{user_id}")
    elif end == "password":
        api.put(f"/users/{user_id}/password", json={"new_password": "Another-One-1"})
    else:
        api.put(f"/users/{user_id}/sysadmin", json={"sysadmin_flag": False})
    assert not is_in(browser)
    name = f"project-{uuid.uuid4().hex}"
    answer = browser.api("POST", "/projects", json={"project_name": name})
    assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    assert api.head("/projects", params={"project_name": name}).status_code in (404, 405)


def test_an_idle_session_ends_and_polling_keeps_none_alive(
    open_browser: Open, inside: Inside, newcomer: Newcomer
) -> None:
    user_id, person = newcomer()
    browser = open_browser().login(*person)
    move = (
        "from datetime import timedelta\n"
        "from accounts.models import Session\n"
        "row = Session.objects.get(user_id=user_id)\n"
        "row.last_used -= timedelta(minutes=minutes)\n"
        "row.save()\n"
        "answer = row.last_used"
    )
    stamp = (
        "from accounts.models import Session\n"
        "answer = Session.objects.get(user_id=user_id).last_used"
    )
    before = inside.run(move, user_id=user_id, minutes=58)
    for _ in range(3):
        headers = {"X-Harbor-No-Session-Renewal": "true"}
        assert browser.api("GET", "/users/current", headers=headers).status_code == HTTPStatus.OK
    assert inside.run(stamp, user_id=user_id) == before
    assert is_in(browser)
    assert inside.run(stamp, user_id=user_id) > before
    inside.run(move, user_id=user_id, minutes=61)
    assert not is_in(browser)


def test_whoever_deletes_a_token_stays_logged_in(open_browser: Open, newcomer: Newcomer) -> None:
    browser = open_browser().login(*newcomer()[1])
    body = {"name": "ci", "scope": "read"}
    made = browser.api("POST", "/users/current/tokens", json=body)
    assert made.status_code == HTTPStatus.CREATED
    answer = browser.api("DELETE", f"/users/current/tokens/{made.json()['id']}")
    assert answer.status_code == HTTPStatus.OK
    assert is_in(browser)


# In whose name


def routes(found: Any = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every unsafe method of every path that takes a session."""
    for one in (found or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from routes(one, f"{prefix}{one.pattern}")
        elif isinstance(one, URLPattern):
            view = getattr(one.callback, "view_class", None)
            for method in UNSAFE if view is not None and view.authentication_classes else ():
                if method in view.operations and not str(one.pattern).endswith("/"):
                    yield method, f"/{prefix}{one.pattern}"


def fill(path: str, project: str) -> str:
    parts = path.split("/")
    for number, part in enumerate(parts):
        if part.startswith("<int"):
            parts[number] = "1"
        elif part.startswith("<"):
            parts[number] = project if "project" in part else "x"
    return "/".join(parts)


FORGED = {
    "no token": {CSRF: ""},
    "another token": {CSRF: "0" * 64},
    "strange text": {CSRF: "\xe9" * 64},
    "as text": {CSRF: "", "Content-Type": "text/plain"},
    "as a form": {CSRF: "", "Content-Type": "application/x-www-form-urlencoded"},
    "another site": {"Origin": "https://evil.example"},
    "nobody's origin": {"Origin": "null"},
    "no origin at all": {"Origin": "x"},
    "a look-alike": {"Origin": "http://127.0.0.1:{port}.evil.example"},
    "another port": {"Origin": "http://127.0.0.1"},
    "another scheme": {"Origin": "https://127.0.0.1:{port}"},
    "another name": {"Origin": "http://localhost:{port}"},
    "cross-site": {"Sec-Fetch-Site": "cross-site"},
}


def forged(name: str, server: Server) -> dict[str, str]:
    return {key: value.replace("{port}", str(server.port)) for key, value in FORGED[name].items()}


@pytest.mark.parametrize(("method", "path"), sorted(set(routes())))
def test_wb_01_no_route_takes_a_session_without_its_token(
    root: Browser, inside: Inside, shared: People, method: str, path: str
) -> None:
    before = inside.counts()
    answer = root.request(method, fill(path, shared.project), headers={CSRF: ""}, json={})
    message = assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert CSRF in message
    assert inside.counts() == before


@pytest.mark.parametrize("how", FORGED)
def test_wb_01_a_forged_request_changes_nothing(
    petra: Browser, shared: People, api: ApiClient, server: Server, inside: Inside, how: str
) -> None:
    path = f"/projects/{shared.project}"
    before = api.get(path).json()
    headers = {"Content-Type": "application/json"} | forged(how, server)
    content = json.dumps({"metadata": {"public": "true"}})
    answer = petra.api("PUT", path, content=content, headers=headers)
    assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert api.get(path).json() == before
    name, asked = shared["petra"].username, f"PUT /api/v2.0{path}"
    assert rows_of(inside, answer) == [("refuse", name, asked, "session", False)]


def test_wb_01_the_token_of_another_session_is_none(
    petra: Browser, open_browser: Open, shared: People
) -> None:
    other = open_browser().login(*shared["petra"])
    assert other.csrf != petra.csrf
    body = {"metadata": {"public": "true"}}
    answer = petra.api("PUT", f"/projects/{shared.project}", json=body, headers={CSRF: other.csrf})
    assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")


@pytest.mark.parametrize("origin", ["", "http://127.0.0.1:{port}", "HTTP://127.0.0.1:{port}"])
def test_wb_01_a_page_of_ours_gets_things_done(
    people: People, server: Server, open_browser: Open, origin: str
) -> None:
    browser = open_browser().login(*people["petra"])
    headers = {"Origin": origin.format(port=server.port), "Sec-Fetch-Site": "same-origin"}
    body = {"metadata": {"public": "true"}}
    answer = browser.api("PUT", f"/projects/{people.project}", json=body, headers=headers)
    assert answer.status_code == HTTPStatus.OK


def test_wb_01_reading_takes_no_token(petra: Browser, shared: People) -> None:
    path = f"/projects/{shared.project}"
    for method in ("GET", "HEAD"):
        for headers in ({CSRF: ""}, {"Origin": "https://evil.example"}):
            assert petra.api(method, path, headers=headers).status_code == HTTPStatus.OK


def test_wb_01_a_header_counts_before_the_cookie(petra: Browser, newcomer: Newcomer) -> None:
    """Programs keep cookies too, and know of no token: a trap in Harbor."""
    _, (name, password) = newcomer()
    shown = petra.api("GET", "/users/current", auth=(name, password))
    assert shown.json()["username"] == name
    assert CSRF not in shown.headers
    body = {"project_name": f"project-{uuid.uuid4().hex}"}
    answer = petra.api("POST", "/projects", json=body, auth=(name, password), headers={CSRF: ""})
    assert answer.status_code == HTTPStatus.CREATED
    wrong = petra.api("GET", "/users/current", auth=(name, "Wrong-One-1"))
    assert_error(wrong, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")


@pytest.mark.parametrize("how", [how for how, sent in FORGED.items() if CSRF not in sent])
@pytest.mark.parametrize("path", ["/c/login", "/c/log_out"])
def test_wb_01_another_page_logs_nobody_in_or_out(
    open_browser: Open, newcomer: Newcomer, inside: Inside, server: Server, how: str, path: str
) -> None:
    _, (name, password) = newcomer()
    browser = open_browser().login(name, password)
    cookie = browser.cookie
    form = {"principal": name, "password": password}
    answer = browser.request("POST", path, data=form, headers=forged(how, server))
    assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert "Set-Cookie" not in answer.headers
    assert rows_of(inside, answer) == []
    assert browser.cookie == cookie
    assert is_in(browser)


def test_wb_01_a_link_elsewhere_logs_nobody_out(open_browser: Open, newcomer: Newcomer) -> None:
    browser = open_browser().login(*newcomer()[1])
    answer = browser.request("GET", "/c/log_out", headers={"Sec-Fetch-Site": "cross-site"})
    assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert is_in(browser)


# The other plane


def test_the_registry_protocol_ignores_cookies(
    petra: Browser, shared: People, inside: Inside
) -> None:
    before = inside.counts()
    repository = f"/v2/{shared.project}/app"
    for method, path in (
        ("GET", "/v2/"),
        ("GET", "/v2/_catalog"),
        ("GET", f"{repository}/tags/list"),
        ("POST", f"{repository}/blobs/uploads/"),
        ("GET", "/service/token?service=harbor-registry"),
    ):
        answer = petra.request(method, path)
        assert answer.status_code == HTTPStatus.UNAUTHORIZED, path
        assert CSRF not in answer.headers
    assert inside.counts() == before


# Many at once


def test_do_08_two_hundred_logins_at_once_are_answered(server: Server, newcomer: Newcomer) -> None:
    _, (name, _) = newcomer()

    def log_in(number: int) -> httpx.Response:
        form = {"principal": f"{name}-{number}", "password": "Wrong-One-1"}
        with connection(server.base_url) as client:
            return client.post("/c/login", data=form)

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(log_in, range(200)))
    statuses = {answer.status_code for answer in answers}
    assert statuses <= {HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS}
    for answer in answers:
        if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            assert int(answer.headers["Retry-After"]) >= 1
            assert_error(answer, HTTPStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUEST")
