"""Noting messages by their ids as they pass, so that a person can have them removed; what they say is not looked at."""

from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.conversation.middlewares import Handler
from bot.services.messages import Messages

KINDS = frozenset({"private", "group", "supergroup"})


class Noted(BaseMiddleware):
    """Note what people write in private chats, and the message under which a button was pressed."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Note, then go on."""
        if isinstance(event, Message) and event.chat.type == "private":
            self._messages.note(event.chat.id, event.message_id, event.date)
        elif isinstance(event, CallbackQuery) and isinstance(event.message, Message):
            # The id of an answer that went in a webhook's response is known from here on.
            _note(self._messages, event.message)
        return await handler(event, data)


class SentNoted(BaseRequestMiddleware):
    """Note what the bot sends; only its own may be removed in groups."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Do the call, then note the message that came of it."""
        response = await make_request(bot, method)
        # aiogram's word for it is a response; what comes is what stands inside.
        result: Any = response
        for one in result if isinstance(result, list) else (result,):
            if isinstance(one, Message):
                _note(self._messages, one)
        return response


def _note(messages: Messages, message: Message) -> None:
    if message.chat.type in KINDS:
        messages.note(message.chat.id, message.message_id, message.date)
