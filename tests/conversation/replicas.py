"""Several receivers with one PostgreSQL database and nothing else in common, behind a balancer that takes turns."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import cycle

import aiohttp
from aiohttp import web

from bot import app, config, server
from bot.conversation.reception import Hook, Reception
from bot.health import Health
from bot.pace import Pace
from bot.sandbox.server import Server as TelegramServer
from bot.sandbox.telegram import Telegram
from bot.services.services import Services
from bot.tasks import Tasks
from storage.errors import StorageError
from tests.conversation.live import PATH, SECRET, TINY, TOKEN, free_port

GRACE = 5.0
UNPACED = 1000.0


class Balancer:
    """Hands each call on to the next of some addresses, and gives what it answered; `served` counts them."""

    def __init__(self, addresses: Sequence[str], port: int) -> None:
        self.served = dict.fromkeys(addresses, 0)
        self._turns = cycle(addresses)
        self._port = port

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Listen while the block runs."""
        async with aiohttp.ClientSession() as http:

            async def hand_on(request: web.Request) -> web.Response:
                address = next(self._turns)
                self.served[address] += 1
                body, headers = await request.read(), {**request.headers}
                async with http.post(address + request.path, data=body, headers=headers) as answer:
                    said = await answer.read()
                    return web.Response(body=said, status=answer.status, content_type=answer.content_type)

            handler = web.Server(hand_on, access_log=None)
            runner = web.ServerRunner(handler)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", self._port).start()
            try:
                yield
            finally:
                await runner.cleanup()


@asynccontextmanager
async def replicas(url: str, many: int) -> AsyncIterator[tuple[Telegram, Balancer, list[Services]]]:
    """Run so many receivers, each with services, a database engine and a server of its own."""
    telegram = Telegram()
    telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    settings = config.load(content_pack=TINY, database_url=url)
    front = free_port()
    hook = Hook(f"http://127.0.0.1:{front}{PATH}", SECRET, (), ())
    async with AsyncExitStack() as house:
        api = await house.enter_async_context(TelegramServer(telegram, retry_delay=0.01))
        tasks = await house.enter_async_context(Tasks())
        addresses, everything = [], []
        for _ in range(many):
            editions = await app.Editions.open(settings.content_pack)
            database = await app.open_database(url)
            house.push_async_callback(database.stop)
            services = await app.open_services(settings, editions, database)
            reception = Reception(
                TOKEN, api.address, services, Pace(UNPACED), tasks, hook=hook, passing=(StorageError,)
            )
            house.push_async_callback(reception.close)
            routes = [*server.routes(Health(), services.metrics, dict_of_nothing), *reception.routes]
            own = server.Server("127.0.0.1", 0, routes, GRACE)
            addresses.append(await own.start())
            house.push_async_callback(own.stop)
            everything.append((services, reception))
        balancer = Balancer(addresses, front)
        await house.enter_async_context(balancer.listening())
        for _, reception in everything:
            await reception.introduce()
            await reception.open()
        yield telegram, balancer, [services for services, _ in everything]
        await asyncio.gather(tasks.drain(GRACE))


async def dict_of_nothing() -> dict[str, int]:
    """No deliveries."""
    return {}
