"""Everything that is held of one chat, table by table: for the reader to see, and to prove that nothing else is."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import metadata


async def of_chat(session: AsyncSession, chat_id: int) -> dict[str, list[dict[str, Any]]]:
    """Give every row of every table that has a `chat_id`, by table; tables without rows of this chat are absent.

    The tables are found by themselves, so a new one cannot be forgotten.
    """
    held: dict[str, list[dict[str, Any]]] = {}
    for table in metadata.sorted_tables:
        if "chat_id" not in table.c:
            continue
        rows = await session.execute(select(table).where(table.c.chat_id == chat_id))
        found = [dict(row) for row in rows.mappings()]
        if found:
            held[table.name] = found
    return held
