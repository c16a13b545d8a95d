"""How much is measured: what the goals speak of, and a small one that proves the cases work."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    seconds: int = 6
    repositories: int = 2_000
    blobs: int = 100
    mib: int = 512
    clients: int = 8
    images: int = 200
    readers: tuple[int, ...] = (1_000, 2_000)
    names: int = 20_000
    crowd: int = 100
    audit_rows: int = 5_000_000
    garbage: int = 100_000
    copied: int = 1_000
    copied_repositories: tuple[int, ...] = (1, 100)
    settle: float = 4.0
    growth_seconds: int = 2
    connections: tuple[int, ...] = (1, 4, 16, 64)
    some_repositories: tuple[int, ...] = (1, 100, 2_000)
    tags: tuple[int, ...] = (100, 1_000, 10_000)
    layers: tuple[int, ...] = (1, 10, 100)


QUICK = Scale(
    seconds=1,
    repositories=20,
    blobs=10,
    mib=16,
    images=8,
    readers=(20, 40),
    names=200,
    crowd=10,
    audit_rows=20_000,
    garbage=2_000,
    copied=20,
    copied_repositories=(1, 5),
    settle=1.0,
    growth_seconds=1,
    connections=(1, 2),
    some_repositories=(1, 5),
    tags=(5, 10),
    layers=(1, 2),
)
