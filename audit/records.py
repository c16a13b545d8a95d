"""Turns deeds into rows of the audit log."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from accounts.events import Deed
from audit import redaction

_COLUMNS = (
    "op_time, username, principal_id, principal_kind, credential, operation, resource_type,"
    " resource, project_id, succeeded, source_address, user_agent, request_id, details"
)
_AT_ONCE = 1000


def write(deeds: Sequence[Deed]) -> None:
    """Add a row for each, in the transaction that published them, and have the sealer take it.

    By hand: this is part of every write, and the ORM would take as long as the write itself.
    """
    for start in range(0, len(deeds), _AT_ONCE):
        rows = [_row(deed) for deed in deeds[start : start + _AT_ONCE]]
        places = f"({','.join(['%s'] * len(rows[0]))})"
        insert = (
            f"INSERT INTO audit_auditlog ({_COLUMNS}) VALUES {','.join([places] * len(rows))}"  # noqa: S608
            " RETURNING id"
        )
        _insert(insert, [value for row in rows for value in row])


def _insert(insert: str, values: list[Any]) -> None:
    """In one statement where the database can; SQLite has no way but two, and no way to go."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"WITH added AS ({insert}) INSERT INTO audit_unsealed SELECT id FROM added",  # noqa: S608
                values,
            )
            return
        cursor.execute(insert, values)
        added = cursor.fetchall()
        places = ",".join(["(%s)"] * len(added))
        cursor.execute(
            f"INSERT INTO audit_unsealed (row_id) VALUES {places}",  # noqa: S608
            [id_ for (id_,) in added],
        )


def _row(deed: Deed) -> tuple[Any, ...]:
    by = deed.by
    return (
        connection.ops.adapt_datetimefield_value(deed.at),
        redaction.text(by.principal.name, 255),
        by.principal.id,
        by.principal.kind,
        by.credential,
        deed.operation,
        deed.resource_type,
        redaction.text(deed.resource),
        deed.project_id,
        deed.succeeded,
        redaction.text(by.source.address, 45),
        redaction.text(by.source.user_agent, 255),
        redaction.text(by.source.request_id, 64),
        redaction.details(deed.details),
    )
