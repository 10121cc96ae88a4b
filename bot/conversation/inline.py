"""Queries after the bot's name, in any chat."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from aiogram import Bot, Router
from aiogram.types import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)

from bot.conversation.keyboards import markup
from bot.conversation.middlewares import ASKS
from bot.conversation.newest import Newest
from bot.conversation.reply import NO_PREVIEW
from bot.i18n import Locale
from bot.services import inline
from bot.services.edition import Edition
from bot.services.readers import Readers
from bot.views import inline as view

KEPT: Final = 300
"""Seconds that Telegram may give the same answer again: an editor's correction is out within five minutes."""


async def on_query(
    query: InlineQuery,
    bot: Bot,
    readers: Readers,
    edition: Edition,
    locale: Locale,
    locales: Mapping[str, Locale],
    now: datetime,
    newest: Newest,
) -> None:
    """Offer what can be sent; a query that the person has typed on from is left, since nobody waits for it."""
    if not newest.is_newest(query):
        return
    wordless = inline.is_wordless(query.query)
    language = await readers.chosen(query.from_user.id) if wordless else None
    found = inline.offers(edition, query.query, language or locale.language, now)
    words = locales.get(found.language, locale)
    offers = view.offers(found, edition.library, words, (await bot.me()).username or "")
    text, start = view.into_chat(found, words)
    await query.answer(
        [_article(offer) for offer in offers],
        cache_time=KEPT,
        # The same words are answered in the same way for everyone; no words are answered in the asker's language.
        is_personal=wordless,
        button=InlineQueryResultsButton(text=text, start_parameter=start),
    )


def _article(offer: view.Offer) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=offer.id,
        title=offer.title,
        description=offer.preview,
        input_message_content=InputTextMessageContent(
            message_text=offer.screen.text, link_preview_options=NO_PREVIEW
        ),
        reply_markup=markup(offer.screen),
    )


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="inline")
    made.inline_query.register(on_query, flags={ASKS: True})
    return made
