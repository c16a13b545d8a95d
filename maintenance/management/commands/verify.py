"""``manage.py verify``: whether everything that was pushed is there and whole."""

import sys
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from maintenance import verify

MEBIBYTE = 1024 * 1024


class Command(BaseCommand):
    help = (
        "Check database and storage against each other, reading only. Prints a line for each"
        " violation; the exit status is 1 if there was one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--rate", type=int, metavar="MIB", help="read at most so many MiB a second"
        )
        parser.add_argument(
            "--grace",
            type=float,
            default=24.0,
            metavar="HOURS",
            help="how old an object without a row must be to count (default: 24)",
        )
        parser.add_argument(
            "--progress",
            type=Path,
            metavar="FILE",
            help="keep the position in FILE, and continue from it where it exists",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        _only_read()
        file: Path | None = options["progress"]
        progress = verify.Progress.load(file) if file else verify.Progress()
        rate: int | None = options["rate"]
        try:
            for violation in verify.run(
                progress=progress,
                grace=timedelta(hours=options["grace"]),
                bytes_a_second=rate * MEBIBYTE if rate else None,
            ):
                self.stdout.write(str(violation))
        except BaseException:
            progress.save()
            raise
        progress.end()
        self.stdout.write(f"{progress.looked_at} looked at, {progress.violations} violations")
        if progress.violations:
            sys.exit(1)


def _only_read() -> None:
    """Have the database itself refuse whatever would write."""
    statement = {
        "sqlite": "PRAGMA query_only = ON",
        "postgresql": "SET default_transaction_read_only = on",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement)
