"""The bot's own web server: health and metrics for operators, and the webhook where Telegram calls."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Final

from aiohttp import web

from bot import metrics
from bot.errors import PortTaken
from bot.health import Health
from bot.metrics import Metrics

BODY: Final = 1024 * 1024
"""Bytes of a request's body at most; the largest updates have some tenths of it."""
UNSTORED: Final = {"Cache-Control": "no-store"}
Ledger = Callable[[], Awaitable[Mapping[str, int]]]
"""Gives how many digest deliveries are in each state."""


def routes(health: Health, figures: Metrics, ledger: Ledger) -> list[web.RouteDef]:
    """Make the routes for operators: /healthz (the loop turns), /readyz (all parts are well), /metrics."""

    async def healthz(request: web.Request) -> web.Response:
        return web.Response(text="ok\n", headers=UNSTORED)

    async def readyz(request: web.Request) -> web.Response:
        ready, checks = await health.ready()
        said = {"ready": ready, "checks": checks}
        return web.json_response(said, status=200 if ready else 503, headers=UNSTORED)

    async def scrape(request: web.Request) -> web.Response:
        figures.ledger(await ledger())
        text = await asyncio.to_thread(figures.text)
        return web.Response(body=text, headers={"Content-Type": metrics.TYPE, **UNSTORED})

    return [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", scrape)]


class Server:
    """Listens on one address. `grace`: seconds that requests in flight get to end when it stops."""

    def __init__(self, host: str, port: int, served: Iterable[web.RouteDef], grace: float) -> None:
        self._host = host
        self._port = port
        app = web.Application(client_max_size=BODY)
        app.add_routes(served)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=grace)

    async def start(self) -> str:
        """Listen, and give the address as http://host:port. Raises PortTaken."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
            raise PortTaken(self._host, self._port, reason) from None
        host, port = self._runner.addresses[0][:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def stop(self) -> None:
        """Take no new requests, and let those in flight end; nothing happens when it has stopped before."""
        await self._runner.cleanup()
