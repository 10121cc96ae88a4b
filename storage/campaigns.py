"""Campaigns: made once, never renamed or given away, with the counts of what their links brought."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage import counters
from storage.counters import Tally
from storage.statements import affected, insert_into
from storage.tables import Campaign, Reader


async def create(session: AsyncSession, campaign: str, coordinator: str | None, today: date) -> bool:
    """Make a campaign of a coordinator's, or of the admins' with None; False when the name is taken."""
    insert = insert_into(session, Campaign).values(id=campaign, coordinator=coordinator, since=today)
    made = await session.execute(insert.on_conflict_do_nothing(index_elements=["id"]))
    return affected(made) == 1


async def get(session: AsyncSession, campaign: str) -> Campaign | None:
    """The campaign of a name, or None."""
    return await session.get(Campaign, campaign)


async def listed(session: AsyncSession, coordinators: Collection[str] | None = None) -> list[Campaign]:
    """The campaigns of some coordinators, or all with None; the newest first."""
    statement = select(Campaign).order_by(col(Campaign.since).desc(), col(Campaign.id))
    if coordinators is not None:
        statement = statement.where(col(Campaign.coordinator).in_(coordinators))
    return list(await session.scalars(statement))


async def count(session: AsyncSession, coordinator: str) -> int:
    """How many campaigns a coordinator has made."""
    statement = select(func.count()).where(col(Campaign.coordinator) == coordinator)
    return int(await session.scalar(statement) or 0)


async def count_follows(session: AsyncSession, chat_id: int, topics: Iterable[str], today: date) -> None:
    """Count topics that a reader has begun to follow for the campaign that brought them, if one did."""
    reader = await session.get(Reader, chat_id)
    if reader is not None and reader.campaign is not None:
        tallies = [Tally(today, "campaign-followed", f"{reader.campaign}/{topic}") for topic in topics]
        await counters.increment_many(session, tallies)
