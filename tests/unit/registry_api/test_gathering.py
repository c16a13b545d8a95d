"""One question for all who want to know, asked after each of them came."""

import asyncio

import pytest

from registry_api.gathering import Gathering


def test_those_who_come_while_it_is_asked_share_the_next_question() -> None:
    asked: list[set[int]] = []

    async def ask(keys: set[int]) -> dict[int, int]:
        asked.append(set(keys))
        await asyncio.sleep(0.01)
        return {key: len(asked) for key in keys}

    async def run() -> list[int]:
        gathering = Gathering(ask)
        first = asyncio.create_task(gathering.answer([1]))
        await asyncio.sleep(0.005)
        later = [asyncio.create_task(gathering.answer([key])) for key in (1, 2, 3)]
        return [(await first)[1], *[max((await one).values()) for one in later]]

    assert asyncio.run(run()) == [1, 2, 2, 2]
    assert asked == [{1}, {1, 2, 3}]


def test_an_error_reaches_all_who_asked_and_nobody_later() -> None:
    errors = [OSError("the first time")]

    async def ask(keys: set[int]) -> dict[int, int]:
        await asyncio.sleep(0)
        if errors:
            raise errors.pop()
        return dict.fromkeys(keys, 0)

    async def run() -> None:
        gathering = Gathering(ask)
        asking = [asyncio.create_task(gathering.answer([key])) for key in (1, 2)]
        for one in asking:
            with pytest.raises(OSError, match="the first time"):
                await one
        assert await gathering.answer([1]) == {1: 0}

    asyncio.run(run())


def test_one_who_goes_away_takes_the_answer_from_nobody() -> None:
    async def ask(keys: set[int]) -> dict[int, int]:
        await asyncio.sleep(0.01)
        return dict.fromkeys(keys, 0)

    async def run() -> None:
        gathering = Gathering(ask)
        gone, stays = (asyncio.create_task(gathering.answer([key])) for key in (1, 2))
        await asyncio.sleep(0)
        gone.cancel()
        assert (await stays)[2] == 0

    asyncio.run(run())
