"""The bot's side of Telegram, wired: its client, and the way its updates come, by polling or by webhook."""

import asyncio
from dataclasses import dataclass
from typing import Final

from aiogram.types import User
from aiohttp.web import RouteDef

from bot import conversation
from bot.conversation import profile
from bot.conversation.calls import Calls
from bot.conversation.handling import Handling
from bot.conversation.noted import SentNoted
from bot.conversation.paced import Paced
from bot.conversation.progress import Progress
from bot.conversation.receiver import Receiver, introduce
from bot.conversation.throttle import Throttle
from bot.conversation.webhook import Networks, Webhook, made_up
from bot.pace import Pace
from bot.services.services import Services
from bot.tasks import Tasks

PEOPLE_FIRST: Final = 0.3
"""Seconds before the search is made although nobody has asked yet: it takes the CPU from the first answers."""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram is to call; without a `secret` one is made up. See `Webhook` for the others."""

    url: str
    secret: str | None
    callers: Networks
    proxies: Networks


class Reception:
    """Receives updates for one token from `open` to `close`; `routes` are to be served where there is a hook.

    `passing` are errors of what is expected to work again soon; `chat_limit` is as for Throttle.
    """

    def __init__(
        self,
        token: str,
        api: str,
        services: Services,
        pace: Pace,
        tasks: Tasks,
        *,
        hook: Hook | None = None,
        chat_limit: int = 0,
        passing: tuple[type[Exception], ...] = (),
    ) -> None:
        self._services = services
        self._tasks = tasks
        self._bot = conversation.client(token, api)
        self._calls = Calls(services.metrics)
        paced = Paced(pace)
        self._bot.session.middleware(self._calls)
        self._bot.session.middleware(paced)
        self._bot.session.middleware(SentNoted(services.messages))
        throttle = Throttle(chat_limit, services.metrics) if chat_limit else None
        handling = Handling(self._bot, conversation.dispatcher(services, throttle), services.metrics, passing)
        self._receiver = None if hook else Receiver(handling, tasks)
        self._passing = passing
        self._showing: asyncio.Task[None] | None = None
        self._preparing: asyncio.Task[None] | None = None
        self._settling: asyncio.Task[None] | None = None
        self._polling: asyncio.Task[None] | None = None
        self._webhook = None
        if hook is not None:
            secret = hook.secret or made_up(token)
            self._webhook = Webhook(handling, paced, hook.url, secret, hook.callers, hook.proxies)

    @property
    def routes(self) -> list[RouteDef]:
        """What the bot's own server is to serve for Telegram."""
        return [self._webhook.route()] if self._webhook else []

    async def introduce(self) -> User:
        """Wait until Telegram says who the bot is. Raises TokenRefused."""
        return await introduce(self._bot)

    async def open(self) -> None:
        """Let updates come from now on; the server must be listening. Raises TokenRefused, SettingsError."""
        if self._webhook is not None:
            await self._webhook.register()
        if self._receiver is not None:
            self._polling = self._tasks.essential(self._receiver.poll(), name="polling")
        self._preparing = self._tasks.essential(self._prepare(), name="making the search")
        self._settling = self._tasks.spare(self._settle(), name="settling in")
        services = self._services
        progress = Progress(self._bot, services.broadcasts, services.readers, services.locales, self._passing)
        self._showing = self._tasks.spare(progress.serve(), name="progress of notices")

    async def _prepare(self) -> None:
        """Make what answers questions, where it was not read back from disk. Raises NotPrepared."""
        await asyncio.sleep(PEOPLE_FIRST)
        await self._services.editions.settle()

    async def _settle(self) -> None:
        """Do what nobody waits for, once whoever wrote meanwhile is answered."""
        await asyncio.sleep(PEOPLE_FIRST)
        services = self._services
        await profile.register(self._bot, services.locales, default="en", operators=services.operators)

    def pause(self) -> None:
        """Ask for no more updates; those in hand go on."""
        for task in (self._polling, self._showing, self._preparing, self._settling):
            if task is not None:
                task.cancel()

    async def close(self) -> None:
        """Tell Telegram what is done with, and hang up; nothing may be in hand any more."""
        if self._receiver is not None:
            await self._receiver.confirm()
        await self._bot.session.close()

    async def reach(self) -> str:
        """Say whether Telegram can be reached, as bot.health wants it."""
        return await self._calls.reach(self._bot)
