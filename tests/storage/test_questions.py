from datetime import date, timedelta

from storage import questions
from storage.database import Database
from storage.questions import Asked

DAY = date(2026, 11, 22)
BEFORE = DAY - timedelta(days=1)


async def test_questions_are_counted_over_days_the_most_asked_first(database: Database) -> None:
    async with database.session() as session:
        await questions.count(session, [(DAY, "ru", "где … школа", 1), (BEFORE, "ru", "где … школа", 2)])
        await questions.count(session, [])
    async with database.session() as session:
        await questions.count(session, [(DAY, "kk", "мектеп", 4), (DAY, "ru", "где … школа", 3)])
        await questions.count(session, [(DAY, "en", "school", 4), (DAY, "ru", "школа", 4)])
    async with database.session() as session:
        everything = await questions.listed(session, BEFORE)
        assert everything == [
            Asked("где … школа", "ru", 6, DAY),
            Asked("school", "en", 4, DAY),
            Asked("мектеп", "kk", 4, DAY),
            Asked("школа", "ru", 4, DAY),
        ]
        assert await questions.listed(session, DAY, "ru") == [
            Asked("где … школа", "ru", 4, DAY),
            Asked("школа", "ru", 4, DAY),
        ]


async def test_prune_removes_the_days_before(database: Database) -> None:
    async with database.session() as session:
        await questions.count(session, [(DAY, "ru", "школа", 1), (BEFORE, "ru", "школа", 2)])
        assert await questions.prune(session, DAY) == 1
        assert await questions.listed(session, BEFORE) == [Asked("школа", "ru", 1, DAY)]
