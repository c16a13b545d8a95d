"""``/users/…/tokens``: made by people, shown once, used by programs on both planes."""

import json
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import httpx
import pytest

from tests.functional.api.rights import (
    ADMIN,
    SIGNED_IN,
    Call,
    assert_error,
    cases,
    check,
)
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import UnexpectedAnswer
from tests.support.people import People, Person
from tests.support.registry import RegistryClient, an_image

Newcomer = Callable[[], tuple[int, Person]]
OWN = "/users/current/tokens"

TABLE = [
    Call("GET", OWN, SIGNED_IN),
    Call("POST", OWN, SIGNED_IN, {"name": "{name}", "scope": "read"}, HTTPStatus.CREATED),
    Call("GET", "/users/{victim}/tokens", ADMIN),
    Call("GET", "/users/{victim}/tokens/{token}", ADMIN),
    Call("DELETE", "/users/{victim}/tokens/{token}", ADMIN),
]


def make(client: ApiClient, **wanted: Any) -> dict[str, Any]:
    body = {"name": f"ci-{uuid.uuid4().hex[:8]}", "scope": "read"} | wanted
    answer = client.post(OWN, json=body)
    assert answer.status_code == HTTPStatus.CREATED, answer.text
    return dict(answer.json())


@pytest.fixture
def owner(api: ApiClient, newcomer: Newcomer) -> tuple[int, Person, ApiClient]:
    """Give a user with its id and its client."""
    user_id, person = newcomer()
    return user_id, person, api.as_(*person)


@pytest.fixture
def dora(api: ApiClient, people: People, newcomer: Newcomer) -> tuple[Person, ApiClient]:
    """Give a developer of the new project, and her client."""
    _, person = newcomer()
    api.add_member(people.project, person.username, "developer")
    return person, api.as_(*person)


@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_only_those_who_may_get_anything_done(
    as_: Callable[[str], ApiClient],
    owner: tuple[int, Person, ApiClient],
    inside: Inside,
    call: Call,
    who: str,
) -> None:
    user_id, _, client = owner
    token = make(client)
    rows = (
        "from accounts.models import PersonalToken\nanswer = list(PersonalToken.objects.values())"
    )
    body = call.body and {**call.body, "name": f"ci-{uuid.uuid4().hex}"}
    filled = Call(call.method, call.path, call.allowed, body, call.success)
    names = {"victim": user_id, "token": token["id"]}
    check(filled, who, as_(who), lambda: inside.run(rows), **names)


def test_a_new_token_is_shown_once(owner: tuple[int, Person, ApiClient]) -> None:
    user_id, _, client = owner
    end = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    answer = client.post(OWN, json={"name": "ci on main", "scope": "write", "expires_at": end})
    assert answer.status_code == HTTPStatus.CREATED
    made = answer.json()
    assert answer.headers["Location"] == f"/api/v2.0{OWN}/{made['id']}"
    assert made.pop("token").startswith("hpat_")
    assert datetime.fromisoformat(made["expires_at"]) == datetime.fromisoformat(end)
    assert {key: made[key] for key in ("name", "scope", "projects", "last_used")} == {
        "name": "ci on main",
        "scope": "write",
        "projects": [],
        "last_used": None,
    }
    for path in (OWN, f"/users/{user_id}/tokens"):
        listed = client.get(path)
        assert listed.json() == [made]
        assert listed.headers["X-Total-Count"] == "1"
        assert client.get(f"{path}/{made['id']}").json() == made


def test_a_token_that_has_no_end_has_none(owner: tuple[int, Person, ApiClient]) -> None:
    assert make(owner[2])["expires_at"] is None
    shown = make(owner[2], duration=2)["expires_at"]
    left = datetime.fromisoformat(shown) - datetime.now(UTC)
    assert abs(left - timedelta(days=2)) < timedelta(minutes=1)


def test_projects_are_named_by_name_or_id(
    dora: tuple[Person, ApiClient], api: ApiClient, people: People
) -> None:
    own = api.get(f"/projects/{people.project}").json()["project_id"]
    token = make(dora[1], projects=[people.project, own, "library"])
    assert token["projects"] == sorted([own, 1])


@pytest.mark.parametrize(
    "named", ["{project}", "absent", "", "1", "{id}", 0, -1, 2**63, True, None, {}]
)
def test_a_project_that_one_cannot_see_is_as_good_as_absent(
    owner: tuple[int, Person, ApiClient], api: ApiClient, shared: People, named: object
) -> None:
    project_id = api.get(f"/projects/{shared.project}").json()["project_id"]
    if isinstance(named, str):
        named = named.format(project=shared.project, id=project_id)
    for one in (named, project_id):
        answer = owner[2].post(OWN, json={"name": "ci", "scope": "read", "projects": [one]})
        assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert owner[2].get(OWN).json() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": None},
        {"name": ""},
        {"name": "nul\0"},
        {"name": "x" * 256},
        {"name": 7},
        {"scope": None},
        {"scope": "admin"},
        {"projects": "library"},
        {"projects": [1] * 101},
        {"expires_at": "2020-01-01T00:00:00Z"},
        {"expires_at": "tomorrow"},
        {"expires_at": 4_000_000_000},
        {"expires_at": "9999-12-31T23:59:59-23:59"},
        {"duration": 0},
        {"duration": -1},
        {"duration": 3651},
        {"duration": True},
        {"duration": 2, "expires_at": "2099-01-01T00:00:00Z"},
    ],
    ids=str,
)
def test_what_is_no_token_is_refused_with_words(
    owner: tuple[int, Person, ApiClient], wrong: dict[str, Any]
) -> None:
    answer = owner[2].post(OWN, json={"name": "ci", "scope": "read"} | wrong)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert owner[2].get(OWN).json() == []


def test_a_name_is_taken_once(owner: tuple[int, Person, ApiClient]) -> None:
    make(owner[2], name="ci")
    answer = owner[2].post(OWN, json={"name": "ci", "scope": "read"})
    assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")


def test_az_13_a_token_is_only_what_one_may_make_it(
    owner: tuple[int, Person, ApiClient],
) -> None:
    given = {
        "id": 424242,
        "user": 1,
        "user_id": 1,
        "token": "hpat_chosen",
        "token_hash": "0" * 64,
        "project_ids": [1],
        "creation_time": "2001-01-01T00:00:00Z",
        "last_used": "2001-01-01T00:00:00Z",
        "last_address": "192.0.2.1",
    }
    made = make(owner[2], **given)
    assert made["id"] != 424242
    assert made["token"] != "hpat_chosen"
    assert (made["projects"], made["last_used"], made["last_address"]) == ([], None, "")
    assert not made["creation_time"].startswith("2001")


@pytest.mark.parametrize("scope", ["read", "write", "full"])
def test_a_token_changes_no_token(owner: tuple[int, Person, ApiClient], scope: str) -> None:
    user_id, person, client = owner
    made = make(client, scope=scope)
    program = client.as_(person.username, made["token"])
    assert program.get(OWN).status_code == HTTPStatus.OK
    for answer in (
        program.post(OWN, json={"name": "more", "scope": "full"}),
        program.delete(f"{OWN}/{made['id']}"),
        program.delete(f"/users/{user_id}/tokens/{made['id']}"),
        program.put(f"/users/{user_id}/password", json={"new_password": "Another-One-1"}),
    ):
        assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert [token["id"] for token in client.get(OWN).json()] == [made["id"]]


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_the_token_of_somebody_else_is_absent(
    owner: tuple[int, Person, ApiClient], newcomer: Newcomer, api: ApiClient, method: str
) -> None:
    other_id, other = newcomer()
    token_id = make(owner[2])["id"]
    theirs = api.as_(*other)
    for path in (f"{OWN}/{token_id}", f"/users/{other_id}/tokens/{token_id}", f"{OWN}/{2**70}"):
        assert_error(theirs.request(method, path), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert_error(
        api.request(method, f"/users/{other_id}/tokens/{token_id}"),
        HTTPStatus.NOT_FOUND,
        "NOT_FOUND",
    )
    assert owner[2].get(f"{OWN}/{token_id}").status_code == HTTPStatus.OK


def test_se_02_nobody_reads_a_hash_or_a_token(
    owner: tuple[int, Person, ApiClient], api: ApiClient, inside: Inside, server: Any
) -> None:
    user_id, person, client = owner
    made = make(client)
    stored = inside.run(
        "from accounts.models import PersonalToken\n"
        "answer = PersonalToken.objects.get(pk=token_id).token_hash",
        token_id=made["id"],
    )
    client.as_(person.username, made["token"]).get("/users/current")
    read = [
        api.get(path).text
        for path in (
            f"/users/{user_id}",
            f"/users/{user_id}/tokens",
            f"/users/{user_id}/tokens/{made['id']}",
            f"/users/{user_id}/tokens?q=token_hash%3D~{stored[:4]}&sort=token_hash",
            "/users?page_size=100",
        )
    ]
    read += [json.dumps(inside.audit(), default=str), server.log.read_text()]
    for text in read:
        assert stored not in text
        assert made["token"].removeprefix("hpat_") not in text


# Docker's wire


def wire(registry: RegistryClient, person: Person, token: str, how: str) -> RegistryClient:
    """Give the token to docker: through the token endpoint, or with every request."""
    log_in = registry.as_ if how == "token" else registry.basic
    return log_in(person.username, token)


def refused(answer: httpx.Response) -> None:
    assert answer.status_code == HTTPStatus.UNAUTHORIZED, answer.text


@pytest.mark.parametrize("how", ["token", "basic"])
def test_a_token_that_reads_cannot_push(
    dora: tuple[Person, ApiClient], registry: RegistryClient, people: People, how: str
) -> None:
    person, client = dora
    name, image = f"{people.project}/app", an_image([uuid.uuid4().bytes])
    writer = wire(registry, person, make(client, scope="write")["token"], how)
    writer.push(f"{name}:1", image)
    reader = wire(registry, person, make(client, scope="read")["token"], how)
    assert reader.pull(f"{name}:1") == image
    for answer in (
        reader.request("POST", f"/v2/{name}/blobs/uploads/"),
        reader.request("PUT", f"/v2/{name}/manifests/2", content=image.manifest),
        reader.request("DELETE", f"/v2/{name}/manifests/1"),
        writer.request("DELETE", f"/v2/{name}/manifests/1"),
    ):
        refused(answer)
    assert reader.tags(name) == ["1"]


@pytest.mark.parametrize("how", ["token", "basic"])
def test_a_token_for_one_project_is_for_no_other(
    dora: tuple[Person, ApiClient],
    registry: RegistryClient,
    api: ApiClient,
    people: People,
    how: str,
) -> None:
    person, client = dora
    other = f"project-{uuid.uuid4().hex[:10]}"
    api.create_project(other)
    api.add_member(other, person.username, "developer")
    image = an_image([uuid.uuid4().bytes])
    for project in (people.project, other):
        registry.as_(*person).push(f"{project}/app:1", image)
    token = make(client, scope="write", projects=[people.project])["token"]
    limited = wire(registry, person, token, how)
    assert limited.pull(f"{people.project}/app:1") == image
    limited.push(f"{people.project}/app:2", image)
    refused(limited.request("GET", f"/v2/{other}/app/manifests/1"))
    refused(limited.request("POST", f"/v2/{other}/app/blobs/uploads/"))
    program = client.as_(person.username, token)
    assert program.get(f"/projects/{people.project}").status_code == HTTPStatus.OK
    assert_error(program.get(f"/projects/{other}"), HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert [row["name"] for row in program.get(f"/projects?name={people.project}").json()] == [
        people.project
    ]
    assert program.get(f"/projects?name={other}").json() == []


def test_a_revoked_token_ends_what_was_got_with_it(
    dora: tuple[Person, ApiClient], registry: RegistryClient, people: People
) -> None:
    person, client = dora
    name, image = f"{people.project}/app", an_image([uuid.uuid4().bytes])
    made = make(client, scope="write")
    mine = registry.as_(person.username, made["token"])
    mine.push(f"{name}:1", image)
    bearer = registry.bearer(mine.token(f"repository:{name}:pull,push"))
    location = bearer.begin_upload(name)
    assert bearer.pull(f"{name}:1") == image
    assert client.delete(f"{OWN}/{made['id']}").status_code == HTTPStatus.OK
    for method, path in (
        ("POST", f"/v2/{name}/blobs/uploads/"),
        ("PATCH", location),
        ("PUT", f"/v2/{name}/manifests/2"),
    ):
        refused(bearer.request(method, path, content=image.manifest))
    deadline = time.monotonic() + 5
    while bearer.request("GET", f"/v2/{name}/manifests/1").status_code == HTTPStatus.OK:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    refused(registry.basic(person.username, made["token"]).request("GET", "/v2/"))
    refused(mine.ask_token())
    assert registry.as_(*person).tags(name) == ["1"]


@pytest.mark.parametrize("end", ["expired", "disabled", "deleted", "revoked by admin"])
def test_an_07_a_token_that_ended_opens_no_door(
    owner: tuple[int, Person, ApiClient],
    api: ApiClient,
    registry: RegistryClient,
    inside: Inside,
    end: str,
) -> None:
    user_id, person, client = owner
    made = make(client, scope="full", duration=1)
    login = person.username, made["token"]
    assert registry.basic(*login).request("GET", "/v2/").status_code == HTTPStatus.OK
    if end == "disabled":
        inside.user("set_active", person.username, is_active=False)
    elif end == "deleted":
        api.delete(f"/users/{user_id}")
    elif end == "expired":
        inside.run(
            "from django.utils import timezone\n"
            "from accounts.models import PersonalToken\n"
            "rows = PersonalToken.objects.filter(pk=token_id)\n"
            "rows.update(expires_at=timezone.now())",
            token_id=made["id"],
        )
    else:
        answer = api.delete(f"/users/{user_id}/tokens/{made['id']}")
        assert answer.status_code == HTTPStatus.OK
    refused(registry.basic(*login).request("GET", "/v2/"))
    refused(registry.as_(*login).ask_token())
    refused(api.as_(*login).get("/users/current"))


def test_a_registry_token_lives_no_longer_than_the_token(
    dora: tuple[Person, ApiClient], registry: RegistryClient, people: People
) -> None:
    person, client = dora
    end = datetime.now(UTC) + timedelta(seconds=90)
    made = make(client, expires_at=end.isoformat())
    answer = registry.as_(person.username, made["token"]).ask_token(
        [f"repository:{people.project}/app:pull"], offline_token="true"
    )
    assert 60 <= answer.json()["expires_in"] <= 90
    assert "refresh_token" not in answer.json()


def test_a_token_under_another_name_is_refused(
    owner: tuple[int, Person, ApiClient], registry: RegistryClient, newcomer: Newcomer
) -> None:
    token = make(owner[2])["token"]
    for name in (newcomer()[1].username, "admin", f"{owner[1].username}x"):
        with pytest.raises(UnexpectedAnswer):
            registry.as_(name, token).token()
