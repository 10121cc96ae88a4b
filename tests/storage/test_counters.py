import asyncio
from datetime import date

from storage import counters
from storage.counters import Tally
from storage.database import Database

MONDAY, TUESDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 20)


async def count(database: Database, *tallies: Tally) -> None:
    async with database.session() as session:
        await counters.increment_many(session, tallies)


async def test_increment_adds_up(database: Database) -> None:
    for _ in range(3):
        async with database.session() as session:
            await counters.increment(session, MONDAY, "answers", "school-meals", 2)
            await counters.increment(session, MONDAY, "unsure")
    async with database.session() as session:
        assert await counters.listed(session, MONDAY, MONDAY) == [
            Tally(MONDAY, "answers", "school-meals", 6),
            Tally(MONDAY, "unsure", "", 3),
        ]


async def test_increment_many_takes_one_counter_several_times(database: Database) -> None:
    await count(
        database, Tally(MONDAY, "answers", "a"), Tally(TUESDAY, "answers", "a"), Tally(MONDAY, "answers", "a")
    )
    await count(database)
    async with database.session() as session:
        assert await counters.listed(session, MONDAY, TUESDAY) == [
            Tally(MONDAY, "answers", "a", 2),
            Tally(TUESDAY, "answers", "a", 1),
        ]


async def test_increment_loses_nothing_between_sessions(database: Database) -> None:
    keys = ["a", "b", "c"]

    async def once(turn: int) -> None:
        # Each in another order: without one order of their own they would wait for each other.
        order = keys[turn % 3 :] + keys[: turn % 3]
        await count(database, *(Tally(MONDAY, "answers", key) for key in order))

    await asyncio.gather(*(once(turn) for turn in range(30)))
    async with database.session() as session:
        assert await counters.by_key(session, "answers", MONDAY, MONDAY) == {"a": 30, "b": 30, "c": 30}


async def test_sums_by_day_and_by_key_include_both_ends(database: Database) -> None:
    await count(
        database,
        Tally(MONDAY, "answers", "a", 1),
        Tally(MONDAY, "answers", "b", 5),
        Tally(TUESDAY, "answers", "a", 2),
        Tally(FRIDAY, "answers", "a", 70),
        Tally(TUESDAY, "unsure", "a", 900),
    )
    async with database.session() as session:
        assert await counters.by_day(session, "answers", MONDAY, TUESDAY) == {MONDAY: 6, TUESDAY: 2}
        assert list((await counters.by_key(session, "answers", MONDAY, TUESDAY)).items()) == [
            ("b", 5),
            ("a", 3),
        ]
        assert list((await counters.by_key(session, "answers", TUESDAY, FRIDAY)).items()) == [("a", 72)]
        assert await counters.by_day(session, "refused", MONDAY, FRIDAY) == {}


async def test_prune_removes_older_days(database: Database) -> None:
    await count(database, Tally(MONDAY, "answers"), Tally(TUESDAY, "answers"), Tally(FRIDAY, "answers"))
    async with database.session() as session:
        assert await counters.prune(session, TUESDAY) == 1
        assert await counters.by_day(session, "answers", MONDAY, FRIDAY) == {TUESDAY: 1, FRIDAY: 1}
