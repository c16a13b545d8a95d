"""Objects that no row names, and staged bytes of no upload: what a kill may leave behind.

Only what is named as we name things, and older than the grace, by its own time and the database's
clock. An object of an upload that can still be finished is kept: its second try looks for it.
"""

import re
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
from storage import layout
from storage.base import ObjectInfo

KIND = "ORPHAN_SWEEP"
AT_ONCE = 500
_STAGED = re.compile(r"uploads/([0-9a-f]{32})")


def work(run: Run) -> Mapping[str, Any]:
    start: dict[str, Any] = {"after": "", "swept": 0, "bytes": 0}
    run.checkpoint = start | run.checkpoint
    before = clock.now() - settings.GC_GRACE
    found = _old(run.checkpoint["after"], before)
    while looked_at := list(islice(found, AT_ONCE)):
        configuration.require_writable()
        orphans = _orphans(looked_at)
        freed = stores.blob_store().delete_many([info.key for info in orphans])
        with run.step():
            run.done += len(looked_at)
            run.checkpoint["after"] = looked_at[-1].key
            run.checkpoint["swept"] += len(orphans)
            run.checkpoint["bytes"] += freed
            for info in orphans:
                run.log(f"swept {info.key}, {info.size} bytes")
    return {"swept": run.checkpoint["swept"], "freed_space": run.checkpoint["bytes"]}


def _old(after: str, before: datetime) -> Iterator[ObjectInfo]:
    for prefix in ("blobs/", "uploads/"):
        for info in stores.blob_store().walk(prefix):
            if info.key > after and datetime.fromtimestamp(info.modified_at, UTC) < before:
                yield info


def _orphans(looked_at: Sequence[ObjectInfo]) -> list[ObjectInfo]:
    objects = {info.key: layout.parse_blob_key(info.key) for info in looked_at}
    digests = {parsed[0] for parsed in objects.values() if parsed}
    known = set(Blob.objects.filter(digest__in=digests).values_list("digest", "generation"))
    staged = {info.key: _STAGED.fullmatch(info.key) for info in looked_at}
    named = {match[1] for match in staged.values() if match}
    alive = set(Upload.objects.filter(state__file__in=named).values_list("state__file", flat=True))
    return [
        info
        for info in looked_at
        if ((parsed := objects[info.key]) and parsed not in known and not _is_awaited(parsed[1]))
        or ((match := staged[info.key]) and match[1] not in alive)
    ]


def _is_awaited(generation: str) -> bool:
    """Whether the upload that made it may yet be finished once more."""
    return Upload.objects.filter(pk__startswith=generation).exists()


kinds.register(Kind(KIND, work, at_once=1))
