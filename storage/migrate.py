"""Migrations run from the program: no alembic.ini, and no import of Alembic while there is nothing to do.

Every function takes the program's engine; work is done on a connection of its own that waits longer.
"""

import asyncio
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.engine import open_engine
from storage.errors import StorageError, storage_error, without_password

_VERSIONS = Path(__file__).parent / "migrations" / "versions"
# Any number, the same in every process of this program.
_LOCK = 7_815_696_111


def revisions() -> list[str]:
    """Every revision's id, oldest first: the numbers that the migration files' names begin with."""
    return sorted(path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*_*.py"))


def head() -> str:
    """The newest revision's id, known without importing Alembic."""
    return revisions()[-1]


async def current(engine: AsyncEngine) -> str | None:
    """The revision that the database is at; None for one without our tables. Raises StorageError."""
    async with engine.connect() as connection:
        return await _revision(connection)


async def upgrade(engine: AsyncEngine, revision: str = "head") -> bool:
    """Bring the database up to `revision`; True when something was done.

    Of several processes that start at once one does it and the others wait for it. All or nothing. Raises
    StorageError, also for a database that a newer version of the program has made.
    """
    wanted = head() if revision == "head" else revision

    def done(found: str | None) -> bool:
        if found is not None and found not in revisions():
            reason = f"is of a newer version of the program (revision {found}, this one knows {head()})"
            raise StorageError(without_password(engine.url), reason)
        return found is not None and found >= wanted

    if done(await current(engine)):
        return False
    return await _run(engine, "upgrade", wanted, done)


async def downgrade(engine: AsyncEngine, revision: str) -> bool:
    """Bring the database down to `revision`, or to nothing with "base"; True when something was done.

    Raises StorageError. What the newer revisions' columns and tables held is lost.
    """

    def done(found: str | None) -> bool:
        return found is None or (revision != "base" and found <= revision)

    return await _run(engine, "downgrade", revision, done)


async def _revision(connection: AsyncConnection) -> str | None:
    if not await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version")):
        return None
    version: str | None = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


async def _run(engine: AsyncEngine, command: str, revision: str, done: Callable[[str | None], bool]) -> bool:
    # Alembic takes about a second to import, which is no business of the event loop.
    commands = await asyncio.to_thread(importlib.import_module, "alembic.command")
    config = await asyncio.to_thread(importlib.import_module, "alembic.config")
    own = open_engine(engine.url, for_upgrade=True)
    try:
        async with own.connect() as connection:
            await _lock(connection)
            if done(await _revision(connection)):
                return False
            await connection.run_sync(_migrate, getattr(commands, command), config.Config(), revision)
            await connection.commit()
            return True
    except SQLAlchemyError as error:
        raise storage_error(engine.url, error) from error
    finally:
        await own.dispose()


async def _lock(connection: AsyncConnection) -> None:
    """Hold off other processes until the transaction ends."""
    if connection.dialect.name == "sqlite":
        await connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _migrate(connection: Connection, command: Callable[[Any, str], None], config: Any, revision: str) -> None:
    config.set_main_option("script_location", str(_VERSIONS.parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command(config, revision)
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise SQLAlchemyError("the migration would leave rows without their reader")
