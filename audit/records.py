"""Turns deeds into rows of the audit log."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from accounts.events import Deed

_COLUMNS = (
    "op_time, username, principal_id, credential, operation, resource_type, resource, project_id,"
    " succeeded, source_address, user_agent, request_id, details"
)
_AT_ONCE = 1000


def write(deeds: Sequence[Deed]) -> None:
    """Add a row for each, in the transaction that published them.

    By hand: this is part of every write, and the ORM would take as long as the write itself.
    """
    for start in range(0, len(deeds), _AT_ONCE):
        rows = [_row(deed) for deed in deeds[start : start + _AT_ONCE]]
        places = f"({','.join(['%s'] * len(rows[0]))})"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO audit_auditlog ({_COLUMNS}) VALUES {','.join([places] * len(rows))}",  # noqa: S608
                [value for row in rows for value in row],
            )


def _row(deed: Deed) -> tuple[Any, ...]:
    by = deed.by
    return (
        connection.ops.adapt_datetimefield_value(deed.at),
        by.principal.name,
        by.principal.id,
        by.credential,
        deed.operation,
        deed.resource_type,
        deed.resource.replace("\0", "\N{REPLACEMENT CHARACTER}")[:1024],
        deed.project_id,
        deed.succeeded,
        by.source.address,
        by.source.user_agent[:255],
        by.source.request_id,
        json.dumps(deed.details, default=str),
    )
