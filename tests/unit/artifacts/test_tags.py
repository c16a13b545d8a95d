"""Tags that are made, moved and deleted, and rules that keep them from it (AZ-14)."""

from contextlib import suppress
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts import manifests, repositories, tags
from artifacts.errors import ManifestInUse, ManifestUnknown, TagExists
from artifacts.models import ArtifactLabel, Label, Manifest, Repository, Tag, TagMove
from audit.models import AuditLog
from oci.digest import Digest
from oci.errors import TagInvalid
from oci.reference import RepositoryName
from projects import immutability
from projects.access import Access
from projects.errors import TagImmutable
from projects.immutability import Selector, Wanted
from projects.models import Quota
from tests.support.images import OCI_MANIFEST, Image, an_image, an_index, descriptor
from tests.support.oracle import assert_sound
from tests.support.threads import start
from tests.unit.artifacts.test_push import push, push_blob, push_manifest

pytestmark = pytest.mark.usefixtures("storage")


def protect(by: Access, tag_pattern: str, repository_pattern: str = "**") -> None:
    immutability.add(
        wanted=Wanted(
            repositories=[Selector("repoMatches", repository_pattern)],
            tags=[Selector("matches", tag_pattern)],
        ),
        by=by,
    )


def present(name: RepositoryName) -> dict[str, str]:
    rows = Tag.objects.present().filter(repository__name=name.path)
    return dict(rows.values_list("name", "manifest__digest"))


def digests(name: RepositoryName) -> set[str]:
    rows = Manifest.objects.present().filter(repository__name=name.path)
    return set(rows.values_list("digest", flat=True))


def state(name: RepositoryName) -> object:
    return (
        present(name),
        digests(name),
        TagMove.objects.count(),
        AuditLog.objects.count(),
        Repository.objects.get(name=name.path).version,
        list(Quota.objects.values_list("used")),
    )


def an_accessory(subject: Image, layer: bytes = b"signature") -> Image:
    return an_image([layer], more={"subject": descriptor(subject.manifest, OCI_MANIFEST)})


def test_a_tag_is_made_for_a_digest_or_another_tag(name: RepositoryName, access: Access) -> None:
    image = an_image()
    push(name, image, access, tag="1")
    digest = Digest.parse(image.digest)
    version = Repository.objects.get().version
    assert tags.create(name=name, tag="by-digest", reference=digest, by=access) == digest
    assert tags.create(name=name, tag="by-tag", reference="1", by=access) == digest
    assert present(name) == dict.fromkeys(["1", "by-digest", "by-tag"], image.digest)
    assert Repository.objects.get().version == version + 2
    row = AuditLog.objects.order_by("pk").last()
    assert row is not None
    assert (row.operation, row.resource_type) == ("create", "tag")
    assert (row.resource, row.details) == (f"{name.path}:by-tag", {"digest": image.digest})
    assert_sound()


def test_a_tag_that_is_there_is_not_made_again(name: RepositoryName, access: Access) -> None:
    first, second = an_image([b"1"]), an_image([b"2"])
    push(name, first, access, tag="1")
    push(name, second, access, tag="2")
    before = state(name)
    for reference in ("1", "2", Digest.parse(second.digest)):
        with pytest.raises(TagExists):
            tags.create(name=name, tag="1", reference=reference, by=access)
    with pytest.raises(ManifestUnknown):
        tags.create(name=name, tag="3", reference="absent", by=access)
    with pytest.raises(TagInvalid):
        tags.create(name=name, tag="no tag", reference="1", by=access)
    absent = RepositoryName.parse(f"{name.project}/absent")
    with pytest.raises(ManifestUnknown):
        tags.create(name=absent, tag="3", reference="1", by=access)
    assert state(name) == before
    tags.delete(name=name, tag="1", by=access)
    tags.create(name=name, tag="1", reference="2", by=access)
    assert present(name)["1"] == second.digest
    assert_sound()


def test_a_protected_tag_stays_whatever_is_tried(name: RepositoryName, access: Access) -> None:
    kept, other = an_image([b"kept"]), an_image([b"other"])
    push(name, kept, access, tag="v1")
    push(name, other, access, tag="free")
    protect(access, "v*")
    before = state(name)
    digest = Digest.parse(kept.digest)
    for image in (kept, other):
        with pytest.raises(TagImmutable):
            push_manifest(name, image.manifest, access, tag="v1")
    with pytest.raises(TagImmutable):
        manifests.push(
            name=name,
            body=other.manifest,
            media_type=None,
            digest=None,
            tag_names=["fresh", "v1"],
            by=access,
        )
    with pytest.raises(TagImmutable):
        tags.create(name=name, tag="v1", reference="free", by=access)
    with pytest.raises(TagImmutable):
        tags.delete(name=name, tag="v1", by=access)
    with pytest.raises(TagImmutable):
        manifests.delete(name=name, digest=digest, by=access)
    for reference in ("v1", digest):
        with pytest.raises(TagImmutable):
            manifests.delete_artifact(name=name, reference=reference, by=access)
    assert state(name) == before
    push_manifest(name, other.manifest, access, tag="V1")  # another tag, and a new one
    push_manifest(name, other.manifest, access, tag="v2")
    with pytest.raises(TagImmutable):
        push_manifest(name, kept.manifest, access, tag="v2")
    assert_sound()


def test_a_push_asks_for_rules_only_where_a_tag_is_there(
    name: RepositoryName, access: Access
) -> None:
    image = an_image()
    push(name, image, access, tag="there")

    def asked(*names: str) -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            manifests.push(
                name=name,
                body=image.manifest,
                media_type=None,
                digest=Digest.parse(image.digest),
                tag_names=names,
                by=access,
            )
        return [query["sql"] for query in queries if "immutablerule" in query["sql"]]

    assert asked() == []
    assert asked("new") == []
    assert len(asked("there")) == 1
    assert len(asked("there", "new", "newer")) == 1


@pytest.mark.parametrize("pattern", ["sha256-*.sig", "ref"])
def test_a_protected_accessory_stays_and_keeps_nobody_from_deleting_its_artifact(
    name: RepositoryName, access: Access, pattern: str
) -> None:
    image = an_image()
    push(name, image, access, tag="1")
    push(name, an_accessory(image), access, tag="ref")
    cosign = image.digest.replace(":", "-") + ".sig"
    push(name, an_image([b"by tag"]), access, tag=cosign)
    protect(access, pattern)
    manifests.delete_artifact(name=name, reference="1", by=access)
    assert set(present(name)) == {"ref" if pattern == "ref" else cosign}


def test_who_may_only_tag_has_nobody_delete_an_image_with_another(
    name: RepositoryName, access: Access
) -> None:
    junk, image = an_image([b"junk"]), an_image([b"of somebody"])
    push(name, junk, access, tag="junk")
    push(name, image, access, tag="prod")
    derived = junk.digest.replace(":", "-") + ".sig"
    tags.create(name=name, tag=derived, reference="prod", by=access)
    manifests.delete_artifact(name=name, reference="junk", by=access)
    assert set(present(name)) == {"prod", derived}


def test_a_tag_that_moved_on_is_not_deleted_in_the_name_of_what_it_left(
    name: RepositoryName, access: Access
) -> None:
    old, new = an_image([b"old"]), an_image([b"new"])
    push(name, old, access, tag="1")
    repository_id = repositories.find(name)
    assert repository_id is not None
    left = tags.resolve(repository_id, "1").id
    push(name, new, access, tag="1")
    with pytest.raises(ManifestUnknown):
        tags.delete(name=name, tag="1", by=access, manifest_id=left)
    assert set(present(name)) == {"1"}


def test_an_artifact_takes_with_it_what_belongs_to_it(name: RepositoryName, access: Access) -> None:
    index = an_index([an_image([b"loose"]), an_image([b"tagged"]), an_image([b"shared"])])
    loose, tagged, shared = index.images
    push(name, loose, access, tag=None)
    push(name, tagged, access, tag="tagged")
    push(name, shared, access, tag=None)
    other = an_index([shared])
    push_manifest(name, index.manifest, access, tag="index")
    push_manifest(name, other.manifest, access, tag="other")
    of_loose, of_shared = an_accessory(loose), an_accessory(shared)
    of_accessory = an_accessory(of_loose, b"signature of a signature")
    for accessory in (of_loose, of_shared, of_accessory):
        push(name, accessory, access, tag=None)
    cosign = index.digest.replace(":", "-") + ".sig"
    signature = an_image([b"of the index"])
    push(name, signature, access, tag=cosign)
    label = Label.objects.create(name="gone")
    ArtifactLabel.objects.create(manifest=Manifest.objects.get(digest=index.digest), label=label)
    manifests.delete_artifact(name=name, reference="index", by=access)
    assert digests(name) == {tagged.digest, shared.digest, other.digest, of_shared.digest}
    assert set(present(name)) == {"tagged", "other"}
    assert not ArtifactLabel.objects.filter(manifest__deleted_at=None).exists()
    row = AuditLog.objects.order_by("pk").last()
    assert row is not None
    assert row.details["tags"] == ["index", cosign]
    assert set(row.details["with"]) == {
        loose.digest, of_loose.digest, of_accessory.digest, signature.digest,
    }  # fmt: skip
    assert row.details["manifest_count"] == 5
    assert_sound()


def test_a_child_is_kept_by_its_index_on_either_way(name: RepositoryName, access: Access) -> None:
    index = an_index()
    for image in index.images:
        push(name, image, access, tag=None)
    push_manifest(name, index.manifest, access, tag="1")
    child = Digest.parse(index.images[0].digest)
    for delete in (
        lambda: manifests.delete(name=name, digest=child, by=access),
        lambda: manifests.delete_artifact(name=name, reference=child, by=access),
    ):
        with pytest.raises(ManifestInUse):
            delete()
    manifests.delete(name=name, digest=Digest.parse(index.digest), by=access)
    assert digests(name) == {image.digest for image in index.images}
    manifests.delete(name=name, digest=child, by=access)
    assert_sound()


def test_an_accessory_that_an_index_names_stays(name: RepositoryName, access: Access) -> None:
    """No index that is seen lacks a child."""
    image = an_image()
    push(name, image, access, tag="1")
    accessory = an_accessory(image)
    push(name, accessory, access, tag=None)
    index = an_index([accessory])
    push_manifest(name, index.manifest, access, tag="index")
    manifests.delete_artifact(name=name, reference="1", by=access)
    assert digests(name) == {accessory.digest, index.digest}
    manifests.delete_artifact(name=name, reference="index", by=access)
    assert digests(name) == set()
    assert_sound()


def test_a_child_that_is_another_ones_accessory_stays(name: RepositoryName, access: Access) -> None:
    image = an_image()
    push(name, image, access, tag="1")
    accessory = an_accessory(image)
    push(name, accessory, access, tag=None)
    push_manifest(name, an_index([accessory]).manifest, access, tag="index")
    manifests.delete_artifact(name=name, reference="index", by=access)
    assert digests(name) == {image.digest, accessory.digest}
    assert_sound()


def test_what_two_repositories_hold_is_released_with_the_second(
    name: RepositoryName, access: Access
) -> None:
    other = RepositoryName.parse(f"{name.project}/other")
    image = an_image()
    push(name, image, access)
    push(other, image, access)
    used = Quota.objects.get(project=access.project_id).used
    manifests.delete_artifact(name=name, reference="1", by=access)
    assert Quota.objects.get(project=access.project_id).used == used
    manifests.delete_artifact(name=other, reference="1", by=access)
    assert Quota.objects.get(project=access.project_id).used == used - len(image.manifest)
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_a_rule_made_amid_pushes_holds_from_then_on(name: RepositoryName, access: Access) -> None:
    """F-36: whatever push begins after the rule was committed does not move the tag."""
    images = [an_image([bytes([number])], b"{}") for number in range(24)]
    for image in images:
        for data in image.blobs:
            push_blob(name, data, access)
    push_manifest(name, images[0].manifest, access, tag="v1")

    def push_some(first: int) -> None:
        for image in images[first::4]:
            with suppress(TagImmutable):
                push_manifest(name, image.manifest, access, tag="v1")

    ended = start(*(partial(push_some, first) for first in range(4)))
    protect(access, "v*")
    kept = present(name)
    assert ended() == []
    assert present(name) == kept
    assert_sound()
