"""Settings: what processes have to remember or to tell each other, by name."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import core, insert_into
from storage.tables import Setting


async def get(session: AsyncSession, name: str) -> str | None:
    """The value of a setting, or None when it is not set."""
    table = core(Setting)
    found: str | None = await session.scalar(select(table.c.value).where(table.c.name == name))
    return found


async def put(session: AsyncSession, name: str, value: str | None) -> None:
    """Set a setting (an identifier of at most 64 characters), or remove it with None."""
    table = core(Setting)
    if value is None:
        await session.execute(delete(table).where(table.c.name == name))
        return
    insert = insert_into(session, Setting).values(name=name, value=value)
    await session.execute(
        insert.on_conflict_do_update(index_elements=["name"], set_={"value": insert.excluded["value"]})
    )
