"""What became an object can be changed by nobody who had a name of its staged file."""

import errno
from pathlib import Path

import pytest

from storage.base import StorageFull, UploadMissing
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


@pytest.mark.parametrize("has_another_name", [False, True])
def test_what_cannot_get_its_name_for_now_is_kept(
    store: FilesystemStore,
    monkeypatch: pytest.MonkeyPatch,
    has_another_name: bool,  # noqa: FBT001
) -> None:
    state = store.write(store.begin_upload(), b"acknowledged")
    if has_another_name:
        store.fork(state)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refused)
        with pytest.raises(StorageFull):
            store.commit(state, KEY)
    assert b"".join(store.read_back(state)) == b"acknowledged"
    assert len(list(store.walk("uploads/"))) == 1 + has_another_name
    store.commit(state, KEY)
    assert read(store) == b"acknowledged"


def refused(path: Path, target: Path) -> None:
    raise OSError(errno.ENOSPC, "no room")
