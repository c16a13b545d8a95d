"""The ``q`` and ``sort`` parameters of lists: Harbor's syntax, held to an allow-list (R17).

A list declares the keys that it knows and the column behind each. What a client writes is only
ever compared with a key of that table, or handed to the database as a value.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, StrEnum
from typing import Any, TypeVar
from urllib.parse import unquote_plus

from django.db.models import Model, Q, QuerySet

from accounts.api.errors import QueryInvalid
from oci.errors import quoted

LONGEST = 8192
TERMS_AT_MOST = 20
VALUES_AT_MOST = 100
"""What a condition of the database stays well below the depth limits with."""

M = TypeVar("M", bound=Model)

_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_WORD = re.compile(r"\"[^\"]*\"|'[^']*'|\S+")
_WHOLE = re.compile(r"-?[0-9]{1,18}")


class Kind(StrEnum):
    TEXT = "text"
    WHOLE = "a whole number"
    TIME = "a time such as 2006-01-02T15:04:05"
    FLAG = "true or false"


@dataclass(frozen=True, slots=True)
class Field:
    """A key that a list may be asked by: the column it stands for, and what that holds."""

    column: str
    kind: Kind = Kind.TEXT


Fields = Mapping[str, Field]


class Match(Enum):
    EXACT = "k=v"
    FUZZY = "k=~v"
    RANGE = "k=[a~b]"
    ANY = "k={a b}"
    ALL = "k=(a b)"


@dataclass(frozen=True, slots=True)
class Term:
    """One comma-separated part of ``q``. A range has two values; ``None`` is an open end."""

    key: str
    match: Match
    values: tuple[str | None, ...]


def select(rows: QuerySet[M], *, q: str, sort: str, fields: Fields) -> QuerySet[M]:
    """Narrow and order *rows*; unknown keys are passed over. Raises QueryInvalid."""
    for term in parse(q):
        if term.key in fields:
            rows = rows.filter(_condition(fields[term.key], term))
    order = parse_sort(sort, fields)
    return rows.order_by(*order, "pk") if order else rows


def parse(q: str) -> list[Term]:
    """Read ``q``, which is percent-decoded once more than the query string it stood in."""
    if not q:
        return []
    terms = [_term(part) for part in _decoded(q).split(",")]
    if len(terms) > TERMS_AT_MOST or sum(len(term.values) for term in terms) > VALUES_AT_MOST:
        raise QueryInvalid(f"q has more than {TERMS_AT_MOST} terms or {VALUES_AT_MOST} values")
    return terms


def parse_sort(sort: str, fields: Fields) -> list[str]:
    """The columns to order by, each once, descending ones with a minus."""
    order: dict[str, str] = {}
    for part in sort.split(","):
        key = part.strip().removeprefix("-")
        if key in fields:
            column = fields[key].column
            order.setdefault(column, f"-{column}" if part.strip().startswith("-") else column)
    return list(order.values())


def _decoded(q: str) -> str:
    if len(q) > LONGEST or _BAD_ESCAPE.search(q):
        raise QueryInvalid(f"q is longer than {LONGEST} characters or has a broken percent escape")
    try:
        text = unquote_plus(q, errors="strict")
    except UnicodeDecodeError as error:
        raise QueryInvalid("q is not UTF-8") from error
    if "\0" in text:
        raise QueryInvalid("q has a NUL character in it")
    return text


def _term(part: str) -> Term:
    key, equals, value = part.partition("=")
    key = key.strip()
    if not equals or not key:
        raise QueryInvalid(f"{quoted(part)} in q does not read key=value")
    if value.startswith("~"):
        return Term(key, Match.FUZZY, (_plain(value[1:]),))
    if value.startswith("["):
        low, tilde, high = _inside(value, "]").partition("~")
        if not tilde:
            raise QueryInvalid(f"the range of {quoted(key)} in q does not read [low~high]")
        return Term(key, Match.RANGE, (_plain(low) or None, _plain(high) or None))
    for opening, closing, match in (("{", "}", Match.ANY), ("(", ")", Match.ALL)):
        if value.startswith(opening):
            words = _WORD.findall(_inside(value, closing))
            return Term(key, match, tuple(_plain(word) for word in words))
    return Term(key, Match.EXACT, (_plain(value),))


def _inside(value: str, closing: str) -> str:
    if not value.endswith(closing):
        raise QueryInvalid(f"{quoted(value)} in q lacks its closing {closing}")
    return value[1:-1]


def _plain(text: str) -> str:
    """Take off the quotes or the backslash that keep a value from being read as anything else."""
    text = text.strip()
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if is_quoted else text.removeprefix("\\")


def _condition(field: Field, term: Term) -> Q:
    column = field.column
    if term.match is Match.FUZZY:
        _require(field.kind is Kind.TEXT, term)
        return Q(**{f"{column}__icontains": term.values[0]})
    values = [None if text is None else _typed(field.kind, term.key, text) for text in term.values]
    if term.match is Match.RANGE:
        _require(field.kind is not Kind.FLAG, term)
        ends = zip((f"{column}__gte", f"{column}__lte"), values, strict=True)
        return Q(**{lookup: value for lookup, value in ends if value is not None})
    if term.match is Match.ALL:
        return Q(*(Q(**{column: value}) for value in values))
    return Q(**{f"{column}__in": values})


def _require(fits: bool, term: Term) -> None:  # noqa: FBT001  # reads as a sentence
    if not fits:
        raise QueryInvalid(f"{quoted(term.key)} cannot be asked for as {term.match.value}")


def _typed(kind: Kind, key: str, text: str) -> Any:
    try:
        return _READERS[kind](text)
    except (ValueError, KeyError, OverflowError) as error:
        raise QueryInvalid(f"{quoted(text)} is not what {quoted(key)} holds: {kind}") from error


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _time(text: str) -> datetime:
    """A time without a zone is UTC; one far off the calendar's ends overflows."""
    time = datetime.fromisoformat(text)
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


_READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: str,
    Kind.WHOLE: _whole,
    Kind.TIME: _time,
    Kind.FLAG: lambda text: {"true": True, "1": True, "false": False, "0": False}[text.lower()],
}
