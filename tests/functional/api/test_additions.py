"""Additions, layers and labels of artifacts."""

import json
import time
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import EVERYBODY, MEMBERS, Call, assert_error, cases, check
from tests.support.api import ApiClient
from tests.support.people import People
from tests.support.registry import RegistryClient, an_image, an_index, digest_of

As = Callable[[str], ApiClient]
PATH = "/projects/{project}/repositories/app/artifacts/1"
STEPS = [{"created_by": "COPY a /", "created": "2026-01-02T03:04:05Z"}, {"created_by": "RUN b"}]
CONFIG = json.dumps({"os": "linux", "architecture": "amd64", "history": STEPS}).encode()
TABLE = [
    Call("GET", f"{PATH}/additions/build_history", MEMBERS),
    Call("GET", f"{PATH}/layers", MEMBERS),
    Call("GET", f"{PATH}/manifest", MEMBERS),
    Call("GET", f"{PATH}/config", MEMBERS),
    Call("GET", f"{PATH}/accessories", MEMBERS),
]


@pytest.fixture
def dora(registry: RegistryClient, users: dict[str, Any]) -> RegistryClient:
    return registry.as_(*users["dora"])


@pytest.fixture
def label(api: ApiClient) -> Callable[..., int]:
    """Make labels, of a project or of the system."""

    def make(project: str = "") -> int:
        scope: dict[str, Any] = {"scope": "g"}
        if project:
            project_id = api.get(f"/projects/{project}").json()["project_id"]
            scope = {"scope": "p", "project_id": project_id}
        body = {"name": f"label-{uuid.uuid4().hex[:8]}", **scope}
        answer = api.post("/labels", json=body)
        assert answer.status_code == HTTPStatus.CREATED, answer.text
        return int(answer.headers["Location"].rpartition("/")[2])

    return make


@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_additions_of_a_private_project_are_for_its_members(
    api: ApiClient, as_: As, place: People, dora: RegistryClient, call: Call, who: str
) -> None:
    dora.push(f"{place.project}/app:1", an_image([b"a", b"b"], CONFIG))
    check(call, who, as_(who), lambda: None, project=place.project)


@pytest.mark.parametrize(
    "deed", [(method, who) for method in ("POST", "DELETE") for who in EVERYBODY]
)
def test_labels_are_attached_and_taken_off_by_developers(
    api: ApiClient,
    as_: As,
    people: People,
    dora: RegistryClient,
    label: Callable[..., int],
    deed: tuple[str, str],
) -> None:
    method, who = deed
    dora.push(f"{people.project}/app:1", an_image([b"a"]))
    label_id, path = label(people.project), PATH.format(project=people.project)
    if method == "DELETE":
        assert api.post(f"{path}/labels", json={"id": label_id}).is_success
    end = f"labels/{label_id}" if method == "DELETE" else "labels"
    body = {"id": label_id} if method == "POST" else None
    state = lambda: api.get(path, params={"with_label": "true"}).json()  # noqa: E731
    call = Call(method, f"{PATH}/{end}", MEMBERS - {"lena", "gus"}, body)
    before = state()
    check(call, who, as_(who), state, project=people.project)
    if who in call.allowed:
        assert [one["id"] for one in state()["labels"]] != [one["id"] for one in before["labels"]]


def test_additions_come_as_they_are(as_: As, people: People, dora: RegistryClient) -> None:
    dora.push(f"{people.project}/app:1", an_image([b"a", b"b"], CONFIG))
    path = PATH.format(project=people.project)
    answer = as_("gus").get(f"{path}/additions/build_history")
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.json() == [
        {"created": "2026-01-02T03:04:05Z", "created_by": "COPY a /"},
        {"created_by": "RUN b"},
    ]
    layers = as_("gus").get(f"{path}/layers").json()
    assert [(layer["size"], layer["command"]) for layer in layers] == [
        (1, "COPY a /"),
        (1, "RUN b"),
    ]


def test_manifest_and_config_come_byte_for_byte_and_are_no_pull(
    as_: As, people: People, dora: RegistryClient
) -> None:
    image = an_image([b"a", b"b"], CONFIG)
    dora.push(f"{people.project}/app:1", image)
    path, gus = PATH.format(project=people.project), as_("gus")
    for end, content in (("manifest", image.manifest), ("config", CONFIG)):
        answer = gus.get(f"{path}/{end}")
        assert answer.content == content
        assert answer.headers["Docker-Content-Digest"] == digest_of(content)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    time.sleep(1)  # pulls are counted within a second
    assert gus.get(path).json()["pull_count"] == 0


def test_an_index_has_no_config(as_: As, people: People, dora: RegistryClient) -> None:
    index = an_index()
    dora.push(f"{people.project}/app:1", index)
    path, gus = PATH.format(project=people.project), as_("gus")
    assert gus.get(f"{path}/manifest").content == index.manifest
    assert not gus.get(f"{path}/config").is_server_error
    assert gus.get(f"{path}/config").json()["errors"]


@pytest.mark.parametrize(
    "name", ["vulnerabilities", "sbom", "readme.md", "values.yaml", "dependencies", "x", "a%00"]
)
def test_what_the_artifact_does_not_have_is_refused(
    as_: As, people: People, dora: RegistryClient, name: str
) -> None:
    dora.push(f"{people.project}/app:1", an_image([b"a"]))
    answer = as_("gus").get(f"{PATH.format(project=people.project)}/additions/{name}")
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")


def test_a_label_is_attached_once_and_taken_off_once(
    as_: As, people: People, dora: RegistryClient, label: Callable[..., int]
) -> None:
    dora.push(f"{people.project}/app:1", an_image([b"a"]))
    client, path = as_("dora"), PATH.format(project=people.project)
    ids = [label(people.project), label()]
    for label_id in ids:
        answer = client.post(f"{path}/labels", json={"id": label_id, "name": "other", "scope": "g"})
        assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
        again = client.post(f"{path}/labels", json={"id": label_id})
        assert_error(again, HTTPStatus.CONFLICT, "CONFLICT")
    shown = client.get(path, params={"with_label": "true"}).json()["labels"]
    assert {one["id"] for one in shown} == set(ids)
    assert {one["scope"] for one in shown} == {"p", "g"}
    for label_id in ids:
        assert client.delete(f"{path}/labels/{label_id}").status_code == HTTPStatus.OK
        again = client.delete(f"{path}/labels/{label_id}")
        assert_error(again, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert client.get(path, params={"with_label": "true"}).json()["labels"] == []


def test_az_04_a_label_of_another_project_is_not_attached(
    as_: As,
    people: People,
    cast: Callable[..., People],
    dora: RegistryClient,
    label: Callable[..., int],
) -> None:
    dora.push(f"{people.project}/app:1", an_image([b"a"]))
    client, path = as_("dora"), PATH.format(project=people.project)
    for label_id in (label(cast(public=False).project), 0, -1, 2**62):
        answer = client.post(f"{path}/labels", json={"id": label_id})
        assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    for label_id in (0, 2**63, 10**30):
        answer = client.delete(f"{path}/labels/{label_id}")
        assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    for body in ({}, {"id": "1"}, {"id": 2**63}, {"id": True}):
        answer = client.post(f"{path}/labels", json=body)
        assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert client.get(path, params={"with_label": "true"}).json()["labels"] == []
