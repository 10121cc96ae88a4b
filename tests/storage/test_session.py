import asyncio
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import engine, readers, writers
from storage.database import Database
from storage.errors import StorageError

DAY = date(2026, 11, 20)


async def known(database: Database) -> set[int]:
    async with database.session() as session:
        return set(await readers.get_many(session, range(10)))


async def test_session_commits_at_the_end(database: Database) -> None:
    async with database.session() as session:
        reader = (await readers.remember(session, 7, "private", DAY)).reader
    assert await known(database) == {7}
    assert reader.since == DAY


async def test_session_rolls_back_on_an_error_and_passes_it_on(database: Database) -> None:
    async def fail() -> None:
        async with database.session() as session:
            await readers.remember(session, 7, "private", DAY)
            raise ConnectionResetError("of the network, not of the database")

    with pytest.raises(ConnectionResetError, match="of the network"):
        await fail()
    assert await known(database) == set()


async def test_session_rolls_back_when_cancelled(database: Database) -> None:
    written = asyncio.Event()

    async def hang() -> None:
        async with database.session() as session:
            await readers.remember(session, 7, "private", DAY)
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await known(database) == set()
    async with database.session() as session:
        await readers.remember(session, 8, "private", DAY)
    assert await known(database) == {8}


async def test_sessions_read_while_another_writes(database: Database) -> None:
    async with database.session() as writing:
        await readers.remember(writing, 7, "private", DAY)
        assert await known(database) == set()
    assert await known(database) == {7}


async def test_session_that_has_read_may_write_after_another_wrote(database: Database) -> None:
    """SQLite answers a transaction that read before another's commit with "locked" at once, unless it began anew."""
    async with database.session() as first:
        await readers.get(first, 7)
        async with database.session() as second:
            await readers.remember(second, 8, "private", DAY)
        await readers.remember(first, 7, "private", DAY)
    assert await known(database) == {7, 8}


async def test_sessions_that_write_at_once_wait_for_each_other(database: Database) -> None:
    async def write(chat_id: int) -> None:
        async with database.session() as session:
            await readers.remember(session, chat_id, "private", DAY)
            await asyncio.sleep(0)
            await readers.set_language(session, chat_id, "kk")

    await asyncio.gather(*(write(chat_id) for chat_id in range(10)))
    assert await known(database) == set(range(10))


async def test_session_says_when_no_connection_gets_free(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "POOL_SECONDS", 0.01)
    database = Database(database_url)
    await database.start()
    async with asyncio.TaskGroup() as group:
        done = asyncio.Event()
        held = asyncio.Semaphore(0)

        async def hold() -> None:
            async with database.session() as session:
                await session.execute(text("SELECT 1"))
                held.release()
                await done.wait()

        size = 10 if database.dialect == "sqlite" else 20
        for _ in range(size):
            group.create_task(hold())
        for _ in range(size):
            await held.acquire()
        with pytest.raises(StorageError, match="QueuePool limit"):
            await known(database)
        done.set()
    assert await known(database) == set()
    await database.stop()


async def test_foreign_keys_hold(database: Database) -> None:
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError):
        async with database.session() as session:
            await session.execute(text("INSERT INTO subscription (chat_id, topic) VALUES (1, 'courts')"))


async def test_rush_of_writers_is_let_in_one_by_one(database: Database) -> None:
    order: list[int] = []

    async def write(chat_id: int) -> None:
        async with database.session() as session:
            await readers.remember(session, chat_id, "private", DAY)
            order.append(chat_id)
            # As long as the others have to wait, they would ask SQLite again and again, and some would give up.
            for _ in range(5):
                await readers.get(session, chat_id)

    await asyncio.gather(*(write(chat_id) for chat_id in range(1, 101)))
    async with database.session() as session:
        assert len(await readers.get_many(session, range(1, 101))) == 100
    assert sorted(order) == list(range(1, 101))


async def test_writer_inside_of_a_writer_gives_up_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "BUSY_SECONDS", 0.05)
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.db")
    await database.start()
    await database.upgrade()

    async def nest() -> None:
        async with database.session() as outer:
            await readers.remember(outer, 7, "private", DAY)
            async with database.session() as inner:
                await readers.remember(inner, 8, "private", DAY)

    with pytest.raises(StorageError, match="no answer in time"):
        await nest()
    async with database.session() as session:
        await readers.remember(session, 9, "private", DAY)
    assert await known(database) == {9}
    await database.stop()
