"""The unit of work: one transaction, committed at the end of the block or undone by an error."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from storage.errors import storage_error
from storage.writers import Writers

Session = AsyncSession
"""What the query modules take; callers pass it on and need no more of it."""
Sessions = async_sessionmaker[AsyncSession]


def session_factory(engine: AsyncEngine) -> Sessions:
    """A factory of sessions whose objects stay readable after the commit."""
    return async_sessionmaker(engine, expire_on_commit=False)


@asynccontextmanager
async def unit_of_work(sessions: Sessions, url: URL, writers: Writers) -> AsyncIterator[AsyncSession]:
    """A session that commits when the block ends and rolls back when it raises or is cancelled.

    Raises StorageError when no connection gets free in time; errors of the database inside are StorageError
    too.
    """
    try:
        with writers.unit():
            async with sessions() as session, session.begin():
                yield session
    except PoolTimeoutError as error:
        raise storage_error(url, error) from error
