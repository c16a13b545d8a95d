"""``/projects``: made by anybody, shown to whom they are open, kept by their administrators."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import httpx
import pytest

from tests.functional.api.rights import ALL, MEMBERS, SIGNED_IN, Call, assert_error, cases, check
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.people import People
from tests.support.registry import RegistryClient, an_image

As = Callable[[str], ApiClient]
KEEPERS = frozenset({"petra", "admin"})

PRIVATE = [
    Call("GET", "/projects", ALL),
    Call("POST", "/projects", SIGNED_IN, {"project_name": "{new}"}, HTTPStatus.CREATED),
    Call("GET", "/projects/{project}", MEMBERS),
    Call("PUT", "/projects/{project}", KEEPERS, {"metadata": {"public": "true"}}),
    Call("DELETE", "/projects/{project}", KEEPERS),
    Call("GET", "/projects/{project}/_deletable", KEEPERS),
    Call("GET", "/projects/{project}/summary", MEMBERS),
]
PUBLIC = [
    Call("GET", "/projects/{project}", ALL),
    Call("PUT", "/projects/{project}", KEEPERS, {"metadata": {"public": "false"}}),
    Call("DELETE", "/projects/{project}", KEEPERS),
    Call("GET", "/projects/{project}/_deletable", KEEPERS),
    Call("GET", "/projects/{project}/summary", ALL),
]

ABSENT_OR_HIDDEN: list[tuple[str, str, object]] = [
    ("GET", "/projects/{name}", None),
    ("PUT", "/projects/{name}", {"metadata": {"public": "true"}}),
    ("DELETE", "/projects/{name}", None),
    ("GET", "/projects/{name}/summary", None),
    ("GET", "/projects/{name}/_deletable", None),
    ("GET", "/projects/{name}/members", None),
    ("POST", "/projects/{name}/members", {"role_id": 1, "member_user": {"username": "admin"}}),
    ("GET", "/projects/{name}/members/1", None),
    ("PUT", "/projects/{name}/members/1", {"role_id": 2}),
    ("DELETE", "/projects/{name}/members/1", None),
    ("PATCH", "/projects/{name}", None),
    ("HEAD", "/projects?project_name={name}", None),
    ("GET", "/projects?name={name}", None),
    ("GET", "/projects?q=name%3D{name}", None),
]


def a_name() -> str:
    return f"project-{uuid.uuid4().hex[:10]}"


def state_of(api: ApiClient, project: str) -> Callable[[], object]:
    paths = (f"/projects/{project}", f"/projects/{project}/members", f"/projects/{project}/summary")
    total = "/projects?page_size=1"
    return lambda: (
        [api.get(path).json() for path in paths],
        api.get(total).headers["X-Total-Count"],
    )


@pytest.mark.parametrize(("call", "who"), cases(PRIVATE))
def test_a_private_project_is_for_its_members(
    api: ApiClient, as_: As, place: People, call: Call, who: str
) -> None:
    body = {"project_name": a_name()} if call.method == "POST" else call.body
    filled = Call(call.method, call.path, call.allowed, body, call.success)
    check(filled, who, as_(who), state_of(api, place.project), project=place.project)


@pytest.mark.parametrize(("call", "who"), cases(PUBLIC))
def test_a_public_project_is_shown_to_all_and_kept_by_few(
    api: ApiClient, as_: As, cast: Callable[..., People], call: Call, who: str
) -> None:
    project = cast(public=True).project
    check(call, who, as_(who), state_of(api, project), project=project)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *((who, HTTPStatus.OK) for who in sorted(MEMBERS)),
        ("nobody", HTTPStatus.NOT_FOUND),
        ("anonymous", HTTPStatus.UNAUTHORIZED),
    ],
)
def test_the_existence_of_a_name_is_told_to_whoever_may_see_it(
    as_: As, shared: People, who: str, status: HTTPStatus
) -> None:
    answer = as_(who).head("/projects", params={"project_name": shared.project})
    assert (answer.status_code, answer.content) == (status, b"")


def test_the_question_for_existence_names_a_project(as_: As) -> None:
    assert as_("nobody").head("/projects").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_creator_owns_the_project(as_: As, users: dict[str, Any]) -> None:
    dora, name = as_("dora"), a_name()
    answer = dora.post("/projects", json={"project_name": name, "metadata": {"public": "true"}})
    assert (answer.status_code, answer.content) == (HTTPStatus.CREATED, b"")
    project_id = int(answer.headers["Location"].removeprefix("/api/v2.0/projects/"))
    shown = dora.get(f"/projects/{project_id}").json()
    for time in ("creation_time", "update_time"):
        assert shown.pop(time).endswith("Z")
    owner_id = dora.get("/users/current").json()["user_id"]
    assert shown == {
        "project_id": project_id,
        "name": name,
        "owner_id": owner_id,
        "owner_name": users["dora"].username,
        "deleted": False,
        "togglable": True,
        "current_user_role_id": 1,
        "current_user_role_ids": [1],
        "repo_count": 0,
        "metadata": {"public": "true", "allow_sparse": "false"},
    }


def test_the_location_names_the_project_on_request(api: ApiClient) -> None:
    name = a_name()
    headers = {"X-Resource-Name-In-Location": "true"}
    answer = api.post("/projects", json={"project_name": name}, headers=headers)
    assert answer.headers["Location"] == f"/api/v2.0/projects/{name}"


@pytest.mark.parametrize(
    ("body", "is_public"),
    [
        ({}, "false"),
        ({"public": True}, "true"),
        ({"public": True, "metadata": {"public": "false"}}, "false"),
        ({"public": None, "metadata": {"public": "true", "severity": None}}, "true"),
        ({"metadata": {"auto_scan": "true", "no_such_key": "1"}}, "false"),
    ],
    ids=str,
)
def test_what_is_public_is_said_in_either_way(
    api: ApiClient, body: dict[str, Any], is_public: str
) -> None:
    name = a_name()
    answer = api.post("/projects", json={"project_name": name, **body})
    assert answer.status_code == HTTPStatus.CREATED
    shown = api.get(f"/projects/{name}").json()
    assert shown["metadata"] == {"public": is_public, "allow_sparse": "false"}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"project_name": ""},
        {"project_name": "Upper"},
        {"project_name": "a/b"},
        {"project_name": "a--b"},
        {"project_name": "-a"},
        {"project_name": "a" * 256},
        {"project_name": "nul\0"},
        {"project_name": 7},
        {"project_name": ["a"]},
        {"project_name": "right", "public": "true"},
        {"project_name": "right", "metadata": "public"},
        {"project_name": "right", "metadata": {"public": True}},
        {"project_name": "right", "metadata": {"public": "yes"}},
        {"project_name": "right", "storage_limit": "1"},
        {"project_name": "right", "storage_limit": -2},
        {"project_name": "right", "storage_limit": 2**50 + 1},
        {"project_name": "right", "storage_limit": 2**70},
    ],
    ids=lambda body: str(body)[:60],
)
def test_what_is_no_project_is_refused_with_words(api: ApiClient, body: dict[str, Any]) -> None:
    before = api.get("/projects").headers["X-Total-Count"]
    assert_error(api.post("/projects", json=body), HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert api.get("/projects").headers["X-Total-Count"] == before


@pytest.mark.parametrize(
    ("who", "limit", "held"),
    [("admin", 4096, 4096), ("admin", 0, -1), ("admin", -1, -1), ("dora", 4096, -1)],
)
def test_a_storage_limit_is_an_administrators(as_: As, who: str, limit: int, held: int) -> None:
    name = a_name()
    answer = as_(who).post("/projects", json={"project_name": name, "storage_limit": limit})
    assert answer.status_code == HTTPStatus.CREATED
    quota = as_(who).get(f"/projects/{name}/summary").json()["quota"]
    assert quota == {"hard": {"storage": held}, "used": {"storage": 0}}


def test_an_update_changes_the_metadata_alone(as_: As, people: People) -> None:
    petra, path = as_("petra"), f"/projects/{people.project}"
    before = petra.get(path).json()
    body = {"metadata": {"public": "true", "allow_sparse": "true", "prevent_vul": "true"}}
    answer = petra.put(path, json=body)
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    after = petra.get(path).json()
    assert after.pop("update_time") > before.pop("update_time")
    assert after == before | {"metadata": {"public": "true", "allow_sparse": "true"}}


@pytest.mark.parametrize("metadata", [{"public": "yes"}, {"public": True}, [], "x", {"public": ""}])
def test_a_wrong_update_changes_nothing(api: ApiClient, shared: People, metadata: object) -> None:
    state = state_of(api, shared.project)
    before = state()
    answer = api.put(f"/projects/{shared.project}", json={"metadata": metadata})
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert state() == before


def test_what_an_empty_project_was_called_is_free_again(api: ApiClient) -> None:
    name = a_name()
    old = api.create_project(name)
    shown = api.get(f"/projects/{name}/_deletable").json()
    assert shown == {"deletable": True, "message": ""}
    answer = api.delete(f"/projects/{name}")
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    assert api.get(f"/projects/{old}").status_code == HTTPStatus.NOT_FOUND
    assert api.create_project(name) != old


def test_a_project_that_holds_something_stays(
    api: ApiClient, as_: As, people: People, registry: RegistryClient
) -> None:
    registry.as_(*people["dora"]).push(f"{people.project}/app:1.0", an_image())
    path = f"/projects/{people.project}"
    shown = api.get(f"{path}/_deletable").json()
    assert shown["deletable"] is False
    assert people.project in shown["message"]
    before = state_of(api, people.project)()
    assert_error(as_("petra").delete(path), HTTPStatus.PRECONDITION_FAILED, "PRECONDITION")
    assert state_of(api, people.project)() == before
    summary = api.get(f"{path}/summary").json()
    assert summary["repo_count"] == 1
    assert summary["quota"]["used"]["storage"] > 0
    assert api.get(path).json()["repo_count"] == 1
    (listed,) = api.get("/projects", params={"name": people.project}).json()
    assert listed["repo_count"] == 1


def test_a_namesake_can_use_what_its_forerunner_only_began(
    api: ApiClient, registry: RegistryClient
) -> None:
    name = a_name()
    api.create_project(name)
    admin = registry.as_(*api.login)  # type: ignore[misc]  # the administrator has one
    admin.push_blob(f"{name}/app", b"never named by a manifest")
    assert api.delete(f"/projects/{name}").status_code == HTTPStatus.OK
    api.create_project(name)
    image = an_image()
    newly = registry.as_(*api.login)  # type: ignore[misc]  # the administrator has one
    newly.push(f"{name}/app:1.0", image)
    assert newly.pull(f"{name}/app:1.0") == image
    assert api.get(f"/projects/{name}").json()["repo_count"] == 1


@pytest.mark.parametrize(
    ("who", "parts"),
    [
        ("anonymous", {"repo_count"}),
        ("nobody", {"repo_count"}),
        ("lena", {"repo_count", "quota"}),
        ("gus", {"repo_count", "quota", "counts"}),
        ("petra", {"repo_count", "quota", "counts", "trash"}),
        ("admin", {"repo_count", "quota", "counts", "trash"}),
    ],
)
def test_a_summary_shows_more_to_whoever_may_see_more(
    as_: As, cast: Callable[..., People], who: str, parts: set[str]
) -> None:
    summary = as_(who).get(f"/projects/{cast(public=True).project}/summary").json()
    counts: dict[str, object] = {
        "project_admin_count": 2,
        "maintainer_count": 1,
        "developer_count": 1,
        "guest_count": 1,
        "limited_guest_count": 1,
    }
    whole: dict[str, dict[str, object]] = {
        "repo_count": {"repo_count": 0},
        "quota": {"quota": {"hard": {"storage": -1}, "used": {"storage": 0}}},
        "counts": counts,
        "trash": {"trash": {"bytes": 0, "count": 0}},
    }
    assert summary == {key: value for part in parts for key, value in whole[part].items()}


@pytest.mark.parametrize(
    ("who", "role"),
    [("petra", 1), ("mona", 4), ("dora", 2), ("gus", 3), ("lena", 5), ("admin", 1)],
)
def test_everybody_sees_the_own_role(as_: As, shared: People, who: str, role: int) -> None:
    listed = as_(who).get("/projects", params={"name": shared.project}).json()
    for shown in (*listed, as_(who).get(f"/projects/{shared.project}").json()):
        assert shown["current_user_role_id"] == role
        assert shown["current_user_role_ids"] == [role]
        assert shown["togglable"] is (who in KEEPERS)
    assert len(listed) == 1


def test_a_list_shows_what_one_may_see(as_: As, cast: Callable[..., People]) -> None:
    private, public = cast(public=False).project, cast(public=True).project

    def seen_by(who: str) -> set[str]:
        found = as_(who).get("/projects?q=name=~project-&page_size=100&sort=-project_id").json()
        return {project["name"] for project in found} & {private, public}

    assert seen_by("anonymous") == seen_by("nobody") == {public}
    assert seen_by("lena") == seen_by("admin") == {private, public}


def test_a_list_is_narrowed_by_its_parameters(as_: As, users: dict[str, Any]) -> None:
    dora, mark = as_("dora"), uuid.uuid4().hex[:8]
    public, private = f"{mark}-public", f"{mark}-private"
    dora.create_project(public, public=True)
    dora.create_project(private)
    as_("admin").create_project(f"{mark}-other", public=True)

    def names(**parameters: str) -> list[str]:
        answer = dora.get("/projects", params={"name": mark.upper()} | parameters)
        assert answer.status_code == HTTPStatus.OK
        assert answer.headers["X-Total-Count"] == str(len(answer.json()))
        return [project["name"] for project in answer.json()]

    other, owner = f"{mark}-other", users["dora"].username
    assert names() == [other, private, public]
    assert names(sort="-name") == [public, private, other]
    assert names(sort="owner,-project_id") == [other, private, public]
    assert names(public="false") == [private]
    assert names(public="true") == [other, public]
    assert names(owner=owner) == [private, public]
    assert names(q=f"owner={owner},public=true") == [public]
    assert names(q=f"name={{{public} {other}}}") == [other, public]
    assert names(q="name=~VATE") == [private]
    assert names(q="creation_time=[2001-01-01 00:00:00~]") == [other, private, public]
    assert names(q="creation_time=[~2001-01-01T00:00:00]") == []
    assert names(q="no_such_key=1", sort="no_such_key") == [other, private, public]


def test_a_brief_list_leaves_the_details_out(as_: As, shared: People) -> None:
    query = {"name": shared.project, "with_detail": "false"}
    (brief,) = as_("gus").get("/projects", params=query).json()
    (whole,) = as_("gus").get("/projects", params={"name": shared.project}).json()
    assert set(whole) - set(brief) == {"metadata", "owner_name"}


@pytest.mark.parametrize("name", ["public", "with_detail"])
def test_a_flag_is_true_or_false(api: ApiClient, name: str) -> None:
    answer = api.get("/projects", params={name: "perhaps"})
    assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


def test_digits_are_an_id_unless_a_header_says_otherwise(api: ApiClient) -> None:
    name = str(uuid.uuid4().int)[:15]
    project_id = api.create_project(name)
    by_name = {"X-Is-Resource-Name": "true"}
    assert api.get(f"/projects/{name}").status_code == HTTPStatus.NOT_FOUND
    assert api.get(f"/projects/{project_id}").json()["name"] == name
    assert api.get(f"/projects/{name}", headers=by_name).json()["project_id"] == project_id
    answer = api.get(f"/projects/{project_id}", headers=by_name)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert api.delete(f"/projects/{name}", headers=by_name).status_code == HTTPStatus.OK
    assert api.get(f"/projects/{project_id}").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("name", ["absent", "999999", "9" * 40, "nul%00", "%FF", "a%2Fb", "'--"])
def test_an_absent_project_is_unknown_to_an_administrator(api: ApiClient, name: str) -> None:
    answer = api.get(f"/projects/{name}")
    assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")


@pytest.mark.parametrize(
    ("who", "status", "code"),
    [
        ("anonymous", HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED"),
        ("nobody", HTTPStatus.FORBIDDEN, "FORBIDDEN"),
    ],
)
@pytest.mark.parametrize("name", ["absent", "nul%00"])
def test_an_absent_project_is_denied_to_everybody_else(
    as_: As, who: str, status: HTTPStatus, code: str, name: str
) -> None:
    assert_error(as_(who).get(f"/projects/{name}"), status, code)


def seen(answer: httpx.Response, name: str) -> tuple[object, ...]:
    """Everything that could tell one answer from another, with the name taken out."""
    differing = {"date", "x-request-id"}
    headers = sorted(
        (key, value.replace(name, "NAME"))
        for key, value in answer.headers.items()
        if key not in differing
    )
    return answer.status_code, answer.text.replace(name, "NAME"), headers


@pytest.mark.parametrize("who", ["anonymous", "nobody"])
@pytest.mark.parametrize("asked", ABSENT_OR_HIDDEN, ids=lambda asked: f"{asked[0]} {asked[1]}")
def test_az_10_hidden_and_absent_look_the_same(
    api: ApiClient, as_: As, shared: People, who: str, asked: tuple[str, str, object]
) -> None:
    method, path, body = asked
    before = state_of(api, shared.project)()
    hidden, absent = shared.project, a_name()
    more = {"json": body} if body else {}
    answers = {
        name: as_(who).request(method, path.format(name=name), **more) for name in (hidden, absent)
    }
    assert seen(answers[hidden], hidden) == seen(answers[absent], absent)
    assert state_of(api, shared.project)() == before


def test_az_10_an_id_tells_no_more_than_a_name(api: ApiClient, as_: As, shared: People) -> None:
    project_id = str(api.get(f"/projects/{shared.project}").json()["project_id"])
    hidden = as_("nobody").get(f"/projects/{project_id}")
    absent = as_("nobody").get("/projects/999999")
    assert seen(hidden, project_id) == seen(absent, "999999")


def test_az_10_a_hidden_name_is_taken_all_the_same(as_: As, shared: People) -> None:
    answer = as_("nobody").post("/projects", json={"project_name": shared.project})
    assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")


ROW = (
    "from projects.models import Project\nanswer = Project.objects.filter(name=name).values().get()"
)
FOREIGN: dict[str, Any] = {
    "project_id": 424242,
    "id": 424242,
    "owner_id": 1,
    "owner": 1,
    "owner_name": "admin",
    "creation_time": "2001-01-01T00:00:00Z",
    "deleted": True,
    "deleted_at": "2001-01-01T00:00:00Z",
    "epoch": 99,
    "is_public": True,
    "current_user_role_id": 1,
    "repo_count": 7,
    "quota": {"hard": {"storage": 1}},
    "registry_id": None,
}


def test_az_13_a_new_project_is_only_what_one_may_make_it(as_: As, inside: Inside) -> None:
    name, dora = a_name(), as_("dora")
    body = FOREIGN | {"project_name": name, "storage_limit": 1}
    assert dora.post("/projects", json=body).status_code == HTTPStatus.CREATED
    row = inside.run(ROW, name=name)
    assert row["owner_id"] == dora.get("/users/current").json()["user_id"]
    assert row["id"] != FOREIGN["id"]
    assert (row["epoch"], row["is_public"], row["deleted_at"]) == (1, False, None)
    assert not row["creation_time"].startswith("2001")
    assert dora.get(f"/projects/{name}/summary").json()["quota"]["hard"]["storage"] == -1


def test_az_13_an_update_changes_only_what_is_a_project_admins(
    as_: As, people: People, inside: Inside
) -> None:
    petra, path = as_("petra"), f"/projects/{people.project}"
    before = inside.run(ROW, name=people.project)
    limit = petra.get(f"{path}/summary").json()["quota"]
    body = FOREIGN | {"name": "other", "project_name": "other", "public": True, "storage_limit": 1}
    assert petra.put(path, json=body).status_code == HTTPStatus.OK
    after = inside.run(ROW, name=people.project)
    changing = ("update_time", "epoch")
    assert {**after, **dict.fromkeys(changing)} == {**before, **dict.fromkeys(changing)}
    assert after["epoch"] == before["epoch"] + 1
    assert petra.get(f"{path}/summary").json()["quota"] == limit
