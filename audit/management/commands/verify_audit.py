"""``manage.py verify_audit``: whether the audit log is as it was written."""

import itertools
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit import heads, verification
from audit.errors import HeadsUnreadable
from audit.models import Unsealed


class Command(BaseCommand):
    help = (
        "Check the audit log against its chain and against published heads, reading only. Prints"
        " a line for each violation, the first one first; the exit status is 1 if there was one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head",
            type=Path,
            metavar="FILE",
            help="heads that were published earlier (default: those in the data folder)",
        )
        parser.add_argument(
            "--most",
            type=int,
            default=100,
            metavar="N",
            help="stop after so many violations (default: 100)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        walk = verification.Walk()
        found = verification.run(walk, published=_published(options["head"]))
        count = 0
        for violation in itertools.islice(found, options["most"]):
            self.stdout.write(str(violation))
            count += 1
        if count:
            self.stdout.write(f"{count} violations; the first is the first line")
            sys.exit(1)
        self.stdout.write(f"head: {heads.current()}")
        self.stdout.write(
            f"{walk.rows} rows verified, {walk.purged} purged,"
            f" {Unsealed.objects.count()} not yet sealed"
        )


def _published(file: Path | None) -> list[heads.Head]:
    if file is None and not heads.file().exists():
        return []
    try:
        return list(heads.read(file or heads.file()))
    except HeadsUnreadable as error:
        raise CommandError(str(error)) from error
