"""Forwards sealed rows to a syslog collector, in the order of the chain, each at least once.

What is still to be sent is all beyond a sequence that is kept in the database: a queue that needs
no disk of its own, survives every restart and never holds up a writer. A collector confirms
nothing; so the sequence moves on only when its machine has taken the bytes and the connection has
stood for a while after that. What was not confirmed by then is sent once more.
"""

import logging
import secrets
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.db.models import Q
from django.utils import timezone

from audit import chain, syslog
from audit.errors import CollectorInvalid, CollectorLost
from audit.models import Forwarding
from audit.syslog import Collector

AT_ONCE = 500
PAUSE_SECONDS = 0.5
LONGEST_PAUSE = 60.0
CONFIRMED_AFTER = 2.0
LEASE = timedelta(seconds=30)

_EXPECTED = (CollectorInvalid, CollectorLost, DatabaseError)

_log = logging.getLogger("harbor.audit")


def is_wanted() -> bool:
    return bool(url())


def url() -> str:
    return str(settings.AUDIT_FORWARD_URL or "")


def position() -> int | None:
    """The sequence up to which the collector has everything; ``None`` where there is none."""
    if not is_wanted():
        return None
    row = Forwarding.objects.filter(pk=1).first()
    return 0 if row is None else row.sequence


def run(stop: threading.Event) -> None:
    """Forward until *stop* is set; a collector that is away is tried at growing intervals."""
    forwarder, pause = Forwarder(), PAUSE_SECONDS
    while not stop.is_set():
        close_old_connections()
        try:
            has_more = forwarder.step()
        except Exception as error:  # noqa: BLE001  # the edge of the thread: it must go on
            _log.warning("the audit log cannot be forwarded at present: %s", error)
            if not isinstance(error, _EXPECTED):
                _log.exception("this should not have happened")
            pause = min(pause * 2, LONGEST_PAUSE)
            stop.wait(pause)
            continue
        pause = PAUSE_SECONDS
        stop.wait(0 if has_more else pause)
    forwarder.end()
    connection.close()


@dataclass(slots=True)
class Forwarder:
    """One connection, and what was sent over it that is not confirmed."""

    name: str = field(default_factory=lambda: secrets.token_hex(8))
    _collector: Collector | None = None
    _sent: int = 0
    _unconfirmed: deque[tuple[float, int]] = field(default_factory=deque)

    def step(self) -> bool:
        """Send the next rows, if it is on us to; answers whether there may be more.

        Raises CollectorLost. The connection is gone then, and all that was not confirmed comes
        again.
        """
        if not self._hold():
            self.close()
            return False
        try:
            return self._send(self._connected())
        except CollectorLost:
            self.close()
            raise

    def end(self) -> None:
        """Leave the forwarding to whoever comes next, at once."""
        self.close()
        with suppress(DatabaseError):  # then it is free when the lease has run out
            Forwarding.objects.filter(holder=self.name).update(held_until=timezone.now())

    def close(self) -> None:
        if self._collector is not None:
            self._collector.close()
        self._collector = None
        self._unconfirmed.clear()

    def _connected(self) -> Collector:
        if self._collector is None:
            self._collector = syslog.connect(url(), ca_file=_ca_file())
            self._sent = position() or 0
        return self._collector

    def _send(self, collector: Collector) -> bool:
        collector.require_alive()
        links = chain.links(self._sent, AT_ONCE)
        messages = [syslog.message(link) for link in links if link.row is not None]
        if messages:
            collector.send(messages)
        if links:
            self._sent = links[-1].sequence
            self._unconfirmed.append((time.monotonic(), self._sent))
        self._confirm()
        return len(links) == AT_ONCE

    def _confirm(self) -> None:
        """Move the sequence on over what was sent long enough ago, on a line that still stands."""
        confirmed = None
        while self._unconfirmed and self._unconfirmed[0][0] + CONFIRMED_AFTER < time.monotonic():
            confirmed = self._unconfirmed.popleft()[1]
        if confirmed is not None:
            Forwarding.objects.filter(pk=1, holder=self.name).update(sequence=confirmed)

    def _hold(self) -> bool:
        """Take the forwarding on, or keep it: one process does it, another when that is gone."""
        now = timezone.now()
        ours = Q(holder=self.name) & Q(held_until__gt=now + LEASE / 2)
        if Forwarding.objects.filter(ours, pk=1).exists():
            return True
        Forwarding.objects.bulk_create([Forwarding(pk=1, held_until=now)], ignore_conflicts=True)
        free = Q(holder=self.name) | Q(held_until__lte=now)
        taken = Forwarding.objects.filter(free, pk=1)
        return bool(taken.update(holder=self.name, held_until=now + LEASE))


def _ca_file() -> str | None:
    file: str | None = settings.AUDIT_FORWARD_CA_FILE
    return file
