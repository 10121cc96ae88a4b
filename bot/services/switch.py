"""Pausing and resuming all deliveries: a setting in the database, which every courier looks at."""

from datetime import datetime
from typing import Final

from storage import settings
from storage.database import Database
from storage.session import Session

PAUSED: Final = "digests-paused"


async def is_paused(session: Session) -> bool:
    """Say whether nothing is to be delivered now."""
    return await settings.get(session, PAUSED) is not None


async def paused_since(database: Database) -> datetime | None:
    """Give since when deliveries are paused; None when they are not."""
    async with database.session() as session:
        value = await settings.get(session, PAUSED)
    return datetime.fromisoformat(value) if value else None


async def pause(database: Database, now: datetime) -> None:
    """Deliver nothing from now on; digests are planned meanwhile and wait."""
    async with database.session() as session:
        if not await is_paused(session):
            await settings.put(session, PAUSED, now.isoformat(timespec="seconds"))


async def resume(database: Database) -> None:
    """Deliver again; what waited longer than its cadence is dropped."""
    async with database.session() as session:
        await settings.put(session, PAUSED, None)
