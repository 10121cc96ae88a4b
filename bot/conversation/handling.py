"""One update from its arrival until it is done with, whichever way it came: in its chat's order, in bounded time."""

import asyncio
import time
from typing import Any, Final
from weakref import WeakValueDictionary

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.middlewares.user_context import UserContextMiddleware
from aiogram.exceptions import AiogramError
from aiogram.methods import TelegramMethod
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError

from bot.conversation import last_word
from bot.metrics import Metrics

log = structlog.get_logger(__name__)

UPDATE_TIMEOUT: Final = 30.0
"""Seconds that one update may take."""
FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 2.0
"""Seconds between the tries while something that passes is in the way, such as a database that restarts."""
PATIENT: Final = 10.0
"""Seconds for which a person waits without a word; then they are told, where that is possible."""


class NotHandled(Exception):
    """Nothing could be done with an update, and the person was not told; it should come again later."""


class Handling:
    """Hands updates to the dispatcher, those of a chat one after the other.

    `passing` are the errors of what is expected to work again soon, such as the database.
    """

    def __init__(
        self, bot: Bot, dispatcher: Dispatcher, metrics: Metrics, passing: tuple[type[Exception], ...] = ()
    ) -> None:
        self.bot = bot
        self.metrics = metrics
        self.kinds = dispatcher.resolve_used_update_types()
        self._dispatcher = dispatcher
        self._passing = passing
        # One update of a chat at a time, its tries and the pauses between them included, so that none overtakes it.
        self._in_hand: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def handle(self, update: Update, patience: float) -> None:
        """Handle an update, trying for `patience` seconds when something that passes is in the way.

        Whatever else goes wrong is logged. Raises NotHandled when the patience was not enough.
        """
        chat = UserContextMiddleware.resolve_event_context(update).chat_id
        with self.metrics.update(_kind(update)) as outcome:
            if chat is None:
                # The dispatcher has to see an inline query at once: it leaves out those that were typed on from.
                await self._until_done(update, outcome, patience)
                return
            lock = self._in_hand.setdefault(chat, asyncio.Lock())
            try:
                async with asyncio.timeout(UPDATE_TIMEOUT):
                    await lock.acquire()
            except TimeoutError:
                log.error("update given up", reason="those before it took too long", kind=_kind(update))
                outcome.append("late")
                return
            try:
                await self._until_done(update, outcome, patience)
            finally:
                lock.release()

    async def _until_done(self, update: Update, outcome: list[str], patience: float) -> None:
        began = time.monotonic()
        pause = FIRST_PAUSE
        while not await self._once(update, outcome, time.monotonic() - began < PATIENT):
            if time.monotonic() + pause > began + patience:
                log.error("update not handled", kind=_kind(update))
                raise NotHandled
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def answer(self, update: Update, patience: float) -> TelegramMethod[Any] | None:
        """Handle an update, and give the last call to Telegram that is left to do for it, for who can do it cheaper.

        Raises NotHandled.
        """
        with last_word.opened() as word:
            await self.handle(update, patience)
            return word.take()

    async def _once(self, update: Update, outcome: list[str], patient: bool) -> bool:
        """Try once; False when something that passes was in the way, of which only the impatient say anything."""
        waits_for = self._passing if patient else ()
        try:
            async with asyncio.timeout(UPDATE_TIMEOUT):
                await self._dispatcher.feed_update(self.bot, update, waits_for=waits_for)
        except self._passing as error:
            log.warning("update held up", error=type(error).__name__, reason=str(error), kind=_kind(update))
            return False
        except TimeoutError:
            log.error("update given up", reason="it took too long", kind=_kind(update))
            outcome.append("late")
        except AiogramError as error:
            log.warning("update without an answer", error=type(error).__name__, kind=_kind(update))
            outcome.append("failed")
        except Exception as error:
            log.error("update failed", error=type(error).__name__, kind=_kind(update), exc_info=error)
            outcome.append("failed")
        return True


def _kind(update: Update) -> str:
    try:
        return update.event_type
    except UpdateTypeLookupError:
        return "unknown"
