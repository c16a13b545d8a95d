"""Copies: everything that belongs to an artifact, paid for once, and all of it or nothing."""

from dataclasses import replace
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.rights import Ceiling
from artifacts import copies, manifests, tag_history, tags
from artifacts.errors import (
    AccessoryRefused,
    ManifestBlobUnknown,
    ManifestUnknown,
    RepositoryUnknown,
    TagExists,
    TooManyTags,
    TooMuchAtOnce,
)
from artifacts.models import Edge, Manifest, ProjectBlob, Repository, RepositoryBlob, TagMove
from audit.models import AuditLog
from oci.digest import Digest
from oci.reference import RepositoryName
from projects import projects
from projects.access import Access
from projects.errors import ActionDenied, QuotaExceeded, TagImmutable, TokenInvalid
from projects.models import Project, Quota
from projects.roles import Action
from tests.support.domain import a_project, caller
from tests.support.images import Image, Index, an_image, an_index, descriptor
from tests.support.oracle import assert_sound
from tests.support.threads import at_once
from tests.unit.artifacts.test_push import push, push_blob, push_manifest, used
from tests.unit.artifacts.test_tags import an_accessory, digests, present, protect, state

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture
def target() -> RepositoryName:
    return RepositoryName.parse("target/team/app")


@pytest.fixture
def there(root: User, target: RepositoryName) -> Access:
    project = a_project(target.project)
    return Access(caller(root), project.pk, project.epoch, frozenset(Action))


def copy(
    source: RepositoryName,
    reference: Digest | str,
    target: RepositoryName,
    access: Access,
    there: Access,
) -> Digest:
    return copies.copy(
        source=source, reference=reference, target=target, by_source=access, by_target=there
    )


def may_only(by: Access, *actions: Action) -> Access:
    """Give the same caller with a credential for these actions alone."""
    ceiling = Ceiling(everywhere=frozenset(actions))
    principal = replace(by.by.principal, ceiling=ceiling)
    return replace(by, by=replace(by.by, principal=principal), actions=frozenset(actions))


def size_of(image: Image | Index) -> int:
    parts = image.images if isinstance(image, Index) else ()
    own = image.blobs if isinstance(image, Image) else ()
    return len(image.manifest) + sum(map(len, own)) + sum(map(size_of, parts))


def test_a_copy_has_the_tag_that_was_named_and_costs_what_it_holds(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    image = an_image([b"one", b"two"])
    push(name, image, access, tag="1")
    push_manifest(name, image.manifest, access, tag="also")
    audited = AuditLog.objects.count()
    assert str(copy(name, "1", target, access, there)) == image.digest
    assert present(target) == {"1": image.digest}
    assert used(there) == size_of(image)
    assert AuditLog.objects.count() == audited + 1
    row = AuditLog.objects.order_by("pk").last()
    assert row is not None
    assert (row.operation, row.resource) == ("copy", f"{target.path}@{image.digest}")
    assert row.details == {"from": name.path, "tags": {"1": None}, "manifest_count": 1}
    assert row.project_id == there.project_id
    assert Repository.objects.published().filter(name=target.path).exists()
    assert_sound()
    again = (used(there), RepositoryBlob.objects.count(), TagMove.objects.count())
    copy(name, "1", target, access, there)
    assert again == (used(there), RepositoryBlob.objects.count(), TagMove.objects.count())


def test_a_copy_by_digest_has_all_tags(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    image = an_image()
    for tag in ("1", "1.0", "latest"):
        push(name, image, access, tag=tag)
    copy(name, Digest.parse(image.digest), target, access, there)
    assert present(target) == dict.fromkeys(["1", "1.0", "latest"], image.digest)
    for number in range(copies.TAGS_AT_MOST):
        tags.create(name=name, tag=f"more-{number}", reference="1", by=access)
    with pytest.raises(TooManyTags):
        copy(name, Digest.parse(image.digest), target, access, there)
    copy(name, "more-7", target, access, there)


def test_children_and_accessories_come_along(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    inner = an_index([an_image([b"a"]), an_image([b"b"])])
    outer = an_index([inner, inner.images[0]])  # type: ignore[list-item]  # named like an image
    for image in inner.images:
        push(name, image, access, tag=None)
    push_manifest(name, inner.manifest, access, tag="inner")
    push_manifest(name, outer.manifest, access, tag="outer")
    signature = an_accessory(inner.images[1])
    countersigned = an_accessory(signature, b"once more")
    by_tag = an_image([b"cosign"])
    push(name, signature, access, tag="kept-here")
    push(name, countersigned, access, tag=None)
    cosign = outer.digest.replace(":", "-")
    push(name, by_tag, access, tag=f"{cosign}.sig")
    push(name, by_tag, access, tag=f"{cosign}.att")
    push(name, an_image([b"unrelated"]), access, tag="unrelated")
    copy(name, "outer", target, access, there)
    everything = [inner, outer, *inner.images, signature, countersigned, by_tag]
    assert digests(target) == {image.digest for image in everything}
    assert present(target) == {
        "outer": outer.digest,
        f"{cosign}.sig": by_tag.digest,
        f"{cosign}.att": by_tag.digest,
    }
    assert Edge.objects.filter(manifest__repository__name=target.path, is_absent=True).count() == 0
    assert_sound()


def test_signatures_of_the_target_stay(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    image, mine, theirs = an_image(), an_image([b"mine"]), an_image([b"theirs"])
    cosign = image.digest.replace(":", "-") + ".sig"
    push(name, image, access)
    push(name, mine, access, tag=cosign)
    push(target, theirs, there, tag=cosign)
    protect(there, "sha256-*")
    copy(name, "1", target, access, there)
    assert present(target) == {"1": image.digest, cosign: theirs.digest}
    assert_sound()


def test_a_copy_moves_a_tag_unless_a_rule_protects_it(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    old, new = an_image([b"old"]), an_image([b"new"])
    push(target, old, there, tag="1")
    push(name, new, access, tag="1")
    copy(name, "1", target, access, there)
    assert present(target) == {"1": new.digest}
    protect(there, "1", "team/*")
    push(name, old, access, tag="1")
    before = (state(name), state(target))
    for reference in ("1", Digest.parse(old.digest)):
        with pytest.raises(TagImmutable):
            copy(name, reference, target, access, there)
    assert (state(name), state(target)) == before
    elsewhere = RepositoryName.parse(f"{target.project}/elsewhere")
    copy(name, "1", elsewhere, access, there)
    assert present(elsewhere) == {"1": old.digest}


def test_a_protected_source_may_be_copied(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    push(name, an_image(), access)
    protect(access, "**")
    copy(name, "1", target, access, there)
    assert set(present(target)) == {"1"}


def test_a_copy_within_a_project_costs_nothing(name: RepositoryName, access: Access) -> None:
    image = an_image()
    push(name, image, access)
    before = used(access)
    other = RepositoryName.parse(f"{name.project}/other")
    copy(name, "1", other, access, access)
    copy(name, "1", name, access, access)
    assert used(access) == before
    assert ProjectBlob.objects.count() == 2
    assert_sound()


def test_a_quota_refuses_the_whole_copy(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    image = an_image([b"x" * 1000])
    push(name, image, access)
    for limit in (100, size_of(image) - 1):
        Quota.objects.filter(project=there.project_id).update(limit=limit)
        with pytest.raises(QuotaExceeded):
            copy(name, "1", target, access, there)
        assert used(there) == 0
        assert not Repository.objects.filter(name=target.path).exists()
    Quota.objects.filter(project=there.project_id).update(limit=size_of(image))
    copy(name, "1", target, access, there)
    assert_sound()


def test_an_accessory_is_not_copied_alone(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    image, signature = an_image(), an_image([b"cosign"])
    cosign = image.digest.replace(":", "-") + ".sig"
    push(name, image, access)
    push(name, an_accessory(image), access, tag="subject")
    push(name, signature, access, tag=cosign)
    for reference in ("subject", cosign, Digest.parse(signature.digest)):
        with pytest.raises(AccessoryRefused):
            copy(name, reference, target, access, there)
    manifests.delete(name=name, digest=Digest.parse(image.digest), by=access)
    for reference in ("subject", cosign):
        copy(name, reference, target, access, there)
    assert_sound()


def test_what_is_absent_is_not_copied(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    with pytest.raises(RepositoryUnknown):
        copy(name, "1", target, access, there)
    push(name, an_image(), access)
    for reference in ("2", Digest.of(b"absent")):
        with pytest.raises(ManifestUnknown):
            copy(name, reference, target, access, there)
    assert not Repository.objects.filter(name=target.path).exists()


def test_rights_that_ended_in_either_project_end_the_copy(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    push(name, an_image(), access)
    for source, destination in (
        (replace(access, project_epoch=99), there),
        (access, replace(there, project_epoch=99)),
    ):
        with pytest.raises(TokenInvalid):
            copy(name, "1", target, source, destination)
    assert not Repository.objects.filter(name=target.path).exists()


def test_what_is_nested_without_end_is_not_copied_and_can_be_deleted(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    image = an_image()
    push(name, image, access)
    last = image
    for _ in range(20):
        last = an_accessory(last)
        push(name, last, access, tag=None)
    with pytest.raises(TooMuchAtOnce):
        copy(name, "1", target, access, there)
    assert not Repository.objects.filter(name=target.path).exists()
    manifests.delete_artifact(name=name, reference="1", by=access)
    assert not present(name)
    assert len(digests(name)) == 4
    assert_sound()


def test_an_index_that_is_its_own_childs_accessory_is_copied_whole(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    image = an_image()
    push(name, image, access, tag=None)
    subject = {"subject": descriptor(image.manifest, image.media_type)}
    index = an_index([image], more=subject)
    push_manifest(name, index.manifest, access)
    copy(name, Digest.parse(image.digest), target, access, there)
    assert digests(target) == {image.digest, index.digest}
    assert_sound()


def test_az_14_a_right_to_create_moves_no_tag(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    old, new = an_image([b"old"]), an_image([b"new"])
    push(target, old, there, tag="1")
    push(name, new, access, tag="1")
    maker = may_only(there, Action.ARTIFACT_CREATE, Action.TAG_CREATE)
    before = state(target)
    for reference in ("1", Digest.parse(new.digest)):
        with pytest.raises(ActionDenied):
            copy(name, reference, target, access, maker)
    assert state(target) == before
    elsewhere = RepositoryName.parse(f"{target.project}/elsewhere")
    copy(name, "1", elsewhere, access, maker)
    assert present(elsewhere) == {"1": new.digest}
    push_manifest(elsewhere, new.manifest, there, tag="2")
    push(elsewhere, old, there, tag="2")
    with pytest.raises(ActionDenied):
        tag_history.restore(name=elsewhere, tag="2", to=Digest.parse(new.digest), by=maker)
    with pytest.raises(TagExists):
        tags.create(name=elsewhere, tag="2", reference=Digest.parse(new.digest), by=maker)
    tags.delete(name=elsewhere, tag="2", by=there)
    tag_history.restore(name=elsewhere, tag="2", to=Digest.parse(new.digest), by=maker)
    assert present(elsewhere) == {"1": new.digest, "2": new.digest}


def test_a_sparse_artifact_goes_where_such_are_admitted(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    project = projects.update(
        project_id=access.project_id, metadata={"allow_sparse": "true"}, by=access.by
    )
    by = replace(access, project_epoch=project.epoch)
    image = an_image([b"missing", b"here"])
    push_blob(name, b"here", by)
    push_blob(name, image.blobs[0], by)
    push_manifest(name, image.manifest, by, tag="1")
    with pytest.raises(ManifestBlobUnknown):
        copy(name, "1", target, by, there)
    Project.objects.filter(pk=there.project_id).update(allow_sparse=True)
    copy(name, "1", target, by, there)
    absent = Edge.objects.filter(manifest__repository__name=target.path, is_absent=True)
    assert [edge.digest for edge in absent] == [str(Digest.of(b"missing"))]
    whole = an_image([b"missing"])
    push(name, whole, by, tag="whole")
    copy(name, "whole", target, by, there)  # and with it comes what the first one lacked
    assert not absent.all().exists()
    assert_sound()


def test_a_deleted_copy_is_revived(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    image = an_image()
    push(name, image, access)
    copy(name, "1", target, access, there)
    manifests.delete_artifact(name=target, reference="1", by=there)
    copy(name, "1", target, access, there)
    assert Manifest.objects.filter(repository__name=target.path).count() == 1
    assert_sound()


def test_a_source_that_lost_a_blob_is_not_copied(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    push(name, an_image([b"layer"]), access)
    RepositoryBlob.objects.filter(blob__digest=str(Digest.of(b"layer"))).delete()
    with pytest.raises(ManifestBlobUnknown):
        copy(name, "1", target, access, there)
    assert not Repository.objects.filter(name=target.path).exists()
    assert not ProjectBlob.objects.filter(project=there.project_id).exists()


def test_the_queries_of_a_copy_do_not_grow_with_its_layers(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    for number, tag in ((3, "few"), (40, "many")):
        push(name, an_image([f"{tag}{n}".encode() for n in range(number)]), access, tag=tag)
    counts = []
    for tag in ("few", "many"):
        with CaptureQueriesContext(connection) as queries:
            copy(name, tag, target, access, there)
        counts.append(len(queries))
    assert counts[1] <= counts[0]


@pytest.mark.django_db(transaction=True)
def test_copies_to_and_fro_at_once_all_succeed(
    name: RepositoryName, target: RepositoryName, access: Access, there: Access
) -> None:
    """Two repositories are locked in one order, whichever is the source."""
    for number in range(6):
        push(name, an_image([b"shared", bytes([number])]), access, tag=f"a{number}")
        push(target, an_image([bytes([number]), b"shared"]), there, tag=f"b{number}")

    def there_and_back(number: int) -> None:
        copy(name, f"a{number}", target, access, there)
        copy(target, f"b{number}", name, there, access)

    assert at_once(*(partial(there_and_back, number) for number in range(6))) == []
    assert len(present(name)) == len(present(target)) == 12
    assert_sound()
