"""The purge: takes away rows that were kept long enough, and leaves a chain that can be verified.

A stretch of purged rows becomes one link, which carries the hash where the chain goes on and a
proof that only we can make. A row that does not fit its seal is not purged: that would hide it.
"""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

import events
from accounts.principals import Caller
from artifacts import sql
from audit import chain, filters, forwarding, sealer
from audit.chain import Link
from audit.errors import ChainBroken, RetentionInvalid
from audit.events import AuditPurged
from audit.filters import Place
from audit.models import AuditLog, Seal

LONGEST_HOURS = 240_000
AT_ONCE = 1000
OTHER = "other"
NAMED_TYPES = (
    "create_artifact", "delete_artifact", "pull_artifact", "create_project", "delete_project",
    "update_project", "delete_repository", "login_user", "logout_user", "create_user",
    "delete_user", "update_user", "create_robot", "delete_robot", "create_member",
    "update_member", "delete_member", "update_configuration", "create_tag", "delete_tag",
)  # fmt: skip
"""Harbor's event types; ``other`` is all that is none of them."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Which rows were kept long enough: older than *before*, and of these event types, if any."""

    before: datetime
    event_types: tuple[str, ...] = ()

    def rows(self) -> QuerySet[AuditLog]:
        """Those that have their seal, and that the collector has, where there is one."""
        seals = Seal.objects.filter(row_id=OuterRef("pk"))
        limit = forwarding.position()
        if limit is not None:
            seals = seals.filter(sequence__lte=limit)
        rows = AuditLog.objects.filter(Exists(seals), op_time__lt=self.before)
        return rows.filter(_of_types(self.event_types)) if self.event_types else rows


def retention(hours: int, event_types: Collection[str] = ()) -> Retention:
    """Raises RetentionInvalid."""
    if not 0 <= hours <= LONGEST_HOURS:
        raise RetentionInvalid(f"the hours to keep are a whole number from 0 to {LONGEST_HOURS}")
    for kind in event_types:
        if kind != OTHER and not all(kind.partition("_")):
            raise RetentionInvalid("an event type is an operation and a resource, or other")
    return Retention(timezone.now() - timedelta(hours=hours), tuple(event_types))


def count(kept: Retention) -> int:
    """What a purge would take now."""
    sealer.seal_all()
    return kept.rows().count()


@dataclass(frozen=True, slots=True)
class Purged:
    """How many rows went, and whether that was all."""

    rows: int
    is_done: bool


def run(kept: Retention, *, by: Caller, within: float = inf) -> Purged:
    """Purge, batch by batch, for so many seconds, and write a row about it.

    A batch that is interrupted leaves all of it or nothing. Raises ChainBroken; what was purged
    before that stays so, and is written down as well.
    """
    deadline = time.monotonic() + within
    sealer.seal_all()
    total, after, is_done = 0, None, False
    try:
        while not is_done and time.monotonic() < deadline:
            count, after = batch(kept, after)
            total, is_done = total + count, after is None
    finally:
        record(kept, total, by=by)
    return Purged(total, is_done)


def record(kept: Retention, total: int, *, by: Caller, **more: Any) -> None:
    """Write a row of the log about what went from it."""
    details = {
        "before": kept.before.isoformat(),
        "event_types": list(kept.event_types),
        "purged": total,
    }
    with transaction.atomic():
        events.publish(AuditPurged(by=by, resource="audit log", details=details | more))


@transaction.atomic
def batch(kept: Retention, after: Place | None) -> tuple[int, Place | None]:
    """Purge the next rows; answers how many, and where the batch after it begins.

    There is none after one that found nothing. Raises ChainBroken, and then nothing went.
    """
    chain.locked()
    rows = filters.newer(kept.rows().order_by("op_time", "id"), after)
    found = list(rows.values_list("pk", "op_time")[:AT_ONCE])
    ids = [row_id for row_id, _ in found]
    seals = Seal.objects.filter(row_id__in=ids).values_list("sequence", flat=True)
    links = chain.links_at(seals)
    stretches = _stretches([*links, *_gaps_beside(links)])
    AuditLog.objects.filter(pk__in=ids).delete()
    _put(stretches)
    return len(links), Place(found[-1][1], found[-1][0]) if found else None


def _gaps_beside(links: Sequence[Link]) -> list[Link]:
    """Stretches that were purged before and touch one of *links*: they become one with it."""
    sequences = [link.sequence for link in links]
    before = chain.links_at({sequence - 1 for sequence in sequences} - set(sequences))
    beside = {link.sequence: link for link in (*before, *chain.links_after(sequences))}
    ends = set(sequences)
    return [
        link
        for link in beside.values()
        if link.row_id is None and (link.first - 1 in ends or link.sequence + 1 in ends)
    ]


def _stretches(links: Sequence[Link]) -> list[list[Link]]:
    """The links in order, split where the chain goes on between them."""
    found: list[list[Link]] = []
    for link in sorted(links, key=lambda link: link.sequence):
        if found and found[-1][-1].sequence == link.first - 1:
            found[-1].append(link)
        else:
            found.append([link])
    return found


def _put(stretches: Sequence[Sequence[Link]]) -> None:
    """One link in the place of each stretch, once every link in it is proven."""
    hashes = chain.hashes_at([stretch[0].first - 1 for stretch in stretches])
    gaps = []
    for stretch in stretches:
        first, last = stretch[0].first, stretch[-1].sequence
        before = hashes.get(first - 1)
        if before is None:
            raise ChainBroken(f"there is no seal before sequence {first}")
        after = _proven(stretch, before)
        proof = chain.purged(first, last, before=before, after=after)
        gaps.append((last, last - first + 1, after, proof))
    gone = [link.sequence for stretch in stretches for link in stretch]
    Seal.objects.filter(sequence__in=gone).delete()
    sql.over("INSERT INTO audit_seal (sequence, span, hash, proof) VALUES {}", gaps)


def _proven(stretch: Sequence[Link], before: bytes) -> bytes:
    """The hash at the end. Raises ChainBroken: a purge hides nothing that is wrong."""
    for link in stretch:
        if not link.follows(before):
            raise ChainBroken(f"row {link.row_id} is not what sequence {link.sequence} sealed")
        before = link.hash
    return before


def _of_types(event_types: Collection[str]) -> Q:
    wanted = Q(pk__in=())
    for kind in event_types:
        wanted |= ~_any_of(NAMED_TYPES) if kind == OTHER else _any_of((kind,))
    return wanted


def _any_of(kinds: Collection[str]) -> Q:
    found = Q(pk__in=())
    for kind in kinds:
        operation, _, resource_type = kind.partition("_")
        found |= Q(operation=operation, resource_type=resource_type)
    return found
