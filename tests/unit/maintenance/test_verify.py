"""The oracle, tested: each violation planted by hand into a healthy state, and found alone."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from artifacts import manifests, stores, tags, uploads
from artifacts.models import (
    Blob,
    BlobState,
    Edge,
    EdgeKind,
    Manifest,
    ProjectBlob,
    Repository,
    RepositoryBlob,
    Tag,
    TagMove,
    Upload,
)
from oci import media_types
from oci.digest import Digest
from oci.reference import RepositoryName
from projects import projects
from projects.access import Access
from projects.models import Quota
from storage import layout
from tests.support.domain import a_project, caller
from tests.support.images import Image, Index, an_image, an_index, descriptor, digest_of
from tests.unit.artifacts.test_push import push, push_blob, push_manifest
from tests.unit.maintenance.oracle import ask, assert_clean, assert_finds

HOUR = 3600
GRACE = 24 * HOUR

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture
def elsewhere(name: RepositoryName) -> RepositoryName:
    """Give another repository of the same project."""
    return RepositoryName.parse(f"{name.project}/elsewhere")


@pytest.fixture
def image(name: RepositoryName, access: Access) -> Image:
    """Give an image that was pushed under the tag "1", and that the oracle finds whole."""
    made = an_image([b"first layer", b"second layer"])
    push(name, made, access, tag="1")
    assert_clean()
    return made


@pytest.fixture
def index(name: RepositoryName, access: Access) -> Index:
    """Give an index that was pushed with its children under the tag "multi"."""
    made = an_index()
    for child in made.images:
        push(name, child, access, tag=None)
    push_manifest(name, made.manifest, access, tag="multi")
    assert_clean()
    return made


@pytest.fixture
def manifest(image: Image, name: RepositoryName) -> Manifest:
    return Manifest.objects.get(digest=image.digest, repository__name=name.path)


def subject_of(name: RepositoryName, pushed: Image | Index) -> str:
    return f"manifest {name.path}@{pushed.digest}"


def blob_of(data: bytes) -> Blob:
    return Blob.objects.get(digest=digest_of(data))


def edge_to(digest: str) -> Edge:
    return Edge.objects.get(digest=digest)


def pay(access: Access, difference: int) -> None:
    """Keep the project's books right where a plant must not break them as well."""
    Quota.objects.filter(project_id=access.project_id).update(used=F("used") + difference)


def hide(access: Access, manifest: Manifest) -> None:
    """Mark a manifest as deleted and do nothing that goes with it but the books."""
    Manifest.objects.filter(pk=manifest.pk).update(deleted_at=timezone.now())
    pay(access, -manifest.size)


def sparse(access: Access, *, allow: bool = True) -> Access:
    """Have the project admit manifests without their parts."""
    flag = "true" if allow else "false"
    project = projects.update(
        project_id=access.project_id, metadata={"allow_sparse": flag}, by=access.by
    )
    return Access(access.by, project.pk, project.epoch, access.actions)


def a_limited_project(name: str, root: User) -> Access:
    project = a_project(name, limit=1_000_000)
    return Access(caller(root), project.pk, project.epoch, frozenset())


def stage(name: RepositoryName, access: Access, data: bytes) -> Upload:
    """Bring bytes of an upload in and leave it open."""
    upload = uploads.begin(name=name, algorithm="sha256", by=access)
    upload = uploads.take(upload_id=upload.pk, name=name, start=0, by=access)
    uploads.cover(upload=upload, size=len(data), wanted=len(data))
    state = stores.blob_store().write(upload.state, data)
    return uploads.advance(upload=upload, state=state, hashed="")


def replace(file: Path, data: bytes) -> None:
    """Give a sealed object other bytes."""
    file.unlink()
    file.write_bytes(data)


def plant(storage: Path, key: str, *, age: float, data: bytes = b"forgotten") -> None:
    file = storage / key
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    os.utime(file, (time.time() - age,) * 2)


def a_foreign_image(*, urls: bool) -> Image:
    """Make an image whose second layer is not to be distributed."""
    here, there = b"a layer", b"a layer of a vendor"
    layer = descriptor(there, media_types.OCI_FOREIGN_LAYER_GZIP)
    if urls:
        layer["urls"] = ["https://layers.example.com/1"]
    image = an_image([here])
    document: dict[str, Any] = json.loads(image.manifest)
    document["layers"].append(layer)
    blobs = image.blobs if urls else (*image.blobs, there)
    return Image(json.dumps(document).encode(), blobs)


# --- what is no violation


def test_a_busy_healthy_registry_is_clean(
    name: RepositoryName, access: Access, root: User, image: Image, index: Index
) -> None:
    other = an_image([b"another layer"])
    push(name, other, access, tag="latest")
    push(name, image, access, tag="latest")
    push(name, other, access, tag="gone")
    tags.delete(name=name, tag="gone", by=access)
    push(name, an_image([b"a third"]), access, tag="deleted")
    manifests.delete(name=name, digest=Digest.parse(an_image([b"a third"]).digest), by=access)
    push(RepositoryName.parse(f"{name.project}/second"), image, access)
    push_blob(name, b"not named by any manifest", access)
    limited = a_limited_project("limited", root)
    limited_name = RepositoryName.parse("limited/app")
    push(limited_name, image, limited)
    stage(limited_name, limited, b"bytes on their way in")
    answer = ask(grace=0)
    assert answer.violations == []
    counted = (Manifest, Tag, Blob)
    assert answer.looked_at >= sum(kind.objects.count() for kind in counted) - 2


def test_nothing_at_all_is_clean(db: None) -> None:
    assert ask().violations == []


def test_parts_that_a_sparse_project_never_had_are_no_violation(
    name: RepositoryName, access: Access, image: Image
) -> None:
    by = sparse(access)
    push_manifest(name, an_image([b"never pushed"]).manifest, by, tag="image")
    children = [an_image([b"here"]), an_image([b"not here"])]
    push(name, children[0], by, tag=None)
    described = [descriptor(child.manifest, child.media_type) for child in children]
    document = {"schemaVersion": 2, "mediaType": media_types.OCI_INDEX, "manifests": described}
    push_manifest(name, json.dumps(document).encode(), by, tag="index")
    assert Edge.objects.filter(blob=None, child=None).count() == 3
    assert_clean()


def test_parts_stay_recorded_as_missing_when_the_project_is_sparse_no_more(
    name: RepositoryName, access: Access, image: Image
) -> None:
    push_manifest(name, an_image([b"never pushed"]).manifest, sparse(access), tag="image")
    sparse(access, allow=False)
    assert_clean()


def test_a_layer_that_lives_elsewhere_is_no_violation(name: RepositoryName, access: Access) -> None:
    foreign = a_foreign_image(urls=True)
    push(name, foreign, access)
    assert Edge.objects.filter(blob=None).count() == 1
    assert_clean()


def test_what_was_deleted_is_not_asked_for(
    name: RepositoryName, access: Access, manifest: Manifest
) -> None:
    manifests.delete(name=name, digest=Digest.parse(manifest.digest), by=access)
    Manifest.objects.filter(pk=manifest.pk).update(body=b"whatever")
    Edge.objects.update(blob=None)
    assert_clean()


def test_a_condemned_blob_that_nothing_uses_needs_no_object(
    name: RepositoryName, access: Access, image: Image
) -> None:
    push_blob(name, b"spare", access)
    spare = blob_of(b"spare")
    Blob.objects.filter(pk=spare.pk).update(state=BlobState.CONDEMNED)
    stores.blob_store().delete(spare.key)
    assert_clean()


# --- V1: a manifest has all its parts and hashes to its digest


def test_v1_changed_bytes_of_a_manifest(
    name: RepositoryName, image: Image, manifest: Manifest
) -> None:
    body = image.manifest.replace(b"amd64", b"arm64").replace(b"}", b" ", 1)
    Manifest.objects.filter(pk=manifest.pk).update(body=body[: manifest.size])
    assert_finds("V1", subject_of(name, image), "bytes")


def test_v1_a_wrong_size_of_a_manifest(
    name: RepositoryName, access: Access, image: Image, manifest: Manifest
) -> None:
    Manifest.objects.filter(pk=manifest.pk).update(size=manifest.size + 1)
    pay(access, 1)
    assert_finds("V1", subject_of(name, image), "size")


def test_v1_an_edge_is_missing(name: RepositoryName, image: Image) -> None:
    edge_to(digest_of(b"second layer")).delete()
    assert_finds("V1", subject_of(name, image), "edges")


def test_v1_edges_in_another_order(name: RepositoryName, image: Image) -> None:
    Edge.objects.filter(kind=EdgeKind.CONFIG).update(position=9)
    assert_finds("V1", subject_of(name, image), "edges")


def test_v1_an_edge_too_many(name: RepositoryName, image: Image, manifest: Manifest) -> None:
    edge = edge_to(digest_of(b"second layer"))
    edge.pk, edge.position = None, 9
    edge.save(force_insert=True)
    assert_finds("V1", subject_of(name, image), "edges")


def test_v1_an_edge_to_another_part(name: RepositoryName, access: Access, image: Image) -> None:
    push_blob(name, b"layer no. 2!", access)
    other = blob_of(b"layer no. 2!")
    edge = Edge.objects.filter(digest=digest_of(b"second layer"))
    edge.update(digest=other.digest, blob=other)
    assert_finds("V1", subject_of(name, image), "edges")


@pytest.mark.parametrize("part", [0, 1, 2], ids=["config", "first layer", "last layer"])
def test_v1_a_part_is_missing(name: RepositoryName, image: Image, part: int) -> None:
    digest = digest_of(image.blobs[part])
    Edge.objects.filter(digest=digest).update(blob=None)
    assert_finds("V1", subject_of(name, image), f"part {digest} is missing")


def test_v1_a_child_of_an_index_is_missing(name: RepositoryName, index: Index) -> None:
    digest = index.images[1].digest
    Edge.objects.filter(digest=digest).update(child=None)
    assert_finds("V1", subject_of(name, index), f"part {digest} is missing")


def test_v1_a_layer_of_a_foreign_type_that_was_pushed_is_missing(
    name: RepositoryName, access: Access
) -> None:
    image = a_foreign_image(urls=False)  # without an address it has to be here
    push(name, image, access)
    assert_clean()
    digest = digest_of(image.blobs[-1])
    Edge.objects.filter(digest=digest).update(blob=None)
    assert_finds("V1", subject_of(name, image), f"part {digest} is missing")


def test_v1_a_child_of_an_index_is_deleted(
    name: RepositoryName, access: Access, index: Index
) -> None:
    child = Manifest.objects.get(digest=index.images[0].digest)
    hide(access, child)
    assert_finds("V1", subject_of(name, index), f"part {child.digest} is deleted")


def test_v1_a_child_of_an_index_is_in_another_repository(
    name: RepositoryName, access: Access, index: Index, elsewhere: RepositoryName
) -> None:
    digest = index.images[0].digest
    push(elsewhere, index.images[0], access)
    child = Manifest.objects.get(digest=digest, repository__name=elsewhere.path)
    Edge.objects.filter(digest=digest).update(child=child)
    assert_finds("V1", subject_of(name, index), digest)


@pytest.mark.parametrize("state", [BlobState.CONDEMNED, BlobState.QUARANTINED])
def test_v1_a_part_is_not_available(name: RepositoryName, image: Image, state: BlobState) -> None:
    blob = blob_of(b"first layer")
    Blob.objects.filter(pk=blob.pk).update(state=state)
    assert_finds("V1", subject_of(name, image), f"part {blob.digest} is {state}")


@pytest.mark.parametrize("difference", [-1, 1])
def test_v1_a_part_of_another_size(name: RepositoryName, image: Image, difference: int) -> None:
    edge = edge_to(digest_of(b"first layer"))
    Edge.objects.filter(pk=edge.pk).update(size=edge.size + difference)
    assert_finds("V1", subject_of(name, image), "size")


def test_v1_an_edge_that_leads_to_another_blob(
    name: RepositoryName, access: Access, image: Image
) -> None:
    push_blob(name, b"wrong layer", access)
    edge = Edge.objects.filter(digest=digest_of(b"first layer"))
    edge.update(blob=blob_of(b"wrong layer"))
    assert_finds("V1", subject_of(name, image), "is another")


def test_v1_an_edge_that_leads_to_another_child(name: RepositoryName, index: Index) -> None:
    first, second = (Manifest.objects.get(digest=child.digest) for child in index.images)
    Edge.objects.filter(digest=first.digest).update(child=second)
    assert_finds("V1", subject_of(name, index), "is another")


# --- V3: nothing is half there


def test_v3_a_tag_on_a_deleted_manifest(
    name: RepositoryName, access: Access, manifest: Manifest
) -> None:
    hide(access, manifest)
    assert_finds("V3", f"tag {name.path}:1")


def test_v3_a_tag_on_a_manifest_of_another_repository(
    name: RepositoryName, access: Access, image: Image, elsewhere: RepositoryName
) -> None:
    push(elsewhere, image, access, tag=None)
    other = Manifest.objects.get(repository__name=elsewhere.path)
    Tag.objects.update(manifest=other)
    assert_finds("V3", f"tag {name.path}:1")


def test_v3_a_part_that_is_not_linked(
    name: RepositoryName, access: Access, image: Image, elsewhere: RepositoryName
) -> None:
    push_blob(elsewhere, b"first layer", access)  # the project holds it rightly
    blob = blob_of(b"first layer")
    RepositoryBlob.objects.filter(repository__name=name.path, blob=blob).delete()
    assert_finds("V3", subject_of(name, image), blob.digest)


# --- V4: a project pays for what it holds


@pytest.mark.parametrize("difference", [-1, 1, 1_000_000])
def test_v4_a_project_pays_too_little_or_too_much(
    name: RepositoryName, access: Access, image: Image, difference: int
) -> None:
    pay(access, difference)
    assert_finds("V4", f"project {name.project}", "pays for")


@pytest.mark.parametrize("difference", [-1, 1])
def test_v4_a_project_reserves_other_than_its_uploads(root: User, difference: int) -> None:
    limited = a_limited_project("limited", root)
    upload = stage(RepositoryName.parse("limited/app"), limited, b"on its way")
    assert upload.reserved == 10
    assert_clean()
    Quota.objects.update(reserved=F("reserved") + difference)
    assert_finds("V4", "project limited", "reserves")


def test_v4_a_reservation_that_no_upload_has(name: RepositoryName, image: Image) -> None:
    Quota.objects.update(reserved=5)
    assert_finds("V4", f"project {name.project}", "reserves 5 bytes and its uploads 0")


def test_v4_an_upload_that_was_dropped_without_giving_back(root: User) -> None:
    limited = a_limited_project("limited", root)
    upload = stage(RepositoryName.parse("limited/app"), limited, b"on its way")
    stores.blob_store().abort(upload.state)
    Upload.objects.all().delete()
    assert_finds("V4", "project limited", "reserves 10 bytes and its uploads 0")


def test_v4_a_blob_that_is_paid_for_and_not_held(
    name: RepositoryName, access: Access, image: Image
) -> None:
    push_blob(name, b"spare", access)
    RepositoryBlob.objects.filter(blob=blob_of(b"spare")).delete()
    assert_finds("V4", f"project {name.project}", "pays for 1 blobs that it does not hold")


def test_v4_a_part_that_is_not_paid_for(name: RepositoryName, access: Access, image: Image) -> None:
    blob = blob_of(b"first layer")
    ProjectBlob.objects.filter(blob=blob).delete()
    pay(access, -blob.size)
    assert_finds("V4", subject_of(name, image), f"part {blob.digest} is not paid for")


def test_v4_one_project_out_of_balance_accuses_no_other(
    name: RepositoryName, access: Access, image: Image, root: User
) -> None:
    other = a_limited_project("limited", root)
    push(RepositoryName.parse("limited/app"), image, other)
    pay(other, 1)
    assert_finds("V4", "project limited", "pays for")


# --- V5: bytes have their digest


@pytest.mark.parametrize(
    "change",
    [
        lambda data: bytes([data[0] ^ 1]) + data[1:],
        lambda data: data[:-1] + bytes([data[-1] ^ 0x80]),
        lambda data: data[:-1],
        lambda data: data[:0],
        lambda data: data + b"\0",
    ],
    ids=["first bit flipped", "last bit flipped", "truncated", "emptied", "longer"],
)
def test_v5_an_object_with_other_bytes(image: Image, storage: Path, change: Any) -> None:
    blob = blob_of(b"first layer")
    replace(storage / blob.key, change(b"first layer"))
    assert_finds("V5", f"blob {blob.digest}")


def test_v5_bytes_of_a_blob_with_a_sha512_digest(
    name: RepositoryName, access: Access, image: Image, storage: Path
) -> None:
    blob = blob_of(b"first layer")
    strong = Digest.of(b"first layer", "sha512")
    spare = Blob.objects.create(
        digest=str(strong), size=blob.size, generation="0" * 16, protected_until=timezone.now()
    )
    plant(storage, spare.key, age=0, data=b"first layer")
    assert_clean()
    replace(storage / spare.key, b"first LAYER")
    assert_finds("V5", f"blob {strong}")


def test_v5_a_blob_larger_than_one_read(
    name: RepositoryName, access: Access, storage: Path
) -> None:
    data = os.urandom(3_000_000)
    push_blob(name, data, access)
    assert_clean()
    blob = blob_of(data)
    replace(storage / blob.key, data[:-1] + bytes([data[-1] ^ 1]))
    assert_finds("V5", f"blob {blob.digest}", "3000000 bytes")


# --- V6: rows and objects belong together


def test_v6_an_object_is_missing(image: Image, storage: Path) -> None:
    blob = blob_of(b"first layer")
    (storage / blob.key).unlink()
    assert_finds("V6", f"blob {blob.digest}", "missing")


def test_v6_a_directory_stands_where_an_object_should(image: Image, storage: Path) -> None:
    blob = blob_of(b"first layer")
    (storage / blob.key).unlink()
    (storage / blob.key).mkdir()
    assert_finds("V6", f"blob {blob.digest}", "missing")


def test_v6_an_object_without_a_row(image: Image, storage: Path) -> None:
    key = layout.blob_key(digest_of(b"forgotten"), "0123456789abcdef")
    plant(storage, key, age=GRACE - 60)
    assert_clean()
    plant(storage, key, age=GRACE + 60)
    assert_finds("V6", f"object {key}")


def test_v6_an_older_generation_of_a_blob(image: Image, storage: Path) -> None:
    key = layout.blob_key(digest_of(b"first layer"), "0123456789abcdef")
    plant(storage, key, age=GRACE + 60, data=b"first layer")
    assert_finds("V6", f"object {key}")


def test_v6_a_file_that_is_no_object_among_the_objects(image: Image, storage: Path) -> None:
    plant(storage, "blobs/sha256/stray", age=GRACE + 60)
    assert_finds("V6", "object blobs/sha256/stray")


def test_v6_the_grace_is_the_operators(image: Image, storage: Path) -> None:
    key = layout.blob_key(digest_of(b"forgotten"), "0123456789abcdef")
    plant(storage, key, age=HOUR)
    assert_clean(grace=1.1)
    assert_finds("V6", f"object {key}", grace=0.9)


def test_v6_staged_bytes_without_an_upload(image: Image, storage: Path) -> None:
    key = f"uploads/{'0' * 32}"
    plant(storage, key, age=GRACE - 60)
    assert_clean()
    plant(storage, key, age=GRACE + 60)
    assert_finds("V6", f"staged bytes {key}")


def test_v6_old_staged_bytes_of_an_open_upload_are_no_violation(
    name: RepositoryName, access: Access, image: Image, storage: Path
) -> None:
    upload = stage(name, access, b"a slow client")
    old = time.time() - 2 * GRACE
    os.utime(storage / "uploads" / upload.state["file"], (old, old))
    assert_clean()
    Upload.objects.all().delete()
    assert_finds("V6", f"staged bytes uploads/{upload.state['file']}")


# --- V9: a tag points where its history says


@pytest.fixture
def moved(name: RepositoryName, access: Access, image: Image) -> list[TagMove]:
    """Move the tag "1" twice and give the three lines of its history."""
    for layer in (b"two", b"three"):
        push(name, an_image([layer]), access, tag="1")
    assert_clean()
    return list(TagMove.objects.order_by("pk"))


def test_v9_a_history_that_does_not_begin_with_nothing(
    name: RepositoryName, moved: list[TagMove]
) -> None:
    TagMove.objects.filter(pk=moved[0].pk).update(old_digest=moved[2].new_digest)
    assert_finds("V9", f"tag {name.path}:1", "jumps from nothing")


def test_v9_a_history_that_jumps(name: RepositoryName, moved: list[TagMove]) -> None:
    TagMove.objects.filter(pk=moved[1].pk).delete()
    assert_finds("V9", f"tag {name.path}:1", f"jumps from {moved[0].new_digest}")


def test_v9_a_history_that_ends_elsewhere(name: RepositoryName, moved: list[TagMove]) -> None:
    TagMove.objects.filter(pk=moved[2].pk).delete()
    assert_finds("V9", f"tag {name.path}:1", f"ends at {moved[1].new_digest}")


def test_v9_a_history_that_ends_with_a_deletion(name: RepositoryName, moved: list[TagMove]) -> None:
    TagMove.objects.create(
        repository=Repository.objects.get(name=name.path),
        name="1",
        old_digest=moved[2].new_digest,
        moved_by="nobody",
    )
    assert_finds("V9", f"tag {name.path}:1", "ends at nothing")


def test_v9_a_tag_without_any_history(name: RepositoryName, image: Image) -> None:
    TagMove.objects.all().delete()
    assert_finds("V9", f"tag {name.path}:1", "ends at nothing")


def test_v9_a_tag_that_moved_without_a_line(
    name: RepositoryName, access: Access, moved: list[TagMove]
) -> None:
    first = Manifest.objects.get(digest=moved[0].new_digest)
    Tag.objects.update(manifest=first)
    assert_finds("V9", f"tag {name.path}:1", f"ends at {moved[2].new_digest}")


def test_v9_a_tag_that_is_gone_though_its_history_goes_on(
    name: RepositoryName, image: Image
) -> None:
    Tag.objects.update(deleted_at=timezone.now())
    assert_finds("V9", f"tag {name.path}:1", f"ends at {image.digest}")


def test_v9_the_same_name_in_another_repository_has_its_own_history(
    name: RepositoryName, access: Access, image: Image, elsewhere: RepositoryName
) -> None:
    push(elsewhere, image, access, tag="1")
    assert_clean()
    TagMove.objects.filter(repository__name=elsewhere.path).delete()
    assert_finds("V9", f"tag {elsewhere.path}:1", "ends at nothing")
