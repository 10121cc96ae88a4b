"""First contact and the choice of language."""

from collections.abc import Mapping
from datetime import datetime

from aiogram import Router
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.conversation.callbacks import Does
from bot.conversation.reply import send, turn
from bot.i18n import Locale
from bot.services.edition import Edition
from bot.services.readers import Reader, Readers
from bot.views import languages, pages
from bot.views.actions import Home, Languages, SetLanguage


async def on_start(
    message: Message,
    reader: Reader,
    edition: Edition,
    locale: Locale,
    locales: Mapping[str, Locale],
    likely: str,
    now: datetime,
) -> None:
    """Ask someone new for their language; show the menu to everyone else."""
    if reader.language is None:
        await send(message, languages.first_contact(locales, likely))
    else:
        await send(message, pages.place(Home().pack(), edition, locale, now))


async def on_language(message: Message, locale: Locale, locales: Mapping[str, Locale]) -> None:
    """Offer the languages."""
    await send(message, languages.choice(locale, locales, place=""))


async def on_languages(
    query: CallbackQuery, action: Languages, locale: Locale, locales: Mapping[str, Locale]
) -> None:
    """Offer the languages, and remember the page to come back to in the buttons."""
    await turn(query, languages.choice(locale, locales, action.place))


async def on_set_language(
    query: CallbackQuery,
    action: SetLanguage,
    reader: Reader,
    readers: Readers,
    edition: Edition,
    locale: Locale,
    locales: Mapping[str, Locale],
    now: datetime,
) -> None:
    """Keep the choice and show the page it was made from, in the new language."""
    chosen = locales.get(action.language, locale)
    await readers.choose_language(reader, chosen.language)
    await turn(query, pages.place(action.place, edition, chosen, now))


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="start")
    made.message.register(on_start, CommandStart())
    made.message.register(on_language, Command("language"))
    made.callback_query.register(on_languages, Does(Languages))
    made.callback_query.register(on_set_language, Does(SetLanguage))
    return made
