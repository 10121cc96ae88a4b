"""The composition root: the one place that wires everything together, starts it and stops it."""

import asyncio
import gc
import importlib
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, Literal
from zoneinfo import ZoneInfo

import structlog
from aiohttp.web import RouteDef
from pydantic import SecretStr

from bot import clock, i18n, server
from bot.config import Settings
from bot.digests.jump import Jump
from bot.errors import PortTaken, SettingsError
from bot.health import WELL, Health
from bot.metrics import Metrics
from bot.pace import Pace
from bot.server import Server
from bot.services.broadcasts import Broadcasts
from bot.services.campaigns import Campaigns
from bot.services.edition import Editions
from bot.services.ledger import Ledger
from bot.services.messages import Messages
from bot.services.privacy import Privacy
from bot.services.questions import Questions
from bot.services.readers import Readers
from bot.services.reloading import Reloading
from bot.services.services import Services
from bot.services.stats import Statistics
from bot.services.subscriptions import Subscriptions
from bot.services.tallies import Tallies
from bot.services.workshop import nothing
from bot.tasks import Tasks, unless, within
from storage.database import Database
from storage.errors import StorageError

if TYPE_CHECKING:
    from bot.conversation.reception import Reception
    from bot.digests.office import Office

log = structlog.get_logger(__name__)

GRACE: Final = 6.0
"""Seconds that work in flight gets to end when the program is asked to stop."""
LAST_SECONDS: Final = 1.0
"""Seconds that each last step then gets, so that all of it takes ten at the most."""
PEOPLE_FIRST: Final = 2.0
"""Seconds before the scheduler is loaded, which costs a second of CPU: whoever wrote meanwhile is answered first."""

TICK_SECONDS: Final = 15.0
WATCH_SECONDS: Final = 10.0

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
    # Until there is content to reload, a wish for it waits; without a handler it would end the program.
    reload = asyncio.Event()
    loop.add_signal_handler(signal.SIGHUP, reload.set)
    async with AsyncExitStack() as house:
        talks = only in (None, "receiver")
        # What talks with people takes a second of CPU to load, for which no content is needed.
        load = partial(importlib.import_module, "bot.conversation.reception") if talks else nothing
        kept = settings.cache_dir
        editions = await unless(stopped, Editions.open(settings.pack, asked=talks, kept=kept, meanwhile=load))
        if editions is None:
            return
        database = await open_database(settings.database_url)
        house.push_async_callback(within, LAST_SECONDS, database.stop, "database")
        services = await open_services(settings, editions, database)
        health = Health()
        health.watch("database", partial(_answers, database))
        health.watch("content", partial(_holds, editions))
        loop.add_signal_handler(signal.SIGHUP, services.reloading.ask)
        if reload.is_set():
            services.reloading.ask()
        program = Program(settings, say, only, stopped, services, database, health)
        await program.serve(house)


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
    tallies = Tallies(database, clock.now, zone)
    messages = Messages(database, clock.now)
    metrics = Metrics()
    return Services(
        editions=editions,
        locales=await asyncio.to_thread(i18n.load, editions.current.library.languages),
        readers=readers,
        subscriptions=Subscriptions(database, clock.now, settings.timezone),
        privacy=Privacy(database, readers, messages, settings.erase_after_months),
        messages=messages,
        questions=Questions(database, clock.now, zone, keeps=settings.keep_questions),
        tallies=tallies,
        campaigns=Campaigns(database, clock.now, zone, tallies, settings.admin_ids),
        broadcasts=Broadcasts(database, clock.now),
        ledger=Ledger(database, clock.now, zone),
        statistics=Statistics(database, clock.now, zone, tallies),
        reloading=Reloading(editions, metrics),
        operators=settings.admin_ids,
        clock=clock.now,
        metrics=metrics,
    )


async def _answers(database: Database) -> str:
    await database.ping()
    return WELL


async def _holds(editions: Editions) -> str:
    edition = editions.current
    if edition.asked and not edition.answers:
        return "the search is being made"
    return WELL if edition.library.cards else "empty"


@dataclass(slots=True)
class Program:
    """One running program, from the moment when everything it needs is open."""

    settings: Settings
    say: Callable[[str], None]
    only: Part | None
    stopped: asyncio.Event
    services: Services
    database: Database
    health: Health
    jump: Jump = field(default_factory=Jump)
    refusals: list[Exception] = field(default_factory=list)

    async def serve(self, house: AsyncExitStack) -> None:
        """Start the parts, wait until asked to stop, and end them in order."""
        token, api = self.settings.bot_token, self.settings.telegram_api_url
        routes = server.routes(self.health, self.services.metrics, self.services.ledger.states)
        if token is None and self.only == "courier":
            raise SettingsError("BOT_TOKEN", "is needed to deliver digests")
        tried_out = token is None and self.only != "scheduler"
        if tried_out:
            token, api = await self._sandbox(house, routes)
        pace = Pace(self.settings.digest_rate)
        async with AsyncExitStack() as parts, Tasks() as tasks:
            reception = None
            if token is not None and self.only in (None, "receiver"):
                reception = self._reception(token, api, pace, tasks)
                parts.push_async_callback(reception.close)
            own = None
            if not tried_out:
                own = await self._listen([*routes, *(reception.routes if reception else [])])
                parts.push_async_callback(own.stop)
            office = self.jump.office = self._office(token, api, pace, tasks)
            working = [
                tasks.spare(self.services.reloading.serve(), name="reloading"),
                tasks.spare(self.services.tallies.serve(), name="tallies"),
                tasks.spare(self.services.messages.serve(), name="messages"),
                tasks.spare(self.services.questions.serve(), name="questions"),
            ]
            if self.settings.bot_token is None:
                working.append(tasks.spare(self.services.reloading.watch(), name="watching the content"))
            # From here on there is garbage, none of it among what was imported and read until now.
            gc.freeze()
            gc.enable()
            await self._open(reception)
            if self.only != "receiver" and not self.stopped.is_set():
                working.append(tasks.spare(_schedule(office, self.settings, self.only), name="schedule"))
            self.health.started = True
            await self.stopped.wait()
            self.health.stopping = True
            for task in working:
                task.cancel()
            if reception is not None:
                reception.pause()
            # What is in hand ends at the same time everywhere; then Telegram is told what is done with.
            await asyncio.gather(office.close(), tasks.drain(GRACE), *([own.stop()] if own else []))
            await within(LAST_SECONDS, self.services.messages.flush, "sent messages")
            await within(LAST_SECONDS, self.services.tallies.flush, "tallies")
        if self.refusals:
            raise self.refusals[0]

    async def _listen(self, routes: list[RouteDef]) -> Server:
        """Start the bot's own server."""
        own = Server(self.settings.http_host, self.settings.http_port, routes, GRACE)
        self.say(f"Health and metrics: {await own.start()}")
        return own

    def _office(self, token: SecretStr | None, api: str, pace: Pace, tasks: Tasks) -> "Office":
        from bot.digests.office import Account, Office

        delivers = self.only in (None, "courier")
        account = Account(token.get_secret_value(), api) if token and delivers else None
        months = self.settings.erase_after_months
        return Office(self.services, self.database, pace, account, tasks, self._give_up, months)

    def _give_up(self, error: Exception) -> None:
        self.refusals.append(error)
        self.stopped.set()

    async def _sandbox(self, house: AsyncExitStack, routes: list[RouteDef]) -> tuple[SecretStr, str]:
        """Start the local Telegram, with our own routes, and give the token and address to reach it by."""
        from bot.sandbox import demo

        host, port = self.settings.http_host, self.settings.http_port
        controls = [demo.next_week(self.jump)]
        try:
            world = await demo.start(host, port, controls=controls, clock=clock.now, routes=routes)
        except OSError as error:
            raise PortTaken(host, port, error.strerror or str(error)) from None
        house.push_async_callback(world.stop)
        self.say(f"No BOT_TOKEN is set, so here is a local Telegram to try the bot in: {world.address}")
        return SecretStr(world.token), world.address

    def _reception(self, token: SecretStr, api: str, pace: Pace, tasks: Tasks) -> "Reception":
        # Imported here, so that what needs no conversation never pays for aiogram.
        from bot.conversation.reception import Hook, Reception

        settings, hook = self.settings, None
        if settings.webhook_url is not None:
            secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else None
            hook = Hook(settings.webhook_url, secret, settings.webhook_from, settings.webhook_proxies)
        reception = Reception(
            token.get_secret_value(),
            api,
            self.services,
            pace,
            tasks,
            hook=hook,
            chat_limit=settings.chat_limit,
            passing=(StorageError,),
        )
        self.health.watch("telegram", reception.reach)
        return reception

    async def _open(self, reception: "Reception | None") -> None:
        """Begin to talk with people, unless asked to stop before Telegram is reached."""
        if reception is None:
            self.say(f"The {self.only} is at work. Stop it with Ctrl+C.")
            return
        me = await unless(self.stopped, reception.introduce())
        if me is not None:
            await unless(self.stopped, reception.open())
        if me is not None and not self.stopped.is_set():
            self.say(f"@{me.username} is ready. Stop it with Ctrl+C.")


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
        # By day, since it may write to people.
        jobs.append(module.Job("absent readers", office.mind_the_absent, hour=11))
    schedule = module.Schedule(jobs, ZoneInfo(settings.timezone))
    schedule.start()
    try:
        await asyncio.Event().wait()
    finally:
        schedule.stop()
