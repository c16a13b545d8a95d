"""``…/bulk/delete-matching-tags``: who may, and what the real worker makes of it."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import Call, assert_error, cases, check
from tests.functional.api.test_tags import immutable
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import an_image
from tests.support.people import People
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient

As = Callable[[str], ApiClient]
KEEPERS = frozenset({"mona", "petra", "admin"})
PATH = "/projects/{project}/repositories/a%252Fb/bulk/delete-matching-tags"
ONE = f"{PATH}/{{removal}}"
IMAGE = an_image([b"always the same"])
TABLE = [
    Call("POST", PATH, KEEPERS, {"q": "name=none"}, HTTPStatus.CONFLICT),
    Call("GET", PATH, KEEPERS),
    Call("GET", ONE, KEEPERS),
    Call("PUT", ONE, KEEPERS),
]


@pytest.fixture
def dora(registry: RegistryClient, users: dict[str, Any]) -> RegistryClient:
    return registry.as_(*users["dora"])


@pytest.fixture
def pushed(dora: RegistryClient, people: People) -> str:
    """Give a repository with six tags, three of them old."""
    repository = f"{people.project}/a/b"
    for tag in ("old-1", "old-2", "old-3", "1.0", "1.1", "new"):
        dora.push(f"{repository}:{tag}", IMAGE)
    return repository


def begin(client: ApiClient, project: str, **body: Any) -> dict[str, Any]:
    answer = require(client.post(PATH.format(project=project), json=body), HTTPStatus.ACCEPTED)
    begun: dict[str, Any] = answer.json()
    location = ONE.format(project=project, removal=begun["id"])
    assert answer.headers["Location"] == f"/api/v2.0{location}"
    return begun


def finished(client: ApiClient, project: str, removal: int) -> dict[str, Any]:
    """Wait for the worker, whatever the end is."""
    path = ONE.format(project=project, removal=removal)

    def find() -> dict[str, Any]:
        found: dict[str, Any] = require(client.get(path), HTTPStatus.OK).json()
        return found

    wait_until(
        lambda: find()["status"] not in ("Pending", "Scheduled", "Running"),
        what=f"removal {removal} ends",
        within=120,
    )
    return find()


@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_who_may_delete_tags_may_delete_all_that_match(
    as_: As, people: People, pushed: str, dora: RegistryClient, call: Call, who: str
) -> None:
    begun = begin(as_("petra"), people.project, q="name=old-1")
    finished(as_("petra"), people.project, begun["id"])

    def state() -> object:
        (shown,) = as_("petra").get(PATH.format(project=people.project)).json()
        return dora.tags(pushed), shown

    check(call, who, as_(who), state, project=people.project, removal=begun["id"])


def test_matching_tags_go_protected_ones_are_told(
    as_: As, people: People, pushed: str, dora: RegistryClient, inside: Inside
) -> None:
    immutable(as_("petra"), people.project, "old-2")
    mona, request_id = as_("mona"), uuid.uuid4().hex
    answer = mona.post(
        PATH.format(project=people.project),
        json={"q": "name=~old", "expected": 3},
        headers={"X-Request-Id": request_id},
    )
    begun = require(answer, HTTPStatus.ACCEPTED).json()
    assert (begun["total"], begun["q"], begun["skipped_tags"]) == (3, "name=~old", [])
    shown = finished(mona, people.project, begun["id"])
    assert shown["status"] == "Success"
    assert (shown["done"], shown["total"], shown["deleted"]) == (3, 3, 2)
    assert shown["skipped"] == {"immutable": 1, "changed": 0, "gone": 0}
    (skipped,) = shown["skipped_tags"]
    assert (skipped["name"], skipped["reason"]) == ("old-2", "immutable")
    assert "old-2" in skipped["message"]
    assert dora.tags(pushed) == ["1.0", "1.1", "new", "old-2"]
    rows = inside.audit(request_id=request_id, operation="delete", resource_type="tag")
    assert [row["resource"] for row in rows] == [f"{pushed}:old-1", f"{pushed}:old-3"]
    (listed,) = mona.get(PATH.format(project=people.project)).json()
    assert listed == {name: shown[name] for name in shown if name != "skipped_tags"}
    trash = mona.get(f"/projects/{people.project}/trash").json()
    assert {row["tag"] for row in trash} == {"old-1", "old-3"}


@pytest.mark.parametrize(
    ("body", "status"),
    [({}, 400), ({"q": None}, 400), ({"q": ["name=old-1"]}, 400), ({"q": "nmae=old-1"}, 400),
     ({"q": "name"}, 400), ({"q": "labels=x"}, 400), ({"q": "name=old-1", "expected": 0}, 400),
     ({"q": "name=old-1", "expected": "1"}, 400), ({"q": "name=old-1", "expected": 2}, 409),
     ({"q": "type=CHART"}, 409)],
    ids=str,
)  # fmt: skip
def test_what_is_not_meant_deletes_nothing(
    as_: As, people: People, pushed: str, dora: RegistryClient, body: dict[str, Any], status: int
) -> None:
    mona, path = as_("mona"), PATH.format(project=people.project)
    assert_error(
        mona.post(path, json=body),
        HTTPStatus(status),
        {400: "BAD_REQUEST", 409: "CONFLICT"}[status],
    )
    assert mona.get(path).json() == []
    assert len(dora.tags(pushed)) == 6


def test_az_04_a_removal_is_found_in_its_own_repository_alone(
    as_: As, people: People, pushed: str, dora: RegistryClient
) -> None:
    dora.push(f"{people.project}/other:old-1", IMAGE)
    petra = as_("petra")
    begun = begin(petra, people.project, q="name=old-1")
    elsewhere = f"/projects/{people.project}/repositories/other/bulk/delete-matching-tags"
    assert petra.get(elsewhere).json() == []
    for method in ("GET", "PUT"):
        answer = petra.request(method, f"{elsewhere}/{begun['id']}")
        assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    absent = PATH.format(project=people.project).replace("a%252Fb", "none")
    assert_error(petra.post(absent, json={"q": ""}), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert finished(petra, people.project, begun["id"])["status"] == "Success"
    assert dora.tags(f"{people.project}/other") == ["old-1"]


def test_a_robot_deletes_what_matches_as_long_as_it_may(
    as_: As, people: People, pushed: str, dora: RegistryClient
) -> None:
    petra = as_("petra")
    rights = [{"resource": "tag", "action": "delete"}, {"resource": "tag", "action": "list"}]
    robot = petra.post(
        "/robots",
        json={
            "name": f"r{uuid.uuid4().hex[:8]}",
            "level": "project",
            "duration": 1,
            "permissions": [{"kind": "project", "namespace": people.project, "access": rights}],
        },
    )
    made = require(robot, HTTPStatus.CREATED).json()
    client = petra.as_(made["name"], made["secret"])
    begun = begin(client, people.project, q="name={old-1 old-2}")
    shown = finished(client, people.project, begun["id"])
    assert (shown["status"], shown["deleted"], shown["started_by"]) == ("Success", 2, made["name"])
    assert dora.tags(pushed) == ["1.0", "1.1", "new", "old-3"]
