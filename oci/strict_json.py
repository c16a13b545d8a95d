"""JSON without any leniency (RFC 8259): what two parsers might read differently is refused."""

from __future__ import annotations

import json
import math
import re
from array import array
from collections import Counter
from itertools import accumulate
from typing import Any, NoReturn

from oci.errors import ManifestInvalid, quoted

MAX_DEPTH = 100
MAX_VALUES = 500_000  # more than fit into a manifest of 4 MiB with names as short as "k123456"
MAX_NUMBER_LENGTH = 100

_BOM = b"\xef\xbb\xbf"
_NOT_A_BRACKET = bytes(set(range(256)) - set(b"[]{}"))
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")  # +1 and -1 as signed bytes
_LONE_SURROGATE = re.compile(
    r"\\u[dD](?:"
    r"[89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD])[c-fC-F]"
    r")"
)


def read_object(body: bytes) -> dict[str, Any]:
    """Read a JSON object in time linear in its length; raises ManifestInvalid."""
    text = _decoded(body)
    _require_modest_shape(body)
    try:
        document = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        problem = error.msg.removesuffix(" at")
        raise ManifestInvalid(
            f"The manifest is not valid JSON: {problem} at character {error.pos}."
        ) from None
    except RecursionError:
        raise ManifestInvalid("The manifest is nested too deeply.") from None
    if not isinstance(document, dict):
        raise ManifestInvalid("The manifest must be a JSON object.")
    return document


def _decoded(body: bytes) -> str:
    if body.startswith(_BOM):
        raise ManifestInvalid("The manifest begins with a byte order mark; send it without one.")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ManifestInvalid(
            f"The manifest is not valid UTF-8: bad byte at position {error.start}."
        ) from None


def _require_modest_shape(body: bytes) -> None:
    """Refuse before parsing what a parser chokes on, and escapes that no string may hold.

    Takes few passes, all in C, over one character a byte (joining bytes objects would take 80
    bytes a piece). It may misjudge what is not JSON, which the parser refuses in any case.
    """
    # Without the escaped backslashes, every backslash left begins an escape of its own.
    unescaped = body.decode("latin-1").replace(r"\\", "//")
    if r"\u0000" in unescaped:
        raise ManifestInvalid("The manifest has a NUL character in a string.")
    if _LONE_SURROGATE.search(unescaped):
        raise ManifestInvalid("The manifest has half of a surrogate pair in a string.")
    outside_strings = "".join(unescaped.replace(r"\"", "").split('"')[::2]).encode("latin-1")
    brackets = outside_strings.translate(None, _NOT_A_BRACKET)
    if outside_strings.count(b",") + len(brackets) > MAX_VALUES:
        raise ManifestInvalid(f"The manifest has more than {MAX_VALUES} values.")
    steps = array("b", brackets.translate(_STEPS))
    if max(accumulate(steps), default=0) > MAX_DEPTH:
        raise ManifestInvalid(f"The manifest is nested deeper than {MAX_DEPTH} levels.")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        repeated, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise ManifestInvalid(f"The manifest has the key {quoted(repeated)} twice in one object.")
    return members


def _integer(digits: str) -> int:
    _require_modest_number(digits)
    return int(digits)


def _float(digits: str) -> float:
    _require_modest_number(digits)
    number = float(digits)
    if not math.isfinite(number):
        raise ManifestInvalid(f"The manifest has a number out of range: {quoted(digits)}.")
    return number


def _require_modest_number(digits: str) -> None:
    if len(digits) > MAX_NUMBER_LENGTH:
        raise ManifestInvalid(f"The manifest has a number of {len(digits)} characters.")


def _refuse_constant(name: str) -> NoReturn:
    raise ManifestInvalid(f"The manifest has {name}, which is not JSON.")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_without_repeats,
    parse_int=_integer,
    parse_float=_float,
    parse_constant=_refuse_constant,
)
