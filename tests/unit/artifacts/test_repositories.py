"""Repositories: described, and deleted with all that is in them."""

import time
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from artifacts import reads, repositories
from artifacts.errors import DescriptionInvalid, ManifestBlobUnknown, RepositoryUnknown
from artifacts.models import (
    ArtifactLabel,
    Label,
    Manifest,
    ProjectBlob,
    Repository,
    RepositoryBlob,
    Tag,
    TagMove,
)
from artifacts.reads import Kind
from audit.models import AuditLog
from oci.reference import RepositoryName
from projects.access import Access
from projects.errors import TagImmutable, TokenInvalid
from tests.support.domain import a_project, caller
from tests.support.images import an_image, an_index
from tests.support.oracle import assert_sound
from tests.support.threads import at_once
from tests.unit.artifacts.test_push import push, push_blob, push_manifest, used
from tests.unit.artifacts.test_tags import present, protect, state

pytestmark = pytest.mark.usefixtures("storage")


def test_a_description_is_changed_and_told(name: RepositoryName, access: Access) -> None:
    push(name, an_image(), access)
    before = Repository.objects.get()
    repositories.describe(name=name, description="What it is", by=access)
    row = Repository.objects.get()
    assert (row.description, row.version) == ("What it is", before.version + 1)
    told = AuditLog.objects.order_by("pk").last()
    assert told is not None
    assert (told.operation, told.resource) == ("update", name.path)
    assert told.details == {"description": ["", "What it is"]}
    for bad in ("x" * (repositories.LONGEST_DESCRIPTION + 1), "nul\0"):
        with pytest.raises(DescriptionInvalid):
            repositories.describe(name=name, description=bad, by=access)
    unseen = RepositoryName.parse(f"{name.project}/unseen")
    push_blob(unseen, b"layer", access)
    with pytest.raises(RepositoryUnknown):
        repositories.describe(name=unseen, description="", by=access)


def test_a_deleted_repository_is_gone_with_all_that_it_held(
    name: RepositoryName, access: Access
) -> None:
    other = RepositoryName.parse(f"{name.project}/other")
    shared = an_image([b"shared"])
    push(other, shared, access)
    kept = used(access)
    index = an_index([shared, an_image([b"own"])])
    for image in index.images:
        push(name, image, access, tag=None)
    push_manifest(name, index.manifest, access, tag="1")
    push_blob(name, b"in no manifest", access)
    label = Label.objects.create(name="lost")
    ArtifactLabel.objects.create(manifest=Manifest.objects.get(digest=index.digest), label=label)
    repository = Repository.objects.get(name=name.path)
    repositories.delete(name=name, by=access)
    assert used(access) == kept
    assert not Manifest.objects.present().filter(repository=repository).exists()
    assert not RepositoryBlob.objects.filter(repository=repository).exists()
    assert ProjectBlob.objects.count() == 2
    assert not ArtifactLabel.objects.filter(manifest__deleted_at=None).exists()
    assert reads.versions({(Kind.REPOSITORY, repository.pk)}) == {}
    told = AuditLog.objects.order_by("pk").last()
    assert told is not None
    assert (told.operation, told.resource_type, told.resource) == (
        "delete",
        "repository",
        name.path,
    )
    assert told.details == {"artifact_count": 3, "tag_count": 1}
    assert TagMove.objects.filter(repository=repository, new_digest="").count() == 1
    assert_sound()
    with pytest.raises(RepositoryUnknown):
        repositories.delete(name=name, by=access)
    push(name, shared, access)
    assert Repository.objects.get(name=name.path, deleted_at=None).pk != repository.pk
    assert present(other) == {"1": shared.digest}
    assert_sound()


def test_what_the_project_holds_elsewhere_is_still_paid_for(
    name: RepositoryName, access: Access, root: User
) -> None:
    image = an_image()
    push(name, image, access)
    push(RepositoryName.parse(f"{name.project}/other"), image, access)
    before = used(access)
    project = a_project("elsewhere")
    stranger = Access(caller(root), project.pk, project.epoch, access.actions)
    push(RepositoryName.parse("elsewhere/app"), image, stranger)
    repositories.delete(name=name, by=access)
    assert used(access) == before
    assert used(stranger) == before
    assert_sound()


def test_a_protected_tag_keeps_its_repository(name: RepositoryName, access: Access) -> None:
    push(name, an_image(), access, tag="v1")
    push(name, an_image([b"2"]), access, tag="free")
    protect(access, "v*")
    links = RepositoryBlob.objects.count()
    before = state(name)
    with pytest.raises(TagImmutable):
        repositories.delete(name=name, by=access)
    assert state(name) == before
    assert RepositoryBlob.objects.count() == links


def test_rights_of_yesterday_delete_nothing(name: RepositoryName, access: Access) -> None:
    push(name, an_image(), access)
    stale = replace(access, project_epoch=access.project_epoch + 1)
    with pytest.raises(TokenInvalid):
        repositories.delete(name=name, by=stale)
    assert present(name)


def many_tags(name: RepositoryName, access: Access, number: int) -> None:
    image = an_image()
    push(name, image, access, tag="first")
    manifest = Manifest.objects.get()
    repository = manifest.repository_id
    Manifest.objects.bulk_create(
        Manifest(
            repository_id=repository,
            digest=f"sha256:{n:064x}",
            media_type=manifest.media_type,
            size=0,
            body=b"",
        )
        for n in range(number)
    )
    pks = list(Manifest.objects.filter(size=0).values_list("pk", "digest"))
    Tag.objects.bulk_create(
        Tag(repository_id=repository, name=f"t{n}", manifest_id=pk) for n, (pk, _) in enumerate(pks)
    )
    TagMove.objects.bulk_create(
        TagMove(repository_id=repository, name=f"t{n}", new_digest=digest, moved_by="x")
        for n, (_, digest) in enumerate(pks)
    )


def test_thousands_of_tags_go_in_few_statements_and_seconds(
    name: RepositoryName, access: Access
) -> None:
    many_tags(name, access, 5_000)
    for number in range(10):
        protect(access, f"none-{number}-*")
    began = time.monotonic()
    with CaptureQueriesContext(connection) as queries:
        repositories.delete(name=name, by=access)
    assert time.monotonic() - began < 20
    assert len(queries) < 60
    assert not Tag.objects.present().exists()
    assert TagMove.objects.filter(new_digest="").count() == 5_001


@pytest.mark.django_db(transaction=True)
def test_pushes_into_a_repository_that_is_being_deleted_are_there_afterwards(
    name: RepositoryName, access: Access
) -> None:
    """F-35: whatever was answered after the deletion is in the new repository of that name."""
    images = [an_image([bytes([number])], b"{}") for number in range(12)]

    def push_some(first: int) -> None:
        for image in images[first::3]:
            with suppress(ManifestBlobUnknown):  # the blobs went with the repository
                push(name, image, access, tag=f"t{images.index(image)}")

    def delete_often() -> None:
        for _ in range(15):
            with suppress(RepositoryUnknown):
                repositories.delete(name=name, by=access)
            time.sleep(0.01)

    assert at_once(*(partial(push_some, first) for first in range(3)), delete_often) == []
    assert_sound()
    push(name, images[0], access, tag="last")
    assert present(name)["last"] == images[0].digest
    assert not Manifest.objects.present().filter(repository__deleted_at__isnull=False).exists()
