"""end-7: manifests pushed by tag or digest, with further tags besides, and refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conformance.steps import (
    ALGORITHMS,
    NO_DIGESTS,
    NO_TAGS,
    a_list_of,
    a_manifest,
    begin,
    descriptor_by,
    digest_by,
    finish,
    has,
    manifest_path,
    pushed,
    put_manifest,
    refused,
    some_bytes,
    tags_of,
)
from tests.support.images import OCI_INDEX, OCI_MANIFEST
from tests.support.people import People
from tests.support.registry import RegistryClient, challenge_of

LIMIT = 4 * 1024 * 1024


@pytest.fixture
def body(petra: RegistryClient, repository: str) -> bytes:
    """Give a manifest whose parts were pushed and that was not."""
    layer = some_bytes()
    petra.push_blob(repository, b"{}")
    petra.push_blob(repository, layer)
    return a_manifest(descriptor_by(layer))


# --- end-7a


def test_a_manifest_is_pushed_by_tag(petra: RegistryClient, repository: str, body: bytes) -> None:
    answer = put_manifest(petra, repository, "v1", body)
    assert answer.status_code == 201
    assert answer.content == b""
    assert answer.headers["Docker-Content-Digest"] == digest_by(body)
    assert "OCI-Tag" not in answer.headers
    assert "OCI-Subject" not in answer.headers
    assert petra.request("GET", answer.headers["Location"]).content == body
    assert petra.request("GET", manifest_path(repository, "v1")).content == body


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_manifest_is_pushed_by_digest(
    petra: RegistryClient, repository: str, body: bytes, algorithm: str
) -> None:
    digest = digest_by(body, algorithm)
    answer = put_manifest(petra, repository, digest, body)
    assert answer.status_code == 201
    assert answer.headers["Docker-Content-Digest"] == digest
    assert answer.headers["Location"].endswith(manifest_path(repository, digest))
    assert petra.request("GET", answer.headers["Location"]).content == body
    assert tags_of(petra, repository) == []


def test_a_push_repeated_is_the_same_push(
    petra: RegistryClient, repository: str, body: bytes
) -> None:
    for _ in range(3):
        assert put_manifest(petra, repository, "v1", body).status_code == 201
    assert tags_of(petra, repository) == ["v1"]


def test_parameters_of_the_content_type_are_ignored(
    petra: RegistryClient, repository: str, body: bytes
) -> None:
    told = f"{OCI_MANIFEST}; charset=utf-8"
    assert put_manifest(petra, repository, "v1", body, told).status_code == 201
    answer = petra.request("GET", manifest_path(repository, "v1"))
    assert answer.headers["Content-Type"] == OCI_MANIFEST


def test_a_manifest_whose_digest_is_another_is_refused(
    petra: RegistryClient, repository: str, body: bytes
) -> None:
    for algorithm in ALGORITHMS:
        digest = digest_by(body + b" ", algorithm)
        refused(put_manifest(petra, repository, digest, body), 400, "DIGEST_INVALID")
        assert not has(petra, manifest_path(repository, digest))
    assert not has(petra, manifest_path(repository, digest_by(body)))


def test_what_is_neither_tag_nor_digest_is_refused(
    petra: RegistryClient, repository: str, body: bytes
) -> None:
    for digest in NO_DIGESTS:
        refused(put_manifest(petra, repository, digest, body), 400, "DIGEST_INVALID")
    for tag in NO_TAGS:
        refused(put_manifest(petra, repository, tag, body), 400, "NAME_INVALID")


CONFIG = descriptor_by(b"{}", "application/vnd.oci.image.config.v1+json")
NO_MANIFESTS: dict[str, Any] = {
    "nothing": b"",
    "no JSON": b"not JSON",
    "cut off": a_manifest()[:-1],
    "a list": [],
    "a string": "manifest",
    "an empty object": {},
    "schema 1": {"schemaVersion": 1, "mediaType": OCI_MANIFEST, "config": CONFIG, "layers": []},
    "no version": {"mediaType": OCI_MANIFEST, "config": CONFIG, "layers": []},
    "no config": {"schemaVersion": 2, "mediaType": OCI_MANIFEST, "layers": []},
    "no layers": {"schemaVersion": 2, "mediaType": OCI_MANIFEST, "config": CONFIG},
    "layers of another kind": {"schemaVersion": 2, "config": CONFIG, "layers": {}},
    "a config without digest": {"schemaVersion": 2, "config": {"size": 2}, "layers": []},
    "image and index at once": {"schemaVersion": 2, "config": CONFIG, "manifests": []},
    "a subject of another kind": json.loads(a_manifest()) | {"subject": "sha256:0"},
    "annotations that are no strings": json.loads(a_manifest()) | {"annotations": {"a": 1}},
    "an index without manifests": {"schemaVersion": 2, "mediaType": OCI_INDEX},
}


def test_what_is_no_manifest_is_refused(petra: RegistryClient, repository: str) -> None:
    petra.push_blob(repository, b"{}")
    for kind, document in NO_MANIFESTS.items():
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        answer = put_manifest(petra, repository, "v1", body, "application/json")
        assert answer.status_code == 400, kind
        refused(answer, 400, "MANIFEST_INVALID")
    assert not has(petra, manifest_path(repository, "v1"))


@pytest.mark.parametrize("told", [OCI_INDEX, "text/plain", "application/vnd.example.other+json"])
def test_a_content_type_that_is_not_the_manifests_own_is_refused(
    petra: RegistryClient, repository: str, body: bytes, told: str
) -> None:
    refused(put_manifest(petra, repository, "v1", body, told), 400, "MANIFEST_INVALID")


@pytest.mark.parametrize("digest", NO_DIGESTS)
def test_a_descriptor_with_what_is_no_digest_is_refused(
    petra: RegistryClient, repository: str, digest: str
) -> None:
    wrong = {"mediaType": OCI_MANIFEST, "digest": digest, "size": 2}
    petra.push_blob(repository, b"{}")
    for body in (
        a_manifest(config=wrong),
        a_manifest(wrong),
        a_manifest(more={"subject": wrong}),
        a_list_of(wrong),
    ):
        refused(put_manifest(petra, repository, "v1", body), 400, "DIGEST_INVALID")


def test_missing_parts_are_named_and_nothing_is_there(
    petra: RegistryClient, home: People, repository: str
) -> None:
    here, there, nowhere = some_bytes(), some_bytes(), some_bytes()
    petra.push_blob(repository, here)
    petra.push_blob(f"{home.project}/parts-of-others", there)
    body = a_manifest(descriptor_by(here), descriptor_by(there), descriptor_by(nowhere))
    for reference in ("v1", digest_by(body)):
        answer = put_manifest(petra, repository, reference, body)
        refused(answer, 404, "MANIFEST_BLOB_UNKNOWN")
        told = {part["digest"] for part in answer.json()["errors"][0]["detail"]}
        assert told == {digest_by(b"{}"), digest_by(there), digest_by(nowhere)}
        assert not has(petra, manifest_path(repository, reference))
    refused(petra.request("GET", f"/v2/{repository}/tags/list"), 404, "NAME_UNKNOWN")


def test_a_missing_child_of_an_index_is_named(
    petra: RegistryClient, home: People, repository: str, body: bytes
) -> None:
    child = descriptor_by(body, OCI_MANIFEST)
    answer = put_manifest(petra, repository, "v1", a_list_of(child))
    refused(answer, 404, "MANIFEST_BLOB_UNKNOWN")
    assert answer.json()["errors"][0]["detail"] == [{"digest": digest_by(body)}]
    pushed(petra, repository, body)
    assert put_manifest(petra, repository, "v1", a_list_of(child)).status_code == 201


@pytest.mark.parametrize("size", [1, 31, 33, 10**12])
def test_a_part_of_another_size_is_refused(
    petra: RegistryClient, repository: str, size: int
) -> None:
    layer = some_bytes(32)
    petra.push_blob(repository, b"{}")
    petra.push_blob(repository, layer)
    body = a_manifest({**descriptor_by(layer), "size": size})
    refused(put_manifest(petra, repository, "v1", body), 400, "MANIFEST_INVALID")
    assert not has(petra, manifest_path(repository, "v1"))


def test_a_manifest_is_as_large_as_four_mebibytes_and_no_larger(
    petra: RegistryClient, repository: str
) -> None:
    petra.push_blob(repository, b"{}")
    filler = "x" * (LIMIT - len(a_manifest(more={"annotations": {"filler": ""}})))
    largest = a_manifest(more={"annotations": {"filler": filler}})
    assert len(largest) == LIMIT
    answer = put_manifest(petra, repository, "v1", largest)
    assert answer.status_code == 201
    assert petra.request("GET", answer.headers["Location"]).content == largest
    refused(put_manifest(petra, repository, "v2", largest + b" "), 413, "SIZE_INVALID")
    assert tags_of(petra, repository) == ["v1"]


def test_only_writers_push_manifests(
    petra: RegistryClient,
    registry: RegistryClient,
    member: Callable[[str], RegistryClient],
    repository: str,
    body: bytes,
) -> None:
    for client in (registry, member("nobody"), member("lena"), member("gus")):
        answer = put_manifest(client, repository, "v1", body)
        refused(answer, 401, "UNAUTHORIZED")
        assert challenge_of(answer)["scope"] == f"repository:{repository}:pull,push"
    assert not has(petra, manifest_path(repository, "v1"))
    assert put_manifest(member("dora"), repository, "v1", body).status_code == 201


@pytest.mark.parametrize("kind", ["image", "index"])
def test_a_subject_is_acknowledged_whether_it_is_there_or_not(
    petra: RegistryClient, repository: str, body: bytes, kind: str
) -> None:
    pushed(petra, repository, body)
    for subject in (descriptor_by(body, OCI_MANIFEST), descriptor_by(b"?", OCI_MANIFEST)):
        more = {"subject": subject}
        referrer = a_manifest(more=more) if kind == "image" else a_list_of(more=more)
        for reference in ("referrer", digest_by(referrer)):
            answer = put_manifest(petra, repository, reference, referrer)
            assert answer.status_code == 201
            assert answer.headers["OCI-Subject"] == subject["digest"]


# --- end-7b


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_push_by_digest_brings_its_tags(
    petra: RegistryClient, repository: str, body: bytes, algorithm: str
) -> None:
    digest = digest_by(body, algorithm)
    tags = [f"v{number}" for number in range(10)]
    answer = put_manifest(petra, repository, digest, body, tag=tags)
    assert answer.status_code == 201
    told = ",".join(answer.headers.get_list("OCI-Tag")).split(",")
    assert sorted(tag.strip() for tag in told) == tags
    assert tags_of(petra, repository) == tags
    for tag in tags:
        answer = petra.request("HEAD", manifest_path(repository, tag))
        assert answer.headers["Docker-Content-Digest"] == digest


def test_tags_that_a_push_brings_move(petra: RegistryClient, repository: str, body: bytes) -> None:
    other = a_manifest(more={"annotations": {"number": "2"}})
    pushed(petra, repository, other, "moving")
    put_manifest(petra, repository, digest_by(body), body, tag=["moving", "new", "moving"])
    for tag in ("moving", "new"):
        assert petra.request("GET", manifest_path(repository, tag)).content == body
    assert has(petra, manifest_path(repository, digest_by(other)))


def test_too_many_tags_at_once_are_414_and_nothing_is_there(
    petra: RegistryClient, repository: str, body: bytes
) -> None:
    digest = digest_by(body)
    tags = [f"v{number}" for number in range(51)]
    answer = put_manifest(petra, repository, digest, body, tag=tags)
    assert answer.status_code == 414
    assert not has(petra, manifest_path(repository, digest))
    assert not has(petra, manifest_path(repository, "v0"))
    assert put_manifest(petra, repository, digest, body, tag=tags[:50]).status_code == 201
    assert tags_of(petra, repository) == sorted(tags[:50])


def test_a_malformed_tag_among_good_ones_is_refused_and_nothing_is_there(
    petra: RegistryClient, repository: str, body: bytes
) -> None:
    digest = digest_by(body)
    for tag in (".a", "-a", "a" * 129, "a b", "a,b", "", "\u00e9", "sha256:x"):
        answer = put_manifest(petra, repository, digest, body, tag=["good", tag])
        refused(answer, 400, "NAME_INVALID")
    assert not has(petra, manifest_path(repository, digest))
    assert not has(petra, manifest_path(repository, "good"))


def test_a_refused_push_moves_none_of_its_tags(petra: RegistryClient, repository: str) -> None:
    petra.push_blob(repository, b"{}")
    pushed(petra, repository, a_manifest(), "stays")
    body = a_manifest(descriptor_by(some_bytes()))
    answer = put_manifest(petra, repository, digest_by(body), body, tag=["stays", "new"])
    refused(answer, 404, "MANIFEST_BLOB_UNKNOWN")
    assert "OCI-Tag" not in answer.headers
    assert petra.request("GET", manifest_path(repository, "stays")).content == a_manifest()
    assert tags_of(petra, repository) == ["stays"]


def test_an_upload_that_is_open_does_not_count_as_a_part(
    petra: RegistryClient, repository: str
) -> None:
    layer = some_bytes()
    petra.push_blob(repository, b"{}")
    body = a_manifest(descriptor_by(layer))
    location = begin(petra, repository)
    refused(put_manifest(petra, repository, "v1", body), 404, "MANIFEST_BLOB_UNKNOWN")
    assert finish(petra, location, digest_by(layer), layer).status_code == 201
    assert put_manifest(petra, repository, "v1", body).status_code == 201
