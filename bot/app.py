"""The composition root: the one place that wires everything together, starts it and stops it."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from pydantic import SecretStr

from bot import clock, i18n
from bot.config import Settings
from bot.errors import PortTaken
from bot.reloading import Reloading
from bot.services.edition import Editions
from bot.services.privacy import Privacy
from bot.services.readers import Readers
from bot.services.services import Services
from bot.services.subscriptions import Subscriptions
from bot.services.tallies import Tallies
from bot.tasks import Tasks, unless
from storage.database import Database

log = structlog.get_logger(__name__)

GRACE: Final = 8.0
"""Seconds that work in flight gets to end when the program is asked to stop."""


async def run(settings: Settings, say: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM. `say` prints a line for the operator, such as the local Telegram's address.

    Raises QuqyqError, content.loader.PackError or storage's StorageError, each one line, when it cannot start.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    async with AsyncExitStack() as house:
        editions = await Editions.open(settings.content_pack)
        locales = await asyncio.to_thread(i18n.load, editions.current.library.languages)
        database = await open_database(settings.database_url)
        house.push_async_callback(database.stop)
        zone = ZoneInfo(settings.timezone)
        readers = Readers(database, clock.now, zone)
        token, api = settings.bot_token, settings.telegram_api_url
        if token is None:
            token, api = await _sandbox(settings, house, say)
        services = Services(
            editions=editions,
            locales=locales,
            readers=readers,
            subscriptions=Subscriptions(database, clock.now, settings.timezone),
            privacy=Privacy(database, readers),
            tallies=Tallies(database, clock.now, zone),
            clock=clock.now,
        )
        reloading = Reloading(editions)
        loop.add_signal_handler(signal.SIGHUP, reloading.ask)
        watched = settings.bot_token is None
        await _serve(token, api, services, reloading, watched, stopped, say)


async def open_database(url: str) -> Database:
    """Open a database, make sure it can be written, and bring its tables up to date. Raises StorageError."""
    database = Database(url)
    try:
        await database.start()
        await database.upgrade()
    except BaseException:
        await database.stop()
        raise
    return database


async def _sandbox(
    settings: Settings, house: AsyncExitStack, say: Callable[[str], None]
) -> tuple[SecretStr, str]:
    """Start the local Telegram, and give the token and address to reach it by."""
    from bot.sandbox import demo

    try:
        world = await demo.start(settings.http_host, settings.http_port)
    except OSError as error:
        raise PortTaken(settings.http_host, settings.http_port, error.strerror or str(error)) from None
    house.push_async_callback(world.stop)
    say(f"No BOT_TOKEN is set, so here is a local Telegram to try the bot in: {world.address}")
    return SecretStr(world.token), world.address


async def _serve(
    token: SecretStr,
    api: str,
    services: Services,
    reloading: Reloading,
    watched: bool,
    stopped: asyncio.Event,
    say: Callable[[str], None],
) -> None:
    # Imported here, so that commands which need no Telegram never pay for aiogram.
    from bot import conversation
    from bot.conversation import profile
    from bot.conversation.receiver import Receiver, introduce

    bot = conversation.client(token.get_secret_value(), api)
    try:
        me = await unless(stopped, introduce(bot))
        if me is None:
            return
        async with Tasks() as tasks:
            receiver = Receiver(bot, conversation.dispatcher(services), tasks)
            working = [
                tasks.essential(receiver.poll(), name="polling"),
                tasks.spare(reloading.serve(), name="reloading"),
                tasks.spare(services.tallies.serve(), name="tallies"),
            ]
            if watched:
                working.append(tasks.spare(reloading.watch(), name="watching the content"))
            tasks.spare(profile.register(bot, services.locales, default="en"), name="profile")
            say(f"@{me.username} is ready. Stop it with Ctrl+C.")
            await stopped.wait()
            for task in working:
                task.cancel()
            await receiver.confirm()
            await tasks.drain(GRACE)
            await services.tallies.flush()
    finally:
        await bot.session.close()
