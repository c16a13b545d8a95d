"""What happened: frozen dataclasses, told to whoever subscribed, instead of signals.

Each app declares its own events in an ``events`` module. Subscribers of a class hear of its
subclasses too. Never decides anything, never imports an app.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened; past tense, plain values."""


E = TypeVar("E", bound=Event)

_in_transaction: dict[type[Event], list[Callable[[Sequence[Any]], None]]] = defaultdict(list)


def in_transaction(kind: type[E], subscriber: Callable[[Sequence[E]], None]) -> None:
    """Have *subscriber* called inside the transaction that publishes; its failure undoes both."""
    if subscriber not in _in_transaction[kind]:
        _in_transaction[kind].append(subscriber)


def publish(*happened: Event) -> None:
    """Tell the subscribers. Must run in the transaction of the change that they describe."""
    assert transaction.get_connection().in_atomic_block, "publish inside the transaction"
    for kind, subscribers in _in_transaction.items():
        heard = [event for event in happened if isinstance(event, kind)]
        for subscriber in subscribers if heard else ():
            subscriber(heard)
