"""Search: everything that has a name, and never a name of what the caller may not see (AZ-12)."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import assert_error
from tests.support.api import ApiClient
from tests.support.people import People
from tests.support.registry import RegistryClient, an_image

As = Callable[[str], ApiClient]
INSIDE = ("lena", "gus", "dora", "mona", "petra", "admin")
OUTSIDE = ("anonymous", "nobody")


@pytest.fixture
def word() -> str:
    return f"needle{uuid.uuid4().hex[:10]}"


@pytest.fixture
def stocked(
    api: ApiClient, people: People, registry: RegistryClient, users: dict[str, Any], word: str
) -> dict[str, str]:
    """Give things of every kind with the word in their names, in a private project."""
    image = an_image([uuid.uuid4().bytes])
    registry.as_(*users["dora"]).push(f"{people.project}/{word}:x-{word}", image)
    project_id = api.get(f"/projects/{people.project}").json()["project_id"]
    label = {"name": f"the {word}", "scope": "p", "project_id": project_id}
    assert api.post("/labels", json=label).status_code == HTTPStatus.CREATED
    robot = {
        "name": word,
        "level": "project",
        "duration": -1,
        "permissions": [
            {
                "kind": "project",
                "namespace": people.project,
                "access": [{"resource": "repository", "action": "pull"}],
            }
        ],
    }
    assert api.post("/robots", json=robot).status_code == HTTPStatus.CREATED
    return {"digest": image.digest, "repository": f"{people.project}/{word}", "tag": f"x-{word}"}


def found(client: ApiClient, q: str, **params: Any) -> dict[str, list[str]]:
    answer = client.get("/search/all", params={"q": q, **params})
    assert answer.status_code == HTTPStatus.OK, answer.text
    return {group: [one["name"] for one in rows] for group, rows in answer.json().items() if rows}


@pytest.mark.parametrize("who", [*INSIDE, *OUTSIDE])
def test_everything_is_found_by_those_who_may_see_it(
    as_: As, people: People, stocked: dict[str, str], word: str, who: str
) -> None:
    names = found(as_(who), word.upper())
    if who in OUTSIDE:
        assert names == {}
        assert found(as_(who), stocked["digest"]) == {}
        assert found(as_(who), people.project) == {}
        return
    expected = {"repositories": [stocked["repository"]], "tags": [stocked["tag"]]}
    if who != "lena":
        expected |= {
            "labels": [f"the {word}"],
            "robots": [f"robot${people.project}+{word}"],
        }
    assert names == expected
    assert found(as_(who), people.project)["projects"] == [people.project]
    for text in (stocked["digest"], stocked["digest"][:20], stocked["digest"][7:19].upper()):
        assert found(as_(who), text) == {"artifacts": [stocked["digest"]]}


def test_a_hit_says_where_it_is(
    as_: As, people: People, stocked: dict[str, str], word: str
) -> None:
    hits = as_("gus").get("/search/all", params={"q": word}).json()
    (tag,) = hits["tags"]
    assert isinstance(tag.pop("id"), int)
    assert tag == {
        "kind": "tag",
        "name": stocked["tag"],
        "project": people.project,
        "repository": stocked["repository"],
        "digest": stocked["digest"],
    }
    assert set(hits) == {
        "projects", "repositories", "tags", "artifacts", "labels", "users", "robots"
    }  # fmt: skip


def test_users_are_found_by_administrators_and_by_their_whole_names(
    as_: As, users: dict[str, Any], shared: People
) -> None:
    name = users["gus"].username
    assert name in found(as_("admin"), name[:5])["users"]
    assert found(as_("nobody"), name)["users"] == [name]
    assert "users" not in found(as_("nobody"), name[:-1])
    assert "users" not in found(as_("petra"), name[:-1])
    assert "users" not in found(as_("anonymous"), name)


def test_what_begins_with_the_text_comes_first_and_few_of_each_kind(
    as_: As, people: People, registry: RegistryClient, users: dict[str, Any], word: str
) -> None:
    image = an_image([uuid.uuid4().bytes])
    tags = [f"{word}-2", f"a-{word}", word, f"{word}-1", f"b-{word}"]
    for tag in tags:
        registry.as_(*users["dora"]).push(f"{people.project}/app:{tag}", image)
    best = [word, f"{word}-1", f"{word}-2", f"a-{word}", f"b-{word}"]
    assert found(as_("gus"), word)["tags"] == best
    assert found(as_("gus"), word, limit=2)["tags"] == best[:2]


@pytest.mark.parametrize("path", ["/search", "/search/all"])
@pytest.mark.parametrize("q", ["%", "_", "' OR 1=1 --", "\\", "a%b", "sha256:", "sha256:'"])
def test_az_19_a_text_is_only_ever_compared(as_: As, path: str, q: str) -> None:
    answer = as_("nobody").get(path, params={"q": q})
    assert answer.status_code == HTTPStatus.OK
    assert all(rows == [] for rows in answer.json().values())


@pytest.mark.parametrize("path", ["/search", "/search/all"])
def test_a_text_is_needed(as_: As, path: str) -> None:
    for params in ({}, {"q": ""}, {"q": "a\0"}):
        answer = as_("admin").get(path, params=params)
        assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


@pytest.mark.parametrize("limit", ["0", "51", "x", "-1"])
def test_a_limit_is_within_bounds(as_: As, limit: str) -> None:
    answer = as_("admin").get("/search/all", params={"q": "a", "limit": limit})
    assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


def test_harbors_search_has_its_shape_and_its_bounds(
    as_: As, people: People, stocked: dict[str, str], word: str
) -> None:
    for who in INSIDE:
        assert as_(who).get("/search", params={"q": word.upper()}).json() == {
            "project": [],
            "repository": [
                {
                    "project_id": as_(who).get(f"/projects/{people.project}").json()["project_id"],
                    "project_name": people.project,
                    "project_public": False,
                    "repository_name": stocked["repository"],
                    "pull_count": 0,
                    "artifact_count": 1,
                }
            ],
        }
    for who in OUTSIDE:
        for q in (word, people.project):
            shown = as_(who).get("/search", params={"q": q}).json()
            assert shown == {"project": [], "repository": []}
    (project,) = as_("gus").get("/search", params={"q": people.project}).json()["project"]
    assert project == as_("gus").get(f"/projects/{people.project}").json()
