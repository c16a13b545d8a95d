"""Choosing a driver by name."""

from pathlib import Path

import pytest

from storage.drivers.filesystem import FilesystemStore
from storage.stores import open_store


def test_a_driver_is_opened_by_its_name(tmp_path: Path) -> None:
    assert isinstance(open_store("filesystem", root=tmp_path), FilesystemStore)


def test_an_unknown_driver_is_refused_with_the_known_ones_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"'tape'.*filesystem"):
        open_store("tape", root=tmp_path / "store")
    assert not (tmp_path / "store").exists()
