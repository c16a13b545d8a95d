"""``/users``: accounts are made and ended by administrators, and kept by their owners."""

import json
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import (
    ADMIN,
    SIGNED_IN,
    Call,
    assert_denied,
    assert_error,
    cases,
    check,
)
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.people import People, Person
from tests.support.registry import RegistryClient
from tests.support.server import Server

Newcomer = Callable[[], tuple[int, Person]]

TABLE = [
    Call("GET", "/users", ADMIN),
    Call(
        "POST",
        "/users",
        ADMIN,
        {"username": "{name}", "email": "{name}@example.com", "password": "Right-Length-1"},
        HTTPStatus.CREATED,
    ),
    Call("GET", "/users/current", SIGNED_IN),
    Call("GET", "/users/search?username=user", SIGNED_IN),
    Call("GET", "/users/{victim}", ADMIN),
    Call("PUT", "/users/{victim}", ADMIN, {"email": "{name}@example.com", "realname": "Other"}),
    Call("DELETE", "/users/{victim}", ADMIN),
    Call("PUT", "/users/{victim}/sysadmin", ADMIN, {"sysadmin_flag": True}),
    Call("PUT", "/users/{victim}/active", ADMIN, {"active": False}),
    Call("PUT", "/users/{victim}/password", ADMIN, {"new_password": "Another-One-1"}),
]

WEAK = [
    "Short1a",
    "alllowercase1",
    "ALLUPPERCASE1",
    "NoDigitsAtAll",
    "a1A" * 43,
    "",
    "Nul\0Nul1234",
]
PUBLISHED = ["Harbor12345", "HARBOR12345", "Passw0rd", "ChangeMe123", "Password123"]


@pytest.fixture(scope="session")
def bystander(api: ApiClient) -> int:
    """Give a user that nobody succeeds in changing."""
    return api.create_user(f"user-{uuid.uuid4().hex[:10]}", "Right-Length-1")


@pytest.fixture
def row_of(inside: Inside) -> Callable[[int], object]:
    """Give a reader of a user's whole row, with the number of all users."""
    code = (
        "from accounts.models import User\n"
        "answer = User.objects.count(), User.objects.filter(pk=user_id).values().first()"
    )
    return lambda user_id: inside.run(code, user_id=user_id)


def named(**more: Any) -> dict[str, Any]:
    """Make the body of a new user."""
    name = f"user-{uuid.uuid4().hex[:10]}"
    return {"username": name, "email": f"{name}@example.com", "password": "Right-Length-1"} | more


def id_in(location: str) -> int:
    assert location.startswith("/api/v2.0/users/")
    return int(location.rpartition("/")[2])


@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_only_those_who_may_get_anything_done(
    as_: Callable[[str], ApiClient],
    newcomer: Newcomer,
    bystander: int,
    row_of: Callable[[int], object],
    call: Call,
    who: str,
) -> None:
    victim = newcomer()[0] if who in call.allowed else bystander
    name = f"user-{uuid.uuid4().hex[:10]}"
    body = call.body and {
        key: value.format(name=name) if isinstance(value, str) else value
        for key, value in call.body.items()
    }
    filled = Call(call.method, call.path, call.allowed, body, call.success)
    check(filled, who, as_(who), lambda: row_of(victim), victim=victim)


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_user_has_access_to_its_own_profile(
    api: ApiClient, newcomer: Newcomer, method: str
) -> None:
    user_id, person = newcomer()
    body = {"realname": "Me Myself"} if method == "PUT" else None
    answer = api.as_(*person).request(method, f"/users/{user_id}", json=body)
    assert answer.status_code == HTTPStatus.OK
    expected = "Me Myself" if method == "PUT" else person.username.title()
    assert api.get(f"/users/{user_id}").json()["realname"] == expected


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", "/users/{id}", None),
        ("PUT", "/users/{id}/sysadmin", {"sysadmin_flag": True}),
        ("PUT", "/users/{id}/active", {"active": False}),
        ("POST", "/users", {}),
    ],
)
def test_a_user_cannot_raise_or_end_itself(
    api: ApiClient, newcomer: Newcomer, method: str, path: str, body: dict[str, Any] | None
) -> None:
    user_id, person = newcomer()
    before = api.get(f"/users/{user_id}").json()
    answer = api.as_(*person).request(method, path.format(id=user_id), json=body)
    assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert api.get(f"/users/{user_id}").json() == before


def test_a_new_user_is_shown_without_its_password(api: ApiClient) -> None:
    body = named(realname="Some One", comment="a comment")
    answer = api.post("/users", json=body)
    assert answer.status_code == HTTPStatus.CREATED
    assert answer.content == b""
    user_id = id_in(answer.headers["Location"])
    shown = api.get(f"/users/{user_id}").json()
    times = {key: shown.pop(key) for key in ("creation_time", "update_time")}
    assert all(time.endswith("Z") for time in times.values())
    del body["password"]
    assert shown == body | {
        "user_id": user_id,
        "sysadmin_flag": False,
        "active": True,
        "admin_role_in_auth": False,
    }


@pytest.mark.parametrize("field", ["username", "email"])
def test_names_and_addresses_are_taken_once(api: ApiClient, field: str) -> None:
    body = named()
    assert api.post("/users", json=body).status_code == HTTPStatus.CREATED
    answer = api.post("/users", json=named(**{field: body[field]}))
    assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")
    other = id_in(api.post("/users", json=named()).headers["Location"])
    if field == "email":
        answer = api.put(f"/users/{other}", json={"email": body["email"]})
        assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")


@pytest.mark.parametrize(
    "wrong",
    [
        {"username": ""},
        {"username": " blank"},
        {"username": 'quo"te'},
        {"username": "com,ma"},
        {"username": "per%cent"},
        {"username": "sla/sh"},
        {"username": "x" * 256},
        {"username": "nul\0"},
        {"username": "\ud800"},
        {"username": 7},
        {"username": None},
        {"email": "no address"},
        {"email": None},
        {"email": ["a@example.com"]},
        {"comment": "x" * 31},
        {"realname": "x" * 256},
        {"realname": "line\nbreak"},
        {"password": 12345678},
    ],
    ids=str,
)
def test_what_is_no_user_is_refused_with_words(api: ApiClient, wrong: dict[str, Any]) -> None:
    before = api.get("/users").headers["X-Total-Count"]
    headers = {"Content-Type": "application/json"}
    answer = api.post("/users", content=json.dumps(named(**wrong)), headers=headers)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert api.get("/users").headers["X-Total-Count"] == before


@pytest.mark.parametrize("wrong", [{"email": "no address"}, {"comment": "x" * 31}, {"email": 1}])
def test_a_wrong_profile_changes_nothing(
    api: ApiClient, bystander: int, row_of: Callable[[int], object], wrong: dict[str, Any]
) -> None:
    before = row_of(bystander)
    answer = api.put(f"/users/{bystander}", json={"realname": "New", **wrong})
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert row_of(bystander) == before


def test_a_profile_keeps_what_is_not_given(api: ApiClient, newcomer: Newcomer) -> None:
    user_id, _ = newcomer()
    before = api.get(f"/users/{user_id}").json()
    answer = api.put(f"/users/{user_id}", json={"comment": "new", "realname": None})
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    after = api.get(f"/users/{user_id}").json()
    assert after.pop("update_time") > before.pop("update_time")
    assert after == before | {"comment": "new"}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("user_id", [0, 999_999, 2**70])
def test_an_absent_user_is_unknown_to_an_administrator(
    api: ApiClient, method: str, user_id: int
) -> None:
    answer = api.request(method, f"/users/{user_id}", json={})
    assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert answer.json()["errors"][0]["message"] == f"user {user_id} not found"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_an_absent_user_is_forbidden_like_any_other(
    as_: Callable[[str], ApiClient], method: str
) -> None:
    answer = as_("nobody").request(method, "/users/999999", json={})
    assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")


def test_a_deleted_users_name_is_free_again(api: ApiClient, newcomer: Newcomer) -> None:
    user_id, person = newcomer()
    answer = api.delete(f"/users/{user_id}")
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    assert api.get(f"/users/{user_id}").status_code == HTTPStatus.NOT_FOUND
    assert api.delete(f"/users/{user_id}").status_code == HTTPStatus.NOT_FOUND
    assert api.create_user(*person) != user_id


@pytest.mark.parametrize("who", ["admin", "petra", "nobody"])
def test_a_search_tells_names_and_nothing_else(
    as_: Callable[[str], ApiClient], newcomer: Newcomer, who: str
) -> None:
    user_id, person = newcomer()
    wanted = person.username[3:].upper() if who == "admin" else person.username
    answer = as_(who).get("/users/search", params={"username": wanted})
    assert answer.json() == [{"user_id": user_id, "username": person.username}]
    assert answer.headers["X-Total-Count"] == "1"


@pytest.mark.parametrize("who", ["petra", "dora", "nobody"])
def test_an_04_nobody_learns_names_that_it_does_not_know(
    as_: Callable[[str], ApiClient], newcomer: Newcomer, who: str
) -> None:
    """Neither by a part of one, nor by patterns, nor by what else is known of a user."""
    user_id, person = newcomer()
    name, client = person.username, as_(who)
    address = f"{name}@example.com"
    for part in (name[:-1], name[1:], name.upper(), "%", "_" * len(name), "*", "u", address):
        answer = client.get("/users/search", params={"username": part})
        assert (answer.status_code, answer.json()) == (HTTPStatus.OK, []), part
    for query in ({"q": f"email={address}"}, {"q": f"username=~{name}"}, {"sort": "email"}):
        everybody = client.get("/users/search", params={"username": name[:-1], **query})
        assert everybody.json() == []
        assert_error(client.get("/users", params=query), HTTPStatus.FORBIDDEN, "FORBIDDEN")
        found = client.get("/search", params={"q": address, **query})
        assert name not in found.text
    answer = client.get(f"/users/{user_id}")
    assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    anonymous = client.anonymous().get("/users/search", params={"username": name})
    assert_error(anonymous, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")


@pytest.mark.parametrize("query", ["", "?username=", "?username=a%00b"])
def test_a_search_needs_a_name(as_: Callable[[str], ApiClient], query: str) -> None:
    answer = as_("nobody").get(f"/users/search{query}")
    assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


def can_log_in(api: ApiClient, username: str, password: str) -> bool:
    answer = api.as_(username, password).get("/users/current")
    assert answer.status_code in (HTTPStatus.OK, HTTPStatus.UNAUTHORIZED)
    return bool(answer.status_code == HTTPStatus.OK)


@pytest.mark.parametrize("old", [{"old_password": "Wrong-One-1"}, {"old_password": ""}, {}])
def test_ones_own_password_changes_only_with_the_old_one(
    api: ApiClient, newcomer: Newcomer, old: dict[str, str]
) -> None:
    user_id, person = newcomer()
    mine = api.as_(*person)
    new = "Another-One-1"
    answer = mine.put(f"/users/{user_id}/password", json={"new_password": new, **old})
    assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert can_log_in(api, *person)
    body = {"new_password": new, "old_password": person.password}
    assert mine.put(f"/users/{user_id}/password", json=body).status_code == HTTPStatus.OK
    assert not can_log_in(api, *person)
    assert can_log_in(api, person.username, new)


def test_an_administrator_sets_a_password_without_the_old_one(
    api: ApiClient, newcomer: Newcomer
) -> None:
    user_id, person = newcomer()
    answer = api.put(f"/users/{user_id}/password", json={"new_password": "Another-One-1"})
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    assert not can_log_in(api, *person)
    assert can_log_in(api, person.username, "Another-One-1")


def test_an_administrators_own_password_needs_the_old_one_too(api: ApiClient) -> None:
    answer = api.put("/users/1/password", json={"new_password": "Another-One-1"})
    assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert api.get("/users/current").status_code == HTTPStatus.OK


def test_the_flag_makes_an_administrator_and_takes_it_back(
    api: ApiClient, newcomer: Newcomer
) -> None:
    user_id, person = newcomer()
    other = api.as_(*person)
    for flag, status in ((True, HTTPStatus.OK), (False, HTTPStatus.FORBIDDEN)):
        answer = api.put(f"/users/{user_id}/sysadmin", json={"sysadmin_flag": flag})
        assert answer.status_code == HTTPStatus.OK
        assert api.get(f"/users/{user_id}").json()["sysadmin_flag"] is flag
        assert other.get("/users").status_code == status


@pytest.mark.parametrize("name", ["sysadmin_flag", "active"])
@pytest.mark.parametrize("flag", ["true", 1, None, [], {}])
def test_a_flag_is_a_boolean(
    api: ApiClient, bystander: int, row_of: Callable[[int], object], name: str, flag: object
) -> None:
    before = row_of(bystander)
    path = f"/users/{bystander}/{name.removesuffix('_flag')}"
    assert_error(api.put(path, json={name: flag}), HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert row_of(bystander) == before


def test_whoever_is_disabled_is_found_and_can_be_enabled_again(
    api: ApiClient, newcomer: Newcomer
) -> None:
    user_id, person = newcomer()
    with_user = {"q": f"active=false,username={person.username}"}
    for active in (True, False, False, True, True):
        answer = api.put(f"/users/{user_id}/active", json={"active": active})
        assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
        shown = api.get(f"/users/{user_id}").json()
        assert shown["active"] is active
        assert api.get("/users", params=with_user).json() == ([] if active else [shown])
        assert can_log_in(api, *person) is active
    absent = api.put("/users/999999/active", json={"active": False})
    assert_error(absent, HTTPStatus.NOT_FOUND, "NOT_FOUND")


def test_to_be_enabled_once_more_logs_nobody_out(
    api: ApiClient, newcomer: Newcomer, row_of: Callable[[int], object]
) -> None:
    user_id, _ = newcomer()
    before = row_of(user_id)
    assert api.put(f"/users/{user_id}/active", json={"active": True}).is_success
    assert row_of(user_id) == before


def test_no_administrator_disables_itself(api: ApiClient, newcomer: Newcomer) -> None:
    user_id, person = newcomer()
    other = api.as_(*person)
    assert api.put(f"/users/{user_id}/sysadmin", json={"sysadmin_flag": True}).is_success
    for id_ in (user_id, 1):
        answer = other.put(f"/users/{id_}/active", json={"active": False})
        assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
        assert other.get(f"/users/{id_}").json()["active"] is True
    assert other.put(f"/users/{user_id}/active", json={"active": True}).is_success
    assert api.put(f"/users/{user_id}/active", json={"active": False}).is_success
    assert not can_log_in(api, *person)


def test_the_built_in_administrator_stays(api: ApiClient) -> None:
    answers = [
        api.delete("/users/1"),
        api.put("/users/1/sysadmin", json={"sysadmin_flag": False}),
        api.put("/users/1/active", json={"active": False}),
    ]
    for answer in answers:
        assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    shown = api.get("/users/current").json()
    assert (shown["user_id"], shown["sysadmin_flag"], shown["active"]) == (1, True, True)


@pytest.mark.parametrize("password", [*WEAK, *PUBLISHED], ids=repr)
def test_an_02_a_weak_or_published_password_is_refused(
    api: ApiClient,
    bystander: int,
    row_of: Callable[[int], object],
    server: Server,
    password: str,
) -> None:
    before = row_of(bystander), row_of(1)
    own = {"new_password": password, "old_password": server.admin_password}
    for answer in (
        api.post("/users", json=named(password=password)),
        api.put(f"/users/{bystander}/password", json={"new_password": password}),
        api.put("/users/1/password", json=own),
    ):
        assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert (row_of(bystander), row_of(1)) == before


@pytest.mark.parametrize("end", ["disabled", "deleted"])
def test_an_07_whoever_is_disabled_or_deleted_is_refused_at_once(
    api: ApiClient, people: People, newcomer: Newcomer, end: str
) -> None:
    user_id, person = newcomer()
    member = api.add_member(people.project, person.username, "projectAdmin")
    mine = api.as_(*person)
    project = f"/projects/{people.project}"
    assert mine.get(project).status_code == HTTPStatus.OK
    if end == "deleted":
        assert api.delete(f"/users/{user_id}").status_code == HTTPStatus.OK
    else:
        assert api.put(f"/users/{user_id}/active", json={"active": False}).is_success
    before = api.get(project).json()
    for answer in (
        mine.get(project),
        mine.get("/projects"),
        mine.get("/users/current"),
        mine.put(project, json={"metadata": {"public": "true"}}),
        mine.post("/projects", json={"project_name": f"new-{uuid.uuid4().hex}"}),
        mine.delete(f"{project}/members/{member}"),
    ):
        assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    assert api.get(project).json() == before


def test_az_13_a_new_user_is_only_what_one_may_make_it(api: ApiClient) -> None:
    given = {
        "user_id": 424242,
        "id": 424242,
        "pk": 424242,
        "sysadmin_flag": True,
        "is_superuser": True,
        "admin_role_in_auth": True,
        "is_active": False,
        "active": False,
        "epoch": 99,
        "creation_time": "2001-01-01T00:00:00Z",
        "deleted_at": "2001-01-01T00:00:00Z",
    }
    body = named(**given)
    user_id = id_in(api.post("/users", json=body).headers["Location"])
    shown = api.get(f"/users/{user_id}").json()
    assert user_id != 424242
    assert shown["sysadmin_flag"] is False
    assert shown["admin_role_in_auth"] is False
    assert not shown["creation_time"].startswith("2001")
    assert can_log_in(api, body["username"], body["password"])


def test_az_13_a_profile_changes_only_what_is_the_owners(
    api: ApiClient, newcomer: Newcomer, inside: Inside
) -> None:
    user_id, person = newcomer()
    epoch_of = "from accounts.models import User\nanswer = User.objects.get(pk=user_id).epoch"
    epoch = inside.run(epoch_of, user_id=user_id)
    before = api.get(f"/users/{user_id}").json()
    given = before | {
        "user_id": 1,
        "username": "somebody-else",
        "sysadmin_flag": True,
        "is_superuser": True,
        "admin_role_in_auth": True,
        "active": False,
        "password": "Another-One-1",
        "epoch": 99,
        "creation_time": "2001-01-01T00:00:00Z",
        "comment": "mine",
    }
    answer = api.as_(*person).put(f"/users/{user_id}", json=given)
    assert answer.status_code == HTTPStatus.OK
    after = api.get(f"/users/{user_id}").json()
    del before["update_time"], after["update_time"]
    assert after == before | {"comment": "mine"}
    assert can_log_in(api, *person)
    assert inside.run(epoch_of, user_id=user_id) == epoch


def test_a_demoted_administrators_old_token_ends(
    api: ApiClient, newcomer: Newcomer, registry: RegistryClient
) -> None:
    user_id, person = newcomer()
    api.put(f"/users/{user_id}/sysadmin", json={"sysadmin_flag": True})
    token = registry.as_(*person).token("registry:catalog:*")
    mine = registry.bearer(token)
    assert mine.request("GET", "/v2/_catalog").status_code == HTTPStatus.OK
    api.put(f"/users/{user_id}/sysadmin", json={"sysadmin_flag": False})
    assert mine.request("GET", "/v2/_catalog").status_code == HTTPStatus.UNAUTHORIZED


RAISED: dict[str, Any] = {
    "sysadmin_flag": True,
    "is_superuser": True,
    "admin_role_in_auth": True,
    "role_id": 1,
    "role": "projectAdmin",
    "groups": [1],
    "user_permissions": [1],
    "user_id": 1,
    "id": 1,
}


@pytest.mark.parametrize("who", ["anonymous", "nobody", "petra"])
def test_an_01_nobody_makes_an_account_of_ones_own(
    as_: Callable[[str], ApiClient], api: ApiClient, who: str
) -> None:
    """Nobody registers, and no setting lets anybody."""
    body = named(**RAISED)
    assert_denied(as_(who).post("/users", json=body), who)
    assert api.get("/users", params={"q": f"username={body['username']}"}).json() == []
    answer = as_(who).put("/configurations", json={"self_registration": True})
    assert_denied(answer, who)
    api.put("/configurations", json={"self_registration": True})
    assert api.get("/configurations").json()["self_registration"]["value"] is False
    assert_denied(as_(who).post("/users", json=body), who)


def test_an_01_nobody_raises_oneself(api: ApiClient, newcomer: Newcomer, inside: Inside) -> None:
    """Not by the profile, the password, a token or a project, whatever the body says besides."""
    user_id, person = newcomer()
    mine = api.as_(*person)
    rights = (
        "from accounts.models import User\n"
        "from projects.models import Membership\n"
        "row = User.objects.filter(pk=user_id).values('is_superuser', 'epoch', 'username').get()\n"
        "answer = row, Membership.objects.filter(user_id=user_id).count()"
    )
    before = inside.run(rights, user_id=user_id)
    assert mine.put(f"/users/{user_id}", json={"realname": "Me", **RAISED}).is_success
    body = {"name": "ci", "scope": "full", **RAISED}
    token = mine.post("/users/current/tokens", json=body)
    assert token.status_code == HTTPStatus.CREATED, token.text
    by_token = api.as_(person.username, token.json()["token"])
    for client in (mine, by_token):
        for path, given in (
            (f"/users/{user_id}/sysadmin", {"sysadmin_flag": True}),
            ("/users/1/password", {"new_password": "Another-One-1", **RAISED}),
        ):
            assert_error(client.put(path, json=given), HTTPStatus.FORBIDDEN, "FORBIDDEN")
        assert_error(client.get("/users"), HTTPStatus.FORBIDDEN, "FORBIDDEN")
        assert client.get("/users/current").json()["sysadmin_flag"] is False
    assert inside.run(rights, user_id=user_id) == before
