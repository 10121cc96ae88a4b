"""Quick hide: the messages of the last 48 hours go in one tap, and a harmless one stays."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Final

import structlog
from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramRetryAfter
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Chat, Message

from bot.conversation import last_word
from bot.conversation.callbacks import Does
from bot.i18n import Locale
from bot.services.messages import Messages
from bot.views import hiding as view
from bot.views.actions import Hide

log = structlog.get_logger(__name__)

BATCH: Final = 100
"""Ids that Telegram takes in one call."""
MOST_CALLS: Final = 100
"""Calls that one sweep may take."""
NEARBY: Final = 40
"""An answer in a webhook's response, whose id nobody told us, came within so many ids after what it answers."""
PATIENCE: Final = 3
"""Seconds that Telegram may ask to wait; more is not waited for, and what is left stays known."""


async def on_hide(message: Message, bot: Bot, messages: Messages, locale: Locale) -> None:
    """Remove what can be removed, the command with it."""
    await _hide(bot, message.chat, message.message_id, messages, locale)


async def on_hide_button(query: CallbackQuery, bot: Bot, messages: Messages, locale: Locale) -> None:
    """Remove what can be removed, the message with the button first.

    In groups anyone may: it takes the bot's answers away and changes nothing else, and who is in danger cannot wait
    for an admin.
    """
    if query.message is not None:
        await _hide(bot, query.message.chat, query.message.message_id, messages, locale)


async def _hide(bot: Bot, chat: Chat, present: int, messages: Messages, locale: Locale) -> None:
    known = await messages.recent(chat.id)
    private = chat.type == "private"
    wanted = nearby([present, *known]) if private and last_word.is_open() else {*known}
    rest = sorted(wanted - {present}, reverse=True)
    sweep = Sweep(bot, chat.id)
    try:
        # In a group the command is someone's own message, which only an admin may remove: so it goes by itself.
        for ids in ([present, *rest],) if private else ([present], rest):
            await sweep.remove(ids)
    except TelegramAPIError as error:
        log.warning("not everything could be hidden", error=type(error).__name__)
    finally:
        await messages.gone(chat.id, sweep.done)
    # By a call, not in a webhook's response: the next time this message has to go, too.
    await bot.send_message(chat.id, view.harmless(locale), disable_notification=True)


def nearby(ids: Iterable[int]) -> set[int]:
    """Give ids of a private chat with those that follow each; Telegram passes over the ids that the chat has not."""
    return {one + step for one in ids for step in range(NEARBY + 1)}


class Sweep:
    """Removes messages of one chat; `done` are those that are gone, or that Telegram will never let go."""

    def __init__(self, bot: Bot, chat_id: int) -> None:
        self._bot = bot
        self._chat_id = chat_id
        self._left = MOST_CALLS
        self.done: list[int] = []

    async def remove(self, ids: Sequence[int]) -> None:
        """Remove messages, in their order. Raises TelegramAPIError when Telegram is out of reach or wants a rest."""
        for at in range(0, len(ids), BATCH):
            await self._remove(ids[at : at + BATCH])

    async def _remove(self, batch: Sequence[int]) -> None:
        if not self._left:
            return
        self._left -= 1
        try:
            await self._call(batch)
        except TelegramBadRequest:
            # One that may not be removed keeps all others of a call in place.
            if len(batch) > 1:
                half = len(batch) // 2
                await self._remove(batch[:half])
                await self._remove(batch[half:])
                return
        self.done += batch

    async def _call(self, batch: Sequence[int]) -> None:
        try:
            await self._bot.delete_messages(self._chat_id, list(batch))
        except TelegramRetryAfter as error:
            if error.retry_after > PATIENCE:
                raise
            await asyncio.sleep(error.retry_after)
            await self._bot.delete_messages(self._chat_id, list(batch))


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="hiding")
    made.message.register(on_hide, Command("hide"))
    made.callback_query.register(on_hide_button, Does(Hide))
    return made
