"""Uploads: sessions that bring a blob in, request by request, from any process (R8)."""

import re
import secrets
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from artifacts import stores
from artifacts.errors import TooManyUploads, UploadMoved, UploadUnknown
from artifacts.models import Upload
from oci.reference import RepositoryName
from projects import access, quotas
from projects.access import Access
from storage.base import DriverState, StorageError, UploadMissing


def begin(*, name: RepositoryName, algorithm: str, by: Access) -> Upload:
    with transaction.atomic():
        access.confirm(by)
        _require_few(by)
        return Upload.objects.create(
            id=secrets.token_hex(16),
            project_id=by.project_id,
            repository=name.path,
            principal=by.by.principal.key,
            algorithm=algorithm,
            state=stores.blob_store().begin_upload(),
            expires_at=_expiry(),
        )


_ID = re.compile(r"[0-9a-f]{32}")


def get(*, upload_id: str, name: RepositoryName, by: Access) -> Upload:
    """Find an upload by its id, place and principal together, never by its id alone."""
    upload = Upload.objects.filter(**_key(upload_id, name, by), expires_at__gt=timezone.now())
    found = upload.first()
    if found is None:
        raise UploadUnknown
    return found


def take(*, upload_id: str, name: RepositoryName, start: int | None, by: Access) -> Upload:
    """Take the upload over, to write at its offset or to end it.

    The staged bytes are this request's own from here on: whoever wrote before, and may still be
    writing, reaches them no more. Raises UploadMoved when a chunk announces another *start*.
    """
    with transaction.atomic():
        access.confirm(by)
        upload = _locked(upload_id, name, by)
        if start is not None and start != upload.offset:
            raise UploadMoved(upload_id=upload.pk, offset=upload.offset)
        dropped = upload.state if upload.fence > 0 else None
        if dropped is not None:
            upload.state = _own(dropped, offset=upload.offset)
        upload.fence += 1
        upload.expires_at = _expiry()
        _settle(upload)
        upload.save(update_fields=["fence", "state", "expires_at", "reserved"])
    if dropped is not None:
        stores.blob_store().abort(dropped)
    return upload


def _own(state: DriverState, *, offset: int) -> DriverState:
    store = stores.blob_store()
    if offset == 0:
        return store.begin_upload()
    try:
        return store.fork(state)
    except UploadMissing:
        return state  # an object by now, if an earlier request got that far: blobs.store sees


def reserve(*, upload: Upload, up_to: int) -> int | None:
    """Reserve quota for staged bytes up to the size *up_to*; answers the size that is covered.

    ``None`` where the project has no limit. Raises QuotaExceeded, or UploadMoved if another took
    over.
    """
    with transaction.atomic():
        current = _newest(upload)
        added = up_to - current.reserved
        if not quotas.reserve(project_id=current.project_id, added=max(added, 0)):
            return None
        current.reserved = max(up_to, current.reserved)
        current.save(update_fields=["reserved"])
    return current.reserved


def advance(*, upload: Upload, state: DriverState, hashed: str) -> Upload:
    """Move the offset to what is durable in *state*. Raises UploadMoved if another took over."""
    with transaction.atomic():
        current = _newest(upload)
        current.state, current.offset, current.hashed = state, state["size"], hashed
        _settle(current)
        current.save(update_fields=["state", "offset", "hashed", "reserved"])
    return current


def give_up(upload: Upload) -> None:
    """A request ended early: keep staged and reserved what counts.

    Changes nothing if another request took over.
    """
    with suppress(StorageError):
        stores.blob_store().write(upload.state, b"")  # cuts back to what the state says
    with transaction.atomic():
        current = Upload.objects.locked().filter(pk=upload.pk, fence=upload.fence).first()
        if current is not None:
            _settle(current)
            current.save(update_fields=["reserved"])


def cancel(*, upload_id: str, name: RepositoryName, by: Access) -> None:
    with transaction.atomic():
        access.confirm(by)
        upload = _locked(upload_id, name, by)
        end(upload)
    stores.blob_store().abort(upload.state)


def drop(upload: Upload) -> None:
    """End an upload whose bytes turned out wrong; they are gone already."""
    with transaction.atomic():
        end(upload)


def abandon(upload_id: str) -> None:
    """End an upload whose client will not come back for it; safe when it has ended already."""
    with transaction.atomic():
        upload = Upload.objects.locked().filter(pk=upload_id).first()
        if upload is not None:
            end(upload)
    if upload is not None:
        stores.blob_store().abort(upload.state)


def end(upload: Upload) -> None:
    """Take the row away and give back what it reserves, in the caller's transaction."""
    row = Upload.objects.locked().filter(pk=upload.pk).first()
    if row is not None:
        row.delete()
        quotas.give_back(project_id=row.project_id, reserved=row.reserved)


def sweep(*, now: datetime, at_most: int) -> int:
    """Drop up to *at_most* uploads that expired before *now*; answers how many there were.

    The rows go first: a crash leaves staged bytes without a row, never a row without bytes.
    """
    with transaction.atomic():
        expired = list(Upload.objects.locked().filter(expires_at__lt=now)[:at_most])
        for upload in expired:
            end(upload)
    for upload in expired:
        stores.blob_store().abort(upload.state)
    return len(expired)


def _require_few(by: Access) -> None:
    """Open uploads hold rows and staged bytes: one principal may have only so many (DO-02).

    Those that begin at once are counted one after another.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            key = by.by.principal.key
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [key])
    opened = Upload.objects.filter(
        principal=by.by.principal.key, expires_at__gt=timezone.now()
    ).count()
    if opened >= settings.UPLOADS_PER_PRINCIPAL:
        raise TooManyUploads(settings.UPLOADS_PER_PRINCIPAL)


def _locked(upload_id: str, name: RepositoryName, by: Access) -> Upload:
    upload = Upload.objects.locked().filter(**_key(upload_id, name, by)).first()
    if upload is None:
        raise UploadUnknown
    return upload


def _newest(upload: Upload) -> Upload:
    """The row under its lock, if the request that took *upload* still is the newest."""
    current = Upload.objects.locked().filter(pk=upload.pk).first()
    if current is None:
        raise UploadUnknown
    if current.fence != upload.fence:
        raise UploadMoved(upload_id=upload.pk, offset=current.offset)
    return current


def _settle(upload: Upload) -> None:
    """Reserve no more than what is durable; to be saved by the caller."""
    surplus = max(upload.reserved - upload.offset, 0)
    quotas.give_back(project_id=upload.project_id, reserved=surplus)
    upload.reserved -= surplus


def _key(upload_id: str, name: RepositoryName, by: Access) -> dict[str, str | int]:
    if not _ID.fullmatch(upload_id):
        raise UploadUnknown
    return {
        "pk": upload_id,
        "project_id": by.project_id,
        "repository": name.path,
        "principal": by.by.principal.key,
    }


def _expiry() -> datetime:
    return timezone.now() + settings.UPLOAD_EXPIRY
