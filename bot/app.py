"""The composition root: the one place that wires everything together, starts it and stops it."""

import asyncio
import importlib
import signal
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal
from zoneinfo import ZoneInfo

import structlog
from pydantic import SecretStr

from bot import clock, i18n
from bot.config import Settings
from bot.errors import PortTaken, SettingsError
from bot.pace import Pace
from bot.reloading import Reloading
from bot.services.edition import Editions
from bot.services.privacy import Privacy
from bot.services.readers import Readers
from bot.services.services import Services
from bot.services.subscriptions import Subscriptions
from bot.services.tallies import Tallies
from bot.tasks import Tasks, unless
from storage.database import Database

if TYPE_CHECKING:
    from bot.digests.office import Office

log = structlog.get_logger(__name__)

GRACE: Final = 8.0
"""Seconds that work in flight gets to end when the program is asked to stop."""
PEOPLE_FIRST: Final = 2.0
"""Seconds before the scheduler is loaded, which costs a second of CPU: whoever wrote meanwhile is answered first."""

TICK_SECONDS: Final = 15.0
WATCH_SECONDS: Final = 10.0
WEEK: Final = timedelta(days=7)
JUMP_SECONDS: Final = 5.0
"""Seconds to wait for the digests of a jump before saying what came."""

Part = Literal["receiver", "scheduler", "courier"]
"""What `--only` runs alone, in a process of its own."""


async def run(settings: Settings, say: Callable[[str], None], only: Part | None = None) -> None:
    """Serve until SIGINT or SIGTERM. `say` prints a line for the operator, such as the local Telegram's address.

    Raises QuqyqError, content.loader.PackError or storage's StorageError, each one line, when it cannot start.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    async with AsyncExitStack() as house:
        editions = await Editions.open(settings.content_pack)
        database = await open_database(settings.database_url)
        house.push_async_callback(database.stop)
        services = await open_services(settings, editions, database)
        jump = Jump()
        token, api = settings.bot_token, settings.telegram_api_url
        if token is None and only == "courier":
            raise SettingsError("BOT_TOKEN", "is needed to deliver digests")
        if token is None and only != "scheduler":
            token, api = await _sandbox(settings, house, jump, say)
        reloading = Reloading(editions)
        loop.add_signal_handler(signal.SIGHUP, reloading.ask)
        await _serve(settings, token, api, services, database, reloading, jump, stopped, say, only)


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


async def open_services(settings: Settings, editions: Editions, database: Database) -> Services:
    """Make the services of a program on its content and its database."""
    zone = ZoneInfo(settings.timezone)
    readers = Readers(database, clock.now, zone)
    return Services(
        editions=editions,
        locales=await asyncio.to_thread(i18n.load, editions.current.library.languages),
        readers=readers,
        subscriptions=Subscriptions(database, clock.now, settings.timezone),
        privacy=Privacy(database, readers),
        tallies=Tallies(database, clock.now, zone),
        clock=clock.now,
    )


class Jump:
    """The local Telegram's control that sets the program's clock a week forward and lets the digests come."""

    def __init__(self) -> None:
        self.office: Office | None = None

    async def __call__(self) -> str:
        """Jump; the new time and how many digests were planned, in figures that need no translation."""
        now = clock.advance(WEEK)
        planned = await self.office.tick() if self.office else None
        if self.office:
            await self.office.settled(JUMP_SECONDS)
        return f"🕘 {now:%Y-%m-%d %H:%M} UTC · ✉️ {planned.planned if planned else 0}"


async def _sandbox(
    settings: Settings, house: AsyncExitStack, jump: Jump, say: Callable[[str], None]
) -> tuple[SecretStr, str]:
    """Start the local Telegram, and give the token and address to reach it by."""
    from bot.sandbox import demo

    try:
        world = await demo.start(
            settings.http_host, settings.http_port, controls=[demo.next_week(jump)], clock=clock.now
        )
    except OSError as error:
        raise PortTaken(settings.http_host, settings.http_port, error.strerror or str(error)) from None
    house.push_async_callback(world.stop)
    say(f"No BOT_TOKEN is set, so here is a local Telegram to try the bot in: {world.address}")
    return SecretStr(world.token), world.address


async def _serve(
    settings: Settings,
    token: SecretStr | None,
    api: str,
    services: Services,
    database: Database,
    reloading: Reloading,
    jump: Jump,
    stopped: asyncio.Event,
    say: Callable[[str], None],
    only: Part | None,
) -> None:
    from bot.digests.office import Account, Office

    refusals: list[Exception] = []

    def give_up(error: Exception) -> None:
        refusals.append(error)
        stopped.set()

    pace = Pace(settings.digest_rate)
    async with AsyncExitStack() as parts, Tasks() as tasks:
        delivers = token is not None and only in (None, "courier")
        account = Account(token.get_secret_value(), api) if token and delivers else None
        office = jump.office = Office(services, database, pace, account, tasks, give_up)
        working = [tasks.spare(reloading.serve(), name="reloading")]
        if settings.bot_token is None:
            working.append(tasks.spare(reloading.watch(), name="watching the content"))
        confirm: Callable[[], Awaitable[None]] | None = None
        if token is not None and only in (None, "receiver"):
            confirm = await _receive(token, api, services, pace, tasks, working, parts, stopped, say)
        elif only is not None:
            say(f"The {only} is at work. Stop it with Ctrl+C.")
        if only != "receiver" and not stopped.is_set():
            working.append(tasks.spare(_schedule(office, settings, only), name="schedule"))
        await stopped.wait()
        for task in working:
            task.cancel()
        await asyncio.gather(office.close(), *([confirm()] if confirm else []))
        await tasks.drain(GRACE)
        await services.tallies.flush()
    if refusals:
        raise refusals[0]


async def _receive(
    token: SecretStr,
    api: str,
    services: Services,
    pace: Pace,
    tasks: Tasks,
    working: list["asyncio.Task[None]"],
    parts: AsyncExitStack,
    stopped: asyncio.Event,
    say: Callable[[str], None],
) -> Callable[[], Awaitable[None]] | None:
    """Begin to talk with people; what to do at the end, or None when asked to stop before Telegram was reached."""
    # Imported here, so that what needs no conversation never pays for aiogram.
    from bot import conversation
    from bot.conversation import profile
    from bot.conversation.paced import Paced
    from bot.conversation.receiver import Receiver, introduce

    bot = conversation.client(token.get_secret_value(), api)
    parts.push_async_callback(bot.session.close)
    bot.session.middleware(Paced(pace))
    me = await unless(stopped, introduce(bot))
    if me is None:
        return None
    receiver = Receiver(bot, conversation.dispatcher(services), tasks)
    working.append(tasks.essential(receiver.poll(), name="polling"))
    working.append(tasks.spare(services.tallies.serve(), name="tallies"))
    tasks.spare(profile.register(bot, services.locales, default="en"), name="profile")
    say(f"@{me.username} is ready. Stop it with Ctrl+C.")
    return receiver.confirm


async def _schedule(office: "Office", settings: Settings, only: Part | None) -> None:
    """Run the jobs of this process until cancelled."""
    if only is None:
        await asyncio.sleep(PEOPLE_FIRST)
    module = await asyncio.to_thread(importlib.import_module, "bot.digests.schedule")
    jobs = []
    if only != "courier":
        jobs += [
            module.Job("tick", office.tick, seconds=TICK_SECONDS),
            module.Job("pruning", office.prune, hour=4),
            module.Job("content dates", office.check_dates, hour=8),
        ]
    if only != "scheduler":
        jobs.append(module.Job("courier's watchdog", office.watch, seconds=WATCH_SECONDS))
    schedule = module.Schedule(jobs, ZoneInfo(settings.timezone))
    schedule.start()
    try:
        await asyncio.Event().wait()
    finally:
        schedule.stop()
