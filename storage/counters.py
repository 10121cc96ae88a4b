"""Counters: how often something happened on a day, without any person.

Rows are shared by everyone, so a unit of work that counts should end soon: on PostgreSQL it holds the
counter's row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import affected, core, insert_into
from storage.tables import Counter

CAMPAIGN_NAMES = ("campaign-opened", "campaign-new", "campaign-followed")
"""What is counted of a campaign: opened links, readers whom it brought, topics that they followed."""


@dataclass(frozen=True, slots=True, order=True)
class Tally:
    """A count of one day: of what (`name`), of which (`key`, an id; empty when of none), how many."""

    day: date
    name: str
    key: str = ""
    count: int = 1


async def increment(session: AsyncSession, day: date, name: str, key: str = "", by: int = 1) -> None:
    """Count `by` more of `name` and `key` on a day."""
    await increment_many(session, [Tally(day, name, key, by)])


async def increment_many(session: AsyncSession, tallies: Iterable[Tally]) -> None:
    """Count many at once; the same counter may come several times."""
    sums: dict[tuple[date, str, str], int] = {}
    for tally in tallies:
        counter = (tally.day, tally.name, tally.key)
        sums[counter] = sums.get(counter, 0) + tally.count
    if not sums:
        return
    table = core(Counter)
    insert = insert_into(session, Counter)
    insert = insert.on_conflict_do_update(
        index_elements=["day", "name", "key"], set_={"count": table.c.count + insert.excluded["count"]}
    )
    # In one order everywhere, so that two processes cannot wait for each other.
    rows = [
        {"day": day, "name": name, "key": key, "count": n} for (day, name, key), n in sorted(sums.items())
    ]
    await session.execute(insert, rows)


async def by_day(session: AsyncSession, name: str, first: date, last: date) -> dict[date, int]:
    """Sums over all keys for each day from `first` to `last`, both included, where there are any."""
    table = core(Counter)
    statement = (
        select(table.c.day, func.sum(table.c.count))
        .where(table.c.name == name, table.c.day.between(first, last))
        .group_by(table.c.day)
        .order_by(table.c.day)
    )
    return {day: int(count) for day, count in await session.execute(statement)}


async def by_key(session: AsyncSession, name: str, first: date, last: date) -> dict[str, int]:
    """Sums for each key over the days from `first` to `last`, both included; the greatest first."""
    table = core(Counter)
    total = func.sum(table.c.count)
    statement = (
        select(table.c.key, total)
        .where(table.c.name == name, table.c.day.between(first, last))
        .group_by(table.c.key)
        .order_by(total.desc(), table.c.key)
    )
    return {key: int(count) for key, count in await session.execute(statement)}


async def sums(session: AsyncSession, names: Iterable[str], first: date, last: date) -> list[Tally]:
    """Sums over all keys for each of some names and each day, both days included, where there are any."""
    table = core(Counter)
    statement = (
        select(table.c.day, table.c.name, func.sum(table.c.count))
        .where(table.c.day.between(first, last), table.c.name.in_(tuple(names)))
        .group_by(table.c.day, table.c.name)
        .order_by(table.c.day, table.c.name)
    )
    return [Tally(day, name, count=int(count)) for day, name, count in await session.execute(statement)]


async def listed(session: AsyncSession, first: date, last: date) -> list[Tally]:
    """Every counter from `first` to `last`, both included, by day, name and key."""
    table = core(Counter)
    statement = (
        select(table.c.day, table.c.name, table.c.key, table.c.count)
        .where(table.c.day.between(first, last))
        .order_by(table.c.day, table.c.name, table.c.key)
    )
    return [Tally(*row) for row in await session.execute(statement)]


async def of_campaign(session: AsyncSession, campaign: str, first: date, last: date) -> list[Tally]:
    """The counters of a campaign, whose keys are `campaign/topic`, from `first` to `last`, both included."""
    table = core(Counter)
    statement = (
        select(table.c.day, table.c.name, table.c.key, table.c.count)
        .where(
            table.c.day.between(first, last),
            table.c.name.in_(CAMPAIGN_NAMES),
            table.c.key.startswith(f"{campaign}/", autoescape=True),
        )
        .order_by(table.c.day, table.c.name, table.c.key)
    )
    return [Tally(*row) for row in await session.execute(statement)]


async def prune(session: AsyncSession, before: date) -> int:
    """Remove the counters of days before a day; how many."""
    table = core(Counter)
    return affected(await session.execute(delete(table).where(table.c.day < before)))
