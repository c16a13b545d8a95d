"""The list of tags: lexical order, pages, links to the next one."""

import re
import uuid
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.support.people import People
from tests.support.registry import RegistryClient, an_image, assert_error

TAGS = ["1.0", "1.10", "1.9", "A", "Z", "_x", "a", "b-1", "b.1", "b_1", "latest"]


@pytest.fixture(scope="module")
def full(dora: RegistryClient, home: People) -> str:
    repository = f"{home.project}/tagged"
    image = an_image([uuid.uuid4().bytes])
    dora.push(f"{repository}:{TAGS[-1]}", image)
    for tag in reversed(TAGS[:-1]):
        dora.push_manifest(repository, tag, image.manifest)
    return repository


def page(client: RegistryClient, repository: str, **query: str | int) -> httpx.Response:
    answer = client.request("GET", f"/v2/{repository}/tags/list", params=query)
    assert answer.status_code == HTTPStatus.OK, answer.text
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json()["name"] == repository
    return answer


def test_all_tags_come_in_lexical_order(dora: RegistryClient, full: str) -> None:
    answer = page(dora, full)
    assert answer.json() == {"name": full, "tags": TAGS}
    assert "Link" not in answer.headers


@pytest.mark.parametrize("size", [1, 2, 3, 5, 10, 11, 12, 10_000])
def test_following_the_links_gives_each_tag_once(
    dora: RegistryClient, full: str, size: int
) -> None:
    answer = page(dora, full, n=size)
    seen = answer.json()["tags"]
    while link := answer.headers.get("Link"):
        match = re.fullmatch(r'<([^>]+)>; rel="next"', link)
        assert match, link
        query = parse_qs(urlsplit(match[1]).query)
        assert query["n"] == [str(size)]
        assert query["last"] == [seen[-1]]
        answer = dora.request("GET", str(httpx.URL(dora.base_url).join(match[1])))
        assert 1 <= len(answer.json()["tags"]) <= size
        seen += answer.json()["tags"]
        assert len(seen) <= len(TAGS)
    assert seen == TAGS


def test_none_asked_for_gives_none(dora: RegistryClient, full: str) -> None:
    answer = page(dora, full, n=0)
    assert answer.json()["tags"] == []
    assert "Link" not in answer.headers


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("", TAGS),
        ("1.10", TAGS[2:]),
        ("1.11", TAGS[2:]),  # need not exist
        ("latest", []),
        ("zzz", []),
        ("\N{PILE OF POO}", []),
        ("a'; DROP TABLE tags; --", TAGS[7:]),
        ("a" * 5000, TAGS[7:]),
    ],
)
def test_a_page_begins_after_the_last_name_seen(
    dora: RegistryClient, full: str, last: str, expected: list[str]
) -> None:
    assert page(dora, full, last=last).json()["tags"] == expected
    assert page(dora, full, last=last, n=100).json()["tags"] == expected


@pytest.mark.parametrize("n", ["-1", "x", "", " ", "1.5", "1e3", "٣", "0x10", "+1", "1,2"])
def test_a_number_that_is_none_is_refused(dora: RegistryClient, full: str, n: str) -> None:
    answer = dora.request("GET", f"/v2/{full}/tags/list", params={"n": n})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert_error(answer, HTTPStatus.BAD_REQUEST, answer.json()["errors"][0]["code"])


@pytest.mark.parametrize("n", ["99999999999999999999999", "9" * 5000, "0000000000000000000000005"])
def test_a_huge_number_is_answered_with_at_most_all(
    dora: RegistryClient, full: str, n: str
) -> None:
    answer = dora.request("GET", f"/v2/{full}/tags/list", params={"n": n})
    assert answer.status_code in (HTTPStatus.OK, HTTPStatus.BAD_REQUEST)
    if answer.status_code == HTTPStatus.OK:
        assert answer.json()["tags"] == TAGS[: int(n) if len(n) < 26 and n[0] == "0" else None]


def test_nul_in_last_does_no_harm(dora: RegistryClient, full: str) -> None:
    answer = dora.request("GET", f"/v2/{full}/tags/list?last=a%00b")
    assert answer.status_code in (HTTPStatus.OK, HTTPStatus.BAD_REQUEST)


def test_an_absent_repository_is_unknown(dora: RegistryClient, home: People) -> None:
    answer = dora.request("GET", f"/v2/{home.project}/absent/tags/list")
    assert_error(answer, HTTPStatus.NOT_FOUND, "NAME_UNKNOWN")


def test_a_repository_with_blobs_alone_is_unknown(dora: RegistryClient, repository: str) -> None:
    dora.push_blob(repository, b"no manifest yet")
    answer = dora.request("GET", f"/v2/{repository}/tags/list")
    assert_error(answer, HTTPStatus.NOT_FOUND, "NAME_UNKNOWN")


@pytest.mark.parametrize("tag", ["a" * 128, "A.b-c_d", "_", "0", "latest", "sha256-abc.sig"])
def test_odd_tags_are_tags(dora: RegistryClient, repository: str, tag: str) -> None:
    image = an_image([uuid.uuid4().bytes])
    dora.push(f"{repository}:{tag}", image)
    assert dora.pull(f"{repository}:{tag}") == image
    assert dora.tags(repository) == [tag]


@pytest.mark.parametrize(
    "tag",
    ["a" * 129, ".a", "-a", "a%20b", "%D7%A9", "a%00b", "a%0d%0ab", "a%22b", "a,b", "a+b", "a~"],
)
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_what_is_no_tag_is_refused(
    dora: RegistryClient, repository: str, tag: str, method: str
) -> None:
    answer = dora.request(method, f"/v2/{repository}/manifests/{tag}", content=b"{}")
    assert_error(answer, HTTPStatus.BAD_REQUEST, "NAME_INVALID")
