"""Where tags pointed, and the way back."""

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


@pytest.fixture
def moved(registry: RegistryClient, users: dict[str, Any], people: People) -> list[str]:
    """Give the digests that a tag named, one after the other."""
    dora = registry.as_(*users["dora"])
    images = [an_image([uuid.uuid4().bytes]) for _ in range(3)]
    for image in images:
        dora.push(f"{people.project}/app:latest", image)
    return [image.digest for image in images]


def path_of(people: People, end: str) -> str:
    return f"/projects/{people.project}/repositories/app/tags/latest/{end}"


def test_az_12_strangers_of_a_public_project_learn_no_names(
    as_: As, registry: RegistryClient, cast: Callable[..., People]
) -> None:
    people = cast(public=True)
    registry.as_(*people["dora"]).push(f"{people.project}/app:latest", an_image())
    for who, is_told in (("anonymous", False), ("nobody", False), ("lena", True)):
        client, name = as_(who), people["dora"].username if is_told else ""
        (line,) = client.get(path_of(people, "history")).json()
        assert line["moved_by"] == name
        (tag,) = client.get(f"/projects/{people.project}/repositories/app/tags").json()
        assert tag["pushed_by"] == name


def test_each_move_is_a_line_with_who_moved_it(
    as_: As, people: People, moved: list[str], users: dict[str, Any]
) -> None:
    answer = as_("gus").get(path_of(people, "history"))
    assert answer.headers["X-Total-Count"] == "3"
    lines = answer.json()
    pairs = [(line["old_digest"], line["new_digest"]) for line in lines]
    assert pairs == [(moved[1], moved[2]), (moved[0], moved[1]), ("", moved[0])]
    assert {line["moved_by"] for line in lines} == {users["dora"].username}
    assert all(line["moved_at"].endswith("Z") for line in lines)
    first = as_("gus").get(path_of(people, "history"), params={"after": "", "page_size": 2})
    after = first.headers["X-Next-Cursor"]
    rest = as_("gus").get(path_of(people, "history"), params={"after": after, "page_size": 2})
    assert first.json() + rest.json() == lines


def test_a_tag_goes_back_to_a_digest_of_its_history(
    as_: As, people: People, moved: list[str]
) -> None:
    answer = as_("dora").post(path_of(people, "restore"), json={"digest": moved[0]})
    assert (answer.status_code, answer.json()) == (HTTPStatus.OK, {"digest": moved[0]})
    (tag,) = as_("gus").get(f"/projects/{people.project}/repositories/app/tags").json()
    assert tag["digest"] == moved[0]
    newest = as_("gus").get(path_of(people, "history")).json()[0]
    assert (newest["old_digest"], newest["new_digest"]) == (moved[2], moved[0])


def test_a_deleted_tag_is_brought_back_by_undoing_that(
    as_: As, people: People, moved: list[str]
) -> None:
    base = f"/projects/{people.project}/repositories/app"
    assert as_("mona").delete(f"{base}/artifacts/latest").status_code == HTTPStatus.OK
    assert as_("gus").get(f"{base}/tags").json() == []
    line = as_("gus").get(path_of(people, "history")).json()[0]
    assert (line["old_digest"], line["new_digest"]) == (moved[2], "")
    answer = as_("dora").post(path_of(people, "restore"), json={"move_id": line["id"]})
    assert answer.json() == {"digest": moved[2]}
    assert as_("gus").get(f"{base}/tags").json()[0]["digest"] == moved[2]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"digest": "x"}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"digest": "sha256:" + "0" * 64, "move_id": 1}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ({"digest": "sha256:" + "0" * 64}, HTTPStatus.NOT_FOUND, "NOT_FOUND"),
        ({"move_id": 0}, HTTPStatus.NOT_FOUND, "NOT_FOUND"),
        ({"move_id": 2**70}, HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
    ],
)
def test_what_the_history_does_not_have_is_not_restored(
    as_: As, people: People, moved: list[str], body: dict[str, Any], status: HTTPStatus, code: str
) -> None:
    before = as_("gus").get(path_of(people, "history")).json()
    assert_error(as_("dora").post(path_of(people, "restore"), json=body), status, code)
    assert as_("gus").get(path_of(people, "history")).json() == before


def test_a_tag_that_never_was_has_no_history(as_: As, people: People, moved: list[str]) -> None:
    for name in ("never", "a%00b"):
        path = f"/projects/{people.project}/repositories/app/tags/{name}/history"
        assert_error(as_("gus").get(path), HTTPStatus.NOT_FOUND, "NOT_FOUND")


def test_az_04_a_line_of_another_tag_is_not_restored(
    as_: As, people: People, moved: list[str], registry: RegistryClient, users: dict[str, Any]
) -> None:
    other = an_image([uuid.uuid4().bytes])
    registry.as_(*users["dora"]).push(f"{people.project}/app:other", other)
    line = as_("gus").get(path_of(people, "history")).json()[0]
    path = f"/projects/{people.project}/repositories/app/tags/other/restore"
    answer = as_("dora").post(path, json={"move_id": line["id"]})
    assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
