"""end-4 and end-6: uploads opened, whole blobs pushed, uploads closed."""

import re
from collections.abc import Callable

import httpx
import pytest

from tests.conformance.steps import (
    ALGORITHMS,
    NO_DIGESTS,
    OCTETS,
    append,
    begin,
    blob_path,
    digest_by,
    finish,
    has,
    refused,
    some_bytes,
    status,
    uploads_path,
)
from tests.support.registry import RegistryClient, challenge_of

NEVER = "0123456789abcdef0123456789abcdef"


def post_whole(client: RegistryClient, repository: str, data: bytes, digest: str) -> httpx.Response:
    return client.request(
        "POST", uploads_path(repository), params={"digest": digest}, content=data, headers=OCTETS
    )


# --- end-4a: begin


@pytest.mark.parametrize("slash", ["/", ""])
def test_an_upload_is_opened(dora: RegistryClient, repository: str, slash: str) -> None:
    answer = dora.request("POST", f"/v2/{repository}/blobs/uploads{slash}")
    assert answer.status_code == 202
    assert answer.content == b""
    location = answer.headers["Location"]
    assert re.fullmatch(rf"(http://[^/]+)?/v2/{repository}/blobs/uploads/[^/?]+", location)
    assert answer.headers["Docker-Upload-UUID"] in location
    assert answer.headers["Range"] == "0-0"
    assert begin(dora, repository) != location


def test_only_writers_open_uploads(
    registry: RegistryClient, member: Callable[[str], RegistryClient], repository: str
) -> None:
    for client in (registry, member("nobody"), member("lena"), member("gus")):
        answer = client.request("POST", uploads_path(repository))
        refused(answer, 401, "UNAUTHORIZED")
        assert challenge_of(answer)["scope"] == f"repository:{repository}:pull,push"


# --- end-4b: all in one POST


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("size", [0, 1, 100_000])
def test_a_blob_is_pushed_with_one_post(
    dora: RegistryClient, repository: str, algorithm: str, size: int
) -> None:
    data = some_bytes(size)
    digest = digest_by(data, algorithm)
    answer = post_whole(dora, repository, data, digest)
    assert answer.status_code == 201
    assert answer.headers["Docker-Content-Digest"] == digest
    assert dora.request("GET", answer.headers["Location"]).content == data


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_one_post_with_other_bytes_than_its_digest_is_refused(
    dora: RegistryClient, repository: str, algorithm: str
) -> None:
    digest = digest_by(some_bytes(), algorithm)
    for data in (some_bytes(), b""):
        refused(post_whole(dora, repository, data, digest), 400, "DIGEST_INVALID")
    assert not has(dora, blob_path(repository, digest))


@pytest.mark.parametrize("digest", [*NO_DIGESTS, "", "sha256", "latest"])
def test_one_post_with_what_is_no_digest_is_refused(
    dora: RegistryClient, repository: str, digest: str
) -> None:
    refused(post_whole(dora, repository, some_bytes(), digest), 400, "DIGEST_INVALID")


# --- end-4c: the algorithm is told beforehand


@pytest.mark.parametrize("announced", ALGORITHMS)
@pytest.mark.parametrize("used", ALGORITHMS)
@pytest.mark.parametrize("how", ["put", "stream", "chunks"])
def test_an_upload_for_an_algorithm_ends_with_either(
    dora: RegistryClient, repository: str, announced: str, used: str, how: str
) -> None:
    data = some_bytes(3000)
    location = begin(dora, repository, **{"digest-algorithm": announced})
    last = data
    if how == "stream":
        location = append(dora, location, data).headers["Location"]
        last = b""
    elif how == "chunks":
        location = append(dora, location, data[:1000], "0-999").headers["Location"]
        last = data[1000:]
    answer = finish(dora, location, digest_by(data, used), last)
    assert answer.status_code == 201
    assert answer.headers["Docker-Content-Digest"] == digest_by(data, used)
    assert dora.request("GET", answer.headers["Location"]).content == data


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha384", "SHA256", "", "sha256:x", "blake3"])
def test_an_algorithm_that_we_do_not_have_is_refused(
    dora: RegistryClient, repository: str, algorithm: str
) -> None:
    answer = dora.request("POST", uploads_path(repository), params={"digest-algorithm": algorithm})
    refused(answer, 400, "DIGEST_INVALID")
    assert "Location" not in answer.headers


# --- end-6: the end


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("size", [0, 1, 70_000])
def test_a_blob_is_pushed_with_post_and_put(
    dora: RegistryClient, repository: str, algorithm: str, size: int
) -> None:
    data = some_bytes(size)
    digest = digest_by(data, algorithm)
    answer = finish(dora, begin(dora, repository), digest, data)
    assert answer.status_code == 201
    assert answer.content == b""
    assert answer.headers["Location"].endswith(blob_path(repository, digest))
    assert dora.request("GET", answer.headers["Location"]).content == data


def test_a_blob_that_is_there_is_pushed_again(dora: RegistryClient, repository: str) -> None:
    data = some_bytes()
    for _ in range(2):
        answer = finish(dora, begin(dora, repository), digest_by(data), data)
        assert answer.status_code == 201
    assert dora.get_blob(repository, digest_by(data)) == data


def test_an_end_repeated_is_the_same_end(dora: RegistryClient, repository: str) -> None:
    data = some_bytes()
    location = begin(dora, repository)
    for _ in range(2):
        answer = finish(dora, location, digest_by(data), data)
        assert answer.status_code == 201
        assert answer.headers["Docker-Content-Digest"] == digest_by(data)


def test_an_end_with_other_bytes_than_its_digest_is_refused(
    dora: RegistryClient, repository: str
) -> None:
    for data in (some_bytes(), b""):
        digest = digest_by(some_bytes())
        refused(finish(dora, begin(dora, repository), digest, data), 400, "DIGEST_INVALID")
        assert not has(dora, blob_path(repository, digest))


@pytest.mark.parametrize("digest", [*NO_DIGESTS, "", "latest"])
def test_an_end_with_what_is_no_digest_is_refused_and_the_upload_lives(
    dora: RegistryClient, repository: str, digest: str
) -> None:
    data = some_bytes()
    location = begin(dora, repository)
    refused(finish(dora, location, digest, data), 400, "DIGEST_INVALID")
    assert status(dora, location).status_code == 204
    assert finish(dora, location, digest_by(data), data).status_code == 201


def test_an_end_without_a_digest_is_refused_and_the_upload_lives(
    dora: RegistryClient, repository: str
) -> None:
    data = some_bytes()
    location = append(dora, begin(dora, repository), data).headers["Location"]
    refused(dora.request("PUT", location), 400, "DIGEST_INVALID")
    assert finish(dora, location, digest_by(data)).status_code == 201


@pytest.mark.parametrize("upload", [NEVER, "x", "0" * 300])
def test_an_upload_that_never_was_cannot_end(
    dora: RegistryClient, repository: str, upload: str
) -> None:
    data = some_bytes()
    location = uploads_path(repository) + upload
    refused(finish(dora, location, digest_by(data), data), 404, "BLOB_UPLOAD_UNKNOWN")
    assert not has(dora, blob_path(repository, digest_by(data)))


def test_an_upload_ends_in_its_own_repository_and_for_its_own_client(
    dora: RegistryClient, petra: RegistryClient, repository: str
) -> None:
    data = some_bytes()
    location = begin(dora, repository)
    other = location.replace(repository, f"{repository}-2")
    for client, path in ((dora, other), (petra, location)):
        refused(finish(client, path, digest_by(data), data), 404, "BLOB_UPLOAD_UNKNOWN")
    assert finish(dora, location, digest_by(data), data).status_code == 201


def test_readers_cannot_end_an_upload(
    dora: RegistryClient, member: Callable[[str], RegistryClient], repository: str
) -> None:
    location = begin(dora, repository)
    answer = finish(member("gus"), location, digest_by(b"x"), b"x")
    refused(answer, 401, "UNAUTHORIZED")
    assert status(dora, location).headers["Range"] == "0-0"


def test_a_blob_is_invisible_until_the_end(dora: RegistryClient, repository: str) -> None:
    data = some_bytes()
    location = append(dora, begin(dora, repository), data).headers["Location"]
    assert not has(dora, blob_path(repository, digest_by(data)))
    assert finish(dora, location, digest_by(data)).status_code == 201
    assert has(dora, blob_path(repository, digest_by(data)))
