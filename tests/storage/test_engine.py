import asyncio
import os
import shutil
import socket
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import engine, readers
from storage.database import Database
from storage.engine import read_url
from storage.errors import StorageError
from tests.databases import Postgres, sqlite_url

SECRET = "s3cret-w0rd"


async def start(url: str) -> None:
    database = Database(url)
    try:
        await database.start()
    finally:
        await database.stop()


async def failure(url: str) -> StorageError:
    with pytest.raises(StorageError) as caught:
        await start(url)
    line = str(caught.value)
    assert line == f"database {caught.value.url}: {caught.value.reason}"
    assert len(line.splitlines()) == 1
    assert SECRET not in line + repr(caught.value)
    return caught.value


@pytest.fixture
def foreign_folder() -> Iterator[Path]:
    """A folder with a file in it that the process may read and not write, also when tests run as root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sqlite3.connect(folder / "bot.db").close()
        (folder / "bot.db").chmod(0o444)
        folder.chmod(0o555)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        yield folder
        os.seteuid(user)
        folder.chmod(0o755)


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///var/bot.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:////var/bot.db", "sqlite+aiosqlite"),
        ("postgres://u:p@host/db", "postgresql+asyncpg"),
        ("postgresql://u:p@host/db", "postgresql+asyncpg"),
        ("postgresql+asyncpg://u:p@host:5433/db", "postgresql+asyncpg"),
    ],
)
def test_read_url_finds_the_driver(url: str, driver: str) -> None:
    assert read_url(url).drivername == driver


@pytest.mark.parametrize(
    ("url", "shown", "reason"),
    [
        ("", "(unreadable URL)", "not a database URL"),
        (f"just text {SECRET}", "(unreadable URL)", "not a database URL"),
        (f"postgresql://u:{SECRET}@host:port/db", "(unreadable URL)", "not a database URL"),
        (f"mysql://u:{SECRET}@host/db", "mysql://u@host/db", "only sqlite+aiosqlite and postgresql+asyncpg"),
        (
            f"postgresql+psycopg://u:{SECRET}@host/db",
            "postgresql+psycopg://u@host/db",
            "only sqlite+aiosqlite",
        ),
        ("sqlite://", "sqlite+aiosqlite://", "in memory"),
        ("sqlite:///:memory:", "sqlite+aiosqlite:///%3Amemory%3A", "in memory"),
    ],
)
async def test_wrong_url_is_refused_at_once(url: str, shown: str, reason: str) -> None:
    error = await failure(url)
    assert error.url == shown
    assert reason in error.reason


def test_database_shows_no_password() -> None:
    database = Database(f"postgresql://quqyq:{SECRET}@db.example/bot?password={SECRET}")
    assert repr(database) == "Database('postgresql+asyncpg://quqyq@db.example/bot')"


async def test_start_makes_a_closed_folder_and_sets_the_journal(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "var"
    await start(sqlite_url(folder / "bot.db"))
    await start(sqlite_url(folder / "bot.db"))
    assert folder.stat().st_mode & 0o777 == 0o700
    connection = sqlite3.connect(folder / "bot.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


async def test_every_sqlite_connection_is_set_up(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "bot.db"))
    await database.start()
    async with database.session() as one, database.session() as other:
        for session in (one, other):
            found = [
                await session.scalar(text(f"PRAGMA {name}"))
                for name in ("foreign_keys", "synchronous", "busy_timeout")
            ]
            assert found == [1, 1, engine.BUSY_SECONDS * 1000]
    await database.stop()


async def test_start_with_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    assert (await failure(sqlite_url(tmp_path))).reason == "unable to open database file"


async def test_start_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "file" in (await failure(sqlite_url(tmp_path / "file" / "bot.db"))).reason


async def test_start_with_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("not a database " * 100)
    assert (await failure(sqlite_url(tmp_path / "bot.db"))).reason == "file is not a database"


async def test_start_with_a_read_only_file_or_folder(foreign_folder: Path) -> None:
    reasons = [(await failure(sqlite_url(foreign_folder / name))).reason for name in ("bot.db", "new.db")]
    assert reasons == ["attempt to write a readonly database", "unable to open database file"]


async def test_start_with_a_folder_that_cannot_be_made(foreign_folder: Path) -> None:
    assert "Permission denied" in (await failure(sqlite_url(foreign_folder / "var" / "bot.db"))).reason


async def test_busy_database_is_waited_for_and_then_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.01)
    await start(sqlite_url(tmp_path / "bot.db"))
    other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert (await failure(sqlite_url(tmp_path / "bot.db"))).reason == "database is locked"
    other.execute("ROLLBACK")
    other.close()
    await start(sqlite_url(tmp_path / "bot.db"))


async def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        error = await failure(f"postgresql+asyncpg://quqyq:{SECRET}@127.0.0.1:{free.getsockname()[1]}/bot")
    assert "127.0.0.1" in error.reason


async def test_someone_listens_and_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "CONNECT_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        error = await failure(f"postgresql+asyncpg://quqyq:{SECRET}@127.0.0.1:{silent.getsockname()[1]}/bot")
    assert error.reason == "no answer in time"


async def test_url_with_an_unknown_option() -> None:
    error = await failure(f"postgresql+asyncpg://quqyq:{SECRET}@127.0.0.1/bot?colour=red")
    assert "colour" in error.reason


async def test_wrong_password_is_said_and_not_shown(postgres: Postgres) -> None:
    postgres.run(
        "DO $$ BEGIN CREATE ROLE guarded LOGIN PASSWORD 'right'; EXCEPTION WHEN duplicate_object THEN END $$"
    )
    url = postgres.url("postgres", "guarded")
    await start(url.replace("guarded@", "guarded:right@"))
    error = await failure(url.replace("guarded@", f"guarded:{SECRET}@"))
    assert error.reason == 'password authentication failed for user "guarded"'


async def test_unknown_database_is_said(postgres: Postgres) -> None:
    assert (await failure(postgres.url("nowhere"))).reason == 'database "nowhere" does not exist'


async def test_read_only_postgresql_is_said(postgres: Postgres) -> None:
    name = postgres.create()
    postgres.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert (await failure(postgres.url(name))).reason == "the database is read-only"
    postgres.drop(name)


async def test_lost_connections_are_replaced(postgres: Postgres, postgres_template: str) -> None:
    name = postgres.create(postgres_template)
    database = Database(postgres.url(name))
    await database.start()

    async def look() -> None:
        async with database.session() as session:
            await readers.get(session, 7)

    async def cut() -> None:
        assert await asyncio.to_thread(postgres.cut, name) > 0

    async def look_while_cut() -> None:
        async with database.session() as session:
            await readers.get(session, 7)
            await cut()
            await readers.get(session, 8)

    await look()
    await cut()
    await look()
    with pytest.raises(StorageError):
        await look_while_cut()
    await look()
    await database.stop()
    postgres.drop(name)


async def test_statement_that_takes_too_long_is_given_up(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "COMMAND_SECONDS", 0.05)
    database = Database(postgres.url("postgres"))

    async def linger() -> None:
        async with database.session() as session:
            await session.execute(text("SELECT pg_sleep(30)"))

    with pytest.raises(StorageError, match="no answer in time"):
        await asyncio.wait_for(linger(), 5)
    await database.stop()


async def test_full_disk_is_said_and_loses_nothing(sqlite_template: Path, tmp_path: Path) -> None:
    """SQLite refuses to grow beyond a number of pages just as it does on a full disk."""
    database = Database(sqlite_url(Path(shutil.copy(sqlite_template, tmp_path / "bot.db"))))
    await database.start()

    async def fill() -> None:
        async with database.session() as session:
            pages = await session.scalar(text("PRAGMA page_count"))
            await session.execute(text(f"PRAGMA max_page_count = {pages}"))
            for chat_id in range(1000):
                await session.execute(
                    text(
                        "INSERT INTO reader (chat_id, kind, active, since, seen, silent)"
                        " VALUES (:chat, 'private', 1, '2026-11-20', '2026-11-20', 0)"
                    ),
                    {"chat": chat_id},
                )

    with pytest.raises(StorageError, match="disk is full"):
        await fill()
    async with database.session() as session:
        assert await readers.count_by_language(session) == {}
    await database.stop()
