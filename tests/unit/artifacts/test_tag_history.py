"""A tag's history is read in pages, and leads back."""

import pytest

from artifacts import blobs, manifests, tag_history, tags
from artifacts.errors import MoveUnknown, VersionGone
from artifacts.models import Manifest, Repository, TagMove
from audit.models import AuditLog
from oci.digest import Digest
from oci.errors import TagInvalid
from oci.reference import RepositoryName
from projects.access import Access
from projects.errors import QuotaExceeded, TagImmutable
from projects.models import Quota
from tests.support.images import Image, an_image, an_index
from tests.support.oracle import assert_sound
from tests.unit.artifacts.test_push import push, push_manifest
from tests.unit.artifacts.test_tags import present, protect, state

pytestmark = pytest.mark.usefixtures("storage")


def moved(name: RepositoryName, access: Access) -> tuple[Image, Image]:
    """Push two images one after the other under one tag."""
    first, second = an_image([b"first"]), an_image([b"second"])
    push(name, first, access, tag="latest")
    push(name, second, access, tag="latest")
    return first, second


def lines(name: RepositoryName, tag: str) -> list[tuple[str, str]]:
    repository = Repository.objects.get(name=name.path)
    found, _ = tag_history.of(repository_id=repository.pk, name=tag)
    return [(line.old_digest, line.new_digest) for line in found]


def test_pages_go_from_the_newest_line_to_the_oldest(name: RepositoryName, access: Access) -> None:
    images = [an_image([bytes([number])], b"{}") for number in range(5)]
    for image in images:
        push(name, image, access, tag="latest")
    push(name, images[0], access, tag="other")
    repository = Repository.objects.get().pk
    seen: list[str] = []
    before: int | None = None
    while True:
        page, before = tag_history.of(
            repository_id=repository, name="latest", before=before, at_most=2
        )
        seen += [line.new_digest for line in page]
        if before is None:
            break
        assert len(page) == 2
    assert seen == [image.digest for image in reversed(images)]
    assert {line.moved_by for line in TagMove.objects.all()} == {"admin"}


def test_a_tag_goes_back_to_a_digest_of_its_history(name: RepositoryName, access: Access) -> None:
    first, second = moved(name, access)
    back = tag_history.restore(name=name, tag="latest", to=Digest.parse(first.digest), by=access)
    assert str(back) == first.digest
    assert present(name) == {"latest": first.digest}
    assert lines(name, "latest")[0] == (second.digest, first.digest)
    row = AuditLog.objects.order_by("pk").last()
    assert row is not None
    assert (row.operation, row.resource) == ("restore", f"{name.path}:latest")
    assert row.details == {"digest": [second.digest, first.digest], "manifest_revived": False}
    assert_sound()


def test_a_line_is_undone(name: RepositoryName, access: Access) -> None:
    first, second = moved(name, access)
    line = TagMove.objects.get(new_digest=second.digest)
    tag_history.restore(name=name, tag="latest", to=line.pk, by=access)
    assert present(name) == {"latest": first.digest}
    tags.delete(name=name, tag="latest", by=access)
    line = TagMove.objects.get(new_digest="")
    tag_history.restore(name=name, tag="latest", to=line.pk, by=access)
    assert present(name) == {"latest": first.digest}
    assert_sound()


def test_what_the_history_does_not_have_is_nothing_to_go_back_to(
    name: RepositoryName, access: Access
) -> None:
    first, _ = moved(name, access)
    stranger = an_image([b"stranger"])
    push(name, stranger, access, tag="other")
    begun = TagMove.objects.get(new_digest=first.digest)
    of_other = TagMove.objects.get(name="other")
    before = state(name)
    for to in (begun.pk, of_other.pk, 2**62, Digest.parse(stranger.digest)):
        with pytest.raises(MoveUnknown):
            tag_history.restore(name=name, tag="latest", to=to, by=access)
    with pytest.raises(TagInvalid):
        tag_history.restore(name=name, tag="a b", to=begun.pk, by=access)
    absent = RepositoryName.parse(f"{name.project}/absent")
    with pytest.raises(MoveUnknown):
        tag_history.restore(name=absent, tag="latest", to=begun.pk, by=access)
    assert state(name) == before


def test_a_protected_tag_does_not_go_back_and_a_deleted_one_may_return(
    name: RepositoryName, access: Access
) -> None:
    first, second = moved(name, access)
    push(name, first, access, tag="gone")
    tags.delete(name=name, tag="gone", by=access)
    protect(access, "*")
    before = state(name)
    for digest in (first.digest, second.digest):
        with pytest.raises(TagImmutable):
            tag_history.restore(name=name, tag="latest", to=Digest.parse(digest), by=access)
    assert state(name) == before
    tag_history.restore(name=name, tag="gone", to=Digest.parse(first.digest), by=access)
    assert present(name)["gone"] == first.digest


def test_a_deleted_manifest_comes_back_with_its_tag(name: RepositoryName, access: Access) -> None:
    first, _ = moved(name, access)
    used = Quota.objects.get(project=access.project_id).used
    manifests.delete(name=name, digest=Digest.parse(first.digest), by=access)
    tag_history.restore(name=name, tag="latest", to=Digest.parse(first.digest), by=access)
    assert present(name) == {"latest": first.digest}
    assert Quota.objects.get(project=access.project_id).used == used
    row = AuditLog.objects.order_by("pk").last()
    assert row is not None
    assert row.details["manifest_revived"] is True
    assert_sound()


def test_a_deleted_index_comes_back_with_the_children_that_went_with_it(
    name: RepositoryName, access: Access
) -> None:
    index = an_index()
    outer = an_index([index])  # type: ignore[list-item]  # an index is named like an image
    for image in index.images:
        push(name, image, access, tag=None)
    push_manifest(name, index.manifest, access)
    push_manifest(name, outer.manifest, access, tag="1")
    manifests.delete_artifact(name=name, reference="1", by=access)
    assert not Manifest.objects.present().exists()
    line = TagMove.objects.get(new_digest="")
    tag_history.restore(name=name, tag="1", to=line.pk, by=access)
    assert Manifest.objects.present().count() == 4
    assert_sound()


def test_what_lost_a_part_stays_deleted(name: RepositoryName, access: Access) -> None:
    first, _ = moved(name, access)
    manifests.delete(name=name, digest=Digest.parse(first.digest), by=access)
    blobs.delete(name=name, digest=Digest.of(b"first"), by=access)
    before = state(name)
    with pytest.raises(VersionGone, match=str(Digest.of(b"first"))):
        tag_history.restore(name=name, tag="latest", to=Digest.parse(first.digest), by=access)
    assert state(name) == before
    Manifest.objects.filter(digest=first.digest).update(digest="sha256:" + "0" * 64)
    with pytest.raises(VersionGone, match="its content"):
        tag_history.restore(name=name, tag="latest", to=Digest.parse(first.digest), by=access)


def test_what_the_quota_does_not_hold_stays_deleted(name: RepositoryName, access: Access) -> None:
    first, _ = moved(name, access)
    manifests.delete(name=name, digest=Digest.parse(first.digest), by=access)
    quota = Quota.objects.get(project=access.project_id)
    Quota.objects.filter(pk=quota.pk).update(limit=quota.used + 5)
    before = state(name)
    with pytest.raises(QuotaExceeded):
        tag_history.restore(name=name, tag="latest", to=Digest.parse(first.digest), by=access)
    assert state(name) == before
