"""Rows of uploads, read and written by hand: a push of small layers is mostly this."""

import json
from typing import Any

from artifacts import sql
from artifacts.models import Upload
from storage.base import DriverState, StateMalformed

_COLUMNS = (
    'id, project_id, repository, principal, algorithm, "offset", fence, staged, reserved, hashed,'
    " state"
)


def insert(upload: Upload) -> None:
    sql.change(
        f"INSERT INTO artifacts_upload ({_COLUMNS}, creation_time, expires_at)"  # noqa: S608
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        *(upload.pk, upload.project_id, upload.repository, upload.principal),
        *(upload.algorithm, *_changing(upload)),
        *(sql.moment(upload.creation_time), sql.moment(upload.expires_at)),
    )


def find(*, lock: bool, **key: str | int) -> Upload | None:
    """The upload that has all of *key*; with *lock*, for this transaction alone."""
    where = " AND ".join(f"{column} = %s" for column in key)
    suffix = sql.locked("FOR UPDATE") if lock else ""
    row = sql.one(f"SELECT {_COLUMNS} FROM artifacts_upload WHERE {where}{suffix}", *key.values())  # noqa: S608
    if row is None:
        return None
    upload = Upload(**dict(zip(_NAMES, row, strict=True)))
    upload.state = state_of(json.loads(row[-1]))
    return upload


def state_of(stored: object) -> DriverState:
    """What a driver made of an upload. Raises StateMalformed for what none can have made (SE-04).

    Rows outlive processes, and whoever restores or repairs a database can write them.
    """
    if not isinstance(stored, dict) or not {"file", "size"} <= stored.keys():
        raise StateMalformed("not the state of an upload")
    return stored


_NAMES = [name.strip(' "') for name in _COLUMNS.split(",")]


def save(upload: Upload) -> None:
    """Write what changes in an upload that is locked; ``None`` leaves its expiry as it is."""
    sql.change(
        'UPDATE artifacts_upload SET "offset" = %s, fence = %s, staged = %s, reserved = %s,'
        " hashed = %s, state = %s, expires_at = COALESCE(%s, expires_at) WHERE id = %s",
        *(*_changing(upload), sql.moment(upload.expires_at), upload.pk),
    )


def delete(upload: Upload) -> int | None:
    """Answers what it reserved; ``None`` unless it was there, with this fencing number."""
    statement = "DELETE FROM artifacts_upload WHERE id = %s AND fence = %s RETURNING reserved"
    row = sql.one(statement, upload.pk, upload.fence)
    return None if row is None else int(row[0])


def _changing(upload: Upload) -> tuple[Any, ...]:
    numbers = (upload.offset, upload.fence, upload.staged, upload.reserved)
    return (*numbers, upload.hashed, json.dumps(upload.state))
