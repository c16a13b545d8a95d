"""Heads of the chain, published outside the database: they show a chain that was cut off."""

import json
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from audit import chain
from audit.errors import HeadsUnreadable
from audit.models import Chain

EVERY = timedelta(hours=1)
LONGEST_LINE = 512

_log = logging.getLogger("harbor.audit")


@dataclass(frozen=True, slots=True)
class Head:
    """How long the chain was, its last hash, and when that was laid."""

    sequence: int
    hash: bytes
    time: datetime

    def __str__(self) -> str:
        return f"sequence {self.sequence}, hash {self.hash.hex()}, {self.time.isoformat()}"


def current() -> Head:
    row = Chain.objects.first() or Chain(hash=chain.GENESIS)
    return Head(row.sequence, bytes(row.hash), row.sealed_at)


def file() -> Path:
    """Where heads are published, one JSON line each, oldest first."""
    return Path(settings.DATA_DIR) / "audit-head.json"


def publish_when_due(*, every: timedelta = EVERY) -> bool:
    """Publish the head if the last one is old and another; answers whether it was."""
    path = file()
    if path.exists() and timezone.now() < _written_at(path) + every:
        return False
    head, last = current(), _last(path)
    if head.sequence == 0 or (last is not None and last.hash == head.hash):
        return False
    publish(head, path)
    return True


def publish(head: Head, path: Path) -> None:
    """Append the head to the file, for good, and write it to the log, which may be elsewhere."""
    fields = {"sequence": head.sequence, "hash": head.hash.hex(), "time": head.time.isoformat()}
    with path.open("ab") as heads:
        heads.truncate(_whole_lines(path))
        heads.write(json.dumps(fields).encode() + b"\n")
        heads.flush()
        os.fsync(heads.fileno())
    _log.info("head of the audit chain", extra={"fields": {"audit_head": fields}})


def read(path: Path) -> Iterator[Head]:
    """Every head in a file; one that a crash cut short is none. Raises HeadsUnreadable."""
    try:
        for line in path.read_bytes()[: _whole_lines(path)].splitlines():
            yield _head(line)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HeadsUnreadable(f"{path}: {error}") from error


def _head(line: bytes) -> Head:
    fields = json.loads(line)
    time = datetime.fromisoformat(fields["time"])
    return Head(int(fields["sequence"]), bytes.fromhex(fields["hash"]), time)


def _last(path: Path) -> Head | None:
    """The last head, without reading the whole file; ``None`` where there is none to be read.

    The next one is published all the same then, and whoever verifies is told of the broken line.
    """
    if not path.exists():
        return None
    with path.open("rb") as heads:
        end = _whole_lines(path)
        start = max(end - LONGEST_LINE, 0)
        heads.seek(start)
        lines = heads.read(end - start).splitlines()
    try:
        return _head(lines[-1]) if lines else None
    except (ValueError, KeyError, TypeError):
        return None


def _whole_lines(path: Path) -> int:
    """How many bytes of the file are lines with their end."""
    size = path.stat().st_size
    with path.open("rb") as heads:
        heads.seek(max(size - LONGEST_LINE, 0))
        end = heads.read()
    return size - len(end) + end.rfind(b"\n") + 1


def _written_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
