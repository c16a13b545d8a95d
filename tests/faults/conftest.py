"""Options and order of the fault tests, and the other registry of those of replication."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from pytest_django import Settings

from tests.support.faulty_registry import FaultyRegistry
from tests.support.processes import LOOPBACK

LONGEST_FIRST = (
    "kill_points", "garbage", "disk", "crowd", "jobs", "slow_clients", "strictness", "clocks",
    "random_kills", "two_nodes", "database", "pulls", "processes",
)  # fmt: skip
"""A file keeps to one worker, and one that is long and begins late has the others wait for it.

The last one measures how soon a server answers: by then there is little else at work. Files that
are not named here begin after the long ones.
"""
_WHERE_OTHERS_BEGIN = LONGEST_FIRST.index("slow_clients")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def rank(item: pytest.Item) -> int:
        name = item.path.stem.removeprefix("test_")
        return LONGEST_FIRST.index(name) if name in LONGEST_FIRST else _WHERE_OTHERS_BEGIN

    items.sort(key=rank)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every",
        type=int,
        default=8,
        metavar="N",
        help="of the many writes and sends of a push, kill at each N-th from any on; 1 is all",
    )
    parser.addoption(
        "--rounds",
        type=int,
        default=150,
        metavar="N",
        help="how often to write at one web process and read at another",
    )
    parser.addoption(
        "--pushes",
        type=int,
        default=2000,
        metavar="N",
        help="how many images to push while garbage is collected",
    )


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Let replication call this machine, and be as impatient as tests are."""
    # What follows can be imported only once settings are read.
    from jobs import leases  # noqa: PLC0415
    from outbound.addresses import Allowed  # noqa: PLC0415
    from replication import breaker, ends  # noqa: PLC0415
    from replication.adapters.base import Limits  # noqa: PLC0415
    from replication.adapters.oci import wire  # noqa: PLC0415
    from tests.faults.replicating import PATIENCE, REST  # noqa: PLC0415

    settings.OUTBOUND_ALLOWED = Allowed.parse(LOOPBACK)
    settings.JOB_LEASE_SECONDS = 2
    monkeypatch.setattr(ends, "Limits", partial(Limits, patience=PATIENCE))
    monkeypatch.setattr(wire, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(breaker, "FIRST_REST", REST)
    monkeypatch.setattr(leases, "FIRST_PAUSE", timedelta(milliseconds=20))


@pytest.fixture
def far() -> Iterator[FaultyRegistry]:
    """Give another registry, which does as it is told."""
    with FaultyRegistry() as registry:
        yield registry
