"""Objects as files on a disk: staged in uploads/, fsynced, renamed into blobs/."""

import os
import re
import secrets
import stat
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from storage.base import (
    MAX_WRITE_BYTES,
    READ_BLOCK_BYTES,
    Data,
    DriverState,
    ObjectExists,
    ObjectInfo,
    ObjectMissing,
    StateMalformed,
    StorageError,
    StorageFull,
    UploadMissing,
)
from storage.drivers import files

OBJECTS = "blobs"
STAGING = "uploads"

_PART = re.compile(r"[a-z0-9]{1,128}")
_KEY = re.compile(rf"(?:{OBJECTS}|{STAGING})(?:/{_PART.pattern})+")
_PREFIX = re.compile(rf"(?:{OBJECTS}|{STAGING})(?:/{_PART.pattern})*/?")
_STAGED = re.compile(r"[0-9a-f]{32}")


class _StagedFiles:
    """The half of the store that uploads pass through."""

    def __init__(self, root: Path, floor_bytes: int) -> None:
        self._root = root.absolute()
        self._floor_bytes = floor_bytes
        self._staging = self._root / STAGING
        with files.writing(str(self._root)):
            self._directories = files.Directories(self._root)
            self._directories.make(self._staging)

    def begin_upload(self) -> DriverState:
        self._require_room(0)
        name = secrets.token_hex(16)
        with files.writing(name):
            files.create(self._staging / name)
        return {"file": name, "size": 0}

    def write(self, state: DriverState, data: Data) -> DriverState:
        if len(data) > MAX_WRITE_BYTES:
            raise ValueError(f"{len(data)} bytes are more than the {MAX_WRITE_BYTES} of one write")
        self._require_room(len(data))
        staged, size = self._staged(state)
        with (
            files.writing(staged.name, absent=UploadMissing, lost=staged),
            files.opened(staged, size) as descriptor,
        ):
            files.write_all(descriptor, data, offset=size)
        return {**state, "size": size + len(data)}

    def sync(self, state: DriverState) -> None:
        staged, size = self._staged(state)
        with (
            files.writing(staged.name, absent=UploadMissing, lost=staged),
            files.opened(staged, size) as descriptor,
            files.lost_on_error(staged),
        ):
            os.fdatasync(descriptor)
            files.fsync_directory(self._staging)  # the bytes last only if their name does
            self._directories.settle(self._staging)

    def read_back(self, state: DriverState) -> Iterator[bytes]:
        staged, left = self._staged(state)
        with files.reading(staged.name, absent=UploadMissing), staged.open("rb") as handle:
            while left:
                block = handle.read(min(left, READ_BLOCK_BYTES))
                if not block:
                    raise UploadMissing(f"{staged.name}: {left} acknowledged bytes are gone")
                left -= len(block)
                yield block

    def fork(self, state: DriverState) -> DriverState:
        staged, _ = self._staged(state)
        name = secrets.token_hex(16)
        with files.writing(staged.name, absent=UploadMissing):
            files.link(staged, self._staging / name)
        return {**state, "file": name}

    def abort(self, state: DriverState) -> None:
        staged, _ = self._staged(state)
        with files.writing(staged.name):
            files.remove(staged)

    def _require_room(self, size: int) -> None:
        """Leave a floor free: what shares the disk, a database first of all, must go on."""
        if self._floor_bytes:
            with files.writing(str(self._staging)):
                found = os.statvfs(self._staging)
            if found.f_bavail * found.f_frsize - size < self._floor_bytes:
                raise StorageFull(f"less than {self._floor_bytes} bytes would be left")

    def _staged(self, state: DriverState) -> tuple[Path, int]:
        name, size = state["file"], state["size"]
        if not isinstance(name, str) or not _STAGED.fullmatch(name):
            raise StateMalformed(f"not the name of a staged file: {name!r}")
        if not isinstance(size, int) or size < 0:
            raise StateMalformed(f"not the size of a staged file: {size!r}")
        return self._staging / name, size


class FilesystemStore(_StagedFiles):
    """A store in one directory; any number of processes may share it."""

    def __init__(self, root: Path, floor_bytes: int = 0) -> None:
        super().__init__(root, floor_bytes)
        objects = self._root / OBJECTS
        with files.writing(str(self._root)):
            self._directories.make(objects)
            apart = objects.stat().st_dev != self._staging.stat().st_dev
        if apart:
            raise StorageError(f"{self._staging} and {objects} must be on one filesystem")

    def open(self, key: str, *, start: int = 0) -> BinaryIO:
        path = self._path(key)
        if start < 0:
            raise ValueError(f"cannot read from {start}")
        with files.reading(key):
            handle = path.open("rb")
            handle.seek(start)
            return handle

    def stat(self, key: str) -> ObjectInfo:
        path = self._path(key)
        with files.reading(key):
            found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ObjectMissing(f"{key}: no object")
        return _info(key, found)

    def delete(self, key: str) -> None:
        path = self._path(key)
        with files.writing(key):
            # The directory is synced even when there is nothing to unlink: an earlier try may have
            # stopped in between. It stays, since another upload may be on its way into it.
            with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
                path.unlink()
            with suppress(FileNotFoundError, NotADirectoryError):
                files.fsync_directory(path.parent)

    def delete_many(self, keys: Collection[str]) -> int:
        freed = 0
        for path in [self._path(key) for key in keys]:
            with (
                files.writing(path.name),
                suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError),
            ):
                size = path.stat().st_size
                path.unlink()
                freed += size
        return freed

    def walk(self, prefix: str) -> Iterator[ObjectInfo]:
        if not _PREFIX.fullmatch(prefix):
            raise ValueError(f"not a prefix of keys: {prefix!r}")
        return _walk(self._root, prefix.rstrip("/"))

    def redirect_url(self, key: str, *, ttl: timedelta) -> str | None:
        return None

    def local_path(self, key: str) -> Path | None:
        return self._path(key)

    def commit(self, state: DriverState, key: str) -> ObjectInfo:
        target = self._path(key)
        if not key.startswith(f"{OBJECTS}/"):
            raise ValueError(f"objects live below {OBJECTS}/, not at {key!r}")
        staged, size = self._staged(state)
        with files.writing(key, absent=UploadMissing, lost=staged):
            # Looking before the rename is enough: a key ends in 64 random bits that its maker gives
            # to one commit, so nobody else is about to take it. The look catches only mistakes.
            if target.exists():
                raise ObjectExists(f"{key}: there is an object already")
            self._directories.make(target.parent)
            sealed = files.seal(staged, size, target)
            with files.lost_on_error(target):
                self._directories.settle_object(target)
        return _info(key, sealed)

    def settle(self, key: str) -> None:
        path = self._path(key)
        with files.writing(key):
            self._directories.settle_object(path)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"not a key: {key!r}")
        return self._root / key


def _info(key: str, found: os.stat_result) -> ObjectInfo:
    return ObjectInfo(key=key, size=found.st_size, modified_at=found.st_mtime)


def _walk(root: Path, directory: str) -> Iterator[ObjectInfo]:
    """List a directory by name, holding one directory of each level in memory.

    Parts of keys have no character below "/", so that this is also the order of the keys.
    """
    for entry in _entries(root, directory):
        key = f"{directory}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, key)
        elif found := _found(key, entry):
            yield found


def _entries(root: Path, directory: str) -> list[os.DirEntry[str]]:
    """List what may be ours in a directory: lost+found and the like are not."""
    with suppress(ObjectMissing), files.reading(directory), os.scandir(root / directory) as entries:
        ours = (entry for entry in entries if _PART.fullmatch(entry.name))
        return sorted(ours, key=lambda entry: entry.name)
    return []


def _found(key: str, entry: os.DirEntry[str]) -> ObjectInfo | None:
    with suppress(ObjectMissing), files.reading(key):
        if entry.is_file(follow_symlinks=False):
            return _info(key, entry.stat(follow_symlinks=False))
    return None
