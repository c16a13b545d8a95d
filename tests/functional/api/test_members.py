"""``/projects/<project>/members``: roles are given, changed and taken by project admins."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import Call, assert_error, cases, check
from tests.support.api import ROLES, ApiClient
from tests.support.people import ROLE_OF, People, Person

As = Callable[[str], ApiClient]
KEEPERS = frozenset({"petra", "admin"})
READERS = KEEPERS | {"gus", "dora", "mona"}

TABLE = [
    Call("GET", "/projects/{project}/members", READERS),
    Call(
        "POST",
        "/projects/{project}/members",
        KEEPERS,
        {"role_id": 2, "member_user": {"user_id": 0}},
        HTTPStatus.CREATED,
    ),
    Call("GET", "/projects/{project}/members/{lena}", READERS),
    Call("PUT", "/projects/{project}/members/{lena}", KEEPERS, {"role_id": 1}),
    Call("DELETE", "/projects/{project}/members/{lena}", KEEPERS),
]


@pytest.fixture(scope="session")
def spare(api: ApiClient) -> tuple[int, str]:
    """Give a user who is a member of nothing until a test adds it."""
    name = f"spare-{uuid.uuid4().hex[:10]}"
    return api.create_user(name, "Right-Length-1"), name


def members(api: ApiClient, project: str) -> dict[str, dict[str, Any]]:
    answer = api.get(f"/projects/{project}/members", params={"page_size": 100})
    assert answer.status_code == HTTPStatus.OK
    return {member["entity_name"]: member for member in answer.json()}


@pytest.mark.parametrize("public", [False, True], ids=["private", "public"])
@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_members_are_seen_by_guests_and_kept_by_project_admins(  # noqa: PLR0913, PLR0917  # fixtures
    api: ApiClient,
    as_: As,
    cast: Callable[..., People],
    spare: tuple[int, str],
    call: Call,
    who: str,
    public: bool,  # noqa: FBT001  # a parameter of the table
) -> None:
    people = cast(public=public)
    lena = members(api, people.project)[people["lena"].username]["id"]
    body = call.body
    if call.method == "POST":
        body = {"role_id": 2, "member_user": {"user_id": spare[0]}}
    filled = Call(call.method, call.path, call.allowed, body, call.success)
    state = lambda: members(api, people.project)  # noqa: E731  # read twice
    check(filled, who, as_(who), state, project=people.project, lena=lena)


@pytest.mark.parametrize("by", ["user_id", "username"])
@pytest.mark.parametrize(("role", "role_id"), ROLES.items())
def test_a_member_is_added_by_id_or_name(
    as_: As, people: People, spare: tuple[int, str], by: str, role: str, role_id: int
) -> None:
    petra = as_("petra")
    project_id = petra.get(f"/projects/{people.project}").json()["project_id"]
    named = {"user_id": spare[0]} if by == "user_id" else {"username": spare[1]}
    body = {"role_id": role_id, "member_user": named}
    answer = petra.post(f"/projects/{people.project}/members", json=body)
    assert (answer.status_code, answer.content) == (HTTPStatus.CREATED, b"")
    path, _, member_id = answer.headers["Location"].rpartition("/")
    assert path == f"/api/v2.0/projects/{project_id}/members"
    shown = petra.get(f"/projects/{people.project}/members/{member_id}").json()
    assert shown == {
        "id": int(member_id),
        "project_id": project_id,
        "entity_id": spare[0],
        "entity_name": spare[1],
        "entity_type": "u",
        "role_id": role_id,
        "role_name": role,
    }
    assert members(petra, people.project)[spare[1]] == shown


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"role_id": 9}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"role_id": 0}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"role_id": None}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"role_id": "1"}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"role_id": True}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"role_id": 2**70}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"member_user": None}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"member_user": {}}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"member_user": []}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"member_user": {"user_id": "1"}}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"member_user": {"username": "nul\0"}}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"member_group": {"id": 1}}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"member_user": {"user_id": 999999}}, HTTPStatus.NOT_FOUND, "NOT_FOUND"),
        ({"member_user": {"user_id": 2**62}}, HTTPStatus.NOT_FOUND, "NOT_FOUND"),
        ({"member_user": {"username": "no-such-user"}}, HTTPStatus.NOT_FOUND, "NOT_FOUND"),
    ],
    ids=str,
)
def test_what_is_no_member_is_refused_with_words(
    api: ApiClient,
    shared: People,
    spare: tuple[int, str],
    body: dict[str, Any],
    status: HTTPStatus,
    code: str,
) -> None:
    before = members(api, shared.project)
    whole = {"role_id": 2, "member_user": {"user_id": spare[0]}} | body
    answer = api.post(f"/projects/{shared.project}/members", json=whole)
    assert_error(answer, status, code)
    assert members(api, shared.project) == before


def test_a_group_is_refused_and_told_why(api: ApiClient, shared: People) -> None:
    body = {"role_id": 2, "member_group": {"group_name": "developers"}}
    answer = api.post(f"/projects/{shared.project}/members", json=body)
    assert "group" in assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")


def test_nobody_is_a_member_twice(api: ApiClient, shared: People) -> None:
    before = members(api, shared.project)
    body = {"role_id": 1, "member_user": {"username": shared["dora"].username}}
    answer = api.post(f"/projects/{shared.project}/members", json=body)
    assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")
    assert members(api, shared.project) == before


def test_a_changed_role_counts_with_the_next_request(as_: As, people: People) -> None:
    petra, lena = as_("petra"), as_("lena")
    path = f"/projects/{people.project}"
    member = members(petra, people.project)[people["lena"].username]
    assert lena.put(path, json={}).status_code == HTTPStatus.FORBIDDEN
    answer = petra.put(f"{path}/members/{member['id']}", json={"role_id": 1, "id": 1})
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    changed = members(petra, people.project)[people["lena"].username]
    assert changed == member | {"role_id": 1, "role_name": "projectAdmin"}
    assert lena.put(path, json={}).status_code == HTTPStatus.OK
    answer = petra.delete(f"{path}/members/{member['id']}")
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    assert_error(lena.get(path), HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert people["lena"].username not in members(petra, people.project)


@pytest.mark.parametrize("role_id", [0, 6, "2", None, True, 2**70, [1]])
def test_a_wrong_role_changes_nothing(api: ApiClient, shared: People, role_id: object) -> None:
    before = members(api, shared.project)
    member = before[shared["dora"].username]["id"]
    path = f"/projects/{shared.project}/members/{member}"
    answer = api.put(path, json={"role_id": role_id})
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert members(api, shared.project) == before


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_member_belongs_to_its_project(
    api: ApiClient, as_: As, people: People, shared: People, method: str
) -> None:
    before = members(api, shared.project)
    for foreign in (before[shared["dora"].username]["id"], 999_999, 2**70):
        path = f"/projects/{people.project}/members/{foreign}"
        answer = as_("petra").request(method, path, json={"role_id": 1})
        assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert members(api, shared.project) == before


def test_the_total_obeys_the_filter(as_: As, shared: People) -> None:
    path = f"/projects/{shared.project}/members"
    answer = as_("gus").get(path, params={"entityname": "ENA"})
    assert [member["entity_name"] for member in answer.json()] == [shared["lena"].username]
    assert answer.headers["X-Total-Count"] == "1"
    whole = as_("gus").get(path)
    assert whole.headers["X-Total-Count"] == str(len(ROLE_OF) + 1)


def test_a_deleted_user_is_no_member_any_more(
    api: ApiClient, people: People, newcomer: Callable[[], tuple[int, Person]]
) -> None:
    user_id, person = newcomer()
    member = api.add_member(people.project, person.username, "guest")
    api.delete(f"/users/{user_id}")
    assert person.username not in members(api, people.project)
    answer = api.get(f"/projects/{people.project}/members/{member}")
    assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")


def test_az_13_a_member_is_only_what_its_role_says(
    api: ApiClient, people: People, spare: tuple[int, str], shared: People
) -> None:
    other = api.get(f"/projects/{shared.project}").json()["project_id"]
    given = {"id": 424242, "project_id": other, "entity_id": 1, "user": 1, "role": 1}
    body = given | {"role_id": 3, "member_user": {"user_id": spare[0], "sysadmin_flag": True}}
    before = members(api, shared.project)
    answer = api.post(f"/projects/{people.project}/members", json=body)
    assert answer.status_code == HTTPStatus.CREATED
    made = members(api, people.project)[spare[1]]
    assert made["id"] != 424242
    assert (made["role_id"], made["entity_id"]) == (3, spare[0])
    assert made["project_id"] != other
    path = f"/projects/{people.project}/members/{made['id']}"
    assert api.put(path, json=given | {"role_id": 2}).status_code == HTTPStatus.OK
    changed = members(api, people.project)[spare[1]]
    assert changed == made | {"role_id": 2, "role_name": "developer"}
    assert members(api, shared.project) == before
    assert api.get(f"/users/{spare[0]}").json()["sysadmin_flag"] is False
