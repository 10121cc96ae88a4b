"""The plan: everyone who is due once, nobody twice, whatever the clock did."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.digests.plan import Planned, move
from storage import deliveries, readers
from storage.plan import DueReader, Move
from tests.digests.post import DEFAULT, MONDAY, WEEK, Post

MINUTE = timedelta(minutes=1)


def reader(**changed: object) -> DueReader:
    fields = {
        "chat_id": 7, "due_at": MONDAY, "kind": "private", "cadence": "weekly", "weekday": 0, "monthday": 1, "hour": 9,
        "time_zone": None, "paused_until": None, "last_digest_at": None,
    }  # fmt: skip
    return DueReader(**fields | changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "now", "wanted"),
    [
        ({}, MONDAY, Move(7, MONDAY, MONDAY + WEEK, MONDAY)),
        # Six days of downtime are made up for.
        ({}, MONDAY + 6 * WEEK / 7, Move(7, MONDAY, MONDAY + WEEK, MONDAY)),
        # Five weeks of it: the old slot is dropped, and the last one that has come is next.
        (
            {},
            MONDAY + 5 * WEEK + MINUTE,
            Move(7, MONDAY, MONDAY + 5 * WEEK, MONDAY, "dropped", error="too-late"),
        ),
        ({"cadence": None}, MONDAY, Move(7, MONDAY, None)),
        ({"paused_until": MONDAY + WEEK}, MONDAY, Move(7, MONDAY, MONDAY + WEEK)),
        ({"paused_until": MONDAY + WEEK + MINUTE}, MONDAY, Move(7, MONDAY, MONDAY + 2 * WEEK)),
        ({"paused_until": MONDAY - MINUTE}, MONDAY, Move(7, MONDAY, MONDAY + WEEK, MONDAY)),
        (
            {"cadence": "monthly", "monthday": 31, "time_zone": "UTC", "due_at": datetime(2026, 11, 30, 9, tzinfo=UTC)},
            datetime(2026, 12, 1, tzinfo=UTC),
            Move(7, datetime(2026, 11, 30, 9, tzinfo=UTC), datetime(2026, 12, 31, 9, tzinfo=UTC),
                 datetime(2026, 11, 30, 9, tzinfo=UTC)),
        ),
    ],
)  # fmt: skip
def test_move_of_a_due_reader(changed: dict[str, object], now: datetime, wanted: Move) -> None:
    assert move(reader(**changed), now, DEFAULT) == wanted


async def test_tick_plans_who_is_due_and_nobody_else(post: Post) -> None:
    await post.follow(1, 2, 3)
    async with post.database.session() as session:
        await readers.set_schedule(
            session, 2, readers.Schedule("weekly", 0, 1, 9, next_due_at=MONDAY + MINUTE)
        )
        await readers.deactivate(session, [3])
    assert await post.planner().tick() == Planned(planned=1)
    assert await post.planner().tick() == Planned()
    assert [await post.ledger(chat) for chat in (1, 2, 3)] == [[("planned", 0, False, None)], [], []]


async def test_downtime_is_caught_up_once_and_the_ledger_says_what_was_dropped(post: Post) -> None:
    await post.follow(1)
    post.clock.now = MONDAY + 5 * WEEK + MINUTE
    assert await post.planner().tick() == Planned(planned=1, dropped=1)
    assert await post.ledger(1) == [("planned", 0, False, None), ("dropped", 0, False, "too-late")]
    assert (await post.reader(1)).next_due_at == MONDAY + 6 * WEEK


async def test_several_planners_miss_nobody_and_plan_nobody_twice(post: Post) -> None:
    await post.follow(*range(1, 301))
    planners = [post.planner(batch=20) for _ in range(4 if post.database.dialect == "postgresql" else 1)]
    done = await asyncio.gather(*(planner.tick() for planner in planners))
    assert sum(one.planned for one in done) == 300
    assert await post.states() == {"planned": 300}


async def test_clock_set_back_brings_due_times_back(post: Post) -> None:
    await post.follow(1, 2)
    async with post.database.session() as session:
        await readers.set_schedule(
            session,
            2,
            readers.Schedule("daily", 0, 1, 9, paused_until=MONDAY + WEEK, next_due_at=MONDAY + WEEK),
        )
    post.clock.now = MONDAY + 10 * WEEK
    await post.planner().tick()
    assert (await post.reader(1)).next_due_at == MONDAY + 11 * WEEK
    post.clock.now = MONDAY + MINUTE
    assert await post.planner().tick() == Planned()
    assert (await post.reader(1)).next_due_at == MONDAY + WEEK
    assert (await post.reader(2)).next_due_at == MONDAY + WEEK


@pytest.mark.parametrize("days", [1, 400])
async def test_clock_set_forward_and_back_sends_no_slot_twice(post: Post, days: int) -> None:
    await post.follow(1)
    await post.deliver()
    for when in (MONDAY + timedelta(days=days), MONDAY + MINUTE, MONDAY + WEEK):
        post.clock.now = when
        await post.deliver()
    ledger = await post.ledger(1)
    async with post.database.session() as session:
        slots = [row.slot for row in await deliveries.of_chat(session, 1)]
    assert len(slots) == len(set(slots)) == len(ledger)
    assert MONDAY + WEEK in slots
