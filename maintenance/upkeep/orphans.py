"""Objects that no row names, and staged bytes of no upload: what a kill may leave behind.

Only what is named as we name things, and older than the grace, by its own time and the database's
clock. An object of an upload that can still be finished is kept: its second try looks for it.
"""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.conf import settings

from accounts import configuration
from artifacts import stores
from artifacts.models import Blob, Upload
from jobs import clock, kinds
from jobs.kinds import Kind
from jobs.runs import Run
from maintenance import brake
from maintenance.errors import OrphansHeld
from storage import layout
from storage.base import ObjectInfo

KIND = "ORPHAN_SWEEP"
AT_ONCE = 500
_STAGED = re.compile(r"uploads/([0-9a-f]{32})")


def work(run: Run) -> Mapping[str, Any]:
    """Count the orphans, and sweep them unless they are suspiciously many. Raises OrphansHeld."""
    start: dict[str, Any] = {"phase": "count", "after": "", "seen": 0, "orphans": 0, "bytes": 0}
    run.checkpoint = start | run.checkpoint
    if run.checkpoint["phase"] == "count":
        _go_over(run, sweeps=False)
        _brake(run)
    _go_over(run, sweeps=True)
    return {"swept": run.checkpoint["orphans"], "freed_space": run.checkpoint["bytes"]}


def _go_over(run: Run, *, sweeps: bool) -> None:
    found = _old(run, run.checkpoint["after"], clock.now() - settings.GC_GRACE)
    while looked_at := list(islice(found, AT_ONCE)):
        configuration.require_writable()
        orphans = _orphans(looked_at)
        if sweeps:
            _sweep(run, orphans)
        with run.step():
            run.done += len(looked_at) if sweeps else 0
            run.checkpoint["after"] = looked_at[-1].key
            run.checkpoint["orphans"] += len(orphans)
            run.checkpoint["seen"] += len(looked_at)


def _sweep(run: Run, orphans: Sequence[ObjectInfo]) -> None:
    run.checkpoint["bytes"] += stores.blob_store().delete_many([info.key for info in orphans])
    for info in orphans:
        run.log(f"swept {info.key}, {info.size} bytes")


def _brake(run: Run) -> None:
    """A database that is not this storage's knows none of its objects."""
    found = run.checkpoint
    with run.step():
        run.log(f"found {found['orphans']} orphans among {found['seen']} objects")
    if brake.holds(found["orphans"], found["seen"]):
        raise OrphansHeld(found["orphans"], found["seen"])
    run.total = found["seen"]
    run.checkpoint |= {"phase": "sweep", "after": "", "seen": 0, "orphans": 0}


def _old(run: Run, after: str, before: datetime) -> Iterator[ObjectInfo]:
    """Objects beyond a key and older than a moment; passing by the others shows life as well."""
    told = time.monotonic()
    for prefix in ("blobs/", "uploads/"):
        for info in stores.blob_store().walk(prefix):
            if info.key > after and datetime.fromtimestamp(info.modified_at, UTC) < before:
                yield info
            elif time.monotonic() - told > settings.JOB_LEASE_SECONDS / 3:
                run.beat()
                told = time.monotonic()


def _orphans(looked_at: Sequence[ObjectInfo]) -> list[ObjectInfo]:
    """Those that nobody names. Uploads are asked for before rows: what one becomes is the other."""
    objects = {
        info.key: parsed for info in looked_at if (parsed := layout.parse_blob_key(info.key))
    }
    staged = {info.key: match[1] for info in looked_at if (match := _STAGED.fullmatch(info.key))}
    awaited = {key for key, (_, generation) in objects.items() if _is_awaited(generation)}
    files = Upload.objects.filter(state__file__in=set(staged.values()))
    alive = set(files.values_list("state__file", flat=True))
    rows = Blob.objects.filter(digest__in={digest for digest, _ in objects.values()})
    known = set(rows.values_list("digest", "generation"))
    return [
        info
        for info in looked_at
        if (info.key in objects and info.key not in awaited and objects[info.key] not in known)
        or (info.key in staged and staged[info.key] not in alive)
    ]


def _is_awaited(generation: str) -> bool:
    """Whether the upload that made it may yet be finished once more."""
    return Upload.objects.filter(pk__startswith=generation).exists()


kinds.register(Kind(KIND, work, at_once=1))
