"""Moments that a database computed: SQLite gives them as text, and without a time zone."""

from datetime import datetime

from artifacts import sql


def read(value: datetime | str) -> datetime:
    return sql.read_moment(datetime.fromisoformat(value) if isinstance(value, str) else value)


def find(value: datetime | str | None) -> datetime | None:
    return None if value is None else read(value)
