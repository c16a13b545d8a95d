"""Accessories: hidden in lists, shown with what they belong to."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.api import ApiClient
from tests.support.people import People
from tests.support.registry import Image, Index, RegistryClient, an_image, an_index

As = Callable[[str], ApiClient]
COSIGN = "application/vnd.dev.cosign.artifact.sig.v1+json"
NOTATION = "application/vnd.cncf.notary.signature"


@pytest.fixture
def dora(registry: RegistryClient, users: dict[str, Any]) -> RegistryClient:
    return registry.as_(*users["dora"])


def referrer(subject: Image | Index, artifact_type: str) -> Image:
    described = {
        "mediaType": subject.media_type,
        "digest": subject.digest,
        "size": len(subject.manifest),
    }
    more = {"artifactType": artifact_type, "subject": described}
    return an_image([uuid.uuid4().bytes], more=more)


def push(client: RegistryClient, repository: str, image: Image) -> None:
    client.push(f"{repository}@{image.digest}", image)


def listed(client: ApiClient, project: str, **params: str) -> list[dict[str, Any]]:
    answer = client.get(f"/projects/{project}/repositories/app/artifacts", params=params)
    assert answer.headers["X-Total-Count"] == str(len(answer.json()))
    rows: list[dict[str, Any]] = answer.json()
    return rows


def test_referrers_are_shown_with_their_subject_alone(
    as_: As, people: People, dora: RegistryClient
) -> None:
    repository, image = f"{people.project}/app", an_image([uuid.uuid4().bytes])
    dora.push(f"{repository}:1", image)
    kinds = {COSIGN: "signature.cosign", NOTATION: "signature.notation", "a/b": "subject.accessory"}
    referrers = {kind: referrer(image, kind) for kind in kinds}
    for one in referrers.values():
        push(dora, repository, one)
    gus = as_("gus")
    for q in ("", "base=*"):
        (row,) = listed(gus, people.project, with_accessory="true", q=q)
        assert row["digest"] == image.digest
        found = {one["digest"]: one["type"] for one in row["accessories"]}
        assert found == {one.digest: kinds[kind] for kind, one in referrers.items()}
    path = f"/projects/{people.project}/repositories/app/artifacts/1/accessories"
    answer = gus.get(path, params={"page_size": 2})
    assert answer.headers["X-Total-Count"] == "3"
    assert len(answer.json()) == 2
    first = answer.json()[0]
    assert first["subject_artifact_digest"] == image.digest
    assert first["subject_artifact_repo"] == repository
    assert first["size"] > 0
    (tag,) = gus.get(f"/projects/{people.project}/repositories/app/tags").json()
    assert tag["signed"] is True
    assert tag["accessory_counts"] == dict.fromkeys(kinds.values(), 1)
    assert len(listed(gus, people.project, q="signed=true")) == 1


def test_what_belongs_to_nothing_is_listed_until_its_subject_comes(
    as_: As, people: People, dora: RegistryClient
) -> None:
    repository, image = f"{people.project}/app", an_image([uuid.uuid4().bytes])
    early = referrer(image, COSIGN)
    push(dora, repository, early)
    gus = as_("gus")
    assert [row["digest"] for row in listed(gus, people.project)] == [early.digest]
    dora.push(f"{repository}:1", image)
    (row,) = listed(gus, people.project, with_accessory="true")
    assert row["digest"] == image.digest
    assert [one["digest"] for one in row["accessories"]] == [early.digest]


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [(".sig", "signature.cosign"), (".att", "subject.accessory"), (".sbom", "subject.accessory")],
)
def test_cosigns_tags_make_accessories(
    as_: As, people: People, dora: RegistryClient, suffix: str, kind: str
) -> None:
    repository, image = f"{people.project}/app", an_image([uuid.uuid4().bytes])
    dora.push(f"{repository}:1", image)
    signature = an_image([uuid.uuid4().bytes])
    tag = image.digest.replace(":", "-") + suffix
    dora.push(f"{repository}:{tag}", signature)
    dora.push(f"{repository}:sha256-not-a-digest{suffix}", image)
    gus = as_("gus")
    (row,) = listed(gus, people.project, with_accessory="true")
    assert row["digest"] == image.digest
    assert [(one["digest"], one["type"]) for one in row["accessories"]] == [
        (signature.digest, kind)
    ]
    tags = gus.get(f"/projects/{people.project}/repositories/app/tags").json()
    assert {one["name"] for one in tags} == {"1", f"sha256-not-a-digest{suffix}"}
    assert {one["signed"] for one in tags} == {suffix == ".sig"}
    assert as_("mona").delete(f"/projects/{people.project}/repositories/app/artifacts/1").is_success
    assert listed(gus, people.project, q="base=*") == []


def test_a_signature_of_an_index_covers_its_children(
    as_: As, people: People, dora: RegistryClient
) -> None:
    repository, index = f"{people.project}/app", an_index()
    dora.push(f"{repository}:1", index)
    signature, other = referrer(index, COSIGN), referrer(index, "a/b")
    push(dora, repository, signature)
    push(dora, repository, other)
    path = f"/projects/{people.project}/repositories/app/artifacts"
    asked = {"with_inherited_accessory": "true", "with_accessory": "true"}
    child = as_("gus").get(f"{path}/{index.images[0].digest}", params=asked).json()
    assert child["accessories"] == []
    (inherited,) = child["inherited_accessories"]
    assert inherited["digest"] == signature.digest
    assert inherited["subject_artifact_digest"] == index.digest
    plain = as_("gus").get(f"{path}/{index.images[0].digest}").json()
    assert "inherited_accessories" not in plain
    assert "accessories" not in plain
