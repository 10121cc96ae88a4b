"""Serves a local Telegram over HTTP: the Bot API, the web client and what the web client calls."""

import asyncio
import mimetypes
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from aiohttp import web

from bot.sandbox.accounts import Bot
from bot.sandbox.body import MAX_REQUEST_BYTES
from bot.sandbox.bot_api import BotApi
from bot.sandbox.changes import Event
from bot.sandbox.client_api import ClientApi, Control, one_line_errors
from bot.sandbox.events import EventStream
from bot.sandbox.telegram import Telegram
from bot.sandbox.webhook import WebhookCourier

WEB = Path(__file__).with_name("web")
_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class Server:
    """One HTTP server for a Telegram. `retry_delay`: seconds before a refused webhook update is posted again."""

    def __init__(
        self,
        telegram: Telegram,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        controls: Sequence[Control] = (),
        routes: Sequence[web.AbstractRouteDef] = (),
        retry_delay: float = 1.0,
    ) -> None:
        self.telegram = telegram
        self._host = host
        self._port = port
        self._retry_delay = retry_delay
        self._runner: web.AppRunner | None = None
        self._couriers: dict[str, asyncio.Task[None]] = {}
        self._forget: Callable[[], object] = bool
        self._app = web.Application(middlewares=[one_line_errors], client_max_size=MAX_REQUEST_BYTES)
        BotApi(telegram).add_routes(self._app)
        ClientApi(telegram, controls).add_routes(self._app)
        EventStream(telegram).add_routes(self._app)
        self._app.router.add_get("/health", _health)
        self._app.add_routes(routes)
        self._app.router.add_get("/", _page)
        self._app.router.add_get("/{name:[A-Za-z0-9_./-]+}", _page)

    async def start(self) -> str:
        """Listen, and return the address (`http://host:port`); OSError when the port is taken."""
        # Whoever goes away stops waiting: a bot that is stopped must not keep its long poll.
        runner = web.AppRunner(self._app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as error:
            await runner.cleanup()
            if error.errno is None or error.errno <= 0:
                raise
            # Whoever started the server says where; the error says in few words why not.
            raise OSError(error.errno, os.strerror(error.errno)) from error
        self._runner = runner
        self._forget = self.telegram.changed.listen(self._notice_bots)
        for bot in self.telegram.bots.values():
            self._serve_webhook(bot)
        return self.address

    @property
    def address(self) -> str:
        """Where it listens; LookupError before `start`."""
        if self._runner is None or not self._runner.addresses:
            raise LookupError("the server has not started")
        host, port = self._runner.addresses[0][:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def stop(self) -> None:
        """End every wait, close every connection."""
        self._forget()
        for task in self._couriers.values():
            task.cancel()
        await asyncio.gather(*self._couriers.values(), return_exceptions=True)
        self._couriers.clear()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> "Server":
        await self.start()
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.stop()

    def _notice_bots(self, event: Event) -> None:
        if event.kind == "chats":
            for bot in self.telegram.bots.values():
                self._serve_webhook(bot)

    def _serve_webhook(self, bot: Bot) -> None:
        if bot.token not in self._couriers:
            courier = WebhookCourier(self.telegram, bot, first_delay=self._retry_delay)
            self._couriers[bot.token] = asyncio.get_running_loop().create_task(courier.run())


async def _health(request: web.Request) -> web.Response:
    return web.Response(text="ok")


async def _page(request: web.Request) -> web.Response:
    """Return a file of the web client."""
    path = (WEB / (request.match_info.get("name") or "index.html")).resolve()
    if not path.is_relative_to(WEB) or path.name.startswith("."):
        raise web.HTTPNotFound
    try:
        content = await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        raise web.HTTPNotFound from error
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    charset = "utf-8" if kind.startswith("text/") or kind.endswith(("javascript", "json")) else None
    return web.Response(body=content, content_type=kind, charset=charset, headers=_HEADERS)
