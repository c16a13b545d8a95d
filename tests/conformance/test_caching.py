"""PR-22: what caches and conditional requests are told, and HEAD that equals GET."""

from collections.abc import Callable

import httpx
import pytest

from tests.conformance.steps import (
    a_manifest,
    begin,
    blob_path,
    descriptor_by,
    digest_by,
    manifest_path,
    pushed,
    refused,
    some_bytes,
    status,
)
from tests.support.images import OCI_MANIFEST
from tests.support.people import People
from tests.support.registry import RegistryClient

A_MOMENT = {"date", "x-request-id"}
"""Headers that two answers never share."""


@pytest.fixture(scope="module")
def paths(member: Callable[[str], RegistryClient], home: People) -> dict[str, str]:
    """Give one path of each kind of thing that can be read, and of things that are not there."""
    petra, repository = member("petra"), f"{home.project}/cached"
    layer = some_bytes(2000)
    petra.push_blob(repository, b"{}")
    petra.push_blob(repository, layer)
    body = a_manifest(descriptor_by(layer))
    for tag in ("1", "2"):
        pushed(petra, repository, body, tag)
    pushed(petra, repository, a_manifest(more={"subject": descriptor_by(body, OCI_MANIFEST)}))
    absent = digest_by(some_bytes())
    return {
        "manifest by tag": manifest_path(repository, "1"),
        "manifest by digest": manifest_path(repository, digest_by(body)),
        "blob": blob_path(repository, digest_by(layer)),
        "tags": f"/v2/{repository}/tags/list",
        "a page of tags": f"/v2/{repository}/tags/list?n=1",
        "referrers": f"/v2/{repository}/referrers/{digest_by(body)}",
        "the root": "/v2/",
        "absent manifest": manifest_path(repository, "absent"),
        "absent blob": blob_path(repository, absent),
        "absent repository": f"/v2/{home.project}/absent/tags/list",
        "malformed digest": blob_path(repository, "sha256:x"),
        "hidden project": "/v2/no-such-project/app/manifests/1",
    }


KINDS = (
    "manifest by tag",
    "manifest by digest",
    "blob",
    "tags",
    "a page of tags",
    "referrers",
    "the root",
    "absent manifest",
    "absent blob",
    "absent repository",
    "malformed digest",
    "hidden project",
)
TAGGED = ("manifest by tag", "manifest by digest", "blob")


def headers_of(answer: httpx.Response) -> dict[str, str]:
    return {name: text for name, text in answer.headers.items() if name not in A_MOMENT}


@pytest.mark.parametrize("kind", KINDS)
def test_pr_22_head_equals_get(dora: RegistryClient, paths: dict[str, str], kind: str) -> None:
    get, head = (dora.request(method, paths[kind]) for method in ("GET", "HEAD"))
    assert head.status_code == get.status_code
    assert headers_of(head) == headers_of(get)
    assert head.content == b""
    assert int(head.headers["Content-Length"]) == len(get.content)


def test_pr_22_head_equals_get_for_uploads(dora: RegistryClient, home: People) -> None:
    location = begin(dora, f"{home.project}/cached")
    head = dora.request("HEAD", location)
    assert head.status_code == 204
    assert headers_of(head) == headers_of(status(dora, location))


@pytest.mark.parametrize("kind", TAGGED)
def test_pr_22_content_has_a_strong_tag(
    dora: RegistryClient, paths: dict[str, str], kind: str
) -> None:
    answer = dora.request("GET", paths[kind])
    assert answer.headers["ETag"] == f'"{answer.headers["Docker-Content-Digest"]}"'


@pytest.mark.parametrize("kind", TAGGED)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '{}, "other"', "*"])
def test_pr_22_what_the_client_has_is_not_sent_again(
    dora: RegistryClient, paths: dict[str, str], kind: str, method: str, form: str
) -> None:
    tag = dora.request("HEAD", paths[kind]).headers["ETag"]
    answer = dora.request(method, paths[kind], headers={"If-None-Match": form.format(tag)})
    assert answer.status_code == 304
    assert answer.content == b""
    assert answer.headers["ETag"] == tag


@pytest.mark.parametrize("kind", TAGGED)
@pytest.mark.parametrize("form", ['"other"', 'W/"other"', '""', "nonsense"])
def test_pr_22_what_the_client_has_not_is_sent(
    dora: RegistryClient, paths: dict[str, str], kind: str, form: str
) -> None:
    answer = dora.request("GET", paths[kind], headers={"If-None-Match": form})
    assert answer.status_code == 200
    assert answer.content


def test_pr_22_a_tag_that_moved_is_sent(dora: RegistryClient, repository: str) -> None:
    dora.push_blob(repository, b"{}")
    pushed(dora, repository, a_manifest(), "moving")
    tag = dora.request("GET", manifest_path(repository, "moving")).headers["ETag"]
    other = a_manifest(more={"annotations": {"number": "2"}})
    pushed(dora, repository, other, "moving")
    answer = dora.request(
        "GET", manifest_path(repository, "moving"), headers={"If-None-Match": tag}
    )
    assert answer.status_code == 200
    assert answer.content == other


@pytest.mark.parametrize("kind", TAGGED)
def test_pr_22_rights_come_before_304(
    registry: RegistryClient,
    dora: RegistryClient,
    member: Callable[[str], RegistryClient],
    paths: dict[str, str],
    kind: str,
) -> None:
    tag = dora.request("HEAD", paths[kind]).headers["ETag"]
    for client in (registry, registry.bare(), member("nobody")):
        for form in (tag, "*"):
            answer = client.request("GET", paths[kind], headers={"If-None-Match": form})
            refused(answer, 401, "UNAUTHORIZED")
            assert "ETag" not in answer.headers


@pytest.mark.parametrize("kind", ["absent manifest", "absent blob"])
def test_pr_22_what_is_not_there_is_not_304(
    dora: RegistryClient, paths: dict[str, str], kind: str
) -> None:
    digest = paths[kind].rpartition("/")[2]
    for form in (f'"{digest}"', "*"):
        answer = dora.request("GET", paths[kind], headers={"If-None-Match": form})
        assert answer.status_code == 404


def directives(answer: httpx.Response) -> set[str]:
    told = ",".join(answer.headers.get_list("Cache-Control"))
    return {directive.strip() for directive in told.split(",") if directive.strip()}


@pytest.mark.parametrize("kind", KINDS)
def test_pr_22_no_shared_cache_may_keep_an_answer(
    dora: RegistryClient, paths: dict[str, str], kind: str
) -> None:
    told = directives(dora.request("GET", paths[kind]))
    assert told & {"private", "no-store"}, told
    assert not told & {"public", "s-maxage"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in TAGGED])
def test_pr_22_what_may_change_is_asked_for_again(
    dora: RegistryClient, paths: dict[str, str], kind: str
) -> None:
    told = directives(dora.request("GET", paths[kind]))
    assert told & {"no-store", "no-cache", "max-age=0"}, told


def test_pr_22_a_refusal_is_kept_by_nobody(registry: RegistryClient, paths: dict[str, str]) -> None:
    for kind in TAGGED:
        answer = registry.bare().request("GET", paths[kind])
        refused(answer, 401, "UNAUTHORIZED")
        assert "no-store" in directives(answer), kind


def test_pr_22_a_tag_is_asked_for_again(dora: RegistryClient, paths: dict[str, str]) -> None:
    told = directives(dora.request("GET", paths["manifest by tag"]))
    assert told & {"no-store", "no-cache", "max-age=0"}, told


def test_pr_22_content_may_be_kept_by_the_client(
    dora: RegistryClient, paths: dict[str, str]
) -> None:
    told = directives(dora.request("GET", paths["blob"]))
    assert {"private", "immutable"} <= told
    assert "no-store" not in told


@pytest.mark.parametrize("kind", TAGGED)
def test_pr_22_what_may_be_kept_is_kept_for_one_credential(
    dora: RegistryClient, paths: dict[str, str], kind: str
) -> None:
    answer = dora.request("GET", paths[kind])
    told = {name.strip().lower() for name in answer.headers.get("Vary", "").split(",")}
    assert "authorization" in told


@pytest.mark.parametrize("kind", TAGGED)
def test_pr_22_a_304_tells_caches_what_the_200_told_them(
    dora: RegistryClient, paths: dict[str, str], kind: str
) -> None:
    full = dora.request("GET", paths[kind])
    short = dora.request("GET", paths[kind], headers={"If-None-Match": full.headers["ETag"]})
    assert short.status_code == 304
    for name in ("ETag", "Cache-Control", "Vary", "Docker-Content-Digest"):
        assert short.headers.get(name) == full.headers[name], name
