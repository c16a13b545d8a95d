"""Turns deeds into rows of the audit log."""

from collections.abc import Sequence

from accounts.events import Deed
from audit.models import AuditLog


def write(deeds: Sequence[Deed]) -> None:
    """Add a row for each, in the transaction that published them."""
    AuditLog.objects.bulk_create([_row(deed) for deed in deeds])


def _row(deed: Deed) -> AuditLog:
    by = deed.by
    return AuditLog(
        op_time=deed.at,
        username=by.principal.name,
        principal_id=by.principal.id,
        credential=by.credential,
        operation=deed.operation,
        resource_type=deed.resource_type,
        resource=deed.resource.replace("\0", "\N{REPLACEMENT CHARACTER}")[:1024],
        project_id=deed.project_id,
        succeeded=deed.succeeded,
        source_address=by.source.address,
        user_agent=by.source.user_agent[:255],
        request_id=by.source.request_id,
        details=dict(deed.details),
    )
