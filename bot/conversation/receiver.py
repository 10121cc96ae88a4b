"""Getting updates by long polling, and handing each to the dispatcher."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import Update, User

from bot.errors import TokenRefused
from bot.tasks import Tasks

T = TypeVar("T")
log = structlog.get_logger(__name__)

LONG_POLL: Final = 25
"""Seconds that Telegram holds a poll open while there is nothing new."""
LONGEST_WAIT: Final = 30.0
"""Seconds between tries, at the most, while Telegram is out of reach."""
STRAGGLERS: Final = 1.0
"""Seconds to wait for the updates of one poll before asking for more; asking again confirms them to Telegram."""
UPDATE_TIMEOUT: Final = 30.0
"""Seconds that one update may take."""


class Reach:
    """Whether Telegram can be reached: one log line a change of state, and how long to wait before the next try."""

    def __init__(self) -> None:
        self._failures = 0

    def lost(self, error: TelegramAPIError) -> float:
        """Note a failure and give the seconds to wait."""
        self._failures += 1
        if self._failures == 1:
            log.warning(
                "telegram out of reach, trying again", error=type(error).__name__, reason=error.message
            )
        if isinstance(error, TelegramRetryAfter):
            return float(error.retry_after)
        return min(LONGEST_WAIT, 0.5 * 2.0 ** min(self._failures, 10))

    def held(self) -> None:
        """Note a success."""
        if self._failures:
            log.warning("telegram reached again", tries=self._failures)
        self._failures = 0


async def introduce(bot: Bot) -> User:
    """Ask Telegram who the bot is, again and again while it is out of reach. Raises TokenRefused."""
    reach = Reach()
    while True:
        try:
            me = await bot.me()
        except TelegramUnauthorizedError:
            raise TokenRefused from None
        except TelegramAPIError as error:
            # Telegram answers 404 to a token that it has never known.
            if "Not Found" in error.message:
                raise TokenRefused from None
            await asyncio.sleep(reach.lost(error))
        else:
            reach.held()
            return me


class Receiver:
    """Polls for updates until it is cancelled."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, tasks: Tasks) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._tasks = tasks
        self._reach = Reach()
        self._offset: int | None = None

    async def poll(self) -> None:
        """Get updates and handle them, one chat's in their order, different chats' side by side."""
        kinds = self._dispatcher.resolve_used_update_types()
        await self._persist(lambda: self._bot.delete_webhook(drop_pending_updates=False))
        while True:
            updates = await self._persist(
                lambda: self._bot.get_updates(
                    offset=self._offset,
                    timeout=LONG_POLL,
                    allowed_updates=kinds,
                    request_timeout=LONG_POLL + 10,
                )
            )
            if updates:
                self._offset = updates[-1].update_id + 1
                work = [self._tasks.spare(self._handle(update), name="update") for update in updates]
                await asyncio.wait(work, timeout=STRAGGLERS)

    async def confirm(self) -> None:
        """Tell Telegram which updates are done with, so that none comes again after a restart."""
        if self._offset is not None:
            try:
                await self._bot.get_updates(offset=self._offset, limit=1, timeout=0, request_timeout=3)
            except TelegramAPIError:
                return

    async def _handle(self, update: Update) -> None:
        async with asyncio.timeout(UPDATE_TIMEOUT):
            await self._dispatcher.feed_update(self._bot, update)

    async def _persist(self, call: Callable[[], Awaitable[T]]) -> T:
        while True:
            try:
                result = await call()
            except TelegramUnauthorizedError:
                raise TokenRefused from None
            except TelegramConflictError as error:
                await asyncio.sleep(max(3.0, self._reach.lost(error)))
            except TelegramAPIError as error:
                await asyncio.sleep(self._reach.lost(error))
            else:
                self._reach.held()
                return result
