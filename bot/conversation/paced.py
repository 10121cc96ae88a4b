"""Replies at the shared pace: they go before digests, and what Telegram asks for is kept for both."""

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
        name: str = method.__api_method__
        chat: Any = getattr(method, "chat_id", None)
        if name.startswith(EDITS):
            async with self._pace.edit():
                return await make_request(bot, method)
        if not (isinstance(chat, int) and name.startswith(MESSAGES)) or name in NOT_COUNTED:
            return await make_request(bot, method)
        async with self._pace.turn(chat, reply=True):
            try:
                answer = await make_request(bot, method)
            except TelegramRetryAfter as error:
                self._pace.refused(chat, error.retry_after)
                raise
        self._pace.passed()
        return answer
