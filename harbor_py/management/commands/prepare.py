"""``manage.py prepare``: migrates, and makes what a first start makes; the others wait for it."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from accounts import users
from harbor_py import bootstrap


class Command(BaseCommand):
    help = "Bring database and data folder to where the registry can be run. Safe to repeat."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        prepared = prepare()
        self.stdout.write("The registry is prepared.")
        if prepared.shown_password:
            self.stdout.write(
                f"  user      {users.ADMIN}\n  password  {prepared.shown_password}\n"
                "  (shown this once; `manage.py set_password admin` sets another)"
            )


def prepare() -> bootstrap.Prepared:
    """Prepare the installation, or say what stands in the way."""
    try:
        return bootstrap.prepare()
    except ImproperlyConfigured as error:
        raise CommandError(str(error)) from error
    except OperationalError as error:
        raise CommandError(f"HARBOR_DATABASE_URL: cannot be used: {error}") from error
