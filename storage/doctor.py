"""A look at a database that changes nothing of what it holds: whether it opens, takes writes, and is up to date."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from storage import migrate
from storage.engine import check_writable, open_engine, read_url
from storage.errors import without_password


@dataclass(frozen=True, slots=True)
class State:
    """What was found: the `url` without its password, whether migrations are `pending`, SQLite's `folder`."""

    url: str
    pending: bool
    folder: Path | None


async def look(url: str) -> State:
    """Look at the database of a URL; an SQLite file that does not exist is made. Raises StorageError."""
    parsed = read_url(url)
    engine = open_engine(parsed)
    try:
        await check_writable(engine)
        current = await migrate.current(engine)
    finally:
        await engine.dispose()
    # A new database has no tables yet, and the start makes them.
    return State(without_password(parsed), current is not None and current != migrate.head(), _folder(parsed))


def _folder(url: URL) -> Path | None:
    return Path(url.database or "").absolute().parent if url.get_backend_name() == "sqlite" else None
