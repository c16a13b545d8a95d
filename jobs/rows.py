"""Rows that somebody may hold: taken if they are free, else left to whoever has them."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet


def take_free(row: QuerySet[Any, Any]) -> bool:
    """Lock the row if nobody has, and say so. SQLite has one writer, which this one is."""
    if connection.features.has_select_for_update_skip_locked:
        row = row.select_for_update(of=("self",), skip_locked=True)
    return row.order_by("pk").first() is not None
