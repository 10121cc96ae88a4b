"""Reading an update as it came from the network: what no Telegram sends, or nobody could bear, goes no further."""

from typing import Any, Final

import structlog
from aiogram import Bot
from aiogram.dispatcher.middlewares.user_context import UserContextMiddleware
from aiogram.enums import ChatType
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

log = structlog.get_logger(__name__)

RICH: Final = "rich_message"
DEEPEST: Final = 40
"""How deep the JSON of an update may be nested; genuine ones have a dozen levels."""
LARGEST_ID: Final = 2**52
"""Telegram's ids have at most 52 significant bits."""
CHATS: Final = frozenset({ChatType.PRIVATE, ChatType.GROUP, ChatType.SUPERGROUP, ChatType.CHANNEL})


def read(raw: dict[str, Any], bot: Bot) -> Update | None:
    """Read an update; None, with a line in the log, for what this version of aiogram cannot read.

    The content of rich messages is left out of `raw`: the bot has no use for it, and each level of its nesting makes
    aiogram's models take some twenty times as long, so that one message of six levels would stop the bot for minutes.
    """
    kinds = sorted(set(raw) - {"update_id"})
    if not _lighten(raw):
        log.error("update cannot be read", kinds=kinds, reason="its JSON is none of Telegram's")
        return None
    try:
        update = Update.model_validate(raw, context={"bot": bot})
    except ValidationError as error:
        log.error("update cannot be read", kinds=kinds, faults=error.error_count())
        return None
    try:
        _ = update.event_type
    except UpdateTypeLookupError:
        # aiogram would warn of it, and print the whole of it.
        log.warning("update of an unknown kind", kinds=kinds)
        return None
    if not _is_placed(update):
        log.error(
            "update cannot be read", kinds=kinds, reason="of no chat, person or message that there can be"
        )
        return None
    return update


def _lighten(raw: dict[str, Any]) -> bool:
    """Take the content of rich messages out; False for JSON that is nested too deeply or holds halves of letters."""
    waiting: list[tuple[Any, int]] = [(raw, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, str):
            if not (value.isascii() or _is_text(value)):
                return False
        elif isinstance(value, dict):
            if RICH in value:
                value[RICH] = {"blocks": []}
            waiting.extend((held, depth + 1) for held in value.values())
        elif isinstance(value, list):
            waiting.extend((held, depth + 1) for held in value)
        if depth > DEEPEST:
            return False
    return True


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_placed(update: Update) -> bool:
    """Whether the update's chat, person and message can be kept: of a known kind, with ids as large as Telegram's."""
    context = UserContextMiddleware.resolve_event_context(update)
    if context.chat is not None and context.chat.type not in CHATS:
        return False
    message, press = update.message, update.callback_query
    written = (message, update.edited_message, update.channel_post, update.edited_channel_post)
    held = [one.message_id for one in (*written, press.message if press else None) if one]
    ids = (context.chat_id, context.user_id, message.migrate_to_chat_id if message else None, *held)
    return all(abs(one) < LARGEST_ID for one in ids if one is not None)
