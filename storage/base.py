"""What every storage driver promises: the protocols, their values and their errors.

StorageError
    ObjectMissing      no object has this key
    ObjectExists       an object has this key already; objects are never overwritten
    UploadMissing      the upload's staged bytes are gone, or fewer than were acknowledged
        StateMalformed no driver made this state: there are no staged bytes to it
    StorageFull        no space, or no quota, for more bytes
    StorageReadOnly    the place accepts no writes
    WriteFailed        a write or fsync failed otherwise: those bytes are lost and were deleted
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO, Protocol

DriverState = dict[str, Any]
"""An upload as JSON-serialisable data, so that any process can continue it.

Every driver gives it "file" (the name of the staged bytes) and "size" (how many count).
"""

Data = bytes | bytearray | memoryview
MAX_WRITE_BYTES = 8 * 1024 * 1024
READ_BLOCK_BYTES = 1024 * 1024


class StorageError(Exception):
    """The place where bytes live did not do as asked."""


class ObjectMissing(StorageError):
    """No object has this key."""


class ObjectExists(StorageError):
    """An object has this key already; the upload is kept and can be committed to another."""


class UploadMissing(StorageError):
    """The upload's staged bytes are gone, or fewer than were acknowledged."""


class StateMalformed(UploadMissing, ValueError):
    """No driver made this state: somebody else wrote it, and no file is looked for by it."""


class StorageFull(StorageError):
    """There is no space, or no quota, for more bytes."""


class StorageReadOnly(StorageError):
    """The place accepts no writes."""


class WriteFailed(StorageError):
    """A write or fsync failed: these bytes are lost, deleted, and must not be acknowledged."""


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """What is known of an object, or of staged bytes, without reading them."""

    key: str
    size: int
    modified_at: float
    """POSIX seconds: when the object was committed, or staged bytes were last written."""


class BlobStore(Protocol):
    """Immutable objects under opaque keys, and resumable uploads into them."""

    def open(self, key: str, *, start: int = 0) -> BinaryIO:
        """Read an object from *start* on; beyond its end there is nothing to read."""

    def stat(self, key: str) -> ObjectInfo: ...

    def delete(self, key: str) -> None:
        """Remove an object for good. Safe to repeat: what is absent is deleted already."""

    def delete_many(self, keys: Collection[str]) -> int:
        """Remove objects, and answer how many bytes they had.

        Quicker than one by one, and not durable when this returns: what a power failure brings
        back is an object without a row, which is swept one day.
        """

    def walk(self, prefix: str) -> Iterator[ObjectInfo]:
        """List what lies below *prefix*, by key. A prefix ends where a part of a key ends.

        "uploads/" lists staged bytes; the keys found there can be deleted like others. What comes
        or goes meanwhile may or may not be listed; a place that cannot be listed raises.
        """

    def redirect_url(self, key: str, *, ttl: timedelta) -> str | None:
        """Return where a client can fetch the object itself, or None: serve it yourself."""

    def local_path(self, key: str) -> Path | None:
        """Return the file that holds (or would hold) the object, or None: there are no files."""

    def begin_upload(self) -> DriverState: ...

    def write(self, state: DriverState, data: Data) -> DriverState:
        """Append at most MAX_WRITE_BYTES to the upload and return its new state.

        Safe to repeat with the old state: whatever lies beyond its size is replaced.
        Raises UploadMissing, StorageFull, StorageReadOnly or WriteFailed.
        """

    def commit(self, state: DriverState, key: str) -> ObjectInfo:
        """Turn the upload into the object *key*, durable when this returns; the upload is over.

        Raises ObjectExists, UploadMissing, StorageFull, StorageReadOnly or WriteFailed.
        """

    def settle(self, key: str) -> None:
        """Make an object durable that another commit made, and perhaps did not finish."""

    def abort(self, state: DriverState) -> None:
        """Drop the upload. Safe to repeat, and after a commit."""


class StagedUploads(Protocol):
    """What an upload needs between two requests: bytes that last, and bytes to verify."""

    def fork(self, state: DriverState) -> DriverState:
        """Give the same staged bytes another name, in a state of its own.

        Once the old state is aborted, no write with it, however late, reaches the bytes. Raises
        UploadMissing.
        """

    def sync(self, state: DriverState) -> None:
        """Make the upload durable up to its size; only then may a client be told of it.

        Raises UploadMissing, StorageFull, StorageReadOnly or WriteFailed.
        """

    def read_back(self, state: DriverState) -> Iterator[bytes]:
        """Read exactly the upload's size in blocks of READ_BLOCK_BYTES, or raise UploadMissing."""


class Store(BlobStore, StagedUploads, Protocol):
    """What a driver is."""
