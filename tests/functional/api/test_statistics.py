"""How much there is and how often it was used, to each what they may know."""

import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import assert_denied, assert_error
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.people import People
from tests.support.registry import RegistryClient, an_image

As = Callable[[str], ApiClient]


@pytest.fixture
def dora(registry: RegistryClient, users: dict[str, Any]) -> RegistryClient:
    return registry.as_(*users["dora"])


def test_the_totals_are_what_the_caller_sees(
    api: ApiClient, as_: As, cast: Callable[..., People], dora: RegistryClient
) -> None:
    everybody = ("nobody", "gus", "admin")
    before = {who: as_(who).get("/statistics").json() for who in everybody}
    private, public = cast(public=False).project, cast(public=True).project
    for project in (private, private, public):
        dora.push(f"{project}/{uuid.uuid4().hex}:1", an_image([uuid.uuid4().bytes]))
    after = {who: as_(who).get("/statistics").json() for who in everybody}
    growth = {
        who: {name: after[who][name] - before[who][name] for name in after[who]}
        for who in everybody
    }
    for who, private_projects, private_repositories in (("nobody", 0, 0), ("gus", 1, 2)):
        assert growth[who] == {
            "private_project_count": private_projects,
            "private_repo_count": private_repositories,
            "public_project_count": 1,
            "public_repo_count": 1,
            "total_project_count": private_projects + 1,
            "total_repo_count": private_repositories + 1,
            "total_storage_consumption": 0,
        }, who
        assert after[who]["total_storage_consumption"] == 0
    assert growth["admin"]["total_repo_count"] == 3
    assert growth["admin"]["total_storage_consumption"] > 0
    answer = api.anonymous().get("/statistics")
    assert_denied(answer, "anonymous")


def in_the_past(inside: Inside, repository: str, counts: dict[int, tuple[int, int]]) -> None:
    """Have the repository pulled and pushed to so often so many days ago."""
    today = datetime.now(UTC).date()
    inside.run(
        "from datetime import date\n"
        "from artifacts.models import Repository, RepositoryDay\n"
        "place = Repository.objects.get(name=name, deleted_at=None)\n"
        "for day, (pulls, pushes) in days:\n"
        "    RepositoryDay.objects.update_or_create(repository=place,\n"
        "        day=date.fromisoformat(day), defaults={'pulls': pulls, 'pushes': pushes})",
        name=repository,
        days=[
            ((today - timedelta(days=ago)).isoformat(), numbers) for ago, numbers in counts.items()
        ],
    )


def test_administrators_see_what_happens_in_the_whole_registry(
    api: ApiClient, as_: As, people: People, dora: RegistryClient, inside: Inside
) -> None:
    """Day by day, be the project private or the repository deleted by now."""

    def days() -> list[tuple[int, int]]:
        shown = api.get("/activity", params={"days": 90}).json()["days"]
        return [(day["pulls"], day["pushes"]) for day in shown]

    repository = f"{people.project}/app"
    dora.push(f"{repository}:1", an_image([uuid.uuid4().bytes]))
    before = days()
    in_the_past(inside, repository, {3: (7, 2), 80: (1, 1), 90: (100, 100)})
    after = days()
    growth = {
        89 - number: (new[0] - old[0], new[1] - old[1])
        for number, (old, new) in enumerate(zip(before, after, strict=True))
        if number < 89
    }
    assert {ago: grown for ago, grown in growth.items() if grown != (0, 0)} == {
        3: (7, 2),
        80: (1, 1),
    }
    assert as_("mona").delete(f"/projects/{people.project}/repositories/app").is_success
    assert days()[:89] == after[:89]
    shown = api.get("/activity").json()["days"]
    assert (len(shown), shown[-1]["day"]) == (30, datetime.now(UTC).date().isoformat())
    for who in ("anonymous", "nobody", "petra"):
        assert_denied(as_(who).get("/activity"), who)


def test_days_without_pulls_are_there_too(
    as_: As, people: People, dora: RegistryClient, inside: Inside
) -> None:
    repository = f"{people.project}/app"
    dora.push(f"{repository}:1", an_image([uuid.uuid4().bytes]))
    today = datetime.now(UTC).date()
    in_the_past(inside, repository, {3: (7, 0), 89: (1, 1), 90: (100, 100)})
    paths = (
        f"/projects/{people.project}/activity",
        f"/projects/{people.project}/repositories/app/activity",
    )
    for path in paths:
        _wait_for(lambda: as_("gus").get(path).json()["days"][-1]["pushes"] == 1)  # noqa: B023
        days = as_("gus").get(path, params={"days": 90}).json()["days"]
        assert [day["day"] for day in days] == [
            (today - timedelta(days=ago)).isoformat() for ago in range(89, -1, -1)
        ]
        busy = {89 - i: (day["pulls"], day["pushes"]) for i, day in enumerate(days)}
        assert {ago: counts for ago, counts in busy.items() if counts != (0, 0)} == {
            0: (0, 1),
            3: (7, 0),
            89: (1, 1),
        }
        assert len(as_("gus").get(path).json()["days"]) == 30
        for days_asked in ("0", "91", "x"):
            answer = as_("gus").get(path, params={"days": days_asked})
            assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


def _wait_for(check: Callable[[], bool]) -> None:
    """Pushes are counted within a second."""
    for _ in range(40):
        if check():
            return
        time.sleep(0.05)
    assert check()


def test_storage_is_told_by_what_is_shared_in_the_project(
    as_: As, people: People, dora: RegistryClient
) -> None:
    shared, own = b"shared" * 1000, uuid.uuid4().bytes * 1000
    one, two = an_image([shared, own]), an_image([shared])
    dora.push(f"{people.project}/one:1", one)
    dora.push(f"{people.project}/two:1", two)
    shown = as_("gus").get(f"/projects/{people.project}/storage").json()
    sizes = {image: sum(map(len, image.blobs)) + len(image.manifest) for image in (one, two)}
    assert shown["name"] == people.project
    assert shown["scope"] == "project"
    assert shown["unreferenced"] == 0
    assert shown["logical"] == sum(sizes.values())
    assert shown["stored"] == shown["unique"] == sum(sizes.values()) - len(shared)
    assert shown["repositories"] == [
        {
            "name": f"{people.project}/{name}",
            "logical": sizes[image],
            "stored": sizes[image],
            "unique": sizes[image] - len(shared),
            "shared": len(shared),
        }
        for name, image in (("one", one), ("two", two))
    ]
    path = f"/projects/{people.project}/repositories/one/storage"
    assert as_("gus").get(path).json()["unique"] == sizes[one] - len(shared)
    quota = as_("gus").get(f"/projects/{people.project}/summary").json()["quota"]
    assert shown["stored"] == quota["used"]["storage"]


def test_only_administrators_learn_what_projects_have_in_common(
    as_: As, people: People, cast: Callable[..., People], dora: RegistryClient
) -> None:
    """Else one could learn by it what a project that one may not see holds."""
    image = an_image([uuid.uuid4().bytes * 100])
    other = cast(public=False).project
    dora.push(f"{people.project}/app:1", image)
    paths = [
        f"/projects/{people.project}/storage",
        f"/projects/{people.project}/repositories/app/storage",
        f"/projects/{people.project}/repositories/app/artifacts/1/storage",
    ]
    before = [as_("petra").get(path).json() for path in paths]
    dora.push(f"{other}/app:1", image)
    assert [as_("petra").get(path).json() for path in paths] == before
    blobs = sum(map(len, image.blobs))
    for path in paths:
        shown = as_("admin").get(path).json()
        assert (shown["scope"], shown["shared"]) == ("registry", blobs)
    listed = as_("admin").get("/storage").json()["projects"]
    (mine,) = (project for project in listed if project["name"] == people.project)
    assert mine["shared"] == blobs
    for who in ("anonymous", "nobody", "petra"):
        assert_denied(as_(who).get("/storage"), who)


def test_what_a_deletion_left_is_told_until_it_is_collected(
    as_: As, people: People, dora: RegistryClient
) -> None:
    image = an_image([uuid.uuid4().bytes * 100])
    dora.push(f"{people.project}/app:1", image)
    path = f"/projects/{people.project}/repositories/app/artifacts/1"
    assert as_("mona").delete(path).status_code == HTTPStatus.OK
    shown = as_("gus").get(f"/projects/{people.project}/storage").json()
    assert shown["logical"] == 0
    assert shown["unreferenced"] == shown["stored"] == sum(map(len, image.blobs))
