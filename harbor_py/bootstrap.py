"""The first start: checks what durability rests on, makes ``admin`` and the project ``library``."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from accounts import passwords, users
from accounts.errors import PasswordWeak
from accounts.principals import SYSTEM_CALLER
from maintenance.upkeep import nightly
from projects import keys, projects
from replication import health

LIBRARY = "library"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a first start made; *shown_password* is to be shown once."""

    is_first: bool
    shown_password: str | None


def prepare() -> Prepared:
    """Bring the installation to where it can serve. Safe to repeat. Raises ImproperlyConfigured."""
    for folder in (settings.DATA_DIR, settings.BROKER_FOLDER):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    require_durable()
    call_command("migrate", interactive=False, verbosity=0)
    require_own_secret()
    prepared = _make_admin()
    if not projects.present().filter(name=LIBRARY).exists() and prepared.is_first:
        projects.create(wanted=projects.Wanted(name=LIBRARY, is_public=True), by=SYSTEM_CALLER)
    keys.ring()
    nightly.prepare()
    health.prepare()
    return prepared


def require_durable() -> None:
    """Rule R23: refuse a database that forgets what it acknowledged."""
    wanted = (
        {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": "2", "PRAGMA foreign_keys": "1"}
        if connection.vendor == "sqlite"
        else {"SHOW fsync": "on", "SHOW full_page_writes": "on"}
    )
    with connection.cursor() as cursor:
        for question, right in wanted.items():
            cursor.execute(question)
            found = str(cursor.fetchone()[0])
            if found != right:
                raise ImproperlyConfigured(f"{question} must be {right}, not {found}")
        if connection.vendor == "postgresql":
            cursor.execute("SHOW synchronous_commit")
            if cursor.fetchone()[0] == "off":
                raise ImproperlyConfigured("PostgreSQL's synchronous_commit must not be off")


def require_own_secret() -> None:
    """Refuse a secret that is not the database's: it would lock out all robots at once (SE-05)."""
    if keys.are_foreign():
        raise ImproperlyConfigured(
            "HARBOR_SECRET_KEY is not the one that the signing keys are encrypted with; secrets of"
            " robots, personal tokens and the seal of the audit log rest on it too. Set the old"
            " one. If it is lost, `manage.py rotate_key` makes a key to go on with"
        )


def _make_admin() -> Prepared:
    if users.present().filter(username=users.ADMIN).exists():
        return Prepared(is_first=False, shown_password=None)
    chosen = settings.ADMIN_PASSWORD
    password = chosen or passwords.random_password()
    try:
        users.create(
            username=users.ADMIN,
            email="admin@localhost.localdomain",
            realname="system admin",
            password=password,
            is_admin=True,
            by=SYSTEM_CALLER,
        )
    except PasswordWeak as error:
        raise ImproperlyConfigured(
            f"HARBOR_ADMIN_PASSWORD: {error}, and it is none of the published defaults"
        ) from error
    return Prepared(is_first=True, shown_password=None if chosen else password)
