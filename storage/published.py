"""Published updates: since when each is out, in an order that a clock set back cannot upset."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import core, insert_into
from storage.tables import Published

TICK = timedelta(microseconds=1)


async def known(session: AsyncSession) -> dict[str, datetime]:
    """Since when each update is out, by its id."""
    table = core(Published)
    return dict((await session.execute(select(table.c.update_id, table.c.since))).all())


async def note(session: AsyncSession, update_ids: Collection[str], now: datetime) -> dict[str, datetime]:
    """Take note of the updates that are out at `now`; since when every known one is.

    Those not known before are out since `now`, or since just after the newest known one when the clock was set
    back: whoever was told of all known ones can thus always tell what is new. Writes nothing when none is new.
    """
    found = await known(session)
    new = sorted(set(update_ids) - found.keys())
    if not new:
        return found
    since = max([now, *(instant + TICK for instant in found.values())])
    insert = insert_into(session, Published).on_conflict_do_nothing()
    await session.execute(insert, [{"update_id": update_id, "since": since} for update_id in new])
    return await known(session)
