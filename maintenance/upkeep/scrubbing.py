"""The scrub: reads every blob again, the longest unread first, and takes what is rotten from sight.

A blob whose object is missing, or has other bytes, is quarantined: clients are told that it is not
there, so that the next push of it brings it back whole.
"""

import time
from collections.abc import Iterator, Mapping
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
from artifacts.models import Blob
from jobs import clock, kinds
from jobs.kinds import Kind
from jobs.runs import Run
from maintenance.events import BlobQuarantined
from oci.digest import Digest
from storage.base import ObjectMissing

KIND = "SCRUB"
BLOCK = 1024 * 1024
STEP_SECONDS = 5.0
"""How long at most the run reads before it writes down how far it is."""


def work(run: Run) -> Mapping[str, Any]:
    """Read what was not read for the days that the settings give all of it."""
    run.checkpoint = {"rotten": 0, "bytes": 0} | run.checkpoint
    until = clock.now() - timedelta(days=settings.SCRUB_DAYS)
    while blob := _next(until):
        configuration.require_writable()
        is_whole = _is_whole(run, blob)
        with run.step():
            run.done += 1
            run.checkpoint["bytes"] += blob.size
            if is_whole:
                _note(blob)
            elif collecting.quarantine(blob_id=blob.pk, generation=blob.generation):
                run.checkpoint["rotten"] += 1
                run.log(f"quarantined {blob.digest}: its bytes are not there as they should be")
                _publish(blob)
    return {"read": run.done, "bytes": run.checkpoint["bytes"], "rotten": run.checkpoint["rotten"]}


def _next(until: datetime) -> Blob | None:
    due = Blob.objects.available().filter(Q(verified_at=None) | Q(verified_at__lt=until))
    return due.order_by(F("verified_at").asc(nulls_first=True), "pk").first()


def _note(blob: Blob) -> None:
    rows = Blob.objects.filter(pk=blob.pk, generation=blob.generation)
    rows.update(verified_at=clock.now())


def _is_whole(run: Run, blob: Blob) -> bool:
    """Whether the object has the row's size and digest, read no faster than is allowed."""
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
            if now - self._told > STEP_SECONDS:
                self._run.beat()
                self._told = now


def _publish(blob: Blob) -> None:
    with transaction.atomic():
        events.publish(
            BlobQuarantined(by=SYSTEM_CALLER, resource=blob.digest, details={"size": blob.size})
        )


kinds.register(Kind(KIND, work, at_once=1))
