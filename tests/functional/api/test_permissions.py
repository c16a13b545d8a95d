"""What robots may be granted, and what a caller may do: who is told, and that it is true."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import pytest

from projects.roles import PUBLIC_ACTIONS, ROLE_ACTIONS, Action, Role
from tests.functional.api.rights import EVERYBODY, assert_denied, assert_error
from tests.functional.api.test_robots import make, permission
from tests.support.api import ROLES, ApiClient
from tests.support.people import People, Person

As = Callable[[str], ApiClient]

CATALOGUE = {
    "system": """
        audit-log: list
        preheat-instance: create read update delete list
        project: create list
        replication-policy: create read update delete list
        replication: create read list
        replication-adapter: list
        registry: create read update delete list
        scan-all: create read update stop
        system-volumes: read
        garbage-collection: create read update list stop
        purge-audit: create read update list stop
        jobservice-monitor: list stop
        scanner: create read update delete list
        label: create read update delete
        security-hub: read list
        catalog: read
        quota: read list update
        robot: create read list delete
        user: create read update delete list
        ldap-user: create list
        user-group: create read update delete list
    """,
    "project": """
        log: list
        project: read update delete
        metadata: create read update delete list
        repository: read update delete list pull push
        artifact: create read list delete
        scan: create read stop
        sbom: create read stop
        tag: create list delete
        accessory: list
        artifact-addition: read
        artifact-label: create delete
        scanner: create read
        preheat-policy: create read update delete list
        immutable-tag: create update delete list
        notification-policy: create read update delete list
        tag-retention: create read update delete list
        label: create read update delete list
        quota: read
        robot: create read list delete
        export-cve: create read
        member: create read update list delete
    """,
}
"""Harbor's own, as /work/shared/design/harbor-api.md tells it in section 2.4."""

ROLE_OF = {
    "petra": Role.PROJECT_ADMIN,
    "mona": Role.MAINTAINER,
    "dora": Role.DEVELOPER,
    "gus": Role.GUEST,
    "lena": Role.LIMITED_GUEST,
}


def rights(table: str) -> set[tuple[str, str]]:
    lines = (line.split(":") for line in table.strip().splitlines())
    return {(name.strip(), action) for name, actions in lines for action in actions.split()}


def told(pairs: Iterable[dict[str, str]]) -> set[tuple[str, str]]:
    return {(pair["resource"], pair["action"]) for pair in pairs}


def split(actions: Iterable[Action]) -> set[tuple[str, str]]:
    return {(action.partition(":")[0], action.partition(":")[2]) for action in actions}


@pytest.mark.parametrize("role", [*ROLES, "none", "anonymous", "admin"])
def test_the_catalogue_is_for_those_who_may_make_robots(
    api: ApiClient,
    people: People,
    newcomer: Callable[[], tuple[int, Person]],
    role: str,
) -> None:
    """Of the cast, anybody may be an admin of some project of another test."""
    _, person = newcomer()
    if role in ROLES:
        api.add_member(people.project, person.username, role)
    others = {"admin": api, "anonymous": api.anonymous()}
    answer = others.get(role, api.as_(*person)).get("/permissions")
    places = {"admin": ["system", "project"], "projectAdmin": ["project"]}.get(role)
    if places is None:
        assert_denied(answer, role)
        return
    assert answer.status_code == HTTPStatus.OK
    assert {place: told(pairs) for place, pairs in answer.json().items()} == {
        place: rights(CATALOGUE[place]) for place in places
    }


@pytest.mark.parametrize(
    ("place", "right", "places"),
    [
        ("/", "robot:create", {"system", "project"}),
        ("*", "robot:create", {"project"}),
        ("*", "robot:read", None),
    ],
)
def test_robots_that_make_robots_see_the_catalogue(
    api: ApiClient, place: str, right: str, places: set[str] | None
) -> None:
    robot = make(api, permission(place, right), level="system")
    answer = api.as_(robot["name"], robot["secret"]).get("/permissions")
    if places is None:
        assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    else:
        assert set(answer.json()) == places


@pytest.mark.parametrize("public", [False, True], ids=["private", "public"])
@pytest.mark.parametrize("who", sorted(set(EVERYBODY) - {"anonymous"}))
def test_everybody_is_told_what_they_may_do_in_a_project(
    api: ApiClient,
    as_: As,
    cast: Callable[..., People],
    who: str,
    public: bool,  # noqa: FBT001  # a parameter of the table
) -> None:
    people = cast(public=public)
    project_id = api.get(f"/projects/{people.project}").json()["project_id"]
    query = {"scope": f"/project/{project_id}", "relative": "true"}
    answer = as_(who).get("/users/current/permissions", params=query)
    assert answer.status_code == HTTPStatus.OK
    expected = set(Action) if who == "admin" else set(ROLE_ACTIONS.get(ROLE_OF.get(who), ()))  # type: ignore[arg-type]
    expected |= PUBLIC_ACTIONS if public else set()
    own = {(name if name != "project" else ".", action) for name, action in split(expected)}
    assert told(answer.json()) == own


def test_without_relative_resources_are_named_in_full(
    api: ApiClient, as_: As, shared: People
) -> None:
    project_id = api.get(f"/projects/{shared.project}").json()["project_id"]
    scope = f"/project/{project_id}"
    answer = as_("lena").get("/users/current/permissions", params={"scope": scope})
    seen = told(answer.json())
    assert (scope, "read") in seen
    assert (f"{scope}/repository", "pull") in seen
    assert len(seen) == len(ROLE_ACTIONS[Role.LIMITED_GUEST])


@pytest.mark.parametrize(
    ("end", "relative", "expected"),
    [
        ("repository", "true", {(".", "list"), (".", "pull"), (".", "read")}),
        ("artifact/", "true", {(".", "list"), (".", "read")}),
        ("accessory", "false", {("{project}/accessory", "list")}),
        ("member", "true", set()),
        ("project", "true", set()),
        ("repo", "true", set()),
    ],
)
def test_a_scope_may_be_one_resource_of_a_project(
    api: ApiClient,
    as_: As,
    shared: People,
    end: str,
    relative: str,
    expected: set[tuple[str, str]],
) -> None:
    project = f"/project/{api.get(f'/projects/{shared.project}').json()['project_id']}"
    query = {"scope": f"{project}/{end}", "relative": relative}
    seen = told(as_("lena").get("/users/current/permissions", params=query).json())
    assert seen == {(name.format(project=project), action) for name, action in expected}


def test_a_scope_may_be_one_resource_of_the_system(api: ApiClient) -> None:
    query = {"scope": "/system/project", "relative": "true"}
    seen = told(api.get("/users/current/permissions", params=query).json())
    assert {(".", "create"), (".", "list")} <= seen
    assert {name for name, _ in seen} == {"."}


def test_in_the_system_administrators_may_do_all_and_the_rest_nothing(
    api: ApiClient, as_: As
) -> None:
    query = {"relative": "true"}
    seen = told(api.get("/users/current/permissions", params=query).json())
    assert rights(CATALOGUE["system"]) < seen
    assert ("configuration", "update") in seen
    assert as_("petra").get("/users/current/permissions", params=query).json() == []
    (right, *_) = api.get("/users/current/permissions", params={"scope": "/system"}).json()
    assert right["resource"].startswith("/system/")


def test_a_robot_is_told_what_it_was_granted(api: ApiClient, shared: People) -> None:
    robot = make(api, permission(shared.project, "repository:push"))
    project_id = api.get(f"/projects/{shared.project}").json()["project_id"]
    query = {"scope": f"/project/{project_id}", "relative": "true"}
    client = api.as_(robot["name"], robot["secret"])
    seen = told(client.get("/users/current/permissions", params=query).json())
    assert seen == {("repository", "push"), ("repository", "pull")}


def test_a_hidden_project_looks_like_an_absent_one(api: ApiClient, as_: As, shared: People) -> None:
    hidden = api.get(f"/projects/{shared.project}").json()["project_id"]
    answers = [
        as_("nobody").get("/users/current/permissions", params={"scope": f"/project/{project_id}"})
        for project_id in (hidden, 999_999)
    ]
    assert [(answer.status_code, answer.json()) for answer in answers] == [(HTTPStatus.OK, [])] * 2


@pytest.mark.parametrize(
    "query",
    [
        {"scope": "/projects/1"},
        {"scope": "1"},
        {"scope": "/project/1/repository/x"},
        {"scope": "/systems"},
        {"relative": "x"},
    ],
)
def test_a_scope_that_is_none_is_refused(api: ApiClient, query: dict[str, Any]) -> None:
    answer = api.get("/users/current/permissions", params=query)
    assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


def test_nobody_is_asked_to_log_in_first(api: ApiClient) -> None:
    answer = api.anonymous().get("/users/current/permissions")
    assert_denied(answer, "anonymous")
