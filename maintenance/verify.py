"""The oracle: goes through everything that is stored and tells what breaks an invariant.

It only reads, can be stopped and continued, and takes no more bytes a second than it is given.
What it finds while others write may be a change half seen: it asks twice before it tells.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db import models

from artifacts import stores
from artifacts.models import Blob, BlobState, Manifest, Tag
from jobs.models import Execution
from maintenance import invariants
from maintenance.invariants import Violation
from projects.models import Quota

PAUSE_BEFORE_ASKING_AGAIN = 0.2
ROWS_A_PAGE = 500
_KEPT = ("done", "position", "looked_at", "violations")
Check = Callable[[], Iterator[Violation]]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at: where it stands in its scan, its size in bytes, and the question."""

    position: str
    size: int
    check: Check


@dataclass(slots=True)
class Progress:
    """How far a run is, kept in a file so that it can be continued."""

    file: Path | None = None
    done: list[str] = field(default_factory=list)
    position: str = ""
    looked_at: int = 0
    violations: int = 0
    _saved_at: float = 0.0

    @classmethod
    def load(cls, file: Path) -> "Progress":
        if not file.exists():
            return cls(file)
        kept = json.loads(file.read_text(encoding="utf-8"))
        return cls(file, **kept)

    def save(self) -> None:
        if self.file is not None:
            kept = {name: getattr(self, name) for name in _KEPT}
            draft = self.file.with_name(f"{self.file.name}.new")
            draft.write_text(json.dumps(kept), encoding="utf-8")
            draft.replace(self.file)

    def save_now_and_then(self, *, at_once: bool) -> None:
        """Save once a second: a kill shall not cost more than that."""
        if at_once or time.monotonic() - self._saved_at > 1.0:
            self.save()
            self._saved_at = time.monotonic()

    def end(self) -> None:
        """The run is through: the next one begins anew."""
        if self.file is not None:
            self.file.unlink(missing_ok=True)


def run(*, progress: Progress, grace: timedelta, bytes_a_second: int | None) -> Iterator[Violation]:
    """Yield every violation; *progress* tells meanwhile how far the run is."""
    for name, scan in SCANS.items():
        if name in progress.done:
            continue
        for item in scan(progress.position, grace):
            began = time.monotonic()
            for violation in _confirmed(item.check):
                progress.violations += 1
                yield violation
            progress.position = item.position
            progress.looked_at += 1
            progress.save_now_and_then(at_once=item.size > 0)
            if bytes_a_second and item.size:
                time.sleep(max(item.size / bytes_a_second - (time.monotonic() - began), 0))
        progress.done.append(name)
        progress.position = ""
        progress.save()


def _confirmed(check: Check) -> list[Violation]:
    if not list(check()):
        return []
    time.sleep(PAUSE_BEFORE_ASKING_AGAIN)
    return list(check())


def _manifests(after: str, _: timedelta) -> Iterator[Item]:
    for pk in _keys(Manifest.objects.present(), after):
        yield Item(str(pk), 0, partial(invariants.of_manifest, pk))


def _tags(after: str, _: timedelta) -> Iterator[Item]:
    for pk in _keys(Tag.objects.all(), after):
        yield Item(str(pk), 0, partial(invariants.of_tag, pk))


def _quotas(after: str, _: timedelta) -> Iterator[Item]:
    for pk in _keys(Quota.objects.filter(project__deleted_at=None), after):
        yield Item(str(pk), 0, partial(invariants.of_quota, pk))


def _blobs(after: str, _: timedelta) -> Iterator[Item]:
    for pk in _keys(Blob.objects.filter(state=BlobState.AVAILABLE), after):
        size = Blob.objects.filter(pk=pk).values_list("size", flat=True).first() or 0
        yield Item(str(pk), size, partial(invariants.of_blob, pk))


def _executions(after: str, grace: timedelta) -> Iterator[Item]:
    for pk in _keys(Execution.objects.all(), after):
        yield Item(str(pk), 0, partial(invariants.of_execution, pk, grace))


def _objects(after: str, grace: timedelta) -> Iterator[Item]:
    for key in _old_keys("blobs", after, grace):
        yield Item(key, 0, partial(invariants.of_object, key))


def _staged(after: str, grace: timedelta) -> Iterator[Item]:
    for key in _old_keys("uploads", after, grace):
        yield Item(key, 0, partial(invariants.of_staged, key))


SCANS = {
    "manifests": _manifests,
    "tags": _tags,
    "quotas": _quotas,
    "blobs": _blobs,
    "objects": _objects,
    "staged": _staged,
    "executions": _executions,
}


def _keys(rows: models.QuerySet[Any], after: str) -> Iterator[int]:
    """Primary keys beyond a position, page by page: no cursor holds a snapshot for hours."""
    last = int(after or 0)
    while page := list(
        rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:ROWS_A_PAGE]
    ):
        yield from page
        last = page[-1]


def _old_keys(prefix: str, after: str, grace: timedelta) -> Iterator[str]:
    """Keys in order, so that each is a position; those younger than *grace* may get a row yet."""
    oldest = time.time() - grace.total_seconds()
    for info in stores.blob_store().walk(prefix):
        if info.key > after and info.modified_at <= oldest:
            yield info.key
