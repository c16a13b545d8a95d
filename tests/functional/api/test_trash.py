"""The trash of a project: what was deleted there, and the way back."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import Call, assert_error, cases, check
from tests.functional.api.test_tags import immutable
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.people import People
from tests.support.registry import Image, RegistryClient, an_image, an_index

As = Callable[[str], ApiClient]
KEEPERS = frozenset({"mona", "petra", "admin"})
TABLE = [Call("GET", "/projects/{project}/trash", KEEPERS)]
RESTORES = [
    Call("POST", "/projects/{project}/trash/restore", KEEPERS, {}),
    Call("POST", "/projects/{project}/bulk/restore", KEEPERS, {}),
]


@pytest.fixture
def dora(registry: RegistryClient, users: dict[str, Any]) -> RegistryClient:
    return registry.as_(*users["dora"])


@pytest.fixture
def mona(as_: As) -> ApiClient:
    return as_("mona")


def listed(client: ApiClient, people: People, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(f"/projects/{people.project}/trash", params=query)
    assert answer.status_code == HTTPStatus.OK, answer.text
    assert answer.headers["X-Total-Count"]
    rows: list[dict[str, Any]] = answer.json()
    return rows


def restore(client: ApiClient, people: People, type_: str, end: str = "", **more: Any) -> Any:
    body = {"type": type_, "repository": f"{people.project}/app{end}", **more}
    return client.post(f"/projects/{people.project}/trash/restore", json=body)


def app(people: People, end: str = "") -> str:
    return f"/projects/{people.project}/repositories/app{end}"


@pytest.fixture
def thrown_away(mona: ApiClient, dora: RegistryClient, people: People) -> dict[str, Any]:
    """Give an image, a tag and a repository that Mona deleted, in this order."""
    image, kept = an_image([uuid.uuid4().bytes]), an_image([uuid.uuid4().bytes])
    for tag in ("v1", "latest"):
        dora.push(f"{people.project}/app:{tag}", image)
    for tag in ("stays", "goes"):
        dora.push(f"{people.project}/app:{tag}", kept)
    dora.push(f"{people.project}/other:1", kept)
    for path in (
        app(people, f"/artifacts/{image.digest}"),
        app(people, f"/artifacts/{kept.digest}/tags/goes"),
        f"/projects/{people.project}/repositories/other",
    ):
        assert mona.delete(path).status_code == HTTPStatus.OK
    return {"image": image, "kept": kept}


def test_what_was_deleted_is_listed_with_who_did_it_and_until_when_it_is_kept(
    mona: ApiClient, people: People, thrown_away: dict[str, Any], users: dict[str, Any]
) -> None:
    whole, tag, artifact = listed(mona, people)
    image: Image = thrown_away["image"]
    assert [row["type"] for row in (whole, tag, artifact)] == ["repository", "tag", "artifact"]
    assert {row["deleted_by"] for row in (whole, tag, artifact)} == {users["mona"].username}
    assert (whole["repository"], whole["artifact_count"]) == (f"{people.project}/other", 1)
    assert (tag["repository"], tag["tag"]) == (f"{people.project}/app", "goes")
    assert (artifact["digest"], artifact["tags"]) == (image.digest, ["latest", "v1"])
    assert artifact["bytes"] > len(image.manifest)
    assert (tag["bytes"], whole["bytes"]) == (0, 0)
    days = mona.get("/systeminfo").json()["trash_days"]
    for row in (whole, tag, artifact):
        until, since = (datetime.fromisoformat(row[key]) for key in ("kept_until", "deleted_at"))
        assert until - since == timedelta(days=days)
    summary = mona.get(f"/projects/{people.project}/summary").json()
    assert summary["trash"] == {"count": 3, "bytes": artifact["bytes"]}


def test_lists_are_narrowed_and_walked(
    mona: ApiClient, people: People, thrown_away: dict[str, Any], users: dict[str, Any]
) -> None:
    all_of_it = listed(mona, people)
    image: Image = thrown_away["image"]
    for query, types in (
        ({"type": "tag"}, ["tag"]),
        ({"type": "artifact"}, ["artifact"]),
        ({"type": "repository"}, ["repository"]),
        ({"q": "name=~LATEST"}, ["artifact"]),
        ({"q": f"name=~{image.digest[7:30]}"}, ["artifact"]),
        ({"q": "name=~goes"}, ["tag"]),
        ({"q": "name=~/app"}, ["tag", "artifact"]),
        ({"q": f"repository={people.project}/other"}, ["repository"]),
        ({"q": "tag=goes"}, ["tag"]),
        ({"q": f"deleted_by={users['dora'].username}"}, []),
        ({"q": f"deleted_at=[{all_of_it[1]['deleted_at'][:-1]}~]"}, ["repository", "tag"]),
        ({"sort": "deleted_at"}, ["artifact", "tag", "repository"]),
        ({"page_size": 2, "page": 2}, ["artifact"]),
        ({"page_size": 2, "page": 3}, []),
    ):
        assert [row["type"] for row in listed(mona, people, **query)] == types, query
    for query, status, code in (
        ({"type": "project"}, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY"),
        ({"q": "name=x"}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"q": "x"}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"page_size": 1000}, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY"),
    ):
        answer = mona.get(f"/projects/{people.project}/trash", params=query)
        assert_error(answer, status, code)


def test_each_comes_back_and_is_told_of(
    mona: ApiClient, dora: RegistryClient, people: People, thrown_away: dict[str, Any],
    inside: Inside,
) -> None:  # fmt: skip
    image, kept = thrown_away["image"], thrown_away["kept"]
    request_id, name = uuid.uuid4().hex, f"{people.project}/app"
    answers = [
        mona.post(
            f"/projects/{people.project}/trash/restore",
            json=item,
            headers={"X-Request-Id": request_id},
        )
        for item in (
            {"type": "artifact", "repository": name, "digest": image.digest},
            {"type": "tag", "repository": name, "tag": "goes"},
            {"type": "repository", "repository": f"{people.project}/other"},
        )
    ]
    assert [answer.json() for answer in answers] == [
        {"digest": image.digest, "tags": ["latest", "v1"], "tags_left": [], "manifest_count": 1},
        {"digest": kept.digest, "tags": ["goes"], "tags_left": [], "manifest_count": 0},
        {"digest": "", "tags": ["1"], "tags_left": [], "manifest_count": 1},
    ]
    assert dora.pull(f"{people.project}/app:latest") == image
    assert dora.tags(f"{people.project}/app") == ["goes", "latest", "stays", "v1"]
    assert dora.pull(f"{people.project}/other:1") == kept
    assert listed(mona, people) == []
    rows = inside.audit(request_id=request_id, operation="restore")
    assert [row["resource_type"] for row in rows] == ["artifact", "tag", "repository"]
    assert_error(restore(mona, people, "tag", tag="goes"), HTTPStatus.NOT_FOUND, "NOT_FOUND")


def test_an_index_comes_back_with_its_images_and_can_be_pulled(
    mona: ApiClient, dora: RegistryClient, people: People
) -> None:
    index = an_index()
    dora.push(f"{people.project}/app:1", index)
    assert mona.delete(app(people, "/artifacts/1")).status_code == HTTPStatus.OK
    (row,) = listed(mona, people)
    assert row["digest"] == index.digest
    assert restore(mona, people, "artifact", digest=index.digest).json()["manifest_count"] == 3
    assert dora.pull(f"{people.project}/app:1") == index


def test_a_tag_that_moved_on_is_refused_until_it_is_forced(
    as_: As, mona: ApiClient, dora: RegistryClient, people: People, thrown_away: dict[str, Any]
) -> None:
    new = an_image([uuid.uuid4().bytes])
    dora.push(f"{people.project}/app:goes", new)
    message = assert_error(
        restore(mona, people, "tag", tag="goes"), HTTPStatus.CONFLICT, "CONFLICT"
    )
    assert new.digest in message
    immutable(as_("petra"), people.project, "goes")
    answer = restore(mona, people, "tag", tag="goes", force=True)
    assert_error(answer, HTTPStatus.PRECONDITION_FAILED, "PRECONDITION")
    dora.push(f"{people.project}/app:v1", new)
    image = thrown_away["image"]
    answer = restore(mona, people, "artifact", digest=image.digest)
    assert (answer.json()["tags"], answer.json()["tags_left"]) == (["latest"], ["v1"])
    assert dora.pull(f"{people.project}/app:v1") == new


def test_many_come_back_as_far_as_they_can(
    mona: ApiClient, dora: RegistryClient, people: People, thrown_away: dict[str, Any]
) -> None:
    name, digest = f"{people.project}/app", thrown_away["image"].digest
    absent = "sha256:" + "0" * 64
    dora.push(f"{name}:goes", an_image([uuid.uuid4().bytes]))
    items = [
        {"type": "artifact", "repository": name, "digest": digest},
        {"type": "artifact", "repository": name, "digest": absent},
        {"type": "tag", "repository": name, "tag": "goes"},
        {"type": "repository", "repository": f"{people.project}/other"},
        {"type": "repository", "repository": f"{people.project}/other", "id": 0},
        {"type": "repository", "repository": "library/other"},
    ]
    answer = mona.post(f"/projects/{people.project}/bulk/restore", json={"items": items})
    assert answer.status_code == HTTPStatus.OK, answer.text
    body = answer.json()
    assert (body["done"], body["failed"]) == (2, 4)
    assert {result["item"]: result["status"] for result in body["results"]} == {
        f"{name}@{digest}": 200,
        f"{name}@{absent}": 404,
        f"{name}:goes": 409,
        f"{people.project}/other": 200,
        f"{people.project}/other#0": 404,
        "library/other": 404,
    }
    assert dora.tags(f"{people.project}/other") == ["1"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": "project", "repository": "p/app"},
        {"type": "artifact", "repository": "{project}/app"},
        {"type": "tag", "repository": "{project}/app"},
        {"type": "tag", "repository": "{project}/app", "tag": "-x"},
        {"type": "artifact", "repository": "{project}/app", "digest": "x"},
        {"type": "repository", "repository": "No such name"},
        {"type": "repository", "repository": "{project}/app", "id": 2**70},
        {"type": "repository", "repository": "{project}/app", "force": "yes"},
    ],
)
def test_bodies_that_name_nothing_are_refused(
    mona: ApiClient, people: People, thrown_away: dict[str, Any], body: dict[str, Any]
) -> None:
    text = {key: _filled(value, people) for key, value in body.items()}
    before = listed(mona, people)
    path = f"/projects/{people.project}/trash/restore"
    assert_error(mona.post(path, json=text), HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert listed(mona, people) == before


def _filled(value: Any, people: People) -> Any:
    return value.replace("{project}", people.project) if isinstance(value, str) else value


@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_the_trash_is_for_those_who_may_delete(
    as_: As, mona: ApiClient, people: People, thrown_away: dict[str, Any], call: Call, who: str
) -> None:
    check(call, who, as_(who), lambda: listed(mona, people), project=people.project)
    assert ("trash" in _summary(as_(who), people)) == (who in KEEPERS)


def _summary(client: ApiClient, people: People) -> dict[str, Any]:
    answer = client.get(f"/projects/{people.project}/summary")
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(("call", "who"), cases(RESTORES))
def test_whoever_may_delete_may_restore(
    as_: As, mona: ApiClient, people: People, thrown_away: dict[str, Any], call: Call, who: str
) -> None:
    item = {"type": "repository", "repository": f"{people.project}/other"}
    body = {"items": [item]} if "bulk" in call.path else item
    named = Call(call.method, call.path, call.allowed, body)
    check(named, who, as_(who), lambda: listed(mona, people), project=people.project)
    assert (len(listed(mona, people)) == 2) == (who in KEEPERS)


def test_az_04_the_trash_of_another_project_is_out_of_reach(
    as_: As, mona: ApiClient, people: People, thrown_away: dict[str, Any],
    cast: Callable[..., People], api: ApiClient,
) -> None:  # fmt: skip
    other = cast(public=True)
    body = {"type": "repository", "repository": f"{people.project}/other"}
    for client in (as_("petra"), api):
        path = f"/projects/{other.project}/trash/restore"
        assert_error(client.post(path, json=body), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert listed(mona, other) == []
    assert len(listed(mona, people)) == 3
