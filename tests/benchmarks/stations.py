"""What benchmarks of digests stand on: databases of each kind, and a local Telegram in a process of its own."""

import asyncio
import multiprocessing
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import text

from bot.sandbox.server import Server
from bot.sandbox.telegram import Telegram
from storage.database import Database
from tests.databases import Postgres, sqlite_url
from tests.digests.post import TOKEN

READERS = {
    "sqlite": """
        INSERT INTO reader
            (chat_id, kind, language, active, since, seen, cadence, weekday, hour, silent, next_due_at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)
        SELECT i, 'private', 'en', 1, '2026-11-20', '2026-11-20', 'weekly', 0, 9, 0, '2026-11-23 04:00:00.000000'
        FROM n""",
    "postgresql": """
        INSERT INTO reader
            (chat_id, kind, language, active, since, seen, cadence, weekday, hour, silent, next_due_at)
        SELECT i, 'private', 'en', true, DATE '2026-11-20', DATE '2026-11-20', 'weekly', 0, 9, false,
            TIMESTAMPTZ '2026-11-23 04:00:00+00:00'
        FROM generate_series(1, :many) AS n(i)""",
}
"""Weekly readers who are due on Monday, 23 November 2026, at 4 in UTC."""
FOLLOW = "INSERT INTO subscription (chat_id, topic) SELECT chat_id, 'water' FROM reader"
TABLES = ("delivery", "subscription", "sent_card", "sent_message", "reader")


@contextmanager
def urls(dialects: tuple[str, ...] = ("sqlite", "postgresql")) -> Iterator[dict[str, str]]:
    """Give the URL of an empty database of each kind."""
    folder = Path(tempfile.mkdtemp(prefix="quqyq-bench-"))
    folder.chmod(0o755)
    found = {"sqlite": sqlite_url(folder / "bench.db")} if "sqlite" in dialects else {}
    server = None
    try:
        if "postgresql" in dialects:
            server = Postgres(folder / "postgres", "bench")
            found["postgresql"] = server.url(server.create())
        yield found
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """Open a database with its tables."""
    database = Database(url)
    await database.start()
    await database.upgrade()
    try:
        yield database
    finally:
        await database.stop()


async def seed(database: Database, many: int) -> None:
    """Empty the tables, and make so many readers who are due and follow a topic."""
    async with database.session() as session:
        for table in TABLES:
            await session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - names of our own
        await session.execute(text(READERS[database.dialect]), {"many": many})
        await session.execute(text(FOLLOW))


@dataclass(frozen=True, slots=True)
class Log:
    """What the local Telegram saw of sendMessage: when each was taken, and how many were refused with 429."""

    taken: list[float]
    refused: int


class Station:
    """A local Telegram in a process of its own; people 1 to `many` have met its bot."""

    def __init__(self, many: int, *, strict: bool) -> None:
        self._ours, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(
            target=_serve, args=(theirs, many, strict)
        )
        self._process.start()
        self.address: str = self._ours.recv()

    def log(self) -> Log:
        """Give what was sent since the last time this was asked."""
        self._ours.send("log")
        found: Log = self._ours.recv()
        return found

    def stop(self) -> None:
        """End the process."""
        self._ours.send("stop")
        self._process.join()


def _serve(pipe: Connection, many: int, strict: bool) -> None:
    asyncio.run(_run(pipe, many, strict=strict))


async def _run(pipe: Connection, many: int, *, strict: bool) -> None:
    telegram = Telegram(strict_limits=strict)
    bot = telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    for chat in range(1, many + 1):
        telegram.private_chat(bot, telegram.add_person(chat, "P", "en")).met = True
    taken: list[float] = []
    telegram.changed.listen(lambda event: taken.append(time.monotonic()) if event.kind == "message" else None)
    async with Server(telegram) as server:
        pipe.send(server.address)
        while await asyncio.to_thread(pipe.recv) == "log":
            refused = sum(call.code == 429 for call in telegram.calls)
            pipe.send(Log(list(taken), refused))
            taken.clear()
            telegram.calls.clear()
