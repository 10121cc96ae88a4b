"""First contact and the choice of language."""

from collections.abc import Mapping
from datetime import datetime

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.conversation import following
from bot.conversation.admins import AdminsOnly
from bot.conversation.callbacks import Does
from bot.conversation.digests import desk_of
from bot.conversation.following import Desk
from bot.conversation.reply import send, turn
from bot.i18n import Locale
from bot.services.campaigns import Campaigns
from bot.services.edition import Edition
from bot.services.links import Link, key, read
from bot.services.readers import Reader, Readers
from bot.services.subscriptions import Subscriptions
from bot.services.tallies import Tallies
from bot.views import languages, links, notices, pages
from bot.views.actions import Action, BadAction, Languages, SetLanguage, unpack
from bot.views.screen import Screen


async def on_start(
    message: Message,
    command: CommandObject,
    bot: Bot,
    reader: Reader,
    readers: Readers,
    subscriptions: Subscriptions,
    campaigns: Campaigns,
    edition: Edition,
    locale: Locale,
    locales: Mapping[str, Locale],
    tallies: Tallies,
    likely: str,
    now: datetime,
) -> None:
    """Show the page of the link that was followed, or the menu; ask someone new for their language.

    A link that names a language answers that question; whoever has chosen keeps their own.
    """
    link = read(command.args or "", key(bot.token))
    if link is not None:
        reader, first = await readers.arrive(reader, link, locales)
        campaigns.opened(link, edition.library, first=first)
    place = links.action(link or Link())
    if reader.language is None:
        await send(message, languages.first_contact(locales, likely, place.pack()))
        return
    locale = locales[reader.language]
    desk = await desk_of(bot, reader, subscriptions, edition, locale, now)
    shown = None if command.args and link is None else await _page(place, desk)
    tallies.read(pages.card_of(place, edition))
    await send(message, shown or notices.lost_link(edition.library, locale))


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
    bot: Bot,
    reader: Reader,
    readers: Readers,
    subscriptions: Subscriptions,
    edition: Edition,
    locale: Locale,
    locales: Mapping[str, Locale],
    now: datetime,
) -> None:
    """Keep the choice and show the page it was made from, in the new language."""
    chosen = locales.get(action.language, locale)
    await readers.choose_language(reader, chosen.language)
    desk = await desk_of(bot, reader, subscriptions, edition, chosen, now)
    await turn(query, await _place(action.place, desk))


async def _place(packed: str, desk: Desk) -> Screen:
    """Show the page of a packed action, those of digests included; the menu for anything else."""
    try:
        shown = await _page(unpack(packed), desk)
    except BadAction:
        shown = None
    return shown or pages.place("", desk.edition, desk.locale, desk.now)


async def _page(action: Action, desk: Desk) -> Screen | None:
    """Show the page of an action; None when it opens none, or what it names is gone."""
    return await following.show(action, desk) or pages.page(action, desk.edition, desk.locale, desk.now)


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="start")
    made.message.register(on_start, CommandStart())
    made.message.register(on_language, Command("language"))
    made.callback_query.middleware(AdminsOnly(SetLanguage))
    made.callback_query.register(on_languages, Does(Languages))
    made.callback_query.register(on_set_language, Does(SetLanguage))
    return made
