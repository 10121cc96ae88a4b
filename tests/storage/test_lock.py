from storage.database import Database
from tests.databases import Postgres


async def test_lock_has_one_holder_until_it_is_released(database: Database) -> None:
    first, second = database.lock("courier"), database.lock("courier")
    assert await first.acquire()
    assert (await second.acquire(), await second.held()) == (False, False)
    assert (await first.acquire(), await first.held()) == (True, True)
    await first.release()
    await first.release()
    assert (await first.held(), await second.acquire()) == (False, True)
    await second.release()


async def test_locks_of_other_names_are_others(database: Database) -> None:
    courier, other = database.lock("courier"), database.lock("other")
    assert (await courier.acquire(), await other.acquire()) == (True, True)
    await courier.release()
    await other.release()


async def test_lock_is_lost_with_its_connection_and_free_for_others(postgres: Postgres) -> None:
    name = postgres.create()
    database = Database(postgres.url(name))
    try:
        first, second = database.lock("courier"), database.lock("courier")
        assert await first.acquire()
        postgres.cut(name)
        assert not await first.held()
        assert await second.acquire()
        assert not await first.acquire()
        await second.release()
    finally:
        await database.stop()
        postgres.drop(name)
