"""end-8: the list of tags, whole and in pages."""

import uuid
from collections.abc import Callable

import httpx
import pytest

from tests.conformance.steps import (
    a_manifest,
    digest_by,
    manifest_path,
    next_link,
    pushed,
    put_manifest,
    refused,
    tags_of,
)
from tests.support.people import People
from tests.support.registry import RegistryClient, challenge_of

TAGS = [
    *("0", "00", "1.0", "1.10", "1.9", "10", "1_0", "2", "9"),
    *("A", "A-", "A.", "AB", "A_", "Aa", "B", "Latest", "Z", "ZZ", "Za"),
    *("_", "_0", "_A", "__", "_a", "a", "a-", "a-b", "a.", "a.b", "a0", "aA", "aB", "a_", "a_b"),
    *("aa", "ab", "b", "latest", "z", "zA", "zz"),
]
"""In the order of their bytes, which no language sorts words in."""


@pytest.fixture(scope="module")
def full(member: Callable[[str], RegistryClient], home: People) -> str:
    """Give a repository with all the tags, pushed in an order of no meaning."""
    repository = f"{home.project}/tags-{uuid.uuid4().hex[:10]}"
    petra = member("petra")
    petra.push_blob(repository, b"{}")
    body = a_manifest()
    shuffled = sorted(TAGS, key=lambda tag: digest_by(tag.encode()))
    answer = put_manifest(petra, repository, digest_by(body), body, tag=shuffled)
    assert answer.status_code == 201
    return repository


def page(client: RegistryClient, repository: str, **query: str | int) -> httpx.Response:
    answer = client.request("GET", f"/v2/{repository}/tags/list", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/json"
    assert set(answer.json()) == {"name", "tags"}
    assert answer.json()["name"] == repository
    return answer


def test_the_order_of_this_module_is_that_of_bytes() -> None:
    assert sorted(TAGS, key=str.encode) == TAGS
    assert len(set(TAGS)) == len(TAGS)


def test_tags_come_in_the_order_of_their_bytes(dora: RegistryClient, full: str) -> None:
    answer = page(dora, full)
    assert answer.json()["tags"] == TAGS
    assert "Link" not in answer.headers


@pytest.mark.parametrize("size", [1, 7, 10, len(TAGS) - 1])
def test_links_lead_through_all_tags(dora: RegistryClient, full: str, size: int) -> None:
    answer, seen = page(dora, full, n=size), []
    while True:
        seen += answer.json()["tags"]
        link = next_link(answer)
        if link is None:
            break
        assert len(answer.json()["tags"]) == size
        answer = dora.request("GET", link)
        assert answer.status_code == 200
    assert seen == TAGS


@pytest.mark.parametrize("size", [len(TAGS), len(TAGS) + 1, 5000])
def test_a_page_that_holds_all_has_no_link(dora: RegistryClient, full: str, size: int) -> None:
    answer = page(dora, full, n=size)
    assert answer.json()["tags"] == TAGS
    assert "Link" not in answer.headers


@pytest.mark.parametrize("last", ["", "a", "zz", "absent"])
def test_none_asked_for_gives_none_and_no_link(dora: RegistryClient, full: str, last: str) -> None:
    answer = page(dora, full, n=0, last=last)
    assert answer.json()["tags"] == []
    assert "Link" not in answer.headers


@pytest.mark.parametrize("last", [*TAGS[::4], "A0", "a+", "Zz", "0 ", "~", "\u00e9", "zzz"])
def test_a_page_begins_after_the_last_tag_seen(dora: RegistryClient, full: str, last: str) -> None:
    expected = [tag for tag in TAGS if tag.encode() > last.encode()]
    assert page(dora, full, last=last).json()["tags"] == expected
    answer = page(dora, full, last=last, n=3)
    assert answer.json()["tags"] == expected[:3]
    assert ("Link" in answer.headers) == (len(expected) > 3)


@pytest.mark.parametrize("n", ["-1", "x", "", "1.5", "1 2", "0x1"])
def test_a_number_that_is_none_is_refused(dora: RegistryClient, full: str, n: str) -> None:
    answer = dora.request("GET", f"/v2/{full}/tags/list", params={"n": n})
    refused(answer, 400, "SIZE_INVALID")


@pytest.mark.parametrize("n", ["3", "03", "0" * 20 + "3"])
def test_a_number_may_begin_with_zeros(dora: RegistryClient, full: str, n: str) -> None:
    assert page(dora, full, n=n).json()["tags"] == TAGS[:3]


def test_an_absent_repository_is_unknown(dora: RegistryClient, repository: str) -> None:
    refused(dora.request("GET", f"/v2/{repository}/tags/list"), 404, "NAME_UNKNOWN")
    dora.push_blob(repository, b"no manifest")
    refused(dora.request("GET", f"/v2/{repository}/tags/list"), 404, "NAME_UNKNOWN")


def test_a_repository_may_have_no_tags(petra: RegistryClient, repository: str) -> None:
    petra.push_blob(repository, b"{}")
    pushed(petra, repository, a_manifest())
    assert tags_of(petra, repository) == []
    pushed(petra, repository, a_manifest(), "1")
    assert tags_of(petra, repository) == ["1"]
    assert petra.request("DELETE", manifest_path(repository, "1")).status_code == 202
    assert tags_of(petra, repository) == []


def test_the_tags_of_another_repository_are_not_listed(
    petra: RegistryClient, repository: str
) -> None:
    for name in (repository, f"{repository}/below", f"{repository}2"):
        petra.push_blob(name, b"{}")
        pushed(petra, name, a_manifest(), f"of-{name.rpartition('/')[2]}")
    for name in (repository, f"{repository}/below", f"{repository}2"):
        assert tags_of(petra, name) == [f"of-{name.rpartition('/')[2]}"]


def test_a_private_list_is_for_members(
    registry: RegistryClient, member: Callable[[str], RegistryClient], full: str
) -> None:
    for client in (registry, member("nobody")):
        answer = client.request("GET", f"/v2/{full}/tags/list")
        refused(answer, 401, "UNAUTHORIZED")
        assert challenge_of(answer)["scope"] == f"repository:{full}:pull"
    assert tags_of(member("lena"), full) == TAGS
