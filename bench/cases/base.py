"""What a case is: prepared once for each registry, then measured round by round."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bench.registries import EMBEDDED, Registry


@dataclass(frozen=True)
class Figure:
    """A figure of a case that the report shows."""

    name: str
    more_is_better: bool = True


RATE = Figure("requests/s")
P50 = Figure("p50 ms", more_is_better=False)
P95 = Figure("p95 ms", more_is_better=False)
P99 = Figure("p99 ms", more_is_better=False)


class Case(ABC):
    """The first figure is the one to compare; a *limit* is what the machine itself can do."""

    key: str
    title: str
    goal: str
    group: ClassVar[str]
    figures: tuple[Figure, ...]
    limit = ""

    def takes(self, registry: Registry) -> bool:
        return registry.key != EMBEDDED

    def prepare(self, registry: Registry) -> None:  # noqa: B027  # not every case has to
        """Fill the registry with what is measured."""

    @abstractmethod
    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        """Answer figures by name."""

    def measure_limit(self) -> Mapping[str, float]:
        """Answer those of the machine itself, for a case that has a *limit*."""
        return {}

    def end(self) -> None:  # noqa: B027  # not every case has to
        """Give back what the case holds besides the registries."""
