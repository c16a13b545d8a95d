"""Blobs: bytes under their digest, linked into the repositories that may use them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction

import events
from accounts.events import Deed
from artifacts import edges, reads, repositories, sql, stores, upload_rows
from artifacts.errors import BlobInUse, BlobUnknown, DigestMismatch, UploadUnknown
from artifacts.events import BlobDeleted, BlobMounted, BlobPushed
from artifacts.models import (
    Blob,
    BlobQuerySet,
    BlobState,
    Manifest,
    ProjectBlob,
    RepositoryBlob,
    Upload,
)
from jobs import clock
from oci.digest import Digest
from oci.reference import RepositoryName
from projects import access, quotas
from projects.access import Access
from storage import layout
from storage.base import DriverState, ObjectExists, ObjectMissing, UploadMissing


def lease() -> timedelta:
    """For how long a blob stays, though nothing needs it, after a client was told of it (R5)."""
    kept: timedelta = settings.GC_GRACE
    return kept


def shortest_lease() -> timedelta:
    """A lease with less left is renewed when a client is told that the blob is there."""
    return lease() / 2


@dataclass(frozen=True, slots=True)
class StoredObject:
    """A verified, durable object that no row names yet."""

    digest: Digest
    size: int
    generation: str

    @property
    def key(self) -> str:
        return layout.blob_key(str(self.digest), self.generation)


def store(*, upload: Upload, digest: Digest) -> StoredObject:
    """Make an upload's bytes a durable object, once they are known to have *digest* (R2).

    Where they were not hashed as they came in, they are read back. Asks the database nothing. Safe
    to repeat: the object's key is the upload's own. Raises DigestMismatch, with the bytes gone.
    """
    blob_store = stores.blob_store()
    stored = StoredObject(digest, upload.state["size"], upload.generation)
    try:
        if not _is_stored(stored):
            if upload.hashed != str(digest) and not _has(upload.state, digest):
                blob_store.abort(upload.state)
                raise DigestMismatch(claimed=digest)
            blob_store.commit(upload.state, stored.key)
            return stored
    except (ObjectExists, UploadMissing):
        if not _is_stored(stored):
            raise
    blob_store.settle(stored.key)  # another request may have made it just now, or died over it
    blob_store.abort(upload.state)
    return stored


def finish(*, name: RepositoryName, upload: Upload, digest: Digest, by: Access) -> None:
    """Store and record what an upload brought."""
    record(name=name, stored=store(upload=upload, digest=digest), upload=upload, by=by)


def record(*, name: RepositoryName, stored: StoredObject, upload: Upload, by: Access) -> None:
    """Make a stored object visible in the repository: one transaction, after which it is pushed.

    Where the bytes were here already, the older object stays and the new one is removed, unless
    the older one has been lost. Raises TokenInvalid, UploadUnknown or QuotaExceeded; the object is
    then left to the sweep, since whether a transaction that failed was committed is not always
    known, and an object without a row harms nobody.
    """
    lost = _lost_generation(str(stored.digest))
    with transaction.atomic():
        access.confirm(by)
        repository_id = repositories.hold(name, by.project_id)
        blob_id, generation = _row_for(stored, lost=lost)
        reserved = upload_rows.delete(upload)
        if reserved is None:
            raise UploadUnknown
        new = Link(repository_id, by.project_id, blob_id, str(stored.digest), stored.size)
        link(new, reserved=reserved)
        _publish(BlobPushed, name, new.digest, by)
    if generation != stored.generation:
        stores.blob_store().delete(stored.key)


def is_linked(*, name: RepositoryName, digest: Digest, by: Access) -> bool:
    """Whether the repository has the blob, for somebody who may push there now."""
    with transaction.atomic():
        access.confirm(by)
        place = reads.locate(name)
        if place is None or place.repository_id is None or place.project_id != by.project_id:
            return False
        return reads.blob(place.repository_id, digest) is not None


def mount(
    *, name: RepositoryName, source: RepositoryName | None, digest: Digest, by: Access
) -> bool:
    """Link a blob that *source* (``None``: any repository of the same project) holds.

    The caller has checked that *source* may be read. Answers whether there was such a blob.
    """
    if not _held(source, digest, by.project_id).exists():
        return False
    with transaction.atomic():
        access.confirm(by)
        repository_id = repositories.hold(name, by.project_id)
        Blob.objects.keep([str(digest)])
        blob = _held(source, digest, by.project_id).first()
        if blob is not None:
            protect(blob)
            link(Link(repository_id, by.project_id, blob.pk, blob.digest, blob.size))
            _publish(BlobMounted, name, blob.digest, by)
    return blob is not None


@dataclass(frozen=True, slots=True)
class Link:
    """A blob that a repository is to have."""

    repository_id: int
    project_id: int
    blob_id: int
    digest: str
    size: int


def link(new: Link, *, reserved: int = 0) -> None:
    """Let the repository use the blob; the project pays if it did not already.

    Manifests of the repository that were pushed without the blob have it now. *reserved* bytes
    were held for it and are given back.
    """
    sql.change(
        "INSERT INTO artifacts_repositoryblob (repository_id, blob_id, creation_time)"
        " VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        *(new.repository_id, new.blob_id, sql.moment(clock.now())),
    )
    edges.fill_in_blob(
        repository_id=new.repository_id, blob_id=new.blob_id, digest=new.digest, size=new.size
    )
    is_new = sql.change(
        "INSERT INTO artifacts_projectblob (project_id, blob_id) VALUES (%s, %s)"
        " ON CONFLICT DO NOTHING",
        *(new.project_id, new.blob_id),
    )
    quotas.charge(project_id=new.project_id, added=is_new * new.size, reserved=reserved)


def delete(*, name: RepositoryName, digest: Digest, by: Access) -> None:
    """Take the blob out of the repository. Raises BlobUnknown, or BlobInUse if a manifest needs it.

    The bytes stay for as long as anything else may need them.
    """
    with transaction.atomic():
        access.confirm(by)
        repository_id = repositories.find(name)
        if repository_id is None:
            raise BlobUnknown(digest)
        repositories.note_change(repository_id)
        blob = Blob.objects.locked().filter(digest=str(digest)).first()
        links = RepositoryBlob.objects.filter(repository_id=repository_id, blob=blob)
        if blob is None or not links.exists():
            raise BlobUnknown(digest)
        users = Manifest.objects.present().filter(repository_id=repository_id, edges__blob=blob)
        if users.exists():
            raise BlobInUse(digest)
        links.delete()
        _unlink_project(by.project_id, blob)
        Blob.objects.filter(pk=blob.pk).update(review_at=clock.now())
        _publish(BlobDeleted, name, blob.digest, by)


def protect(blob: Blob) -> None:
    """Renew the lease that keeps garbage collection away, if little of it is left."""
    now = clock.now()
    if blob.protected_until - now < shortest_lease():
        Blob.objects.filter(pk=blob.pk).update(protected_until=now + lease())


def keep(*, repository_id: int, blob_id: int) -> bool:
    """Renew the lease of a blob that the repository was just seen to have.

    Answers whether it still has it: garbage collection may have been in between.
    """
    with transaction.atomic():
        blob = Blob.objects.locked().filter(pk=blob_id).first()
        links = RepositoryBlob.objects.filter(repository_id=repository_id, blob_id=blob_id)
        if blob is None or blob.state != BlobState.AVAILABLE or not links.exists():
            return False
        protect(blob)
        return True


def linked(repository_id: int, digests: Collection[str]) -> dict[str, tuple[int, int]]:
    """Those of the blobs that the repository has, by digest: their ids and sizes.

    They are locked against removal until the transaction ends.
    """
    Blob.objects.keep(digests)
    found = sql.over(
        "WITH wanted(digest) AS (VALUES {}) SELECT b.digest, b.id, b.size FROM wanted"
        " JOIN artifacts_blob b ON b.digest = wanted.digest AND b.state = 'available'"
        " JOIN artifacts_repositoryblob l ON l.blob_id = b.id AND l.repository_id = %s",
        [(digest,) for digest in digests],
        repository_id,
    )
    return {digest: (blob_id, size) for digest, blob_id, size in found}


def _unlink_project(project_id: int, blob: Blob) -> None:
    """Have the project stop paying, unless another of its repositories holds the blob."""
    if not RepositoryBlob.objects.filter(blob=blob, repository__project_id=project_id).exists():
        ProjectBlob.objects.filter(project_id=project_id, blob=blob).delete()
        quotas.release(project_id=project_id, freed=blob.size)


def _has(state: DriverState, digest: Digest) -> bool:
    return Digest.of_blocks(stores.blob_store().read_back(state), digest.algorithm) == digest


def _is_stored(stored: StoredObject) -> bool:
    """Whether an earlier try got as far as the object: it was verified before it got its name."""
    try:
        return stores.blob_store().stat(stored.key).size == stored.size
    except ObjectMissing:
        return False


def _lost_generation(digest: str) -> str | None:
    """The generation that the row names, if its object is not there as it should be."""
    row = sql.one("SELECT size, generation FROM artifacts_blob WHERE digest = %s", digest)
    if row is None or _is_stored(StoredObject(Digest.parse(digest), *row)):
        return None
    return str(row[1])


def _row_for(stored: StoredObject, *, lost: str | None) -> tuple[int, str]:
    """The blob's row under its lock, made if absent, naming an object that is there.

    Answers its id and the generation it names: an older one, unless that is *lost* or condemned.
    """
    now = clock.now()
    replaced = "artifacts_blob.state <> 'available' OR artifacts_blob.generation = %s"
    row = sql.one(
        "INSERT INTO artifacts_blob"  # noqa: S608  # constants
        " (digest, size, generation, state, protected_until, verified_at, creation_time)"
        " VALUES (%s, %s, %s, 'available', %s, %s, %s) ON CONFLICT (digest) DO UPDATE SET"
        f" generation = CASE WHEN {replaced} THEN excluded.generation"
        " ELSE artifacts_blob.generation END,"
        f" verified_at = CASE WHEN {replaced} THEN excluded.verified_at"
        " ELSE artifacts_blob.verified_at END,"
        " condemned_at = NULL, state = 'available', protected_until = excluded.protected_until,"
        " review_at = excluded.review_at"
        " RETURNING id, generation",
        *(str(stored.digest), stored.size, stored.generation),
        *(sql.moment(now + lease()), sql.moment(now), sql.moment(now)),
        *(lost, lost),
    )
    assert row is not None
    return row[0], row[1]


def _held(source: RepositoryName | None, digest: Digest, project_id: int) -> BlobQuerySet:
    """The blob, if *source*, or any repository of the project, holds it."""
    links = RepositoryBlob.objects.filter(repository__deleted_at=None)
    if source is None:
        links = links.filter(repository__project_id=project_id)
    else:
        links = links.filter(repository__name=source.path)
    return Blob.objects.available().filter(digest=str(digest), links__in=links).distinct()


def _publish(kind: type[Deed], name: RepositoryName, digest: str, by: Access) -> None:
    events.publish(kind(by=by.by, resource=f"{name.path}@{digest}", project_id=by.project_id))
