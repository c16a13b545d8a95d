"""``/projects/<project>/registries``: a project's own registries, for its admins alone."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.registries import KIND, LOGIN, MASK, a_registry, make, ping, read, refused
from tests.functional.api.rights import EVERYBODY, Call, assert_denied, assert_error, cases, check
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient, _made
from tests.support.connection import require
from tests.support.people import People
from tests.support.small_registry import SmallRegistry, basic

pytestmark = pytest.mark.usefixtures("no_registry_is_left")
As = Callable[[str], ApiClient]
OWNERS = frozenset({"petra", "admin"})
ALL = "/projects/{project}/registries"
ONE = f"{ALL}/{{registry}}"


def make_own(api: ApiClient, people: People, url: str, **more: Any) -> int:
    path = f"/projects/{people.project}/registries"
    return _made(api.post(path, json=a_registry(url, **more)))


@pytest.mark.parametrize(
    ("call", "who"),
    cases(
        [
            Call("GET", ALL, OWNERS),
            Call("GET", ONE, OWNERS),
            Call("PUT", ONE, OWNERS, {"description": "by somebody"}),
            Call("DELETE", ONE, OWNERS),
        ]
    ),
)
def test_registries_of_a_project_are_for_its_admins(
    api: ApiClient, as_: As, people: People, peer: SmallRegistry, call: Call, who: str
) -> None:
    registry = make_own(api, people, peer.url)
    path = f"/projects/{people.project}/registries/{registry}"
    state = lambda: read(api, path)  # noqa: E731
    check(call, who, as_(who), state, project=people.project, registry=registry)


@pytest.mark.parametrize("who", sorted(set(EVERYBODY) - OWNERS))
def test_nobody_else_makes_one_or_has_one_tried(
    as_: As, shared: People, peer: SmallRegistry, who: str
) -> None:
    body = a_registry(peer.url)
    for path in ("registries", "registries/ping"):
        assert_denied(as_(who).post(f"/projects/{shared.project}/{path}", json=body), who)
    assert peer.seen == []


def test_a_project_admin_keeps_one(as_: As, people: People, peer: SmallRegistry) -> None:
    petra = as_("petra")
    registry = make_own(petra, people, peer.url, name="own")
    (found,) = read(petra, f"/projects/{people.project}/registries", name="OW")
    assert (found["id"], found["name"], found["status"]) == (registry, "own", "healthy")
    assert found["project_id"]
    assert found["credential"]["access_secret"] == MASK
    path = f"/projects/{people.project}/registries/{registry}"
    require(petra.put(path, json={"name": "renamed"}), HTTPStatus.OK)
    again = petra.post(
        f"/projects/{people.project}/registries", json=a_registry(peer.url, name="renamed")
    )
    assert_error(again, HTTPStatus.CONFLICT, "CONFLICT")
    require(
        petra.post(f"/projects/{people.project}/registries/ping", json={"id": registry}),
        HTTPStatus.OK,
    )
    assert peer.credentials == {basic(*LOGIN)}
    require(petra.delete(path), HTTPStatus.OK)
    assert_error(petra.get(path), HTTPStatus.NOT_FOUND, "NOT_FOUND")


def test_what_happens_to_one_is_in_the_projects_log(
    api: ApiClient, people: People, peer: SmallRegistry, inside: Inside
) -> None:
    project_id = api.get(f"/projects/{people.project}").json()["project_id"]
    registry = make_own(api, people, peer.url)
    require(api.delete(f"/projects/{people.project}/registries/{registry}"), HTTPStatus.OK)
    rows = inside.audit(project_id=project_id, resource_type="registry")
    assert [row["operation"] for row in rows] == ["create", "delete"]


def test_az_04_one_is_found_through_its_owner_alone(
    api: ApiClient, people: People, shared: People, peer: SmallRegistry
) -> None:
    """The system and each project have theirs; names may be the same."""
    own = make_own(api, people, peer.url, name="same")
    of_system = make(api, peer.url, name="same")
    astray = [
        f"/registries/{own}",
        f"/projects/{shared.project}/registries/{own}",
        f"/projects/{people.project}/registries/{of_system}",
    ]
    peer.seen.clear()
    for path in astray:
        for method in ("GET", "PUT", "DELETE"):
            answer = api.request(method, path, json={"insecure": True})
            assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
        tried = api.post(f"{path.rpartition('/')[0]}/ping", json={"id": int(path.split("/")[-1])})
        assert_error(tried, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert peer.seen == []
    assert own not in [row["id"] for row in read(api, "/registries", page_size=100)]
    assert read(api, f"/projects/{shared.project}/registries") == []


@pytest.mark.parametrize(
    "address", ["10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "[fd00::1]", "127.0.0.2"]
)
def test_ss_01_a_projects_registry_stands_on_no_private_network(
    api: ApiClient, as_: As, people: People, address: str
) -> None:
    """In the words that say no more than those about the machine itself."""
    words = refused(ping(api, type=KIND, url="http://127.0.0.2"))
    for who in ("petra", "admin"):
        for path in ("registries", "registries/ping"):
            body = a_registry(f"http://{address}")
            answer = as_(who).post(f"/projects/{people.project}/{path}", json=body)
            assert refused(answer) == words
