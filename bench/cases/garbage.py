"""Garbage collection of many blobs, and what it costs those who pull meanwhile."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bench import stock, wrk
from bench.cases.base import P95, Case, Figure
from bench.cases.crowds import rss
from bench.registries import Ours, Registry
from bench.scale import Scale
from bench.wrk import Failed, Load

FREED = Figure("blobs/s")
MORE = Figure("% more p95 of P1", more_is_better=False)
GROWTH = Figure("RSS growth MB", more_is_better=False)
FINISHED = ("Success", "Error", "Stopped")
_FILL = """
import secrets
from datetime import timedelta
from django.utils import timezone
from artifacts import stores
from artifacts.models import Blob
from storage import layout
root = stores.blob_store()._root
now = timezone.now()
for start in range(0, given, 5000):
    rows = []
    for _ in range(min(5000, given - start)):
        digest, generation = f"sha256:{secrets.token_hex(32)}", secrets.token_hex(8)
        path = root / layout.blob_key(digest, generation)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"unreferenced")
        rows.append(Blob(digest=digest, generation=generation, size=12, review_at=now,
            protected_until=now - timedelta(days=1)))
    Blob.objects.bulk_create(rows)
"""


class Collection(Case):
    """P11: a dry run and then exactly its plan, so that the brake has nothing to say."""

    key = "P11"
    group = "garbage"
    goal = "≥ 2,000 blobs/s, p95 of P1 at most + 20 %, memory flat"
    figures = (FREED, MORE, P95, GROWTH)

    def __init__(self, scale: Scale) -> None:
        self.title = f"garbage collection of {scale.garbage:,} unreferenced blobs"
        self._scale = scale

    def takes(self, registry: Registry) -> bool:
        return isinstance(registry, Ours) and registry.key != "embedded"

    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        assert isinstance(registry, Ours)
        registry.shell(_FILL, self._scale.garbage)
        targets, how = stock.manifests(registry, 1), Load(self._scale.seconds, seed)
        alone = wrk.load(registry, targets, how)
        before = rss(registry)
        with watched(registry) as most:
            began = time.monotonic()
            path = _start(registry, dry_run=True)
            plan = _ended(registry, path)
            path = _start(registry, plan=plan["id"], workers=2)
            crowded = wrk.load(registry, targets, how)
            run = _ended(registry, path)
            ended = time.monotonic()
        if run["result"]["taken"]["blob"] != self._scale.garbage:
            raise Failed(f"of {self._scale.garbage} blobs some stayed: {run['result']}")
        return {
            FREED.name: self._scale.garbage / (ended - began),
            MORE.name: 100 * (crowded[P95.name] / alone[P95.name] - 1),
            P95.name: crowded[P95.name],
            GROWTH.name: (most[0] - before) / 1e6,
        }


def _start(registry: Ours, **parameters: Any) -> str:
    body = {"schedule": {"type": "Manual"}, "parameters": parameters}
    with registry.api() as api:
        answer = api.post("/system/gc/schedule", json=body)
    answer.raise_for_status()
    return str(answer.headers["Location"]).removeprefix("/api/v2.0")


def _ended(registry: Ours, path: str) -> dict[str, Any]:
    with registry.api() as api:
        while (run := api.get(path).json())["job_status"] not in FINISHED:
            time.sleep(0.2)
    if run["job_status"] != "Success":
        raise Failed(f"the run ended as {run['job_status']}: {run['error']}")
    return dict(run)


@contextmanager
def watched(registry: Registry) -> Iterator[list[int]]:
    """Give a list whose one entry is the most memory that all processes had meanwhile."""
    most, over = [rss(registry)], threading.Event()

    def look() -> None:
        while not over.wait(0.5):
            most[0] = max(most[0], rss(registry))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield most
    finally:
        over.set()
        thread.join()
