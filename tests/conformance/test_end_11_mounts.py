"""end-11: blobs of other repositories, mounted without being sent again."""

from collections.abc import Callable

import httpx
import pytest

from tests.conformance.steps import (
    ALGORITHMS,
    NO_DIGESTS,
    blob_path,
    digest_by,
    finish,
    has,
    refused,
    some_bytes,
    status,
    uploads_path,
)
from tests.support.people import People, Person
from tests.support.registry import RegistryClient, challenge_of


def mount(client: RegistryClient, repository: str, **query: str) -> httpx.Response:
    return client.request("POST", uploads_path(repository), params=query)


def mounted(client: RegistryClient, answer: httpx.Response, repository: str, data: bytes) -> None:
    """Insist on the blob being there, without an upload."""
    assert answer.status_code == 201
    assert answer.content == b""
    digest = answer.headers["Docker-Content-Digest"]
    assert answer.headers["Location"].endswith(blob_path(repository, digest))
    assert client.request("GET", answer.headers["Location"]).content == data


def must_be_sent(client: RegistryClient, answer: httpx.Response, repository: str) -> None:
    """Insist on an upload having begun in the place of a mount, one that works."""
    assert answer.status_code == 202
    location = answer.headers["Location"]
    assert status(client, location).headers["Range"] == "0-0"
    data = some_bytes()
    assert finish(client, location, digest_by(data), data).status_code == 201
    assert has(client, blob_path(repository, digest_by(data)))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_blob_is_mounted_from_another_repository(
    dora: RegistryClient, repository: str, elsewhere: str, algorithm: str
) -> None:
    data = some_bytes()
    digest = dora.push_blob(repository, data, digest=digest_by(data, algorithm))
    for target in (f"{repository}/target", elsewhere, repository):
        answer = mount(dora, target, **{"mount": digest, "from": repository})
        mounted(dora, answer, target, data)
        assert answer.headers["Docker-Content-Digest"] == digest


def test_without_a_source_the_own_project_is_asked(dora: RegistryClient, repository: str) -> None:
    data = some_bytes()
    digest = dora.push_blob(repository, data)
    target = f"{repository}/target"
    mounted(dora, mount(dora, target, mount=digest), target, data)


def test_without_a_source_no_other_project_is_asked(
    dora: RegistryClient, repository: str, elsewhere: str
) -> None:
    digest = dora.push_blob(elsewhere, some_bytes())
    must_be_sent(dora, mount(dora, repository, mount=digest), repository)
    assert not has(dora, blob_path(repository, digest))


def test_what_the_source_does_not_have_must_be_sent(
    dora: RegistryClient, repository: str, elsewhere: str
) -> None:
    dora.push_blob(repository, some_bytes())
    third = dora.push_blob(f"{repository}/third", some_bytes())
    for digest in (digest_by(some_bytes()), third):
        answer = mount(dora, elsewhere, **{"mount": digest, "from": repository})
        must_be_sent(dora, answer, elsewhere)
        assert not has(dora, blob_path(elsewhere, digest))


@pytest.mark.parametrize("source", ["no-such-project/app", "{}/absent", "Not A Name", "", "alone"])
def test_a_source_that_is_not_there_must_be_sent(
    dora: RegistryClient, repository: str, source: str
) -> None:
    digest = dora.push_blob(repository, some_bytes())
    target = f"{repository}/target"
    query = {"mount": digest, "from": source.format(repository)}
    must_be_sent(dora, mount(dora, target, **query), target)
    assert not has(dora, blob_path(target, digest))


def test_what_the_caller_may_not_read_must_be_sent(
    registry: RegistryClient,
    root: RegistryClient,
    dora: RegistryClient,
    sparse_repository: str,
    repository: str,
) -> None:
    digest = root.push_blob(sparse_repository, b"not for dora")
    answer = mount(dora, repository, **{"mount": digest, "from": sparse_repository})
    must_be_sent(dora, answer, repository)
    assert not has(dora, blob_path(repository, digest))


def test_a_blob_is_mounted_from_a_public_project(
    dora: RegistryClient,
    registry: RegistryClient,
    cast: Callable[..., People],
    users: dict[str, Person],
    repository: str,
) -> None:
    public = f"{cast(public=True).project}/base"
    data = some_bytes()
    digest = registry.as_(*users["mona"]).push_blob(public, data)
    answer = mount(dora, repository, **{"mount": digest, "from": public})
    mounted(dora, answer, repository, data)


@pytest.mark.parametrize("digest", [*NO_DIGESTS, "", "latest"])
def test_what_is_no_digest_is_refused(dora: RegistryClient, repository: str, digest: str) -> None:
    for query in ({"mount": digest, "from": f"{repository}/x"}, {"mount": digest}):
        refused(mount(dora, repository, **query), 400, "DIGEST_INVALID")


def test_only_writers_mount(
    registry: RegistryClient,
    dora: RegistryClient,
    member: Callable[[str], RegistryClient],
    repository: str,
) -> None:
    digest = dora.push_blob(repository, some_bytes())
    target = f"{repository}/target"
    for client in (registry, member("nobody"), member("gus")):
        answer = mount(client, target, **{"mount": digest, "from": repository})
        refused(answer, 401, "UNAUTHORIZED")
        needed = f"repository:{target}:pull,push repository:{repository}:pull"
        assert challenge_of(answer)["scope"] == needed
    assert not has(dora, blob_path(target, digest))


def test_a_token_for_the_target_alone_is_told_what_to_ask_for(
    registry: RegistryClient, dora: RegistryClient, repository: str, elsewhere: str
) -> None:
    digest = dora.push_blob(elsewhere, some_bytes())
    token = dora.token(f"repository:{repository}:pull,push")
    query = {"mount": digest, "from": elsewhere}
    answer = mount(registry.bearer(token), repository, **query)
    refused(answer, 401, "UNAUTHORIZED")
    scopes = challenge_of(answer)["scope"].split()
    assert scopes == [f"repository:{repository}:pull,push", f"repository:{elsewhere}:pull"]
    assert not has(dora, blob_path(repository, digest))
    both = registry.bearer(dora.token(*scopes))
    assert mount(both, repository, **query).status_code == 201


def test_a_mounted_blob_outlives_its_source(petra: RegistryClient, repository: str) -> None:
    data = some_bytes()
    digest = petra.push_blob(repository, data)
    target = f"{repository}/target"
    assert mount(petra, target, **{"mount": digest, "from": repository}).status_code == 201
    assert petra.request("DELETE", blob_path(repository, digest)).status_code == 202
    assert petra.get_blob(target, digest) == data
    assert not has(petra, blob_path(repository, digest))
    again = mount(petra, f"{target}2", **{"mount": digest, "from": repository})
    must_be_sent(petra, again, f"{target}2")
