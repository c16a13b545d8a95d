"""Blobs: bytes under their digest, linked into the repositories that may use them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

import events
from artifacts import repositories, stores
from artifacts.errors import (
    BlobInUse,
    BlobUnknown,
    DigestMismatch,
    ManifestBlobUnknown,
    PartSizeWrong,
    UploadUnknown,
)
from artifacts.events import BlobDeleted, BlobMounted, BlobPushed
from artifacts.models import (
    Blob,
    BlobQuerySet,
    BlobState,
    Edge,
    EdgeKind,
    Manifest,
    ProjectBlob,
    Repository,
    RepositoryBlob,
    Upload,
)
from oci.descriptor import Descriptor
from oci.digest import Digest
from oci.reference import RepositoryName
from projects import access, quotas
from projects.access import Access
from storage import layout
from storage.base import DriverState, ObjectMissing

PROTECTED_FOR = timedelta(hours=24)
PROTECTED_AT_LEAST = timedelta(hours=12)
"""A lease with less left is renewed when a client is told that the blob is there (R5)."""


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
    if _is_stored(stored):
        return stored
    if upload.hashed != str(digest) and not _has(upload.state, digest):
        blob_store.abort(upload.state)
        raise DigestMismatch(claimed=digest)
    blob_store.commit(upload.state, stored.key)
    return stored


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
        repository = repositories.ensure(name, by.project_id)
        repositories.hold(repository)
        blob = _row_for(stored, lost=lost)
        ended, _ = Upload.objects.filter(pk=upload.pk, fence=upload.fence).delete()
        if not ended:
            raise UploadUnknown
        link(repository, blob, reserved=upload.reserved)
        _publish(BlobPushed, name, blob, by)
    if blob.generation != stored.generation:
        stores.blob_store().delete(stored.key)


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
        repository = repositories.ensure(name, by.project_id)
        repositories.hold(repository)
        Blob.objects.keep([str(digest)])
        blob = _held(source, digest, by.project_id).first()
        if blob is not None:
            protect(blob)
            link(repository, blob)
            _publish(BlobMounted, name, blob, by)
    return blob is not None


def link(repository: Repository, blob: Blob, *, reserved: int = 0) -> None:
    """Let the repository use the blob; the project pays if it did not already.

    *reserved* bytes were held for it and are given back.
    """
    RepositoryBlob.objects.get_or_create(repository=repository, blob=blob)
    absent = Edge.objects.awaiting(repository, blob.digest, blob.size)
    absent.exclude(kind=EdgeKind.MANIFEST).update(blob=blob, is_absent=False)
    _, is_new = ProjectBlob.objects.get_or_create(project_id=repository.project_id, blob=blob)
    quotas.charge(
        project_id=repository.project_id, added=blob.size if is_new else 0, reserved=reserved
    )


def delete(*, name: RepositoryName, digest: Digest, by: Access) -> None:
    """Take the blob out of the repository. Raises BlobUnknown, or BlobInUse if a manifest needs it.

    The bytes stay for as long as anything else may need them.
    """
    with transaction.atomic():
        access.confirm(by)
        repository = repositories.find(name)
        if repository is None:
            raise BlobUnknown(digest)
        repositories.note_change(repository)
        blob = Blob.objects.locked().filter(digest=str(digest)).first()
        links = RepositoryBlob.objects.filter(repository=repository, blob=blob)
        if blob is None or not links.exists():
            raise BlobUnknown(digest)
        users = Manifest.objects.present().filter(repository=repository, edges__blob=blob)
        if users.exists():
            raise BlobInUse(digest)
        links.delete()
        _unlink_project(repository.project_id, blob)
        _publish(BlobDeleted, name, blob, by)


def protect(blob: Blob) -> None:
    """Renew the lease that keeps garbage collection away, if little of it is left."""
    now = timezone.now()
    if blob.protected_until - now < PROTECTED_AT_LEAST:
        Blob.objects.filter(pk=blob.pk).update(protected_until=now + PROTECTED_FOR)


def protect_by_id(blob_id: int) -> None:
    with transaction.atomic():
        blob = Blob.objects.locked().filter(pk=blob_id).first()
        if blob is not None:
            protect(blob)


def require_linked(
    repository: Repository, parts: Iterable[Descriptor], *, may_miss: bool
) -> dict[str, Blob]:
    """The blobs that *parts* name, by digest, locked against removal until the transaction ends.

    Raises ManifestBlobUnknown (unless they *may_miss*) or PartSizeWrong.
    """
    described = list(parts)
    wanted = {str(part.digest): part.digest for part in described}
    Blob.objects.keep(list(wanted))
    found = Blob.objects.available().filter(digest__in=list(wanted), links__repository=repository)
    blobs = {blob.digest: blob for blob in found}
    missing = [digest for text, digest in wanted.items() if text not in blobs]
    if missing and not may_miss:
        raise ManifestBlobUnknown(missing)
    for part in described:
        blob = blobs.get(str(part.digest))
        if blob is not None and blob.size != part.size:
            raise PartSizeWrong(part.digest, described=part.size, stored=blob.size)
    return blobs


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
    blob = Blob.objects.filter(digest=digest).first()
    if blob is None or _is_stored(StoredObject(Digest.parse(digest), blob.size, blob.generation)):
        return None
    return blob.generation


def _row_for(stored: StoredObject, *, lost: str | None) -> Blob:
    """The blob's row under its lock, made if absent, naming an object that is there."""
    until = timezone.now() + PROTECTED_FOR
    new = Blob(
        digest=str(stored.digest),
        size=stored.size,
        generation=stored.generation,
        protected_until=until,
        verified_at=timezone.now(),
    )
    Blob.objects.bulk_create([new], ignore_conflicts=True)
    blob = Blob.objects.locked().get(digest=str(stored.digest))
    if blob.state != BlobState.AVAILABLE or blob.generation == lost:
        blob.generation = stored.generation
        blob.state = BlobState.AVAILABLE
        blob.condemned_at = None
        blob.verified_at = timezone.now()
    blob.protected_until = until
    blob.save()
    return blob


def _held(source: RepositoryName | None, digest: Digest, project_id: int) -> BlobQuerySet:
    """The blob, if *source*, or any repository of the project, holds it."""
    links = RepositoryBlob.objects.filter(repository__deleted_at=None)
    if source is None:
        links = links.filter(repository__project_id=project_id)
    else:
        links = links.filter(repository__name=source.path)
    return Blob.objects.available().filter(digest=str(digest), links__in=links).distinct()


def _publish(
    kind: type[BlobPushed | BlobMounted | BlobDeleted], name: RepositoryName, blob: Blob, by: Access
) -> None:
    events.publish(kind(by=by.by, resource=f"{name.path}@{blob.digest}", project_id=by.project_id))
