"""Tags: what a row of the console shows, and making and deleting them one by one."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import ALL, MEMBERS, Call, assert_error, cases, check
from tests.support.api import ApiClient
from tests.support.images import descriptor
from tests.support.people import People
from tests.support.registry import Image, Index, RegistryClient, an_image, an_index

As = Callable[[str], ApiClient]
PATH = "/projects/{project}/repositories/app/tags"
TABLE = [
    Call("GET", PATH, MEMBERS),
    Call("GET", f"{PATH}/1/history", MEMBERS),
    Call("POST", f"{PATH}/1/restore", MEMBERS - {"lena", "gus"}, {"digest": "DIGEST"}),
]


@pytest.fixture
def dora(registry: RegistryClient, users: dict[str, Any]) -> RegistryClient:
    return registry.as_(*users["dora"])


def fresh(**more: Any) -> Image:
    return an_image([uuid.uuid4().bytes], **more)


def path_of(people: People, end: str = "") -> str:
    return f"/projects/{people.project}/repositories/app/{end}"


def immutable(petra: ApiClient, project: str, pattern: str) -> None:
    """Make a rule that protects tags."""
    selector = {"kind": "doublestar", "decoration": "matches", "pattern": pattern}
    of_repositories = {**selector, "decoration": "repoMatches", "pattern": "**"}
    body = {
        "action": "immutable",
        "template": "immutable_template",
        "tag_selectors": [selector],
        "scope_selectors": {"repository": [of_repositories]},
    }
    answer = petra.post(f"/projects/{project}/immutabletagrules", json=body)
    assert answer.status_code == HTTPStatus.CREATED, answer.text


@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_tags_of_a_private_project_are_for_its_members(
    api: ApiClient, as_: As, place: People, dora: RegistryClient, call: Call, who: str
) -> None:
    image = fresh()
    dora.push(f"{place.project}/app:1", image)
    body = call.body and {"digest": image.digest}
    filled = Call(call.method, call.path, call.allowed, body, call.success)
    state = lambda: api.get(path_of(place, "tags")).json()  # noqa: E731
    check(filled, who, as_(who), state, project=place.project)


@pytest.mark.parametrize("who", sorted(ALL))
def test_tags_of_a_public_project_are_shown_to_all(
    as_: As, cast: Callable[..., People], dora: RegistryClient, who: str
) -> None:
    people = cast(public=True)
    dora.push(f"{people.project}/app:1", fresh())
    for end in ("tags", "tags/1/history"):
        assert as_(who).get(path_of(people, end)).status_code == HTTPStatus.OK


def labelled(petra: ApiClient, people: People, reference: str) -> int:
    """Put a label on an artifact; returns its id."""
    project_id = petra.get(f"/projects/{people.project}").json()["project_id"]
    label = {"name": "good", "color": "#00ff00", "scope": "p", "project_id": project_id}
    label_id = int(petra.post("/labels", json=label).headers["Location"].rpartition("/")[2])
    answer = petra.post(path_of(people, f"artifacts/{reference}/labels"), json={"id": label_id})
    assert answer.status_code == HTTPStatus.OK, answer.text
    return label_id


def signature_of(index: Index) -> Image:
    type_ = "application/vnd.dev.cosign.artifact.sig.v1+json"
    subject = descriptor(index.manifest, index.media_type)
    return fresh(more={"artifactType": type_, "subject": subject})


def size_of(image: Image) -> int:
    return len(image.manifest) + sum(map(len, image.blobs))


def platforms_of(index: Index) -> list[dict[str, Any]]:
    plain = {"os": "linux", "variant": "", "os_version": ""}
    return [
        {"architecture": architecture, "digest": image.digest, "size": size_of(image), **plain}
        for architecture, image in zip(("amd64", "arm64"), index.images, strict=True)
    ]


def test_a_row_has_everything_that_is_shown_of_a_tag(
    as_: As, people: People, dora: RegistryClient, users: dict[str, Any]
) -> None:
    index = an_index([fresh(), fresh()])
    dora.push(f"{people.project}/app:v1.0", index)
    immutable(as_("petra"), people.project, "v*")
    label_id = labelled(as_("petra"), people, "v1.0")
    signature = signature_of(index)
    dora.push(f"{people.project}/app@{signature.digest}", signature)
    answer = as_("gus").get(path_of(people, "tags"))
    assert answer.headers["X-Total-Count"] == "1"
    (row,) = answer.json()
    (shown,) = row.pop("labels")
    assert (shown["id"], shown["name"], shown["color"]) == (label_id, "good", "#00ff00")
    assert row.pop("protected_by").startswith("immutable rule ")
    assert row.pop("push_time").endswith("Z")
    for name in ("id", "artifact_id"):
        assert isinstance(row.pop(name), int)
    assert row == {
        "name": "v1.0",
        "digest": index.digest,
        "type": "IMAGE",
        "media_type": index.media_type,
        "manifest_media_type": index.media_type,
        "artifact_type": "",
        "size": len(index.manifest) + sum(map(size_of, index.images)),
        "platforms": platforms_of(index),
        "pushed_by": users["dora"].username,
        "pull_time": None,
        "pull_count": 0,
        "immutable": True,
        "signed": True,
        "accessory_counts": {"signature.cosign": 1},
    }


def test_an_image_has_the_platform_of_its_config(
    as_: As, people: People, dora: RegistryClient
) -> None:
    image = fresh(config=b'{"architecture": "riscv64", "os": "linux", "variant": 7}')
    dora.push(f"{people.project}/app:1", image)
    (row,) = as_("gus").get(path_of(people, "tags")).json()
    (platform,) = row["platforms"]
    assert (platform["architecture"], platform["os"]) == ("riscv64", "linux")
    assert (platform["digest"], platform["size"]) == (image.digest, row["size"])


def test_tags_are_found_ordered_and_walked(as_: As, people: People, dora: RegistryClient) -> None:
    small, large = an_image([b"s"]), an_image([uuid.uuid4().bytes * 50], docker=True)
    for tag, image in (("b", small), ("a", large), ("c", small), ("B", large)):
        dora.push(f"{people.project}/app:{tag}", image)
    gus = as_("gus")

    def names(**params: str) -> str:
        rows = gus.get(path_of(people, "tags"), params=params).json()
        return "".join(row["name"] for row in rows)

    assert names() == "Bcab"
    assert names(sort="name") == "Babc"
    assert names(sort="-name") == "cbaB"
    assert names(sort="size,name") == "bcBa"
    assert names(sort="-pull_count,name") == "Babc"
    assert names(q=f"digest={small.digest}", sort="name") == "bc"
    assert names(q="name=~B", sort="name") == "Bb"
    assert names(q="media_type=~docker", sort="name") == "Ba"
    assert names(q="type=IMAGE,signed=false", sort="name") == "Babc"
    assert names(q="pull_time=[~2024-01-01T00:00:00]", sort="name") == "Babc"
    for sort in ("", "name", "-size", "pull_time", "-pull_count", "digest"):
        found, after = "", ""
        for _ in range(4):
            params = {"sort": sort, "after": after, "page_size": "1"}
            answer = gus.get(path_of(people, "tags"), params=params)
            assert answer.headers["X-Total-Count"] == "4"
            found += answer.json()[0]["name"]
            after = answer.headers.get("X-Next-Cursor", "")
        assert (found, after) == (names(sort=sort), "")


def test_versions_are_ordered_by_their_numbers(
    as_: As, people: People, dora: RegistryClient
) -> None:
    wanted = ["1.9", "1.9-alpine", "1.10", "2", "10", "edge", "v1", "v01.2", "v1.10.1", "v20251125"]
    image = fresh()
    for tag in sorted(wanted):
        dora.push(f"{people.project}/app:{tag}", image)
    gus = as_("gus")

    def walked(sort: str) -> list[str]:
        found, after = [], ""
        for _ in range(len(wanted)):
            params = {"sort": sort, "after": after, "page_size": "3"}
            answer = gus.get(path_of(people, "tags"), params=params)
            found += [row["name"] for row in answer.json()]
            if not (after := answer.headers.get("X-Next-Cursor", "")):
                break
        return found

    assert walked("natural") == wanted
    assert walked("-natural") == wanted[::-1]
    paged = gus.get(path_of(people, "tags"), params={"sort": "natural", "page": 2, "page_size": 4})
    assert [row["name"] for row in paged.json()] == wanted[4:8]


def test_a_total_is_right_after_every_change(as_: As, people: People, dora: RegistryClient) -> None:
    """It is remembered, and told only as long as nothing has changed."""
    gus, totals = as_("gus"), []

    def total() -> tuple[str, str, int]:
        tags, artifacts = (
            gus.get(path_of(people, end)).headers["X-Total-Count"] for end in ("tags", "artifacts")
        )
        shown = gus.get(f"/projects/{people.project}/repositories/app").json()
        return tags, artifacts, shown["artifact_count"]

    image = fresh()
    dora.push(f"{people.project}/app:1", image)
    totals.append(total())
    dora.push(f"{people.project}/app:2", image)
    totals.append(total())
    dora.push(f"{people.project}/app:2", fresh())
    totals.append(total())
    as_("mona").delete(path_of(people, "artifacts/2"))
    totals.append(total())
    as_("mona").delete(path_of(people, "artifacts/1/tags/1"))
    totals.append(total())
    assert totals == [("1", "1", 1), ("2", "1", 1), ("2", "2", 2), ("1", "1", 1), ("0", "1", 1)]


def test_a_tag_is_made_for_an_artifact_once(as_: As, people: People, dora: RegistryClient) -> None:
    image = fresh()
    dora.push(f"{people.project}/app:1", image)
    client, path = as_("dora"), path_of(people, f"artifacts/{image.digest}/tags")
    answer = client.post(path, json={"name": "2", "repository_id": 1, "artifact_id": 1, "id": 7})
    assert (answer.status_code, answer.content) == (HTTPStatus.CREATED, b"")
    assert "Location" not in answer.headers
    again = client.post(path, json={"name": "2"})
    assert_error(again, HTTPStatus.CONFLICT, "CONFLICT")
    tags = client.get(path, params={"sort": "name"}).json()
    assert [tag["name"] for tag in tags] == ["1", "2"]
    assert dora.get_manifest(f"{people.project}/app", "2") == image.manifest


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "a b"}, {"name": 7}, {"name": "a\0"}])
def test_what_is_no_tag_is_refused(
    as_: As, people: People, dora: RegistryClient, body: dict[str, Any]
) -> None:
    dora.push(f"{people.project}/app:1", fresh())
    answer = as_("dora").post(path_of(people, "artifacts/1/tags"), json=body)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert dora.tags(f"{people.project}/app") == ["1"]


def test_az_04_a_tag_of_another_artifact_is_not_deleted(
    as_: As, people: People, dora: RegistryClient
) -> None:
    first = fresh()
    dora.push(f"{people.project}/app:1", first)
    dora.push(f"{people.project}/app:2", fresh())
    mona = as_("mona")
    path = path_of(people, f"artifacts/{first.digest}/tags")
    for tag in ("2", "absent", "a%00"):
        assert_error(mona.delete(f"{path}/{tag}"), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert dora.tags(f"{people.project}/app") == ["1", "2"]
    assert mona.delete(f"{path}/1").status_code == HTTPStatus.OK
    assert dora.tags(f"{people.project}/app") == ["2"]
    assert dora.get_manifest(f"{people.project}/app", first.digest) == first.manifest


def test_a_protected_tag_stays_and_is_told_to_be(
    as_: As, people: People, dora: RegistryClient
) -> None:
    for tag in ("v1", "latest"):
        dora.push(f"{people.project}/app:{tag}", fresh())
    immutable(as_("petra"), people.project, "v*")
    mona = as_("mona")
    for path in ("artifacts/v1/tags/v1", "artifacts/v1", ""):
        answer = mona.delete(path_of(people, path).rstrip("/"))
        assert_error(answer, HTTPStatus.PRECONDITION_FAILED, "PRECONDITION")
    assert dora.tags(f"{people.project}/app") == ["latest", "v1"]
    asked = {"with_immutable_status": "true", "sort": "push_time"}
    listed = mona.get(path_of(people, "artifacts"), params=asked).json()
    assert [row["tags"][0]["immutable"] for row in listed] == [True, False]
    (tag,) = mona.get(path_of(people, "artifacts/v1/tags"), params=asked).json()
    assert tag["immutable"] is True
