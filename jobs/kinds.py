"""The kinds of jobs: each app registers its own, with the function that does one of its tasks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from jobs.models import Execution
    from jobs.runs import Run

Work = Callable[["Run"], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """How tasks of a kind are done.

    ``work`` does one, from the run's checkpoint on, and answers its result. It is called again,
    perhaps by another worker, until it has: whatever it does must be safe to repeat.
    """

    name: str
    work: Work
    at_once: int
    """How many may run at the same time, on all nodes together."""
    room: Callable[[str], int] | None = None
    """How many of a lane may run at the same time; none while that is 0. Asked again and again."""
    failures: int = 5
    """After so many attempts that raised or were lost without getting on, the task has failed."""
    ended: "Callable[[Execution], None] | None" = None
    """Told of an execution in the transaction in which it ends; once more, if it is retried."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    _kinds[kind.name] = kind
    return kind


def get(name: str) -> Kind | None:
    """``None`` for one that this version does not know; another one may."""
    load()
    return _kinds.get(name)


def every() -> list[Kind]:
    load()
    return [_kinds[name] for name in sorted(_kinds)]


@cache
def load() -> None:
    """Import each app's ``job_kinds``, which register what it has.

    When it is first asked for: a web process that nobody asks need not hold all of it.
    """
    autodiscover_modules("job_kinds")
