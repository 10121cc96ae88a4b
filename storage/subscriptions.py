"""Subscriptions: the topics that readers follow, by their ids in the content pack."""

from collections.abc import Collection, Iterable

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import affected, core, insert_of_reader
from storage.tables import Reader, Subscription


async def add(session: AsyncSession, chat_id: int, topic: str) -> bool:
    """Follow a topic; False when it was followed already or the reader is unknown."""
    insert = insert_of_reader(session, Subscription, "topic")
    return affected(await session.execute(insert, {"of_chat": chat_id, "topic": topic})) == 1


async def remove(session: AsyncSession, chat_id: int, topics: Iterable[str] | None = None) -> list[str]:
    """Unfollow the topics, or all with None; those that were followed, sorted (for an undo)."""
    table = core(Subscription)
    statement = delete(table).where(table.c.chat_id == chat_id)
    if topics is not None:
        statement = statement.where(table.c.topic.in_(list(topics)))
    return sorted((await session.scalars(statement.returning(table.c.topic))).all())


async def topics(session: AsyncSession, chat_id: int) -> list[str]:
    """The topics that a reader follows, sorted by id."""
    table = core(Subscription)
    statement = select(table.c.topic).where(table.c.chat_id == chat_id).order_by(table.c.topic)
    return list(await session.scalars(statement))


async def topics_of(session: AsyncSession, chat_ids: Collection[int]) -> dict[int, list[str]]:
    """The topics of some thousand readers at most, sorted by id; readers without any are absent."""
    table = core(Subscription)
    statement = (
        select(table.c.chat_id, table.c.topic)
        .where(table.c.chat_id.in_(chat_ids))
        .order_by(table.c.chat_id, table.c.topic)
    )
    found: dict[int, list[str]] = {}
    for chat_id, topic in await session.execute(statement):
        found.setdefault(chat_id, []).append(topic)
    return found


async def count_by_topic(session: AsyncSession) -> dict[str, int]:
    """How many active readers follow each topic."""
    table, reader = core(Subscription), core(Reader)
    statement = (
        select(table.c.topic, func.count())
        .join(reader, reader.c.chat_id == table.c.chat_id)
        .where(reader.c.active)
        .group_by(table.c.topic)
    )
    return dict((await session.execute(statement)).all())
