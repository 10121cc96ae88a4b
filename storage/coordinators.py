"""Coordinators: invitations by a one-time code, their use, and their end."""

from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.statements import affected, insert_into
from storage.tables import Coordinator


async def invite(session: AsyncSession, name: str, code: str, today: date) -> bool:
    """Make a coordinator who has yet to come with a code; False when the name is taken."""
    insert = insert_into(session, Coordinator).values(name=name, code=code, since=today)
    made = await session.execute(insert.on_conflict_do_nothing(index_elements=["name"]))
    return affected(made) == 1


async def accept(session: AsyncSession, code: str, chat_id: int) -> str | None:
    """Use an invitation up for a known reader; whose it was, or None for a code that is unknown or used."""
    statement = (
        update(Coordinator)
        .where(col(Coordinator.code) == code, col(Coordinator.chat_id).is_(None))
        .values(code=None, chat_id=chat_id)
        .returning(col(Coordinator.name))
    )
    name: str | None = await session.scalar(statement)
    return name


async def revoke(session: AsyncSession, name: str) -> bool:
    """Take a coordinator's right, or their unused invitation, back; False when there was none."""
    return affected(await session.execute(delete(Coordinator).where(col(Coordinator.name) == name))) == 1


async def listed(session: AsyncSession) -> list[Coordinator]:
    """All coordinators by name."""
    return list(await session.scalars(select(Coordinator).order_by(col(Coordinator.name))))


async def names_of(session: AsyncSession, chat_id: int) -> list[str]:
    """The names for which a chat is coordinator."""
    statement = select(col(Coordinator.name)).where(col(Coordinator.chat_id) == chat_id)
    return sorted(await session.scalars(statement))
