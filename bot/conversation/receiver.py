"""Getting updates by long polling, and handing each on; Telegram hears that it is done with one only when it is."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, ClassVar, Final, TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import Update, User

from bot.conversation.handling import Handling, NotHandled
from bot.conversation.reading import read
from bot.errors import TokenRefused
from bot.tasks import Tasks

T = TypeVar("T")
log = structlog.get_logger(__name__)

LONG_POLL: Final = 25
"""Seconds that Telegram holds a poll open while there is nothing new."""
LONGEST_WAIT: Final = 30.0
"""Seconds between tries, at the most, while Telegram is out of reach."""
STRAGGLERS: Final = 0.25
"""Seconds to wait for the updates of one poll before looking for more."""
PATIENCE: Final = 300.0
"""Seconds for which an update is tried again while the database is away."""
FAREWELL: Final = 1
"""Seconds that the last call to Telegram may take when the program stops."""


class Reach:
    """Whether Telegram can be reached: one log line a change of state, and how long to wait before the next try."""

    def __init__(self) -> None:
        self._failures = 0

    def lost(self, error: AiogramError) -> float:
        """Note a failure and give the seconds to wait."""
        self._failures += 1
        if self._failures == 1:
            # What is no error of Telegram's may quote what came instead of an answer, so its words stay out.
            reason = error.message if isinstance(error, TelegramAPIError) else "not an answer of Telegram's"
            log.warning("telegram out of reach, trying again", error=type(error).__name__, reason=reason)
        if isinstance(error, TelegramRetryAfter):
            return float(error.retry_after)
        return min(LONGEST_WAIT, 0.5 * 2.0 ** min(self._failures, 10))

    def held(self) -> None:
        """Note a success."""
        if self._failures:
            log.warning("telegram reached again", tries=self._failures)
        self._failures = 0

    async def persist(self, call: Callable[[], Awaitable[T]]) -> T:
        """Do a call again and again until Telegram takes it. Raises TokenRefused."""
        while True:
            try:
                result = await call()
            except (TelegramUnauthorizedError, TelegramNotFound):
                # Telegram answers 404 to a token that it has never known.
                raise TokenRefused from None
            except TelegramConflictError as error:
                await asyncio.sleep(max(3.0, self.lost(error)))
            except AiogramError as error:
                await asyncio.sleep(self.lost(error))
            else:
                self.held()
                return result


async def introduce(bot: Bot) -> User:
    """Ask Telegram who the bot is, again and again while it is out of reach. Raises TokenRefused."""
    return await Reach().persist(bot.me)


class GetUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates with its updates as they came, so that one that cannot be read does not take the others with it."""

    __returning__: ClassVar[Any] = list[dict[str, Any]]
    __api_method__: ClassVar[str] = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int = 0
    allowed_updates: list[str] | None = None


class Receiver:
    """Polls for updates until it is cancelled.

    An update is confirmed to Telegram when it is done with, and until then Telegram keeps it: whatever ends the
    program, what it had not done comes again after the start. While one takes long, those behind it are done as
    well, as far as Telegram shows them (a hundred from the first that is not confirmed).
    """

    def __init__(self, handling: Handling, tasks: Tasks) -> None:
        self._handling = handling
        self._tasks = tasks
        self._reach = Reach()
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._done: set[int] = set()

    async def poll(self) -> None:
        """Get updates and handle them, one chat's in their order, different chats' side by side."""
        bot = self._handling.bot
        await self._reach.persist(lambda: bot.delete_webhook(drop_pending_updates=False))
        while True:
            offset = self._offset()
            updates = await self._reach.persist(partial(self._get, offset))
            self._confirmed(offset)
            for raw in updates:
                self._take_up(raw)
            if self._in_hand:
                await asyncio.wait(self._in_hand.values(), timeout=STRAGGLERS)

    async def confirm(self) -> None:
        """Tell Telegram what is done with, so that none of it comes again after a restart."""
        offset = self._offset()
        if offset is None:
            return
        farewell = GetUpdates(offset=offset, limit=1, timeout=0)
        try:
            await self._handling.bot(farewell, request_timeout=FAREWELL)
        except AiogramError:
            log.warning("telegram did not hear what is done with; some may come again")

    async def _get(self, offset: int | None) -> list[dict[str, Any]]:
        # While something is in hand, Telegram has at least that to show and would answer at once anyway.
        seconds = 0 if self._in_hand else LONG_POLL
        poll = GetUpdates(offset=offset, timeout=seconds, allowed_updates=self._handling.kinds)
        return await self._handling.bot(poll, request_timeout=seconds + 10)

    def _offset(self) -> int | None:
        """The first update that is not done with; all before it are confirmed by asking from here."""
        if self._in_hand:
            return min(self._in_hand)
        return max(self._done) + 1 if self._done else None

    def _confirmed(self, offset: int | None) -> None:
        if offset is not None:
            self._done = {one for one in self._done if one >= offset}

    def _take_up(self, raw: dict[str, Any]) -> None:
        number = int(raw["update_id"])
        if number in self._in_hand or number in self._done:
            return
        update = read(raw, self._handling.bot)
        if update is None:
            self._done.add(number)
        else:
            self._in_hand[number] = self._tasks.spare(self._handle(update), name="update")

    async def _handle(self, update: Update) -> None:
        try:
            await self._handling.handle(update, PATIENCE)
        except NotHandled:
            log.error("update given up", reason="the database was away for too long")
        # Cancelled work does not come here: it stays in hand, is not confirmed, and so comes again.
        del self._in_hand[update.update_id]
        self._done.add(update.update_id)
