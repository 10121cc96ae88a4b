"""What happens when a handler fails: a line in the log without personal data, and a kind reply."""

from collections.abc import Mapping

import structlog
from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.types import ErrorEvent, Message

from bot.conversation.reply import send
from bot.i18n import Locale
from bot.services.edition import Editions
from bot.services.readers import Readers
from bot.views import notices

log = structlog.get_logger(__name__)


async def on_error(
    event: ErrorEvent,
    editions: Editions,
    readers: Readers,
    locales: Mapping[str, Locale],
    waits_for: tuple[type[Exception], ...] = (),
) -> object:
    """Note a chat that blocked the bot; log anything else and tell the person to try again.

    What passes soon (`waits_for`) is left to who handed the update in, and will do so again.
    """
    error, update = event.exception, event.update
    if isinstance(error, waits_for):
        return UNHANDLED
    message = update.message or (update.callback_query and update.callback_query.message)
    if isinstance(error, TelegramForbiddenError):
        if message:
            await readers.deactivate(message.chat.id)
        return None
    if isinstance(error, TelegramAPIError):
        log.warning("telegram refused a reply", error=type(error).__name__, reason=error.message)
        return None
    log.error("handler failed", error=type(error).__name__, update_type=update.event_type, exc_info=error)
    if isinstance(message, Message):
        reader = await readers.of(message.chat.id, message.chat.type)
        locale = locales[reader.language or "en"]
        await send(message, notices.trouble(editions.current.library, locale))
    return None


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="errors")
    made.error.register(on_error)
    return made
