from datetime import UTC, date, datetime, timedelta

from storage import messages, readers
from storage.database import Database

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOO_OLD = NOW - timedelta(hours=48)


async def keep(database: Database, chat_id: int, sent: dict[int, datetime]) -> None:
    async with database.session() as session:
        await readers.remember(session, chat_id, "private", date(2026, 11, 20))
        for message_id, sent_at in sent.items():
            await messages.remember(session, chat_id, [message_id], sent_at)


async def test_recent_gives_48_hours_newest_first(database: Database) -> None:
    await keep(database, 1, {10: TOO_OLD, 11: TOO_OLD + timedelta(seconds=1), 12: NOW, 13: NOW})
    await keep(database, 2, {99: NOW})
    async with database.session() as session:
        assert await messages.recent(session, 1, NOW) == [13, 12, 11]


async def test_remember_keeps_the_first_time_of_a_message(database: Database) -> None:
    await keep(database, 1, {10: TOO_OLD})
    async with database.session() as session:
        await messages.remember(session, 1, [10, 11], NOW)
        await messages.remember(session, 1, [], NOW)
        assert await messages.recent(session, 1, NOW) == [11]


async def test_remember_keeps_nothing_of_the_unknown(database: Database) -> None:
    async with database.session() as session:
        await messages.remember(session, 1, [10], NOW)
    async with database.session() as session:
        assert await messages.recent(session, 1, NOW) == []


async def test_forget_counts_the_known(database: Database) -> None:
    await keep(database, 1, {10: NOW, 11: NOW, 12: NOW})
    await keep(database, 2, {10: NOW})
    async with database.session() as session:
        assert await messages.forget(session, 1, [10, 12, 77]) == 2
        assert await messages.recent(session, 1, NOW) == [11]
        assert await messages.recent(session, 2, NOW) == [10]


async def test_prune_goes_on_until_all_old_ones_are_gone(database: Database) -> None:
    await keep(database, 1, dict.fromkeys(range(5), TOO_OLD) | {6: NOW})
    pruned = []
    for _ in range(4):
        async with database.session() as session:
            pruned.append(await messages.prune(session, NOW, limit=2))
    assert pruned == [2, 2, 1, 0]
    async with database.session() as session:
        assert await messages.recent(session, 1, NOW + timedelta(hours=1)) == [6]
