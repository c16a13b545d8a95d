"""From nothing but the data on disk to the first pull that is answered."""

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

from bench import stock
from bench.cases.base import Case, Figure
from bench.oci import Client, Refused
from bench.registries import Registry
from bench.wrk import ACCEPT

MOST_SECONDS = 60.0


class Startup(Case):
    """P13."""

    key = "P13"
    title = "start to first served pull"
    group = "startup"
    figures = (Figure("seconds", more_is_better=False),)
    goal = "≤ 3 s"

    def prepare(self, registry: Registry) -> None:
        stock.manifests(registry, 1)

    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        [(path, scope)] = stock.manifests(registry, 1)
        url, token = registry.url, registry.token(scope)
        registry.stop()
        began = time.monotonic()
        with ThreadPoolExecutor(1) as pool:
            answered = pool.submit(_first_answer, url, token, path)
            registry.start()
            return {"seconds": answered.result() - began}


def _first_answer(url: str, token: str, path: str) -> float:
    """Ask until a pull is answered, and tell when that was."""
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until:
        client = Client(url, token)
        try:
            client.ask("GET", path, 200, accept=ACCEPT)
        except (OSError, HTTPException, Refused):
            time.sleep(0.01)
        else:
            return time.monotonic()
        finally:
            client.close()
    raise Refused(f"GET {path} was not answered within {MOST_SECONDS:.0f} s of the start")
