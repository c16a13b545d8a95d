"""``manage.py rotate_key``: a new signing key for registry tokens, in peace or in haste."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.principals import SYSTEM_CALLER
from projects import keys


class Command(BaseCommand):
    help = (
        "Make a new signing key. The old one verifies until its tokens have expired; --revoke KID"
        " ends a key that became known, with all its tokens, within five seconds."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--revoke", metavar="KID", help="end this key at once as well")

    def handle(self, *args: Any, revoke: str | None, **options: Any) -> None:
        self.stdout.write(f"new key {keys.rotate(by=SYSTEM_CALLER)}")
        if revoke is not None:
            if not keys.revoke(revoke, by=SYSTEM_CALLER):
                raise CommandError(f"there is no key {revoke} in force")
            self.stdout.write(f"revoked {revoke}")
