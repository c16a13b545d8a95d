"""The scrub: reads every blob again, the longest unread first, and takes what is rotten from sight.

A blob whose object is missing, or has other bytes, is quarantined: clients are told that it is not
there, so that the next push of it brings it back whole.
"""

import errno
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

import events
from accounts import configuration
from accounts.principals import SYSTEM_CALLER
from artifacts import collecting, stores
from artifacts.models import Blob, BlobState
from jobs import clock, kinds
from jobs.kinds import Kind
from jobs.logs import Level
from jobs.runs import Run
from maintenance import brake
from maintenance.errors import ScrubHeld
from maintenance.events import BlobQuarantined
from oci.digest import Digest
from storage.base import ObjectMissing, StorageError

KIND = "SCRUB"
BLOCK = 1024 * 1024
AT_ONCE = 500
MOST_SKIPPED = 1000
"""So many that cannot be read are remembered in a run; beyond that, the first are tried again."""


def work(run: Run) -> Mapping[str, Any]:
    """Read what was not read for the days that the settings give all of it. Raises ScrubHeld."""
    start: dict[str, Any] = {"rotten": 0, "healed": 0, "bytes": 0, "unreadable": []}
    run.checkpoint = start | run.checkpoint
    until = clock.now() - timedelta(days=settings.SCRUB_DAYS)
    while page := _due(until, run.checkpoint["unreadable"]):
        for blob in page:
            configuration.require_writable()
            _look_at(run, blob)
            if brake.holds(run.checkpoint["rotten"], run.done):
                raise ScrubHeld(run.checkpoint["rotten"], run.done)
    return {"read": run.done} | run.checkpoint


def _due(until: datetime, unreadable: Sequence[int]) -> list[Blob]:
    """Quarantined ones too: a disk that was not mounted is, some day."""
    states = (BlobState.AVAILABLE, BlobState.QUARANTINED)
    due = Blob.objects.filter(Q(verified_at=None) | Q(verified_at__lt=until), state__in=states)
    rows = due.exclude(pk__in=unreadable)
    return list(rows.order_by(F("verified_at").asc(nulls_first=True), "pk")[:AT_ONCE])


def _look_at(run: Run, blob: Blob) -> None:
    try:
        is_whole = _is_whole(run, blob)
    except (OSError, StorageError) as error:
        with run.step():  # the others are read all the same
            run.checkpoint["unreadable"] = [*run.checkpoint["unreadable"], blob.pk][-MOST_SKIPPED:]
            run.log(f"cannot read {blob.digest} at present: {error}", Level.WARNING)
        return
    with run.step():
        run.done += 1
        run.checkpoint["bytes"] += blob.size
        _note(blob)
        if is_whole and collecting.release(blob_id=blob.pk, generation=blob.generation):
            run.checkpoint["healed"] += 1
            run.log(f"{blob.digest} is whole again")
        elif not is_whole and collecting.quarantine(blob_id=blob.pk, generation=blob.generation):
            run.checkpoint["rotten"] += 1
            words = f"quarantined {blob.digest}: its bytes are not there as they should be"
            run.log(words, Level.ERROR)
            _publish(blob)


def _note(blob: Blob) -> None:
    rows = Blob.objects.filter(pk=blob.pk, generation=blob.generation)
    rows.update(verified_at=clock.now())


def _is_whole(run: Run, blob: Blob) -> bool:
    """Whether the object has the row's size and digest, read no faster than is allowed.

    A sector that cannot be read, twice, is how disks say that bytes are lost.
    """
    try:
        return _has_its_bytes(run, blob)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
    try:
        return _has_its_bytes(run, blob)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return False


def _has_its_bytes(run: Run, blob: Blob) -> bool:
    digest = Digest.parse(blob.digest)
    pace = Pace(run, settings.SCRUB_BYTES_PER_SECOND)
    try:
        if stores.blob_store().stat(blob.key).size != blob.size:
            return False
        with stores.blob_store().open(blob.key) as file:
            blocks = iter(partial(file.read, BLOCK), b"")
            return Digest.of_blocks(pace.over(blocks), digest.algorithm) == digest
    except ObjectMissing:
        return False


class Pace:
    """Slows reading down to a rate, and shows now and then that the run is alive."""

    def __init__(self, run: Run, bytes_a_second: int) -> None:
        self._run, self._rate = run, bytes_a_second
        self._began = self._told = time.monotonic()
        self._read = 0

    def over(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        for block in blocks:
            yield block
            self._read += len(block)
            now = time.monotonic()
            time.sleep(max(self._began + self._read / self._rate - now, 0))
            if now - self._told > settings.JOB_LEASE_SECONDS / 3:
                self._run.beat()
                self._told = now


def _publish(blob: Blob) -> None:
    with transaction.atomic():
        events.publish(
            BlobQuarantined(by=SYSTEM_CALLER, resource=blob.digest, details={"size": blob.size})
        )


kinds.register(Kind(KIND, work, at_once=1))
