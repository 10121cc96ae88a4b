"""The free-lawyer check by its command; its buttons open pages, as those of the menu do."""

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from bot.conversation.reply import send
from bot.i18n import Locale
from bot.services import legal_aid
from bot.services.edition import Edition
from bot.views import legal_aid as view
from bot.views import notices, pages
from bot.views.actions import LegalAid


async def on_lawyer(message: Message, edition: Edition, locale: Locale, now: datetime) -> None:
    """Ask the first question; in groups, say first that others read along."""
    if not legal_aid.is_offered(edition.library):
        await send(message, notices.no_command(edition.library, locale))
    elif message.chat.type != "private":
        await send(message, view.in_group(locale))
    else:
        await send(message, pages.place(LegalAid(letters="").pack(), edition, locale, now))


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="legal-aid")
    made.message.register(on_lawyer, Command("lawyer"))
    return made
