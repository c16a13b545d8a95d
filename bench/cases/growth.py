"""How cost grows with what there is: flat is what one wants to see."""

import random
import time
from abc import abstractmethod
from collections.abc import Mapping, Sequence

from bench import stock, wrk
from bench.cases.base import RATE, Case, Figure
from bench.cases.pushes import LAYER_BYTES
from bench.oci import Client
from bench.registries import PROJECT, Registry
from bench.scale import Scale
from bench.wrk import Load
from tests.support.images import an_image

PUSHES = 50


class Growth(Case):
    """One figure for each size."""

    group = "growth"
    goal = "grows with nothing"
    unit: str
    of: str

    def __init__(self, scale: Scale, sizes: Sequence[int]) -> None:
        self._seconds = scale.growth_seconds
        self._by_size = {size: Figure(f"{self.unit}, {self.of}: {size:,}") for size in sizes}
        self.figures = tuple(self._by_size.values())

    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        return {
            figure.name: self._rate(registry, size, seed) for size, figure in self._by_size.items()
        }

    @abstractmethod
    def _rate(self, registry: Registry, size: int, seed: int) -> float:
        """So many a second."""


class ByClients(Growth):
    key, title = "G1", "GET manifest by tag"
    unit, of = RATE.name, "connections"

    def _rate(self, registry: Registry, size: int, seed: int) -> float:
        how = Load(self._seconds, seed, size)
        return wrk.load(registry, stock.manifests(registry, 1), how)[RATE.name]


class ByRepositories(Growth):
    key, title = "G2", "GET manifest by tag, of any repository"
    unit, of = RATE.name, "repositories"
    connections = wrk.CONNECTIONS
    targets = staticmethod(stock.manifests)

    def prepare(self, registry: Registry) -> None:
        for size in self._by_size:
            self.targets(registry, size)

    def _rate(self, registry: Registry, size: int, seed: int) -> float:
        how = Load(self._seconds, seed, self.connections)
        return wrk.load(registry, self.targets(registry, size), how)[RATE.name]


class PullsByTags(ByRepositories):
    key, title = "G3", "GET manifest by tag, of any tag"
    of = "tags"
    targets = staticmethod(stock.tagged)


class ListsByTags(PullsByTags):
    key, title = "G4", "tags/list?n=100"
    connections = 2
    targets = staticmethod(stock.tags)


class PushesByTags(PullsByTags):
    key, title = "G5", "push of one more tag, one client"
    unit = "pushes/s"

    def _rate(self, registry: Registry, size: int, seed: int) -> float:
        client, repository = _client(registry, stock.tagged_repository(size))
        began = time.monotonic()
        for number in range(PUSHES):
            stock.push_tag(client, repository, f"more-{seed}-{number}")
        seconds = time.monotonic() - began
        client.close()
        return PUSHES / seconds


class PushesByLayers(Growth):
    key, title = "G6", "push of an image, one client"
    unit, of = "layers/s", "layers"

    def _rate(self, registry: Registry, size: int, seed: int) -> float:
        client, repository = _client(registry, f"{PROJECT}/layers")
        source = random.Random(f"{registry.key} {seed} {size}")
        image = an_image([source.randbytes(LAYER_BYTES) for _ in range(size)])
        began = time.monotonic()
        client.push(repository, f"of-{size}", image)
        seconds = time.monotonic() - began
        client.close()
        return size / seconds


def _client(registry: Registry, repository: str) -> tuple[Client, str]:
    return Client(registry.url, registry.token(f"repository:{repository}:pull,push")), repository
