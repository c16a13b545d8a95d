"""What a project has in its trash, and what is kept for that alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from artifacts import manifests, repositories, tags, trash, trash_items
from artifacts.trash_items import Item, Kind, Total
from oci.digest import Digest
from oci.reference import RepositoryName
from projects.access import Access
from tests.support.clocks import at
from tests.support.images import Image, an_image, an_index
from tests.unit.artifacts.test_push import push, push_manifest
from tests.unit.artifacts.test_tags import an_accessory

pytestmark = pytest.mark.usefixtures("storage")


def listed(access: Access, *kinds: Kind) -> list[Item]:
    """Everything in the trash, what went last first."""
    found = [trash_items.of_project(access.project_id, kind) for kind in kinds or Kind]
    rows = trash_items.united(found).order_by("-deleted_at", *trash_items.ORDER)
    return trash_items.items(list(rows), access.project_id)


def delete(name: RepositoryName, image: Image, by: Access) -> None:
    manifests.delete_artifact(name=name, reference=Digest.parse(image.digest), by=by)


def size_of(*images: Image) -> int:
    """Bytes of all that they name, each once."""
    return sum(map(len, {blob for image in images for blob in (image.manifest, *image.blobs)}))


def test_each_deed_is_an_item_with_who_did_it_and_what_it_holds(
    name: RepositoryName, access: Access
) -> None:
    other = RepositoryName.parse(f"{name.project}/other")
    shared, own = an_image([b"shared"]), an_image([b"own", b"shared"])
    index = an_index()
    push(name, shared, access, tag="kept")
    push(name, shared, access, tag="gone")
    for tag in ("1", "latest"):
        push(name, own, access, tag=tag)
    push(name, an_accessory(own), access, tag=None)
    for image in index.images:
        push(other, image, access, tag=None)
    push_manifest(other, index.manifest, access, tag="1")
    tags.delete(name=name, tag="gone", by=access)
    delete(name, own, access)
    repositories.delete(name=other, by=access)
    whole, artifact, tag = listed(access)
    assert (whole.kind, whole.repository, whole.digest) == (Kind.REPOSITORY, other.path, "")
    assert (whole.artifact_count, whole.tag_count) == (3, 1)
    assert whole.held == size_of(*index.images) + len(index.manifest)
    assert (artifact.kind, artifact.repository, artifact.digest) == (
        Kind.ARTIFACT,
        name.path,
        own.digest,
    )
    assert artifact.tags == ["1", "latest"]
    assert artifact.held == size_of(own, an_accessory(own)) - len(b"shared")
    assert (tag.kind, tag.tag, tag.digest, tag.held) == (Kind.TAG, "gone", shared.digest, 0)
    assert {item.deleted_by for item in (whole, artifact, tag)} == {"admin"}
    assert trash_items.total(access.project_id) == Total(3, whole.held + artifact.held)
    assert [item.kind for item in listed(access, Kind.TAG)] == [Kind.TAG]


def test_what_two_items_share_counts_once_in_the_sum(name: RepositoryName, access: Access) -> None:
    first, second = an_image([b"base", b"1"]), an_image([b"base", b"2"])
    for image in (first, second):
        push(name, image, access, tag=image.digest[-8:])
    for image in (first, second):
        delete(name, image, access)
    assert [item.held for item in listed(access)] == [size_of(second), size_of(first)]
    assert trash_items.total(access.project_id) == Total(2, size_of(first, second))
    push(name, second, access)
    back = size_of(second)
    assert [item.held for item in listed(access, Kind.ARTIFACT)] == [size_of(first, second) - back]
    assert [item.tag for item in listed(access, Kind.TAG)] == [second.digest[-8:]]


def test_what_is_back_or_too_old_or_elsewhere_is_not_there(
    name: RepositoryName, access: Access, settings: Settings
) -> None:
    image = an_image()
    push(name, image, access, tag="1")
    push(name, an_image([b"another"]), access, tag="2")
    delete(name, image, access)
    assert len(listed(access)) == 1
    until = trash.kept_until(listed(access)[0].deleted_at)
    assert until - timezone.now() < timedelta(days=settings.TRASH_DAYS)
    with at(until - timedelta(seconds=1), ticks=False):
        assert len(listed(access)) == 1
    with at(until, ticks=False):
        assert listed(access) == []
        assert trash_items.total(access.project_id) == Total(0, 0)
    push(name, image, access, tag="1")
    assert listed(access) == []
    tags.delete(name=name, tag="1", by=access)
    repositories.delete(name=name, by=access)
    assert [item.kind for item in listed(access)] == [Kind.REPOSITORY]
    trash.restore_repository(name=name, by=access)
    assert [item.tag for item in listed(access)] == ["1"]
    settings.TRASH_DAYS = 0
    assert listed(access) == []


def test_a_long_list_takes_as_many_queries_as_a_short_one(
    name: RepositoryName, access: Access
) -> None:
    counts = []
    for size in (1, 5):
        for number in range(size):
            image = an_image([f"{size}-{number}".encode()])
            push(name, image, access, tag=f"{size}-{number}")
            push(name, image, access, tag=f"alone-{size}-{number}")
            tags.delete(name=name, tag=f"alone-{size}-{number}", by=access)
            delete(name, image, access)
            other = RepositoryName.parse(f"{name.project}/r-{size}-{number}")
            push(other, image, access)
            repositories.delete(name=other, by=access)
        with CaptureQueriesContext(connection) as asked:
            found = listed(access)
        counts.append((len(found), len(asked)))
    assert counts == [(3, 4), (18, 4)]
