"""Questions: how often each masked one was asked in vain, by day and language; nothing of who asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import affected, core, insert_into
from storage.tables import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """A masked question, its language, how often it came in all and on which day last."""

    words: str
    language: str
    count: int
    last: date


async def count(session: AsyncSession, asked: Iterable[tuple[date, str, str, int]]) -> None:
    """Count questions: pairs of day, language, masked words and how many more."""
    table = core(Question)
    insert = insert_into(session, Question)
    insert = insert.on_conflict_do_update(
        index_elements=["day", "language", "words"],
        set_={"count": table.c.count + insert.excluded["count"]},
    )
    # In one order everywhere, so that two processes cannot wait for each other.
    rows = [
        {"day": day, "language": language, "words": words, "count": number}
        for day, language, words, number in sorted(asked)
    ]
    if rows:
        await session.execute(insert, rows)


async def listed(session: AsyncSession, first: date, language: str | None = None) -> list[Asked]:
    """The questions from a day on, of one language or all; the most asked first, then by their words."""
    table = core(Question)
    total = func.sum(table.c.count)
    statement = (
        select(table.c.words, table.c.language, total, func.max(table.c.day))
        .where(table.c.day >= first)
        .group_by(table.c.words, table.c.language)
        .order_by(total.desc(), table.c.words, table.c.language)
    )
    if language is not None:
        statement = statement.where(table.c.language == language)
    return [
        Asked(words, spoken, int(number), last)
        for words, spoken, number, last in await session.execute(statement)
    ]


async def prune(session: AsyncSession, before: date) -> int:
    """Remove the questions of days before a day; how many rows."""
    table = core(Question)
    return affected(await session.execute(delete(table).where(table.c.day < before)))
