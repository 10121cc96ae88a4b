"""Copies of an SQLite database: taken while it is in use, and put back while it is not. Blocking: call in a thread."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL

from storage import migrate
from storage.engine import BUSY_SECONDS, read_url
from storage.errors import StorageError, storage_error, without_password
from storage.occupation import alone

_OTHER: Final = "is PostgreSQL; use its own pg_dump and pg_restore"


def backup(url: str, target: Path) -> int:
    """Copy the database of a URL as it is at one moment to a new file, readable by its owner alone; how many bytes.

    Writers go on meanwhile. Raises StorageError, also when the file exists.
    """
    parsed = _sqlite(url)
    source = _existing(parsed)
    part = target.with_name(target.name + ".part")
    try:
        # The copy holds chat ids: nobody else may read it, not even while it is being made.
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
            _copy(source, part)
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            target.unlink(missing_ok=True)
            raise
        return target.stat().st_size
    except FileExistsError:
        raise StorageError(
            without_password(parsed), f"{target} exists; a backup overwrites nothing"
        ) from None
    except (sqlite3.Error, OSError) as error:
        raise storage_error(parsed, error) from error


def restore(url: str, source: Path) -> None:
    """Replace everything in the database of a URL by a backup, all or nothing; a damaged one is kept as `….damaged`.

    Raises StorageError when the backup is damaged, none of ours or of a newer version, or when a program works with
    the database.
    """
    parsed = _sqlite(url)
    database = Path(parsed.database or "")
    try:
        _check(parsed, source)
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone(parsed):
            _set_aside_if_damaged(database)
            if not database.exists():
                os.close(os.open(database, os.O_WRONLY | os.O_CREAT, 0o600))
            _copy(source, database)
    except (sqlite3.Error, OSError) as error:
        raise storage_error(parsed, error) from error


def _copy(source: Path, target: Path) -> None:
    """Copy in one step: a moment's state of the source, and one transaction of the target."""
    with (
        closing(sqlite3.connect(f"file:{_quoted(source)}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as read,
        closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as written,
    ):
        read.backup(written, pages=-1)


def _set_aside_if_damaged(database: Path) -> None:
    """Move a file that is no database any more out of the way: nothing can be copied into it."""
    if not database.exists():
        return
    try:
        with closing(sqlite3.connect(database, timeout=BUSY_SECONDS)) as found:
            found.execute("PRAGMA schema_version").fetchone()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        for suffix in ("", "-wal", "-shm"):
            file = database.with_name(database.name + suffix)
            if file.exists():
                file.replace(file.with_name(file.name + ".damaged"))


def _check(url: URL, source: Path) -> None:
    """Make sure that a file is a whole database of this program, and of no newer version of it."""
    name = without_password(url)
    try:
        with closing(sqlite3.connect(f"file:{_quoted(source)}?mode=ro", uri=True)) as backup:
            sound = backup.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            found = backup.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        sound, found = False, None
    if not sound or found is None:
        raise StorageError(name, f"{source} is not a whole backup of this program; nothing was changed")
    if found[0] not in migrate.revisions():
        raise StorageError(name, f"{source} is of a newer version of the program; nothing was changed")


def _sqlite(url: str) -> URL:
    parsed = read_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise StorageError(without_password(parsed), _OTHER)
    return parsed


def _existing(url: URL) -> Path:
    path = Path(url.database or "")
    if not path.exists():
        raise StorageError(without_password(url), "does not exist")
    return path


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
