"""Whole images, pushed by several clients at once."""

import multiprocessing
import os
import random
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.synchronize import Barrier
from typing import NamedTuple

from bench.cases.base import Case, Figure
from bench.oci import Client
from bench.registries import PROJECT, Registry
from bench.scale import Scale
from tests.support.images import an_image

LAYERS = 8
LAYER_BYTES = 4096


class Pushes(Case):
    """P6; each layer is random, so that none is there already."""

    key = "P6"
    group = "pushes"
    figures = (Figure("images/s"),)
    goal = "≥ 1.5 × distribution v3"

    def __init__(self, scale: Scale) -> None:
        self.title = f"push {scale.images} images of {LAYERS} layers, {scale.clients} clients"
        self._clients = scale.clients
        self._each = scale.images // scale.clients

    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        fork = multiprocessing.get_context("fork")
        barrier = fork.Barrier(self._clients)
        errands = [self._errand(registry, number) for number in range(self._clients)]
        with ProcessPoolExecutor(
            self._clients, mp_context=fork, initializer=_meet_at, initargs=(barrier,)
        ) as pool:
            times = list(pool.map(_push, errands))
        seconds = max(ended for _, ended in times) - min(began for began, _ in times)
        return {"images/s": self._clients * self._each / seconds}

    def _errand(self, registry: Registry, number: int) -> "_Errand":
        repository = f"{PROJECT}/pushed-{number}"
        token = registry.token(f"repository:{repository}:pull,push")
        return _Errand(registry.url, token, repository, self._each)


class _Errand(NamedTuple):
    url: str
    token: str
    repository: str
    images: int


_barriers: list[Barrier] = []


def _meet_at(barrier: Barrier) -> None:
    _barriers[:] = [barrier]


def _push(errand: _Errand) -> tuple[float, float]:
    """Make the images, wait for all others, push; answers from when until when."""
    source = random.Random(os.urandom(16))
    images = [
        an_image([source.randbytes(LAYER_BYTES) for _ in range(LAYERS)])
        for _ in range(errand.images)
    ]
    client = Client(errand.url, errand.token)
    _barriers[0].wait(timeout=60)
    began = time.monotonic()
    for number, image in enumerate(images):
        client.push(errand.repository, f"v{number}", image)
    ended = time.monotonic()
    client.close()
    return began, ended
