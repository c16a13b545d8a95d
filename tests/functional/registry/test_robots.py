"""Robots at the registry: what they may pull and push, and that it ends when it is to end."""

import threading
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import httpx
import pytest

from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.people import People
from tests.support.registry import RegistryClient, an_image, assert_error, digest_of

Make = Callable[..., "Robot"]


class Robot:
    """A robot and the clients that speak for it: by tokens, by Basic, by the REST API."""

    def __init__(self, registry: RegistryClient, api: ApiClient, made: dict[str, Any]) -> None:
        self.id, self.name, self.secret = made["id"], made["name"], made["secret"]
        self._registry, self._api = registry, api

    @property
    def path(self) -> str:
        return f"/robots/{self.id}"

    def wire(self, secret: str = "") -> RegistryClient:
        return self._registry.as_(self.name, secret or self.secret)

    def basic(self) -> RegistryClient:
        return self._registry.basic(self.name, self.secret)

    def rest(self) -> httpx.Response:
        client = self._api.as_(self.name, self.secret)
        return client.get("/users/current/permissions", params={"relative": "true"})


@pytest.fixture
def robot(registry: RegistryClient, api: ApiClient) -> Make:
    """Make a robot that may do these things in the namespace: `robot("acme", "pull", "push")`."""

    def make(namespace: str, *actions: str, level: str = "project", **more: Any) -> Robot:
        access = [{"resource": "repository", "action": action} for action in actions]
        permission = {"kind": "project", "namespace": namespace, "access": access}
        fields = {"name": f"ci-{uuid.uuid4().hex[:10]}", "duration": -1, "level": level}
        answer = api.post("/robots", json=fields | {"permissions": [permission]} | more)
        assert answer.status_code == HTTPStatus.CREATED, answer.text
        return Robot(registry, api, answer.json())

    return make


def fresh() -> Any:
    return an_image([uuid.uuid4().bytes])


@pytest.mark.parametrize("how", ["wire", "basic"])
def test_a_robot_of_a_project_pushes_and_so_pulls(robot: Make, home: People, how: str) -> None:
    client = getattr(robot(home.project, "push"), how)()
    image, reference = fresh(), f"{home.project}/robot-{uuid.uuid4().hex[:8]}:1"
    client.push(reference, image)
    assert client.pull(reference) == image
    with client.expect(HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED"):
        client.delete(reference)


def test_a_robot_that_pulls_changes_nothing(
    robot: Make, dora: RegistryClient, home: People, inside: Inside
) -> None:
    image, reference = fresh(), f"{home.project}/robot-{uuid.uuid4().hex[:8]}:1"
    dora.push(reference, image)
    client = robot(home.project, "pull").wire()
    assert client.pull(reference) == image
    before = inside.counts()
    with client.expect(HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED"):
        client.push(reference, fresh())
    with client.expect(HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED"):
        client.delete(reference)
    assert inside.counts() == before


def test_a_robot_of_another_project_sees_nothing(
    robot: Make, dora: RegistryClient, home: People, people: People
) -> None:
    reference = f"{home.project}/robot-{uuid.uuid4().hex[:8]}:1"
    dora.push(reference, fresh())
    client = robot(people.project, "pull", "push", "delete").wire()
    with client.expect(HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED"):
        client.pull(reference)
    with client.expect(HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED"):
        client.push(reference, fresh())


def test_a_robot_of_all_projects_knows_new_ones_too(
    robot: Make, api: ApiClient, home: People
) -> None:
    made = robot("*", "pull", "push", level="system")
    client = made.wire()
    later = f"later-{uuid.uuid4().hex[:8]}"
    api.create_project(later)
    for project in (home.project, later):
        reference, image = f"{project}/robot:{uuid.uuid4().hex[:8]}", fresh()
        client.push(reference, image)
        assert client.pull(reference) == image
    listed = api.as_(made.name, made.secret).get("/projects", params={"name": later})
    assert [project["name"] for project in listed.json()] == [later]


def test_push_implies_pull_for_robots_of_projects_alone(
    robot: Make, dora: RegistryClient, home: People
) -> None:
    reference = f"{home.project}/robot-{uuid.uuid4().hex[:8]}"
    dora.push(f"{reference}:1", fresh())
    client = robot(home.project, "push", level="system").wire()
    with client.expect(HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED"):
        client.get_manifest(reference, "1")
    blob = uuid.uuid4().bytes
    assert client.push_blob(reference, blob) == digest_of(blob)


def test_a_token_of_a_robot_has_what_was_asked_for_and_granted(robot: Make, home: People) -> None:
    made = robot(home.project, "pull")
    repository = f"{home.project}/app"
    answer = made.wire().ask_token([f"repository:{repository}:pull,push,delete"])
    assert answer.status_code == HTTPStatus.OK
    bearer = made.wire().bearer(answer.json()["token"])
    assert bearer.request("GET", "/v2/").status_code == HTTPStatus.OK
    refused = bearer.request("POST", f"/v2/{repository}/blobs/uploads/")
    assert_error(refused, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    login = made.wire().ask_token(offline_token="true")
    assert login.status_code == HTTPStatus.OK
    assert "refresh_token" not in login.json()
    assert made.wire("wrong").ask_token().status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("end", ["disabled", "deleted", "expired", "secret", "grants", "project"])
def test_an_08_every_plane_is_shut_at_once(
    robot: Make, api: ApiClient, people: People, inside: Inside, end: str
) -> None:
    made = robot(people.project, "pull", "push")
    repository = f"{people.project}/app"
    made.wire().push(f"{repository}:1", fresh())
    scope = f"repository:{repository}:pull,push"
    bearer, basic = made.wire().bearer(made.wire().token(scope)), made.basic()
    clients = (bearer, basic)
    read = lambda client: client.request("GET", f"/v2/{repository}/manifests/1")  # noqa: E731  # asked twice
    location = bearer.begin_upload(repository)
    assert [read(client).status_code for client in clients] == [HTTPStatus.OK] * 2
    assert made.rest().status_code == HTTPStatus.OK
    finish(made, api, inside, people.project, end)
    before = inside.counts()
    answers = [read(client) for client in clients]
    answers += [client.request("POST", f"/v2/{repository}/blobs/uploads/") for client in clients]
    answers += [client.finish_upload(location, digest_of(b"x"), b"x") for client in clients]
    for answer in answers:
        assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    assert inside.counts() == before
    if end == "grants":
        granted = made.wire().ask_token([scope])
        assert read(bearer.bearer(granted.json()["token"])).status_code == HTTPStatus.UNAUTHORIZED
        return
    for answer in (made.wire().ask_token([scope]), basic.request("GET", "/v2/"), made.rest()):
        assert answer.status_code == HTTPStatus.UNAUTHORIZED


def finish(made: Robot, api: ApiClient, inside: Inside, project: str, end: str) -> None:
    """End the robot, or what it may do, in one of the ways there are."""
    if end == "project":
        inside.delete_project(project)
        return
    if end == "expired":
        inside.run(
            "from datetime import timedelta\n"
            "from django.utils import timezone\n"
            "from projects.models import Robot\n"
            "created = timezone.now() - timedelta(days=3)\n"
            "Robot.objects.filter(pk=robot_id).update(creation_time=created)",
            robot_id=made.id,
        )
    tags = [{"resource": "tag", "action": "list"}]
    permissions = [{"kind": "project", "namespace": project, "access": tags}]
    method, body = {
        "disabled": ("PUT", {"disable": True}),
        "deleted": ("DELETE", None),
        "expired": ("PUT", {"duration": 2}),
        "secret": ("PATCH", {"secret": ""}),
        "grants": ("PUT", {"permissions": permissions}),
    }[end]
    answer = api.request(method, made.path, json=body)
    assert answer.status_code == HTTPStatus.OK, answer.text


def test_an_08_a_disabled_robot_comes_back(robot: Make, api: ApiClient, home: People) -> None:
    made = robot(home.project, "pull", "push")
    reference, image = f"{home.project}/robot-{uuid.uuid4().hex[:8]}:1", fresh()
    made.wire().push(reference, image)
    api.put(made.path, json={"disable": True})
    assert made.wire().ask_token().status_code == HTTPStatus.UNAUTHORIZED
    api.put(made.path, json={"disable": False})
    assert made.wire().pull(reference) == image


def test_what_a_robot_did_is_told_as_its_own(robot: Make, home: People, inside: Inside) -> None:
    made = robot(home.project, "push")
    repository = f"{home.project}/robot-{uuid.uuid4().hex[:8]}"
    made.wire().push(f"{repository}:1", fresh())
    assert made.wire("wrong").ask_token().status_code == HTTPStatus.UNAUTHORIZED
    assert made.wire().ask_token().status_code == HTTPStatus.OK
    rows = inside.audit(username=made.name)
    pushes = [row for row in rows if row["resource_type"] == "artifact"]
    assert {(row["principal_id"], row["principal_kind"]) for row in pushes} == {(made.id, "robot")}
    logins = [row["succeeded"] for row in rows if row["operation"] == "login"]
    assert logins == [False, True]


def test_a_secret_is_rotated_under_load_without_a_failed_pull(
    robot: Make, api: ApiClient, home: People
) -> None:
    """Each puller takes the new secret when it comes to it: till then the old one is good."""
    made = robot(home.project, "pull", "push")
    reference, image = f"{home.project}/rotated-{uuid.uuid4().hex[:8]}:1", fresh()
    made.wire().push(reference, image)
    secret, used = [made.secret], [""] * 4
    failures, is_over = list[BaseException](), threading.Event()

    def keep_pulling(number: int) -> None:
        try:
            while not is_over.is_set():
                held = secret[0]
                assert made.wire(held).pull(reference) == image
                used[number] = held
        except BaseException as error:  # noqa: BLE001  # told by the test
            failures.append(error)

    crowd = [threading.Thread(target=keep_pulling, args=(number,)) for number in range(4)]
    for thread in crowd:
        thread.start()
    for _ in range(8):
        answer = api.request("PATCH", made.path, json={"grace_seconds": 300})
        secret[0] = answer.json()["secret"]
        while not failures and set(used) != {secret[0]}:
            is_over.wait(0.005)
    is_over.set()
    for thread in crowd:
        thread.join()
    assert failures == []
