"""Asks once for all who want to know: those that come while it is being asked wait for the next.

An answer is never older than its question.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


@dataclass(slots=True)
class _Round(Generic[K, V]):
    keys: set[K] = field(default_factory=set)
    answer: "asyncio.Future[Mapping[K, V]]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Gathering(Generic[K, V]):
    """One question at a time, on the event loop only; an error is everybody's who asked."""

    def __init__(self, ask: Callable[[set[K]], Awaitable[Mapping[K, V]]]) -> None:
        self._ask = ask
        self._next: _Round[K, V] | None = None
        self._runner: asyncio.Task[None] | None = None

    async def answer(self, keys: Iterable[K]) -> Mapping[K, V]:
        """What is asked at some moment after this call, for *keys* and perhaps others."""
        if self._next is None:
            self._next = _Round()
        waiting = self._next
        waiting.keys.update(keys)
        if self._runner is None or self._runner.done():
            self._runner = asyncio.create_task(self._run())
        return await asyncio.shield(waiting.answer)

    async def _run(self) -> None:
        while (waiting := self._next) is not None:
            self._next = None
            try:
                answer = await self._ask(waiting.keys)
            except Exception as error:  # noqa: BLE001  # handed to all who wait
                waiting.answer.set_exception(error)
            else:
                waiting.answer.set_result(answer)
