"""Files as a driver on a disk needs them: faults with names, whole writes, names that last."""

import errno
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storage.base import (
    READ_BLOCK_BYTES,
    Data,
    ObjectMissing,
    StorageError,
    StorageFull,
    StorageReadOnly,
    UploadMissing,
    WriteFailed,
)

_LARGE = 1024 * 1024
_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EISDIR})
_BUSY = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN, errno.EINTR})
_REFUSED: dict[int | None, type[StorageError]] = {
    errno.ENOSPC: StorageFull,
    errno.EDQUOT: StorageFull,
    errno.EROFS: StorageReadOnly,
    errno.EACCES: StorageReadOnly,
}


@contextmanager
def reading(subject: str, *, absent: type[StorageError] = ObjectMissing) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        kind = absent if error.errno in _ABSENT else StorageError
        raise kind(f"{subject}: {error.strerror}") from error


@contextmanager
def writing(
    subject: str, *, absent: type[StorageError] = WriteFailed, lost: Path | None = None
) -> Iterator[None]:
    """Name what went wrong, and delete *lost* when its bytes can no longer be trusted.

    A full or read-only disk, or a process that has too many files open, refuses bytes and leaves
    those it has as they were.
    """
    try:
        yield
    except OSError as error:
        kind = _kind_of(error, absent)
        if kind is WriteFailed and lost is not None:
            _discard(lost)
        raise kind(f"{subject}: {error.strerror}") from error


def _kind_of(error: OSError, absent: type[StorageError]) -> type[StorageError]:
    if error.errno in _ABSENT:
        return absent
    if error.errno in _BUSY:
        return StorageError
    return _REFUSED.get(error.errno, WriteFailed)


@contextmanager
def lost_on_error(path: Path) -> Iterator[None]:
    """Delete the file when an fsync fails, whatever the reason.

    The kernel may have dropped the pages and forgotten the error: a second fsync would succeed and
    prove nothing.
    """
    try:
        yield
    except OSError:
        _discard(path)
        raise


def _discard(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def create(path: Path) -> None:
    """Make an empty file that only its owner may read; it must not exist."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))


@contextmanager
def opened(staged: Path, size: int, *, cut: bool = True) -> Iterator[int]:
    """Open a staged file to write, cut back to the bytes that were acknowledged.

    Nobody else writes meanwhile, and a writer that waited while the name was taken away finds out.
    """
    descriptor = os.open(staged, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_ino != staged.stat().st_ino:
            raise UploadMissing(f"{staged.name}: another upload has this name now")
        stored = os.fstat(descriptor).st_size
        if stored < size:
            raise UploadMissing(f"{staged.name}: {size - stored} acknowledged bytes are gone")
        if cut and stored > size:
            os.ftruncate(descriptor, size)
        yield descriptor
    finally:
        os.close(descriptor)


def remove(staged: Path) -> None:
    """Take a name away, after whoever is writing under it; safe to repeat."""
    with suppress(FileNotFoundError), opened(staged, 0, cut=False):
        staged.unlink()


def write_all(descriptor: int, data: Data, *, offset: int) -> None:
    """Write all of it; the disk begins with what is large, so that a sync finds little to do."""
    left, end = memoryview(data), offset
    while left:
        written = os.pwrite(descriptor, left, end)
        end += written
        left = left[written:]
    if len(data) >= _LARGE:
        with suppress(OSError):  # an advice, which not every system takes
            os.posix_fadvise(descriptor, offset, len(data), os.POSIX_FADV_DONTNEED)


def link(staged: Path, name: Path) -> None:
    """Give a staged file another name, unless it is just being sealed, and the time of now.

    A sweep of orphans spares what is young: the new name is not written down yet.
    """
    with opened(staged, 0, cut=False):
        os.utime(staged)
        name.hardlink_to(staged)


def seal(staged: Path, size: int, target: Path) -> os.stat_result:
    """Make a staged file durable as it is to stay, and give it its name for good.

    Nothing that has another name of the file can change it afterwards: it is copied then. Its time
    becomes that of the commit: a sweep of orphans spares what is young, and the last write of a
    slow upload may be long ago.
    """
    with opened(staged, size) as descriptor:
        if os.fstat(descriptor).st_nlink > 1:
            _copy(descriptor, size, staged)
            return seal(staged, size, target)
        os.utime(descriptor)
        with lost_on_error(staged):
            os.fsync(descriptor)
        staged.rename(target)
        return os.fstat(descriptor)


def _copy(descriptor: int, size: int, staged: Path) -> None:
    """Have the name stand for a copy of its file."""
    apart = staged.with_name(secrets.token_hex(16))
    create(apart)
    try:
        with apart.open("r+b") as copy:
            offset = 0
            while offset < size:
                block = os.pread(descriptor, min(READ_BLOCK_BYTES, size - offset), offset)
                offset += copy.write(block)
        apart.rename(staged)
    except OSError:
        _discard(apart)
        raise


def fsync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Directories:
    """The directories below a root, made when needed and durable when it is promised."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._settled: set[Path] = set()  # upper levels only: some 500, however many objects
        for path in reversed([path for path in (root, *root.parents) if not path.exists()]):
            path.mkdir(mode=0o700, exist_ok=True)
            fsync_directory(path.parent)

    def make(self, directory: Path) -> None:
        for wanted in reversed(self._chain(directory)):
            if not wanted.is_dir():
                wanted.mkdir(mode=0o700, exist_ok=True)
                self._settled.discard(wanted)

    def settle(self, directory: Path) -> None:
        """Make the entries on the way to *directory* durable, once in this process.

        That it exists says nothing: another process may have made it a moment ago and not have
        synced its entry yet, and would lose it, and our object with it, in a power failure.
        """
        for entry in self._chain(directory):
            if entry not in self._settled:
                fsync_directory(entry.parent)
                self._settled.add(entry)

    def settle_object(self, path: Path) -> None:
        """Make the names of a new object durable, from its own upwards.

        The directory of a digest is nearly always new, so its entry is synced every time.
        """
        fsync_directory(path.parent)
        fsync_directory(path.parent.parent)
        self.settle(path.parent.parent)

    def _chain(self, directory: Path) -> list[Path]:
        """List *directory* and those above it, below the root."""
        upwards = [directory, *directory.parents]
        return upwards[: upwards.index(self._root)]
