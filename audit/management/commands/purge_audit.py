"""``manage.py purge_audit``: takes away rows of the audit log that were kept long enough."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.principals import SYSTEM_CALLER
from audit import purge
from audit.errors import ChainBroken, RetentionInvalid


class Command(BaseCommand):
    help = "Purge the audit log. The chain can be verified afterwards as before."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--hours", type=int, required=True, help="keep what is younger")
        parser.add_argument(
            "--event-type",
            action="append",
            default=[],
            metavar="TYPE",
            help="purge only these, such as pull_artifact; may be given several times",
        )
        parser.add_argument("--dry-run", action="store_true", help="count only")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kept = purge.retention(options["hours"], options["event_type"])
            if options["dry_run"]:
                self.stdout.write(f"{purge.count(kept)} rows would be purged")
            else:
                self.stdout.write(f"{purge.run(kept, by=SYSTEM_CALLER).rows} rows purged")
        except (RetentionInvalid, ChainBroken) as error:
            raise CommandError(str(error)) from error
