r"""Patterns of names, as Harbor's rules and filters have them, matched without any backtracking.

    *           what is inside one segment, the part of a name between two slashes
    **          as a whole segment: any number of segments; as the last one, at least the slash
    ?           one character of a segment
    [a-z_]      one of these characters; [^a-z] or [!a-z] any other one of a segment
    {a,b/c}     one of these patterns, which means what it would mean written out
    \*          a character that would otherwise be special

It is what Harbor's doublestar 1.3 understands: "a/**" matches "a/b" and "a/b/c", yet not "a". As in
Harbor, the empty pattern matches every name.

A pattern becomes a machine whose states are bits of one number (Glushkov's construction), so that a
name costs a few operations on that number for each of its characters.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from oci.errors import Invalid, quoted

MAX_LENGTH = 512
MAX_ALTERNATIVES = 100
MAX_DEPTH = 8

_ACCEPTING = 1
_DEEP = "**"


class PatternInvalid(Invalid):
    """A pattern breaks the grammar, or is larger than is matched."""


class Pattern:
    """A pattern that ``compile`` has read."""

    __slots__ = ("_first", "_machine", "text")

    def __init__(self, text: str, machine: _Machine, first: int) -> None:
        self.text = text
        self._machine = machine
        self._first = first

    def matches(self, name: str) -> bool:
        """Whether the pattern describes the whole of *name*."""
        takers = {character: self._machine.takers(character) for character in set(name)}
        live = self._first
        for character in name:
            live = self._machine.moved(live & takers[character])
            if not live:
                return False
        return bool(live & _ACCEPTING)

    def __repr__(self) -> str:
        return f"Pattern({self.text!r})"


@functools.lru_cache(maxsize=1024)
def compile(text: str) -> Pattern:  # noqa: A001  # reads as re.compile does: patterns.compile
    """Read a pattern; raises PatternInvalid."""
    if len(text) > MAX_LENGTH:
        raise PatternInvalid(f"The pattern {quoted(text)} is longer than {MAX_LENGTH} characters.")
    if not text.isprintable():
        raise PatternInvalid(f"The pattern {quoted(text)} has a character that no name has.")
    machine = _Machine()
    entry = machine.before_all(_parts(_Text(text or _DEEP), depth=0), _END)
    return Pattern(text, machine, entry.at_start)


@dataclass(frozen=True, slots=True)
class _Any:
    """``?``: one character, which is not a slash."""


@dataclass(frozen=True, slots=True)
class _Class:
    ranges: tuple[tuple[str, str], ...]
    is_negated: bool

    def has(self, character: str) -> bool:
        found = any(low <= character <= high for low, high in self.ranges)
        return found is not self.is_negated and character != "/"


@dataclass(frozen=True, slots=True)
class _Stars:
    """``*``, or ``**`` which is more where it is a whole segment."""

    is_double: bool


@dataclass(frozen=True, slots=True)
class _Group:
    alternatives: tuple[_Sequence, ...]


_DEEP_SEGMENT = (_Stars(is_double=True), "/")

_Part = str | _Any | _Class | _Stars | _Group
_Sequence = tuple[_Part, ...]


class _Text:
    """A pattern being read, and how many alternatives were met so far."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.alternatives = 0

    def peek(self) -> str:
        """The next character; nothing at the end."""
        return self._text[self._at : self._at + 1]

    def take(self) -> str:
        self._at += 1
        return self._text[self._at - 1]

    def skip(self, *wanted: str) -> bool:
        """Go past the next character if it is one of these."""
        is_there = self.peek() in wanted
        self._at += is_there
        return is_there

    def refuse(self, why: str) -> NoReturn:
        raise PatternInvalid(f"The pattern {quoted(self._text)} {why}.")


def _parts(text: _Text, depth: int) -> _Sequence:
    """Read up to the end, or in braces up to what ends an alternative."""
    parts: list[_Part] = []
    while text.peek() and not (depth and text.peek() in ",}"):
        parts.append(_part(text, depth))
        if _repeats_itself(parts, begins_name=not depth):
            del parts[-2:]
    return tuple(parts)


def _repeats_itself(parts: list[_Part], *, begins_name: bool) -> bool:
    """Whether they end in ``**/**/`` where a segment begins, which says no more than ``**/``."""
    before = parts[:-4]
    begins_segment = before[-1:] == ["/"] or (begins_name and not before)
    return begins_segment and tuple(parts[-4:]) == (*_DEEP_SEGMENT, *_DEEP_SEGMENT)


def _part(text: _Text, depth: int) -> _Part:
    character = text.take()
    if character == "[":
        return _class(text)
    if character == "{":
        return _group(text, depth + 1)
    if character == "*":
        return _stars(text)
    if character == "?":
        return _Any()
    return _escaped(text) if character == "\\" else character


def _stars(text: _Text) -> _Stars:
    """Read the rest of the stars: one, and three or more, are inside a segment."""
    count = 1
    while text.skip("*"):
        count += 1
    return _Stars(is_double=count == len(_DEEP))


def _class(text: _Text) -> _Class:
    is_negated = text.skip("^", "!")
    ranges = []
    while not text.skip("]"):
        ranges.append(_range(text))
    if not ranges:
        text.refuse("has [] with nothing in it; write \\] for a bracket in a class")
    return _Class(tuple(ranges), is_negated)


def _range(text: _Text) -> tuple[str, str]:
    low = _class_character(text)
    high = _class_character(text) if text.skip("-") else low
    if high < low:
        text.refuse(f"has the range {low}-{high}, which is empty")
    return low, high


def _class_character(text: _Text) -> str:
    if text.peek() in ("", "]"):
        text.refuse("has a [ that no ] closes, or that ends in the middle of a range")
    character = text.take()
    if character == "-":
        text.refuse("has a - that is not between two characters of a class; write \\- for it")
    if character == "/":
        text.refuse("has a / in a class, which never matches one")
    return _escaped(text) if character == "\\" else character


def _group(text: _Text, depth: int) -> _Group:
    if depth > MAX_DEPTH:
        text.refuse(f"has alternatives nested deeper than {MAX_DEPTH} levels")
    alternatives = [_parts(text, depth)]
    while text.skip(","):
        alternatives.append(_parts(text, depth))
    if not text.skip("}"):
        text.refuse("has a { that no } closes; write \\{ for a brace")
    text.alternatives += len(alternatives)
    if text.alternatives > MAX_ALTERNATIVES:
        text.refuse(f"has more than {MAX_ALTERNATIVES} alternatives")
    return _Group(tuple(alternatives))


def _escaped(text: _Text) -> str:
    if not text.peek():
        text.refuse("ends in a lone \\; write \\\\ for a backslash")
    return text.take()


class _Entry(NamedTuple):
    """The states that wait for the next character, by what of the pattern lies behind.

    ``**`` is a whole segment when it was entered at a start and left at a slash or the end. Having
    taken nothing, it may leave out that slash as well.
    """

    inside: int
    at_start: int
    after_empty: int
    after_deep: int


_END = _Entry(_ACCEPTING, _ACCEPTING, _ACCEPTING, _ACCEPTING)


class _Machine:
    """States as bits, made from the end of the pattern to its start, so that moves shift right."""

    def __init__(self) -> None:
        self._size = 1  # the accepting state, which takes no character
        self._exact: dict[str, int] = defaultdict(int)
        self._classes: list[tuple[int, _Class]] = []
        self._inside = 0
        self._everything = 0
        self._moves: dict[int, int] = defaultdict(int)
        """The states that have a successor so many bits below them."""

    def takers(self, character: str) -> int:
        """The states that take the character."""
        states = self._everything | self._exact.get(character, 0)
        if character != "/":
            states |= self._inside
        for state, characters in self._classes:
            if characters.has(character):
                states |= state
        return states

    def moved(self, live: int) -> int:
        """What follows the states in which a character was taken."""
        after = 0
        for distance, states in self._moves.items():
            after |= (live & states) >> distance
        return after

    def before_all(self, parts: _Sequence, then: _Entry) -> _Entry:
        for part in reversed(parts):
            then = self._before(part, then)
        return then

    def _before(self, part: _Part, then: _Entry) -> _Entry:
        if isinstance(part, _Group):
            options = [self.before_all(option, then) for option in part.alternatives]
            return _Entry(
                *(functools.reduce(int.__or__, some) for some in zip(*options, strict=True))
            )
        if isinstance(part, _Stars):
            return self._before_stars(part, then)
        if part == "/":
            state = self._taking(part, then.at_start)
            return _Entry(state, state, state | then.at_start, state)
        state = self._taking(part, then.inside)
        return _Entry(state, state, 0, 0)

    def _before_stars(self, part: _Stars, then: _Entry) -> _Entry:
        star = self._state(then.inside, is_loop=True)
        self._inside |= star
        inside = at_start = star | then.inside
        if part.is_double:
            deep = self._state(then.after_deep, is_loop=True)
            self._everything |= deep
            at_start |= deep | then.after_empty
        return _Entry(inside, at_start, 0, 0)

    def _taking(self, part: str | _Any | _Class, following: int) -> int:
        state = self._state(following)
        if isinstance(part, str):
            self._exact[part] |= state
        elif isinstance(part, _Class):
            self._classes.append((state, part))
        else:
            self._inside |= state
        return state

    def _state(self, following: int, *, is_loop: bool = False) -> int:
        """Make a state and the moves out of it; *following* are states made before."""
        number = self._size
        self._size += 1
        state = 1 << number
        left = following | (state if is_loop else 0)
        while left:
            successor = left & -left
            self._moves[number - successor.bit_length() + 1] |= state
            left ^= successor
        return state
