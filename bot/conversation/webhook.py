"""Getting updates where Telegram calls: only Telegram's own, one at a time a chat, answered when done with."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit

import structlog
from aiogram.exceptions import TelegramBadRequest
from aiohttp import web

from bot.conversation.calls import count_held
from bot.conversation.handling import Handling, NotHandled
from bot.conversation.paced import Paced
from bot.conversation.reading import read
from bot.conversation.receiver import Reach
from bot.conversation.written import as_json
from bot.errors import SettingsError

log = structlog.get_logger(__name__)

SECRET: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
READ_SECONDS: Final = 10.0
"""Seconds that Telegram gets to send an update."""
PATIENCE: Final = 15.0
"""Seconds for which an update is tried again; then Telegram, which waits a minute, is asked to bring it later."""
CONNECTIONS: Final = 40
"""Updates that Telegram brings at the same time, of as many chats."""
Networks = Sequence[IPv4Network | IPv6Network]


def made_up(token: str) -> str:
    """Make the webhook's secret from the bot's token: the same for every process of the bot and after a restart."""
    return hmac.new(token.encode(), b"quqyq webhook", hashlib.sha256).hexdigest()


class Webhook:
    """Receives Telegram's calls at the path of `url`.

    `callers` are the networks that may call (none: any); `proxies` those whose word on who called is taken.
    """

    def __init__(
        self,
        handling: Handling,
        paced: Paced,
        url: str,
        secret: str,
        callers: Networks = (),
        proxies: Networks = (),
    ) -> None:
        self._handling = handling
        self._paced = paced
        self._url = url
        self._secret = secret.encode()
        self._callers = callers
        self._proxies = proxies

    def route(self) -> web.RouteDef:
        """Give the route to serve."""
        return web.post(urlsplit(self._url).path or "/", self.receive)

    async def register(self) -> None:
        """Tell Telegram to call here, again and again while it is out of reach; what it keeps for a poller comes here.

        Raises TokenRefused, and SettingsError for an address that Telegram does not take.
        """
        bot = self._handling.bot

        async def register() -> None:
            try:
                await bot.set_webhook(
                    self._url,
                    secret_token=self._secret.decode(),
                    allowed_updates=self._handling.kinds,
                    max_connections=CONNECTIONS,
                    drop_pending_updates=False,
                )
            except TelegramBadRequest as error:
                raise SettingsError("WEBHOOK_URL", f"Telegram refuses it: {error.message}") from None

        await Reach().persist(register)

    async def receive(self, request: web.Request) -> web.Response:
        """Handle one update; the response may hold the last call that it asks for.

        Any answer but 200 makes Telegram bring the update again, so only a forgery and what is not done get one.
        """
        if not self._may_call(request):
            return self._refuse("address", 403)
        given = request.headers.get(SECRET, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return self._refuse("secret", 403)
        try:
            async with asyncio.timeout(READ_SECONDS):
                raw = json.loads(await request.read())
        except web.HTTPRequestEntityTooLarge:
            return self._refuse("size", 413)
        except TimeoutError:
            return self._refuse("slow", 408)
        except (ValueError, RecursionError):
            return self._refuse("body", 400)
        if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
            return self._refuse("body", 400)
        update = read(raw, self._handling.bot)
        if update is None:
            return web.Response()
        try:
            left = await self._handling.answer(update, PATIENCE)
        except NotHandled:
            return web.Response(status=503, headers={"Retry-After": "5"})
        if left is None:
            return web.Response()
        async with self._paced.turn(left):
            count_held(self._handling.metrics, left)
        return web.Response(body=as_json(left, self._handling.bot), content_type="application/json")

    def _may_call(self, request: web.Request) -> bool:
        if not self._callers:
            return True
        return _within(_caller(request, self._proxies), self._callers)

    def _refuse(self, reason: str, status: int) -> web.Response:
        self._handling.metrics.refused(reason)
        return web.Response(status=status)


def _caller(request: web.Request, proxies: Networks) -> str:
    """Give the address that called: the nearest that is not one of our proxies, as they tell it."""
    told = ",".join(request.headers.getall("X-Forwarded-For", ())).split(",")
    addresses = [one.strip() for one in told if one.strip()] + [request.remote or ""]
    for address in reversed(addresses):
        if not _within(address, proxies):
            return address
    return addresses[0]


def _within(address: str, networks: Networks) -> bool:
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(known, "ipv4_mapped", None)
    return any((mapped or known) in network for network in networks)
