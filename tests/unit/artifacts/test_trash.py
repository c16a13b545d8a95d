"""What was deleted a short while ago comes back whole, or not at all."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from pytest_django import Settings

from accounts.models import User
from artifacts import collecting, labels, manifests, repositories, tags, trash
from artifacts.errors import NotInTrash, TagMovedOn, VersionGone
from artifacts.labels import Wanted
from artifacts.models import (
    ArtifactLabel,
    Blob,
    BlobState,
    Edge,
    Manifest,
    ProjectBlob,
    Repository,
    RepositoryBlob,
    Tag,
    TagMove,
)
from audit.models import AuditLog
from jobs import clock
from oci.digest import Digest
from oci.reference import RepositoryName
from projects.access import Access
from projects.errors import ActionDenied, QuotaExceeded, TagImmutable, TokenInvalid
from projects.models import Project, Quota
from projects.roles import Action
from tests.support.clocks import at
from tests.support.domain import a_project, caller
from tests.support.images import Image, Index, an_image, an_index
from tests.support.oracle import assert_sound
from tests.support.threads import start
from tests.unit.artifacts.test_copies import may_only
from tests.unit.artifacts.test_push import push, push_manifest, used
from tests.unit.artifacts.test_tags import an_accessory, digests, present, protect, state

pytestmark = pytest.mark.usefixtures("storage")


def restore(name: RepositoryName, image: Image | Index, by: Access, **more: Any) -> trash.Restored:
    digest = Digest.parse(image.digest)
    return trash.restore_artifact(name=name, digest=digest, by=by, **more)


def delete(name: RepositoryName, image: Image | Index, by: Access) -> None:
    manifests.delete_artifact(name=name, reference=Digest.parse(image.digest), by=by)


class Way:
    """An artifact that is deleted and restored for itself, or with its repository."""

    def delete(self, name: RepositoryName, image: Image | Index, by: Access) -> None:
        delete(name, image, by)

    def restore(self, name: RepositoryName, image: Image | Index, by: Access) -> None:
        restore(name, image, by)


class WithItsRepository(Way):
    def delete(self, name: RepositoryName, image: Image | Index, by: Access) -> None:
        repositories.delete(name=name, by=by)

    def restore(self, name: RepositoryName, image: Image | Index, by: Access) -> None:
        trash.restore_repository(name=name, by=by)


WAYS = pytest.mark.parametrize("way", [Way(), WithItsRepository()], ids=["alone", "whole"])


def seen(name: RepositoryName) -> dict[str, object]:
    """All that a reader could see of a repository, with what it costs."""
    rows = Manifest.objects.present().filter(repository__name=name.path)
    return {
        "manifests": sorted(rows.values_list("digest", "push_time", "pull_count")),
        "tags": present(name),
        "labels": sorted(
            ArtifactLabel.objects.filter(manifest__in=rows).values_list(
                "label__name", "manifest_id"
            )
        ),
        "links": set(
            RepositoryBlob.objects.filter(repository__name=name.path).values_list("blob__digest")
        ),
        "paid": set(ProjectBlob.objects.values_list("project_id", "blob_id")),
        "used": list(Quota.objects.values_list("used", "reserved")),
    }


def told() -> AuditLog:
    row = AuditLog.objects.order_by("pk").last()
    assert row is not None
    return row


def a_family(name: RepositoryName, by: Access) -> tuple[Index, Image]:
    """Push an index of two images with a signature and a signed child, two tags and a label."""
    index = an_index()
    for image in index.images:
        push(name, image, by, tag=None)
    push_manifest(name, index.manifest, by, tag="1")
    push_manifest(name, index.manifest, by, tag="latest")
    signature = an_accessory(index.images[0])
    push(name, signature, by, tag=None)
    push(name, an_image([b"of the index"]), by, tag=index.digest.replace(":", "-") + ".sig")
    label = labels.create(wanted=Wanted(name="stable"), by=by)
    labels.attach(name=name, reference="1", label_id=label.pk, by=by)
    return index, signature


@pytest.fixture
def later(settings: Settings) -> Callable[..., AbstractContextManager[None]]:
    """Give a way into the time after things have left the trash, or just before that."""

    def travel(**less: float) -> AbstractContextManager[None]:
        return at(clock.now() + timedelta(days=settings.TRASH_DAYS) - timedelta(**less))

    return travel


def test_an_artifact_comes_back_with_all_that_went_with_it(
    name: RepositoryName, access: Access
) -> None:
    index, _ = a_family(name, access)
    push(name, an_image([b"another"]), access, tag="other")
    before = seen(name)
    version = Repository.objects.get().version
    delete(name, index, access)
    row = Manifest.objects.get(digest=index.digest)
    assert (row.deleted_by, row.deleted_with) == ("admin", "")
    assert Manifest.objects.filter(deleted_with=index.digest).count() == 4
    found = restore(name, index, access)
    cosign = index.digest.replace(":", "-") + ".sig"
    assert found == trash.Restored(index.digest, ["1", "latest", cosign], [], 5)
    assert seen(name) == before
    assert Repository.objects.get().version == version + 2
    assert not Manifest.objects.exclude(deleted_by="", deleted_with="").exists()
    row = told()
    assert (row.operation, row.resource_type) == ("restore", "artifact")
    assert row.resource == f"{name.path}@{index.digest}"
    assert row.details == {"tags": ["1", "latest", cosign], "manifest_count": 5}
    assert_sound()
    with pytest.raises(NotInTrash):
        restore(name, index, access)


def test_what_was_deleted_for_itself_before_stays_in_the_trash(
    name: RepositoryName, access: Access
) -> None:
    image = an_image()
    push(name, image, access)
    first, second = an_accessory(image, b"first"), an_accessory(image, b"second")
    for accessory in (first, second):
        push(name, accessory, access, tag=None)
    delete(name, first, access)
    delete(name, image, access)
    restore(name, image, access)
    assert digests(name) == {image.digest, second.digest}
    restore(name, first, access)
    assert digests(name) == {image.digest, first.digest, second.digest}
    assert_sound()


def test_an_index_brings_back_children_that_were_deleted_after_it(
    name: RepositoryName, access: Access
) -> None:
    index = an_index()
    for number, image in enumerate(index.images):
        push(name, image, access, tag=f"child-{number}")
    push_manifest(name, index.manifest, access, tag="1")
    delete(name, index, access)
    delete(name, index.images[0], access)
    assert restore(name, index, access).manifest_count == 2
    assert digests(name) == {index.digest, *(image.digest for image in index.images)}
    assert set(present(name)) == {"1", "child-1"}
    assert_sound()


def test_a_tag_that_was_taken_meanwhile_is_left_unless_it_is_forced(
    name: RepositoryName, access: Access
) -> None:
    old, new = an_image([b"old"]), an_image([b"new"])
    for tag in ("1", "2"):
        push(name, old, access, tag=tag)
    delete(name, old, access)
    push(name, new, access, tag="1")
    assert restore(name, old, access) == trash.Restored(old.digest, ["2"], ["1"], 1)
    assert present(name) == {"1": new.digest, "2": old.digest}
    assert told().details["tags_left"] == ["1"]
    delete(name, old, access)
    push(name, new, access, tag="2")
    assert restore(name, old, access, force=True).tags == ["2"]
    assert present(name) == {"1": new.digest, "2": old.digest}
    assert_sound()


def test_force_moves_no_protected_tag_and_takes_the_right_to_push(
    name: RepositoryName, access: Access, root: User
) -> None:
    old, new = an_image([b"old"]), an_image([b"new"])
    for tag in ("v1", "free"):
        push(name, old, access, tag=tag)
    delete(name, old, access)
    for tag in ("v1", "free"):
        push(name, new, access, tag=tag)
    protect(access, "v*")
    before = state(name)
    with pytest.raises(TagImmutable):
        restore(name, old, access, force=True)
    with pytest.raises(TagImmutable):
        trash.restore_tag(name=name, tag="v1", by=access, force=True)
    deleter = may_only(access, Action.ARTIFACT_DELETE, Action.TAG_DELETE)
    with pytest.raises(ActionDenied):
        trash.restore_tag(name=name, tag="free", by=deleter, force=True)
    assert state(name) == before
    assert restore(name, old, deleter).tags_left == ["free", "v1"]
    assert_sound()


def test_a_protected_tag_that_is_not_there_may_return(name: RepositoryName, access: Access) -> None:
    image = an_image()
    push(name, image, access, tag="v1")
    delete(name, image, access)
    protect(access, "*")
    assert restore(name, image, access).tags == ["v1"]
    assert present(name) == {"v1": image.digest}


def test_a_tag_comes_back_alone(name: RepositoryName, access: Access) -> None:
    image = an_image()
    push(name, image, access, tag="1")
    tags.delete(name=name, tag="1", by=access)
    assert Tag.objects.get().deleted_by == "admin"
    found = trash.restore_tag(name=name, tag="1", by=access)
    assert found == trash.Restored(image.digest, ("1",), (), 0)
    assert present(name) == {"1": image.digest}
    row = told()
    assert (row.operation, row.resource) == ("restore", f"{name.path}:1")
    assert row.details == {"digest": [None, image.digest], "manifest_revived": False}
    with pytest.raises(NotInTrash):
        trash.restore_tag(name=name, tag="1", by=access)
    assert_sound()


def test_a_tag_brings_its_artifact_along(name: RepositoryName, access: Access) -> None:
    index, signature = a_family(name, access)
    tags.delete(name=name, tag="1", by=access)
    delete(name, index, access)
    assert trash.restore_tag(name=name, tag="1", by=access).manifest_count == 5
    assert present(name) == {"1": index.digest}
    assert signature.digest in digests(name)
    assert told().details["manifest_revived"] is True
    assert_sound()


def test_a_tag_that_moved_on_goes_back_by_force_alone(name: RepositoryName, access: Access) -> None:
    first, second, third = (an_image([data]) for data in (b"1", b"2", b"3"))
    for image in (first, second):
        push(name, image, access, tag="latest")
        tags.delete(name=name, tag="latest", by=access)
    push(name, third, access, tag="latest")
    before = state(name)
    with pytest.raises(TagMovedOn, match=third.digest):
        trash.restore_tag(name=name, tag="latest", by=access)
    never = Digest.parse(third.digest)
    with pytest.raises(NotInTrash):
        trash.restore_tag(name=name, tag="latest", by=access, digest=never, force=True)
    assert state(name) == before
    of_first = Digest.parse(first.digest)
    trash.restore_tag(name=name, tag="latest", by=access, digest=of_first, force=True)
    assert present(name) == {"latest": first.digest}
    assert told().details == {"digest": [third.digest, first.digest], "manifest_revived": False}
    assert_sound()


def test_a_repository_comes_back_as_it_was(name: RepositoryName, access: Access) -> None:
    index, _ = a_family(name, access)
    gone = an_image([b"gone before"])
    push(name, gone, access, tag="gone")
    delete(name, gone, access)
    repositories.describe(name=name, description="What it is", by=access)
    before = seen(name)
    kept = Repository.objects.get()
    repositories.delete(name=name, by=access)
    assert Repository.objects.get().deleted_by == "admin"
    assert used(access) == 0
    with pytest.raises(NotInTrash):
        restore(name, index, access)
    found = trash.restore_repository(name=name, by=access)
    assert (found.manifest_count, len(found.tags), list(found.tags_left)) == (5, 3, [])
    after = Repository.objects.get()
    assert (after.pk, after.description, after.deleted_by) == (kept.pk, "What it is", "")
    assert after.version > kept.version
    links_of_gone = {(Digest.of(blob).__str__(),) for blob in gone.blobs}
    assert seen(name)["links"] == before["links"] - links_of_gone  # type: ignore[operator]
    for part in ("manifests", "tags", "labels"):
        assert seen(name)[part] == before[part]
    row = told()
    assert (row.operation, row.resource_type, row.resource) == ("restore", "repository", name.path)
    assert row.details == {"artifact_count": 5, "tag_count": 3}
    assert_sound()
    with pytest.raises(NotInTrash):
        trash.restore_repository(name=name, by=access)
    restore(name, gone, access)
    assert present(name)["gone"] == gone.digest
    assert_sound()


def made_anew(name: RepositoryName, access: Access) -> tuple[Index, Image, Image]:
    """Delete a repository, and push something else and a part of the same under its name."""
    index, _ = a_family(name, access)
    earlier = an_image([b"deleted before"])
    push(name, earlier, access, tag="earlier")
    tags.delete(name=name, tag="earlier", by=access)
    delete(name, earlier, access)
    repositories.describe(name=name, description="What it was", by=access)
    Repository.objects.update(pull_count=3)
    repositories.delete(name=name, by=access)
    new, (child, other) = an_image([b"new"]), index.images
    push(name, new, access, tag="latest")
    push(name, child, access, tag="child")
    push(name, other, access, tag=None)
    delete(name, other, access)
    return index, new, earlier


def test_a_repository_of_that_name_gets_what_it_does_not_have(
    name: RepositoryName, access: Access
) -> None:
    index, new, _ = made_anew(name, access)
    found = trash.restore_repository(name=name, by=access)
    assert list(found.tags_left) == ["latest"]
    assert (present(name)["latest"], present(name)["1"]) == (new.digest, index.digest)
    images = {image.digest for image in index.images}
    assert {index.digest, new.digest, *images} < digests(name)
    (now,) = Repository.objects.present()
    assert (now.description, now.pull_count) == ("What it was", 3)
    assert not TagMove.objects.exclude(repository=now).exists()
    edges = Edge.objects.filter(manifest__digest=index.digest, manifest__repository=now)
    assert [edge.child.repository_id for edge in edges if edge.child] == [now.pk] * 2
    assert_sound()


def test_what_was_handed_over_goes_on_as_if_it_had_been_there(
    name: RepositoryName, access: Access
) -> None:
    index, _, earlier = made_anew(name, access)
    trash.restore_repository(name=name, by=access)
    with pytest.raises(NotInTrash):
        trash.restore_repository(name=name, by=access)
    trash.restore_tag(name=name, tag="earlier", by=access)
    assert present(name)["earlier"] == earlier.digest
    delete(name, index, access)
    assert index.images[0].digest in digests(name)
    assert index.images[1].digest not in digests(name)
    restore(name, index, access)
    assert index.images[1].digest in digests(name)
    assert_sound()


def test_of_two_of_one_name_either_comes_back(name: RepositoryName, access: Access) -> None:
    images = [an_image([data]) for data in (b"first", b"second", b"third")]
    for image in images[:2]:
        push(name, image, access, tag=image.digest[-8:])
        repositories.delete(name=name, by=access)
    first, second = Repository.objects.order_by("pk")
    trash.restore_repository(name=name, by=access, repository_id=first.pk)
    assert digests(name) == {images[0].digest}
    with pytest.raises(NotInTrash):
        trash.restore_repository(name=name, by=access, repository_id=first.pk)
    other = RepositoryName.parse(f"{name.project}/other")
    with pytest.raises(NotInTrash):
        trash.restore_repository(name=other, by=access, repository_id=second.pk)
    trash.restore_repository(name=name, by=access)
    assert digests(name) == {image.digest for image in images[:2]}
    assert len(present(name)) == 2
    assert_sound()


def test_another_project_of_that_name_inherits_nothing(
    name: RepositoryName, access: Access, root: User
) -> None:
    push(name, an_image(), access)
    repositories.delete(name=name, by=access)
    repositories.delete_project(project_id=access.project_id, by=caller(root))
    project: Project = a_project(name.project)
    successor = replace(access, project_id=project.pk, project_epoch=project.epoch)
    with pytest.raises(NotInTrash):
        trash.restore_repository(name=name, by=successor)


def test_what_is_too_old_is_beyond_restore(
    name: RepositoryName,
    access: Access,
    later: Callable[..., AbstractContextManager[None]],
    settings: Settings,
) -> None:
    other = RepositoryName.parse(f"{name.project}/other")
    image, tagged = an_image(), an_image([b"tagged"])
    push(other, image, access)
    push(name, image, access)
    push(name, tagged, access, tag="tagged")
    tags.delete(name=name, tag="tagged", by=access)
    delete(name, image, access)
    repositories.delete(name=other, by=access)
    deeds = (
        partial(restore, name, image, access),
        partial(trash.restore_tag, name=name, tag="tagged", by=access),
        partial(trash.restore_repository, name=other, by=access),
    )
    before = state(name)
    with later():
        for deed in deeds:
            with pytest.raises(NotInTrash):
                deed()
    settings.TRASH_DAYS, days = 0, settings.TRASH_DAYS
    for deed in deeds:
        with pytest.raises(NotInTrash):
            deed()
    assert state(name) == before
    settings.TRASH_DAYS = days
    with later(minutes=5):
        for deed in deeds:
            deed()
    assert_sound()


def test_a_tag_of_the_trash_whose_artifact_is_too_old_is_gone(
    name: RepositoryName, access: Access, later: Callable[..., AbstractContextManager[None]]
) -> None:
    image = an_image()
    push(name, image, access, tag="1")
    push(name, an_image([b"other"]), access, tag="2")
    delete(name, image, access)
    with later():
        row = Manifest.objects.get(digest=image.digest)
        assert row.deleted_at is not None
        gone = trash.kept_since(clock.now())
        assert row.deleted_at <= gone
        repository = Repository.objects.get()
        assert collecting.purge(
            repository_id=repository.pk, ids=[row.pk], before=gone + timedelta(seconds=1)
        ) == [row.pk]
        TagMove.objects.create(
            repository=repository,
            name="1",
            old_digest=image.digest,
            moved_by="admin",
            moved_at=clock.now(),
        )
        with pytest.raises(VersionGone, match="its content"):
            trash.restore_tag(name=name, tag="1", by=access)


@WAYS
def test_content_that_garbage_collection_took_is_named(
    name: RepositoryName, access: Access, way: Way
) -> None:
    index, _ = a_family(name, access)
    way.delete(name, index, access)
    layer = Digest.of(index.images[0].blobs[1])
    Blob.objects.filter(digest=str(layer)).update(state=BlobState.CONDEMNED)
    rows = AuditLog.objects.count(), TagMove.objects.count(), used(access)
    with pytest.raises(VersionGone, match=str(layer)):
        way.restore(name, index, access)
    assert (AuditLog.objects.count(), TagMove.objects.count(), used(access)) == rows
    assert index.digest not in digests(name)
    Blob.objects.filter(digest=str(layer)).update(state=BlobState.AVAILABLE)
    way.restore(name, index, access)
    assert_sound()


def test_links_that_were_taken_come_back_and_are_paid_for(
    name: RepositoryName, access: Access
) -> None:
    image = an_image()
    push(name, image, access)
    before = seen(name)
    delete(name, image, access)
    freed = sum(ProjectBlob.objects.values_list("blob__size", flat=True))
    RepositoryBlob.objects.all().delete()
    ProjectBlob.objects.all().delete()
    Quota.objects.update(used=used(access) - freed)
    restore(name, image, access)
    assert {**seen(name), "paid": None} == {**before, "paid": None}
    assert_sound()


@WAYS
def test_a_full_project_gets_nothing_back(name: RepositoryName, access: Access, way: Way) -> None:
    image = an_image([b"layer" * 100])
    push(name, image, access)
    way.delete(name, image, access)
    Quota.objects.update(limit=used(access) + len(image.manifest) - 1)
    rows = AuditLog.objects.count(), TagMove.objects.count(), used(access)
    with pytest.raises(QuotaExceeded):
        way.restore(name, image, access)
    assert (AuditLog.objects.count(), TagMove.objects.count(), used(access)) == rows
    assert digests(name) == set()


def test_rights_of_yesterday_restore_nothing(name: RepositoryName, access: Access) -> None:
    image = an_image()
    push(name, image, access, tag="1")
    delete(name, image, access)
    stale = replace(access, project_epoch=access.project_epoch + 1)
    for deed in (
        partial(restore, name, image, stale),
        partial(trash.restore_tag, name=name, tag="1", by=stale),
        partial(trash.restore_repository, name=name, by=stale),
    ):
        with pytest.raises(TokenInvalid):
            deed()
    assert present(name) == {}


@pytest.mark.django_db(transaction=True)
def test_whoever_restores_and_whoever_pushes_at_once_leave_nothing_half_there(
    name: RepositoryName, access: Access
) -> None:
    index, new = an_index(), an_image([b"new"])
    for image in index.images:
        push(name, image, access, tag=None)
    push_manifest(name, index.manifest, access, tag="1")

    def push_new() -> None:
        push(name, new, access, tag="1")

    def bring_back() -> None:
        with suppress(NotInTrash):
            trash.restore_repository(name=name, by=access)

    for _ in range(6):
        repositories.delete(name=name, by=access)
        assert start(push_new, bring_back, bring_back)() == []
        assert digests(name) == {index.digest, new.digest, *(i.digest for i in index.images)}
        assert_sound()
