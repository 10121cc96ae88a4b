"""The facade: others reach the database through `Database` and the query modules alone."""

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import cast

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import DialectName, check_writable, open_engine, read_url
from storage.errors import without_password
from storage.lock import Lock
from storage.occupation import Occupation
from storage.session import session_factory, unit_of_work
from storage.writers import Writers


class Database:
    """A database by its URL: `start()`, `upgrade()`, as many `session()` as wanted, `stop()`."""

    def __init__(self, url: str) -> None:
        """Take `sqlite+aiosqlite:///path` or `postgresql+asyncpg://…`; opens nothing. Raises StorageError."""
        self._url = read_url(url)
        self._engine = open_engine(self._url)
        self._sessions = session_factory(self._engine)
        self._writers = Writers(self._engine)
        self._occupation = Occupation(self._url)

    def __repr__(self) -> str:
        return f"Database({self.url!r})"

    @property
    def url(self) -> str:
        """The address without its password, fit for logs."""
        return without_password(self._url)

    @property
    def dialect(self) -> DialectName:
        """Which of the two databases this is."""
        return cast("DialectName", self._url.get_backend_name())

    async def start(self) -> None:
        """Open the database (SQLite: make its folder and file) and make sure it can be written.

        Until `stop`, no backup can be put back into it. Raises StorageError. Does not create or change tables.
        """
        await check_writable(self._engine)
        await asyncio.to_thread(self._occupation.begin)

    async def upgrade(self) -> bool:
        """Bring the tables to the newest migration; True when something was done. Raises StorageError.

        Safe to call at every start and from several processes at once.
        """
        from storage import migrate

        return await migrate.upgrade(self._engine)

    async def ping(self) -> None:
        """Read one row, to see that the database answers and has our tables. Raises StorageError."""
        async with self.session() as session:
            await session.execute(text("SELECT version_num FROM alembic_version"))

    def session(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A unit of work: `async with database.session() as session`; commits at the end, rolls back on
        errors.

        Keep it short and never wait for the network inside: it holds a connection, and once it has written,
        on SQLite the one write lock. Objects read in it stay readable afterwards. Raises StorageError.
        """
        return unit_of_work(self._sessions, self._url, self._writers)

    def lock(self, name: str) -> Lock:
        """A lock between all processes of this database, by its name: `acquire()`, `held()`, `release()`."""
        return Lock(self._engine, name)

    async def stop(self) -> None:
        """Close all connections; units of work must have ended."""
        await self._engine.dispose()
        self._occupation.end()
