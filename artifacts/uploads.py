"""Uploads: sessions that bring a blob in, request by request, from any process (R8)."""

import re
import secrets
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import Error as DatabaseFault
from django.db import connection, transaction

import events
from accounts import configuration
from accounts.events import Deed
from accounts.principals import SYSTEM_CALLER, Caller
from artifacts import sql, stores, upload_rows
from artifacts.errors import TooManyUploads, TooMuchStaged, UploadMoved, UploadUnknown
from artifacts.events import UploadBegun, UploadDropped
from artifacts.models import Upload
from jobs import clock
from oci.digest import Digest
from oci.reference import RepositoryName
from projects import access, quotas
from projects.access import Access
from storage.base import DriverState, StateMalformed, StorageError, UploadMissing

SLAB_BYTES = 64 * 2**20
"""How much room is taken ahead of the bytes."""


def begin(*, name: RepositoryName, algorithm: str, by: Access) -> Upload:
    with transaction.atomic():
        access.confirm(by)
        _require_few(by)
        upload = Upload(
            id=secrets.token_hex(16),
            project_id=by.project_id,
            repository=name.path,
            principal=by.by.principal.key,
            algorithm=algorithm,
            state=stores.blob_store().begin_upload(),
            expires_at=_expiry(),
        )
        upload_rows.insert(upload)
        _publish(UploadBegun, upload, by.by)
    return upload


_ID = re.compile(r"[0-9a-f]{32}")


def find(*, upload_id: str, name: RepositoryName, by: Access) -> Upload:
    """Find an upload by its id, place and principal together, never by its id alone."""
    return _found(upload_rows.find(lock=False, **_key(upload_id, name, by)))


def take(
    *,
    upload_id: str,
    name: RepositoryName,
    by: Access,
    start: int | None = None,
    length: int | None = None,
) -> Upload:
    """Take the upload over, to write *length* bytes at its offset or to end it.

    The staged bytes are this request's own from here on: whoever wrote before, and may still be
    writing, reaches them no more. What was known of their digest does not hold any more. Raises
    UploadMoved when a chunk announces another *start*, and what ``cover`` raises.
    """
    with transaction.atomic():
        access.confirm(by)
        upload = _locked(upload_id, name, by)
        if start is not None and start != upload.offset:
            raise UploadMoved(upload_id=upload.pk, offset=upload.offset)
        _settle(upload)
        if length:
            _cover(upload, size=upload.offset, wanted=upload.offset + length)
        dropped = upload.state if upload.fence > 0 else None
        if dropped is not None:
            upload.state = _own(dropped, offset=upload.offset)
        upload.fence += 1
        upload.hashed = ""
        upload.expires_at = _expiry()
        upload_rows.save(upload)
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


def bring(
    *, upload_id: str, name: RepositoryName, by: Access, start: int | None, body: bytes | bytearray
) -> Upload | None:
    """Have a first chunk that is here already staged and durable, in one transaction.

    Its bytes lie in a file that nobody else knows until the upload's row names it; room is taken
    for them when they are written, so they must be few. ``None``, with nothing done, where there
    are bytes already. Raises what ``take`` raises.
    """
    upload = find(upload_id=upload_id, name=name, by=by)
    if upload.offset > 0:
        return None
    if start:
        raise UploadMoved(upload_id=upload_id, offset=0)
    store, old = stores.blob_store(), upload.state
    own = store.begin_upload()
    try:
        state = store.write(own, body)
        store.sync(state)
        with transaction.atomic():
            access.confirm(by)
            current = _newest(upload)
            _cover(current, size=state["size"], wanted=state["size"])
            current.state, current.offset = state, state["size"]
            current.hashed = str(Digest.of(body, current.algorithm))
            current.fence += 1
            current.expires_at = _expiry()
            _settle(current)
            upload_rows.save(current)
    except DatabaseFault:
        _abort_unnamed(upload, own)
        raise
    except BaseException:
        store.abort(own)
        raise
    store.abort(old)
    return current


def _abort_unnamed(upload: Upload, own: DriverState) -> None:
    """Drop the bytes of a transaction that failed; keep them where it may have been committed.

    Whether it was is not always known; bytes that nobody names harm nobody.
    """
    with suppress(DatabaseFault):
        row = upload_rows.find(lock=False, id=upload.pk)
        if row is None or row.fence == upload.fence:
            stores.blob_store().abort(own)


def cover(*, upload: Upload, size: int, wanted: int | None) -> int:
    """Have room for *size* staged bytes, and for some of those *wanted* in all, if that is known.

    Answers the size that is covered. Raises QuotaExceeded (R12), TooMuchStaged (DO-02), or
    UploadMoved if another took over, or ReadOnly.
    """
    with transaction.atomic():
        configuration.require_writable()
        current = _newest(upload)
        covered = _cover(current, size=size, wanted=wanted)
        upload_rows.save(current)
    return covered


def _cover(upload: Upload, *, size: int, wanted: int | None) -> int:
    """Take the room; to be saved by the caller. Quota is taken for announced bytes only."""
    needed = max(size, min(size + SLAB_BYTES, wanted or size))
    is_limited = quotas.reserve(
        project_id=upload.project_id, added=max(needed - upload.reserved, 0)
    )
    if is_limited:
        upload.reserved = max(needed, upload.reserved)
    ahead = needed if is_limited or wanted is not None else size + SLAB_BYTES
    upload.staged = max(upload.staged, min(ahead, _allowance(upload, needed)))
    return upload.staged


def _allowance(upload: Upload, needed: int) -> int:
    """How large this upload may become beside the others of its principal."""
    others = sql.one(
        "SELECT COALESCE(SUM(staged), 0) FROM artifacts_upload WHERE principal = %s AND id <> %s",
        *(upload.principal, upload.pk),
    )
    assert others is not None
    allowance: int = settings.STAGED_BYTES_PER_PRINCIPAL - int(others[0])
    if needed > allowance:
        raise TooMuchStaged(settings.STAGED_BYTES_PER_PRINCIPAL)
    return allowance


def advance(*, upload: Upload, state: DriverState, hashed: str) -> Upload:
    """Move the offset to what is durable in *state*.

    Raises UploadMoved if another took over, or ReadOnly: a body may have come in for hours.
    """
    with transaction.atomic():
        configuration.require_writable()
        current = _newest(upload)
        current.state, current.offset, current.hashed = state, state["size"], hashed
        _settle(current)
        upload_rows.save(current)
    return current


def give_up(upload: Upload) -> None:
    """A request ended early: keep staged and reserved what counts.

    Changes nothing if another request took over.
    """
    with suppress(StorageError):
        stores.blob_store().write(upload.state, b"")  # cuts back to what the state says
    with transaction.atomic():
        current = upload_rows.find(lock=True, id=upload.pk, fence=upload.fence)
        if current is not None:
            _settle(current)
            upload_rows.save(current)


def cancel(*, upload_id: str, name: RepositoryName, by: Access) -> None:
    with transaction.atomic():
        access.confirm(by)
        upload = _locked(upload_id, name, by)
        _end(upload, by.by, why="cancelled")
    stores.blob_store().abort(upload.state)


def drop(upload: Upload, *, by: Caller) -> None:
    """End an upload whose bytes turned out wrong; they are gone already.

    Changes nothing if another request took over.
    """
    with transaction.atomic():
        if upload_rows.find(lock=True, id=upload.pk, fence=upload.fence) is not None:
            _end(upload, by, why="not what its digest says")


def abandon(upload_id: str, *, by: Caller) -> None:
    """End an upload whose client will not come back for it; safe when it has ended already."""
    with transaction.atomic():
        upload = upload_rows.find(lock=True, id=upload_id)
        if upload is not None:
            _end(upload, by, why="failed")
    if upload is not None:
        stores.blob_store().abort(upload.state)


def _end(upload: Upload, by: Caller, *, why: str) -> None:
    """Take the locked row away and give back what it reserves, in the caller's transaction."""
    reserved = upload_rows.delete(upload)
    if reserved is not None:
        quotas.give_back(project_id=upload.project_id, reserved=reserved)
        _publish(UploadDropped, upload, by, why=why)


def sweep(*, now: datetime, at_most: int) -> int:
    """Drop up to *at_most* uploads that expired before *now*; answers how many there were.

    The rows go first: a crash leaves staged bytes without a row, never a row without bytes.
    """
    with transaction.atomic():
        expired = list(Upload.objects.locked().filter(expires_at__lt=now)[:at_most])
        for upload in expired:
            _end(upload, SYSTEM_CALLER, why="expired")
    for upload in expired:
        with suppress(StateMalformed):  # nothing is staged there, and the others must be swept
            stores.blob_store().abort(upload_rows.state_of(upload.state))
    return len(expired)


def _require_few(by: Access) -> None:
    """Open uploads hold rows and staged bytes: one principal may have only so many (DO-02).

    Those that begin at once are counted one after another.
    """
    key = by.by.principal.key
    if connection.vendor == "postgresql":
        sql.one("SELECT pg_advisory_xact_lock(hashtext(%s))", key)
    opened = sql.one(
        "SELECT COUNT(*) FROM artifacts_upload WHERE principal = %s AND expires_at > %s",
        *(key, sql.moment(clock.now())),
    )
    assert opened is not None
    if opened[0] >= settings.UPLOADS_PER_PRINCIPAL:
        raise TooManyUploads(settings.UPLOADS_PER_PRINCIPAL)


def _locked(upload_id: str, name: RepositoryName, by: Access) -> Upload:
    return _found(upload_rows.find(lock=True, **_key(upload_id, name, by)))


def _found(upload: Upload | None) -> Upload:
    if upload is None:
        raise UploadUnknown
    return upload


def _newest(upload: Upload) -> Upload:
    """The row under its lock, if the request that took *upload* still is the newest."""
    current = _found(upload_rows.find(lock=True, id=upload.pk))
    if current.fence != upload.fence:
        raise UploadMoved(upload_id=upload.pk, offset=current.offset)
    return current


def _settle(upload: Upload) -> None:
    """Hold no more room than for what is durable; to be saved by the caller."""
    upload.staged = upload.offset
    surplus = max(upload.reserved - upload.offset, 0)
    quotas.give_back(project_id=upload.project_id, reserved=surplus)
    upload.reserved -= surplus


def _key(upload_id: str, name: RepositoryName, by: Access) -> dict[str, str | int]:
    if not _ID.fullmatch(upload_id):
        raise UploadUnknown
    return {
        "id": upload_id,
        "project_id": by.project_id,
        "repository": name.path,
        "principal": by.by.principal.key,
    }


def _publish(kind: type[Deed], upload: Upload, by: Caller, **details: str) -> None:
    events.publish(
        kind(
            by=by,
            resource=f"{upload.repository}/blobs/uploads/{upload.pk}",
            project_id=upload.project_id,
            details=details,
        )
    )


def _expiry() -> datetime:
    return clock.now() + settings.UPLOAD_EXPIRY
