"""The send budget, on a loop whose time jumps to the next timer: no test waits."""

import asyncio
import itertools
import math
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from bot.pace import Held, Pace, urgently


class Loop(asyncio.SelectorEventLoop):
    """A loop that never waits: when nothing is ready, its clock jumps to the next timer."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0
        select = self._selector.select  # type: ignore[attr-defined]

        def jump(timeout: float | None) -> Any:
            found = select(0)
            if not found and timeout:
                self.at += timeout
            return found

        self._selector.select = jump  # type: ignore[attr-defined]

    def time(self) -> float:
        return self.at


@pytest.fixture
def loop() -> Iterator[Loop]:
    made = Loop()
    yield made
    made.close()


Send = Callable[..., Awaitable[None]]


def run(
    loop: Loop, rate: float, job: Callable[[Pace, Send, list[tuple[float, int]]], Awaitable[None]]
) -> Any:
    """Run a job with a pace, and a way to send that notes when and to whom; a send takes 2 ms."""
    sent: list[tuple[float, int]] = []
    pace = Pace(rate, loop.time)

    async def send(chat: int, *, reply: bool = False, takes: float = 0.002) -> None:
        async with pace.turn(chat, reply=reply):
            sent.append((loop.at, chat))
            await asyncio.sleep(takes)

    loop.run_until_complete(job(pace, send, sent))  # type: ignore[arg-type]
    return sent


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(start <= time < start + seconds for time in times) for start in times)


def test_digests_keep_the_rate_and_never_exceed_it(loop: Loop) -> None:
    async def job(pace: Pace, send: Send, sent: list[tuple[float, int]]) -> None:
        await asyncio.gather(*(send(chat) for chat in range(600)))

    times = [time for time, _ in run(loop, 30, job)]
    assert most_within(times, 1.0) == 30
    assert 19.4 < times[-1] - times[0] < 20.4


def test_replies_go_before_digests_within_a_tenth_of_a_second(loop: Loop) -> None:
    waits = []

    async def job(pace: Pace, send: Send, sent: list[tuple[float, int]]) -> None:
        digests = [asyncio.ensure_future(send(chat)) for chat in range(1, 301)]
        for number in range(40):
            await asyncio.sleep(0.19)
            asked = loop.at
            await send(100_000 + number, reply=True)
            waits.append(loop.at - asked)
        await asyncio.gather(*digests)

    times = [time for time, _ in run(loop, 30, job)]
    assert max(waits) < 0.1
    assert most_within(times, 1.0) == 30
    assert 340 / 30 - 1.1 < times[-1] - times[0] < 340 / 30 * 1.02


def test_person_gets_one_message_a_second_in_order(loop: Loop) -> None:
    async def job(pace: Pace, send: Send, sent: list[tuple[float, int]]) -> None:
        await asyncio.gather(*(send(7, reply=True, takes=0.3) for _ in range(4)))

    times = [time for time, _ in run(loop, 30, job)]
    assert all(later - earlier >= 1.3 for earlier, later in itertools.pairwise(times))
    assert times[-1] < 4.2


def test_group_gets_twenty_a_minute(loop: Loop) -> None:
    async def job(pace: Pace, send: Send, sent: list[tuple[float, int]]) -> None:
        await asyncio.gather(*(send(-5) for _ in range(50)))

    times = [time for time, _ in run(loop, 30, job)]
    assert most_within(times, 60.0) == 20
    assert times[-1] < 125


def test_unpaced_budget_knows_only_the_chats_limits(loop: Loop) -> None:
    async def job(pace: Pace, send: Send, sent: list[tuple[float, int]]) -> None:
        await asyncio.gather(*(send(chat) for chat in (*range(1, 1000), 1)))

    times = [time for time, _ in run(loop, math.inf, job)]
    assert (times[998], times[999] >= 1.0) == (0.0, True)


def test_slow_rate_is_kept(loop: Loop) -> None:
    async def job(pace: Pace, send: Send, sent: list[tuple[float, int]]) -> None:
        await asyncio.gather(*(send(chat) for chat in range(3)))

    times = [time for time, _ in run(loop, 0.5, job)]
    assert [round(time) for time in times] == [0, 2, 4]


def test_refused_chat_is_held_and_the_longest_pause_counts(loop: Loop) -> None:
    async def job(pace: Pace, send: Send, sent: list[tuple[float, int]]) -> None:
        pace.refused(7, 12 * 3600)
        pace.refused(7, 5)
        await asyncio.sleep(10)
        with pytest.raises(Held) as held:
            await send(7)
        assert 43_180 < held.value.seconds <= 43_190
        await send(8)
        assert pace.held_for == 0

    assert [chat for _, chat in run(loop, 30, job)] == [8]


def test_several_refused_chats_in_a_row_hold_everyone(loop: Loop) -> None:
    async def job(pace: Pace, send: Send, sent: list[tuple[float, int]]) -> None:
        pace.refused(1, 12 * 3600)
        pace.refused(2, 8)
        pace.passed()
        pace.refused(3, 12 * 3600)
        pace.refused(4, 9)
        assert pace.held_for == 0
        pace.refused(5, 5)
        assert pace.held_for == 5
        with pytest.raises(Held):
            await send(6)
        await asyncio.sleep(5.1)
        await send(6)

    assert [(round(time), chat) for time, chat in run(loop, 30, job)] == [(5, 6)]


def test_waiting_digests_are_refused_when_a_pause_begins(loop: Loop) -> None:
    async def job(pace: Pace, send: Send, sent: list[tuple[float, int]]) -> None:
        waiting = [asyncio.ensure_future(send(chat)) for chat in range(1, 61)]
        await asyncio.sleep(0.5)
        pace.hold(60)
        outcomes = await asyncio.gather(*waiting, return_exceptions=True)
        assert sum(isinstance(outcome, Held) for outcome in outcomes) == 60 - len(sent)

    assert len(run(loop, 30, job)) < 25


def test_reply_waits_a_little_for_a_pause_and_then_tries(loop: Loop) -> None:
    async def job(pace: Pace, send: Send, sent: list[tuple[float, int]]) -> None:
        pace.hold(3600)
        await send(7, reply=True)
        pace.refused(8, 2)
        await send(8, reply=True)

    assert [(round(time), chat) for time, chat in run(loop, 30, job)] == [(5, 7), (10, 8)]


def test_cancelled_waiters_take_no_turn(loop: Loop) -> None:
    async def job(pace: Pace, send: Send, sent: list[tuple[float, int]]) -> None:
        waiting = [asyncio.ensure_future(send(chat)) for chat in range(1, 91)]
        await asyncio.sleep(0.2)
        for task in waiting[5:80]:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    times = [time for time, chat in run(loop, 30, job) if chat > 80]
    assert len(times) == 10
    assert times[-1] < 1.2


def test_edits_count_for_the_whole_and_not_for_the_chat(loop: Loop) -> None:
    async def job(pace: Pace, send: Send, sent: list[tuple[float, int]]) -> None:
        for _ in range(31):
            async with pace.edit():
                sent.append((loop.at, 7))
        await send(7, reply=True)

    times = [time for time, _ in run(loop, 30, job)]
    assert times[29] < 0.1 < 1.0 <= times[30]
    assert times[31] < 1.1


def test_idle_chats_are_forgotten_and_held_ones_are_not(loop: Loop) -> None:
    async def job(pace: Pace, send: Send, sent: list[tuple[float, int]]) -> None:
        pace.refused(1, 3600)
        for chat in range(2, 6000):
            pace._chat(chat)
        assert len(pace._chats) < 4200
        with pytest.raises(Held):
            await send(1)

    run(loop, math.inf, job)


def test_who_is_in_danger_goes_before_all_others(loop: Loop) -> None:
    async def job(pace: Pace, send: Send, sent: list[tuple[float, int]]) -> None:
        async def urgent(chat: int) -> None:
            with urgently():
                await send(chat, reply=True)

        waiting = [send(chat, reply=True) for chat in range(1, 9)]
        waiting += [send(chat) for chat in range(11, 14)]
        await asyncio.gather(*waiting, urgent(21), urgent(22))

    sent = [chat for _, chat in run(loop, 2, job)]
    # Two had been let in before anyone in danger came.
    assert sent[:4] == [1, 2, 21, 22]
    assert sent[4:10] == [3, 4, 5, 6, 7, 8]
