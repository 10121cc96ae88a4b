"""Contact cards on request, and a command for every number: /112."""

import re
from typing import Final

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.conversation.callbacks import Does
from bot.conversation.reply import send
from bot.i18n import Locale
from bot.services.edition import Edition
from bot.services.helplines import numbered
from bot.views import helplines as view
from bot.views import notices
from bot.views.actions import SendContact

NUMBER: Final = re.compile(r"[0-9]{1,15}\Z")


async def on_number(message: Message, command: CommandObject, edition: Edition, locale: Locale) -> None:
    """Show the contact that has this number; for any other number there is no such command."""
    contact = numbered(edition.library, command.command)
    if contact is None:
        raise SkipHandler
    await send(message, view.contact(contact, edition.library.info, locale))


async def on_send_contact(
    query: CallbackQuery, action: SendContact, edition: Edition, locale: Locale, toast: list[str]
) -> None:
    """Send a number as a contact card, which a phone can call or save."""
    contact = edition.library.contact(action.contact)
    if contact is None or contact.kind != "phone" or not isinstance(query.message, Message):
        toast.append(notices.moved(locale))
        return
    await query.message.answer_contact(
        phone_number=contact.value, first_name=contact.texts[locale.language].name
    )


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="helplines")
    made.message.register(on_number, Command(NUMBER))
    made.callback_query.register(on_send_contact, Does(SendContact))
    return made
