"""Images and indexes go in and come out again, byte for byte, however they are sent."""

import hashlib
import os
import uuid
from collections.abc import Callable
from http import HTTPStatus

import pytest

from tests.functional.registry.inside import Inside
from tests.support.images import DOCKER_LIST, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST
from tests.support.people import People
from tests.support.registry import (
    Image,
    Index,
    RegistryClient,
    Upload,
    an_image,
    an_index,
    assert_error,
    digest_of,
)

MIB = 1 << 20


def fresh_image(**more: object) -> Image:
    """Make an image that no other test has pushed."""
    return an_image([uuid.uuid4().bytes, b"a second layer"], **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("how", ["put", "post", "chunks", "stream"])
@pytest.mark.parametrize("size", [1, 1000, 3 * MIB + 17])
def test_a_blob_comes_back_as_it_was_sent(
    dora: RegistryClient, repository: str, how: Upload, size: int
) -> None:
    data = os.urandom(size)
    digest = dora.push_blob(repository, data, how, chunk=MIB)
    assert dora.has_blob(repository, digest)
    assert dora.get_blob(repository, digest) == data


@pytest.mark.parametrize("how", ["put", "post", "chunks", "stream"])
def test_an_empty_blob_is_a_blob(dora: RegistryClient, repository: str, how: Upload) -> None:
    digest = dora.push_blob(repository, b"", how)
    assert dora.get_blob(repository, digest) == b""


@pytest.mark.parametrize("docker", [False, True])
def test_an_image_pushed_by_tag_is_pulled_by_tag_and_by_digest(
    dora: RegistryClient, repository: str, *, docker: bool
) -> None:
    image = fresh_image(docker=docker)
    dora.push(f"{repository}:1.0", image)
    assert dora.pull(f"{repository}:1.0") == image
    assert dora.pull(f"{repository}@{image.digest}") == image
    assert dora.tags(repository) == ["1.0"]


@pytest.mark.parametrize("docker", [False, True])
def test_an_index_is_pulled_with_its_children(
    dora: RegistryClient, repository: str, *, docker: bool
) -> None:
    index = an_index([fresh_image(docker=docker), fresh_image(docker=docker)], docker=docker)
    dora.push(f"{repository}:multi", index)
    assert dora.pull(f"{repository}:multi") == index
    assert dora.tags(repository) == ["multi"]


def test_an_index_may_hold_an_index(dora: RegistryClient, repository: str) -> None:
    inner = an_index([fresh_image()])
    dora.push(f"{repository}@{inner.digest}", inner)
    outer = an_index([Image(inner.manifest, ())])
    dora.push_manifest(repository, "outer", outer.manifest)
    assert dora.get_manifest(repository, "outer") == outer.manifest


def test_a_manifest_pushed_by_digest_has_no_tag(dora: RegistryClient, repository: str) -> None:
    image = fresh_image()
    dora.push(f"{repository}@{image.digest}", image)
    assert dora.tags(repository) == []
    dora.push_manifest(repository, "later", image.manifest)
    assert dora.tags(repository) == ["later"]


def test_the_answer_to_a_manifest_says_where_it_is(dora: RegistryClient, repository: str) -> None:
    image = fresh_image()
    for blob in image.blobs:
        dora.push_blob(repository, blob)
    answer = dora.push_manifest(repository, "1.0", image.manifest)
    assert answer.status_code == HTTPStatus.CREATED
    assert answer.headers["Location"].endswith(f"/v2/{repository}/manifests/{image.digest}")
    assert answer.content == b""
    assert dora.request("GET", answer.headers["Location"]).content == image.manifest


def test_a_subject_that_is_absent_is_accepted_and_echoed(
    dora: RegistryClient, repository: str
) -> None:
    subject = {"mediaType": OCI_MANIFEST, "digest": digest_of(b"nobody"), "size": 6}
    image = fresh_image(more={"subject": subject})
    for blob in image.blobs:
        dora.push_blob(repository, blob)
    answer = dora.push_manifest(repository, "signature", image.manifest)
    assert answer.headers["OCI-Subject"] == subject["digest"]


def test_pushing_the_same_again_changes_nothing_but_the_time(
    dora: RegistryClient, repository: str, inside: Inside
) -> None:
    image = fresh_image()
    dora.push(f"{repository}:1.0", image)
    before = inside.counts()
    for _ in range(2):
        for blob in image.blobs:
            dora.push_blob(repository, blob)
        dora.push_manifest(repository, "1.0", image.manifest)
    after = inside.counts()
    assert after.pop("versions") >= before.pop("versions")
    assert after == before
    assert dora.pull(f"{repository}:1.0") == image


def test_a_tag_moves_to_what_was_pushed_last(dora: RegistryClient, repository: str) -> None:
    first, second = fresh_image(), fresh_image()
    for image in (first, second, first):
        dora.push(f"{repository}:moving", image)
        assert dora.pull(f"{repository}:moving") == image
    assert dora.pull(f"{repository}@{second.digest}") == second
    assert dora.tags(repository) == ["moving"]


def test_a_sha512_blob_and_manifest_are_kept_under_that_digest(
    dora: RegistryClient, repository: str
) -> None:
    data = uuid.uuid4().bytes
    digest = f"sha512:{hashlib.sha512(data).hexdigest()}"
    dora.push_blob(repository, data, digest=digest)
    answer = dora.request("GET", f"/v2/{repository}/blobs/{digest}")
    assert answer.content == data
    assert answer.headers["Docker-Content-Digest"] == digest
    image = fresh_image()
    dora.push(f"{repository}:1", image)
    wanted = f"sha512:{hashlib.sha512(image.manifest).hexdigest()}"
    path = f"/v2/{repository}/manifests/{wanted}"
    headers = {"Content-Type": OCI_MANIFEST}
    pushed = dora.request("PUT", path, content=image.manifest, headers=headers)
    assert pushed.status_code == HTTPStatus.CREATED
    assert pushed.headers["Docker-Content-Digest"] == wanted
    assert dora.request("GET", path).content == image.manifest


@pytest.mark.parametrize("method", ["HEAD", "GET"])
@pytest.mark.parametrize("by", ["tag", "digest"])
def test_a_manifest_answers_head_and_get_alike(
    dora: RegistryClient, repository: str, method: str, by: str
) -> None:
    image = fresh_image()
    dora.push(f"{repository}:1.0", image)
    reference = image.digest if by == "digest" else "1.0"
    answer = dora.request(method, f"/v2/{repository}/manifests/{reference}")
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["Docker-Content-Digest"] == image.digest
    assert answer.headers["Content-Type"] == OCI_MANIFEST
    assert answer.headers["Content-Length"] == str(len(image.manifest))
    assert answer.headers["ETag"] == f'"{image.digest}"'
    assert answer.content == (image.manifest if method == "GET" else b"")


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_a_blob_answers_head_and_get_alike(
    dora: RegistryClient, repository: str, method: str
) -> None:
    data = os.urandom(2000)
    digest = dora.push_blob(repository, data)
    answer = dora.request(method, f"/v2/{repository}/blobs/{digest}")
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["Docker-Content-Digest"] == digest
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Length"] == "2000"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["ETag"] == f'"{digest}"'
    assert answer.content == (data if method == "GET" else b"")


@pytest.mark.parametrize("method", ["HEAD", "GET"])
@pytest.mark.parametrize("form", ['"{}"', 'W/"{}"', '"other", "{}"', "*", '"other","{}"'])
def test_a_client_that_has_the_manifest_is_told_so(
    dora: RegistryClient, repository: str, method: str, form: str
) -> None:
    image = fresh_image()
    dora.push(f"{repository}:1.0", image)
    headers = {"If-None-Match": form.format(image.digest)}
    answer = dora.request(method, f"/v2/{repository}/manifests/1.0", headers=headers)
    assert answer.status_code == HTTPStatus.NOT_MODIFIED
    assert answer.content == b""
    assert answer.headers["ETag"] == f'"{image.digest}"'
    assert answer.headers["Docker-Content-Digest"] == image.digest


@pytest.mark.parametrize("form", ['"sha256:0"', '"other"', "nonsense", ""])
def test_a_client_that_has_another_manifest_gets_this_one(
    dora: RegistryClient, repository: str, form: str
) -> None:
    image = fresh_image()
    dora.push(f"{repository}:1.0", image)
    headers = {"If-None-Match": form}
    answer = dora.request("GET", f"/v2/{repository}/manifests/1.0", headers=headers)
    assert answer.content == image.manifest


def test_a_client_that_has_the_blob_is_told_so(dora: RegistryClient, repository: str) -> None:
    digest = dora.push_blob(repository, os.urandom(100))
    headers = {"If-None-Match": f'"{digest}"'}
    answer = dora.request("GET", f"/v2/{repository}/blobs/{digest}", headers=headers)
    assert answer.status_code == HTTPStatus.NOT_MODIFIED


@pytest.mark.parametrize("accept", ["*/*", "*/*;q=0", "text/plain", DOCKER_LIST, "nonsense;;", ""])
def test_pr_09_what_is_accepted_never_changes_what_is_sent(
    dora: RegistryClient, repository: str, accept: str
) -> None:
    image = fresh_image()
    dora.push(f"{repository}:1.0", image)
    headers = {"Accept": accept}
    answer = dora.request("GET", f"/v2/{repository}/manifests/1.0", headers=headers)
    assert answer.content == image.manifest
    assert answer.headers["Content-Type"] == OCI_MANIFEST


@pytest.mark.parametrize(
    "content_type", [DOCKER_MANIFEST, OCI_INDEX, "text/plain", "application/octet-stream"]
)
def test_pr_09_a_content_type_that_contradicts_the_manifest_is_refused(
    dora: RegistryClient, repository: str, content_type: str
) -> None:
    image = fresh_image()
    for blob in image.blobs:
        dora.push_blob(repository, blob)
    with dora.expect(HTTPStatus.BAD_REQUEST, "MANIFEST_INVALID"):
        dora.push_manifest(repository, "1.0", image.manifest, content_type)


@pytest.mark.parametrize("reference", ["absent", digest_of(b"absent")])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_manifest_that_is_not_there_is_unknown(
    dora: RegistryClient, repository: str, reference: str, method: str
) -> None:
    for _ in range(2):
        answer = dora.request(method, f"/v2/{repository}/manifests/{reference}")
        assert_error(answer, HTTPStatus.NOT_FOUND, "MANIFEST_UNKNOWN")
        dora.push(f"{repository}:other", an_image())


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_blob_that_is_not_there_is_unknown(
    dora: RegistryClient, repository: str, method: str
) -> None:
    digest = digest_of(b"absent")
    for _ in range(2):
        answer = dora.request(method, f"/v2/{repository}/blobs/{digest}")
        assert_error(answer, HTTPStatus.NOT_FOUND, "BLOB_UNKNOWN")
        dora.push(f"{repository}:other", an_image())


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_manifest_without_its_parts_is_refused_and_its_tag_not_moved(
    dora: RegistryClient, repository: str, missing: int
) -> None:
    first, second = fresh_image(), an_image([uuid.uuid4().bytes, uuid.uuid4().bytes])
    dora.push(f"{repository}:1.0", first)
    for number, blob in enumerate(second.blobs):
        if number != missing:
            dora.push_blob(repository, blob)
    with dora.expect(HTTPStatus.NOT_FOUND, "MANIFEST_BLOB_UNKNOWN"):
        dora.push_manifest(repository, "1.0", second.manifest)
    assert dora.pull(f"{repository}:1.0") == first
    dora.push_blob(repository, second.blobs[missing])
    dora.push_manifest(repository, "1.0", second.manifest)
    assert dora.pull(f"{repository}:1.0") == second


def test_an_index_without_one_child_is_refused(dora: RegistryClient, repository: str) -> None:
    index = an_index([fresh_image(), fresh_image()])
    dora.push(f"{repository}:child", index.images[0])
    with dora.expect(HTTPStatus.NOT_FOUND, "MANIFEST_BLOB_UNKNOWN"):
        dora.push_manifest(repository, "multi", index.manifest)
    assert dora.tags(repository) == ["child"]


def test_a_refused_first_manifest_makes_no_repository(
    dora: RegistryClient, repository: str, inside: Inside
) -> None:
    before = inside.counts()
    with dora.expect(HTTPStatus.NOT_FOUND, "MANIFEST_BLOB_UNKNOWN"):
        dora.push_manifest(repository, "1.0", fresh_image().manifest)
    assert inside.counts() == before
    answer = dora.request("GET", f"/v2/{repository}/tags/list")
    assert_error(answer, HTTPStatus.NOT_FOUND, "NAME_UNKNOWN")


@pytest.mark.parametrize("wrong", [b"", b"{", b"[]", b"null", b'{"schemaVersion":2}', b"\xff\xfe"])
def test_pr_07_what_is_no_manifest_is_refused(
    dora: RegistryClient, repository: str, wrong: bytes
) -> None:
    with dora.expect(HTTPStatus.BAD_REQUEST, "MANIFEST_INVALID"):
        dora.push_manifest(repository, "1.0", wrong, OCI_MANIFEST)


@pytest.mark.parametrize(
    ("name", "may_pull", "may_push"),
    [
        ("petra", True, True),
        ("mona", True, True),
        ("dora", True, True),
        ("gus", True, False),
        ("lena", True, False),
        ("nobody", False, False),
        (None, False, False),
    ],
)
@pytest.mark.parametrize("kind", ["bearer", "basic"])
def test_each_role_may_do_what_the_matrix_says(  # noqa: PLR0913  # a matrix
    registry: RegistryClient,
    home: People,
    repository: str,
    *,
    name: str | None,
    may_pull: bool,
    may_push: bool,
    kind: str,
) -> None:
    image, other = fresh_image(), fresh_image()
    people = home
    registry.as_(*people["dora"]).push(f"{repository}:1.0", image)
    if name is None:
        client = registry
    elif kind == "basic":
        client = registry.basic(*people[name])
    else:
        client = registry.as_(*people[name])
    reads = [
        ("GET", f"/v2/{repository}/manifests/1.0"),
        ("HEAD", f"/v2/{repository}/manifests/{image.digest}"),
        ("GET", f"/v2/{repository}/blobs/{digest_of(image.blobs[0])}"),
        ("GET", f"/v2/{repository}/tags/list"),
    ]
    for method, path in reads:
        answer = client.request(method, path)
        assert (answer.status_code == HTTPStatus.OK) == may_pull, (method, path)
        if not may_pull:
            assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    if may_push:
        client.push(f"{repository}:2.0", other)
        assert client.pull(f"{repository}:2.0") == other
    else:
        answer = client.request("POST", f"/v2/{repository}/blobs/uploads/")
        assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
        answer = client.request("PUT", f"/v2/{repository}/manifests/1.0", content=b"{}")
        assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")


def test_everybody_may_pull_from_a_public_project_and_only_members_push(
    registry: RegistryClient, cast: Callable[..., People]
) -> None:
    people = cast(public=True)
    repository = f"{people.project}/app"
    image = fresh_image()
    registry.as_(*people["dora"]).push(f"{repository}:1.0", image)
    for client in (
        registry,
        registry.as_(*people["nobody"]),
        registry.basic(*people["nobody"]),
    ):
        assert client.pull(f"{repository}:1.0") == image
        answer = client.request("POST", f"/v2/{repository}/blobs/uploads/")
        assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")


def test_a_project_made_private_is_closed_at_once(
    registry: RegistryClient, cast: Callable[..., People], inside: Inside
) -> None:
    people = cast(public=True)
    repository = f"{people.project}/app"
    image = fresh_image()
    registry.as_(*people["dora"]).push(f"{repository}:1.0", image)
    token = registry.token(f"repository:{repository}:pull")
    reader = registry.bearer(token)
    path = f"/v2/{repository}/manifests/1.0"
    assert reader.request("GET", path).status_code == HTTPStatus.OK
    inside.set_public(people.project, public=False)
    assert reader.request("GET", path).status_code == HTTPStatus.UNAUTHORIZED
    inside.set_public(people.project, public=True)
    assert reader.request("GET", path).status_code == HTTPStatus.OK


def test_a_wrong_size_in_a_descriptor_is_refused(dora: RegistryClient, repository: str) -> None:
    image = fresh_image()
    for blob in image.blobs:
        dora.push_blob(repository, blob)
    wrong = image.manifest.replace(b'"size":16', b'"size":17')
    assert wrong != image.manifest
    with dora.expect(HTTPStatus.BAD_REQUEST, "MANIFEST_INVALID"):
        dora.push_manifest(repository, "1.0", wrong)


def test_two_indexes_share_a_child_and_two_images_a_layer(
    dora: RegistryClient, repository: str
) -> None:
    shared = uuid.uuid4().bytes
    images = [an_image([shared, bytes([number])]) for number in range(3)]
    indexes: list[Index] = [an_index(images[:2]), an_index(images[1:])]
    for number, index in enumerate(indexes):
        dora.push(f"{repository}:{number}", index)
    for number, index in enumerate(indexes):
        assert dora.pull(f"{repository}:{number}") == index
