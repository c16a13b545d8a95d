"""Configuration: what administrators set while the registry runs, and its defaults.

Kept in the database, and in memory for a few seconds: a change is known to every process then.
"""

import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

import events
from accounts.errors import ConfigurationInvalid, ReadOnly
from accounts.events import ConfigurationUpdated
from accounts.models import Setting
from accounts.principals import Caller

FRESH_SECONDS = 5.0
LONGEST_TEXT = 4096
LARGEST_LIMIT = 1024 * 2**40

Value = str | int | bool

_PREFIX = re.compile(r"(?=[^#$%~]*[#$%~])[\w.@+#$%~-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """A value that can be set: its default, which others it takes, and what it means."""

    default: Value
    is_valid: Callable[[Value], bool]
    meaning: str


def _whole(lowest: int, highest: int) -> Callable[[Value], bool]:
    return lambda value: type(value) is int and lowest <= value <= highest


def _one_of(*choices: str) -> Callable[[Value], bool]:
    return lambda value: isinstance(value, str) and value in choices


def _is_flag(value: Value) -> bool:
    return type(value) is bool


def _off(meaning: str) -> Entry:
    """A switch that is off unless somebody turns it on."""
    return Entry(default=False, is_valid=_is_flag, meaning=f"true or false: {meaning}")


def _is_text(value: Value) -> bool:
    """Half a surrogate pair is valid JSON, and nothing that a database takes."""
    return (
        isinstance(value, str)
        and len(value) <= LONGEST_TEXT
        and not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in value)
    )


def _is_limit(value: Value) -> bool:
    return type(value) is int and (value == -1 or 1 <= value <= LARGEST_LIMIT)


def _is_prefix(value: Value) -> bool:
    """It has what no user's name has, so that no user can be taken for a robot."""
    return isinstance(value, str) and _PREFIX.fullmatch(value) is not None


ENTRIES: Mapping[str, Entry] = {
    "project_creation_restriction": Entry(
        "everyone", _one_of("everyone", "adminonly"), "who may make projects, everyone or adminonly"
    ),
    "read_only": _off("whether everything but reading is refused"),
    "robot_name_prefix": Entry(
        "robot$",
        _is_prefix,
        "how the logins of new robots begin: at most 64 letters, digits and . _ - + @ # $ % ~,"
        " among them one of the last four",
    ),
    "robot_token_duration": Entry(
        30, _whole(1, 36_500), "days that robots live whose maker does not say, 1 to 36500"
    ),
    "session_timeout": Entry(
        60, _whole(1, 43_200), "minutes after which an idle browser is logged out, 1 to 43200"
    ),
    "storage_per_project": Entry(
        -1, _is_limit, "bytes of a new project, -1 (unlimited) or 1 byte to 1024 TiB"
    ),
    "banner_message": Entry(
        "", _is_text, f"what the console shows above every page, {LONGEST_TEXT} characters at most"
    ),
    "pull_audit_log_disable": _off("whether pulls are left out of the audit log"),
    "pull_count_update_disable": _off("whether pulls are not counted"),
    "pull_time_update_disable": _off("whether the time of the last pull is not kept"),
}
"""What can be set."""


def fixed() -> Mapping[str, Value]:
    """What clients of Harbor read besides, and nobody sets here."""
    return {
        "auth_mode": "db_auth",
        "primary_auth_mode": False,
        "self_registration": False,
        "token_expiration": settings.TOKEN_MINUTES,
        "quota_per_project_enable": True,
        "notification_enable": False,
    }


def text(key: str) -> str:
    value = value_of(key)
    assert isinstance(value, str)
    return value


def number(key: str) -> int:
    value = value_of(key)
    assert type(value) is int
    return value


def flag(key: str) -> bool:
    return value_of(key) is True


def value_of(key: str) -> Value:
    """The value in force, at most a few seconds old."""
    return _current().get(key, ENTRIES[key].default)


def everything() -> dict[str, Value]:
    """Every value that can be set, as of now."""
    forget()
    current = _current()
    return {key: current.get(key, entry.default) for key, entry in ENTRIES.items()}


def require_writable() -> None:
    """Raise ReadOnly while an administrator keeps the registry from being changed (AZ-15).

    Every unsafe request of both planes passes here, unless its operation says that it must not.
    """
    if flag("read_only"):
        raise ReadOnly


def is_known_writable() -> bool:
    """Whether memory alone says so; asks the database nothing, and may be asked on the loop."""
    with _mutex:
        return _is_fresh() and _values.get("read_only") is not True


def change(wanted: Mapping[str, Any], *, by: Caller) -> None:
    """Set what *wanted* names; what cannot be set is passed over: clients send all of it back.

    All or nothing. Raises ConfigurationInvalid.
    """
    if not wanted:
        raise ConfigurationInvalid("name at least one setting")
    known = {key: value for key, value in wanted.items() if key in ENTRIES}
    for key, value in known.items():
        if not ENTRIES[key].is_valid(value):
            raise ConfigurationInvalid(f"{key} does not take this value; it is {_meaning(key)}")
    with transaction.atomic():
        rows = Setting.objects.select_for_update().order_by("pk").filter(key__in=known)
        before = {key: ENTRIES[key].default for key in known} | {r.key: r.value for r in rows}
        changed = {
            key: [before[key], value] for key, value in known.items() if before[key] != value
        }
        for key, (_, value) in changed.items():
            Setting.objects.update_or_create(key=key, defaults={"value": value})
        events.publish(ConfigurationUpdated(by=by, resource="configuration", details=changed))
    forget()


def forget() -> None:
    """Have the next question ask the database."""
    global _read_at, _forgotten  # noqa: PLW0603  # the process's one copy
    with _mutex:
        _read_at = -FRESH_SECONDS
        _forgotten += 1


_values: dict[str, Value] = {}
_read_at = -FRESH_SECONDS
_forgotten = 0
"""How often: what was read before the last time is not kept."""
_mutex = threading.Lock()
_reading = threading.Lock()
"""One thread asks the database, and holds nobody up who only looks at what is known."""


def _is_fresh() -> bool:
    return time.monotonic() - _read_at < FRESH_SECONDS


def _current() -> Mapping[str, Value]:
    global _values, _read_at  # the process's one copy
    with _mutex:
        if _is_fresh():
            return _values
    with _reading:
        with _mutex:
            if _is_fresh():
                return _values
            forgotten, asked_at = _forgotten, time.monotonic()
        values = dict(Setting.objects.values_list("key", "value"))
        with _mutex:
            if forgotten == _forgotten:
                _values, _read_at = values, asked_at
    return values


def _meaning(key: str) -> str:
    return ENTRIES[key].meaning
