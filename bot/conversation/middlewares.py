"""What every update goes through on its way to a handler: order, reader and locale, the answer to a press."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final
from weakref import WeakValueDictionary

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.dispatcher.middlewares.user_context import EventContext
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, InlineQuery, TelegramObject

from bot.conversation.last_word import say
from bot.i18n import Locale
from bot.services.edition import Edition, Editions
from bot.services.services import Services

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
CONTEXT = "event_context"
ASKS: Final = "asks"
"""The flag of handlers that answer questions."""


class InOrder(BaseMiddleware):
    """One update of a chat at a time, in the order in which they came; chats do not wait for each other."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Wait for the chat's earlier updates, then go on."""
        context: EventContext = data[CONTEXT]
        lock = self._locks.setdefault(context.chat_id or context.user_id or 0, asyncio.Lock())
        async with lock:
            return await handler(event, data)


class WhoAndWhat(BaseMiddleware):
    """Add who writes (`reader`), in which words to answer (`locale`), the content in force (`edition`) and `now`."""

    def __init__(self, services: Services) -> None:
        self._readers = services.readers
        self._editions = services.editions
        self._locales = services.locales
        self._clock = services.clock

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Look the reader up; whoever has not chosen a language gets the one that their Telegram speaks."""
        context: EventContext = data[CONTEXT]
        reader = None
        if context.chat is not None:
            reader = await self._readers.of(context.chat.id, context.chat.type)
        theirs = context.user.language_code if context.user else None
        likely = likely_language(theirs, self._locales)
        data["edition"] = self._editions.current
        data["now"] = self._clock()
        data["reader"] = reader
        data["likely"] = likely
        data["locale"] = self._locales[reader.language if reader and reader.language else likely]
        return await handler(event, data)


class Prepared(BaseMiddleware):
    """Right after the start, let what asks wait until it can be answered; menus, buttons and pages need not.

    Making the search takes a second that everyone else would have to wait for, and it never runs on the loop.
    Stands around handlers that were chosen: those that search are registered with the flag `ASKS`.
    """

    def __init__(self, editions: Editions) -> None:
        self._editions = editions

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Wait where that is needed, then go on."""
        edition: Edition = data["edition"]
        if not edition.is_prepared and get_flag(data, ASKS):
            if isinstance(event, InlineQuery):
                await self._editions.prepared(edition)
            else:
                await self._editions.answering(edition)
        return await handler(event, data)


class AlwaysAnswered(BaseMiddleware):
    """Answer every press, so that no button keeps turning; a handler sets `data["toast"]` for words to pass by."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Let the handler work, then answer; a press too old to be answered is let go."""
        toast: list[str] = []
        data["toast"] = toast
        try:
            return await handler(event, data)
        finally:
            if isinstance(event, CallbackQuery):
                await _answer(event, toast[-1] if toast else None)


async def _answer(query: CallbackQuery, text: str | None) -> None:
    try:
        await say(query.answer(text))
    except TelegramAPIError:
        # Too old, or Telegram is out of reach: the press has had its effect, and nobody waits for this any more.
        return


def likely_language(code: str | None, locales: Mapping[str, Locale]) -> str:
    """Give the language for a Telegram language code such as «ru» or «kk-KZ»; English for any that is not ours."""
    language = (code or "").partition("-")[0].lower()
    return language if language in locales else "en"
