"""Pulls that were gathered: what they add to the counters, and to the audit log."""

import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from artifacts import activity, manifests
from artifacts.activity import Batch, Pull, Times
from artifacts.models import Manifest, Repository, RepositoryDay, Tag
from audit.models import AuditLog
from jobs import clock
from oci.digest import Digest
from oci.reference import RepositoryName
from projects.access import Access
from tests.support.domain import caller
from tests.support.images import an_image, an_index
from tests.unit.artifacts.test_push import push, push_manifest

pytestmark = pytest.mark.usefixtures("storage")

NOON = time.monotonic() / 2
"""By the monotonic clock: pulls are timed by it, and written by the database's.

It begins with the machine, which may be minutes old.
"""


def pull_of(repository: Repository, digest: Digest, by: Access, *, tag: str = "") -> Pull:
    return Pull(
        repository.project_id,
        repository.pk,
        repository.name,
        str(digest),
        tag,
        by.by.principal,
        by.by.credential,
        "192.0.2.1",
        "docker/1",
    )


@pytest.fixture
def digest(name: RepositoryName, access: Access) -> Digest:
    return push(name, an_image([b"layer"]), access)


@pytest.fixture
def repository(digest: Digest, name: RepositoryName) -> Repository:
    return Repository.objects.get(name=name.path)


def test_pulls_count_for_the_artifact_its_tag_its_repository_and_the_day(
    repository: Repository, digest: Digest, access: Access
) -> None:
    by_tag = pull_of(repository, digest, access, tag="1")
    pulls = {by_tag: Times(3, NOON, "a"), by_tag._replace(tag=""): Times(2, NOON + 1, "b")}
    activity.record(Batch(pulls, Counter({repository.pk: 4})))
    activity.record(Batch({by_tag: Times(1, NOON + 2, "c")}))
    manifest, tag = Manifest.objects.get(), Tag.objects.get()
    assert manifest.pull_count == 6
    assert manifest.pull_time == tag.pull_time
    assert manifest.pull_time is not None
    assert _since_noon(manifest.pull_time) == pytest.approx(2, abs=0.5)
    version = repository.version
    repository.refresh_from_db()
    assert repository.pull_count == 6
    assert repository.version == version  # readers need not look again
    day = RepositoryDay.objects.get()
    assert (day.pulls, day.pushes, day.day) == (6, 4, datetime.now(UTC).date())


def test_pulls_leave_one_audit_row_for_each_kind(
    repository: Repository, digest: Digest, access: Access
) -> None:
    pull = pull_of(repository, digest, access, tag="1")
    activity.record(Batch({pull: Times(3, NOON, "a"), pull._replace(tag=""): Times(1, NOON, "b")}))
    rows = AuditLog.objects.filter(operation="pull").order_by("pk")
    assert [(row.resource, row.details["count"], row.request_id) for row in rows] == [
        (f"{repository.name}:1", 3, "a"),
        (f"{repository.name}@{digest}", 1, "b"),
    ]
    row = rows[0]
    assert _since_noon(row.op_time) == pytest.approx(0, abs=0.5)
    assert (row.username, row.project_id) == (access.by.principal.name, repository.project_id)
    assert (row.source_address, row.user_agent) == ("192.0.2.1", "docker/1")


def _since_noon(moment: datetime) -> float:
    return (moment - clock.now()).total_seconds() + time.monotonic() - NOON


def test_a_part_of_an_index_is_no_second_pull_of_the_repository(
    repository: Repository, digest: Digest, name: RepositoryName, access: Access
) -> None:
    image = Manifest.objects.get(digest=str(digest))
    index = push_manifest(name, an_index([an_image([b"layer"])]).manifest, access, tag="all")
    pulls = [
        pull_of(repository, index, access, tag="all"),
        pull_of(repository, digest, access),
    ]
    activity.record(Batch({pull: Times(1, NOON, "") for pull in pulls}))
    repository.refresh_from_db()
    image.refresh_from_db()
    assert (repository.pull_count, image.pull_count) == (1, 1)


def test_what_is_gone_by_then_is_still_in_the_audit_log(
    repository: Repository, digest: Digest, name: RepositoryName, access: Access, root: User
) -> None:
    pull = pull_of(repository, digest, access, tag="1")
    gone = pull._replace(repository_id=repository.pk + 1000, repository="acme/never")
    manifests.delete(name=name, digest=digest, by=replace(access, by=caller(root)))
    activity.record(Batch({pull: Times(1, NOON, ""), gone: Times(1, NOON, "")}))
    assert AuditLog.objects.filter(operation="pull").count() == 2
    assert RepositoryDay.objects.get().repository == repository


def test_a_batch_costs_as_many_queries_however_large(
    repository: Repository, digest: Digest, access: Access
) -> None:
    def cost(size: int) -> int:
        pull = pull_of(repository, digest, access, tag="1")
        pulls = {pull._replace(address=f"192.0.2.{n}"): Times(1, NOON, "") for n in range(size)}
        with CaptureQueriesContext(connection) as queries:
            activity.record(Batch(pulls, Counter({repository.pk: 1})))
        return len(queries)

    assert cost(60) == cost(2)
