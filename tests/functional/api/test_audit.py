"""The audit log over HTTP: who sees what, in Harbor's shapes and in ours."""

import csv
import io
import json
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import ADMIN, SIGNED_IN, Call, assert_error, cases, check
from tests.support.api import ApiClient
from tests.support.people import People, Person

As = Callable[[str], ApiClient]
KEEPERS = frozenset({"petra", "admin"})
LEGACY = {"id", "username", "resource", "resource_type", "operation", "op_time"}
EXTENDED = LEGACY | {"operation_description", "operation_result"}
EVERYTHING = LEGACY | {
    "principal_id", "principal_kind", "credential", "project_id", "project_name", "succeeded",
    "source_address", "user_agent", "request_id", "details",
}  # fmt: skip

TABLE = [
    Call("GET", "/audit-logs", SIGNED_IN),
    Call("GET", "/auditlog-exts", SIGNED_IN),
    Call("GET", "/auditlog-exts/events", SIGNED_IN),
    Call("GET", "/projects/{project}/logs", KEEPERS),
    Call("GET", "/projects/{project}/auditlog-exts", KEEPERS),
    Call("GET", "/audit/rows", SIGNED_IN),
    Call("GET", "/audit/histogram", SIGNED_IN),
    Call("GET", "/audit/export", SIGNED_IN),
    Call("GET", "/audit/head", ADMIN),
    Call("POST", "/audit/purge", ADMIN, {"hours": 240_000}),
]


def listed(client: ApiClient, path: str, **params: Any) -> list[dict[str, Any]]:
    answer = client.get(path, params={"page_size": 100, **params})
    assert answer.status_code == HTTPStatus.OK, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


@pytest.fixture
def change(api: ApiClient, people: People) -> str:
    """Have something changed in the project; gives the id of the request."""
    request_id = uuid.uuid4().hex
    answer = api.put(
        f"/projects/{people.project}",
        json={"metadata": {"public": "true"}},
        headers={"X-Request-Id": request_id, "User-Agent": "=the/test"},
    )
    assert answer.status_code == HTTPStatus.OK
    return request_id


@pytest.mark.parametrize("public", [False, True], ids=["private", "public"])
@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_the_log_is_for_those_who_may_list_it(
    api: ApiClient,
    as_: As,
    cast: Callable[..., People],
    call: Call,
    who: str,
    public: bool,  # noqa: FBT001  # a parameter of the table
) -> None:
    people = cast(public=public)

    def members() -> set[int]:
        rows = listed(api, f"/projects/{people.project}/logs", q="resource_type=member")
        return {row["id"] for row in rows}

    check(call, who, as_(who), members, project=people.project)


@pytest.mark.parametrize("path", ["/audit-logs", "/auditlog-exts", "/audit/rows"])
def test_only_rows_of_projects_whose_log_one_may_list_are_shown(  # fixtures
    api: ApiClient,
    as_: As,
    people: People,
    cast: Callable[..., People],
    newcomer: Callable[[], tuple[int, Person]],
    path: str,
) -> None:
    cast(public=True)
    ours = {row["id"] for row in listed(as_("petra"), f"/projects/{people.project}/logs")}
    assert ours <= {row["id"] for row in listed(as_("petra"), path)}
    for who in ("mona", "dora", "gus", "lena", "nobody"):  # who may be more in other projects
        assert not ours & {row["id"] for row in listed(as_(who), path)}
    nobody = api.as_(*newcomer()[1])
    answer = nobody.get(path)
    assert (answer.status_code, answer.json()) == (HTTPStatus.OK, [])
    assert answer.headers["X-Total-Count"] == "0"
    assert nobody.get("/audit/histogram").json()["pieces"] == []
    assert len(nobody.get("/audit/export").text.splitlines()) == 1


def test_a_row_of_a_hidden_project_looks_like_none(
    as_: As, people: People, shared: People, change: str
) -> None:
    (row,) = listed(as_("petra"), "/audit/rows", request_id=change)
    assert as_("petra").get(f"/audit/rows/{row['id']}").json() == row
    hidden = as_("mona").get(f"/audit/rows/{row['id']}")
    absent = as_("mona").get("/audit/rows/999999999")
    assert_error(hidden, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert hidden.text.replace(str(row["id"]), "N") == absent.text.replace("999999999", "N")


@pytest.mark.parametrize(
    ("path", "fields"),
    [("logs", LEGACY), ("auditlog-exts", EXTENDED)],
)
def test_lists_have_harbors_fields_and_the_newest_row_first(
    as_: As, people: People, change: str, path: str, fields: set[str]
) -> None:
    rows = listed(as_("petra"), f"/projects/{people.project}/{path}")
    assert all(set(row) == fields for row in rows)
    assert [row["op_time"] for row in rows] == sorted((r["op_time"] for r in rows), reverse=True)
    assert (rows[0]["operation"], rows[0]["resource_type"]) == ("update", "project")
    assert rows[0]["resource"] == people.project
    assert rows[-1]["operation"] == "create"


def test_a_refusal_is_in_the_log_with_its_result(as_: As, api: ApiClient, people: People) -> None:
    as_("gus").delete(f"/projects/{people.project}")
    (row, *_) = listed(api, "/auditlog-exts", q=f"username={people['gus'].username}")
    assert row["operation_result"] is False
    assert row["operation_description"].startswith(f"{row['operation']} {row['resource_type']}: ")


@pytest.mark.parametrize(
    ("q", "is_found"),
    [
        ("operation=create", lambda row: row["operation"] == "create"),
        ("operation={create update}", lambda row: row["operation"] in {"create", "update"}),
        ("resource_type=member", lambda row: row["resource_type"] == "member"),
        ("username=~ADMIN", lambda row: "admin" in row["username"]),
        ("username=nobody-of-that-name", lambda _: False),
        ("resource=~roject-", lambda row: "roject-" in row["resource"]),
        ("op_time=[2020-01-01T00:00:00~]", lambda _: True),
        ("op_time=[2020-01-01 00:00:00~2020-01-02 00:00:00]", lambda _: False),
        ("operation=update,resource_type=project", lambda row: row["operation"] == "update"),
        ("no_such_key=1", lambda _: True),
    ],
    ids=lambda value: "as told" if callable(value) else str(value),
)
def test_q_narrows_the_list(
    as_: As, people: People, change: str, q: str, is_found: Callable[[dict[str, Any]], bool]
) -> None:
    path = f"/projects/{people.project}/logs"
    everything = listed(as_("petra"), path)
    wanted = [row for row in everything if is_found(row)]
    answer = as_("petra").get(path, params={"q": q, "page_size": 100})
    assert answer.json() == wanted
    assert answer.headers["X-Total-Count"] == str(len(wanted))


def test_sort_and_pages(as_: As, people: People, change: str) -> None:
    path = f"/projects/{people.project}/logs"
    newest_first = listed(as_("petra"), path)
    assert listed(as_("petra"), path, sort="op_time") == newest_first[::-1]
    assert listed(as_("petra"), path, sort="-op_time") == newest_first
    assert listed(as_("petra"), path, sort="nonsense,details") == newest_first
    walked: list[dict[str, Any]] = []
    page = 1
    while rows := listed(as_("petra"), path, page=page, page_size=2):
        walked += rows
        page += 1
    assert walked == newest_first
    answer = as_("petra").get(path, params={"page": 2, "page_size": 2})
    assert 'rel="prev"' in answer.headers["Link"]
    assert 'rel="next"' in answer.headers["Link"]


@pytest.mark.parametrize("params", [{"page": 10**9}, {"page": 0}, {"page_size": 101}], ids=str)
def test_pages_that_are_none_are_refused(api: ApiClient, params: dict[str, Any]) -> None:
    answer = api.get("/audit-logs", params=params)
    assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


def test_our_rows_have_everything(api: ApiClient, people: People, change: str) -> None:
    (row,) = listed(api, "/audit/rows", request_id=change)
    assert set(row) == EVERYTHING
    project_id = api.get(f"/projects/{people.project}").json()["project_id"]
    assert (row["project_id"], row["project_name"]) == (project_id, people.project)
    assert row["details"]["is_public"] == [False, True]
    assert (row["username"], row["principal_kind"], row["credential"]) == (
        "admin", "user", "password",
    )  # fmt: skip
    assert row["source_address"] == "127.0.0.1"
    assert (row["user_agent"], row["succeeded"]) == ("=the/test", True)


def test_our_pages_are_walked_by_their_cursor(as_: As, people: People, change: str) -> None:
    petra = as_("petra")
    project_id = petra.get(f"/projects/{people.project}").json()["project_id"]
    everything = listed(petra, "/audit/rows", project_id=project_id)
    walked: list[dict[str, Any]] = []
    after = ""
    while True:
        params = {"project_id": project_id, "page_size": 2, "after": after}
        answer = petra.get("/audit/rows", params=params)
        walked += answer.json()
        assert answer.headers["X-Total-Count"] == str(len(everything))
        if "X-Next-Cursor" not in answer.headers:
            break
        after = answer.headers["X-Next-Cursor"]
        assert 'rel="next"' in answer.headers["Link"]
    assert walked == everything
    assert len(walked) >= 7


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("after", "nonsense", HTTPStatus.BAD_REQUEST),
        ("since", "yesterday", HTTPStatus.UNPROCESSABLE_ENTITY),
        ("since", "0001-01-01T00:00:00+23:59", HTTPStatus.UNPROCESSABLE_ENTITY),
        ("page_size", "101", HTTPStatus.UNPROCESSABLE_ENTITY),
        ("project_id", "x", HTTPStatus.UNPROCESSABLE_ENTITY),
        ("succeeded", "maybe", HTTPStatus.UNPROCESSABLE_ENTITY),
        ("text", "\0", HTTPStatus.UNPROCESSABLE_ENTITY),
        ("operation", ",".join(map(str, range(30))), HTTPStatus.UNPROCESSABLE_ENTITY),
    ],
    ids=str,
)
def test_what_no_filter_takes_is_refused(
    api: ApiClient, name: str, value: str, status: HTTPStatus
) -> None:
    answer = api.get("/audit/rows", params={name: value})
    assert answer.status_code == status, answer.text
    assert_error(answer, status, answer.json()["errors"][0]["code"])


def test_a_range_of_time_takes_zones_with_and_without_escapes(api: ApiClient, change: str) -> None:
    (row,) = listed(api, "/audit/rows", request_id=change)
    at = row["op_time"].replace("Z", "+00:00")
    for since in (at, at.replace("+", " "), row["op_time"], at.removesuffix("+00:00")):
        found = listed(api, "/audit/rows", since=since, until=since, request_id=change)
        assert found == [row]
    backwards = {"since": "2026-01-02", "until": "2026-01-01"}
    answer = api.get("/audit/rows", params=backwards)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")


@pytest.mark.parametrize("by", ["operation", "result", "resource_type"])
def test_the_histogram_counts_what_the_pages_show(
    as_: As, people: People, change: str, by: str
) -> None:
    petra = as_("petra")
    project_id = petra.get(f"/projects/{people.project}").json()["project_id"]
    rows = listed(petra, "/audit/rows", project_id=project_id)
    answer = petra.get("/audit/histogram", params={"project_id": project_id, "by": by}).json()
    assert sum(piece["count"] for piece in answer["pieces"]) == len(rows)
    assert answer["since"] == answer["counted_from"] <= rows[-1]["op_time"]
    assert_error(
        petra.get("/audit/histogram", params={"by": "password"}),
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "UNPROCESSABLE_ENTITY",
    )


def test_exports_have_what_the_pages_show(as_: As, people: People, change: str) -> None:
    petra = as_("petra")
    project_id = petra.get(f"/projects/{people.project}").json()["project_id"]
    rows = listed(petra, "/audit/rows", project_id=project_id)
    asked = {"project_id": project_id, "format": "ndjson"}
    answer = petra.get("/audit/export", params=asked)
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    assert [json.loads(line) for line in answer.text.splitlines()] == rows
    answer = petra.get("/audit/export", params=asked | {"format": "csv", "bom": "true"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="audit-')
    cells = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert answer.content.startswith("\ufeff".encode())
    assert [int(row["id"]) for row in cells] == [row["id"] for row in rows]
    assert "'=the/test" in {row["user_agent"] for row in cells}
    refused = petra.get("/audit/export", params={"format": "xlsx"})
    assert_error(refused, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


def test_a_purge_is_counted_done_and_written_down(api: ApiClient, change: str) -> None:
    body = {"hours": 0, "event_types": ["update_project"]}
    before = api.post("/audit/purge", json=body | {"dry_run": True}).json()
    assert before["purged"] >= 1
    assert (before["done"], before["dry_run"]) == (True, True)
    assert listed(api, "/audit/rows", request_id=change) != []
    done = api.post("/audit/purge", json=body).json()
    assert (done["purged"], done["done"]) == (before["purged"], True)
    assert listed(api, "/audit/rows", request_id=change) == []
    (row, *_) = listed(api, "/audit/rows", operation="purge")
    assert row["details"]["purged"] == done["purged"]
    assert row["details"]["event_types"] == ["update_project"]


@pytest.mark.parametrize(
    "body",
    [{}, {"hours": -1}, {"hours": 240_001}, {"hours": "1"}, {"hours": 1, "event_types": ["x"]}],
    ids=str,
)
def test_a_purge_without_a_retention_is_refused(api: ApiClient, body: dict[str, Any]) -> None:
    assert_error(api.post("/audit/purge", json=body), HTTPStatus.BAD_REQUEST, "BAD_REQUEST")


def test_the_head_of_the_chain_is_shown(api: ApiClient, change: str) -> None:
    api.post("/audit/purge", json={"hours": 240_000, "dry_run": True})
    head = api.get("/audit/head").json()
    assert head["sequence"] > 0
    assert len(head["hash"]) == 64
    assert set(head) == {"sequence", "hash", "time", "unsealed"}


def test_event_types_are_listed(api: ApiClient) -> None:
    names = [row["event_type"] for row in api.get("/auditlog-exts/events").json()]
    assert {"create_artifact", "pull_artifact", "login_user", "other"} <= set(names)
