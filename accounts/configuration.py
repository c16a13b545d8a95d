"""Configuration: what administrators set while the registry runs, and its defaults.

Kept in the database, and in memory for a few seconds: a change is known to every process then.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

import events
from accounts.errors import ConfigurationInvalid
from accounts.events import ConfigurationUpdated
from accounts.models import Setting
from accounts.principals import Caller

FRESH_SECONDS = 5.0
LONGEST_TEXT, LONGEST_PREFIX = 4096, 64

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A value that can be set: its default, and what is wrong with another one, if anything."""

    default: Value
    is_valid: Callable[[Value], bool]
    meaning: str


def _whole(lowest: int, highest: int) -> Callable[[Value], bool]:
    return lambda value: type(value) is int and lowest <= value <= highest


def _one_of(*choices: str) -> Callable[[Value], bool]:
    return lambda value: value in choices


def _is_flag(value: Value) -> bool:
    return type(value) is bool


def _off(meaning: str) -> Entry:
    """A switch that is off unless somebody turns it on."""
    return Entry(default=False, is_valid=_is_flag, meaning=meaning)


def _short_text(value: Value) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and "\0" not in value


def _is_prefix(value: Value) -> bool:
    """It has what no user's name has, so that no user can be taken for a robot."""
    return (
        isinstance(value, str)
        and 1 <= len(value) <= LONGEST_PREFIX
        and value.isprintable()
        and value.isascii()
        and ":" not in value
        and bool(set("$#%~") & set(value))
    )


ENTRIES: Mapping[str, Entry] = {
    "project_creation_restriction": Entry(
        "everyone", _one_of("everyone", "adminonly"), "who may make projects"
    ),
    "read_only": _off("whether everything but reading is refused"),
    "robot_name_prefix": Entry(
        "robot$", _is_prefix, "how the logins of new robots begin; it has one of $ # % ~ in it"
    ),
    "robot_token_duration": Entry(30, _whole(1, 3650), "days that a new robot is offered to live"),
    "session_timeout": Entry(
        60, _whole(1, 43_200), "minutes after which an idle browser is logged out"
    ),
    "storage_per_project": Entry(
        -1, lambda v: v == -1 or _whole(1, 1024 * 2**40)(v), "bytes of a new project; -1: no limit"
    ),
    "banner_message": Entry("", _short_text, "what the console shows above every page"),
    "pull_audit_log_disable": _off(
        "whether pulls are left out of the audit log",
    ),
    "pull_count_update_disable": _off("whether pulls are not counted"),
    "pull_time_update_disable": _off(
        "whether the time of the last pull is not kept",
    ),
}


def text(key: str) -> str:
    value = value_of(key)
    assert isinstance(value, str)
    return value


def number(key: str) -> int:
    value = value_of(key)
    assert isinstance(value, int)
    return value


def flag(key: str) -> bool:
    return value_of(key) is True


def value_of(key: str) -> Value:
    """The value in force, at most a few seconds old."""
    return _current().get(key, ENTRIES[key].default)


def everything() -> dict[str, Value]:
    """Every value in force, as of now."""
    forget()
    return {key: value_of(key) for key in ENTRIES}


def change(wanted: Mapping[str, Any], *, by: Caller) -> None:
    """Set what *wanted* names; what nobody knows is passed over, as Harbor does.

    All or nothing. Raises ConfigurationInvalid.
    """
    known = {key: value for key, value in wanted.items() if key in ENTRIES}
    if not wanted:
        raise ConfigurationInvalid("name at least one setting")
    for key, value in known.items():
        if not ENTRIES[key].is_valid(value):
            raise ConfigurationInvalid(f"{key} does not take this value: {ENTRIES[key].meaning}")
    with transaction.atomic():
        rows = Setting.objects.filter(key__in=known)
        before = {row.key: row.value for row in rows}
        changed = {
            key: [before.get(key, ENTRIES[key].default), value]
            for key, value in known.items()
            if before.get(key, ENTRIES[key].default) != value
        }
        for key, (_, value) in changed.items():
            Setting.objects.update_or_create(key=key, defaults={"value": value})
        events.publish(ConfigurationUpdated(by=by, resource="configuration", details=changed))
    forget()


def forget() -> None:
    """Have the next question ask the database."""
    global _read_at  # noqa: PLW0603  # the process's one copy
    with _mutex:
        _read_at = -FRESH_SECONDS


_values: dict[str, Value] = {}
_read_at = -FRESH_SECONDS
_mutex = threading.Lock()


def _current() -> Mapping[str, Value]:
    global _values, _read_at  # noqa: PLW0603  # the process's one copy
    with _mutex:
        if time.monotonic() - _read_at >= FRESH_SECONDS:
            _values = dict(Setting.objects.values_list("key", "value"))
            _read_at = time.monotonic()
        return _values
