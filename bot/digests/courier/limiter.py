"""python-telegram-bot's requests at the shared pace.

Its own AIORateLimiter pauses every chat for one chat's flood wait, and a shorter pause can end a longer one.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any, Final

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.pace import Pace

MESSAGES = ("send", "copy", "forward")
FRESH: Final = 0.1
"""Seconds of waiting after which a chat is looked up once more: its reader may have erased themselves meanwhile."""


class Unwanted(Exception):
    """Nothing is to be sent to this chat any more."""


async def _always(chat_id: int) -> bool:
    return True


class PaceLimiter(BaseRateLimiter[None]):
    """Lets messages wait for their turn and tells the pace what Telegram asks for; other requests pass at once.

    Raises bot.pace.Held, Unwanted, and RetryAfter when Telegram refuses: trying again is for the ledger.
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self.under_way: set[int] = set()
        """Chats to which a message is on its way, beyond recall."""
        self.wanted: Callable[[int], Awaitable[bool]] = _always
        """Says whether a message may still go to a chat."""
        self.cut: set[int] = set()
        """Chats whose message was on its way when the request was cancelled."""

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """Send when it is this chat's turn."""
        if not endpoint.lower().startswith(MESSAGES):
            return await callback(*args, **kwargs)
        chat_id = int(data["chat_id"])
        began = time.monotonic()
        async with self._pace.turn(chat_id, reply=False):
            if time.monotonic() - began > FRESH and not await self.wanted(chat_id):
                raise Unwanted
            self.under_way.add(chat_id)
            try:
                result = await callback(*args, **kwargs)
            except RetryAfter as error:
                self._pace.refused(chat_id, seconds(error))
                raise
            except asyncio.CancelledError:
                self.cut.add(chat_id)
                raise
            finally:
                self.under_way.discard(chat_id)
        self._pace.passed()
        return result


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
