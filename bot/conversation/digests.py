"""My digests: the command, the buttons, and those under a digest that has arrived."""

from datetime import datetime

from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.conversation import following
from bot.conversation.admins import AdminsOnly
from bot.conversation.callbacks import Does
from bot.conversation.following import Desk
from bot.conversation.reply import send, turn
from bot.i18n import Locale
from bot.services.edition import Edition
from bot.services.readers import Reader
from bot.services.subscriptions import Subscriptions
from bot.views import notices, pages
from bot.views.actions import Action, Apart, BadAction, Close, Digests, unpack


async def desk_of(
    bot: Bot,
    reader: Reader,
    subscriptions: Subscriptions,
    edition: Edition,
    locale: Locale,
    now: datetime,
) -> Desk:
    """Gather what the pages of a chat are made from."""
    username = (await bot.me()).username or ""
    return Desk(reader.chat_id, reader.kind, subscriptions, edition, locale, now, username)


async def on_digests(
    message: Message,
    bot: Bot,
    reader: Reader,
    subscriptions: Subscriptions,
    edition: Edition,
    locale: Locale,
    now: datetime,
) -> None:
    """Open the page; in groups and channels it is the chat's own."""
    desk = await desk_of(bot, reader, subscriptions, edition, locale, now)
    await send(message, await following.show(Digests(), desk) or notices.trouble(edition.library, locale))


async def on_action(
    query: CallbackQuery,
    action: Action,
    bot: Bot,
    reader: Reader,
    subscriptions: Subscriptions,
    edition: Edition,
    locale: Locale,
    now: datetime,
    toast: list[str],
) -> None:
    """Do what the button says, and show what came of it in its place."""
    desk = await desk_of(bot, reader, subscriptions, edition, locale, now)
    shown = await following.perform(action, desk)
    if shown is None:
        toast.append(notices.moved(locale))
    await turn(query, shown or pages.place("", edition, locale, now))


async def on_apart(
    query: CallbackQuery,
    action: Apart,
    bot: Bot,
    reader: Reader,
    subscriptions: Subscriptions,
    edition: Edition,
    locale: Locale,
    now: datetime,
) -> None:
    """Do what the button under a digest says, in a message of its own: the digest stays."""
    desk = await desk_of(bot, reader, subscriptions, edition, locale, now)
    try:
        wanted = unpack(action.place)
    except BadAction:
        wanted = Digests()
    shown = await following.perform(wanted, desk) or pages.page(wanted, edition, locale, now)
    if isinstance(query.message, Message):
        await send(query.message, shown or pages.place("", edition, locale, now))


async def on_close(query: CallbackQuery) -> None:
    """Remove the page, which in a channel is in everyone's way."""
    if isinstance(query.message, Message):
        try:
            await query.message.delete()
        except TelegramAPIError:
            # Too old to be removed, or the bot may not: without buttons it is at least quiet.
            await query.message.edit_reply_markup(reply_markup=None)


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="digests")
    made.message.register(on_digests, Command("digests"))
    made.channel_post.register(on_digests, Command("digests"))
    made.callback_query.middleware(AdminsOnly(*following.CHANGES, Apart, Close))
    made.callback_query.register(on_action, Does(*following.PAGES, *following.CHANGES))
    made.callback_query.register(on_apart, Does(Apart))
    made.callback_query.register(on_close, Does(Close))
    return made
