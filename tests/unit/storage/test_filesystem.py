"""The filesystem driver: what is durable when, and what a failing disk leaves behind."""

import errno
import os
import stat
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from storage.base import (
    DriverState,
    ObjectMissing,
    StorageError,
    StorageFull,
    StorageReadOnly,
    UploadMissing,
    WriteFailed,
)
from storage.drivers.filesystem import FilesystemStore
from storage.layout import blob_key

AN_OBJECT = "blobs/sha256/ab/abcd/1"
SAME_DIGEST = "blobs/sha256/ab/abcd/2"
SAME_SHARD = "blobs/sha256/ab/abef/1"

REFUSALS = [
    (errno.ENOSPC, StorageFull),
    (errno.EDQUOT, StorageFull),
    (errno.EROFS, StorageReadOnly),
    (errno.EACCES, StorageReadOnly),
]
FAULTS = [*REFUSALS, (errno.EIO, WriteFailed), (errno.EFBIG, WriteFailed)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(root: Path) -> FilesystemStore:
    return FilesystemStore(root)


class Calls:
    """The real calls to the disk, recorded in order, any of which can be made to fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self.seen: list[tuple[str, ...]] = []
        self.faults: dict[tuple[str, ...], int] = {}
        self._root = root
        self._monkeypatch = monkeypatch
        for name in ("fsync", "fdatasync", "rename", "mkdir", "unlink", "pwrite", "utime"):
            self._wrap(name)

    def _wrap(self, name: str) -> None:
        real = getattr(os, name)

        def recorded(*args: Any, **options: Any) -> Any:
            paths = args[:2] if name == "rename" else args[:1]
            call = (name, *map(self._relative, paths))
            self.seen.append(call)
            if call in self.faults:
                raise OSError(self.faults[call], os.strerror(self.faults[call]))
            return real(*args, **options)

        self._monkeypatch.setattr(os, name, recorded)

    def _relative(self, place: int | os.PathLike[str]) -> str:
        path = Path(f"/proc/self/fd/{place}").readlink() if isinstance(place, int) else Path(place)
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else ".."

    def named(self, *names: str) -> list[tuple[str, ...]]:
        return [call for call in self.seen if call[0] in names]


@pytest.fixture
def calls(store: FilesystemStore, root: Path, monkeypatch: pytest.MonkeyPatch) -> Calls:
    return Calls(monkeypatch, root)


def staged(store: FilesystemStore, *chunks: bytes) -> DriverState:
    state = store.begin_upload()
    for chunk in chunks:
        state = store.write(state, chunk)
    return state


def files_below(directory: Path) -> list[str]:
    return sorted(
        path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file()
    )


def test_r2_a_commit_syncs_the_file_then_renames_it_then_syncs_all_new_names(
    store: FilesystemStore, calls: Calls
) -> None:
    state = staged(store, b"hello")
    calls.seen.clear()
    store.commit(state, AN_OBJECT)
    assert calls.named("utime", "fsync", "rename") == [
        ("utime", f"uploads/{state['file']}"),
        ("fsync", f"uploads/{state['file']}"),
        ("rename", f"uploads/{state['file']}", AN_OBJECT),
        ("fsync", "blobs/sha256/ab/abcd"),
        ("fsync", "blobs/sha256/ab"),
        ("fsync", "blobs/sha256"),
        ("fsync", "blobs"),
        ("fsync", "."),
    ]


@pytest.mark.parametrize("key", [SAME_DIGEST, SAME_SHARD])
def test_r2_a_later_commit_syncs_only_what_can_be_new(
    store: FilesystemStore, calls: Calls, key: str
) -> None:
    store.commit(staged(store, b"first"), AN_OBJECT)
    state = staged(store, b"second")
    calls.seen.clear()
    store.commit(state, key)
    home = Path(key).parent
    assert calls.named("fsync", "rename") == [
        ("fsync", f"uploads/{state['file']}"),
        ("rename", f"uploads/{state['file']}", key),
        ("fsync", home.as_posix()),
        ("fsync", home.parent.as_posix()),
    ]


def test_r2_directories_that_another_process_made_are_not_taken_for_durable(
    store: FilesystemStore, root: Path, calls: Calls
) -> None:
    state = staged(store, b"hello")
    (root / AN_OBJECT).parent.mkdir(parents=True)  # and it has not synced them yet
    calls.seen.clear()
    store.commit(state, AN_OBJECT)
    synced = {path for _, path in calls.named("fsync")}
    assert synced >= {"blobs/sha256/ab/abcd", "blobs/sha256/ab", "blobs/sha256", "blobs", "."}


def test_r2_directories_that_were_removed_are_made_and_synced_anew(
    store: FilesystemStore, root: Path, calls: Calls
) -> None:
    store.commit(staged(store, b"hello"), AN_OBJECT)
    store.delete(AN_OBJECT)
    for part in ("blobs/sha256/ab/abcd", "blobs/sha256/ab"):
        (root / part).rmdir()
    state = staged(store, b"hello")
    calls.seen.clear()
    store.commit(state, AN_OBJECT)
    assert [path for _, path in calls.named("fsync")][1:] == [
        "blobs/sha256/ab/abcd",
        "blobs/sha256/ab",
        "blobs/sha256",
    ]


def test_r8_a_sync_makes_the_bytes_and_their_name_durable(
    store: FilesystemStore, calls: Calls
) -> None:
    state = staged(store, b"hello")
    calls.seen.clear()
    store.sync(state)
    store.sync(state)
    bytes_and_name = [("fdatasync", f"uploads/{state['file']}"), ("fsync", "uploads")]
    assert calls.seen == [*bytes_and_name, ("fsync", "."), *bytes_and_name]


def test_r8_bytes_that_were_acknowledged_and_are_gone_end_the_upload(
    store: FilesystemStore, root: Path
) -> None:
    state = staged(store, b"hello")
    os.truncate(root / "uploads" / state["file"], 4)
    with pytest.raises(UploadMissing, match="1 acknowledged"):
        store.write(state, b" world")
    with pytest.raises(UploadMissing, match="1 acknowledged"):
        store.sync(state)
    with pytest.raises(UploadMissing, match="1 acknowledged"):
        list(store.read_back(state))
    with pytest.raises(UploadMissing, match="1 acknowledged"):
        store.commit(state, AN_OBJECT)
    assert files_below(root / "blobs") == []


@pytest.mark.parametrize(("number", "expected"), FAULTS)
def test_r9_a_file_whose_fsync_fails_at_commit_is_deleted_and_never_synced_again(
    store: FilesystemStore, root: Path, calls: Calls, number: int, expected: type[StorageError]
) -> None:
    state = staged(store, b"hello")
    sync = ("fsync", f"uploads/{state['file']}")
    calls.faults[sync] = number
    with pytest.raises(expected):
        store.commit(state, AN_OBJECT)
    assert files_below(root) == []

    calls.faults.clear()
    with pytest.raises(UploadMissing):
        store.commit(state, AN_OBJECT)
    assert calls.seen.count(sync) == 1
    assert calls.named("rename") == []


@pytest.mark.parametrize(("number", "expected"), FAULTS)
def test_r9_a_file_whose_fdatasync_fails_is_deleted_and_never_synced_again(
    store: FilesystemStore, root: Path, calls: Calls, number: int, expected: type[StorageError]
) -> None:
    state = staged(store, b"hello")
    sync = ("fdatasync", f"uploads/{state['file']}")
    calls.faults[sync] = number
    with pytest.raises(expected):
        store.sync(state)
    assert files_below(root) == []

    calls.faults.clear()
    with pytest.raises(UploadMissing):
        store.sync(state)
    assert calls.seen.count(sync) == 1


@pytest.mark.parametrize(
    "directory", ["blobs/sha256/ab/abcd", "blobs/sha256/ab", "blobs/sha256", "blobs", "."]
)
def test_r9_an_object_whose_name_cannot_be_made_durable_is_deleted(
    store: FilesystemStore, root: Path, calls: Calls, directory: str
) -> None:
    state = staged(store, b"hello")
    calls.faults["fsync", directory] = errno.EIO
    with pytest.raises(WriteFailed):
        store.commit(state, AN_OBJECT)
    assert files_below(root) == []
    with pytest.raises(ObjectMissing):
        store.stat(AN_OBJECT)


def test_r9_a_file_that_cannot_even_be_deleted_is_still_refused(
    store: FilesystemStore, root: Path, calls: Calls
) -> None:
    state = staged(store, b"hello")
    calls.faults["fsync", f"uploads/{state['file']}"] = errno.EIO
    calls.faults["unlink", f"uploads/{state['file']}"] = errno.EROFS
    with pytest.raises(WriteFailed):
        store.commit(state, AN_OBJECT)
    assert files_below(root / "blobs") == []


def test_r9_a_failed_write_loses_the_file(store: FilesystemStore, root: Path, calls: Calls) -> None:
    state = staged(store, b"hello")
    calls.faults["pwrite", f"uploads/{state['file']}"] = errno.EIO
    with pytest.raises(WriteFailed, match=state["file"]):
        store.write(state, b" world")
    assert files_below(root) == []


@pytest.mark.parametrize(("number", "expected"), REFUSALS)
def test_a_refused_write_keeps_what_was_acknowledged(
    store: FilesystemStore, calls: Calls, number: int, expected: type[StorageError]
) -> None:
    state = staged(store, b"hello")
    calls.faults["pwrite", f"uploads/{state['file']}"] = number
    with pytest.raises(expected):
        store.write(state, b" world")

    calls.faults.clear()
    store.commit(store.write(state, b" again"), AN_OBJECT)
    with store.open(AN_OBJECT) as handle:
        assert handle.read() == b"hello again"


@pytest.mark.parametrize(("number", "expected"), REFUSALS)
def test_a_commit_without_room_for_its_directory_can_be_repeated(
    store: FilesystemStore, calls: Calls, number: int, expected: type[StorageError]
) -> None:
    state = staged(store, b"hello")
    calls.faults["mkdir", "blobs/sha256/ab"] = number
    with pytest.raises(expected):
        store.commit(state, AN_OBJECT)
    calls.faults.clear()
    assert store.commit(state, AN_OBJECT).size == 5


def test_short_writes_are_carried_on_until_all_is_written(
    store: FilesystemStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda fd, data, offset: real(fd, data[:7], offset))
    data = bytes(range(256))
    state = staged(store, data, data)
    assert b"".join(store.read_back(state)) == data + data


def test_an_object_counts_as_young_from_its_commit_on(store: FilesystemStore, root: Path) -> None:
    state = staged(store, b"hello")
    os.utime(root / "uploads" / state["file"], (0, 0))  # the last write of a slow upload
    assert [found.modified_at for found in store.walk("uploads/")] == [0.0]
    taken_over = store.fork(state)  # its new name is not written down yet
    assert all(found.modified_at > 1e9 for found in store.walk("uploads/"))
    store.abort(taken_over)
    assert store.commit(state, AN_OBJECT).modified_at > 1e9
    assert store.stat(AN_OBJECT).modified_at > 1e9


def test_a_delete_is_durable_and_so_is_its_repetition(store: FilesystemStore, calls: Calls) -> None:
    store.commit(staged(store, b"hello"), AN_OBJECT)
    for _ in range(2):
        calls.seen.clear()
        store.delete(AN_OBJECT)
        assert calls.seen == [("unlink", AN_OBJECT), ("fsync", "blobs/sha256/ab/abcd")]


def test_only_the_owner_can_read_what_is_stored(store: FilesystemStore, root: Path) -> None:
    store.commit(staged(store, b"hello"), AN_OBJECT)
    staged(store, b"more")
    modes: dict[bool, set[int]] = {True: set(), False: set()}
    for path in (root, *root.rglob("*")):
        modes[path.is_dir()].add(stat.S_IMODE(path.stat().st_mode))
    assert modes == {True: {0o700}, False: {0o600}}


def test_a_walk_passes_over_what_is_not_ours(store: FilesystemStore, root: Path) -> None:
    store.commit(staged(store, b"hello"), AN_OBJECT)
    (root / "blobs" / "lost+found").mkdir()
    (root / "blobs" / "lost+found" / "a").touch()
    (root / "blobs" / ".nfs01").touch()
    (root / "blobs" / "sha512").symlink_to(root / "blobs" / "sha256")
    (root / "uploads" / "link").symlink_to("/etc/passwd")
    assert [found.key for found in store.walk("blobs/")] == [AN_OBJECT]
    assert list(store.walk("uploads/")) == []


def test_a_walk_bears_a_file_that_vanishes_while_it_is_looked_at(
    store: FilesystemStore, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gone = staged(store, b"kept"), staged(store, b"gone")
    with os.scandir(root / "uploads") as entries:
        listing = list(entries)

    def scandir(path: Path) -> Any:
        (root / "uploads" / gone["file"]).rename(root / "blobs" / "elsewhere")
        return nullcontext(listing)

    assert len(listing) == 2
    monkeypatch.setattr(os, "scandir", scandir)
    assert [found.key for found in store.walk("uploads/")] == [f"uploads/{kept['file']}"]


def test_a_walk_that_cannot_list_a_directory_says_so(
    store: FilesystemStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scandir(path: Path) -> Any:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(StorageError, match="blobs"):
        list(store.walk("blobs/"))


def test_a_walk_looks_into_one_directory_of_a_level_at_a_time(
    store: FilesystemStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for shard in ("aa", "bb", "cc"):
        store.commit(staged(store, b""), f"blobs/sha256/{shard}/{shard}/1")
    visited: list[str] = []
    real = os.scandir

    def scandir(path: Path) -> Any:
        visited.append(path.name)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert next(store.walk("blobs/")).key == "blobs/sha256/aa/aa/1"
    assert visited == ["blobs", "sha256", "aa", "aa"]


def test_a_real_key_leads_to_its_file(store: FilesystemStore, root: Path) -> None:
    key = blob_key("sha512:" + "0f" * 64, "0f" * 8)
    store.commit(staged(store, b"hello"), key)
    assert store.local_path(key) == root / key
    assert (root / key).read_bytes() == b"hello"


def test_r23_staging_and_objects_on_two_filesystems_are_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FilesystemStore(root)
    real: Callable[..., os.stat_result] = Path.stat

    def elsewhere(path: Path, **options: Any) -> os.stat_result:
        found = real(path, **options)
        if path.name != "blobs":
            return found
        fields = list(found)
        fields[2] += 1  # st_dev
        return os.stat_result(fields)

    monkeypatch.setattr(Path, "stat", elsewhere)
    with pytest.raises(StorageError, match="one filesystem"):
        FilesystemStore(root)


def test_a_new_root_is_made_with_all_above_it_and_its_name_is_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = Calls(monkeypatch, tmp_path)
    FilesystemStore(tmp_path / "srv" / "harbor")
    assert calls.named("mkdir", "fsync") == [
        ("mkdir", "srv"),
        ("fsync", "."),
        ("mkdir", "srv/harbor"),
        ("fsync", "srv"),
        ("mkdir", "srv/harbor/uploads"),
        ("mkdir", "srv/harbor/blobs"),
    ]


def test_a_store_that_became_read_only_still_opens_and_reads(root: Path, calls: Calls) -> None:
    earlier = FilesystemStore(root)
    earlier.commit(staged(earlier, b"hello"), AN_OBJECT)
    calls.seen.clear()
    with FilesystemStore(root).open(AN_OBJECT) as handle:
        assert handle.read() == b"hello"
    assert calls.seen == []  # not one call that a read-only disk would refuse


def test_a_root_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=str(tmp_path / "file")):
        FilesystemStore(tmp_path / "file" / "store")


def test_do_02_uploads_stop_before_the_disk_is_full(tmp_path: Path) -> None:
    found = os.statvfs(tmp_path)
    free = found.f_bavail * found.f_frsize
    store = FilesystemStore(tmp_path, floor_bytes=free * 2)
    with pytest.raises(StorageFull):
        store.begin_upload()
    roomy = FilesystemStore(tmp_path, floor_bytes=1)
    assert roomy.write(roomy.begin_upload(), b"fits")["size"] == 4
