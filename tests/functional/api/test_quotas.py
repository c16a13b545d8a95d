"""``/quotas``: administrators see and set how much each project may hold."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import ADMIN, Call, assert_error, cases, check
from tests.functional.api.test_robots import make, permission
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.people import People
from tests.support.registry import RegistryClient, an_image

As = Callable[[str], ApiClient]

TABLE = [
    Call("GET", "/quotas", ADMIN),
    Call("GET", "/quotas/{quota}", ADMIN),
    Call("PUT", "/quotas/{quota}", ADMIN, {"hard": {"storage": 123_456}}),
]


def quota_of(api: ApiClient, project: str) -> dict[str, Any]:
    project_id = api.get(f"/projects/{project}").json()["project_id"]
    answer = api.get("/quotas", params={"reference": "project", "reference_id": project_id})
    assert answer.headers["X-Total-Count"] == "1"
    (quota,) = answer.json()
    assert quota["ref"]["id"] == project_id
    return dict(quota)


@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_az_05_quotas_are_an_administrators(
    api: ApiClient, as_: As, people: People, call: Call, who: str
) -> None:
    quota = quota_of(api, people.project)
    state = lambda: quota_of(api, people.project)  # noqa: E731  # read twice
    check(call, who, as_(who), state, quota=quota["id"])


def test_a_quota_is_shown_and_changed(api: ApiClient, people: People, inside: Inside) -> None:
    before = quota_of(api, people.project)
    times = {"creation_time", "update_time"}
    assert {key: value for key, value in before.items() if key not in times} == {
        "id": before["id"],
        "ref": {"id": before["ref"]["id"], "name": people.project, "owner_name": "admin"},
        "hard": {"storage": -1},
        "used": {"storage": 0},
    }
    body = before | {"id": 1, "hard": {"storage": 4096}, "used": {"storage": 9}}
    answer = api.put(f"/quotas/{before['id']}", json=body)
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    after = api.get(f"/quotas/{before['id']}").json()
    assert after == before | {"hard": {"storage": 4096}, "update_time": after["update_time"]}
    assert after["update_time"] > before["update_time"]
    shown = api.get(f"/projects/{people.project}/summary").json()["quota"]
    assert shown == {"hard": {"storage": 4096}, "used": {"storage": 0}}
    (row,) = inside.audit(resource=people.project, resource_type="quota")
    assert (row["operation"], row["username"]) == ("update", "admin")
    assert (row["project_id"], row["details"]) == (before["ref"]["id"], {"limit": [-1, 4096]})


def test_a_limit_below_what_is_used_keeps_out_what_is_new(
    api: ApiClient, people: People, registry: RegistryClient
) -> None:
    dora = registry.as_(*people["dora"])
    dora.push(f"{people.project}/app:1", image := an_image([b"x" * 4096]))
    quota = quota_of(api, people.project)
    used = quota["used"]["storage"]
    assert used > 4096
    assert api.put(f"/quotas/{quota['id']}", json={"hard": {"storage": 1}}).status_code == 200
    with dora.expect(HTTPStatus.FORBIDDEN, "DENIED"):
        dora.push(f"{people.project}/app:2", an_image([b"y" * 4096]))
    assert dora.pull(f"{people.project}/app:1") == image
    assert quota_of(api, people.project)["used"]["storage"] == used
    api.put(f"/quotas/{quota['id']}", json={"hard": {"storage": -1}})
    dora.push(f"{people.project}/app:2", an_image([b"y" * 4096]))


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"hard": None},
        {"hard": {}},
        {"hard": []},
        {"hard": {"storage": 0}},
        {"hard": {"storage": -2}},
        {"hard": {"storage": 1024 * 2**40 + 1}},
        {"hard": {"storage": 2**70}},
        {"hard": {"storage": "1"}},
        {"hard": {"storage": True}},
        {"hard": {"storage": 1.5}},
        {"hard": {"count": 5}},
        [],
    ],
    ids=str,
)
def test_what_is_no_limit_changes_nothing(api: ApiClient, shared: People, body: Any) -> None:
    before = quota_of(api, shared.project)
    answer = api.put(f"/quotas/{before['id']}", json=body)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert quota_of(api, shared.project) == before


@pytest.mark.parametrize("limit", [-1, 1, 1024 * 2**40])
def test_the_ends_of_what_a_limit_may_be(api: ApiClient, people: People, limit: int) -> None:
    quota = quota_of(api, people.project)
    answer = api.put(f"/quotas/{quota['id']}", json={"hard": {"storage": limit}})
    assert answer.status_code == HTTPStatus.OK
    assert quota_of(api, people.project)["hard"]["storage"] == limit


@pytest.mark.parametrize("method", ["GET", "PUT"])
@pytest.mark.parametrize("quota_id", [0, 999_999, 2**70])
def test_a_quota_that_is_not_there(api: ApiClient, method: str, quota_id: int) -> None:
    answer = api.request(method, f"/quotas/{quota_id}", json={"hard": {"storage": 1}})
    assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")


def test_the_quota_of_a_deleted_project_is_gone(api: ApiClient) -> None:
    name = f"short-lived-{uuid.uuid4().hex[:8]}"
    api.create_project(name)
    quota = quota_of(api, name)
    api.delete(f"/projects/{name}")
    assert_error(api.get(f"/quotas/{quota['id']}"), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    query = {"reference_id": quota["ref"]["id"]}
    assert api.get("/quotas", params=query).json() == []


def test_a_list_is_sorted_and_narrowed(api: ApiClient) -> None:
    mark, limits = uuid.uuid4().hex[:8], {"a": 30, "b": 10, "c": 20}
    for name, limit in limits.items():
        api.post("/projects", json={"project_name": f"{name}-{mark}", "storage_limit": limit})
    query = {"q": f"ref.name=~{mark}", "sort": "hard.storage"}
    found = api.get("/quotas", params=query).json()
    assert [one["hard"]["storage"] for one in found] == [10, 20, 30]
    found = api.get("/quotas", params=query | {"sort": "-hard.storage"}).json()
    assert [one["ref"]["name"][0] for one in found] == ["a", "c", "b"]
    assert api.get("/quotas", params=query | {"sort": "-used.storage"}).status_code == 200
    assert api.get("/quotas", params={"reference": "user"}).json() == []


@pytest.mark.parametrize("reference_id", ["x", "-1", "1" * 19, "٣"])
def test_a_reference_that_is_no_id_is_refused(api: ApiClient, reference_id: str) -> None:
    answer = api.get("/quotas", params={"reference_id": reference_id})
    assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


def test_a_robot_that_may_list_quotas_sets_none(api: ApiClient, people: People) -> None:
    robot = make(api, permission("/", "quota:list", "quota:read"), level="system")
    client, quota = api.as_(robot["name"], robot["secret"]), quota_of(api, people.project)
    assert client.get(f"/quotas/{quota['id']}").json() == quota
    answer = client.put(f"/quotas/{quota['id']}", json={"hard": {"storage": 1}})
    assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert quota_of(api, people.project) == quota


def test_who_may_not_set_quotas_chooses_no_limit_for_a_new_project(api: ApiClient, as_: As) -> None:
    name = f"of-petra-{uuid.uuid4().hex[:8]}"
    as_("petra").post("/projects", json={"project_name": name, "storage_limit": 5})
    assert quota_of(api, name)["hard"]["storage"] == -1
