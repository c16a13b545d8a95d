"""What is said to wait for garbage collection: told by days, and quickly however much there is."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from artifacts import manifests, trash
from artifacts.models import Manifest, Upload
from jobs import attempts
from maintenance.garbage import runs, waiting
from maintenance.garbage.runs import Options
from maintenance.garbage.waiting import Day, Uploads
from oci.digest import Digest
from oci.reference import RepositoryName
from projects.access import Access
from tests.support.domain import caller
from tests.support.images import Image, an_image
from tests.unit.artifacts.test_push import push

DAYS = 7
MANY = 3000

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.fixture(autouse=True)
def a_week(settings: Settings) -> None:
    settings.TRASH_DAYS = DAYS
    settings.GC_GRACE = timedelta(0)


def an_old_one(name: RepositoryName, access: Access, words: str, days: int) -> Image:
    """Push an image and delete it, so many days ago."""
    image = an_image([words.encode()], f'"{words}"'.encode())
    push(name, image, access)
    manifests.delete_artifact(name=name, reference=Digest.parse(image.digest), by=access)
    rows = Manifest.objects.filter(digest=image.digest)
    assert rows.update(deleted_at=F("deleted_at") - timedelta(days=days)) == 1
    return image


def test_nothing_waits_where_there_is_nothing() -> None:
    found = waiting.find()
    assert (found.due, found.days, found.untagged) == (0, [], None)
    assert found.uploads == Uploads(0, 0, None)


def test_the_trash_is_told_by_the_day_from_which_it_may_be_taken(
    name: RepositoryName, access: Access
) -> None:
    for number, days in enumerate((0, 2, 2, DAYS, DAYS + 30)):
        an_old_one(name, access, f"old {number}", days)
    push(name, an_image([b"kept"]), access, tag="kept")
    deleted = Manifest.objects.filter(deleted_at__isnull=False)
    kept = [
        trash.kept_until(row.deleted_at).date()
        for row in deleted.order_by("deleted_at")
        if row.deleted_at and row.deleted_at >= trash.kept_since(timezone.now())
    ]
    found = waiting.find()
    assert found.due == 2
    assert found.days == [Day(day, kept.count(day)) for day in sorted(set(kept))]
    assert sorted(day.count for day in found.days) == [1, 2]


def test_what_has_no_tag_is_what_the_newest_run_found_that_looked_for_it(
    name: RepositoryName, access: Access, root: User
) -> None:
    common, own = b"a layer of both", b"a layer of one"
    images = [an_image([common], b"1"), an_image([common, own], b"2")]
    for image in images:
        push(name, image, access, tag=None)
    push(name, an_image([b"tagged"], b"3"), access, tag="kept")
    first = runs.start(Options(dry_run=True), by=caller(root))
    attempts.make(first.tasks.get().pk)
    assert waiting.find().untagged is None

    looked = runs.start(Options(dry_run=True, delete_untagged=True), by=caller(root))
    attempts.make(looked.tasks.get().pk)
    found = waiting.find().untagged
    assert found is not None
    assert (found.run_id, found.count) == (looked.pk, 2)
    blobs = {blob for image in images for blob in image.blobs}
    assert found.bytes == sum(map(len, blobs)) + sum(len(image.manifest) for image in images)

    taken = runs.start(Options(plan=looked.pk), by=caller(root))
    attempts.make(taken.tasks.get().pk)
    left = waiting.find().untagged
    assert left is not None
    assert (left.run_id, left.count, left.bytes) == (looked.pk, 0, 0)


def test_nobody_is_told_bytes_that_would_take_too_long_to_add_up(
    name: RepositoryName, access: Access, root: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST_MEASURED", 0)
    push(name, an_image([b"untagged"]), access, tag=None)
    run = runs.start(Options(dry_run=True, delete_untagged=True), by=caller(root))
    attempts.make(run.tasks.get().pk)
    found = waiting.find().untagged
    assert found is not None
    assert (found.count, found.bytes) == (1, None)


def test_uploads_under_way_are_counted_with_what_has_come(access: Access) -> None:
    began = timezone.now() - timedelta(hours=3)
    for number, offset in enumerate((100, 250)):
        Upload.objects.create(
            id=f"{number:032x}",
            project_id=access.project_id,
            repository="acme/app",
            principal="user:1",
            offset=offset,
            algorithm="sha256",
            state={},
            creation_time=began + timedelta(hours=number),
            expires_at=timezone.now() + timedelta(days=1),
        )
    assert waiting.find().uploads == Uploads(2, 350, began)


def test_manifests_that_are_there_are_not_looked_at(
    name: RepositoryName, access: Access, root: User
) -> None:
    """Of a million, most are: the plans of all queries go by the index of those that are not."""
    push(name, an_image([b"kept"]), access, tag="kept")
    row = Manifest.objects.get()
    Manifest.objects.bulk_create(
        [
            Manifest(repository_id=row.repository_id, digest=f"sha256:{at:064x}", size=1, body=b"")
            for at in range(MANY)
        ],
        batch_size=500,
    )
    run = runs.start(Options(dry_run=True, delete_untagged=True), by=caller(root))
    attempts.make(run.tasks.get().pk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with CaptureQueriesContext(connection) as asked:
        waiting.find()
    plans = [_plan(query["sql"]) for query in asked if "artifacts_manifest" in query["sql"]]
    assert len(plans) == 2
    for plan in plans:
        assert not re.search(r"Seq Scan on artifacts_manifest|SCAN (artifacts_manifest|m)\b", plan)


def _plan(statement: str) -> str:
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {statement}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())
