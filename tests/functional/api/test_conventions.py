"""What holds for the whole API: credentials, errors, bodies, pages, queries, slashes."""

import base64
import json
import uuid
from collections.abc import Callable, Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx
import pytest

from tests.functional.api.rights import assert_error
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import connection
from tests.support.people import People
from tests.support.server import Server

As = Callable[[str], ApiClient]
JSON = {"Content-Type": "application/json"}
NASTY = [
    "' OR 1=1 --",
    "username=admin' OR '1'='1",
    'username=~%"; DROP TABLE accounts_user; --',
    "username__password=~argon",
    "password=~argon2",
    "owner__password=~argon2",
    "pk=1",
    "username=~a%00b",
    "username=%ED%A0%80",
    "username=~\0",
    "user_id=99999999999999999999999999",
    "user_id=[1~99999999999999999999999999]",
    "user_id={1 99999999999999999999999999}",
    "project_id=99999999999999999999999999",
    "user_id=1e9",
    "user_id=٣",
    "user_id=[a~b]",
    "project_id=~1",
    "creation_time=[0001-01-01T00:00:00+23:59~]",
    "creation_time=[9999-12-31T23:59:59-23:59~]",
    "creation_time=~2020",
    "creation_time=yesterday",
    "sysadmin_flag=[true~false]",
    "public=maybe",
    "username={a b",
    "username=[a",
    "username=[a b]",
    "username=(a b",
    "username",
    "=admin",
    ",",
    "username=a,",
    "%",
    "%zz",
    "username=~" + "x" * 9000,
    ",".join(f"username={number}" for number in range(500)),
    "username=(" + " ".join(map(str, range(1500))) + ")",
    "username={" + " ".join(map(str, range(1500))) + "}",
    "deleted_at=2020-01-01",
    "epoch=1",
    "username__regex=.*",
    "owner__email=~a",
    "name__in=a",
]


def basic(username: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()


@pytest.fixture(scope="session")
def root(server: Server) -> Iterator[httpx.Client]:
    with connection(server.base_url) as client:
        yield client


def test_the_version_is_told_to_anybody(root: httpx.Client) -> None:
    answer = root.get("/api/version")
    assert (answer.status_code, answer.json()) == (HTTPStatus.OK, {"version": "v2.0"})


def test_a_ping_is_answered(root: httpx.Client) -> None:
    answer = root.get("/api/v2.0/ping")
    assert (answer.status_code, answer.text) == (HTTPStatus.OK, "Pong")
    assert answer.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    "credentials",
    [
        "Basic",
        "Basic !!!",
        "Basic " + base64.b64encode(b"no colon").decode(),
        "Basic " + base64.b64encode(b"\xff\xfe:x").decode(),
        basic("admin", "wrong"),
        basic("nul\0", "x"),
        basic("no-such-user", "Right-Length-1"),
        "Bearer abc",
        "Digest abc",
        "Negotiate",
    ],
)
@pytest.mark.parametrize("path", ["/users/current", "/projects", "/projects/library"])
def test_wrong_credentials_are_refused_even_where_none_are_needed(
    api: ApiClient, credentials: str, path: str
) -> None:
    answer = api.anonymous().get(path, headers={"Authorization": credentials})
    assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="harbor"'


@pytest.mark.parametrize(
    ("headers", "scheme"),
    [
        ({"X-Requested-With": "XMLHttpRequest"}, "Form"),
        ({"Sec-Fetch-Mode": "cors"}, "Form"),
        ({"Sec-Fetch-Mode": "navigate"}, "Basic"),
        ({"X-Requested-With": "com.example.app"}, "Basic"),
        ({}, "Basic"),
    ],
)
def test_no_script_has_the_browser_ask_for_a_password(
    api: ApiClient, headers: dict[str, str], scheme: str
) -> None:
    answer = api.anonymous().get("/users/current", headers=headers)
    assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    assert answer.headers["WWW-Authenticate"] == f'{scheme} realm="harbor"'


def test_the_scheme_is_read_in_any_case(api: ApiClient, server: Server) -> None:
    header = basic("admin", server.admin_password).replace("Basic", "bASIC")
    answer = api.anonymous().get("/users/current", headers={"Authorization": header})
    assert answer.status_code == HTTPStatus.OK


@pytest.mark.parametrize("path", ["/nothing", "/users/abc", "/users/1/nothing", "/projects/a/b/c"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_unknown_addresses_are_answered_in_the_same_form(
    api: ApiClient, method: str, path: str
) -> None:
    assert_error(api.request(method, path), HTTPStatus.NOT_FOUND, "NOT_FOUND")


@pytest.mark.parametrize(
    ("method", "path"),
    [("DELETE", "/users"), ("PATCH", "/users/1"), ("OPTIONS", "/users"), ("POST", "/projects/1")],
)
def test_other_methods_are_refused(api: ApiClient, method: str, path: str) -> None:
    answer = api.request(method, path)
    assert_error(answer, HTTPStatus.METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED")
    assert method not in answer.headers["Allow"]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"7",
        b"\xff\xfe",
        b'{"project_name": NaN}',
        b'{"project_name": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"project_name": "\\ud800"}',
        b'{"project_name": "\\u0000"}',
        b'{"project_name": "right", "metadata": {"\\ud800": 1}}',
        b"",
    ],
    ids=lambda body: repr(body[:40]),
)
def test_a_body_that_is_no_object_is_refused(api: ApiClient, body: bytes) -> None:
    before = api.get("/projects").headers["X-Total-Count"]
    answer = api.post("/projects", content=body, headers=JSON)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert api.get("/projects").headers["X-Total-Count"] == before


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "nonsense"])
def test_a_body_of_another_type_is_refused(api: ApiClient, kind: str) -> None:
    answer = api.post("/projects", content=b"{}", headers={"Content-Type": kind})
    code = "UNSUPPORTED_MEDIA_TYPE"
    assert_error(answer, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, code)


def test_a_body_that_is_too_large_is_refused(api: ApiClient) -> None:
    body = json.dumps({"project_name": "x" * 5_000_000})
    answer = api.post("/projects", content=body, headers=JSON)
    code = "REQUEST_ENTITY_TOO_LARGE"
    assert_error(answer, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, code)


def test_json_is_answered_whatever_is_accepted(api: ApiClient) -> None:
    answer = api.get("/users/current?format=xml", headers={"Accept": "text/html"})
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "path", ["/users", "/users/current", "/users/1", "/projects", "/projects/library", "/ping"]
)
def test_a_slash_at_the_end_makes_no_difference(api: ApiClient, path: str) -> None:
    first, second = api.get(path), api.get(f"{path}/")
    assert first.status_code == second.status_code == HTTPStatus.OK
    assert first.content == second.content


def test_pages_lead_from_one_to_the_next(as_: As) -> None:
    mark, dora = uuid.uuid4().hex[:8], as_("dora")
    names = [f"{mark}-{letter}" for letter in "abcde"]
    for name in names:
        dora.create_project(name)
    first = dora.get("/projects", params={"name": mark, "page_size": 2, "q": "name=~-"})
    found: list[str] = []
    answer, rels = first, []
    while True:
        found += [project["name"] for project in answer.json()]
        assert answer.headers["X-Total-Count"] == "5"
        pairs = [link.split("; ") for link in answer.headers["Link"].split(" , ")]
        links = {rel: address for address, rel in pairs}
        rels.append(list(links))
        if 'rel="next"' not in links:
            break
        address = links['rel="next"'].strip("<>")
        assert urlsplit(address).netloc == ""
        assert address.startswith("/api/v2.0/projects?")
        answer = dora.get(address.removeprefix("/api/v2.0"))
    assert found == names
    assert rels == [['rel="next"'], ['rel="prev"', 'rel="next"'], ['rel="prev"']]
    back = dora.get(links['rel="prev"'].strip("<>").removeprefix("/api/v2.0")).json()
    assert [project["name"] for project in back] == names[2:4]


@pytest.mark.parametrize("path", ["/users", "/users/search?username=a", "/projects"])
@pytest.mark.parametrize(
    "query",
    [
        "page_size=101",
        "page_size=0",
        "page_size=-1",
        "page_size=x",
        "page=0",
        "page=-1",
        "page=1.5",
        "page=99999999999999999999999",
        "page=%00",
        "page_size=%D9%A3",
    ],
)
def test_a_page_that_cannot_be_is_refused(api: ApiClient, path: str, query: str) -> None:
    answer = api.get(f"{path}{'&' if '?' in path else '?'}{query}")
    assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


@pytest.mark.parametrize("page", [1000, 10**12])
def test_a_page_beyond_the_end_is_empty(api: ApiClient, page: int) -> None:
    answer = api.get(f"/users?page={page}")
    assert (answer.status_code, answer.json()) == (HTTPStatus.OK, [])
    assert int(answer.headers["X-Total-Count"]) > 0
    assert "Link" not in answer.headers


def test_the_largest_page_is_a_hundred(api: ApiClient) -> None:
    assert api.get("/users?page_size=100").status_code == HTTPStatus.OK
    assert len(api.get("/users").json()) <= 10


@pytest.mark.parametrize("path", ["/users", "/projects"])
@pytest.mark.parametrize("q", NASTY, ids=lambda q: ascii(q)[:50])
def test_az_19_a_query_is_refused_or_ignored_never_obeyed(
    api: ApiClient, path: str, q: str
) -> None:
    whole = api.get(path).headers["X-Total-Count"]
    answer = api.get(path, params={"q": q})
    if answer.status_code == HTTPStatus.OK:
        assert answer.headers["X-Total-Count"] in (whole, "0")
    elif "\0" in q:
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    else:
        assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert api.get(path).headers["X-Total-Count"] == whole


@pytest.mark.parametrize("path", ["/users", "/projects"])
@pytest.mark.parametrize(
    "sort",
    [
        "password",
        "-password",
        "owner__password",
        "?",
        "name;DROP TABLE accounts_user",
        "-",
        "--",
        "epoch",
        "pk",
        ",,,",
        "username'",
        "x" * 9000,
        ",".join(["-username", "name"] * 900),
    ],
    ids=lambda sort: sort[:40],
)
def test_az_19_an_order_is_one_of_ours_or_none(api: ApiClient, path: str, sort: str) -> None:
    answer = api.get(path, params={"sort": sort})
    assert answer.status_code == HTTPStatus.OK
    if sort != ",".join(["-username", "name"] * 900):
        assert answer.json() == api.get(path).json()


def test_az_19_a_name_is_only_ever_compared(as_: As) -> None:
    for text in ("' OR 1=1 --", "%", "\\", "a%b", "admi_"):
        for path, name in (("/users/search", "username"), ("/projects", "name")):
            answer = as_("nobody").get(path, params={name: text})
            assert (answer.status_code, answer.json()) == (HTTPStatus.OK, [])


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/projects/{project}", None),
        ("PUT", "/projects/{project}", {"metadata": {"public": "true"}}),
        ("GET", "/users", None),
        ("GET", "/projects/absent%00%20thing", None),
    ],
)
def test_what_a_known_caller_is_refused_is_written_down(
    as_: As, inside: Inside, shared: People, method: str, path: str, body: object
) -> None:
    filled = path.format(project=shared.project)
    request_id = uuid.uuid4().hex
    answer = as_("nobody").request(
        method, filled, json=body, headers={"X-Request-Id": request_id, "User-Agent": "tests/1"}
    )
    assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    (row,) = inside.audit(request_id=request_id, operation="refuse")
    assert row["username"] == shared["nobody"].username
    assert row["resource"] == f"{method} /api/v2.0{filled}"
    assert row["succeeded"] is False
    assert row["credential"] == "password"
    assert (row["source_address"], row["user_agent"]) == ("127.0.0.1", "tests/1")


def test_what_is_done_is_written_down_with_who_did_it(
    as_: As, inside: Inside, people: People
) -> None:
    request_id = uuid.uuid4().hex
    path = f"/projects/{people.project}"
    answer = as_("petra").put(
        path, json={"metadata": {"public": "true"}}, headers={"X-Request-Id": request_id}
    )
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["X-Request-Id"] == request_id
    (row,) = inside.audit(request_id=request_id, resource_type="project")
    assert (row["operation"], row["resource_type"]) == ("update", "project")
    assert (row["username"], row["resource"]) == (people["petra"].username, people.project)


def test_a_refusal_of_nobody_is_not_written_down(
    api: ApiClient, inside: Inside, shared: People
) -> None:
    request_id = uuid.uuid4().hex
    headers = {"X-Request-Id": request_id}
    answer = api.anonymous().get(f"/projects/{shared.project}", headers=headers)
    assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    assert inside.audit(request_id=request_id) == []
