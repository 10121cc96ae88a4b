"""The async engine: one place that knows how SQLite and PostgreSQL are opened.

SQLite runs in the driver's legacy transaction mode with isolation level IMMEDIATE: a read takes no lock and
sees what is committed, and the first INSERT, UPDATE or DELETE of a unit of work takes the write lock, waiting
for it up to `BUSY_SECONDS`. So reads never block, a read never has to be upgraded (which SQLite answers with
"locked" at once), and both databases behave as READ COMMITTED. Two consequences for queries here: check and
write in one statement, and begin no writing statement with WITH, which the driver does not recognise as
writing.
"""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import event, text
from sqlalchemy.engine import URL, Dialect, ExceptionContext, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NotSupportedError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from storage.errors import StorageError, storage_error, without_password

DialectName = Literal["sqlite", "postgresql"]

BUSY_SECONDS = 5.0
CONNECT_SECONDS = 10.0
COMMAND_SECONDS = 30.0
POOL_SECONDS = 10.0
UPGRADE_SECONDS = 600.0

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}
# These speak of a wrong statement or a wrong value, not of a database in trouble: callers see them as they
# are.
_OURS = (IntegrityError, ProgrammingError, DataError, NotSupportedError)
_WAL_ATTEMPTS = 50
_WAL_PAUSE_SECONDS = 0.1


def read_url(url: str) -> URL:
    """A database URL in SQLAlchemy's async form; `sqlite:`, `postgres:` and `postgresql:` get their async
    driver.

    Raises StorageError for what is no URL, for other databases or drivers, and for SQLite in memory.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StorageError(without_password(url), "not a database URL") from None
    parsed = parsed.set(drivername=_DRIVERS.get(parsed.drivername, parsed.drivername))
    if parsed.drivername not in _DRIVERS.values():
        raise StorageError(
            without_password(parsed), "only sqlite+aiosqlite and postgresql+asyncpg are supported"
        )
    if parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise StorageError(
            without_password(parsed), "a database in memory would lose everything; name a file"
        )
    return parsed


def open_engine(url: URL, *, for_upgrade: bool = False) -> AsyncEngine:
    """An engine for `url` (from `read_url`); nothing is opened before its first use.

    Failures to connect, and failures of the database during a statement, are raised as StorageError.
    `for_upgrade`: one connection that waits long, and SQLite without foreign keys, since altering a table
    there means to drop and rebuild it, which would cascade.
    """
    sqlite = url.get_backend_name() == "sqlite"
    options: dict[str, Any] = {"hide_parameters": True}
    if for_upgrade:
        options["poolclass"] = NullPool
    else:
        options |= {"pool_size": 5, "max_overflow": 5 if sqlite else 15, "pool_timeout": POOL_SECONDS}
    if sqlite:
        options["connect_args"] = {
            "isolation_level": "IMMEDIATE",
            "timeout": UPGRADE_SECONDS if for_upgrade else BUSY_SECONDS,
        }
    else:
        options["pool_pre_ping"] = True
        options["connect_args"] = {
            "timeout": CONNECT_SECONDS,
            "command_timeout": UPGRADE_SECONDS if for_upgrade else COMMAND_SECONDS,
            "server_settings": {
                "application_name": "quqyq",
                # Compiling our short queries costs more than it saves.
                "jit": "off",
                # A process that hangs with a transaction open must not hold its rows for ever.
                "idle_in_transaction_session_timeout": "0" if for_upgrade else "60000",
            },
        }
    try:
        engine = create_async_engine(url, **options)
    except (SQLAlchemyError, TypeError, ValueError) as error:
        raise storage_error(url, error) from error
    _translate_errors(engine, url)
    if sqlite:
        _prepare_sqlite(engine, foreign_keys=not for_upgrade)
    return engine


def _translate_errors(engine: AsyncEngine, url: URL) -> None:
    """Raise StorageError at the source, so that nobody takes the network's errors for the database's."""

    def connect(dialect: Dialect, _record: Any, cargs: Any, cparams: Any) -> DBAPIConnection:
        try:
            return dialect.connect(*cargs, **cparams)
        except Exception as error:
            raise storage_error(url, error) from error

    def translate(context: ExceptionContext) -> StorageError | None:
        error = context.sqlalchemy_exception or context.original_exception
        if context.is_pre_ping or isinstance(error, _OURS):
            return None
        if isinstance(error, (DBAPIError, OSError)):
            return storage_error(url, error)
        return None

    event.listen(engine.sync_engine, "do_connect", connect)
    event.listen(engine.sync_engine, "handle_error", translate)


def _prepare_sqlite(engine: AsyncEngine, *, foreign_keys: bool) -> None:
    def prepare(connection: DBAPIConnection, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        # With WAL, NORMAL cannot corrupt; a power cut may lose the last commits, the process's death does
        # not.
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    event.listen(engine.sync_engine, "connect", prepare)


async def check_writable(engine: AsyncEngine) -> None:
    """Open the database and make sure that it takes writes; SQLite's folder is made and its journal set to
    WAL.

    Raises StorageError. Writes no row.
    """
    url = engine.url
    try:
        if url.get_backend_name() == "sqlite":
            await _check_sqlite(engine, url)
        else:
            await _check_postgresql(engine, url)
    except (SQLAlchemyError, OSError) as error:
        raise storage_error(url, error) from error


async def _check_sqlite(engine: AsyncEngine, url: URL) -> None:
    database = url.database or ""
    if not database.startswith("file:"):
        # The file holds chat ids: a folder that we make ourselves is closed to others.
        await asyncio.to_thread(Path(database).parent.mkdir, mode=0o700, parents=True, exist_ok=True)
    await _set_wal(engine)
    async with engine.connect() as connection:
        await connection.exec_driver_sql("BEGIN IMMEDIATE")
        await connection.rollback()


async def _set_wal(engine: AsyncEngine) -> None:
    """Set the journal mode; SQLite does not wait for another process that is doing the same, so we do."""
    for attempt in range(1, _WAL_ATTEMPTS + 1):
        try:
            async with engine.connect() as connection:
                await connection.exec_driver_sql("PRAGMA journal_mode = WAL")
                return
        except StorageError as error:
            busy = isinstance(error.__cause__, sqlite3.OperationalError) and "locked" in error.reason
            if not busy or attempt == _WAL_ATTEMPTS:
                raise
        await asyncio.sleep(_WAL_PAUSE_SECONDS)


async def _check_postgresql(engine: AsyncEngine, url: URL) -> None:
    async with engine.connect() as connection:
        read_only = await connection.scalar(text("SELECT current_setting('transaction_read_only')"))
    if read_only == "on":
        raise StorageError(without_password(url), "the database is read-only")
