"""A log of every connection that is tried, a resolver of the test's own, a client for loopback."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from outbound.addresses import Allowed, Reach
from outbound.client import Client, Guard, Timeouts, Trust
from tests.support.authority import Authority
from tests.unit.outbound.peers import LOOPBACK

PUBLIC_ADDRESS = "93.184.215.14"
Resolve = Callable[[str], list[str]]


class Resolver:
    """Stands in for the system's; a name that it was not told has no address."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._answers: dict[str, list[list[str]]] = {}

    def tell(self, name: str, *answers: list[str]) -> None:
        """Each time the name is asked for, the next of *answers*; the last one from then on."""
        self._answers[name] = list(answers)

    def __call__(self, host: str, port: int, *rest: Any, **more: Any) -> list[Any]:
        self.asked.append(host)
        if host not in self._answers:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        waiting = self._answers[host]
        addresses = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return [_row(address, port) for address in addresses]


def _row(address: str, port: int) -> Any:
    if ":" in address:
        return socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, port, 0, 0)
    return socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Resolver:
    mine = Resolver()
    monkeypatch.setattr(socket, "getaddrinfo", mine)
    return mine


@pytest.fixture
def dialed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record every address that a socket is told to connect to; only loopback gets through."""
    log: list[str] = []
    connect = socket.socket.connect

    def recorded(self: socket.socket, address: Any) -> None:
        log.append(address[0])
        if address[0] != LOOPBACK:
            raise ConnectionRefusedError
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", recorded)
    monkeypatch.setattr(socket.socket, "connect_ex", recorded)
    return log


@pytest.fixture
def make() -> Iterator[Callable[..., Client]]:
    """Make clients that may call loopback."""
    clients: list[Client] = []

    def client(allowed: str = LOOPBACK, trust: Trust | None = None, **timeouts: Any) -> Client:
        guard = Guard(Reach.PUBLIC, Allowed.parse(allowed))
        clients.append(Client(guard, trust or Trust(), Timeouts(**timeouts)))
        return clients[-1]

    yield client
    for each in clients:
        each.close()


@pytest.fixture
def client(make: Callable[..., Client]) -> Client:
    return make()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))
