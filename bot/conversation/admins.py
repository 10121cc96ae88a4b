"""What only those who run a group or channel may change there."""

from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, TelegramObject

from bot.conversation.middlewares import Handler
from bot.views import notices
from bot.views.actions import Action

RUNNING = frozenset({ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR})


class AdminsOnly(BaseMiddleware):
    """Let these actions through in private chats, and elsewhere for the chat's admins alone."""

    def __init__(self, *kinds: type[Action]) -> None:
        self._kinds = kinds

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Ask Telegram who pressed; anyone else is told why nothing happens."""
        if not isinstance(event, CallbackQuery) or not isinstance(data.get("action"), self._kinds):
            return await handler(event, data)
        chat = event.message.chat if event.message else None
        if chat is not None and (
            chat.type == "private" or await _runs(data["bot"], chat.id, event.from_user.id)
        ):
            return await handler(event, data)
        data["toast"].append(notices.admins_only(data["locale"]))
        return None


async def _runs(bot: Bot, chat_id: int, user_id: int) -> bool:
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except AiogramError:
        return False
    return member.status in RUNNING
