"""Small answers, many a second: manifests, blobs, lists of names."""

import time
from collections.abc import Mapping, Sequence

from bench import heads, stock, wrk
from bench.cases.base import P50, P95, P99, RATE, Case
from bench.oci import Client
from bench.registries import Registry
from bench.scale import Scale
from bench.stock import Target
from bench.wrk import Load

MOST_SECONDS = 60.0


class Manifests(Case):
    """P1 and P2."""

    group = "reads"
    figures = (RATE, P50, P99)
    goal = "≥ 4 × distribution v3 on SQLite, ≥ 2.5 × on PostgreSQL"

    def __init__(self, key: str, method: str, repositories: int, scale: Scale) -> None:
        self.key = key
        self.title = f"{method} manifest by tag, {_count(repositories, 'repository at random')}"
        self._load = wrk.load if method == "GET" else heads.load
        self._repositories = repositories
        self._seconds = scale.seconds

    def prepare(self, registry: Registry) -> None:
        stock.manifests(registry, self._repositories)

    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        targets = stock.manifests(registry, self._repositories)
        return self._load(registry, targets, Load(self._seconds, seed))


class Blobs(Case):
    """P3."""

    key = "P3"
    title = "GET blob of 10 kB"
    group = "reads"
    figures = (RATE, P50, P99)
    goal = "≥ 5 × distribution v3"

    def __init__(self, scale: Scale) -> None:
        self._scale = scale

    def prepare(self, registry: Registry) -> None:
        stock.blobs(registry, self._scale.blobs)

    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        targets = stock.blobs(registry, self._scale.blobs)
        return wrk.load(registry, targets, Load(self._scale.seconds, seed))


class Listing(Case):
    """P8; with few connections and more time where one page takes seconds."""

    key = "P8"
    group = "listings"
    figures = (RATE, P95)
    goal = "≥ 50 × distribution v3; p95 ≤ 20 ms"
    connections = 2

    def __init__(self, kind: str, scale: Scale) -> None:
        names = f"{scale.names:,}"
        self.title = {
            "tags": f"tags/list?n=100 of a repository with {names} tags",
            "catalog": f"_catalog?n=100 of {names} repositories",
        }[kind]
        self._pages = {"tags": stock.tags, "catalog": stock.catalog}[kind]
        self._scale = scale

    def prepare(self, registry: Registry) -> None:
        self._pages(registry, self._scale.names)

    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        targets = self._pages(registry, self._scale.names)
        enough = 4 * _seconds_for(registry, targets)
        seconds = min(max(self._scale.seconds, enough), MOST_SECONDS)
        return wrk.load(registry, targets, Load(seconds, seed, self.connections))


def _seconds_for(registry: Registry, targets: Sequence[Target]) -> float:
    path, scope = targets[len(targets) // 2]
    client = Client(registry.url, registry.token(scope))
    began = time.monotonic()
    client.ask("GET", path, 200)
    client.close()
    return time.monotonic() - began


def _count(number: int, of_more: str) -> str:
    return "one repository" if number == 1 else f"{number:,} {of_more.replace('y ', 'ies ')}"
