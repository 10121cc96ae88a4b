"""How much one chat may ask for: after a burst, so many answers a minute, and one kind notice. Danger comes through."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

from aiogram import BaseMiddleware
from aiogram.dispatcher.middlewares.user_context import EventContext
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.conversation.middlewares import CONTEXT, Handler
from bot.conversation.reply import send
from bot.metrics import Metrics
from bot.services import answers
from bot.views import notices
from bot.views.actions import Helplines, Hide, SendContact

KEPT: Final = 10_000
"""Chats that are remembered at most; the one not heard of for longest makes room."""
BURSTS_A_MINUTE: Final = 3
"""A third of a minute's answers may be asked for at once."""
LIFELINES: Final = (Helplines, SendContact, Hide)
COMMANDS: Final = ("helplines", "hide")
"""Buttons and commands that lead to numbers to call, or hide; a number itself is one, as /112."""


class Bucket:
    """What a chat has left; it fills up with time."""

    __slots__ = ("at", "left", "told")

    def __init__(self, left: float, at: float) -> None:
        self.left = left
        self.at = at
        self.told = False


class Throttle(BaseMiddleware):
    """Answers a chat at most `a_minute` times a minute, and tells it once when it has had enough.

    Stands around handlers that were chosen, so that what a busy group says to itself does not count. `clock` counts
    monotonic seconds.
    """

    def __init__(
        self,
        a_minute: int,
        metrics: Metrics,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rate = a_minute / 60
        self._room = max(1.0, a_minute / BURSTS_A_MINUTE)
        self._metrics = metrics
        self._clock = clock
        self._buckets: OrderedDict[int, Bucket] = OrderedDict()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Let the handler answer unless the chat has had enough."""
        context: EventContext = data[CONTEXT]
        bucket = self._bucket(context.chat_id or context.user_id or 0)
        if bucket.left >= 1:
            bucket.left -= 1
            return await handler(event, data)
        if await _is_urgent(event, data):
            return await handler(event, data)
        self._metrics.throttled()
        told, bucket.told = bucket.told, True
        if not told and isinstance(event, Message):
            await send(event, notices.too_many(data["edition"].library, data["locale"]))
        if not told and isinstance(event, CallbackQuery):
            data["toast"].append(notices.wait_a_moment(data["locale"]))
        return None

    def __len__(self) -> int:
        """How many chats are remembered."""
        return len(self._buckets)

    def _bucket(self, chat: int) -> Bucket:
        now = self._clock()
        bucket = self._buckets.get(chat)
        if bucket is None:
            bucket = self._buckets[chat] = Bucket(self._room, now)
            if len(self._buckets) > KEPT:
                self._buckets.popitem(last=False)
            return bucket
        self._buckets.move_to_end(chat)
        bucket.left = min(self._room, bucket.left + (now - bucket.at) * self._rate)
        bucket.at = now
        if bucket.left == self._room:
            bucket.told = False
        return bucket


async def _is_urgent(event: TelegramObject, data: dict[str, Any]) -> bool:
    """Whether somebody may be in danger: what they write says so, or they ask for a number to call."""
    if isinstance(event, CallbackQuery):
        return isinstance(data.get("action"), LIFELINES)
    command = data.get("command")
    if isinstance(command, CommandObject) and (command.command in COMMANDS or command.command.isdecimal()):
        return True
    text = event.text if isinstance(event, Message) else None
    if not text:
        return False
    await data["editions"].answering(data["edition"])
    return answers.is_urgent(data["edition"], text)
