"""The database: SQLite in the data folder, or PostgreSQL."""

from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from harbor_py.settings import env
from harbor_py.settings.paths import DATA_DIR

DATABASE_URL = env.url("HARBOR_DATABASE_URL", schemes=("postgresql", "postgres", "sqlite"))
"""`postgresql://user:password@host:port/name`. Absent: SQLite in the data folder."""


def _sqlite(path: str) -> dict[str, Any]:
    """WAL and FULL: an acknowledged commit survives a power cut; asserted at start (rule R23)."""
    return {
        "ENGINE": "harbor_py.sqlite",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384;"
            ),
        },
        "CONN_MAX_AGE": None,
    }


def _postgresql(url: str) -> dict[str, Any]:
    """Lock and statement timeouts bound what one stuck query can hold up."""
    try:
        parsed = dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
    except ValueError as error:
        raise ImproperlyConfigured(f"HARBOR_DATABASE_URL: {error}") from error
    database = dict(parsed)
    database["OPTIONS"] = {
        **database.get("OPTIONS", {}),  # type: ignore[dict-item]
        "connect_timeout": 5,
        # A node that vanished without a word is found out within a minute: its locks with it.
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "options": (
            "-c lock_timeout=10s -c statement_timeout=60s"
            " -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
            " -c jit=off"  # compiling a statement takes longer than any of ours does
        ),
    }
    return database


def _database(url: str | None) -> dict[str, Any]:
    if url is None:
        return _sqlite(str(DATA_DIR / "harbor.sqlite3"))
    if url.startswith("sqlite:"):
        return _sqlite(url.removeprefix("sqlite://"))
    return _postgresql(url)


DATABASES = {"default": _database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
