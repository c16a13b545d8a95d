"""``/repositories``: what people see of what was pushed, and what they may change of it."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import (
    ALL,
    MEMBERS,
    Call,
    assert_denied,
    assert_error,
    cases,
    check,
)
from tests.support.api import ApiClient
from tests.support.people import People
from tests.support.registry import RegistryClient, an_image

As = Callable[[str], ApiClient]
PATH = "/projects/{project}/repositories"
KEEPERS = frozenset({"mona", "petra", "admin"})
WRITERS = KEEPERS | {"dora"}
PRIVATE = [
    Call("GET", PATH, MEMBERS),
    Call("GET", f"{PATH}/a%252Fb", MEMBERS),
    Call("GET", f"{PATH}/a%252Fb/storage", MEMBERS),
    Call("GET", f"{PATH}/a%252Fb/activity", MEMBERS),
    Call("GET", "/projects/{project}/activity", MEMBERS),
    Call("GET", "/projects/{project}/storage", MEMBERS),
    Call("PUT", f"{PATH}/a%252Fb", WRITERS, {"description": "changed"}),
    Call("DELETE", f"{PATH}/a%252Fb", KEEPERS),
]
PUBLIC = [
    Call("GET", PATH, ALL),
    Call("GET", f"{PATH}/a%252Fb", MEMBERS),
    Call("GET", f"{PATH}/a%252Fb/storage", ALL),
    Call("GET", "/projects/{project}/activity", ALL),
    Call("GET", "/projects/{project}/storage", MEMBERS),
    Call("PUT", f"{PATH}/a%252Fb", WRITERS, {"description": "changed"}),
    Call("DELETE", f"{PATH}/a%252Fb", KEEPERS),
]


@pytest.fixture
def push(registry: RegistryClient, users: dict[str, Any]) -> Callable[..., str]:
    """Push an image as petra; returns its digest."""

    def push(reference: str, layer: bytes = b"") -> str:
        image = an_image([layer or uuid.uuid4().bytes])
        registry.as_(*users["petra"]).push(reference, image)
        return image.digest

    return push


def state_of(api: ApiClient, project: str) -> Callable[[], object]:
    return lambda: api.get(f"/projects/{project}/repositories").json()


@pytest.mark.parametrize(("call", "who"), cases(PRIVATE))
def test_repositories_of_a_private_project_are_for_its_members(
    api: ApiClient, as_: As, place: People, push: Callable[..., str], call: Call, who: str
) -> None:
    push(f"{place.project}/a/b:1", b"always the same")
    check(call, who, as_(who), state_of(api, place.project), project=place.project)


@pytest.mark.parametrize(("call", "who"), cases(PUBLIC))
def test_repositories_of_a_public_project_are_listed_to_all(
    api: ApiClient,
    as_: As,
    cast: Callable[..., People],
    push: Callable[..., str],
    call: Call,
    who: str,
) -> None:
    project = cast(public=True).project
    push(f"{project}/a/b:1", b"always the same")
    check(call, who, as_(who), state_of(api, project), project=project)


def test_a_repository_is_shown_in_harbors_shape(
    as_: As, people: People, push: Callable[..., str]
) -> None:
    gus, project = as_("gus"), people.project
    push(f"{project}/deep/app:1")
    push(f"{project}/deep/app:2")
    (listed,) = gus.get(f"/projects/{project}/repositories").json()
    shown = gus.get(f"/projects/{project}/repositories/deep%252Fapp").json()
    assert shown == listed
    assert gus.get(f"/projects/{project}/repositories/deep%2Fapp").json() == shown
    for time in ("creation_time", "update_time"):
        assert shown.pop(time).endswith("Z")
    project_id = gus.get(f"/projects/{project}").json()["project_id"]
    assert isinstance(shown.pop("id"), int)
    assert shown == {
        "project_id": project_id,
        "name": f"{project}/deep/app",
        "description": "",
        "artifact_count": 2,
        "pull_count": 0,
    }


def test_details_storage_and_rights_are_shown_on_request(
    as_: As, people: People, push: Callable[..., str]
) -> None:
    dora, project = as_("dora"), people.project
    push(f"{project}/app:1", b"one layer")
    push(f"{project}/app:2", b"one layer")
    path = f"/projects/{project}/repositories"
    (row,) = dora.get(path, params={"with_detail": "true", "with_storage": "true"}).json()
    assert (row["artifact_count"], row["tag_count"], row["recent_pull_count"]) == (1, 2, 0)
    assert row["last_push_time"].endswith("Z")
    assert row["last_pull_time"] is None
    assert row["storage"]["stored"] == row["storage"]["unique"] > 0
    shown = dora.get(f"{path}/app", params={"with_actions": "true"}).json()
    assert "repository:push" in shown["actions"]
    assert "repository:delete" not in shown["actions"]
    everything = dora.get(f"/projects/{project}", params={"with_actions": "true"}).json()
    assert everything["actions"] == shown["actions"] == sorted(shown["actions"])


def test_what_is_absent_is_told_to_those_who_may_look(as_: As, people: People) -> None:
    path = f"/projects/{people.project}/repositories/absent"
    assert_error(as_("gus").get(path), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert_error(as_("gus").get(f"{path}%00"), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert_denied(as_("nobody").get(path), "nobody")


def test_a_project_goes_by_its_name_here(api: ApiClient, push: Callable[..., str]) -> None:
    """Digits are a name as well: Harbor's clients never send an id in these paths."""
    name = str(uuid.uuid4().int)[:12]
    project_id = api.create_project(name)
    assert api.get(f"/projects/{name}/repositories").json() == []
    answer = api.get(f"/projects/{project_id}/repositories")
    assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")


def test_a_repository_of_another_project_is_not_found_through_this_one(
    as_: As, people: People, cast: Callable[..., People], push: Callable[..., str]
) -> None:
    """AZ-04."""
    other = cast(public=False).project
    push(f"{other}/app:1")
    petra = as_("petra")
    for name in ("app", f"..%252F{other}%252Fapp", f"%252F{other}%252Fapp"):
        answer = petra.get(f"/projects/{people.project}/repositories/{name}")
        assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")


def test_an_update_changes_the_description_and_nothing_else(
    as_: As, people: People, push: Callable[..., str]
) -> None:
    """AZ-13: clients send whole objects back."""
    push(f"{people.project}/app:1")
    path = f"/projects/{people.project}/repositories/app"
    before = as_("dora").get(path).json()
    body = before | {
        "description": "what it is",
        "id": 1,
        "project_id": 1,
        "name": "library/app",
        "pull_count": 1000,
        "artifact_count": 7,
        "creation_time": "2000-01-01T00:00:00Z",
        "repository_id": 1,
        "owner": "admin",
        "digest": "sha256:0",
        "storage_limit": 1,
    }
    answer = as_("dora").put(path, json=body)
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    after = as_("dora").get(path).json()
    assert after.pop("update_time") >= before.pop("update_time")
    assert after == before | {"description": "what it is"}


@pytest.mark.parametrize("description", [7, ["a"], {"a": 1}, "\0"])
def test_a_description_is_a_text(
    as_: As, people: People, push: Callable[..., str], description: object
) -> None:
    push(f"{people.project}/app:1")
    path = f"/projects/{people.project}/repositories/app"
    answer = as_("dora").put(path, json={"description": description})
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert as_("dora").get(path).json()["description"] == ""


def test_a_deleted_repository_is_gone_with_all_its_tags(
    as_: As, people: People, push: Callable[..., str]
) -> None:
    push(f"{people.project}/app:1")
    push(f"{people.project}/other:1")
    answer = as_("mona").delete(f"/projects/{people.project}/repositories/app")
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    left = as_("gus").get(f"/projects/{people.project}/repositories").json()
    assert [row["name"] for row in left] == [f"{people.project}/other"]
    push(f"{people.project}/app:2")
    tags = as_("gus").get(f"/projects/{people.project}/repositories/app/tags").json()
    assert [tag["name"] for tag in tags] == ["2"]


def test_lists_across_projects_show_what_each_may_see(
    as_: As, people: People, cast: Callable[..., People], push: Callable[..., str]
) -> None:
    """AZ-12: neither names nor counts of what is private."""
    public = cast(public=True).project
    push(f"{people.project}/hidden:1")
    push(f"{public}/open:1")
    wanted = {"q": f"name={{{people.project}/hidden {public}/open}}"}
    for who in ("anonymous", "nobody", "lena", "admin"):
        answer = as_(who).get("/repositories", params=wanted)
        names = [row["name"] for row in answer.json()]
        seen = [f"{public}/open"]
        if who in ("lena", "admin"):
            seen.append(f"{people.project}/hidden")
        assert sorted(names) == sorted(seen), who
        assert answer.headers["X-Total-Count"] == str(len(seen))


@pytest.mark.parametrize(
    ("sort", "names"),
    [("name", ["a", "b", "c"]), ("-name", ["c", "b", "a"]), ("-creation_time", ["a", "c", "b"])],
)
def test_lists_are_ordered_and_walked_in_either_way(
    as_: As, people: People, push: Callable[..., str], sort: str, names: list[str]
) -> None:
    for name in ("b", "c", "a"):
        push(f"{people.project}/{name}:1")
    gus, path = as_("gus"), f"/projects/{people.project}/repositories"
    by_page = [
        gus.get(path, params={"sort": sort, "page": page, "page_size": 1}).json()[0]["name"]
        for page in (1, 2, 3)
    ]
    by_key, after = [], ""
    while True:
        answer = gus.get(path, params={"sort": sort, "after": after, "page_size": 1})
        assert answer.headers["X-Total-Count"] == "3"
        by_key += [row["name"] for row in answer.json()]
        if "X-Next-Cursor" not in answer.headers:
            break
        after = answer.headers["X-Next-Cursor"]
        assert f"after={after}" in answer.headers["Link"]
    assert by_page == by_key == [f"{people.project}/{name}" for name in names]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("size", ["empty", "small", "middle", "large"]),
        ("-size", ["large", "middle", "small", "empty"]),
        ("last_push_time", ["empty", "large", "middle", "small"]),
        ("-last_push_time", ["small", "middle", "large", "empty"]),
    ],
)
def test_repositories_are_ordered_by_what_their_rows_show(
    as_: As, people: People, push: Callable[..., str], sort: str, names: list[str]
) -> None:
    """What holds nothing any more was never pushed to."""
    for name, size in (("empty", 1), ("small", 1), ("large", 5000), ("middle", 1000)):
        push(f"{people.project}/{name}:1", uuid.uuid4().bytes * size)
    push(f"{people.project}/small:2")
    mona, path = as_("mona"), f"/projects/{people.project}/repositories"
    assert mona.delete(f"{path}/empty/artifacts/1").status_code == HTTPStatus.OK
    asked = {"with_detail": "true", "with_storage": "true", "sort": sort, "page_size": "2"}
    rows, cursor = [], ""
    for _ in range(2):
        answer = mona.get(path, params={**asked, "after": cursor})
        rows += answer.json()
        cursor = answer.headers.get("X-Next-Cursor", "")
    assert [row["name"] for row in rows] == [f"{people.project}/{name}" for name in names]
    assert cursor == ""
    figures = [
        row["storage"]["stored"] if "size" in sort else row["last_push_time"] or "" for row in rows
    ]
    assert figures == sorted(figures, reverse=sort.startswith("-"))
    large = mona.get(path, params={"q": "size=[20000~]", "sort": sort}).json()
    assert [row["name"] for row in large] == [f"{people.project}/large"]


@pytest.mark.parametrize(
    "after",
    ["x", "%", "W10", "WzFd", "bnVsbA", "W251bGwsMV0", "WyJhIiwiYiJd", "WyJhXHUwMDAwIiwxXQ",
     "WyJcdWQ4MDAiLDFd", "WyJhIiw5OTk5OTk5OTk5OTk5OTk5OTk5OTld", "W" * 5000, "é", "\0"],
    ids=lambda text: ascii(text)[:30],
)  # fmt: skip
def test_a_cursor_that_no_page_told_is_refused(as_: As, shared: People, after: str) -> None:
    path = f"/projects/{shared.project}/repositories"
    answer = as_("gus").get(path, params={"after": after})
    assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")
