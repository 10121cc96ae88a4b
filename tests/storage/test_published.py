from datetime import UTC, datetime, timedelta

from storage import published
from storage.database import Database

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
DAY = timedelta(days=1)


async def note(database: Database, ids: list[str], now: datetime) -> dict[str, datetime]:
    async with database.session() as session:
        return await published.note(session, ids, now)


async def test_update_is_out_since_it_was_first_noted(database: Database) -> None:
    assert await note(database, ["b", "a"], NOW) == {"a": NOW, "b": NOW}
    assert await note(database, ["c", "a"], NOW + DAY) == {"a": NOW, "b": NOW, "c": NOW + DAY}
    assert await note(database, [], NOW + 2 * DAY) == {"a": NOW, "b": NOW, "c": NOW + DAY}


async def test_update_noted_by_a_clock_set_back_comes_after_all_known_ones(database: Database) -> None:
    await note(database, ["a"], NOW)
    assert await note(database, ["b"], NOW - DAY) == {"a": NOW, "b": NOW + timedelta(microseconds=1)}
