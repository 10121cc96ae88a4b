"""Sent cards: which cards digests have brought to readers, so that none comes twice."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import core, insert_of_reader
from storage.tables import SentCard


async def add(session: AsyncSession, sent: Sequence[tuple[int, str]]) -> None:
    """Keep many pairs (chat id, card); pairs that are known, and readers that are not, are passed over."""
    if sent:
        insert = insert_of_reader(session, SentCard, "card")
        await session.execute(
            insert, [{"of_chat": chat_id, "card": card} for chat_id, card in sorted(set(sent))]
        )


async def sent_to(session: AsyncSession, chat_ids: Collection[int]) -> dict[int, set[str]]:
    """The cards that some thousand readers at most have had; readers without any are absent."""
    table = core(SentCard)
    statement = select(table.c.chat_id, table.c.card).where(table.c.chat_id.in_(chat_ids))
    found: dict[int, set[str]] = {}
    for chat_id, card in await session.execute(statement):
        found.setdefault(chat_id, set()).add(card)
    return found
