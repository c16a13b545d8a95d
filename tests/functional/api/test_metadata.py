"""``/projects/<project>/metadatas``: what a project is set to, key by key."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import ADMIN, Call, assert_error, cases, check
from tests.functional.api.test_robots import make, permission
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.people import People

As = Callable[[str], ApiClient]
KEEPERS = frozenset({"petra", "admin"})
READERS = KEEPERS | {"mona"}
PATH = "/projects/{project}/metadatas"

TABLE = [
    Call("GET", f"{PATH}/", ADMIN),
    Call("GET", PATH, ADMIN),
    Call("POST", f"{PATH}/", KEEPERS, {"allow_sparse": "true"}),
    Call("GET", f"{PATH}/public", READERS),
    Call("PUT", f"{PATH}/public", KEEPERS, {"public": "true"}),
    Call("DELETE", f"{PATH}/allow_sparse", KEEPERS),
]


def metadata(api: ApiClient, project: str) -> dict[str, str]:
    return dict(api.get(f"/projects/{project}").json()["metadata"])


@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_az_05_metadata_is_read_by_maintainers_and_kept_by_project_admins(
    api: ApiClient, as_: As, people: People, call: Call, who: str
) -> None:
    """To list it is in no role, as in Harbor."""
    if call.method == "DELETE":
        api.put(f"/projects/{people.project}", json={"metadata": {"allow_sparse": "true"}})
    state = lambda: metadata(api, people.project)  # noqa: E731  # read twice
    check(call, who, as_(who), state, project=people.project)


def test_keys_are_added_changed_and_removed(as_: As, api: ApiClient, people: People) -> None:
    petra, path = as_("petra"), f"/projects/{people.project}/metadatas"
    assert api.get(f"{path}/").json() == {"public": "false", "allow_sparse": "false"}
    answer = petra.post(f"{path}/", json={"allow_sparse": "true"})
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    answer = petra.post(path, json={"allow_sparse": "false"})
    assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")
    assert petra.get(f"{path}/allow_sparse").json() == {"allow_sparse": "true"}
    answer = petra.put(f"{path}/public", json={"public": "true"})
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    assert metadata(api, people.project) == {"public": "true", "allow_sparse": "true"}
    assert as_("nobody").get(f"/projects/{people.project}").status_code == HTTPStatus.OK
    for key in ("allow_sparse", "public"):
        answer = petra.delete(f"{path}/{key}")
        assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    assert metadata(api, people.project) == {"public": "false", "allow_sparse": "false"}
    assert as_("nobody").get(f"/projects/{people.project}").status_code == HTTPStatus.FORBIDDEN
    assert petra.post(path, json={"allow_sparse": "true"}).status_code == HTTPStatus.OK


@pytest.mark.parametrize("value", ["true", "false"])
def test_every_project_is_public_or_not(api: ApiClient, shared: People, value: str) -> None:
    answer = api.post(f"/projects/{shared.project}/metadatas/", json={"public": value})
    assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")
    assert metadata(api, shared.project)["public"] == "false"


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "public",
        {"public": "true", "allow_sparse": "true"},
        {"allow_sparse": True},
        {"allow_sparse": None},
        {"allow_sparse": "yes"},
        {"allow_sparse": "TRUE"},
        {"allow_sparse": ""},
        {"name": "other"},
        {"prevent_vul": "true"},
        {"retention_id": "1"},
        {"is_public": "true"},
        {"owner_id": "1"},
        {"\0": "true"},
        {"\ud800": "true"},
    ],
    ids=ascii,
)
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_what_is_no_metadata_changes_nothing(
    api: ApiClient, shared: People, method: str, body: Any
) -> None:
    before = api.get(f"/projects/{shared.project}").json()
    path = f"/projects/{shared.project}/metadatas/{'allow_sparse' if method == 'PUT' else ''}"
    headers = {"Content-Type": "application/json"}
    answer = api.request(method, path, content=json.dumps(body), headers=headers)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert api.get(f"/projects/{shared.project}").json() == before


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("key", ["prevent_vul", "name", "is_public", "PUBLIC", "x" * 200])
def test_a_key_that_is_not_there(api: ApiClient, shared: People, method: str, key: str) -> None:
    answer = api.request(method, f"/projects/{shared.project}/metadatas/{key}", json={key: "true"})
    assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")


def test_a_body_names_the_key_of_its_path(api: ApiClient, shared: People) -> None:
    path = f"/projects/{shared.project}/metadatas/allow_sparse"
    answer = api.put(path, json={"public": "true"})
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert metadata(api, shared.project) == {"public": "false", "allow_sparse": "false"}


def test_a_change_is_in_the_audit_log(api: ApiClient, people: People, inside: Inside) -> None:
    api.put(f"/projects/{people.project}/metadatas/public", json={"public": "true"})
    row = inside.audit(resource=people.project, resource_type="project")[-1]
    assert (row["operation"], row["username"]) == ("update", "admin")
    assert row["details"] == {"is_public": [False, True]}


def test_a_robot_lists_what_no_role_may(api: ApiClient, people: People) -> None:
    robot = make(api, permission(people.project, "metadata:list"))
    client = api.as_(robot["name"], robot["secret"])
    path = f"/projects/{people.project}/metadatas"
    assert client.get(f"{path}/").json() == {"public": "false", "allow_sparse": "false"}
    assert_error(client.get(f"{path}/public"), HTTPStatus.FORBIDDEN, "FORBIDDEN")
