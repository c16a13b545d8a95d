"""The list of repositories, which the specification once had and clients still ask for."""

import uuid
from collections.abc import Callable

import httpx
import pytest

from tests.conformance.steps import a_manifest, manifest_path, next_link, pushed, refused
from tests.support.people import People, Person
from tests.support.registry import RegistryClient, challenge_of

NAMES = ["0", "a", "a-b", "a.b", "a/b", "a0", "a_b", "ab", "b"]
"""In the order of their bytes."""


@pytest.fixture(scope="module")
def boss(shared_client: RegistryClient, admin: Person) -> RegistryClient:
    """Give the system administrator, who sends the password."""
    return shared_client.basic(*admin)


@pytest.fixture(scope="module")
def full(member: Callable[[str], RegistryClient], home: People) -> list[str]:
    """Give repositories that were pushed into, in order, all below one name."""
    below = f"{home.project}/catalog-{uuid.uuid4().hex[:10]}"
    petra = member("petra")
    for name in reversed(NAMES):
        petra.push_blob(f"{below}/{name}", b"{}")
        pushed(petra, f"{below}/{name}", a_manifest(), "1")
    return [f"{below}/{name}" for name in NAMES]


def page(client: RegistryClient, **query: str | int) -> httpx.Response:
    answer = client.request("GET", "/v2/_catalog", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/json"
    assert set(answer.json()) == {"repositories"}
    return answer


def names(answer: httpx.Response) -> list[str]:
    return list(answer.json()["repositories"])


def test_an_administrator_sees_all_repositories_in_order(
    boss: RegistryClient, full: list[str]
) -> None:
    found = names(page(boss))
    assert sorted(found, key=str.encode) == found
    assert [name for name in found if name in full] == full


def test_an_administrator_may_ask_with_a_token(
    registry: RegistryClient, root: RegistryClient, full: list[str]
) -> None:
    token = root.token("registry:catalog:*")
    assert set(full) <= set(names(page(registry.bearer(token))))


def test_the_others_may_not(
    registry: RegistryClient, users: dict[str, Person], full: list[str]
) -> None:
    for name in ("petra", "nobody"):
        answer = registry.basic(*users[name]).request("GET", "/v2/_catalog")
        refused(answer, 401, "UNAUTHORIZED")
        challenge = challenge_of(answer)
        assert challenge["scope"] == "registry:catalog:*"
        assert challenge["error"] == "insufficient_scope"
        token = registry.as_(*users[name]).token("registry:catalog:*")
        answer = registry.bearer(token).request("GET", "/v2/_catalog")
        refused(answer, 401, "UNAUTHORIZED")
    for client in (registry, registry.bare(), registry.bearer("e30.e30.e30")):
        refused(client.request("GET", "/v2/_catalog"), 401, "UNAUTHORIZED")


def test_a_token_for_a_repository_is_none_for_the_catalog(
    registry: RegistryClient, root: RegistryClient, full: list[str]
) -> None:
    token = root.token(f"repository:{full[0]}:pull")
    refused(registry.bearer(token).request("GET", "/v2/_catalog"), 401, "UNAUTHORIZED")


@pytest.mark.parametrize("size", [1, 4, 10])
def test_links_lead_through_all_repositories(
    boss: RegistryClient, full: list[str], size: int
) -> None:
    before = full[0][:-1]
    answer, seen = page(boss, n=size, last=before), []
    while True:
        found = names(answer)
        seen += found
        link = next_link(answer)
        if link is None or not set(found) <= set(full):
            break
        assert len(found) == size
        answer = boss.request("GET", link)
        assert answer.status_code == 200
    assert seen[: len(full)] == full


def test_a_page_begins_after_the_last_name_seen(boss: RegistryClient, full: list[str]) -> None:
    for at, last in enumerate(full):
        found = names(page(boss, last=last))
        assert [name for name in found if name in full] == full[at + 1 :]


def test_none_asked_for_gives_none_and_no_link(boss: RegistryClient, full: list[str]) -> None:
    answer = page(boss, n=0)
    assert names(answer) == []
    assert "Link" not in answer.headers


@pytest.mark.parametrize("n", ["-1", "x", "", "1.5"])
def test_a_number_that_is_none_is_refused(boss: RegistryClient, n: str) -> None:
    refused(boss.request("GET", "/v2/_catalog", params={"n": n}), 400, "SIZE_INVALID")


def test_a_repository_is_listed_once_it_holds_a_manifest(
    boss: RegistryClient, petra: RegistryClient, repository: str
) -> None:
    petra.push_blob(repository, b"{}")
    assert repository not in names(page(boss))
    pushed(petra, repository, a_manifest(), "1")
    assert repository in names(page(boss))
    assert petra.request("DELETE", manifest_path(repository, "1")).status_code == 202
    assert repository in names(page(boss))
