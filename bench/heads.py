"""Load by HEAD requests: wrk waits for a body that never comes."""

import multiprocessing
import random
import selectors
import socket
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from urllib.parse import urlsplit

from bench.registries import Registry
from bench.stock import Target
from bench.wrk import ACCEPT, THREADS, Failed, Load, figures

_END = b"\r\n\r\n"


def load(registry: Registry, targets: Sequence[Target], how: Load) -> Mapping[str, float]:
    """Ask for targets at random, after a second to warm up."""
    netloc = urlsplit(registry.url).netloc
    requests = [
        f"HEAD {path} HTTP/1.1\r\nHost: {netloc}\r\nAccept: {ACCEPT}\r\n"
        f"Authorization: Bearer {registry.token(scope)}\r\n\r\n".encode()
        for path, scope in targets
    ]
    _run(netloc, requests, Load(1, how.seed, how.connections))
    took = _run(netloc, requests, how)
    latency = {f"p{share}": took[len(took) * share // 100] * 1e6 for share in (50, 95, 99)}
    return figures(len(took), how.seconds, latency)


def _run(netloc: str, requests: Sequence[bytes], how: Load) -> Sequence[float]:
    """Share the connections among processes; answers the seconds of all requests, in order."""
    shares = [
        Load(how.seconds, how.seed * 1000 + number, how.connections // THREADS)
        for number in range(THREADS)
    ]
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(THREADS, mp_context=fork) as pool:
        took = sorted(chain(*pool.map(partial(_ask, netloc, requests), shares)))
    if not took:
        raise Failed(f"no request was answered within {how.seconds:.0f} s")
    return took


@dataclass
class _Connection:
    """One request after the other, each when the one before was answered."""

    socket: socket.socket
    asked: float = 0.0
    answer: bytes = b""

    def ask(self, request: bytes) -> None:
        self.answer, self.asked = b"", time.perf_counter()
        self.socket.sendall(request)

    def is_answered(self) -> bool:
        self.answer += self.socket.recv(65536)
        if not self.answer.startswith(b"HTTP/1.1 200"):
            raise Failed(f"HEAD was answered {self.answer[:200]!r}")
        return self.answer.endswith(_END)


def _ask(netloc: str, requests: Sequence[bytes], how: Load) -> list[float]:
    chance, took = random.Random(how.seed), list[float]()
    host, _, port = netloc.partition(":")
    selector = selectors.DefaultSelector()
    for _ in range(how.connections):
        connection = _Connection(socket.create_connection((host, int(port))))
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.ask(chance.choice(requests))
    until = time.perf_counter() + how.seconds
    while (left := until - time.perf_counter()) > 0:
        for key, _ in selector.select(left):
            connection = key.data
            if connection.is_answered():
                took.append(time.perf_counter() - connection.asked)
                connection.ask(chance.choice(requests))
    return took
