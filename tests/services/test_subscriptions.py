"""Following topics and choosing when: every change leaves the due time right."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.services.schedules import Schedule
from bot.services.subscriptions import Following, Subscriptions
from storage import plan, readers
from storage.database import Database
from tests.clock import Clock

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MONDAY_NINE = datetime(2026, 11, 23, 4, tzinfo=UTC)
DEFAULT = Schedule("weekly", 0, 1, 9, "Asia/Almaty")


@pytest.fixture
async def subscriptions(database: Database) -> Subscriptions:
    async with database.session() as session:
        await readers.remember(session, 7, "private", date(2026, 11, 22))
    return Subscriptions(database, Clock(NOON), "Asia/Almaty")


async def due(database: Database) -> datetime | None:
    async with database.session() as session:
        return await plan.next_at(session)


async def test_first_topic_sets_the_default_schedule(
    subscriptions: Subscriptions, database: Database
) -> None:
    assert await subscriptions.of(7) == Following((), DEFAULT, False, None, None, None)
    after = await subscriptions.follow(7, ["water"])
    assert after == Following(("water",), DEFAULT, False, MONDAY_NINE, None, None)
    assert await subscriptions.of(7) == after
    assert await due(database) == MONDAY_NINE


async def test_unfollowing_the_last_topic_ends_the_digests_and_keeps_the_choice(
    subscriptions: Subscriptions, database: Database
) -> None:
    await subscriptions.follow(7, ["water", "school"])
    await subscriptions.choose(7, {"cadence": "daily", "hour": 20})
    gone, left = await subscriptions.unfollow(7, ["water"])
    assert (gone, left.topics) == (("water",), ("school",))
    gone, left = await subscriptions.unfollow(7)
    assert (gone, left.topics, left.due) == (("school",), (), None)
    assert await due(database) is None
    again = await subscriptions.follow(7, gone)
    assert (again.schedule, again.due) == (
        Schedule("daily", 0, 1, 20, "Asia/Almaty"),
        NOON + timedelta(hours=3),
    )


async def test_changed_schedule_changes_the_due_time(
    subscriptions: Subscriptions, database: Database
) -> None:
    await subscriptions.follow(7, ["water"])
    for wish, expected in (
        ({"hour": 18}, datetime(2026, 11, 23, 13, tzinfo=UTC)),
        ({"weekday": 6}, datetime(2026, 11, 22, 13, tzinfo=UTC)),
        ({"time_zone": "Europe/Berlin"}, datetime(2026, 11, 22, 17, tzinfo=UTC)),
        ({"cadence": "monthly", "monthday": 31}, datetime(2026, 11, 30, 17, tzinfo=UTC)),
    ):
        assert (await subscriptions.choose(7, wish)).due == expected
        assert await due(database) == expected
    assert (await subscriptions.silence(7, silent=True)).silent
    assert (await subscriptions.of(7)).silent


async def test_pause_puts_the_due_time_behind_it_and_ends(subscriptions: Subscriptions) -> None:
    await subscriptions.follow(7, ["water"])
    paused = await subscriptions.pause(7, 8)
    assert (paused.paused_until, paused.due) == (NOON + timedelta(days=8), MONDAY_NINE + timedelta(days=14))
    assert await subscriptions.of(7) == paused
    later = await subscriptions.choose(7, {"hour": 20})
    assert later.paused_until == paused.paused_until
    ended = await subscriptions.pause(7, 0)
    assert (ended.paused_until, ended.due) == (None, MONDAY_NINE + timedelta(hours=11))


async def test_unknown_chat_follows_nothing_and_is_not_made(
    subscriptions: Subscriptions, database: Database
) -> None:
    assert (await subscriptions.follow(8, ["water"])).topics == ()
    async with database.session() as session:
        assert await readers.get(session, 8) is None
