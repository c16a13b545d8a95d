"""Read-only mode: nothing changes on either plane, and everything else works (AZ-15)."""

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import assert_error
from tests.functional.api.test_robots import make, permission, wanted
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.people import People
from tests.support.registry import Image, RegistryClient, an_image, digest_of
from tests.support.registry import assert_error as assert_wire_error

As = Callable[[str], ApiClient]


@pytest.fixture
def image(registry: RegistryClient, people: People) -> Image:
    """Give an image that is in the project already."""
    made = an_image([uuid.uuid4().bytes])
    registry.as_(*people["mona"]).push(f"{people.project}/app:1", made)
    return made


@pytest.fixture
def read_only(api: ApiClient, image: Image, people: People) -> Iterator[None]:
    api.put("/configurations", json={"read_only": True})
    yield
    api.put("/configurations", json={"read_only": False})


@pytest.fixture
def robot(api: ApiClient, people: People) -> dict[str, Any]:
    return make(api, permission(people.project, "repository:push", "repository:delete"))


def test_az_15_the_rest_api_changes_nothing(
    api: ApiClient, people: People, robot: dict[str, Any], read_only: None, inside: Inside
) -> None:
    before = inside.counts()
    project = f"/projects/{people.project}"
    for method, path, body in (
        ("POST", "/projects", {"project_name": "late"}),
        ("PUT", project, {"metadata": {"public": "true"}}),
        ("DELETE", project, None),
        ("POST", f"{project}/members", {"role_id": 1, "member_user": {"user_id": 1}}),
        ("POST", f"{project}/metadatas/", {"allow_sparse": "true"}),
        ("POST", "/users", {"username": "late"}),
        ("PUT", "/users/1", {"realname": "late"}),
        ("POST", "/robots", wanted(permission(people.project, "repository:pull"))),
        ("PUT", f"/robots/{robot['id']}", {"disable": True}),
        ("PATCH", f"/robots/{robot['id']}", {}),
        ("DELETE", f"/robots/{robot['id']}", None),
        ("PUT", "/quotas/1", {"hard": {"storage": 1}}),
    ):
        answer = api.request(method, path, json=body)
        words = assert_error(answer, HTTPStatus.FORBIDDEN, "DENIED")
        assert "read-only" in words
    assert inside.counts() == before
    for path in ("/projects", project, "/users", f"/robots/{robot['id']}", "/configurations"):
        assert api.get(path).status_code == HTTPStatus.OK
    assert api.get("/systeminfo").json()["read_only"] is True


def test_az_15_who_may_not_is_told_that_first(
    api: ApiClient, as_: As, people: People, read_only: None
) -> None:
    body = {"metadata": {"public": "true"}}
    answer = as_("gus").put(f"/projects/{people.project}", json=body)
    assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    answer = api.anonymous().put(f"/projects/{people.project}", json=body)
    assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")


@pytest.mark.parametrize("flow", ["token", "basic", "robot"])
def test_az_15_the_registry_is_pulled_from_and_changes_nothing(  # noqa: PLR0913, PLR0917  # fixtures
    registry: RegistryClient,
    people: People,
    robot: dict[str, Any],
    image: Image,
    read_only: None,
    inside: Inside,
    flow: str,
) -> None:
    """Tokens are issued as ever: a pull needs one."""
    mona, repository = people["mona"], f"{people.project}/app"
    client = {
        "token": registry.as_(*mona),
        "basic": registry.basic(*mona),
        "robot": registry.as_(robot["name"], robot["secret"]),
    }[flow]
    assert client.pull(f"{repository}:1") == image
    before = inside.counts()
    layer, other = digest_of(image.blobs[0]), an_image([b"other"])
    path = f"/v2/{repository}"
    for method, target, body in (
        ("POST", f"{path}/blobs/uploads/", b""),
        ("POST", f"{path}/blobs/uploads/?digest={digest_of(b'new')}", b"new"),
        ("POST", f"{path}/blobs/uploads/?mount={layer}&from={repository}", b""),
        ("PATCH", f"{path}/blobs/uploads/{'0' * 32}", b"new"),
        ("PUT", f"{path}/blobs/uploads/{'0' * 32}?digest={layer}", b""),
        ("DELETE", f"{path}/blobs/uploads/{'0' * 32}", b""),
        ("PUT", f"{path}/manifests/1", other.manifest),
        ("PUT", f"{path}/manifests/2", image.manifest),
        ("DELETE", f"{path}/manifests/1", b""),
        ("DELETE", f"{path}/manifests/{image.digest}", b""),
        ("DELETE", f"{path}/blobs/{layer}", b""),
    ):
        headers = {"Content-Type": image.media_type}
        answer = client.request(method, target, content=body, headers=headers)
        assert_wire_error(answer, HTTPStatus.FORBIDDEN, "DENIED")
        assert "read-only" in answer.text
    assert inside.counts() == before
    assert client.tags(repository) == ["1"]


def test_az_15_it_ends_as_it_began(
    api: ApiClient, as_: As, people: People, read_only: None
) -> None:
    path, body = f"/projects/{people.project}", {"metadata": {"public": "false"}}
    assert_error(as_("petra").put(path, json=body), HTTPStatus.FORBIDDEN, "DENIED")
    assert api.put("/configurations", json={"read_only": False}).status_code == HTTPStatus.OK
    assert as_("petra").put(path, json=body).status_code == HTTPStatus.OK


SLOW = [
    ("POST", "/v2/{name}/blobs/uploads/?digest={digest}", b"a" * 4_000_000),
    ("PATCH", "{upload}", b"a" * 4_000),
    ("PATCH", "{upload}", b"a" * 4_000_000),
    ("PUT", "{upload}?digest={digest}", b"a" * 4_000_000),
    ("PUT", "/v2/{name}/manifests/2", b"{manifest}"),
    ("POST", "/api/v2.0/projects", b'{{"project_name": "overtaken"}}' + b" " * 4_000),
]


@pytest.mark.parametrize(("method", "path", "body"), SLOW, ids=lambda value: str(value)[:24])
def test_az_15_a_write_that_has_begun_is_overtaken(  # noqa: PLR0913, PLR0917  # fixtures
    api: ApiClient,
    registry: RegistryClient,
    people: People,
    image: Image,
    inside: Inside,
    method: str,
    path: str,
    body: bytes,
) -> None:
    """Half of its body is here when the mode begins; the other half changes nothing any more."""
    mona, name = registry.basic(*people["mona"]), f"{people.project}/app"
    upload, whole = mona.begin_upload(name), body
    if body == b"{manifest}":
        whole = image.manifest
    before = inside.counts()

    def halves() -> Iterator[bytes]:
        yield whole[: len(whole) // 2]
        time.sleep(1)  # so that the write has begun for good
        assert api.put("/configurations", json={"read_only": True}).status_code == HTTPStatus.OK
        yield whole[len(whole) // 2 :]

    target = path.format(name=name, upload=upload, digest=digest_of(whole))
    try:
        answer = mona.request(
            method,
            target,
            content=halves(),
            headers={
                "Content-Type": "application/json" if "api" in path else image.media_type,
                "Content-Length": str(len(whole)),
            },
        )
        assert_wire_error(answer, HTTPStatus.FORBIDDEN, "DENIED")
        assert "read-only" in answer.text
        status = mona.request("GET", upload)
        assert status.headers["Range"] == "0-0"
        after = inside.counts()
        assert after == before
    finally:
        api.put("/configurations", json={"read_only": False})
    assert mona.tags(name) == ["1"]


_HOLD = """
from django.db import connection
connection.set_autocommit(False)
connection.cursor().execute("SELECT 1 FROM projects_project WHERE name = %s FOR UPDATE", [name])
"""
_LET_GO = """
from django.db import connection
connection.rollback()
connection.set_autocommit(True)
"""


@pytest.mark.postgresql
@pytest.mark.parametrize("plane", ["wire", "rest"])
def test_az_15_a_write_that_waits_for_its_turn_is_overtaken(
    api: ApiClient,
    registry: RegistryClient,
    people: People,
    image: Image,
    inside: Inside,
    plane: str,
) -> None:
    """It was let in before the mode began, and has its turn in the project after that."""
    path = f"/projects/{people.project}/repositories/app/artifacts/1/tags/1"
    answers: list[Any] = []

    def delete() -> None:
        if plane == "rest":
            with closing(ApiClient(registry.base_url, people["mona"])) as client:
                answers.append(client.delete(path))
        else:
            with closing(RegistryClient(registry.base_url)) as client:
                mona = client.as_(*people["mona"])
                answers.append(mona.request("DELETE", f"/v2/{people.project}/app/manifests/1"))

    inside.run(_HOLD, name=people.project)
    try:
        waiting = threading.Thread(target=delete)
        waiting.start()
        time.sleep(2)
        assert not answers, "it does not wait"
        assert api.put("/configurations", json={"read_only": True}).status_code == HTTPStatus.OK
    finally:
        inside.run(_LET_GO)
    try:
        waiting.join(20)
        assert_wire_error(answers[0], HTTPStatus.FORBIDDEN, "DENIED")
    finally:
        api.put("/configurations", json={"read_only": False})
    assert registry.as_(*people["mona"]).tags(f"{people.project}/app") == ["1"]
