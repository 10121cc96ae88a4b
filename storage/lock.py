"""A lock between processes: one holder at a time, free again as soon as its holder is gone, however it went.

On PostgreSQL it is an advisory lock of a connection of its own, on SQLite a lock on a file beside the database.
"""

import asyncio
import fcntl
import os
from pathlib import Path
from zlib import crc32

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.errors import StorageError

# Together with the name's checksum it makes a key that no other program is likely to use.
_PROGRAM = 0x71757179


class Lock:
    """A lock by its name. Not shared between tasks: one of them acquires, asks and releases."""

    def __init__(self, engine: AsyncEngine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._connection: AsyncConnection | None = None
        self._file: int | None = None

    async def acquire(self) -> bool:
        """Try to get the lock; True when this object holds it now. Raises StorageError."""
        if self._engine.dialect.name == "sqlite":
            if self._file is None:
                self._file = await asyncio.to_thread(self._lock_file)
            return self._file is not None
        if self._connection is not None:
            return await self.held()
        connection = await self._engine.connect()
        try:
            # Without a transaction, so that nothing idles in one while the lock is held.
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            got = await connection.scalar(text("SELECT pg_try_advisory_lock(:one, :two)"), self._key())
        except BaseException:
            await _drop(connection)
            raise
        if got:
            self._connection = connection
        else:
            await connection.close()
        return bool(got)

    async def held(self) -> bool:
        """Whether the lock is still held: a connection that was cut has lost it."""
        if self._file is not None:
            return True
        if self._connection is None:
            return False
        try:
            await self._connection.scalar(text("SELECT 1"))
        except (StorageError, SQLAlchemyError, OSError):
            connection, self._connection = self._connection, None
            await _drop(connection)
            return False
        return True

    async def release(self) -> None:
        """Let the lock go; nothing happens when it is not held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        if self._connection is not None:
            connection, self._connection = self._connection, None
            # The server frees the lock with its connection, so that one is not given back for further use.
            await _drop(connection)

    def _key(self) -> dict[str, int]:
        return {"one": _PROGRAM, "two": crc32(self._name.encode()) - 2**31}

    def _lock_file(self) -> int | None:
        path = Path(f"{self._engine.url.database}.{self._name}.lock")
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(file)
            return None
        return file


async def _drop(connection: AsyncConnection) -> None:
    try:
        await connection.invalidate()
        await connection.close()
    except (StorageError, SQLAlchemyError, OSError):
        return
