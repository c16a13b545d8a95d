"""The database's clock: leases and graces are told by it, never by a node's own (F-26)."""

from datetime import datetime

from django.db import connection
from django.utils import timezone


def now() -> datetime:
    """SQLite has no clock but this process's, which is that of the one node there is."""
    if connection.vendor == "sqlite":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
        return moment
