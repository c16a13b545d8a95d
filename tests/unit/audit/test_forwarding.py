"""What was sealed reaches the collector, over TCP and TLS, and through whatever goes down."""

import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from pytest_django import Settings

from audit import forwarding, sealer, syslog, upkeep
from audit.errors import CollectorInvalid, CollectorLost
from audit.forwarding import Forwarder
from audit.models import AuditLog, Forwarding
from tests.support.authority import LOOPBACK, Authority
from tests.unit.audit.log import a_deed, do, some_rows, someone

HEADER = re.compile(
    r"<(?P<priority>\d+)>1 (?P<time>\S+) (?P<host>\S+) harbor - (?P<name>\S+) - (?P<body>\{.*\})"
)


class Listener:
    """A collector: takes messages counted by octets, on one port, until it is killed."""

    def __init__(self, port: int = 0, context: ssl.SSLContext | None = None) -> None:
        self.messages: list[str] = []
        self._context = context
        self._socket = socket.create_server((LOOPBACK, port))
        self._lines: list[socket.socket] = []
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def kill(self) -> None:
        """Hang up at once, whatever is under way."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(match_of(message)["body"]) for message in self.messages]

    @property
    def ids(self) -> list[int]:
        return [body["id"] for body in self.bodies]

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._socket.accept()
                self._lines.append(line)
                threading.Thread(target=self._read, args=(line,), daemon=True).start()

    def _read(self, line: socket.socket) -> None:
        with suppress(OSError, ValueError):
            if self._context is not None:
                line = self._context.wrap_socket(line, server_side=True)
                self._lines.append(line)
            stream = line.makefile("rb")
            while length := _length(stream):
                message = stream.read(length)
                if len(message) == length:
                    self.messages.append(message.decode("ascii"))


def _length(stream: BinaryIO) -> int:
    """What stands before the blank; 0 at the end."""
    digits = b""
    while (digit := stream.read(1)) not in {b" ", b""}:
        digits += digit
    return int(digits or 0) if digit else 0


def match_of(message: str) -> re.Match[str]:
    match = HEADER.fullmatch(message)
    assert match, message
    return match


def wait_until(is_so: Callable[[], object], within: float = 40.0) -> None:
    deadline = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


@pytest.fixture
def listener() -> Iterator[Listener]:
    running = Listener()
    yield running
    running.kill()


@pytest.fixture
def collector(listener: Listener, settings: Settings) -> Listener:
    settings.AUDIT_FORWARD_URL = f"tcp://{LOOPBACK}:{listener.port}"
    return listener


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forwarding, "CONFIRMED_AFTER", 0.2)
    monkeypatch.setattr(forwarding, "PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(forwarding, "LONGEST_PAUSE", 0.2)


@pytest.fixture
def loop(quickly: None) -> Iterator[Callable[[], threading.Event]]:
    """Start the loop as the worker does; answers what stops it."""
    running: list[tuple[threading.Event, threading.Thread]] = []

    def start() -> threading.Event:
        stop = threading.Event()
        running.append((stop, upkeep.start(stop)))
        return stop

    yield start
    for stop, thread in running:
        stop.set()
        thread.join(20)
        assert not thread.is_alive()


@pytest.mark.django_db
def test_a_message_is_what_rfc_5424_says(collector: Listener) -> None:
    hostile = "acme\r\n<34>1 forged\x1b[31m\N{SNOWMAN}"
    (row,) = do(a_deed(hostile, by=someone(), succeeded=False, details={"tag": "1"}))
    sealer.seal_all()
    forwarder = Forwarder()
    forwarder.step()
    wait_until(lambda: collector.messages)
    forwarder.close()
    match = match_of(collector.messages[0])
    assert match["priority"] == str(13 * 8 + 4)
    assert datetime.fromisoformat(match["time"]) == row.op_time
    assert match["name"] == "update_thing"
    body = json.loads(match["body"])
    assert (body["id"], body["resource"], body["sequence"]) == (row.pk, hostile, 1)
    assert body["details"] == {"tag": "1"}
    assert len(body["hash"]) == 64


@pytest.mark.django_db
def test_every_sealed_row_is_sent_once_in_order_and_then_confirmed(
    collector: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forwarding, "CONFIRMED_AFTER", 3600.0)
    rows = some_rows(1200)
    sealer.seal_all()
    forwarder = Forwarder()
    while forwarder.step():
        pass
    wait_until(lambda: len(collector.messages) == 1200)
    assert collector.ids == [row.pk for row in rows]
    assert forwarding.position() == 0
    monkeypatch.setattr(forwarding, "CONFIRMED_AFTER", 0.0)
    time.sleep(0.01)
    assert not forwarder.step()
    assert forwarding.position() == 1200
    forwarder.close()


@pytest.mark.django_db
def test_what_was_not_confirmed_comes_again_after_a_restart(collector: Listener) -> None:
    rows = some_rows(3)
    sealer.seal_all()
    first = Forwarder()
    first.step()
    first.end()
    second = Forwarder()
    second.step()
    wait_until(lambda: len(collector.messages) == 6)
    assert collector.ids == [row.pk for row in rows] * 2
    second.close()


@pytest.mark.django_db
def test_one_process_forwards_and_another_takes_over_when_it_is_gone(collector: Listener) -> None:
    some_rows(1)
    sealer.seal_all()
    first, second = Forwarder(), Forwarder()
    first.step()
    second.step()
    wait_until(lambda: collector.messages)
    assert len(collector.messages) == 1
    Forwarding.objects.update(held_until=datetime.now(UTC) - timedelta(seconds=1))
    second.step()
    first.step()
    wait_until(lambda: len(collector.messages) == 2)
    assert Forwarding.objects.get().holder == second.name
    second.close()


@pytest.mark.django_db
def test_without_an_address_nothing_is_forwarded() -> None:
    assert not forwarding.is_wanted()
    assert forwarding.position() is None


@pytest.mark.parametrize("url", ["udp://h:1", "tcp://", "tls://h:99999", "tcp://[::1", "h:514"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(CollectorInvalid):
        syslog.connect(url, ca_file=None)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_while_the_collector_is_killed_and_restarted(
    settings: Settings, loop: Callable[[], threading.Event]
) -> None:
    listener = Listener()
    settings.AUDIT_FORWARD_URL = f"tcp://{LOOPBACK}:{listener.port}"
    loop()
    received: list[int] = []
    for _ in range(4):
        for _ in range(5):
            some_rows(20)
            time.sleep(0.03)
        listener.kill()
        received += listener.ids
        some_rows(20)
        listener = Listener(listener.port)
    wanted = set(AuditLog.objects.values_list("pk", flat=True))
    wait_until(lambda: wanted == {*received, *listener.ids})
    listener.kill()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_when_the_forwarder_is_stopped_and_started(
    collector: Listener, loop: Callable[[], threading.Event]
) -> None:
    for _ in range(3):
        stop = loop()
        some_rows(50)
        time.sleep(0.2)
        stop.set()
        some_rows(50)
    loop()
    wanted = set(AuditLog.objects.values_list("pk", flat=True))
    wait_until(lambda: wanted == set(collector.ids))
    wait_until(lambda: forwarding.position() == 300)


@pytest.mark.django_db(transaction=True)
def test_a_collector_that_takes_nothing_holds_up_neither_writers_nor_seals(
    settings: Settings, loop: Callable[[], threading.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syslog, "SEND_SECONDS", 1.0)
    deaf = socket.create_server((LOOPBACK, 0))
    settings.AUDIT_FORWARD_URL = f"tcp://{LOOPBACK}:{deaf.getsockname()[1]}"
    for _ in range(5):
        do(*[a_deed(details={"long": ["x" * 1000] * 20}) for _ in range(500)])
    stop = loop()
    time.sleep(0.5)
    began = time.monotonic()
    some_rows(10)
    assert time.monotonic() - began < 5.0
    wait_until(lambda: not AuditLog.objects.exclude(pk__in=_sealed_ids()).exists(), within=30)
    assert forwarding.position() == 0
    stop.set()
    deaf.close()


def _sealed_ids() -> Any:
    from audit.models import Seal  # noqa: PLC0415  # beside its one use

    return Seal.objects.values("row_id")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_over_tls_either(
    settings: Settings, tmp_path: Path, loop: Callable[[], threading.Event]
) -> None:
    authority = Authority(tmp_path)
    listener = Listener(context=authority.context())
    settings.AUDIT_FORWARD_URL = f"tls://{LOOPBACK}:{listener.port}"
    settings.AUDIT_FORWARD_CA_FILE = str(authority.file)
    loop()
    received: list[int] = []
    for _ in range(3):
        some_rows(50)
        time.sleep(0.2)
        listener.kill()
        received += listener.ids
        listener = Listener(listener.port, authority.context())
    some_rows(50)
    wanted = set(AuditLog.objects.values_list("pk", flat=True))
    wait_until(lambda: wanted == {*received, *listener.ids})
    listener.kill()


@pytest.mark.parametrize("wrong", ["authority", "name", "plain"])
def test_a_collector_that_cannot_prove_who_it_is_gets_nothing(tmp_path: Path, wrong: str) -> None:
    authority = Authority(tmp_path)
    context = authority.context("192.0.2.1" if wrong == "name" else LOOPBACK)
    listener = Listener(context=None if wrong == "plain" else context)
    trusted = Authority(tmp_path) if wrong == "authority" else authority
    monkey = pytest.MonkeyPatch()
    monkey.setattr(syslog, "CONNECT_SECONDS", 1.0)
    with monkey.context(), pytest.raises(CollectorLost):
        syslog.connect(f"tls://{LOOPBACK}:{listener.port}", ca_file=str(trusted.file))
    monkey.undo()
    listener.kill()
    assert listener.messages == []
