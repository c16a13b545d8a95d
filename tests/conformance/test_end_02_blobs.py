"""end-2: blobs, fetched and asked for."""

from collections.abc import Callable

import pytest

from tests.conformance.steps import NO_DIGESTS, blob_path, digest_by, refused, some_bytes
from tests.support.people import People, Person
from tests.support.registry import RegistryClient, challenge_of


def test_a_blob_is_given_as_it_was_pushed(dora: RegistryClient, repository: str) -> None:
    data = some_bytes(100_000)
    digest = dora.push_blob(repository, data)
    answer = dora.request("GET", blob_path(repository, digest))
    assert answer.status_code == 200
    assert answer.content == data
    assert answer.headers["Docker-Content-Digest"] == digest
    assert answer.headers["Content-Length"] == str(len(data))
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_the_head_of_a_blob_tells_its_digest_and_size(
    dora: RegistryClient, repository: str
) -> None:
    data = some_bytes(1234)
    digest = dora.push_blob(repository, data)
    answer = dora.request("HEAD", blob_path(repository, digest))
    assert answer.status_code == 200
    assert answer.content == b""
    assert answer.headers["Docker-Content-Digest"] == digest
    assert answer.headers["Content-Length"] == "1234"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_the_empty_blob_is_a_blob(
    dora: RegistryClient, repository: str, method: str, algorithm: str
) -> None:
    digest = dora.push_blob(repository, b"", digest=digest_by(b"", algorithm))
    answer = dora.request(method, blob_path(repository, digest))
    assert answer.status_code == 200
    assert answer.content == b""
    assert answer.headers["Content-Length"] == "0"
    assert answer.headers["Docker-Content-Digest"] == digest


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_absent_blob_is_unknown(dora: RegistryClient, repository: str, method: str) -> None:
    digest = digest_by(some_bytes())
    refused(dora.request(method, blob_path(repository, digest)), 404, "BLOB_UNKNOWN")
    dora.push_blob(repository, some_bytes())  # now there is such a repository
    refused(dora.request(method, blob_path(repository, digest)), 404, "BLOB_UNKNOWN")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_blob_is_known_in_its_own_repository_only(
    dora: RegistryClient, home: People, repository: str, elsewhere: str, method: str
) -> None:
    digest = dora.push_blob(repository, some_bytes())
    for other in (f"{home.project}/other", elsewhere):
        dora.push_blob(other, b"something else")
        refused(dora.request(method, blob_path(other, digest)), 404, "BLOB_UNKNOWN")


@pytest.mark.parametrize("digest", NO_DIGESTS)
def test_what_is_no_digest_is_refused(dora: RegistryClient, repository: str, digest: str) -> None:
    refused(dora.request("GET", blob_path(repository, digest)), 400, "DIGEST_INVALID")
    refused(dora.request("HEAD", blob_path(repository, digest)), 400, "DIGEST_INVALID")


def test_a_private_blob_is_for_members(
    registry: RegistryClient,
    dora: RegistryClient,
    member: Callable[[str], RegistryClient],
    repository: str,
) -> None:
    path = blob_path(repository, dora.push_blob(repository, b"secret"))
    for client in (registry, registry.bare(), member("nobody")):
        answer = client.request("GET", path)
        refused(answer, 401, "UNAUTHORIZED")
        assert challenge_of(answer)["scope"] == f"repository:{repository}:pull"
    for name in ("gus", "lena"):
        assert member(name).request("GET", path).content == b"secret"


def test_a_public_blob_is_for_everybody(
    registry: RegistryClient, cast: Callable[..., People], users: dict[str, Person]
) -> None:
    people = cast(public=True)
    name = f"{people.project}/app"
    digest = registry.as_(*users["dora"]).push_blob(name, b"for all")
    assert registry.get_blob(name, digest) == b"for all"


def test_a_part_of_a_blob(dora: RegistryClient, repository: str) -> None:
    digest = dora.push_blob(repository, b"0123456789")
    path = blob_path(repository, digest)
    answer = dora.request("GET", path, headers={"Range": "bytes=2-4"})
    assert answer.status_code == 206
    assert answer.content == b"234"
    assert answer.headers["Content-Range"] == "bytes 2-4/10"
    assert answer.headers["Content-Length"] == "3"
    assert answer.headers["Docker-Content-Digest"] == digest
    rest = dora.request("GET", path, headers={"Range": "bytes=8-"})
    assert (rest.status_code, rest.content) == (206, b"89")
    last = dora.request("GET", path, headers={"Range": "bytes=-3"})
    assert (last.status_code, last.content) == (206, b"789")


@pytest.mark.parametrize("wanted", ["bytes=10-", "bytes=10-12", "bytes=5-3", "bytes=-0"])
def test_a_part_that_no_blob_of_that_size_has_is_416(
    dora: RegistryClient, repository: str, wanted: str
) -> None:
    digest = dora.push_blob(repository, b"0123456789")
    answer = dora.request("GET", blob_path(repository, digest), headers={"Range": wanted})
    refused(answer, 416, "SIZE_INVALID")
    assert answer.headers["Content-Range"] == "bytes */10"
