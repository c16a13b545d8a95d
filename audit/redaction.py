"""Makes what goes into the log fit to be kept: secrets masked, sizes capped, no broken text."""

import json
import re
from collections.abc import Mapping
from typing import Any

MASK = "***"
LONGEST_TEXT = 1024
"""Bytes of UTF-8 in any one text."""
MOST_ITEMS = 200
DEEPEST = 6
LONGEST_DETAILS = 32 * 1024

_SECRET = re.compile(
    r"passw|passphrase|secret|token|credential|authorization|cookie"
    r"|(private|api|access|signing|encryption)_?key"
)
_HARMLESS_END = re.compile(
    r"_(id|ids|kind|type|count|minutes|hours|days|seconds|duration|expiration|expiry|time|at)$"
)
_KEPT_AS_THEY_ARE = (bool, int, float, type(None))


def text(value: str, longest: int = LONGEST_TEXT) -> str:
    """What every database stores: no NUL, no half surrogate pair, at most *longest* bytes."""
    value = value[:longest].replace("\0", "\N{REPLACEMENT CHARACTER}")
    if value.isascii():
        return value
    encoded = value.encode(errors="surrogatepass").decode(errors="replace").encode()
    return encoded[:longest].decode(errors="ignore")


def details(given: Mapping[str, Any]) -> str:
    """The JSON of *given*, in ASCII, so that no control character is left as such."""
    if not given:
        return "{}"
    encoded = json.dumps(_clean(given, depth=0))
    if len(encoded) > LONGEST_DETAILS:
        names = [text(str(name), 64) for name in given]
        return json.dumps({"too_large": len(encoded), "fields": names[:MOST_ITEMS]})
    return encoded


def _clean(value: Any, *, depth: int) -> Any:
    if isinstance(value, str):
        return text(value)
    if isinstance(value, _KEPT_AS_THEY_ARE):
        return _number(value)
    if depth == DEEPEST or not isinstance(value, (Mapping, list, tuple, set, frozenset)):
        return text(str(value))
    if isinstance(value, Mapping):
        return _fields(value, depth)
    items = [_clean(item, depth=depth + 1) for item in list(value)[:MOST_ITEMS]]
    return items + _left_out(len(value))


def _number(value: Any) -> Any:
    """A number that every reader of JSON takes: no NaN, nothing beyond 64 bits."""
    is_large = isinstance(value, int) and value.bit_length() > 63  # noqa: PLR2004  # with its sign
    is_odd = isinstance(value, float) and value - value != 0.0
    return str(value)[:LONGEST_TEXT] if is_large or is_odd else value


def _fields(value: Mapping[Any, Any], depth: int) -> dict[str, Any]:
    kept = list(value.items())[:MOST_ITEMS]
    fields = {
        text(str(name), 128): _mask(inner)
        if _is_secret(str(name))
        else _clean(inner, depth=depth + 1)
        for name, inner in kept
    }
    return fields | ({"...": _left_out(len(value))[0]} if len(value) > MOST_ITEMS else {})


def _left_out(length: int) -> list[str]:
    return [f"and {length - MOST_ITEMS} more"] if length > MOST_ITEMS else []


def _is_secret(name: str) -> bool:
    plain = re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower())
    return bool(_SECRET.search(plain)) and not _HARMLESS_END.search(plain)


def _mask(value: Any) -> Any:
    """Whether there is a secret, and that it changed, may be known."""
    if value is None or isinstance(value, bool) or value == "":
        return value
    if isinstance(value, (list, tuple)):
        return [_mask(item) for item in value[:MOST_ITEMS]]
    return MASK
