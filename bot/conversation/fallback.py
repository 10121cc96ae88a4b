"""Whatever no other handler took: always a helpful reply, and never an error."""

from datetime import datetime

from aiogram import F, Router
from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message

from bot.conversation.reply import send, turn
from bot.i18n import Locale
from bot.services.edition import Edition
from bot.views import notices, pages

WORDLESS = frozenset(
    {
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.CONTACT,
        ContentType.DICE,
        ContentType.DOCUMENT,
        ContentType.GAME,
        ContentType.LOCATION,
        ContentType.PAID_MEDIA,
        ContentType.PHOTO,
        ContentType.POLL,
        ContentType.RICH_MESSAGE,
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.VENUE,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.VOICE,
    }
)
"""What people send that is no text; Telegram's own notices in a chat are not among them and get no reply."""


async def on_unknown_command(message: Message, edition: Edition, locale: Locale) -> None:
    """Say that there is no such command, and what there is."""
    await send(message, notices.no_command(edition.library, locale))


async def on_unknown_button(
    query: CallbackQuery, edition: Edition, locale: Locale, now: datetime, toast: list[str]
) -> None:
    """Lead a button of an old version, another bot or a forger home."""
    toast.append(notices.moved(locale))
    await turn(query, pages.place("", edition, locale, now))


async def on_no_text(message: Message, edition: Edition, locale: Locale) -> None:
    """Say that only text can be read: stickers, voice, photos, locations and the like."""
    await send(message, notices.not_text(edition.library, locale))


def commands() -> Router:
    """Make the router of commands that nobody took; it stands before the questions."""
    made = Router(name="unknown-commands")
    made.message.register(on_unknown_command, F.text.startswith("/"), F.chat.type == "private")
    return made


def router() -> Router:
    """Make the router of the rest; it stands last."""
    made = Router(name="fallback")
    made.callback_query.register(on_unknown_button)
    made.message.register(on_no_text, F.chat.type == "private", F.content_type.in_(WORDLESS))
    return made
