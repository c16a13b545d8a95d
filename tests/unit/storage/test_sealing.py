"""What became an object can be changed by nobody who had a name of its staged file."""

from pathlib import Path

import pytest

from storage.base import UploadMissing
from storage.drivers.filesystem import FilesystemStore

KEY = "blobs/sha256/aa/" + "a" * 64 + "/0123456789abcdef"


@pytest.fixture
def store(tmp_path: Path) -> FilesystemStore:
    return FilesystemStore(tmp_path)


def read(store: FilesystemStore) -> bytes:
    with store.open(KEY) as handle:
        return handle.read()


def test_a_name_left_behind_does_not_reach_the_object(store: FilesystemStore) -> None:
    state = store.write(store.begin_upload(), b"acknowledged")
    left = store.fork(state)
    store.commit(state, KEY)
    store.write(left, b" and more")
    assert read(store) == b"acknowledged"


def test_bytes_beyond_the_state_do_not_become_part_of_the_object(store: FilesystemStore) -> None:
    state = store.write(store.begin_upload(), b"acknowledged")
    store.write(store.fork(state), b" and more")
    assert store.commit(state, KEY).size == len(b"acknowledged")
    assert read(store) == b"acknowledged"


def test_what_became_an_object_cannot_be_taken_over(store: FilesystemStore) -> None:
    state = store.write(store.begin_upload(), b"acknowledged")
    store.commit(state, KEY)
    with pytest.raises(UploadMissing):
        store.fork(state)
    with pytest.raises(UploadMissing):
        store.write(state, b"more")
