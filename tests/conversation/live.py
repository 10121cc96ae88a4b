"""A bot on the tiny pack that talks with a local Telegram over real HTTP, by polling or by webhook."""

import asyncio
import math
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path

from bot import app, config, server
from bot.conversation.reception import Hook, Reception
from bot.health import Health
from bot.pace import Pace
from bot.sandbox.accounts import Person
from bot.sandbox.server import Server as TelegramServer
from bot.sandbox.telegram import Telegram
from bot.services.edition import Editions
from bot.services.services import Services
from bot.tasks import Tasks
from storage.database import Database
from storage.errors import StorageError

TINY = Path(__file__).resolve().parents[1] / "packs" / "tiny"
TOKEN = "100:test-token-of-the-local-telegram"
SECRET = "a-secret_of-the-webhook"
PATH = "/updates/here"
GRACE = 5.0


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@dataclass
class Live:
    """A local Telegram that listens, and services that bots can be opened on, one after another."""

    telegram: Telegram
    api: str
    services: Services
    editions: Editions
    database: Database
    people: list[Person] = field(default_factory=list)

    def person(self) -> Person:
        number = 1001 + len(self.people)
        self.people.append(self.telegram.add_person(number, "Zhanar", "en"))
        return self.people[-1]

    @asynccontextmanager
    async def bot(
        self, *, webhook: bool, callers: tuple[str, ...] = (), proxies: tuple[str, ...] = ()
    ) -> AsyncIterator["Running"]:
        """Run a bot; leaving stops it as the program does."""
        async with AsyncExitStack() as parts, Tasks() as tasks:
            port = free_port()
            hook = Hook(
                f"http://127.0.0.1:{port}{PATH}",
                SECRET,
                tuple(map(ip_network, callers)),
                tuple(map(ip_network, proxies)),
            )
            reception = Reception(
                TOKEN,
                self.api,
                self.services,
                Pace(math.inf),
                tasks,
                hook=hook if webhook else None,
                passing=(StorageError,),
            )
            parts.push_async_callback(reception.close)
            health = Health()
            health.watch("telegram", reception.reach)

            async def ledger() -> dict[str, int]:
                return {"planned": 2, "sent": 5}

            routes = [*server.routes(health, self.services.metrics, ledger), *reception.routes]
            own = server.Server("127.0.0.1", port, routes, GRACE)
            address = await own.start()
            parts.push_async_callback(own.stop)
            await reception.introduce()
            await reception.open()
            health.started = True
            running = Running(self, reception, own, health, address)
            yield running
            health.stopping = True
            reception.pause()
            await asyncio.gather(own.stop(), tasks.drain(GRACE))


@dataclass
class Running:
    """A bot that runs."""

    live: Live
    reception: Reception
    server: server.Server
    health: Health
    address: str

    async def answered(self, person: Person, messages: int) -> list[str]:
        """Wait until a chat has so many messages of the bot, and give their first lines."""
        chat = self.live.telegram.chat(person)

        def enough() -> bool:
            return sum(message.from_bot for message in chat.messages) >= messages

        await self.live.telegram.changed.wait_for(enough)
        return [message.text.splitlines()[0] for message in chat.messages if message.from_bot]


@asynccontextmanager
async def live(folder: Path, url: str = "") -> AsyncIterator[Live]:
    """Start a local Telegram with one bot, and open services on a database, by default a new one in a folder."""
    telegram = Telegram()
    telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    settings = config.load(content_pack=TINY, database_url=url or f"sqlite+aiosqlite:///{folder}/live.db")
    editions = await Editions.open(settings.content_pack)
    database = await app.open_database(settings.database_url)
    try:
        services = await app.open_services(settings, editions, database)
        async with TelegramServer(telegram, retry_delay=0.01) as listening:
            yield Live(telegram, listening.address, services, editions, database)
    finally:
        await database.stop()
