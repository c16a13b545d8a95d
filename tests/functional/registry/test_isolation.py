"""One project says nothing of another, and what is hidden looks absent (AZ-07, -08, -10)."""

import os
import uuid
from collections.abc import Callable
from http import HTTPStatus

import httpx
import pytest

from tests.functional.registry.inside import Inside
from tests.support.images import OCI_MANIFEST
from tests.support.people import People
from tests.support.registry import (
    Image,
    RegistryClient,
    an_image,
    an_index,
    assert_error,
    challenge_of,
    digest_of,
)


@pytest.fixture
def theirs(cast: Callable[..., People]) -> People:
    """Give another project of the same cast."""
    return cast(public=False)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_az_07_a_blob_known_elsewhere_is_not_known_here(
    dora: RegistryClient, repository: str, theirs: People, method: str
) -> None:
    data = os.urandom(500)
    digest = dora.push_blob(f"{theirs.project}/secret", data)
    dora.push(f"{repository}:1", an_image())
    path = f"/v2/{repository}/blobs/{digest}"
    for touch in range(3):
        answer = dora.request(method, path)
        assert_error(answer, HTTPStatus.NOT_FOUND, "BLOB_UNKNOWN")
        # A third repository asks for it, or holds it, in between.
        third = f"{theirs.project}/third"
        assert dora.has_blob(third, digest) == (touch > 0)
        dora.push_blob(third, data)
        assert dora.get_blob(third, digest) == data


@pytest.mark.parametrize("reference", ["tag", "digest"])
def test_az_07_a_manifest_known_elsewhere_is_not_known_here(
    dora: RegistryClient, repository: str, theirs: People, reference: str
) -> None:
    image = an_image([uuid.uuid4().bytes])
    dora.push(f"{theirs.project}/secret:hidden", image)
    dora.push(f"{repository}:1", an_image())
    wanted = "hidden" if reference == "tag" else image.digest
    for _ in range(2):
        answer = dora.request("GET", f"/v2/{repository}/manifests/{wanted}")
        assert_error(answer, HTTPStatus.NOT_FOUND, "MANIFEST_UNKNOWN")
        assert dora.get_manifest(f"{theirs.project}/secret", wanted) == image.manifest


def test_az_07_a_blob_of_the_same_project_is_not_in_each_of_its_repositories(
    dora: RegistryClient, repository: str
) -> None:
    digest = dora.push_blob(repository, os.urandom(100))
    for _ in range(2):
        assert not dora.has_blob(f"{repository}-other", digest)


def links(inside: Inside, repository: str) -> object:
    return inside.run(
        "from artifacts.models import RepositoryBlob, Manifest\n"
        "answer = [RepositoryBlob.objects.filter(repository__name=name).count(),\n"
        "    Manifest.objects.filter(repository__name=name).count()]",
        name=repository,
    )


@pytest.mark.parametrize("hidden", ["config", "layer", "both"])
def test_az_08_a_manifest_may_not_name_blobs_of_another_project(
    dora: RegistryClient, repository: str, theirs: People, inside: Inside, hidden: str
) -> None:
    image = an_image([uuid.uuid4().bytes], config=uuid.uuid4().hex.encode())
    dora.push(f"{theirs.project}/secret:1", image)
    dora.push(f"{repository}:1", an_image())
    if hidden == "config":
        dora.push_blob(repository, image.blobs[1])
    elif hidden == "layer":
        dora.push_blob(repository, image.blobs[0])
    before, counted = links(inside, repository), inside.counts()
    for reference in ("2", image.digest):
        with dora.expect(HTTPStatus.NOT_FOUND, "MANIFEST_BLOB_UNKNOWN"):
            dora.push_manifest(repository, reference, image.manifest)
    assert links(inside, repository) == before
    assert inside.counts() == counted
    assert dora.tags(repository) == ["1"]
    named = [image.blobs[0]] * (hidden != "layer") + [image.blobs[1]] * (hidden != "config")
    for blob in named:
        assert not dora.has_blob(repository, digest_of(blob))


def test_az_08_an_index_may_not_name_children_of_another_project(
    dora: RegistryClient, repository: str, theirs: People, inside: Inside
) -> None:
    children = [an_image([uuid.uuid4().bytes]) for _ in range(2)]
    for child in children:
        dora.push(f"{theirs.project}/secret@{child.digest}", child)
    dora.push(f"{repository}@{children[0].digest}", children[0])
    before, counted = links(inside, repository), inside.counts()
    index = an_index(children)
    with dora.expect(HTTPStatus.NOT_FOUND, "MANIFEST_BLOB_UNKNOWN"):
        dora.push_manifest(repository, "multi", index.manifest)
    assert links(inside, repository) == before
    assert inside.counts() == counted
    answer = dora.request("GET", f"/v2/{repository}/manifests/{children[1].digest}")
    assert_error(answer, HTTPStatus.NOT_FOUND, "MANIFEST_UNKNOWN")


def test_az_08_an_index_may_not_name_a_blob_as_its_child(
    dora: RegistryClient, repository: str
) -> None:
    child = an_image([uuid.uuid4().bytes])
    dora.push_blob(repository, child.manifest)
    index = an_index([child])
    with dora.expect(HTTPStatus.NOT_FOUND, "MANIFEST_BLOB_UNKNOWN"):
        dora.push_manifest(repository, "multi", index.manifest)


def test_az_08_a_manifest_may_not_name_a_manifest_as_its_layer(
    dora: RegistryClient, repository: str
) -> None:
    child = an_image([uuid.uuid4().bytes])
    dora.push(f"{repository}:1", child)
    parent = an_image([child.manifest], config=b"{}")
    dora.push_blob(repository, b"{}")
    with dora.expect(HTTPStatus.NOT_FOUND, "MANIFEST_BLOB_UNKNOWN"):
        dora.push_manifest(repository, "2", parent.manifest)


def test_az_08_the_refusal_is_the_same_whether_the_blob_exists_anywhere(
    dora: RegistryClient, repository: str, theirs: People
) -> None:
    secret, nowhere = os.urandom(30), os.urandom(30)
    dora.push_blob(f"{theirs.project}/secret", secret)
    dora.push_blob(repository, b"{}")
    seen = []
    for layer in (secret, nowhere):
        image = an_image([layer], config=b"{}")
        path = f"/v2/{repository}/manifests/1"
        answer = dora.request("PUT", path, content=image.manifest)
        seen.append(answer.text.replace(digest_of(layer), "…"))
    assert seen[0] == seen[1]


# Mounts


def mount(client: RegistryClient, repository: str, digest: str, source: str | None) -> int:
    answer = client.mount(repository, digest, source)
    if answer.status_code == HTTPStatus.CREATED:
        assert answer.headers["Docker-Content-Digest"] == digest
        assert answer.headers["Location"].endswith(f"/v2/{repository}/blobs/{digest}")
    else:
        assert (
            answer.headers["Location"]
            .rpartition("/")[0]
            .endswith(f"/v2/{repository}/blobs/uploads")
        )
        assert answer.headers["Docker-Upload-UUID"]
        assert answer.headers["Range"] == "0-0"
    return answer.status_code


@pytest.mark.parametrize("kind", ["basic", "bearer"])
def test_a_blob_is_mounted_from_where_it_may_be_read(
    registry: RegistryClient, home: People, theirs: People, repository: str, kind: str
) -> None:
    source, data = f"{theirs.project}/secret", os.urandom(500)
    client = registry.as_(*home["dora"])
    digest = client.push_blob(source, data)
    if kind == "basic":
        client = registry.basic(*home["dora"])
    else:
        token = client.token(f"repository:{repository}:pull,push", f"repository:{source}:pull")
        client = registry.bearer(token)
    assert mount(client, repository, digest, source) == HTTPStatus.CREATED
    assert client.get_blob(repository, digest) == data
    assert mount(client, repository, digest, source) == HTTPStatus.CREATED


def test_a_mount_without_a_right_on_the_source_becomes_an_upload(
    registry: RegistryClient, home: People, repository: str, theirs: People, inside: Inside
) -> None:
    source, data = f"{theirs.project}/secret", os.urandom(500)
    digest = registry.as_(*home["dora"]).push_blob(source, data)
    inside.set_role(theirs.project, "mona", None)
    scope = f"repository:{repository}:pull,push"
    clients = {
        "not a member": registry.basic(*home["mona"]),
        "may not": registry.bearer(
            registry.as_(*home["mona"]).token(scope, f"repository:{source}:pull")
        ),
    }
    for why, client in clients.items():
        for absent in (
            source,
            "there-is-none/app",
            f"{theirs.project}/absent",
            "UPPER",
            "../x",
            "",
        ):
            assert mount(client, repository, digest, absent) == HTTPStatus.ACCEPTED, (why, absent)
        assert not client.has_blob(repository, digest), why
    answer = clients["not a member"].mount(repository, digest, source)
    done = clients["not a member"].finish_upload(answer.headers["Location"], digest, data)
    assert done.status_code == HTTPStatus.CREATED


def test_a_token_that_was_not_asked_for_the_source_is_told_what_to_ask_for(
    registry: RegistryClient, home: People, repository: str, theirs: People
) -> None:
    source, client = f"{theirs.project}/secret", registry.as_(*home["dora"])
    digest = client.push_blob(source, os.urandom(500))
    path, query = f"/v2/{repository}/blobs/uploads/", {"mount": digest, "from": source}
    token = client.token(f"repository:{repository}:pull,push")
    answer = registry.bearer(token).request("POST", path, params=query)
    assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    scope = challenge_of(answer)["scope"]
    assert scope == f"repository:{repository}:pull,push repository:{source}:pull"
    assert challenge_of(registry.bare().request("POST", path, params=query))["scope"] == scope
    answer = registry.bearer(client.token(scope)).request("POST", path, params=query)
    assert answer.status_code == HTTPStatus.CREATED


def test_a_mount_of_what_the_source_lacks_becomes_an_upload(
    dora: RegistryClient, repository: str, theirs: People
) -> None:
    dora.push(f"{theirs.project}/secret:1", an_image())
    digest = digest_of(os.urandom(10))
    assert mount(dora, repository, digest, f"{theirs.project}/secret") == HTTPStatus.ACCEPTED


def test_a_mount_from_nowhere_is_answered_from_the_same_project_only(
    registry: RegistryClient, home: People, repository: str, theirs: People
) -> None:
    client = registry.basic(*home["dora"])
    near, far = os.urandom(50), os.urandom(50)
    client.push_blob(f"{repository}-near", near)
    client.push_blob(f"{theirs.project}/far", far)
    assert mount(client, repository, digest_of(near), None) == HTTPStatus.CREATED
    assert mount(client, repository, digest_of(far), None) == HTTPStatus.ACCEPTED
    assert not client.has_blob(repository, digest_of(far))


def test_a_mount_from_nowhere_needs_the_right_to_read(
    registry: RegistryClient, home: People, repository: str
) -> None:
    client = registry.as_(*home["dora"])
    digest = client.push_blob(f"{repository}-near", os.urandom(50))
    blind = registry.bearer(client.token(f"repository:{repository}:push"))
    assert mount(blind, repository, digest, None) == HTTPStatus.ACCEPTED


def test_a_mount_needs_the_right_to_push(
    registry: RegistryClient, home: People, repository: str
) -> None:
    client = registry.as_(*home["dora"])
    digest = client.push_blob(f"{repository}-near", os.urandom(50))
    gus = registry.basic(*home["gus"])
    query = {"mount": digest, "from": f"{repository}-near"}
    answer = gus.request("POST", f"/v2/{repository}/blobs/uploads/", params=query)
    assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")


# AZ-10


def look(response: httpx.Response, *names: str) -> tuple[object, ...]:
    """Take from an answer all that can be compared, with the names asked for made the same."""

    def plain(text: str) -> str:
        for name in names:
            text = text.replace(name, "NAME")
        return text

    hidden = ("date", "x-request-id", "content-length")
    headers = [(k, plain(v)) for k, v in response.headers.multi_items() if k not in hidden]
    return response.status_code, headers, plain(response.text)


def requests(name: str, image: Image) -> list[tuple[str, str, bytes | None]]:
    blob = digest_of(image.blobs[0])
    return [
        ("GET", f"/v2/{name}/manifests/1", None),
        ("HEAD", f"/v2/{name}/manifests/1", None),
        ("GET", f"/v2/{name}/manifests/{image.digest}", None),
        ("GET", f"/v2/{name}/manifests/absent", None),
        ("GET", f"/v2/{name}/blobs/{blob}", None),
        ("HEAD", f"/v2/{name}/blobs/{blob}", None),
        ("GET", f"/v2/{name}/blobs/{digest_of(b'absent')}", None),
        ("GET", f"/v2/{name}/tags/list", None),
        ("POST", f"/v2/{name}/blobs/uploads/", None),
        ("POST", f"/v2/{name}/blobs/uploads/?digest={blob}", image.blobs[0]),
        ("POST", f"/v2/{name}/blobs/uploads/?mount={blob}&from=library/app", None),
        ("PUT", f"/v2/{name}/manifests/1", image.manifest),
        ("PATCH", f"/v2/{name}/blobs/uploads/{'0' * 32}", b"x"),
        ("PUT", f"/v2/{name}/blobs/uploads/{'0' * 32}?digest={blob}", b"x"),
        ("GET", f"/v2/{name}/blobs/uploads/{'0' * 32}", None),
        ("DELETE", f"/v2/{name}/blobs/uploads/{'0' * 32}", None),
        ("DELETE", f"/v2/{name}/manifests/1", None),
        ("DELETE", f"/v2/{name}/blobs/{blob}", None),
        ("GET", f"/v2/{name}/manifests/1/nonsense", None),
    ]


@pytest.mark.parametrize("who", ["nobody at all", "outsider", "outsider with token"])
def test_az_10_hidden_absent_and_forbidden_look_alike(
    registry: RegistryClient, cast: Callable[..., People], who: str
) -> None:
    people = cast(public=False)
    image = an_image([uuid.uuid4().bytes])
    hidden = f"{people.project}/app"
    absent_project = f"{'absent'.ljust(len(people.project), 'x')}/app"
    absent_repository = f"{people.project}/ppa"
    registry.as_(*people["dora"]).push(f"{hidden}:1", image)
    names = (hidden, absent_repository, absent_project)

    def client(name: str) -> RegistryClient:
        if who == "nobody at all":
            return registry.bare()
        if who == "outsider":
            return registry.basic(*people["nobody"])
        return registry.bearer(
            registry.as_(*people["nobody"]).token(f"repository:{name}:pull,push,delete")
        )

    asked = list(zip(*(requests(name, image) for name in names), strict=True))
    clients = [client(name) for name in names]
    for same in asked:
        seen = [
            look(one.request(method, path, content=content), *names)
            for one, (method, path, content) in zip(clients, same, strict=True)
        ]
        assert seen[0] == seen[1] == seen[2], same[0]
        assert seen[0][0] in (401, 404, 405), same[0]


def test_az_10_a_token_for_what_is_hidden_looks_like_one_for_what_is_absent(
    registry: RegistryClient, home: People, repository: str
) -> None:
    registry.as_(*home["dora"]).push(f"{repository}:1", an_image())
    for client in (registry, registry.as_(*home["nobody"])):
        seen = []
        for name in (repository, "absent-project/app"):
            answer = client.ask_token([f"repository:{name}:pull,push"])
            body = answer.json()
            seen.append((answer.status_code, sorted(body), body["expires_in"]))
        assert seen[0] == seen[1]


def test_az_10_a_client_that_has_the_manifest_is_not_told_so_without_the_right(
    registry: RegistryClient, home: People, repository: str
) -> None:
    image = an_image([uuid.uuid4().bytes])
    registry.as_(*home["dora"]).push(f"{repository}:1", image)
    headers = {"If-None-Match": f'"{image.digest}"'}
    for client in (registry.bare(), registry.basic(*home["nobody"])):
        answer = client.request("GET", f"/v2/{repository}/manifests/1", headers=headers)
        assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")


def test_az_10_a_refused_manifest_is_not_even_parsed(
    registry: RegistryClient, home: People, repository: str
) -> None:
    gus = registry.basic(*home["gus"])
    for body in (b"{", b"{}", an_image().manifest):
        path = f"/v2/{repository}/manifests/1"
        answer = gus.request("PUT", path, content=body, headers={"Content-Type": OCI_MANIFEST})
        assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
