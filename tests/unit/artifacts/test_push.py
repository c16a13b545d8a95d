"""What a push leaves behind, what it costs, and what a refused one does not change."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from artifacts import blobs, manifests, repositories, stores, tags, uploads
from artifacts.errors import (
    BlobInUse,
    BlobUnknown,
    DigestMismatch,
    ManifestBlobUnknown,
    UploadMoved,
)
from artifacts.models import (
    Blob,
    Edge,
    Manifest,
    ProjectBlob,
    Repository,
    RepositoryBlob,
    Tag,
    TagMove,
    Upload,
)
from audit.models import AuditLog
from oci.digest import Digest
from oci.reference import RepositoryName
from projects import keys, projects
from projects.access import Access
from projects.errors import QuotaExceeded, TokenInvalid
from projects.models import Quota
from storage.base import DriverState, ObjectExists, UploadMissing
from tests.support.domain import a_project, caller
from tests.support.images import Image, an_image, an_index

pytestmark = pytest.mark.usefixtures("storage")


def push_blob(name: RepositoryName, data: bytes, by: Access) -> Digest:
    upload = uploads.begin(name=name, algorithm="sha256", by=by)
    upload = uploads.take(upload_id=upload.pk, name=name, start=0, by=by)
    state = stores.blob_store().write(upload.state, data)
    stores.blob_store().sync(state)
    upload = uploads.advance(upload=upload, state=state, hashed="")
    digest = Digest.of(data)
    stored = blobs.store(upload=upload, digest=digest)
    blobs.record(name=name, stored=stored, upload=upload, by=by)
    return digest


def push(name: RepositoryName, image: Image, by: Access, *, tag: str | None = "1") -> Digest:
    for data in image.blobs:
        push_blob(name, data, by)
    return push_manifest(name, image.manifest, by, tag=tag)


def push_manifest(
    name: RepositoryName, body: bytes, by: Access, *, tag: str | None = None
) -> Digest:
    pushed = manifests.push(
        name=name, body=body, media_type=None, digest=None, tag_names=[tag] if tag else [], by=by
    )
    return pushed.digest


def used(by: Access) -> int:
    return Quota.objects.get(project_id=by.project_id).used


def objects_in(root: Path) -> set[str]:
    return {path.parent.name for path in (root / "blobs").rglob("*") if path.is_file()}


def test_a_pushed_image_is_there_with_its_edges_its_tag_and_its_cost(
    name: RepositoryName, access: Access, storage: Path
) -> None:
    image = an_image([b"first", b"second"])
    digest = push(name, image, access)
    manifest = Manifest.objects.get(digest=str(digest))
    assert bytes(manifest.body) == image.manifest
    assert [edge.kind for edge in manifest.edges.all()] == ["config", "layer", "layer"]
    assert Tag.objects.get().manifest == manifest
    assert used(access) == len(image.manifest) + sum(map(len, image.blobs))
    assert objects_in(storage) == {Digest.of(data).encoded for data in image.blobs}
    assert not Upload.objects.exists()
    assert list(AuditLog.objects.order_by("pk").values_list("operation", "resource_type"))[-7:] == [
        *[("create", "upload"), ("create", "blob")] * 3,
        ("create", "artifact"),
    ]


def test_bytes_count_once_in_a_project_and_again_in_another(
    name: RepositoryName, access: Access, root: User
) -> None:
    image = an_image([b"x" * 1000])
    push(name, image, access)
    once = used(access)
    push(name, image, access, tag="2")
    push(RepositoryName.parse(f"{name.project}/other"), image, access)
    assert used(access) == once
    other = a_project("elsewhere")
    by = Access(caller(root), other.pk, other.epoch, access.actions)
    push(RepositoryName.parse("elsewhere/app"), image, by)
    assert used(by) == once
    assert Blob.objects.count() == 2


def test_a_manifest_without_its_parts_is_refused_and_changes_nothing(
    name: RepositoryName, access: Access
) -> None:
    image = an_image([b"here", b"missing"])
    push_blob(name, b"here", access)
    before = (used(access), AuditLog.objects.count(), Repository.objects.get().version)
    with pytest.raises(ManifestBlobUnknown) as refused:
        push_manifest(name, image.manifest, access, tag="1")
    assert str(Digest.of(b"missing")) in refused.value.digests
    assert before == (used(access), AuditLog.objects.count(), Repository.objects.get().version)
    assert not Manifest.objects.exists()
    assert not Tag.objects.exists()


def test_a_sparse_project_admits_it_and_records_what_is_missing(
    name: RepositoryName, access: Access
) -> None:
    project = projects.update(
        project_id=access.project_id, metadata={"allow_sparse": "true"}, by=access.by
    )
    by = Access(access.by, project.pk, project.epoch, access.actions)
    push_manifest(name, an_image([b"missing"]).manifest, by, tag="1")
    assert Edge.objects.filter(blob=None).count() == 2


def test_wrong_bytes_are_dropped(name: RepositoryName, access: Access, storage: Path) -> None:
    upload = uploads.begin(name=name, algorithm="sha256", by=access)
    upload.state = stores.blob_store().write(upload.state, b"wrong")
    with pytest.raises(DigestMismatch):
        blobs.store(upload=upload, digest=Digest.of(b"right"))
    assert objects_in(storage) == set()
    assert list((storage / "uploads").iterdir()) == []


def test_only_the_newest_writer_may_move_the_offset(name: RepositoryName, access: Access) -> None:
    upload = uploads.begin(name=name, algorithm="sha256", by=access)
    first = uploads.take(upload_id=upload.pk, name=name, start=0, by=access)
    second = uploads.take(upload_id=upload.pk, name=name, start=0, by=access)
    assert first.state["file"] != second.state["file"]
    with pytest.raises(UploadMoved):
        uploads.advance(upload=first, state=first.state, hashed="")
    state = stores.blob_store().write(second.state, b"abc")
    assert uploads.advance(upload=second, state=state, hashed="").offset == 3
    with pytest.raises(UploadMoved):
        uploads.take(upload_id=upload.pk, name=name, start=2, by=access)


def test_a_quota_refuses_what_would_exceed_it(root: User) -> None:
    project = a_project("small", limit=10)
    by = Access(caller(root), project.pk, project.epoch, frozenset())
    name = RepositoryName.parse("small/app")
    push_blob(name, b"12345678", by)
    with pytest.raises(QuotaExceeded):
        push_blob(name, b"abcdefgh", by)
    assert used(by) == 8
    assert RepositoryBlob.objects.count() == ProjectBlob.objects.count() == 1


def test_a_write_with_rights_of_yesterday_is_refused(name: RepositoryName, access: Access) -> None:
    projects.update(project_id=access.project_id, metadata={"public": "true"}, by=access.by)
    with pytest.raises(TokenInvalid):
        uploads.begin(name=name, algorithm="sha256", by=access)
    assert not Upload.objects.exists()


def test_an_object_that_was_lost_is_healed_by_a_push(
    name: RepositoryName, access: Access, storage: Path
) -> None:
    push_blob(name, b"precious", access)
    lost = Blob.objects.get()
    stores.blob_store().delete(lost.key)
    push_blob(name, b"precious", access)
    healed = Blob.objects.get()
    assert healed.generation != lost.generation
    with stores.blob_store().open(healed.key) as file:
        assert file.read() == b"precious"
    assert used(access) == 8


def test_a_tag_moves_and_its_history_tells(name: RepositoryName, access: Access) -> None:
    first, second = an_image([b"one"]), an_image([b"two"])
    push(name, first, access, tag="latest")
    push(name, second, access, tag="latest")
    push(name, second, access, tag="latest")
    assert Tag.objects.get().manifest.digest == second.digest
    moves = list(TagMove.objects.values_list("old_digest", "new_digest"))
    assert moves == [("", first.digest), (first.digest, second.digest)]


def test_a_deleted_manifest_takes_its_tags_and_no_others(
    name: RepositoryName, access: Access
) -> None:
    first, second = an_image([b"one"]), an_image([b"two"])
    for tag in ("a", "b"):
        push(name, first, access, tag=tag)
    push(name, second, access, tag="c")
    before = used(access)
    manifests.delete(name=name, digest=Digest.parse(first.digest), by=access)
    assert tags.page(name, after="", at_most=100) == (["c"], False)
    assert used(access) == before - len(first.manifest)
    assert AuditLog.objects.first().details == {"tags": ["a", "b"]}
    push_manifest(name, first.manifest, access, tag="a")
    assert Manifest.objects.filter(digest=first.digest).count() == 1
    assert used(access) == before


def test_a_blob_in_use_stays_and_one_out_of_use_goes(name: RepositoryName, access: Access) -> None:
    image = an_image([b"layer"])
    digest = push(name, image, access)
    layer = Digest.of(b"layer")
    with pytest.raises(BlobInUse):
        blobs.delete(name=name, digest=layer, by=access)
    manifests.delete(name=name, digest=digest, by=access)
    before = used(access)
    blobs.delete(name=name, digest=layer, by=access)
    assert used(access) == before - 5
    with pytest.raises(BlobUnknown):
        blobs.delete(name=name, digest=layer, by=access)


def test_an_index_has_its_children(name: RepositoryName, access: Access) -> None:
    index = an_index()
    with pytest.raises(ManifestBlobUnknown):
        push_manifest(name, index.manifest, access, tag="1")
    for image in index.images:
        push(name, image, access, tag=None)
    push_manifest(name, index.manifest, access, tag="1")
    children = Edge.objects.filter(kind="manifest").values_list("child__digest", flat=True)
    assert list(children) == [image.digest for image in index.images]


def test_a_repository_is_seen_once_it_holds_a_manifest(
    name: RepositoryName, access: Access
) -> None:
    push_blob(name, b"layer", access)
    assert repositories.published_counts([access.project_id]) == {}
    push(name, an_image(), access)
    assert repositories.published_counts([access.project_id]) == {access.project_id: 1}


def test_a_mount_links_what_the_source_holds(name: RepositoryName, access: Access) -> None:
    digest = push_blob(name, b"shared", access)
    target = RepositoryName.parse(f"{name.project}/target")
    absent = Digest(algorithm="sha256", encoded=hashlib.sha256(b"absent").hexdigest())
    assert not blobs.mount(name=target, source=name, digest=absent, by=access)
    assert blobs.mount(name=target, source=name, digest=digest, by=access)
    assert blobs.mount(name=target, source=None, digest=digest, by=access)
    assert used(access) == 6
    assert RepositoryBlob.objects.count() == 2


def test_the_manifest_is_kept_byte_for_byte(name: RepositoryName, access: Access) -> None:
    image = an_image()
    document: dict[str, Any] = json.loads(image.manifest)
    odd = json.dumps(document, indent=7, ensure_ascii=False).encode() + b"\n\n"
    for data in image.blobs:
        push_blob(name, data, access)
    digest = push_manifest(name, odd, access, tag="odd")
    assert digest == Digest.of(odd)
    assert bytes(Manifest.objects.get().body) == odd


def test_whoever_wrote_before_reaches_the_bytes_no_more(
    name: RepositoryName, access: Access
) -> None:
    upload = uploads.begin(name=name, algorithm="sha256", by=access)
    first = uploads.take(upload_id=upload.pk, name=name, start=0, by=access)
    state = stores.blob_store().write(first.state, b"good ")
    uploads.advance(upload=first, state=state, hashed="")
    slow = uploads.take(upload_id=upload.pk, name=name, start=5, by=access)
    newest = uploads.take(upload_id=upload.pk, name=name, start=5, by=access)
    with pytest.raises(UploadMissing):
        stores.blob_store().write(slow.state, b"evil")
    state = stores.blob_store().write(newest.state, b"tail")
    ended = uploads.advance(upload=newest, state=state, hashed="")
    assert blobs.store(upload=ended, digest=Digest.of(b"good tail")).size == 9


def test_a_put_repeated_after_a_crash_behind_the_rename_ends_well(
    name: RepositoryName, access: Access
) -> None:
    upload = uploads.begin(name=name, algorithm="sha256", by=access)
    upload = uploads.take(upload_id=upload.pk, name=name, start=0, by=access)
    state = stores.blob_store().write(upload.state, b"whole")
    upload = uploads.advance(upload=upload, state=state, hashed="")
    digest = Digest.of(b"whole")
    blobs.store(upload=upload, digest=digest)  # and here the process died
    again = uploads.take(upload_id=upload.pk, name=name, start=None, by=access)
    stored = blobs.store(upload=again, digest=digest)
    blobs.record(name=name, stored=stored, upload=again, by=access)
    assert Blob.objects.get().size == 5


def test_a_write_with_a_token_of_a_revoked_key_is_refused(
    name: RepositoryName, access: Access
) -> None:
    kid = keys.rotate(by=access.by)
    by = replace(access, kid=kid)
    uploads.begin(name=name, algorithm="sha256", by=by)
    keys.revoke(kid, by=access.by)
    with pytest.raises(TokenInvalid):
        uploads.begin(name=name, algorithm="sha256", by=by)


def taken_in_a_limited_project(name: RepositoryName, access: Access) -> Upload:
    """Give an upload that reserves 100 bytes."""
    Quota.objects.filter(project_id=access.project_id).update(limit=10_000)
    upload = uploads.begin(name=name, algorithm="sha256", by=access)
    upload = uploads.take(upload_id=upload.pk, name=name, by=access, start=0, length=100)
    assert reserved(access) == 100
    return upload


def reserved(by: Access) -> int:
    return Quota.objects.get(project_id=by.project_id).reserved


def test_an_end_gives_back_what_is_reserved_then_and_not_what_was(
    name: RepositoryName, access: Access
) -> None:
    upload = taken_in_a_limited_project(name, access)
    stale = Upload.objects.get(pk=upload.pk)
    uploads.give_up(upload)
    assert reserved(access) == 0
    stale.state = stores.blob_store().write(stale.state, b"four")
    stored = blobs.store(upload=stale, digest=Digest.of(b"four"))
    blobs.record(name=name, stored=stored, upload=stale, by=access)
    assert reserved(access) == 0
    assert used(access) == 4


def test_wrong_bytes_of_an_older_request_do_not_end_the_newer_ones_upload(
    name: RepositoryName, access: Access
) -> None:
    older = taken_in_a_limited_project(name, access)
    newer = uploads.take(upload_id=older.pk, name=name, by=access, start=0, length=100)
    uploads.drop(older, by=access.by)
    state = stores.blob_store().write(newer.state, b"four")
    assert uploads.advance(upload=newer, state=state, hashed="").offset == 4


@pytest.mark.parametrize("error", [ObjectExists, UploadMissing])
def test_an_end_that_another_request_was_quicker_with_succeeds(
    name: RepositoryName,
    access: Access,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
) -> None:
    """Both looked for the object before either had made it."""
    upload = uploads.begin(name=name, algorithm="sha256", by=access)
    brought = uploads.bring(upload_id=upload.pk, name=name, by=access, start=0, body=b"bytes")
    assert brought is not None
    store, digest = stores.blob_store(), Digest.of(b"bytes")
    commit = store.commit

    def overtaken(state: DriverState, key: str) -> None:
        commit(state, key)
        raise error(key)

    monkeypatch.setattr(store, "commit", overtaken)
    blobs.finish(name=name, upload=brought, digest=digest, by=access)
    assert Blob.objects.get().digest == str(digest)


def test_bytes_that_a_row_may_name_are_kept(name: RepositoryName, access: Access) -> None:
    """Whether a transaction that failed was committed is not always known."""
    upload = uploads.begin(name=name, algorithm="sha256", by=access)
    brought = uploads.bring(upload_id=upload.pk, name=name, by=access, start=0, body=b"bytes")
    assert brought is not None
    uploads._abort_unnamed(upload, brought.state)
    assert b"".join(stores.blob_store().read_back(brought.state)) == b"bytes"
    uploads._abort_unnamed(brought, brought.state)
    with pytest.raises(UploadMissing):
        b"".join(stores.blob_store().read_back(brought.state))
