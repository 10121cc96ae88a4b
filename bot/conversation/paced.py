"""Replies at the shared pace: they go before digests, and what Telegram asks for is kept for both."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.pace import Pace

MESSAGES = ("send", "copy", "forward")
NOT_COUNTED = ("sendChatAction",)
EDITS = ("editMessage",)


class Paced(BaseRequestMiddleware):
    """Lets messages and edits wait for their turn; other requests, such as answers to presses, pass at once."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Send when it is this chat's turn."""
        async with self.turn(method):
            try:
                answer = await make_request(bot, method)
            except TelegramRetryAfter as error:
                if (chat := _chat(method)) is not None:
                    self._pace.refused(chat, error.retry_after)
                raise
        if _chat(method) is not None:
            self._pace.passed()
        return answer

    @asynccontextmanager
    async def turn(self, method: TelegramMethod[Any]) -> AsyncIterator[None]:
        """Wait until a call may be made; the block makes it."""
        chat = _chat(method)
        if method.__api_method__.startswith(EDITS):
            async with self._pace.edit():
                yield
        elif chat is not None:
            async with self._pace.turn(chat, reply=True):
                yield
        else:
            yield


def _chat(method: TelegramMethod[Any]) -> int | None:
    """The chat that a call brings a message to, or None."""
    name: str = method.__api_method__
    chat: Any = getattr(method, "chat_id", None)
    return chat if isinstance(chat, int) and name.startswith(MESSAGES) and name not in NOT_COUNTED else None
