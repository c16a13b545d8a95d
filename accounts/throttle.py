"""How many logins failed lately, and from where: who has failed too often is not looked at.

Counted in the database, so that all processes know, by account and place and by place alone: who
fails elsewhere keeps nobody out here. A place is an address, or the /64 network of one of IPv6.
"""

import ipaddress
import math
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from accounts import hashes
from accounts.errors import LoginLocked
from accounts.models import LoginFailure
from accounts.principals import Credential

MINUTES = 15
WINDOW = timedelta(minutes=MINUTES)
"""Failures count together for that long, and the last one of too many is the last for as long."""
OF_ACCOUNT, OF_PLACE = 10, 100
REFUSED_AT_MOST = 100
"""Guesses that are refused before a password that is right counts as one of them."""
TRUSTED_AT_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Tally:
    """What a failure came to. ``is_news``: it is one of those that are written down (DO-09)."""

    is_news: bool
    is_last: bool


def require_open(*, name: str, address: str, epoch: int | None = None) -> None:
    """Raise LoginLocked where too many passwords failed; computes and writes nothing.

    A right password comes with its user's *epoch*: it is let in where it got in before, whoever
    fails at the same address. Elsewhere a guess stays refused although it was right at last, and
    after very many of them there as well: else whoever shares an address could go on guessing.
    """
    is_trusted = epoch is not None and (name, _place(address), epoch) in _trusted
    if is_trusted and _refusals(name, address) < REFUSED_AT_MOST:
        return
    now = timezone.now()
    limits = _limits(name, address, Credential.PASSWORD)
    ends = [
        row.last_at + WINDOW
        for row in LoginFailure.objects.filter(pk__in=limits)
        if row.count >= limits[row.key]
    ]
    left = max(ends, default=now) - now
    if left > timedelta(0):
        _note_refusal(name, address)
        raise LoginLocked(min(math.ceil(left.total_seconds()), MINUTES * 60))


def count(*, name: str, address: str, credential: Credential) -> Tally:
    """Add a failure, in the caller's transaction. Only passwords are ever locked."""
    limits = _limits(name, address, credential)
    counts = _add(sorted(limits))
    return Tally(
        is_news=all(counts[key] <= limit for key, limit in limits.items()),
        is_last=any(counts[key] == limit for key, limit in limits.items()),
    )


def clear(*, name: str, address: str) -> None:
    """Forget what failed before a success; of the place not, or one's own account would do that."""
    LoginFailure.objects.filter(pk=_account_key(name, address, Credential.PASSWORD)).delete()


def trust(*, name: str, address: str, epoch: int) -> None:
    """Remember in this process that the user got in from there."""
    with _mutex:
        _trusted[name, _place(address), epoch] = None
        if len(_trusted) > TRUSTED_AT_MOST:
            _trusted.popitem(last=False)


def sweep(*, now: datetime, at_most: int) -> int:
    """Drop up to *at_most* rows that count for nothing any more; answers how many there were."""
    old = LoginFailure.objects.filter(last_at__lt=now - WINDOW).order_by("last_at")
    keys = list(old.values_list("pk", flat=True)[:at_most])
    LoginFailure.objects.filter(pk__in=keys, last_at__lt=now - WINDOW).delete()
    return len(keys)


def _refusals(name: str, address: str) -> int:
    """How many tries this process refused lately, unseen."""
    count, first = _refused.get((name, _place(address)), (0, timezone.now()))
    return count if timezone.now() - first < WINDOW else 0


def _note_refusal(name: str, address: str) -> None:
    with _mutex:
        key, count = (name, _place(address)), _refusals(name, address)
        first = _refused.pop(key)[1] if count else timezone.now()
        _refused[key] = (count + 1, first)
        if len(_refused) > TRUSTED_AT_MOST:
            _refused.popitem(last=False)


_refused: OrderedDict[tuple[str, str], tuple[int, datetime]] = OrderedDict()
_trusted: OrderedDict[tuple[str, str, int], None] = OrderedDict()
_mutex = threading.Lock()

_ADD = """
INSERT INTO accounts_loginfailure AS known ("key", "count", first_at, last_at) VALUES {rows}
ON CONFLICT ("key") DO UPDATE SET
  "count" = CASE WHEN known.first_at < %s THEN 1 ELSE known."count" + 1 END,
  first_at = CASE WHEN known.first_at < %s THEN excluded.first_at ELSE known.first_at END,
  last_at = excluded.last_at
RETURNING "key", "count"
"""


def _add(keys: Sequence[str]) -> Mapping[str, int]:
    """Count one more for each, in one statement; in the order of the keys, so that none deadlocks.

    Failures from before the window are forgotten with the first one after it.
    """
    now = timezone.now()
    at, start = map(connection.ops.adapt_datetimefield_value, (now, now - WINDOW))
    rows = ",".join(["(%s, 1, %s, %s)"] * len(keys))
    values = [value for key in keys for value in (key, at, at)]
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(rows=rows), [*values, start, start])
        return dict(cursor.fetchall())


def _limits(name: str, address: str, credential: Credential) -> Mapping[str, int]:
    limits = {_account_key(name, address, credential): OF_ACCOUNT}
    if not _is_here(address):
        limits[hashes.of(f"{credential} failed at {_place(address)}")] = OF_PLACE
    return limits


def _account_key(name: str, address: str, credential: Credential) -> str:
    """No place has a blank in it, so that no two accounts and places make the same text."""
    return hashes.of(f"{credential} failed at {_place(address)} of {name}")


def _place(address: str) -> str:
    if ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False))


def _is_here(address: str) -> bool:
    """This machine's own address is a proxy's that we were not told of: everybody's, perhaps."""
    return not address or ipaddress.ip_address(address).is_loopback
