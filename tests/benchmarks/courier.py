"""Deliveries a second with the ledger, unpaced, beside a bare send loop of python-telegram-bot over aiohttp."""

import asyncio
import math
import time
from datetime import UTC, datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.ext import ExtBot

from bot import i18n
from bot.digests.courier.client import Client
from bot.digests.courier.courier import Courier
from bot.digests.courier.request import AiohttpRequest
from bot.digests.courier.senders import WIDTH
from bot.digests.parcels import Parcels
from bot.digests.plan import Planner
from bot.pace import Pace
from bot.services.digests import compose
from bot.services.edition import Editions, read
from bot.views.digest import digest
from bot.views.screen import Screen
from storage.database import Database
from tests.benchmarks.stations import Station, opened, seed, urls
from tests.benchmarks.table import Row, show
from tests.clock import Clock
from tests.digests.post import DEFAULT, TINY, TOKEN

READERS = 3_000
ROUNDS = 3
NOW = datetime(2026, 11, 23, 4, 0, 1, tzinfo=UTC)


async def _bare(address: str, screen: Screen) -> tuple[float, float]:
    """Send to everyone as fast as it goes; seconds by the clock and of CPU."""
    request = AiohttpRequest()
    bot: ExtBot[None] = ExtBot(TOKEN, base_url=f"{address}/bot", request=request, get_updates_request=request)
    await bot.initialize()
    chats = iter(range(1, READERS + 1))
    markup = InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(one.text, url=one.url, callback_data=one.does and one.does.pack())
                for one in row
            ]
            for row in screen.rows
        ]
    )
    no_preview = LinkPreviewOptions(is_disabled=True)

    async def work() -> None:
        for chat in chats:
            await bot.send_message(
                chat, screen.text, parse_mode="HTML", link_preview_options=no_preview, reply_markup=markup
            )

    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(work() for _ in range(WIDTH)))
    took = time.perf_counter() - began, time.process_time() - cpu
    await bot.shutdown()
    return took


async def _ours(database: Database, address: str) -> tuple[float, float]:
    """Deliver the planned digests of everyone; seconds by the clock and of CPU, the ledger included."""
    await seed(database, READERS)
    clock = Clock(NOW)
    await Planner(database, clock, DEFAULT).tick()
    editions = Editions(TINY, read(TINY))
    locales = i18n.load(editions.current.library.languages)
    pace = Pace(math.inf)
    async with Client(TOKEN, address, pace) as client:
        parcels = Parcels(database, editions, locales, clock, DEFAULT)
        courier = Courier(client, database, parcels, pace, clock)
        began, cpu = time.perf_counter(), time.process_time()
        await courier.once()
        took = time.perf_counter() - began, time.process_time() - cpu
        assert courier.counts == {"sent": READERS}, courier.counts
    return took


async def _measure() -> list[Row]:
    library = read(TINY).library
    found = compose(library, ["water"], NOW)
    assert found
    screen = digest(found, None, i18n.load(["en"])["en"], "quqyq_bot", "private")
    figures: dict[str, list[tuple[float, float]]] = {"bare": [], "sqlite": [], "postgresql": []}
    station = Station(READERS, strict=False)
    try:
        with urls() as all_urls:
            for number in range(ROUNDS + 1):
                took = {"bare": await _bare(station.address, screen)}
                for dialect, url in all_urls.items():
                    async with opened(url) as database:
                        took[dialect] = await _ours(database, station.address)
                station.log()
                if number:
                    for name, value in took.items():
                        figures[name].append(value)
    finally:
        station.stop()
    bare = "bare PTB-over-aiohttp loop"
    rows = []
    for dialect in ("sqlite", "postgresql"):
        rates = [[READERS / wall for wall, _ in figures[name]] for name in (dialect, "bare")]
        costs = [[cpu / READERS * 1000 for _, cpu in figures[name]] for name in (dialect, "bare")]
        rows.append(
            Row(f"{dialect}: deliveries a second with ledger", "/s", *rates, bare, "≥ 0.8, ≥ 1,000/s")
        )
        rows.append(Row(f"{dialect}: CPU of a delivery", "ms", *costs, bare))
    return rows


def main() -> None:
    """Print the figures."""
    show(f"Courier, unpaced, {READERS:,} digests", asyncio.run(_measure()))


if __name__ == "__main__":
    main()
