"""Who works with an SQLite file: any number of programs, or one that replaces it, and never both.

It is a lock on a file beside the database, which ends with its holder, however that ended. PostgreSQL needs none.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import URL

from storage.errors import StorageError, without_password


class Occupation:
    """The word of one program that it works with a database. Blocking, but never for long."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._file: int | None = None

    def begin(self) -> None:
        """Say that this program works with the database. Raises StorageError while it is being replaced."""
        if self._url.get_backend_name() == "sqlite" and self._file is None:
            self._file = _lock(self._url, fcntl.LOCK_SH, "it is being restored from a backup")

    def end(self) -> None:
        """Say that it does no longer."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


@contextmanager
def alone(url: URL) -> Iterator[None]:
    """Have an SQLite database to oneself. Raises StorageError when another program works with it."""
    file = _lock(url, fcntl.LOCK_EX, "a program works with it; stop the bot first")
    try:
        yield
    finally:
        os.close(file)


def _lock(url: URL, kind: int, refusal: str) -> int:
    path = Path(f"{url.database}.in-use.lock")
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StorageError(without_password(url), error.strerror or str(error)) from error
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        raise StorageError(without_password(url), refusal) from None
    return file
