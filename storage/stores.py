"""The drivers by name, for the setting that chooses one."""

from collections.abc import Callable
from pathlib import Path

from storage.base import Store
from storage.drivers.filesystem import FilesystemStore

DRIVERS: dict[str, Callable[[Path, int], Store]] = {
    "filesystem": FilesystemStore,
}


def open_store(driver: str, *, root: Path, floor_bytes: int = 0) -> Store:
    """Open the store that *driver* keeps at *root*; ValueError for an unknown driver.

    Uploads stop before less than *floor_bytes* are left there.
    """
    if driver not in DRIVERS:
        raise ValueError(f"unknown storage driver {driver!r}; known are {', '.join(DRIVERS)}")
    return DRIVERS[driver](root, floor_bytes)
