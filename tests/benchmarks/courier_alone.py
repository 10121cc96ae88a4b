"""Resident memory of `quqyq run --only courier` with the real content: at rest, and after delivering digests."""

import asyncio
import os
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from bot import clock
from bot.digests.plan import Planner
from bot.sandbox.server import Server
from bot.sandbox.telegram import Telegram
from bot.services.schedules import Schedule
from tests.benchmarks.memory import resident
from tests.benchmarks.stations import opened, seed
from tests.benchmarks.table import Row, show
from tests.benchmarks.webhook import HOUSE, PATIENCE
from tests.databases import sqlite_url
from tests.digests.post import TOKEN

READERS = 300
RUNS = 2
REST = 1.0
TOPIC = "children"
BOUND = "≤ 90"


async def _measure_one(folder: str, kept: str, *, work: bool) -> float:
    """Give the megabytes of a courier that has delivered everything, or has had nothing to deliver.

    `kept` is the folder in which the content is kept ready; an empty one makes this the first start with this content.
    """
    telegram = Telegram()
    bot = telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    for chat in range(1, READERS + 1):
        telegram.private_chat(bot, telegram.add_person(chat, "P", "en")).met = True
    async with AsyncExitStack() as house:
        url = sqlite_url(Path(folder, f"{work}.db"))
        async with opened(url) as database:
            if work:
                await seed(database, READERS)
                async with database.session() as session:
                    await session.execute(text("UPDATE subscription SET topic = :topic"), {"topic": TOPIC})
                    await session.execute(
                        text("UPDATE reader SET next_due_at = '2026-01-05 04:00:00.000000'")
                    )
                await Planner(database, clock.now, Schedule("weekly", 0, 1, 9, "Asia/Almaty")).tick()
        server = await house.enter_async_context(Server(telegram))
        settings = {
            "BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.address, "DATABASE_URL": url, "HTTP_PORT": "0",
            "DIGEST_RATE": "1000", "LOG_LEVEL": "ERROR", "PYTHONPATH": str(HOUSE),
            "CACHE_DIR": kept,
        }  # fmt: skip
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", "--only", "courier",
            env={**os.environ, **settings}, cwd=folder, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        house.push_async_callback(process.wait)
        house.callback(process.kill)
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while b"at work" not in await process.stdout.readline():
                pass
            if work:
                await telegram.changed.wait_for(
                    lambda: len(telegram.sent("sendMessage")) >= READERS, PATIENCE
                )
        # The schedule is loaded after the line; at rest the watchdog has looked once.
        await asyncio.sleep(REST if work else 12)
        return resident(process.pid)


async def _measure() -> list[Row]:
    found: dict[bool, list[float]] = {False: [], True: []}
    anew: list[float] = []
    with TemporaryDirectory() as kept:
        for number in range(RUNS):
            with TemporaryDirectory() as folder, TemporaryDirectory() as empty:
                anew.append(await _measure_one(folder, empty if number else kept, work=False))
            for work, values in found.items():
                with TemporaryDirectory() as folder:
                    values.append(await _measure_one(folder, kept, work=work))
    return [
        Row("nothing to deliver yet", "MB", found[False], bound=BOUND),
        Row("nothing to deliver yet, content made anew", "MB", anew, bound=BOUND),
        Row(f"after delivering {READERS} digests", "MB", found[True], bound=BOUND),
    ]


def main() -> None:
    """Print the figures."""
    show("Memory of a courier alone", asyncio.run(_measure()))


if __name__ == "__main__":
    main()
