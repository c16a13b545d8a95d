"""Lists of the admin API: pages of one repository with very many tags."""

import base64
import random
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from http import HTTPStatus
from http.client import HTTPConnection
from urllib.parse import urlsplit

from bench.cases.base import Case, Figure
from bench.oci import Client
from bench.registries import MEMBER, PROJECT, Registry
from bench.scale import Scale
from bench.wrk import Failed
from tests.support.images import an_image

CLIENTS = 8
PAGE_SIZE = 100
LAYERS = 4
REPOSITORY = "listed-tags"
FIRST = Figure("p95 ms, first page", more_is_better=False)
ANY = Figure("p95 ms, any page", more_is_better=False)
BY_KEYS = Figure("p95 ms, by keys", more_is_better=False)


class Pages(Case):
    """P10: artifacts as Harbor lists them, or tags as the console does; one client."""

    key = "P10"
    group = "admin"
    goal = "p95 ≤ 100 ms"
    figures = (FIRST, ANY, BY_KEYS)

    def __init__(self, kind: str, scale: Scale) -> None:
        self._kind, self._scale = kind, scale
        self.title = f"page of {PAGE_SIZE} {kind} of a repository with {scale.names:,} tags"

    def takes(self, registry: Registry) -> bool:
        return registry.is_ours and super().takes(registry)

    def prepare(self, registry: Registry) -> None:
        _stock(registry, self._scale.names)

    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        path = f"/api/v2.0/projects/{PROJECT}/repositories/{REPOSITORY}/{self._kind}"
        asker = _Asker(registry, f"{path}?page_size={PAGE_SIZE}")
        chance, pages = random.Random(seed), max(1, self._scale.names // PAGE_SIZE)
        try:
            asker.ask("")  # after a push, somebody's page counts what there is; not this one
            return {
                FIRST.name: self._p95(asker, lambda _: ""),
                ANY.name: self._p95(asker, lambda _: f"&page={chance.randint(1, pages)}"),
                BY_KEYS.name: self._p95(asker, lambda cursor: f"&after={cursor}"),
            }
        finally:
            asker.close()

    def _p95(self, asker: "_Asker", which: Callable[[str], str]) -> float:
        """Ask for one page after the other; *which* of them may depend on the one before."""
        took, cursor = [], ""
        until = time.perf_counter() + self._scale.seconds
        while time.perf_counter() < until:
            began = time.perf_counter()
            cursor = asker.ask(which(cursor))
            took.append(time.perf_counter() - began)
        return sorted(took)[len(took) * 95 // 100] * 1e3


class _Asker:
    """One connection that is kept alive, with a member's password."""

    def __init__(self, registry: Registry, path: str) -> None:
        self._http = HTTPConnection(urlsplit(registry.url).netloc, timeout=300)
        login = base64.b64encode(":".join(MEMBER).encode()).decode()
        self._headers, self._path = {"Authorization": f"Basic {login}"}, path

    def ask(self, more: str) -> str:
        """Ask for a page and insist on it; answers where the next one begins."""
        self._http.request("GET", self._path + more, headers=self._headers)
        answer = self._http.getresponse()
        body = answer.read()
        if answer.status != HTTPStatus.OK:
            raise Failed(f"GET {self._path}{more} was answered {answer.status}: {body[:200]!r}")
        return answer.headers.get("X-Next-Cursor", "")

    def close(self) -> None:
        self._http.close()


@cache
def _stock(registry: Registry, tags: int) -> None:
    """One repository with so many tags, each of an image of its own, of the same few layers."""
    repository = f"{PROJECT}/{REPOSITORY}"
    scope = f"repository:{repository}:pull,push"
    layers = [f"layer {number}".encode() for number in range(LAYERS)]
    client = Client(registry.url, registry.token(scope))
    client.push(repository, "first", an_image(layers))
    client.close()

    def push(part: Sequence[int]) -> None:
        client = Client(registry.url, registry.token(scope))
        for number in part:
            image = an_image(layers, more={"annotations": {"bench": str(number)}})
            client.push_manifest(repository, f"v{number:05}", image.manifest, image.media_type)
        client.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(push, (range(start, tags, CLIENTS) for start in range(CLIENTS))))
