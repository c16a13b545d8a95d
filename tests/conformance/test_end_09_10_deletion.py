"""end-9 and end-10: tags, manifests and blobs deleted, and what else goes or stays."""

from collections.abc import Callable

import pytest

from tests.conformance.steps import (
    NO_DIGESTS,
    NO_TAGS,
    a_list_of,
    a_manifest,
    blob_path,
    descriptor_by,
    digest_by,
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

ABSENT = digest_by(b"nobody pushed this")


def delete(client: RegistryClient, path: str) -> None:
    answer = client.request("DELETE", path)
    assert answer.status_code == 202, answer.text
    assert answer.content == b""


@pytest.fixture
def layer(petra: RegistryClient, repository: str) -> bytes:
    data = some_bytes()
    petra.push_blob(repository, b"{}")
    petra.push_blob(repository, data)
    return data


@pytest.fixture
def image(petra: RegistryClient, repository: str, layer: bytes) -> bytes:
    """Give a manifest under the tags "1" and "2", beside another one under "other"."""
    body = a_manifest(descriptor_by(layer))
    put_manifest(petra, repository, digest_by(body), body, tag=["1", "2"])
    pushed(petra, repository, a_manifest(), "other")
    return body


# --- end-9: tags


def test_a_deleted_tag_is_gone_and_nothing_else_is(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    delete(petra, manifest_path(repository, "1"))
    for method in ("GET", "HEAD", "DELETE"):
        refused(petra.request(method, manifest_path(repository, "1")), 404, "MANIFEST_UNKNOWN")
    assert tags_of(petra, repository) == ["2", "other"]
    for reference in ("2", digest_by(image)):
        assert petra.request("GET", manifest_path(repository, reference)).content == image


def test_a_manifest_outlives_its_last_tag(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    for tag in ("1", "2"):
        delete(petra, manifest_path(repository, tag))
    assert has(petra, manifest_path(repository, digest_by(image)))
    assert tags_of(petra, repository) == ["other"]


def test_a_deleted_tag_can_be_pushed_again(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    delete(petra, manifest_path(repository, "1"))
    pushed(petra, repository, a_manifest(), "1")
    assert petra.request("GET", manifest_path(repository, "1")).content == a_manifest()


# --- end-9: manifests


def test_a_deleted_manifest_takes_its_tags_and_no_others(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    delete(petra, manifest_path(repository, digest_by(image)))
    for reference in ("1", "2", digest_by(image)):
        for method in ("GET", "HEAD", "DELETE"):
            answer = petra.request(method, manifest_path(repository, reference))
            refused(answer, 404, "MANIFEST_UNKNOWN")
    assert tags_of(petra, repository) == ["other"]
    assert petra.request("GET", manifest_path(repository, "other")).content == a_manifest()


def test_a_tag_that_had_moved_on_stays(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    pushed(petra, repository, a_manifest(), "1")
    delete(petra, manifest_path(repository, digest_by(image)))
    assert tags_of(petra, repository) == ["1", "other"]
    assert petra.request("GET", manifest_path(repository, "1")).content == a_manifest()


def test_the_same_manifest_elsewhere_stays(
    petra: RegistryClient, repository: str, image: bytes, layer: bytes
) -> None:
    other = f"{repository}/copy"
    for data in (b"{}", layer):
        petra.push_blob(other, data)
    pushed(petra, other, image, "1")
    delete(petra, manifest_path(repository, digest_by(image)))
    assert petra.request("GET", manifest_path(other, "1")).content == image
    assert petra.get_blob(other, digest_by(layer)) == layer


def test_a_deleted_manifest_can_be_pushed_again(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    for _ in range(2):
        delete(petra, manifest_path(repository, digest_by(image)))
        pushed(petra, repository, image, "1")
        assert petra.request("GET", manifest_path(repository, "1")).content == image
    assert tags_of(petra, repository) == ["1", "other"]


def test_a_child_of_an_index_is_not_deleted(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    inner = a_list_of(descriptor_by(image, OCI_MANIFEST))
    outer = a_list_of(descriptor_by(inner, OCI_INDEX))
    pushed(petra, repository, inner)
    pushed(petra, repository, outer, "outer")
    for child in (image, inner):
        path = manifest_path(repository, digest_by(child))
        refused(petra.request("DELETE", path), 412, "DENIED")
        assert has(petra, path)
    assert tags_of(petra, repository) == ["1", "2", "other", "outer"]
    for body in (outer, inner, image):
        delete(petra, manifest_path(repository, digest_by(body)))
    assert tags_of(petra, repository) == ["other"]


def test_the_tag_of_a_child_can_be_deleted(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    pushed(petra, repository, a_list_of(descriptor_by(image, OCI_MANIFEST)), "index")
    delete(petra, manifest_path(repository, "1"))
    assert has(petra, manifest_path(repository, digest_by(image)))


def test_a_subject_can_be_deleted_and_so_can_its_referrer(
    petra: RegistryClient, repository: str, image: bytes
) -> None:
    referrer = a_manifest(more={"subject": descriptor_by(image, OCI_MANIFEST)})
    pushed(petra, repository, referrer, "referrer")
    delete(petra, manifest_path(repository, digest_by(image)))
    assert petra.request("GET", manifest_path(repository, "referrer")).content == referrer
    delete(petra, manifest_path(repository, digest_by(referrer)))


@pytest.mark.parametrize("reference", ["absent", ABSENT, digest_by(b"", "sha512")])
def test_an_absent_tag_or_manifest_is_unknown(
    petra: RegistryClient, repository: str, reference: str
) -> None:
    path = manifest_path(repository, reference)
    refused(petra.request("DELETE", path), 404, "MANIFEST_UNKNOWN")
    petra.push_blob(repository, b"{}")
    pushed(petra, repository, a_manifest(), "1")
    refused(petra.request("DELETE", path), 404, "MANIFEST_UNKNOWN")


def test_what_is_neither_tag_nor_digest_is_refused(petra: RegistryClient, repository: str) -> None:
    for reference in NO_TAGS:
        answer = petra.request("DELETE", manifest_path(repository, reference))
        refused(answer, 400, "NAME_INVALID")
    for digest in NO_DIGESTS:
        answer = petra.request("DELETE", manifest_path(repository, digest))
        refused(answer, 400, "DIGEST_INVALID")


def test_only_maintainers_and_admins_delete(
    petra: RegistryClient,
    registry: RegistryClient,
    member: Callable[[str], RegistryClient],
    repository: str,
    image: bytes,
    layer: bytes,
) -> None:
    paths = (
        manifest_path(repository, "1"),
        manifest_path(repository, digest_by(image)),
        blob_path(repository, digest_by(layer)),
    )
    for path in paths:
        for client in (registry, *map(member, ("nobody", "lena", "gus", "dora"))):
            answer = client.request("DELETE", path)
            refused(answer, 401, "UNAUTHORIZED")
            assert challenge_of(answer)["scope"] == f"repository:{repository}:delete"
        assert has(petra, path)
    delete(member("mona"), paths[1])


# --- end-10: blobs


def test_a_blob_in_use_is_not_deleted_and_the_reason_is_told(
    petra: RegistryClient, repository: str, image: bytes, layer: bytes
) -> None:
    for data in (b"{}", layer):
        path = blob_path(repository, digest_by(data))
        answer = petra.request("DELETE", path)
        refused(answer, 405, "UNSUPPORTED")
        assert digest_by(data) in answer.json()["errors"][0]["message"]
        assert has(petra, path)


def test_a_blob_out_of_use_is_deleted(
    petra: RegistryClient, repository: str, image: bytes, layer: bytes
) -> None:
    path = blob_path(repository, digest_by(layer))
    delete(petra, manifest_path(repository, "1"))
    refused(petra.request("DELETE", path), 405, "UNSUPPORTED")  # a tag is no use of a blob
    delete(petra, manifest_path(repository, digest_by(image)))
    assert has(petra, path)
    delete(petra, path)
    assert not has(petra, path)
    refused(petra.request("DELETE", path), 404, "BLOB_UNKNOWN")


def test_a_blob_of_two_manifests_is_in_use_until_both_are_gone(
    petra: RegistryClient, repository: str, layer: bytes
) -> None:
    path = blob_path(repository, digest_by(layer))
    for number in "12":
        described = descriptor_by(layer)
        body = a_manifest(described, described, more={"annotations": {"number": number}})
        pushed(petra, repository, body, number)
    for number in "12":
        refused(petra.request("DELETE", path), 405, "UNSUPPORTED")
        answer = petra.request("HEAD", manifest_path(repository, number))
        delete(petra, manifest_path(repository, answer.headers["Docker-Content-Digest"]))
    delete(petra, path)


def test_a_blob_that_others_use_is_deleted_here_and_stays_there(
    petra: RegistryClient, home: People, repository: str, elsewhere: str
) -> None:
    data = some_bytes()
    others = (f"{repository}/other", elsewhere)
    for name in (repository, *others):
        petra.push_blob(name, b"{}")
        petra.push_blob(name, data)
    for name in others:
        pushed(petra, name, a_manifest(descriptor_by(data)), "1")
    delete(petra, blob_path(repository, digest_by(data)))
    assert not has(petra, blob_path(repository, digest_by(data)))
    for name in others:
        assert petra.get_blob(name, digest_by(data)) == data


def test_a_deleted_blob_can_be_pushed_again(
    petra: RegistryClient, repository: str, layer: bytes
) -> None:
    path = blob_path(repository, digest_by(layer))
    for _ in range(2):
        delete(petra, path)
        body = a_manifest(descriptor_by(layer))
        refused(put_manifest(petra, repository, "1", body), 404, "MANIFEST_BLOB_UNKNOWN")
        petra.push_blob(repository, layer)
        assert petra.request("GET", path).content == layer


def test_an_absent_blob_is_unknown(
    petra: RegistryClient, repository: str, elsewhere: str, layer: bytes
) -> None:
    petra.push_blob(elsewhere, b"only elsewhere")
    for name, digest in (
        (f"{repository}/absent", ABSENT),
        (repository, ABSENT),
        (repository, digest_by(b"only elsewhere")),
    ):
        refused(petra.request("DELETE", blob_path(name, digest)), 404, "BLOB_UNKNOWN")


@pytest.mark.parametrize("digest", NO_DIGESTS)
def test_what_is_no_digest_is_refused(petra: RegistryClient, repository: str, digest: str) -> None:
    refused(petra.request("DELETE", blob_path(repository, digest)), 400, "DIGEST_INVALID")
