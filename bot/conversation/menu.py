"""Commands and buttons that open a page."""

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.conversation.callbacks import Does
from bot.conversation.reply import send, turn
from bot.i18n import Locale
from bot.services.edition import Edition
from bot.services.tallies import Tallies
from bot.views import notices, pages
from bot.views.actions import About, Action, Ask, Changes, Helplines, Home, Topics

COMMANDS: dict[str, Action] = {
    "menu": Home(),
    "help": Ask(),
    "helplines": Helplines(),
    "topics": Topics(page=0),
    "news": Changes(page=0, topic=""),
    "about": About(),
}


async def on_command(
    message: Message, command: CommandObject, edition: Edition, locale: Locale, now: datetime
) -> None:
    """Open the page of a command."""
    page = pages.page(COMMANDS[command.command], edition, locale, now)
    await send(message, page or notices.trouble(edition.library, locale))


async def on_page(
    query: CallbackQuery,
    action: Action,
    edition: Edition,
    locale: Locale,
    tallies: Tallies,
    now: datetime,
    toast: list[str],
) -> None:
    """Turn to the page of a button; when its page is gone from the content, to the menu."""
    page = pages.page(action, edition, locale, now)
    if page is None:
        toast.append(notices.moved(locale))
    tallies.read(pages.card_of(action, edition))
    await turn(query, page or pages.place("", edition, locale, now))


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="menu")
    made.message.register(on_command, Command(*COMMANDS))
    made.callback_query.register(on_page, Does(*pages.PAGES))
    return made
