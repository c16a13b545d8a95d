"""Asks the oracle as an operator does, and reads its answer."""

import re
from io import StringIO
from typing import Any, NamedTuple

from django.core.management import call_command
from django.db import connection

_TOTAL = re.compile(r"(?P<looked_at>\d+) looked at, (?P<violations>\d+) violations")


class Answer(NamedTuple):
    """What the command printed, and its exit status."""

    status: int
    violations: list[str]
    looked_at: int


def ask(**options: Any) -> Answer:
    """Run ``manage.py verify`` and let this connection write again afterwards."""
    out = StringIO()
    status = 0
    try:
        call_command("verify", stdout=out, **options)
    except SystemExit as ended:
        status = int(ended.code or 0)
    finally:
        allow_writes()
    *violations, last = out.getvalue().splitlines()
    total = _TOTAL.fullmatch(last)
    assert total, last
    assert int(total["violations"]) >= len(violations)  # a run that went on counts earlier ones
    assert status == (1 if int(total["violations"]) else 0)
    return Answer(status, violations, int(total["looked_at"]))


def allow_writes() -> None:
    """Take back what the command told the connection."""
    statement = {
        "sqlite": "PRAGMA query_only = OFF",
        "postgresql": "SET default_transaction_read_only = off",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement)


def assert_clean(**options: Any) -> None:
    violations = ask(**options).violations
    assert violations == [], violations


def assert_finds(invariant: str, subject: str, what: str = "", **options: Any) -> None:
    """Insist on one violation and nothing else: its invariant, its subject and words of it."""
    answer = ask(**options)
    assert len(answer.violations) == 1, answer.violations
    [line] = answer.violations
    assert line.startswith(f"{invariant} {subject}: "), line
    assert what in line, line
