"""The sealer: lays the chain over committed rows, one sealer at a time, and skips none."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from artifacts import sql
from audit import chain, heads
from audit.models import Unsealed

AT_MOST = 1000
PAUSE_SECONDS = 0.25
PAUSE_AFTER_FAILURE = 5.0

_log = logging.getLogger("harbor.audit")


def seal_all(*, at_most: int = AT_MOST, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Seal what waits, batch by batch; answers how many rows that were.

    Each batch looks beyond the one before it: what that took is still in the way of whoever
    looks from the start, until the database has swept it up.
    """
    total, last = 0, 0
    while goes_on():
        sealed = _seal(at_most, after=last)
        total += len(sealed)
        if len(sealed) < at_most:
            break
        last = sealed[-1]
    return total


def seal_once(at_most: int = AT_MOST) -> int:
    """Seal up to *at_most* rows in one transaction; answers how many."""
    return len(_seal(at_most, after=0))


def _seal(at_most: int, *, after: int) -> list[int]:
    """Answers the ids of the rows that were sealed.

    Whoever seals or purges holds the chain's row, so that a second sealer waits and then goes on
    where the first one ended. Rows wait in a table of their own until their seal is laid, so that
    one whose transaction takes long is taken later, never left out.
    """
    if Unsealed.objects.filter(row_id__gt=after).order_by("row_id").first() is None:
        return []
    with transaction.atomic():
        _walk_indexes()
        end = chain.locked()
        rows = chain.waiting(at_most, after=after)
        sequence, before = end.sequence, bytes(end.hash)
        seals = []
        for row_id, row in rows:
            sequence, before = sequence + 1, chain.sealed(before, row_id, row)
            seals.append((sequence, 1, row_id, before))
        sql.over("INSERT INTO audit_seal (sequence, span, row_id, hash) VALUES {}", seals)
        ids = [row_id for row_id, _ in rows]
        sql.over("DELETE FROM audit_unsealed WHERE row_id IN (VALUES {})", [(id_,) for id_ in ids])
        end.sequence, end.hash, end.sealed_at = sequence, before, timezone.now()
        end.save()
    return ids


def _walk_indexes() -> None:
    """Statistics of a queue are old as soon as they are made: the planner shall not go by them."""
    if connection.vendor == "postgresql":
        sql.change("SET LOCAL enable_seqscan = off")


def run(stop: threading.Event) -> None:
    """Seal within a second of the commit, and publish heads, until *stop* is set."""
    while not stop.is_set():
        stop.wait(_turn(stop))
    connection.close()


def _turn(stop: threading.Event) -> float:
    """One look at what there is; answers how long to wait for the next."""
    close_old_connections()
    try:
        seal_all(goes_on=lambda: not stop.is_set())
        heads.publish_when_due()
    except Exception:  # noqa: BLE001  # the edge of the thread: whatever it is, sealing must go on
        _log.exception("the audit log cannot be sealed at present; it goes on later")
        return PAUSE_AFTER_FAILURE
    return PAUSE_SECONDS
