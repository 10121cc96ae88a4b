"""Backups of SQLite: whole while others write, put back all or nothing and never under a running program."""

import asyncio
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from storage import readers
from storage.backup import backup, restore
from storage.database import Database
from storage.errors import StorageError
from tests.databases import sqlite_url

DAY = date(2026, 11, 22)


@pytest.fixture
def url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "bot.db"
    path.write_bytes(sqlite_template.read_bytes())
    return sqlite_url(path)


async def _open(url: str) -> Database:
    database = Database(url)
    await database.start()
    return database


async def _add(database: Database, first: int, count: int) -> None:
    async with database.session() as session:
        for chat in range(first, first + count):
            await readers.remember(session, chat, "private", DAY)


def _chats(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as found:
        return [row[0] for row in found.execute("SELECT chat_id FROM reader ORDER BY chat_id")]


async def test_backup_while_writing_is_one_moment_of_the_database(url: str, tmp_path: Path) -> None:
    database = await _open(url)
    stop = asyncio.Event()

    async def write() -> int:
        written = 0
        while not stop.is_set():
            # Ten at a time in one transaction: a backup holds all ten or none.
            await _add(database, written + 1, 10)
            written += 10
        return written

    writing = asyncio.ensure_future(write())
    copies = [tmp_path / f"copy-{number}.db" for number in range(5)]
    for copy in copies:
        await asyncio.to_thread(backup, url, copy)
    stop.set()
    written = await writing
    await database.stop()
    counts = [len(_chats(copy)) for copy in copies]
    assert [count % 10 for count in counts] == [0] * 5
    assert counts == sorted(counts)
    assert counts[-1] <= written
    for copy in copies:
        with closing(sqlite3.connect(copy)) as found:
            assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_backup_can_be_read_by_its_owner_alone(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert backup(url, copy) == copy.stat().st_size
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


async def test_restore_puts_everything_back(url: str, tmp_path: Path) -> None:
    database = await _open(url)
    await _add(database, 1, 3)
    await database.stop()
    copy = tmp_path / "copy.db"
    backup(url, copy)
    database = await _open(url)
    await _add(database, 100, 100)
    await database.stop()
    restore(url, copy)
    database = await _open(url)
    async with database.session() as session:
        found = await readers.get_many(session, [1, 2, 3, 100])
    await database.stop()
    assert sorted(found) == [1, 2, 3]


def test_restore_replaces_a_damaged_database_and_keeps_it(url: str, tmp_path: Path) -> None:
    copy, database = tmp_path / "copy.db", tmp_path / "bot.db"
    backup(url, copy)
    _garbage(database)
    restore(url, copy)
    assert _chats(database) == []
    assert (tmp_path / "bot.db.damaged").read_bytes().startswith(b"no database at all")


async def test_restore_makes_a_database_where_there_is_none(url: str, tmp_path: Path) -> None:
    copy, fresh = tmp_path / "copy.db", tmp_path / "new" / "bot.db"
    backup(url, copy)
    restore(sqlite_url(fresh), copy)
    assert (_chats(fresh), stat.S_IMODE(fresh.stat().st_mode)) == ([], 0o600)


async def test_restore_refuses_while_a_program_works_with_the_database(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup(url, copy)
    first, second = await _open(url), await _open(url)
    await _add(first, 1, 1)
    await second.stop()
    with pytest.raises(StorageError, match="stop the bot first"):
        restore(url, copy)
    await first.stop()
    assert _chats(tmp_path / "bot.db") == [1]
    restore(url, copy)
    assert _chats(tmp_path / "bot.db") == []


def _garbage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE alembic_version (version_num TEXT)")
        made.execute("CREATE TABLE other (x)")
        made.commit()


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as made:
        made.execute("UPDATE alembic_version SET version_num = '9999'")
        made.commit()


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (_garbage, "is not a whole backup"),
        (_empty, "is not a whole backup"),
        (_cut, "is not a whole backup"),
        (_foreign, "is not a whole backup"),
        (_newer, "is of a newer version"),
        (Path.unlink, "is not a whole backup"),
    ],
)
async def test_restore_refuses_what_is_no_backup_and_changes_nothing(
    url: str, tmp_path: Path, harm: Callable[[Path], None], reason: str
) -> None:
    database = await _open(url)
    await _add(database, 1, 1)
    await database.stop()
    copy = tmp_path / "copy.db"
    backup(url, copy)
    harm(copy)
    with pytest.raises(StorageError, match=reason):
        restore(url, copy)
    assert _chats(tmp_path / "bot.db") == [1]


def test_backup_overwrites_nothing(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("precious")
    with pytest.raises(StorageError, match="overwrites nothing"):
        backup(url, copy)
    assert copy.read_text() == "precious"


def test_backup_that_fails_leaves_nothing_behind(url: str, tmp_path: Path) -> None:
    _garbage(tmp_path / "bot.db")
    with pytest.raises(StorageError):
        backup(url, tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["bot.db"]


@pytest.mark.parametrize("work", [backup, restore])
def test_other_databases_have_their_own_tools(work: Callable[[str, Path], object], tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="pg_dump"):
        work("postgresql+asyncpg://user:secret@host/quqyq", tmp_path / "copy.db")


def test_backup_of_no_database_says_so(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="does not exist"):
        backup(sqlite_url(tmp_path / "none.db"), tmp_path / "copy.db")
