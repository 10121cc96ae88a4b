"""Contact cards on request."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.conversation.callbacks import Does
from bot.i18n import Locale
from bot.services.edition import Edition
from bot.views import notices
from bot.views.actions import SendContact


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
    made.callback_query.register(on_send_contact, Does(SendContact))
    return made
