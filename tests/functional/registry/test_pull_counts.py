"""What was pulled is counted and audited within a second."""

import time
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from tests.functional.registry.inside import Inside
from tests.support.connection import require
from tests.support.people import People
from tests.support.registry import RegistryClient, an_image

_COUNTS = """
from django.utils import timezone
from artifacts.models import Manifest, Repository, RepositoryDay
repository = Repository.objects.get(name=name)
day = RepositoryDay.objects.filter(repository=repository, day=timezone.now().date()).first()
manifests = Manifest.objects.filter(repository=repository).order_by("pk")
answer = {
    "repository": repository.pull_count,
    "day": [day.pulls, day.pushes] if day else None,
    "manifests": [[manifest.pull_count, manifest.pull_time] for manifest in manifests],
}
"""


def within_a_second(check: Callable[[], bool]) -> None:
    """Wait for what a batch brings: half a second, and the time that it takes to write."""
    for _ in range(20):
        if check():
            return
        time.sleep(0.05)
    assert check()


def test_pulls_and_pushes_are_counted_within_a_second(
    dora: RegistryClient, repository: str, inside: Inside
) -> None:
    image = an_image([uuid.uuid4().bytes])
    dora.push(f"{repository}:1", image)
    for _ in range(3):
        dora.pull(f"{repository}:1")
    for _ in range(2):
        dora.get_manifest(repository, image.digest)

    def counts() -> Any:
        return inside.run(_COUNTS, name=repository)

    within_a_second(lambda: counts()["repository"] == 5)
    assert counts()["day"] == [5, 1]
    assert counts()["manifests"][0][0] == 5
    assert counts()["manifests"][0][1]


def test_a_pull_leaves_an_audit_row_and_head_leaves_none(
    dora: RegistryClient, repository: str, inside: Inside
) -> None:
    image = an_image([uuid.uuid4().bytes])
    dora.push(f"{repository}:1", image)
    path = f"/v2/{repository}/manifests/1"
    require(dora.request("HEAD", path), HTTPStatus.OK)
    answer = require(dora.request("GET", path), HTTPStatus.OK)
    asked = {"operation": "pull", "project_id__isnull": False}
    within_a_second(lambda: len(inside.audit(resource=f"{repository}:1", **asked)) == 1)
    (row,) = inside.audit(resource=f"{repository}:1", **asked)
    assert (row["resource_type"], row["username"], row["credential"]) == (
        "artifact",
        "dora",
        "bearer",
    )
    assert row["details"] == {"digest": image.digest, "count": 1}
    assert row["request_id"] == answer.headers["X-Request-Id"]
    assert row["source_address"] == "127.0.0.1"


def test_pulls_of_a_public_project_by_nobody_are_nobodys(
    registry: RegistryClient, cast: Callable[..., People], inside: Inside
) -> None:
    people = cast(public=True)
    repository = f"{people.project}/open"
    registry.as_(*people["dora"]).push(f"{repository}:1", an_image())
    for _ in range(4):
        registry.anonymous().get_manifest(repository, "1")
    within_a_second(
        lambda: (
            sum(
                row["details"]["count"]
                for row in inside.audit(resource=f"{repository}:1", operation="pull")
            )
            == 4
        )
    )
    rows = inside.audit(resource=f"{repository}:1", operation="pull")
    assert {row["username"] for row in rows} == {"anonymous"}
