"""The pace for a minute: digests and replies together on a server that enforces Telegram's limits."""

import asyncio
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot import conversation, i18n
from bot.conversation.paced import Paced
from bot.digests.courier.client import Client
from bot.digests.courier.courier import Courier
from bot.digests.parcels import Parcels
from bot.digests.plan import Planner
from bot.pace import Pace
from bot.services.edition import Editions, read
from tests.benchmarks.stations import Station, opened, seed, urls
from tests.benchmarks.table import Row, show
from tests.clock import Clock
from tests.digests.post import DEFAULT, TINY, TOKEN

from aiogram.client.session.middlewares.base import BaseRequestMiddleware  # isort: skip - after bot.conversation

SECONDS = 60.0
RATE = 30.0
REPLIES = 4.0
"""Replies a second, on average."""
PEOPLE = 4_000
NOW = datetime(2026, 11, 23, 4, 0, 1, tzinfo=UTC)


class Leaving(BaseRequestMiddleware):
    """Notes when a request leaves, after whatever it waited for."""

    def __init__(self, note: Callable[[int, float], None]) -> None:
        self._note = note

    async def __call__(self, make_request: Any, bot: Any, method: Any) -> Any:
        if method.__api_method__ == "sendMessage":
            self._note(method.chat_id, time.monotonic())
        return await make_request(bot, method)


async def _reply(pace: Pace, address: str, until: float) -> list[float]:
    """Answer people at random moments; the milliseconds that each reply waited before it left."""
    asked: dict[int, float] = {}
    waits: list[float] = []
    bot = conversation.client(TOKEN, address)
    bot.session.middleware(Paced(pace))
    bot.session.middleware(Leaving(lambda chat, at: waits.append((at - asked[chat]) * 1000)))
    randomness, chat = random.Random(7), PEOPLE // 2
    sending = []
    while time.monotonic() < until:
        await asyncio.sleep(randomness.expovariate(REPLIES))
        chat += 1
        asked[chat] = time.monotonic()
        sending.append(asyncio.create_task(bot.send_message(chat, "A reply")))
    await asyncio.gather(*sending, return_exceptions=True)
    await bot.session.close()
    return sorted(waits)


async def _measure() -> list[Row]:
    station = Station(PEOPLE, strict=True)
    try:
        with urls(("sqlite",)) as found:
            async with opened(found["sqlite"]) as database:
                await seed(database, PEOPLE // 2)
                clock = Clock(NOW)
                await Planner(database, clock, DEFAULT).tick()
                editions = Editions(TINY, read(TINY))
                locales = i18n.load(editions.current.library.languages)
                pace = Pace(RATE)
                async with Client(TOKEN, station.address, pace) as client:
                    parcels = Parcels(database, editions, locales, clock, DEFAULT)
                    courier = Courier(client, database, parcels, pace, clock)
                    delivering = asyncio.create_task(courier.run())
                    began = time.monotonic()
                    waits = await _reply(pace, station.address, began + SECONDS)
                    courier.stop()
                    await delivering
        log = station.log()
    finally:
        station.stop()
    # The first second fills the window; the rest is the pace.
    steady = [at for at in log.taken if began + 1 < at <= began + SECONDS]
    rate = len(steady) / (SECONDS - 1)
    late = waits[int(len(waits) * 0.99)]
    return [
        Row(
            f"messages a second over {SECONDS:.0f} s",
            "/s",
            [rate],
            [RATE],
            "the rate set",
            "0.98 to 1",
        ),
        Row("refused with 429", "", [log.refused], bound="0"),
        Row(f"{len(waits)} replies: waited, 99th percentile", "ms", [late], bound="≤ 100"),
        Row("replies: waited, median and spread", "ms", waits),
    ]


def main() -> None:
    """Print the figures."""
    show("Pace", asyncio.run(_measure()))


if __name__ == "__main__":
    main()
