"""The progress of notices on their way: messages of operators that are edited now and then, until the end."""

import asyncio
from collections.abc import Mapping
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.conversation.keyboards import markup
from bot.conversation.reply import NO_PREVIEW
from bot.i18n import Locale
from bot.services.broadcasts import Broadcasts, Watched
from bot.services.readers import Readers
from bot.views import broadcast as view

log = structlog.get_logger(__name__)

PERIOD: Final = 5.0
"""Seconds between two looks; Telegram takes about one edit a second, and nobody reads faster."""


class Progress:
    """Edits the messages that show how far broadcasts are; they are found in the database, so a restart goes on.

    `passing` are errors of what is expected to work again soon.
    """

    def __init__(
        self,
        bot: Bot,
        broadcasts: Broadcasts,
        readers: Readers,
        locales: Mapping[str, Locale],
        passing: tuple[type[Exception], ...] = (),
    ) -> None:
        self._bot = bot
        self._broadcasts = broadcasts
        self._readers = readers
        self._locales = locales
        self._passing = passing
        self._shown: dict[int, str] = {}

    async def serve(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(PERIOD)
            try:
                await self.look()
            except self._passing as error:
                log.warning("progress not shown", error=type(error).__name__)

    async def look(self) -> None:
        """Bring every message up to date; one whose broadcast has ended is let go."""
        await self._broadcasts.settle()
        for watched in await self._broadcasts.watched():
            await self._show(watched)
            if watched.progress.state != "sending":
                self._shown.pop(watched.chat_id, None)
                await self._broadcasts.watch(watched.chat_id, watched.progress.token, None)

    async def _show(self, watched: Watched) -> None:
        language = await self._readers.chosen(watched.chat_id)
        locale = self._locales.get(language or "") or next(iter(self._locales.values()))
        screen = view.progress(watched.progress, locale)
        if self._shown.get(watched.chat_id) == screen.text:
            return
        self._shown[watched.chat_id] = screen.text
        try:
            await self._bot.edit_message_text(
                screen.text,
                chat_id=watched.chat_id,
                message_id=watched.message_id,
                reply_markup=markup(screen),
                link_preview_options=NO_PREVIEW,
            )
        except AiogramError as error:
            # Deleted, unchanged, or Telegram is away: the next look shows it, or nobody looks at it any more.
            log.debug("progress message not edited", error=type(error).__name__)
