"""Rows of the audit log, written as the product writes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from typing import Any

from django.db import connection, transaction

import events
from accounts.events import Deed
from accounts.principals import Caller, Credential, Kind, Principal, Source
from audit import verification
from audit.heads import Head
from audit.models import AuditLog
from audit.verification import Violation, Walk

_numbers = count()


class Done(Deed):
    """A deed of any kind."""

    operation = "update"
    resource_type = "thing"


def someone(
    name: str = "dora", *, address: str = "192.0.2.7", kind: Kind = Kind.USER, agent: str = "test/1"
) -> Caller:
    principal = Principal(7, name, is_admin=False, epoch=1, kind=kind)
    return Caller(principal, Credential.PASSWORD, Source(address, agent, f"req-{next(_numbers)}"))


def kind_of(operation_and_type: str) -> type[Deed]:
    operation, _, resource_type = operation_and_type.partition("_")
    return type("Made", (Deed,), {"operation": operation, "resource_type": resource_type})


def do(*deeds: Deed) -> list[AuditLog]:
    """Publish deeds in one transaction; answers their rows."""
    before = AuditLog.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with transaction.atomic():
        events.publish(*deeds)
    return list(AuditLog.objects.filter(pk__gt=before).order_by("pk"))


def a_deed(resource: str = "acme/app", *, by: Caller | None = None, **more: Any) -> Done:
    return Done(by=by or someone(), resource=resource, **more)


def some_rows(number: int, *, at: datetime | None = None) -> list[AuditLog]:
    more: dict[str, Any] = {} if at is None else {"at": at}
    deeds = [a_deed(f"acme/{n}", details={"n": n, "é": ["a", None]}, **more) for n in range(number)]
    return do(*deeds)


def violations(*heads: Head) -> list[Violation]:
    return list(verification.run(Walk(), published=heads))


def execute(statement: str, *values: Any) -> int:
    """Change rows behind the log's back."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


@contextmanager
def numbered(sequence: int) -> Iterator[Any]:
    """The stored seal of a sequence, to be changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequence, span, row_id, hash FROM audit_seal WHERE sequence = %s", [sequence]
        )
        yield cursor.fetchone()
