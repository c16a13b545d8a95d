"""``/robots``: accounts for programs, kept by those who keep the project, or the system."""

import re
import time
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import httpx
import pytest

from tests.functional.api.rights import EVERYBODY, assert_denied, assert_error
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.people import People

As = Callable[[str], ApiClient]
DAY = 86_400
KEEPERS = frozenset({"petra", "admin"})
READERS = KEEPERS | {"gus", "dora", "mona"}
PULL, PUSH = "repository:pull", "repository:push"
SYSTEM_ROBOTS = {"kind": "system", "namespace": "/", "access": []}


def access(*rights: str) -> list[dict[str, str]]:
    split = (right.split(":") for right in rights)
    return [{"resource": resource, "action": action} for resource, action in split]


def permission(namespace: str, *rights: str) -> dict[str, Any]:
    kind = "system" if namespace == "/" else "project"
    return {"kind": kind, "namespace": namespace, "access": access(*rights)}


def wanted(*permissions: dict[str, Any], level: str = "project", **more: Any) -> dict[str, Any]:
    name = f"ci-{uuid.uuid4().hex[:10]}"
    fields = {"name": name, "level": level, "duration": -1, "permissions": list(permissions)}
    return fields | more


def make(api: ApiClient, *permissions: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = api.post("/robots", json=wanted(*permissions, **more))
    assert answer.status_code == HTTPStatus.CREATED, answer.text
    made = dict(answer.json())
    assert answer.headers["Location"] == f"/api/v2.0/robots/{made['id']}"
    return made


def read(api: ApiClient, robot_id: int) -> dict[str, Any]:
    answer = api.get(f"/robots/{robot_id}")
    assert answer.status_code == HTTPStatus.OK, answer.text
    return dict(answer.json())


def listed(api: ApiClient, project_id: int) -> list[dict[str, Any]]:
    query = {"q": f"Level=project,ProjectID={project_id}", "page_size": 100}
    answer = api.get("/robots", params=query)
    assert answer.status_code == HTTPStatus.OK, answer.text
    return list(answer.json())


def id_of(api: ApiClient, project: str) -> int:
    return int(api.get(f"/projects/{project}").json()["project_id"])


def login(api: ApiClient, robot: dict[str, Any], secret: str = "") -> httpx.Response:
    """Ask for what every known caller may see."""
    who = api.as_(robot["name"], secret or robot["secret"])
    return who.get("/users/current/permissions")


@pytest.fixture
def robot(api: ApiClient, people: People) -> dict[str, Any]:
    """Give a robot that may push to the project."""
    return make(api, permission(people.project, PUSH))


def allowing(permission: dict[str, Any]) -> dict[str, Any]:
    """Give a permission as it is shown."""
    return permission | {"access": [right | {"effect": "allow"} for right in permission["access"]]}


def hashes_of(robot_id: int, inside: Inside) -> list[str]:
    return list(
        inside.run(
            "from projects.models import RobotSecret\n"
            "answer = list(RobotSecret.objects.filter(robot_id=robot_id)"
            ".values_list('secret_hash', flat=True))",
            robot_id=robot_id,
        )
    )


def test_a_robot_is_shown_without_its_secret(as_: As, people: People, inside: Inside) -> None:
    petra = as_("petra")
    body = wanted(permission(people.project, PUSH, "tag:list"), description="builds", duration=30)
    foreign = {"id": 1, "expires_at": 1, "creator_ref": 9, "editable": False, "last_used": 1}
    answer = petra.post("/robots", json=body | foreign | {"secret": "Chosen-By-Me-Alone-1"})
    made = answer.json()
    assert answer.status_code == HTTPStatus.CREATED
    assert set(made) == {"id", "name", "secret", "creation_time", "expires_at"}
    assert made["name"] == f"robot${people.project}+{body['name']}"
    assert made["secret"] != "Chosen-By-Me-Alone-1"
    assert made["expires_at"] == pytest.approx(time.time() + 30 * DAY, abs=60)
    shown = read(petra, made["id"])
    for name in ("creation_time", "update_time"):
        assert shown.pop(name).endswith("Z")
    (secret,) = shown.pop("secrets")
    assert secret == {"creation_time": secret["creation_time"], "expires_at": None}
    assert shown == {
        "id": made["id"],
        "name": made["name"],
        "description": "builds",
        "level": "project",
        "duration": 30,
        "editable": True,
        "disable": False,
        "expires_at": made["expires_at"],
        "permissions": [allowing(permission(people.project, PUSH, "tag:list"))],
        "creator_type": "local",
        "creator_ref": petra.get("/users/current").json()["user_id"],
        "last_used": None,
        "last_address": "",
    }
    (hash_,) = hashes_of(made["id"], inside)
    texts = [
        petra.get(f"/robots/{made['id']}").text,
        str(listed(petra, id_of(petra, people.project))),
    ]
    assert not any(told in text for text in texts for told in (made["secret"], hash_))


def test_what_a_robot_used_last_is_told(api: ApiClient, robot: dict[str, Any]) -> None:
    assert login(api, robot).status_code == HTTPStatus.OK
    shown = read(api, robot["id"])
    assert shown["last_used"] >= shown["creation_time"]
    assert shown["last_address"] == "127.0.0.1"


@pytest.mark.parametrize("who", EVERYBODY)
def test_robots_of_a_project_are_seen_by_guests_and_kept_by_project_admins(
    api: ApiClient, as_: As, people: People, robot: dict[str, Any], who: str
) -> None:
    client, project_id = as_(who), id_of(api, people.project)
    path, before = f"/robots/{robot['id']}", read(api, robot["id"])
    seen = client.get("/robots", params={"q": f"Level=project,ProjectID={project_id}"})
    one = client.get(path)
    if who in READERS:
        assert [shown["id"] for shown in seen.json()] == [robot["id"]]
        assert one.json() == before
    else:
        assert_denied(seen, who)
        assert_hidden(one, who)
    changes = [
        client.post("/robots", json=wanted(permission(people.project, PULL))),
        client.put(path, json={"description": "changed"}),
        client.request("PATCH", path, json={"secret": ""}),
        client.delete(path),
    ]
    if who in KEEPERS:
        assert [answer.status_code for answer in changes] == [201, 200, 200, 200]
        return
    assert_denied(changes[0], who)
    for answer in changes[1:]:
        assert_denied(answer, who) if who in READERS else assert_hidden(answer, who)
    assert [shown["id"] for shown in listed(api, project_id)] == [robot["id"]]
    assert read(api, robot["id"]) == before
    assert login(api, robot).status_code == HTTPStatus.OK


def assert_hidden(answer: httpx.Response, who: str) -> None:
    if who == "anonymous":
        assert_denied(answer, who)
    else:
        assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")


@pytest.mark.parametrize("who", EVERYBODY)
def test_robots_of_the_system_are_an_administrators(api: ApiClient, as_: As, who: str) -> None:
    made, client = make(api, permission("*", PULL), level="system"), as_(who)
    assert made["name"].startswith("robot$ci-")
    path, before = f"/robots/{made['id']}", read(api, made["id"])
    assert (before["level"], before["permissions"][0]["namespace"]) == ("system", "*")
    newest = {"sort": "-id"}
    asked = [client.get("/robots", params=newest | more) for more in ({}, {"q": "Level=system"})]
    if who == "admin":
        assert all(made["id"] in [one["id"] for one in answer.json()] for answer in asked)
        return
    body = wanted(permission("*", PULL), level="system")
    for answer in (*asked, client.post("/robots", json=body)):
        assert_denied(answer, who)
    for answer in (
        client.get(path),
        client.put(path, json={"disable": True}),
        client.request("PATCH", path, json={}),
        client.delete(path),
    ):
        assert_hidden(answer, who)
    assert read(api, made["id"]) == before


def test_a_list_is_of_one_level_and_obeys_its_filters(api: ApiClient, people: People) -> None:
    project_id = id_of(api, people.project)
    made = [make(api, permission(people.project, PULL)) for _ in range(3)]
    system = make(api, permission("/", "catalog:read"), level="system")
    for spelt in (
        "Level=project,ProjectID={}",
        "level=project,projectid={}",
        "ProjectID={},Level=project",
    ):
        answer = api.get("/robots", params={"q": spelt.format(project_id)})
        assert [one["id"] for one in answer.json()] == [one["id"] for one in made]
        assert answer.headers["X-Total-Count"] == "3"
    part = made[1]["name"].rpartition("+")[2]
    query = {"q": f"Level=project,ProjectID={project_id},Name=~{part}"}
    assert [one["id"] for one in api.get("/robots", params=query).json()] == [made[1]["id"]]
    query = {"q": f"Level=project,ProjectID={project_id}", "sort": "-id", "page_size": "2"}
    assert [one["id"] for one in api.get("/robots", params=query).json()] == [
        one["id"] for one in made[:0:-1]
    ]
    query = {"q": f"name={system['name']}"}
    assert [one["id"] for one in api.get("/robots", params=query).json()] == [system["id"]]


@pytest.mark.parametrize(
    "q", ["Level=project", "Level=other", "Level=project,ProjectID=x", "Level=project,ProjectID=-1"]
)
def test_a_list_of_no_level_is_refused(api: ApiClient, q: str) -> None:
    assert_error(api.get("/robots", params={"q": q}), HTTPStatus.BAD_REQUEST, "BAD_REQUEST")


def test_a_list_of_an_absent_project_says_so_to_administrators_alone(
    api: ApiClient, as_: As
) -> None:
    query = {"q": "Level=project,ProjectID=999999"}
    assert_error(api.get("/robots", params=query), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert_error(as_("petra").get("/robots", params=query), HTTPStatus.FORBIDDEN, "FORBIDDEN")


@pytest.mark.parametrize("level", ["project", "system"])
def test_az_02_nobody_hands_out_what_is_not_theirs(
    as_: As, people: People, shared: People, api: ApiClient, level: str, cast: Callable[..., People]
) -> None:
    petra, foreign = as_("petra"), f"foreign-{uuid.uuid4().hex[:8]}"
    api.create_project(foreign)
    own = permission(people.project, PULL)
    before = [listed(api, id_of(api, name)) for name in (people.project, foreign)]
    for permissions in (
        [permission(foreign, PULL)],
        [own, permission(foreign, PULL)],
        [permission("absent-project", PULL)],
    ):
        answer = petra.post("/robots", json=wanted(*permissions, level=level))
        assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    for permissions in ([permission("*", PULL)], [permission("/", "catalog:read")], [own]):
        answer = petra.post("/robots", json=wanted(*permissions, level="system"))
        assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert [listed(api, id_of(api, name)) for name in (people.project, foreign)] == before


def test_az_02_a_robot_cannot_be_made_to_do_more_than_who_changes_it(
    as_: As, api: ApiClient, people: People, shared: People, robot: dict[str, Any]
) -> None:
    foreign = f"foreign-{uuid.uuid4().hex[:8]}"
    api.create_project(foreign)
    path, before = f"/robots/{robot['id']}", read(api, robot["id"])
    own = permission(people.project, PULL)
    for permissions, status in (
        ([permission(foreign, PULL)], HTTPStatus.FORBIDDEN),
        ([own, permission(foreign, PULL)], HTTPStatus.FORBIDDEN),
        ([permission("*", PULL)], HTTPStatus.FORBIDDEN),
        ([permission("/", "catalog:read")], HTTPStatus.FORBIDDEN),
        ([own, permission(shared.project, PULL)], HTTPStatus.BAD_REQUEST),
        ([own, own], HTTPStatus.BAD_REQUEST),
        ([], HTTPStatus.BAD_REQUEST),
    ):
        answer = as_("petra").put(path, json={"permissions": permissions})
        assert answer.status_code == status, answer.text
    assert read(api, robot["id"]) == before


def test_az_02_a_robot_makes_robots_within_its_own_rights(
    api: ApiClient, people: People, shared: People
) -> None:
    rights = permission(people.project, "robot:create", "robot:list", PULL)
    robot = make(api, rights)
    maker = api.as_(robot["name"], robot["secret"])
    made = make(maker, permission(people.project, PULL))
    shown = read(api, made["id"])
    assert (shown["creator_type"], shown["creator_ref"]) == ("robot", robot["id"])
    for body in (
        wanted(permission(people.project, PUSH)),
        wanted(permission(people.project, PULL, "tag:list")),
        wanted(permission(shared.project, PULL)),
        wanted(permission("*", PULL), level="system"),
        wanted(permission(people.project, PULL), level="system"),
        wanted(permission("/", "robot:create"), level="system"),
    ):
        answer = maker.post("/robots", json=body)
        assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert_error(maker.put(f"/robots/{made['id']}", json={}), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    ids = [one["id"] for one in listed(maker, id_of(api, people.project))]
    assert ids == [robot["id"], made["id"]]


def test_az_02_a_robot_hands_out_nothing_that_is_merely_public(
    api: ApiClient, cast: Callable[..., People]
) -> None:
    people = cast(public=True)
    robot = make(api, permission("/", "robot:create"), level="system")
    maker = api.as_(robot["name"], robot["secret"])
    answer = maker.post("/robots", json=wanted(permission(people.project, PULL), level="system"))
    assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_az_03_a_robot_of_another_project_looks_absent(
    api: ApiClient, as_: As, people: People, method: str
) -> None:
    foreign = f"foreign-{uuid.uuid4().hex[:8]}"
    api.create_project(foreign)
    robot = make(api, permission(foreign, PULL))
    before = read(api, robot["id"])
    body = {
        "name": f"robot${people.project}+x",
        "level": "project",
        "permissions": [permission(people.project, PULL)],
        "secret": "Mine-By-Now-And-On-1",
    }
    answers = [
        as_("petra").request(method, f"/robots/{robot_id}", json=body)
        for robot_id in (robot["id"], 999_999, 2**70)
    ]
    assert {answer.status_code for answer in answers} == {HTTPStatus.NOT_FOUND}
    words = {re.sub("[0-9]+", "", answer.text) for answer in answers[:2]}
    assert len(words) == 1
    assert read(api, robot["id"]) == before
    assert login(api, robot).status_code == HTTPStatus.OK


def test_a_whole_robot_can_be_sent_back(
    api: ApiClient, people: People, robot: dict[str, Any]
) -> None:
    path, before = f"/robots/{robot['id']}", read(api, robot["id"])
    answer = api.put(path, json=before)
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    assert read(api, robot["id"]) == before | {"update_time": read(api, robot["id"])["update_time"]}
    foreign = {
        "id": 1,
        "creator_ref": 9,
        "expires_at": 1,
        "secret": "Another-One-1",
        "editable": False,
    }
    changed = before | foreign | {"duration": 7, "disable": True, "description": "x"}
    changed["permissions"] = [permission(people.project, PULL, "scan:read")]
    assert api.put(path, json=changed).status_code == HTTPStatus.OK
    after = read(api, robot["id"])
    assert after["expires_at"] == pytest.approx(time.time() + 7 * DAY, abs=60)
    assert (after["duration"], after["disable"], after["description"]) == (7, True, "x")
    rights = {f"{one['resource']}:{one['action']}" for one in after["permissions"][0]["access"]}
    assert rights == {PULL, "scan:read"}
    kept = (
        "id",
        "name",
        "level",
        "editable",
        "creator_type",
        "creator_ref",
        "secrets",
        "creation_time",
    )
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}


def test_what_a_change_leaves_out_stays(api: ApiClient, robot: dict[str, Any]) -> None:
    path = f"/robots/{robot['id']}"
    api.put(path, json={"disable": True, "description": "off"})
    before = read(api, robot["id"])
    bare = robot["name"].rpartition("+")[2]
    assert api.put(path, json={"name": bare, "level": "project"}).status_code == HTTPStatus.OK
    assert read(api, robot["id"]) == before | {"update_time": read(api, robot["id"])["update_time"]}


@pytest.mark.parametrize(
    "change",
    [
        {"name": "other"},
        {"name": "robot$other"},
        {"level": "system"},
        {"level": ""},
        {"duration": 0},
        {"duration": -2},
        {"duration": 36_501},
        {"duration": "30"},
        {"disable": "true"},
        {"description": "x" * 1025},
        {"permissions": {}},
    ],
    ids=str,
)
def test_a_change_that_does_not_fit_changes_nothing(
    api: ApiClient, robot: dict[str, Any], change: dict[str, Any]
) -> None:
    before = read(api, robot["id"])
    answer = api.put(f"/robots/{robot['id']}", json={"description": "new"} | change)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert read(api, robot["id"]) == before


@pytest.mark.parametrize(
    "body",
    [
        {"name": ""},
        {"name": "UPPER"},
        {"name": "robot$ci"},
        {"name": "a+b"},
        {"name": "a" * 256},
        {"name": "nul\0"},
        {"level": "other"},
        {"level": None},
        {"duration": 0},
        {"duration": 10**12},
        {"permissions": []},
        {"permissions": None},
        {"permissions": "all"},
        {"permissions": [{"kind": "project", "namespace": "x"}]},
        {"access": []},
        {"access": [{"resource": "repository", "action": "fly"}]},
        {"access": [{"resource": "repository", "action": "create"}]},
        {"access": [{"resource": "robot", "action": "update"}]},
        {"access": [{"resource": "configuration", "action": "read"}]},
        {"access": [{"resource": "catalog", "action": "read"}]},
        {"access": [{"resource": "repository", "action": "pull", "effect": "deny"}]},
        {"access": [{"resource": 1, "action": "pull"}]},
        {"kind": "repository"},
    ],
    ids=str,
)
def test_what_is_no_robot_is_refused_with_words(
    api: ApiClient, shared: People, body: dict[str, Any]
) -> None:
    """Of the one permission, *body* may name parts."""
    before = listed(api, id_of(api, shared.project))
    inner = {key: body[key] for key in ("access", "kind") if key in body}
    outer = {key: value for key, value in body.items() if key not in inner}
    whole = wanted(permission(shared.project, PULL) | inner) | outer
    answer = api.post("/robots", json=whole)
    assert answer.status_code in (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND), answer.text
    assert answer.json()["errors"][0]["message"]
    assert listed(api, id_of(api, shared.project)) == before


def test_a_name_is_taken_once_in_its_place(api: ApiClient, people: People, shared: People) -> None:
    body = wanted(permission(people.project, PULL))
    first = api.post("/robots", json=body)
    assert first.status_code == HTTPStatus.CREATED
    assert_error(api.post("/robots", json=body), HTTPStatus.CONFLICT, "CONFLICT")
    for other in (
        body | {"permissions": [permission(shared.project, PULL)]},
        body | {"level": "system"},
    ):
        assert api.post("/robots", json=other).status_code == HTTPStatus.CREATED
    assert api.delete(f"/robots/{first.json()['id']}").status_code == HTTPStatus.OK
    assert_error(api.get(f"/robots/{first.json()['id']}"), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    again = api.post("/robots", json=body)
    assert again.status_code == HTTPStatus.CREATED
    assert again.json()["id"] != first.json()["id"]


def test_every_right_of_the_catalogue_can_be_granted_by_a_project_admin(
    as_: As, people: People
) -> None:
    """What clients that tick every box send."""
    petra = as_("petra")
    every = petra.get("/permissions").json()["project"]
    made = make(petra, {"kind": "project", "namespace": people.project, "access": every})
    shown = read(petra, made["id"])["permissions"][0]["access"]
    assert sorted((one["resource"], one["action"]) for one in shown) == sorted(
        (one["resource"], one["action"]) for one in every
    )


def test_a_system_robot_does_what_it_was_granted(api: ApiClient, people: People) -> None:
    in_system = permission("/", "project:create", "quota:list")
    in_project = permission(people.project, "project:read")
    made = make(api, in_system, in_project, level="system")
    client, name = api.as_(made["name"], made["secret"]), f"by-robot-{uuid.uuid4().hex[:8]}"
    assert client.get("/quotas").status_code == HTTPStatus.OK
    body = {"project_name": name, "storage_limit": 5}
    assert client.post("/projects", json=body).status_code == HTTPStatus.CREATED
    shown = api.get(f"/projects/{name}").json()
    assert (shown["owner_name"], shown["owner_id"]) == ("admin", 1)
    assert api.get(f"/projects/{name}/summary").json()["quota"]["hard"]["storage"] == -1
    assert client.get(f"/projects/{people.project}").status_code == HTTPStatus.OK
    for answer in (
        client.get(f"/projects/{people.project}/members"),
        client.delete(f"/projects/{people.project}"),
        client.get("/users"),
        client.get("/configurations"),
        client.put("/users/1/sysadmin", json={"sysadmin_flag": True}),
        client.get("/users/current"),
    ):
        assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")


def test_a_secret_is_renewed(api: ApiClient, robot: dict[str, Any]) -> None:
    path = f"/robots/{robot['id']}"
    answer = api.request("PATCH", path, json={"secret": ""})
    assert (answer.status_code, set(answer.json())) == (HTTPStatus.OK, {"secret"})
    new = answer.json()["secret"]
    assert login(api, robot).status_code == HTTPStatus.UNAUTHORIZED
    assert login(api, robot, new).status_code == HTTPStatus.OK
    answer = api.request("PATCH", path, json={"secret": "Chosen-By-Me-Alone-1"})
    assert (answer.status_code, answer.json()) == (HTTPStatus.OK, {})
    assert login(api, robot, new).status_code == HTTPStatus.UNAUTHORIZED
    assert login(api, robot, "Chosen-By-Me-Alone-1").status_code == HTTPStatus.OK
    assert "Chosen-By-Me-Alone-1" not in api.get(path).text


@pytest.mark.parametrize(
    "body",
    [
        {"secret": "short1A"},
        {"secret": "no-upper-case-1"},
        {"secret": 5},
        {"grace_seconds": -1},
        {"grace_seconds": 31 * DAY},
        {"grace_seconds": 2**62},
        {"grace_seconds": "60"},
    ],
    ids=str,
)
def test_a_secret_that_does_not_fit_is_refused(
    api: ApiClient, robot: dict[str, Any], body: dict[str, Any]
) -> None:
    answer = api.request("PATCH", f"/robots/{robot['id']}", json=body)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert login(api, robot).status_code == HTTPStatus.OK


def test_two_secrets_live_while_they_are_rotated(api: ApiClient, robot: dict[str, Any]) -> None:
    path, secrets = f"/robots/{robot['id']}", [robot["secret"]]
    for _ in range(2):
        answer = api.request("PATCH", path, json={"grace_seconds": 600})
        secrets.append(answer.json()["secret"])
    works = [login(api, robot, secret).status_code for secret in secrets]
    assert works == [HTTPStatus.UNAUTHORIZED, HTTPStatus.OK, HTTPStatus.OK]
    ages = read(api, robot["id"])["secrets"]
    assert [age["expires_at"] is None for age in ages] == [False, True]


def test_what_happens_to_robots_is_in_the_audit_log(
    as_: As, people: People, inside: Inside
) -> None:
    petra = as_("petra")
    made = make(petra, permission(people.project, PULL))
    path = f"/robots/{made['id']}"
    petra.put(path, json={"disable": True, "permissions": [permission(people.project, PUSH)]})
    secret = petra.request("PATCH", path, json={}).json()["secret"]
    petra.delete(path)
    rows = inside.audit(resource=made["name"], resource_type="robot")
    assert [row["operation"] for row in rows] == ["create", "update", "update", "delete"]
    assert {row["username"] for row in rows} == {people["petra"].username}
    place = f"project {people.project}"
    assert rows[1]["details"] == {
        "is_disabled": [False, True],
        "permissions": [{place: [PULL]}, {place: [PUSH]}],
    }
    text = str(rows)
    assert made["secret"] not in text
    assert secret not in text
