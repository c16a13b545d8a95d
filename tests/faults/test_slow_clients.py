"""Clients that are slow on purpose, in crowds, hurt nobody else (DO-01)."""

import json
import re
import resource
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import pytest

from tests.faults import slow_crowd
from tests.faults.test_kill_points import verify
from tests.faults.web_process import another_web_process
from tests.support.images import Image, an_image, digest_of
from tests.support.postgresql import database_of
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

REPOSITORY = "library/slow"
OF_EACH_KIND = 500
MIB = 1 << 20
BLOB = 20 * MIB
SECONDS = 25.0
READS, PUSHES = 180, 60
SLACK_MS = 30
SETTLING = 6.0
FEW = 10
USUAL_FILES = 1024
LONGEST_WAIT = 35.0
PATIENCE = 5.0
MORE_MEMORY_AT_MOST = 300 * MIB
_RSS = re.compile(r"VmRSS:\s+(\d+) kB")


@contextmanager
def usual_limits() -> Iterator[None]:
    """Start what is started here with the 1,024 open files of a usual login."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(USUAL_FILES, soft), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    server = Server(database_url=database_of(request))
    try:
        with usual_limits():
            server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[RegistryClient]:
    client = RegistryClient(server.base_url)
    client._http.timeout = httpx.Timeout(PATIENCE)
    scope = f"repository:{REPOSITORY}:pull,push"
    yield client.bearer(client.as_(ADMIN, server.admin_password).token(scope))
    client.close()


@pytest.fixture(scope="module")
def requests(client: RegistryClient) -> Callable[[str, int], list[str]]:
    """Give a maker of requests for the slow: `requests("body", 500)`."""
    blob = secrets.token_bytes(BLOB)
    client.push_blob(REPOSITORY, blob)
    token = next(client._auth.auth_flow(httpx.Request("GET", "http://x"))).headers["Authorization"]
    common = f"Host: registry\r\nAuthorization: {token}\r\n"
    announced = f"{common}Content-Length: {BLOB}\r\n"

    def make(kind: str, count: int) -> list[str]:
        if kind in ("headers", "read", "part"):
            path = f"/v2/{REPOSITORY}/blobs/{digest_of(blob)}"
            part = "Range: bytes=1-\r\n" if kind == "part" else ""
            return [f"GET {path} HTTP/1.1\r\n{common}{part}\r\n"] * count
        expect = "Expect: 100-continue\r\n" if kind == "expect" else ""
        locations = [client.begin_upload(REPOSITORY) for _ in range(count)]
        return [f"PATCH {path} HTTP/1.1\r\n{announced}{expect}\r\n" for path in locations]

    return make


class Slow:
    """The crowd at work, in a process of its own."""

    def __init__(self, url: str, kinds: dict[str, list[str]], seconds: float) -> None:
        self._program = subprocess.Popen(
            [sys.executable, str(Path(slow_crowd.__file__))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._program.stdin
        assert self._program.stdout
        asked = {"url": url, "seconds": seconds, "kinds": kinds}
        json.dump(asked, self._program.stdin)
        self._program.stdin.close()
        assert self._program.stdout.readline() == "ready\n"

    @cached_property
    def fared(self) -> dict[str, int]:
        """How many of each kind were closed, and how many were open when the time was over."""
        assert self._program.stdout
        return dict(json.loads(self._program.stdout.readline()))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._program.kill()
        self._program.wait()
        assert self._program.stdout
        self._program.stdout.close()


@dataclass
class Seen:
    """How long requests took, and how many were not answered in time."""

    reads: list[float] = field(default_factory=list)
    pushes: list[float] = field(default_factory=list)
    unanswered: int = 0

    @property
    def figures(self) -> tuple[float, float]:
        """The 95th percentile of reads and of pushes, in milliseconds."""
        return percentile(self.reads), percentile(self.pushes)


def percentile(times: list[float]) -> float:
    return round(1000 * sorted(times)[int(len(times) * 0.95)], 1) if times else float("inf")


def visit(client: RegistryClient) -> Seen:
    """Do what everybody else does meanwhile, each push and some reads on a new connection."""
    seen, reference = Seen(), f"{REPOSITORY}:small"
    for _ in range(PUSHES):
        try:
            with on_a_new_connection(client) as other:
                seen.pushes.append(timed(partial(other.push, reference, small_image())))
                for _ in range(READS // PUSHES):
                    seen.reads.append(timed(partial(other.get_manifest, REPOSITORY, "small")))
        except httpx.TransportError:
            seen.unanswered += 1
            if seen.unanswered > 1:
                break
    return seen


def visits(client: RegistryClient) -> list[Seen]:
    return [visit(client) for _ in range(2)]


def best(seen: list[Seen]) -> tuple[float, float]:
    """The better figure of each kind: what else the machine does can only add to them."""
    reads, pushes = zip(*(one.figures for one in seen), strict=True)
    return min(reads), min(pushes)


@contextmanager
def on_a_new_connection(client: RegistryClient) -> Iterator[RegistryClient]:
    other = RegistryClient(client.base_url)
    other._http.timeout = httpx.Timeout(PATIENCE)
    other._auth = client._auth
    try:
        yield other
    finally:
        other.close()


def small_image() -> Image:
    return an_image([secrets.token_bytes(20_000)])


def timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def memory_of(server: Server) -> int:
    """Bytes that the web processes hold."""
    status = [Path(f"/proc/{pid}/status").read_text() for pid in server.web_pids()]
    return 1024 * sum(int(value) for text in status for value in _RSS.findall(text))


def sockets_of(server: Server) -> int:
    """How many sockets the web processes have open."""
    count = 0
    for pid in server.web_pids():
        for file in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):
                count += str(file.readlink()).startswith("socket:")
    return count


@pytest.fixture(scope="module")
def the_persistent(
    server: Server,
    requests: Callable[[str, int], list[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], dict[str, int]]]:
    """Tell how a few who never give up fared: `the_persistent("body")`; the rest is done meanwhile.

    Bodies go to a process that waits for 3 seconds where the product waits for a minute.
    """
    log = tmp_path_factory.mktemp("impatient") / "log"
    few = {kind: requests(kind, FEW) for kind in slow_crowd.VISITS}
    bodies = {kind: few.pop(kind) for kind in ("body", "expect")}
    with (
        another_web_process(server, log, "tests.faults.impatient:application") as url,
        Slow(server.base_url, few, LONGEST_WAIT) as here,
        Slow(url, bodies, LONGEST_WAIT) as there,
    ):
        yield lambda kind: (there if kind in bodies else here).fared


def test_do_01_slow_clients_keep_nobody_waiting(
    server: Server,
    client: RegistryClient,
    requests: Callable[[str, int], list[str]],
    the_persistent: Callable[[str], dict[str, int]],
    record_property: Callable[[str, object], None],
) -> None:
    visit(client)
    before, memory, sockets = visits(client), memory_of(server), sockets_of(server)
    asked = {kind: requests(kind, OF_EACH_KIND) for kind in ("headers", "body", "read")}
    asked["expect"] = requests("expect", OF_EACH_KIND // 5)
    with Slow(server.base_url, asked, SECONDS):
        time.sleep(SETTLING)  # until what they asked for at once has been begun
        held = sockets_of(server) - sockets
        during, more = visits(client), memory_of(server) - memory
    record_property("p95 of reads and pushes in ms, before", best(before))
    record_property("p95 of reads and pushes in ms, during", best(during))
    record_property("more memory in MiB", more // MIB)
    record_property("connections held", held)
    assert sum(seen.unanswered for seen in during) == 0
    for calm, crowded in zip(best(before), best(during), strict=True):
        assert crowded <= 2 * calm + SLACK_MS
    assert more < MORE_MEMORY_AT_MOST
    wait_until(lambda: sockets_of(server) <= sockets + 5, what="their sockets are closed", within=5)
    assert visit(client).unanswered == 0


def test_do_01_slow_readers_of_a_part_cost_no_more_memory(
    server: Server,
    requests: Callable[[str, int], list[str]],
    record_property: Callable[[str, object], None],
) -> None:
    """Parts are copied through the process, not sent by the server from the file."""
    memory, count = memory_of(server), OF_EACH_KIND // 5
    with Slow(server.base_url, {"read": requests("part", count)}, 4):
        time.sleep(3)
        more = memory_of(server) - memory
    record_property("more memory in MiB", more // MIB)
    assert more < count * MIB


@pytest.mark.parametrize("kind", sorted(slow_crowd.VISITS.keys() - {"read"}))
def test_do_01_connections_of_the_slow_are_closed(
    the_persistent: Callable[[str], dict[str, int]], kind: str
) -> None:
    """By a deadline for headers and for pauses, and by a least rate for bodies.

    Slow readers of whole blobs are the server's own: they hold a connection and nothing else.
    """
    assert the_persistent(kind).get(f"{kind} closed") == FEW


def test_do_01_nothing_is_broken_afterwards(server: Server) -> None:
    verify(server)
