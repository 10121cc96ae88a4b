from datetime import date

import pytest
from sqlalchemy.exc import StatementError

from storage import readers, subscriptions
from storage.database import Database

DAY = date(2026, 11, 20)


async def follow(database: Database, followed: dict[int, list[str]]) -> None:
    async with database.session() as session:
        for chat_id, topics in followed.items():
            await readers.remember(session, chat_id, "private", DAY)
            for topic in topics:
                assert await subscriptions.add(session, chat_id, topic)


async def test_add_is_told_apart_from_adding_again(database: Database) -> None:
    await follow(database, {1: ["courts"]})
    async with database.session() as session:
        assert [await subscriptions.add(session, 1, topic) for topic in ("courts", "children")] == [
            False,
            True,
        ]
    async with database.session() as session:
        assert await subscriptions.topics(session, 1) == ["children", "courts"]


async def test_remove_returns_what_was_followed(database: Database) -> None:
    await follow(database, {1: ["courts", "children", "health"], 2: ["courts"]})
    async with database.session() as session:
        assert await subscriptions.remove(session, 1, ["health", "water"]) == ["health"]
        assert await subscriptions.remove(session, 1) == ["children", "courts"]
        assert await subscriptions.remove(session, 1) == []
    async with database.session() as session:
        assert await subscriptions.topics_of(session, [1, 2]) == {2: ["courts"]}


async def test_topics_of_reads_many_readers(database: Database) -> None:
    await follow(database, {1: ["courts"], 2: [], 3: ["health", "children"], 4: ["courts"]})
    async with database.session() as session:
        assert await subscriptions.topics_of(session, [1, 2, 3]) == {1: ["courts"], 3: ["children", "health"]}
        assert await subscriptions.topics_of(session, []) == {}


async def test_count_by_topic_counts_active_readers(database: Database) -> None:
    await follow(database, {1: ["courts"], 2: ["courts", "health"], 3: ["health", "water"]})
    async with database.session() as session:
        await readers.deactivate(session, [3])
        assert await subscriptions.count_by_topic(session) == {"courts": 2, "health": 1}


@pytest.mark.parametrize("topic", ["two words", "", "құқық", "x" * 65, "line\nbreak"])
async def test_add_refuses_what_is_no_id(database: Database, topic: str) -> None:
    with pytest.raises(StatementError, match="not an identifier"):
        async with database.session() as session:
            await subscriptions.add(session, 1, topic)
