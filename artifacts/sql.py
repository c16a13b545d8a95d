"""Statements written by hand, for what is part of every push and pull: one line each."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

Row = tuple[Any, ...]
_AT_ONCE = 1000
_LOCK_NOT_AVAILABLE = "55P03"


def change(statement: str, *values: Any) -> int:
    """Run it; answers how many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def one(statement: str, *values: Any) -> Row | None:
    """The first row."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row: Row | None = cursor.fetchone()
        return row


def rows(statement: str, *values: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def over(statement: str, given: Sequence[Row], *more: Any) -> list[Row]:
    """Run a statement over rows of values, which take the place of its ``{}``; none, no statement.

    *more* values come after them. Answers the rows that it gives, if it does. Many rows are taken
    in several runs: databases limit the values of a statement.
    """
    found: list[Row] = []
    for start in range(0, len(given), _AT_ONCE):
        part = given[start : start + _AT_ONCE]
        places = ",".join([f"({','.join(['%s'] * len(part[0]))})"] * len(part))
        with connection.cursor() as cursor:
            cursor.execute(
                statement.format(places), [*(value for row in part for value in row), *more]
            )
            found += cursor.fetchall() if cursor.description else []
    return found


def waited_in_vain(error: Exception) -> bool:
    """Whether it is that somebody else held a lock for too long."""
    return getattr(error.__cause__, "pgcode", None) == _LOCK_NOT_AVAILABLE


def locked(suffix: str) -> str:
    """``FOR UPDATE`` and the like, where rows can be locked; SQLite has one writer anyway."""
    return f" {suffix}" if connection.features.has_select_for_update else ""


def moment(value: datetime | None) -> Any:
    """A moment as the database takes it."""
    return connection.ops.adapt_datetimefield_value(value)


def read_moment(value: datetime) -> datetime:
    """A moment as the database gives it; SQLite's have no time zone, and are UTC."""
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value
