"""Sent messages: the ids of recent messages in a chat, the bot's and the person's, for removing them in one tap."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import affected, core, insert_of_reader
from storage.tables import SentMessage

DELETABLE = timedelta(hours=48)


async def remember(
    session: AsyncSession, chat_id: int, message_ids: Iterable[int], sent_at: datetime
) -> None:
    """Keep ids of messages sent at an instant. Known ids stay; of unknown readers nothing is kept."""
    rows = [{"of_chat": chat_id, "message_id": one, "sent_at": sent_at} for one in message_ids]
    if rows:
        await session.execute(insert_of_reader(session, SentMessage, "message_id", "sent_at"), rows)


async def remember_many(session: AsyncSession, sent: Iterable[tuple[int, int, datetime]]) -> None:
    """Keep (chat id, message id, instant at which it was sent) of many messages, as `remember` does."""
    # In one order everywhere, so that two processes cannot wait for each other.
    rows = [{"of_chat": chat, "message_id": one, "sent_at": at} for chat, one, at in sorted(sent)]
    if rows:
        await session.execute(insert_of_reader(session, SentMessage, "message_id", "sent_at"), rows)


async def recent(session: AsyncSession, chat_id: int, now: datetime) -> list[int]:
    """Ids of the chat's messages of the 48 hours before `now`, the newest first."""
    table = core(SentMessage)
    statement = (
        select(table.c.message_id)
        .where(table.c.chat_id == chat_id, table.c.sent_at > now - DELETABLE)
        .order_by(table.c.sent_at.desc(), table.c.message_id.desc())
    )
    return list(await session.scalars(statement))


async def forget(session: AsyncSession, chat_id: int, message_ids: Collection[int]) -> int:
    """Drop the ids of messages that are no more; how many were known."""
    table = core(SentMessage)
    statement = delete(table).where(table.c.chat_id == chat_id, table.c.message_id.in_(message_ids))
    return affected(await session.execute(statement))


async def prune(session: AsyncSession, now: datetime, limit: int = 10_000) -> int:
    """Drop up to `limit` ids older than 48 hours; how many, so the caller can go on until it is less."""
    table = core(SentMessage)
    old = select(table.c.chat_id, table.c.message_id).where(table.c.sent_at <= now - DELETABLE).limit(limit)
    statement = delete(table).where(tuple_(table.c.chat_id, table.c.message_id).in_(old))
    return affected(await session.execute(statement))
