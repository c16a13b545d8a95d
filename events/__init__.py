"""What happened: frozen dataclasses, told to whoever subscribed, instead of signals.

Each app declares its own events in an ``events`` module. Subscribers of a class hear of its
subclasses too. Never decides anything, never imports an app.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened; past tense, plain values."""


E = TypeVar("E", bound=Event)

_in_transaction: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)


def in_transaction(kind: type[E], subscriber: Callable[[E], None]) -> None:
    """Have *subscriber* called inside the transaction that publishes; its failure undoes both."""
    if subscriber not in _in_transaction[kind]:
        _in_transaction[kind].append(subscriber)


def publish(event: Event) -> None:
    """Tell the subscribers. Must run in the transaction of the change it describes."""
    assert transaction.get_connection().in_atomic_block, "publish inside the transaction"
    for kind in type(event).__mro__:
        for subscriber in _in_transaction.get(kind, ()):
            subscriber(event)
