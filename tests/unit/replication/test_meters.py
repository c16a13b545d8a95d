"""How fast a transfer goes, by a clock that the tests turn."""

import threading

import pytest

from replication import meters
from replication.adapters.base import Cancelled
from replication.meters import Meter, Throttle


class Clock:
    """Time goes by while somebody sleeps, and not otherwise."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    turned = Clock()
    monkeypatch.setattr(meters, "time", turned)
    return turned


@pytest.mark.parametrize("kib", [1, 64, 1000, 100_000])
def test_bytes_go_at_the_speed_that_is_set(clock: Clock, kib: int) -> None:
    throttle = Throttle(kib)
    meter, began = Meter(throttle), clock.now
    for piece in throttle.pieces(bytes(3 * 2**20)):
        meter.send(len(piece))
    assert meter.sent == 3 * 2**20
    assert clock.now - began == pytest.approx(3 * 1024 / kib)


def test_pieces_go_evenly_and_are_the_block(clock: Clock) -> None:
    block = bytes(range(256)) * 4096
    pieces = list(Throttle(512).pieces(block))
    assert b"".join(pieces) == block
    assert max(map(len, pieces)) <= 512 * 1024 / 4


def test_all_who_share_a_throttle_share_its_speed(clock: Clock) -> None:
    throttle, began = Throttle(100), clock.now
    for meter in [Meter(throttle), Meter(throttle)] * 5:
        meter.send(10 * 1024)
    assert clock.now - began == pytest.approx(1.0)


def test_time_that_was_not_used_is_not_made_up_for(clock: Clock) -> None:
    throttle = Throttle(100)
    throttle.wait_for(1024)
    clock.now += 60
    began = clock.now
    throttle.wait_for(100 * 1024)
    assert clock.now - began == pytest.approx(1.0)


def test_without_a_speed_nobody_waits(clock: Clock) -> None:
    throttle, began = Throttle(), clock.now
    assert list(throttle.pieces(b"all of it")) == [b"all of it"]
    throttle.wait_for(10**12)
    assert clock.now == began


def test_who_waits_ends_when_the_transfer_does() -> None:
    over = threading.Event()
    throttle = Throttle(1, over.is_set)
    waiting = threading.Thread(target=over.set)
    waiting.start()
    with pytest.raises(Cancelled):
        throttle.wait_for(10**9)
    waiting.join()
