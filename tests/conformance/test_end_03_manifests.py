"""end-3: manifests, fetched and asked for by tag or digest."""

import json
from collections.abc import Callable

import pytest

from tests.conformance.steps import (
    NO_DIGESTS,
    NO_TAGS,
    a_manifest,
    digest_by,
    manifest_path,
    pushed,
    put_manifest,
    refused,
    some_bytes,
)
from tests.support.images import DOCKER_LIST, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST
from tests.support.people import People
from tests.support.registry import Image, Index, RegistryClient, an_image, an_index, challenge_of

KINDS = {
    OCI_MANIFEST: an_image,
    OCI_INDEX: an_index,
    DOCKER_MANIFEST: lambda: an_image(docker=True),
    DOCKER_LIST: lambda: an_index(docker=True),
}


@pytest.mark.parametrize("media_type", KINDS)
@pytest.mark.parametrize("by_digest", [False, True], ids=["by tag", "by digest"])
def test_a_manifest_is_given_as_it_was_pushed(
    dora: RegistryClient,
    repository: str,
    media_type: str,
    by_digest: bool,  # noqa: FBT001  # a parameter of pytest
) -> None:
    made: Image | Index = KINDS[media_type]()
    dora.push(f"{repository}:latest", made)
    path = manifest_path(repository, made.digest if by_digest else "latest")
    answer = dora.request("GET", path)
    assert answer.status_code == 200
    assert answer.content == made.manifest
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Content-Length"] == str(len(made.manifest))
    assert answer.headers["Docker-Content-Digest"] == made.digest
    head = dora.request("HEAD", path)
    assert head.status_code == 200
    assert head.content == b""
    for name in ("Content-Type", "Content-Length", "Docker-Content-Digest"):
        assert head.headers[name] == answer.headers[name]


def test_a_manifest_keeps_every_byte(dora: RegistryClient, repository: str) -> None:
    image = an_image()
    dora.push(f"{repository}:tidy", image)
    document = json.loads(image.manifest)
    odd = b" \n" + json.dumps(document, indent=3, sort_keys=True).encode() + b"\n\t\n"
    digest = pushed(dora, repository, odd)
    assert dora.request("GET", manifest_path(repository, digest)).content == odd


@pytest.mark.parametrize(
    "accept",
    [
        None,
        "*/*",
        OCI_MANIFEST,
        OCI_INDEX,
        DOCKER_MANIFEST,
        f"{OCI_INDEX};q=1, {OCI_MANIFEST};q=0",
        "*/*;q=0",
        "text/html",
        "nonsense",
    ],
)
def test_what_is_accepted_changes_nothing(
    dora: RegistryClient, repository: str, accept: str | None
) -> None:
    image = an_image()
    dora.push(f"{repository}:1", image)
    headers = {"Accept": accept} if accept else {}
    answer = dora.request("GET", manifest_path(repository, "1"), headers=headers)
    assert answer.status_code == 200
    assert answer.content == image.manifest
    assert answer.headers["Content-Type"] == OCI_MANIFEST


def test_a_tag_gives_what_it_points_at_now(dora: RegistryClient, repository: str) -> None:
    for layer in (b"one", b"two", b"one"):
        image = an_image([layer])
        dora.push(f"{repository}:moving", image)
        for method in ("GET", "HEAD"):
            answer = dora.request(method, manifest_path(repository, "moving"))
            assert answer.headers["Docker-Content-Digest"] == image.digest


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("reference", ["absent", digest_by(b"absent"), digest_by(b"x", "sha512")])
def test_an_absent_manifest_is_unknown(
    dora: RegistryClient, repository: str, method: str, reference: str
) -> None:
    path = manifest_path(repository, reference)
    refused(dora.request(method, path), 404, "MANIFEST_UNKNOWN")
    dora.push(f"{repository}:present", an_image())
    refused(dora.request(method, path), 404, "MANIFEST_UNKNOWN")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_manifest_is_known_in_its_own_repository_only(
    dora: RegistryClient, home: People, repository: str, method: str
) -> None:
    image = an_image([some_bytes()])
    other = f"{home.project}/manifests-of-others"
    dora.push(f"{repository}:1", image)
    dora.push(f"{other}:2", an_image())
    for reference in ("1", image.digest):
        answer = dora.request(method, manifest_path(other, reference))
        refused(answer, 404, "MANIFEST_UNKNOWN")


def test_a_manifest_is_not_given_by_a_digest_it_was_not_pushed_with(
    dora: RegistryClient, repository: str
) -> None:
    image = an_image()
    dora.push(f"{repository}:1", image)
    other = digest_by(image.manifest, "sha512")
    refused(dora.request("GET", manifest_path(repository, other)), 404, "MANIFEST_UNKNOWN")


@pytest.mark.parametrize("reference", NO_DIGESTS)
def test_what_is_no_digest_is_refused(
    dora: RegistryClient, repository: str, reference: str
) -> None:
    path = manifest_path(repository, reference)
    for method in ("GET", "HEAD"):
        refused(dora.request(method, path), 400, "DIGEST_INVALID")


@pytest.mark.parametrize("reference", NO_TAGS)
def test_what_is_no_tag_is_refused(dora: RegistryClient, repository: str, reference: str) -> None:
    path = manifest_path(repository, reference)
    for method in ("GET", "HEAD"):
        refused(dora.request(method, path), 400, "NAME_INVALID")


def test_a_private_manifest_is_for_members(
    registry: RegistryClient,
    dora: RegistryClient,
    member: Callable[[str], RegistryClient],
    repository: str,
) -> None:
    dora.push(f"{repository}:1", an_image())
    for method in ("GET", "HEAD"):
        for client in (registry, member("nobody")):
            answer = client.request(method, manifest_path(repository, "1"))
            refused(answer, 401, "UNAUTHORIZED")
            assert challenge_of(answer)["scope"] == f"repository:{repository}:pull"
        for name in ("gus", "lena", "mona"):
            answer = member(name).request(method, manifest_path(repository, "1"))
            assert answer.status_code == 200


def test_a_manifest_without_a_media_type_comes_with_the_type_it_was_pushed_with(
    dora: RegistryClient, repository: str
) -> None:
    dora.push_blob(repository, b"{}")
    document = json.loads(a_manifest())
    del document["mediaType"]
    body = json.dumps(document).encode()
    for media_type in (OCI_MANIFEST, DOCKER_MANIFEST):
        name = f"{repository}/{'docker' if 'docker' in media_type else 'oci'}"
        dora.push_blob(name, b"{}")
        assert put_manifest(dora, name, "1", body, media_type).status_code == 201
        answer = dora.request("GET", manifest_path(name, "1"))
        assert answer.headers["Content-Type"] == media_type
        assert answer.content == body


def test_a_manifest_that_was_deleted_and_pushed_as_another_type_comes_with_the_new_one(
    petra: RegistryClient, repository: str
) -> None:
    petra.push_blob(repository, b"{}")
    document = json.loads(a_manifest())
    del document["mediaType"]
    body = json.dumps(document).encode()
    path = manifest_path(repository, digest_by(body))
    assert put_manifest(petra, repository, "1", body, OCI_MANIFEST).status_code == 201
    assert petra.request("DELETE", path).status_code == 202
    assert put_manifest(petra, repository, "1", body, DOCKER_MANIFEST).status_code == 201
    assert petra.request("GET", path).headers["Content-Type"] == DOCKER_MANIFEST
