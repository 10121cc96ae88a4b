"""Asking together: nobody waits for company, everybody gets their own answer, and no one's end is another's."""

import asyncio
from collections.abc import Callable, Sequence

import pytest

from bot.services.gathering import Gathering


class Asked:
    """Something to ask that answers when it is let, with each key in capitals, and notes what it was asked for."""

    def __init__(self) -> None:
        self.rounds: list[list[str]] = []
        self.error: Exception | None = None
        self.before_answering: Callable[[], object] = lambda: None
        self._let = asyncio.Semaphore(0)

    async def __call__(self, keys: Sequence[str]) -> dict[str, str]:
        self.rounds.append(list(keys))
        await self._let.acquire()
        if self.error is not None:
            raise self.error
        asyncio.get_running_loop().call_soon(self.before_answering)
        return {key: key.upper() for key in keys if key != "unknown"}

    async def answer(self, rounds: int = 1) -> None:
        """Let so many rounds end, and everyone do what they have to then."""
        for _ in range(rounds):
            self._let.release()
            await turns()


async def turns() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def begun(gathering: Gathering[str, str], keys: str) -> dict[str, asyncio.Task[str]]:
    tasks = {key: asyncio.create_task(gathering.get(key)) for key in keys.split()}
    await turns()
    return tasks


async def test_whoever_comes_first_asks_at_once_and_the_others_next_together() -> None:
    asked = Asked()
    gathering = Gathering(asked, most=3)
    tasks = await begun(gathering, "a b c d e")
    assert asked.rounds == [["a"]]
    await asked.answer()
    assert asked.rounds == [["a"], ["b", "c", "d"]]
    late = await begun(gathering, "f")
    await asked.answer(2)
    assert asked.rounds == [["a"], ["b", "c", "d"], ["e", "f"]]
    assert [await task for task in (*tasks.values(), *late.values())] == ["A", "B", "C", "D", "E", "F"]
    again = await begun(gathering, "a")
    await asked.answer()
    assert (asked.rounds[-1], await again["a"]) == (["a"], "A")


async def test_what_is_not_found_is_missing_for_its_own_asker_alone() -> None:
    asked = Asked()
    gathering = Gathering(asked, most=9)
    tasks = await begun(gathering, "a unknown c")
    await asked.answer(2)
    with pytest.raises(KeyError):
        await tasks["unknown"]
    assert (await tasks["a"], await tasks["c"]) == ("A", "C")


async def test_error_reaches_those_who_asked_together_and_nobody_after_them() -> None:
    asked = Asked()
    gathering = Gathering(asked, most=3)
    tasks = await begun(gathering, "a b c d e")
    await asked.answer()
    asked.error = OSError("away")
    await asked.answer()
    asked.error = None
    await asked.answer()
    ended = await asyncio.gather(*tasks.values(), return_exceptions=True)
    assert [str(one) for one in ended] == ["A", "away", "away", "away", "E"]
    assert asked.rounds == [["a"], ["b", "c", "d"], ["e"]]


@pytest.mark.parametrize("gone", ["a", "b", "c", "d"])
async def test_whoever_is_called_off_leaves_the_others_their_answers(gone: str) -> None:
    asked = Asked()
    gathering = Gathering(asked, most=2)
    tasks = await begun(gathering, "a b c d")
    tasks[gone].cancel()
    await turns()
    await asked.answer(4)
    with pytest.raises(asyncio.CancelledError):
        await tasks.pop(gone)
    assert [await task for task in tasks.values()] == [key.upper() for key in tasks]


async def test_who_asks_for_others_and_is_called_off_leaves_them_to_the_next() -> None:
    asked = Asked()
    gathering = Gathering(asked, most=9)
    tasks = await begun(gathering, "a b c d")
    await asked.answer()
    assert asked.rounds[1:] == [["b", "c", "d"]]
    tasks["b"].cancel()
    await turns()
    assert asked.rounds[2:] == [["c", "d"]]
    await asked.answer()
    assert (await tasks["c"], await tasks["d"]) == ("C", "D")


async def test_turn_is_passed_on_by_who_is_called_off_just_when_it_comes() -> None:
    asked = Asked()
    gathering = Gathering(asked, most=2)
    tasks = await begun(gathering, "a b c")
    # It runs between the moment at which the turn is b's and the one at which b takes it.
    asked.before_answering = tasks["b"].cancel
    await asked.answer(2)
    assert (await tasks["a"], await tasks["c"]) == ("A", "C")
    assert (tasks["b"].cancelled(), asked.rounds) == (True, [["a"], ["c"]])
    assert await asyncio.wait_for(asyncio.gather(gathering.get("e"), asked.answer()), 1) == ["E", None]
