"""Many clients that are slow: what they cost, and what is left for the others."""

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bench import stock, wrk
from bench.cases.base import P99, RATE, Case, Figure
from bench.oci import BigFile, Client
from bench.registries import EMBEDDED, PROJECT, Registry
from bench.scale import Scale
from bench.stock import Target
from bench.wrk import Failed, Load
from tests.support.processes import Process, wait_until
from tests.support.server import REPOSITORY_ROOT

RSS = Figure("RSS MB", more_is_better=False)
SHARE = Figure("% of P1")
IDLE = Figure("idle RSS MB", more_is_better=False)
IDLE_SHARED = Figure("idle PSS MB", more_is_better=False)
BY_DOWNLOAD = Figure("kB each slow download", more_is_better=False)
BY_UPLOAD = Figure("kB each slow upload", more_is_better=False)
_PAGE = os.sysconf("SC_PAGE_SIZE")


class SlowReaders(Case):
    """P7."""

    key = "P7"
    group = "crowds"
    figures = (RATE, P99, RSS, SHARE)
    goal = "≥ 50 % of P1, p99 ≤ 50 ms, RSS ≤ 1 GB"

    def __init__(self, file: BigFile, readers: int, scale: Scale, folder: Path) -> None:
        self.title = f"GET manifest while {readers:,} slow downloads are open"
        self._file, self._readers, self._scale, self._folder = file, readers, scale, folder

    def prepare(self, registry: Registry) -> None:
        stock.big_blob(registry, self._file)
        stock.manifests(registry, 1)

    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        targets, how = stock.manifests(registry, 1), Load(self._scale.seconds, seed)
        alone = wrk.load(registry, targets, how)
        reads = slow_reads(registry, stock.big_blob(registry, self._file), self._readers)
        with crowd(registry, "reads", reads, self._folder):
            time.sleep(self._scale.settle)
            crowded = wrk.load(registry, targets, how)
            memory = rss(registry)
        share = 100 * crowded[RATE.name] / alone[RATE.name]
        return {**crowded, RSS.name: memory / 1e6, SHARE.name: share}


class Memory(Case):
    """P12; a registry is started anew for each figure, for some give memory back late."""

    key = "P12"
    group = "memory"
    figures = (IDLE, IDLE_SHARED, BY_DOWNLOAD, BY_UPLOAD)
    goal = "idle ≤ 350 MB, each upload or download ≤ 1 MB"

    def __init__(self, file: BigFile, scale: Scale, folder: Path) -> None:
        self.title = f"memory of all processes, idle and with {scale.crowd} slow clients"
        self._file, self._scale, self._folder = file, scale, folder

    def takes(self, registry: Registry) -> bool:
        return registry.key == EMBEDDED or not registry.is_ours

    def prepare(self, registry: Registry) -> None:
        stock.big_blob(registry, self._file)

    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        self._start_anew(registry)
        return {
            IDLE.name: rss(registry) / 1e6,
            IDLE_SHARED.name: pss(registry) / 1e6,
            BY_DOWNLOAD.name: self._growth(registry, "reads") / 1e3,
            BY_UPLOAD.name: self._growth(registry, "uploads") / 1e3,
        }

    def _start_anew(self, registry: Registry) -> None:
        registry.stop()
        registry.start()
        time.sleep(self._scale.settle)

    def _growth(self, registry: Registry, kind: str) -> float:
        """Bytes each client costs, beyond what the first of a kind loads for all."""
        self._start_anew(registry)
        self._with_crowd(registry, kind, 1)
        before = rss(registry)
        return (self._with_crowd(registry, kind, self._scale.crowd) - before) / self._scale.crowd

    def _with_crowd(self, registry: Registry, kind: str, size: int) -> int:
        is_read = kind == "reads"
        target = stock.big_blob(registry, self._file)
        heads = slow_reads(registry, target, size) if is_read else slow_uploads(registry, size)
        with crowd(registry, kind, heads, self._folder):
            time.sleep(self._scale.settle)
            return rss(registry)


def slow_reads(registry: Registry, target: Target, count: int) -> Sequence[str]:
    path, scope = target
    return [_head("GET", f"{registry.url}{path}", registry.token(scope))] * count


def slow_uploads(registry: Registry, count: int) -> Sequence[str]:
    repository = f"{PROJECT}/slow"
    token = registry.token(f"repository:{repository}:pull,push")
    client = Client(registry.url, token)
    locations = [urljoin(registry.url, client.begin(repository)) for _ in range(count)]
    client.close()
    chunked = "Transfer-Encoding: chunked\r\nContent-Type: application/octet-stream\r\n"
    return [_head("PATCH", location, token, chunked) for location in locations]


def _head(method: str, target: str, token: str, more: str = "") -> str:
    url = urlsplit(target)
    path = f"{url.path}?{url.query}" if url.query else url.path
    start = f"{method} {path} HTTP/1.1\r\nHost: {url.netloc}\r\n"
    return f"{start}Authorization: Bearer {token}\r\n{more}\r\n"


@contextmanager
def crowd(registry: Registry, kind: str, heads: Sequence[str], folder: Path) -> Iterator[None]:
    """Keep a slow client busy with each of the requests; all must still be there at the end."""
    url, requests, log = urlsplit(registry.url), folder / "heads.json", folder / "slow_clients.log"
    requests.write_text(json.dumps(heads))
    log.unlink(missing_ok=True)
    command = [sys.executable, "-m", "bench.slow_clients", kind, url.hostname or ""]
    command += [str(url.port), str(requests)]
    process = Process(command, log=log, cwd=REPOSITORY_ROOT, name="slow clients")

    def are_open() -> bool:
        return log.read_text().splitlines()[-1:] == [str(len(heads))]

    try:
        wait_until(are_open, what=f"{len(heads)} are connected", within=120, process=process)
        yield
        if not are_open():
            raise Failed(f"of {len(heads)} slow clients some were cut off: {process.tail()}")
    finally:
        process.kill()


def rss(registry: Registry) -> int:
    """Resident bytes of all processes, shared pages counted for each of them."""
    pages = (Path(f"/proc/{pid}/statm").read_text().split()[1] for pid in registry.pids())
    return sum(map(int, pages)) * _PAGE


def pss(registry: Registry) -> int:
    """The same with each shared page counted once."""
    rollups = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in registry.pids())
    return sum(int(text.partition("\nPss:")[2].split()[0]) for text in rollups) * 1024
