"""Scopes of token requests (distribution, "Token Scope Documentation")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from oci.errors import ScopeInvalid, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_SCOPES = 100
MAX_SCOPES_LENGTH = 8 * 1024

_TYPE = re.compile(r"[a-z0-9]+(?:\([a-z0-9]+\))?")
_NAME = re.compile(r"[!#-+\--\[\]-~]+")  # printable ASCII that needs no care in a quoted header
_ACTIONS = re.compile(r"(?:[a-z_-]*|\*)(?:,(?:[a-z_-]*|\*))*")


@dataclass(frozen=True, slots=True)
class Scope:
    """Some actions on one resource. *type* keeps its class: ``repository(plugin)``."""

    type: str
    name: str
    actions: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``<type>:<name>:<action>,<action>``; raises ScopeInvalid.

        The name may itself have a colon (a host with a port); empty actions are dropped.
        """
        kind, _, rest = text.partition(":")
        name, colon, actions = rest.rpartition(":")
        if not colon or not _TYPE.fullmatch(kind):
            raise ScopeInvalid(f"The scope {quoted(text)} must read <type>:<name>:<actions>.")
        if not _NAME.fullmatch(name):
            raise ScopeInvalid(f"The scope {quoted(text)} names no possible resource.")
        if not _ACTIONS.fullmatch(actions):
            raise ScopeInvalid(f"The scope {quoted(text)} has malformed actions.")
        return cls(kind, name, tuple(dict.fromkeys(filter(None, actions.split(",")))))

    def __str__(self) -> str:
        return f"{self.type}:{self.name}:{','.join(self.actions)}"


def parse_scopes(values: Iterable[str]) -> list[Scope]:
    """Read all scopes of a request, one entry a resource, in order of first appearance.

    A value may hold several scopes with blanks between them. Raises ScopeInvalid.
    """
    actions_of: dict[tuple[str, str], tuple[str, ...]] = {}
    for text in _bounded(values):
        scope = Scope.parse(text)
        resource = (scope.type, scope.name)
        actions_of[resource] = actions_of.get(resource, ()) + scope.actions
    return [
        Scope(kind, name, tuple(dict.fromkeys(actions)))
        for (kind, name), actions in actions_of.items()
    ]


def _bounded(values: Iterable[str]) -> Iterator[str]:
    """Split at blanks (and at nothing else), within the limits."""
    length = count = 0
    for value in values:
        length += len(value)
        if length > MAX_SCOPES_LENGTH:
            raise ScopeInvalid(f"The scopes are longer than {MAX_SCOPES_LENGTH} characters.")
        for text in filter(None, value.split(" ")):
            count += 1
            if count > MAX_SCOPES:
                raise ScopeInvalid(f"A token has at most {MAX_SCOPES} scopes.")
            yield text
