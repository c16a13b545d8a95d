"""``/labels``: of the system and of projects; the right is found through the label (AZ-04)."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import (
    ADMIN,
    EVERYBODY,
    MEMBERS,
    SIGNED_IN,
    Call,
    assert_denied,
    assert_error,
    cases,
    check,
)
from tests.support.api import ApiClient, _made
from tests.support.people import People, Person
from tests.support.registry import RegistryClient, an_image

As = Callable[[str], ApiClient]
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
KEEPERS = frozenset({"mona", "petra", "admin"})
READERS = MEMBERS - {"lena"}
OF_SYSTEM = [
    Call("GET", "/labels", SIGNED_IN),
    Call("POST", "/labels", ADMIN, {"scope": "g"}, HTTPStatus.CREATED),
    Call("GET", "/labels/{label}", SIGNED_IN),
    Call("PUT", "/labels/{label}", ADMIN, {}),
    Call("DELETE", "/labels/{label}", ADMIN),
]
OF_PROJECT = [
    Call("GET", "/labels?scope=p&project_id={id}", READERS),
    Call("POST", "/labels", KEEPERS, {"scope": "p"}, HTTPStatus.CREATED),
    Call("GET", "/labels/{label}", READERS),
    Call("PUT", "/labels/{label}", KEEPERS, {}),
    Call("DELETE", "/labels/{label}", KEEPERS),
]


def a_name() -> str:
    return f"label-{uuid.uuid4().hex[:10]}"


def id_of(api: ApiClient, project: str) -> int:
    return int(api.get(f"/projects/{project}").json()["project_id"])


def make(api: ApiClient, project_id: int = 0, **more: Any) -> int:
    scope = {"scope": "p", "project_id": project_id} if project_id else {"scope": "g"}
    return _made(api.post("/labels", json={"name": a_name(), **scope, **more}))


def shown(api: ApiClient, project_id: int = 0, **more: Any) -> list[dict[str, Any]]:
    scope = {"scope": "p", "project_id": project_id} if project_id else {"scope": "g"}
    answer = api.get("/labels", params={**scope, "page_size": 100, "sort": "-id", **more})
    assert answer.status_code == HTTPStatus.OK, answer.text
    return list(answer.json())


@pytest.mark.parametrize(("call", "who"), cases(OF_SYSTEM))
def test_everybody_known_sees_the_systems_labels_and_administrators_keep_them(
    api: ApiClient, as_: As, call: Call, who: str
) -> None:
    label = make(api)
    body = None if call.body is None else {**call.body, "name": a_name()}
    filled = Call(call.method, call.path, call.allowed, body, call.success)
    check(filled, who, as_(who), lambda: shown(api), label=label)


@pytest.mark.parametrize(("call", "who"), cases(OF_PROJECT))
def test_a_projects_labels_are_for_its_members(
    api: ApiClient, as_: As, shared: People, call: Call, who: str
) -> None:
    project_id = id_of(api, shared.project)
    label = make(api, project_id)
    body = None
    if call.body is not None:
        body = {**call.body, "name": a_name(), "project_id": project_id}
    before = shown(api, project_id)
    path = call.path.format(id=project_id, label=label)
    answer = as_(who).request(call.method, path, **({} if body is None else {"json": body}))
    if who in call.allowed:
        assert answer.status_code == call.success, answer.text
        return
    if who == "nobody" and "{label}" in call.path:
        assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    else:
        assert_denied(answer, who)
    assert shown(api, project_id) == before


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_public_projects_labels_are_seen_by_all(
    api: ApiClient, as_: As, cast: Callable[..., People], who: str
) -> None:
    project_id = id_of(api, cast(public=True).project)
    label = make(api, project_id)
    assert as_(who).get(f"/labels/{label}").status_code == HTTPStatus.OK
    assert [row["id"] for row in shown(as_(who), project_id)] == [label]
    if who not in KEEPERS:
        assert_denied(as_(who).delete(f"/labels/{label}"), who)


@pytest.mark.parametrize("is_of_project", [False, True])
def test_a_label_reads_as_harbors_does(
    api: ApiClient,
    people: People,
    is_of_project: bool,  # noqa: FBT001  # a parameter
) -> None:
    project_id = id_of(api, people.project) if is_of_project else 0
    scope = {"scope": "p", "project_id": project_id} if is_of_project else {"scope": "g"}
    body = {"name": a_name(), "description": "What it says", "color": "#00AB9a", **scope}
    answer = api.post("/labels", json={**body, "id": 7, "creation_time": "2001-01-01T00:00:00Z"})
    assert (answer.status_code, answer.content) == (HTTPStatus.CREATED, b"")
    path, _, label = answer.headers["Location"].rpartition("/")
    assert path == "/api/v2.0/labels"
    read = api.get(f"/labels/{label}").json()
    assert read == {
        **body,
        "id": int(label),
        "scope": "p" if is_of_project else "g",
        "project_id": project_id,
        "creation_time": read["creation_time"],
        "update_time": read["update_time"],
    }
    assert not read["creation_time"].startswith("2001")
    assert read in shown(api, project_id)
    change = {**read, "name": a_name(), "color": "", "scope": "g", "project_id": 999}
    answer = api.put(f"/labels/{label}", json=change)
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    after = api.get(f"/labels/{label}").json()
    assert after == {
        **read, "name": change["name"], "color": "", "update_time": after["update_time"],
    }  # fmt: skip
    answer = api.delete(f"/labels/{label}")
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    assert_error(api.get(f"/labels/{label}"), HTTPStatus.NOT_FOUND, "NOT_FOUND")


def test_a_name_is_taken_once_in_a_scope(api: ApiClient, people: People) -> None:
    project_id, name = id_of(api, people.project), a_name()
    make(api, name=name)
    first = make(api, project_id, name=name)
    other = make(api, project_id, name=name.upper())
    for scope in ({"scope": "g"}, {"scope": "p", "project_id": project_id}):
        answer = api.post("/labels", json={"name": name, **scope})
        assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")
    answer = api.put(f"/labels/{other}", json={"name": name})
    assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")
    assert {row["id"] for row in shown(api, project_id)} == {first, other}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"name": None}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"name": ""}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"name": "  "}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"name": 7}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"name": "nul\0"}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"name": "x" * 129}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"description": "x" * 1025}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"color": "#fff"}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"color": "red"}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"scope": "x"}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"scope": None}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"project_id": None}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"project_id": -1}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"project_id": "1"}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"project_id": 999_999}, HTTPStatus.NOT_FOUND, "NOT_FOUND"),
        ({"project_id": 2**62}, HTTPStatus.NOT_FOUND, "NOT_FOUND"),
    ],
    ids=str,
)
def test_what_is_no_label_is_refused_with_words(
    api: ApiClient, shared: People, body: dict[str, Any], status: HTTPStatus, code: str
) -> None:
    project_id = id_of(api, shared.project)
    before = shown(api, project_id)
    whole = {"name": a_name(), "scope": "p", "project_id": project_id} | body
    assert_error(api.post("/labels", json=whole), status, code)
    assert shown(api, project_id) == before


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"scope": "x"}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"scope": "p"}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"scope": "p", "project_id": "x"}, UNPROCESSABLE, "UNPROCESSABLE_ENTITY"),
        ({"scope": "p", "project_id": "999999"}, HTTPStatus.NOT_FOUND, "NOT_FOUND"),
        ({"page_size": "101"}, UNPROCESSABLE, "UNPROCESSABLE_ENTITY"),
    ],
    ids=str,
)
def test_a_list_that_nobody_can_give_is_refused(
    api: ApiClient, query: dict[str, str], status: HTTPStatus, code: str
) -> None:
    assert_error(api.get("/labels", params=query), status, code)


def test_a_list_is_narrowed_by_a_part_of_the_name(api: ApiClient, people: People) -> None:
    project_id = id_of(api, people.project)
    for name in ("alpha", "beta", "Alphabet"):
        make(api, project_id, name=name)
    by_name = [row["name"] for row in shown(api, project_id, name="ALPHA", sort="name")]
    assert sorted(by_name) == ["Alphabet", "alpha"]
    assert [row["name"] for row in shown(api, project_id, q="name=beta")] == ["beta"]
    answer = api.get("/labels", params={"scope": "p", "project_id": project_id, "page_size": 2})
    assert answer.headers["X-Total-Count"] == "3"
    assert 'rel="next"' in answer.headers["Link"]


def test_an_artifact_takes_labels_of_its_project_and_of_the_system(
    api: ApiClient,
    people: People,
    shared: People,
    registry: RegistryClient,
    users: dict[str, Person],
) -> None:
    registry.as_(*users["petra"]).push(f"{people.project}/app:1", an_image([uuid.uuid4().bytes]))
    path = f"/projects/{people.project}/repositories/app/artifacts/1"
    mine, of_all = make(api, id_of(api, people.project)), make(api)
    foreign = make(api, id_of(api, shared.project))
    for label in (mine, of_all):
        assert api.post(f"{path}/labels", json={"id": label}).status_code == HTTPStatus.OK
    answer = api.post(f"{path}/labels", json={"id": mine})
    assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")
    for label in (foreign, 999_999):
        for answer in (
            api.post(f"{path}/labels", json={"id": label}),
            api.delete(f"{path}/labels/{label}"),
        ):
            assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")

    def labels() -> set[int]:
        shown = api.get(path, params={"with_label": "true"}).json()["labels"]
        return {label["id"] for label in shown}

    assert labels() == {mine, of_all}
    assert api.delete(f"{path}/labels/{of_all}").status_code == HTTPStatus.OK
    assert_error(api.delete(f"{path}/labels/{of_all}"), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert api.delete(f"/labels/{mine}").status_code == HTTPStatus.OK
    assert labels() == set()


def test_az_04_absent_and_hidden_labels_look_alike(
    api: ApiClient, as_: As, people: People, shared: People
) -> None:
    hidden = make(api, id_of(api, people.project))
    for label in (hidden, 999_999, 2**70):
        for method in ("GET", "PUT", "DELETE"):
            answer = as_("nobody").request(method, f"/labels/{label}", json={"name": "taken"})
            message = assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
            assert message == f"there is no label {label}"
            answer = as_("anonymous").request(method, f"/labels/{label}", json={"name": "x"})
            assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    assert api.get(f"/labels/{hidden}").status_code == HTTPStatus.OK
