"""Typed readers of the ``HARBOR_…`` environment: each refuses a bad value by name.

Every reader declares the setting's name, so that :func:`require_known` can refuse names that no
reader ever asked for (a misspelt setting that is silently ignored is worse than no start).
"""

import ipaddress
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "HARBOR_"
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
T = TypeVar("T")

_ORIGIN = re.compile(r"https?://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?")
_declared: set[str] = set()


def text(name: str, default: str = "") -> str:
    _declared.add(name)
    return os.environ.get(name, "").strip() or default


def secret(name: str) -> str | None:
    """A value from ``NAME``, or from the file that ``NAME_FILE`` names, as containers have it."""
    _declared.update((name, f"{name}_FILE"))
    given, file = os.environ.get(name), os.environ.get(f"{name}_FILE")
    if given and file:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set; keep one of them")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").rstrip("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error}") from error
    return given or None


def choice(name: str, choices: Sequence[str], default: str) -> str:
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}")
    return value


def integer(name: str, default: int, *, minimum: int, maximum: int) -> int:
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()) or not minimum <= int(value) <= maximum:
        raise ImproperlyConfigured(
            f"{name} must be a whole number from {minimum} to {maximum}, not {value!r}"
        )
    return int(value)


def folder(name: str, default: Path) -> Path:
    path = Path(text(name, str(default))).expanduser()
    if path.exists() and not path.is_dir():
        raise ImproperlyConfigured(f"{name} must be a folder; {str(path)!r} is none")
    return path.resolve()


def file(name: str) -> str | None:
    """A file that is there and can be read; ``None`` when it is not set."""
    value = text(name)
    if not value:
        return None
    path = Path(value).expanduser()
    if not path.is_file() or not os.access(path, os.R_OK):
        raise ImproperlyConfigured(f"{name} must be a file that can be read; {value!r} is none")
    return str(path.resolve())


def address(name: str, default: str) -> str:
    return _parsed(name, text(name, default), lambda value: str(ipaddress.ip_address(value)))


def networks(name: str) -> tuple[Network, ...]:
    """Comma-separated addresses and CIDR ranges."""
    parts = [part.strip() for part in text(name).split(",") if part.strip()]
    return tuple(_parsed(name, part, ipaddress.ip_network) for part in parts)


def parsed(name: str, parse: Callable[[str], T]) -> T:
    """What *parse* makes of the value, be it empty; its ValueError says what does not fit."""
    return _parsed(name, text(name), parse)


def url(name: str, schemes: Sequence[str]) -> str | None:
    """An absolute URL with one of *schemes*, without a trailing slash; ``None`` when absent."""
    value = text(name).rstrip("/")
    if not value:
        return None
    parts = _parsed(name, value, urlsplit)
    if parts.scheme not in schemes:
        raise ImproperlyConfigured(
            f"{name} must be a URL that begins with {'://, '.join(schemes)}://"
        )
    return value


def origin(name: str) -> str | None:
    """An http or https URL of a host alone, perhaps with a port; ``None`` when it is not set."""
    value = url(name, ("http", "https"))
    if value is not None and not _ORIGIN.fullmatch(value):
        raise ImproperlyConfigured(
            f"{name} must be like https://registry.example.org, not {value!r}"
        )
    return value


def require_known() -> None:
    """Refuse to start with a ``HARBOR_…`` name that no setting has."""
    unknown = sorted(n for n in os.environ if n.startswith(PREFIX) and n not in _declared)
    if unknown:
        raise ImproperlyConfigured(
            f"unknown setting {', '.join(unknown)}; docs/configuration.md lists what there is"
        )


def _parsed(name: str, value: str, parse: Callable[[str], T]) -> T:
    try:
        return parse(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error
