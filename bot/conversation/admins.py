"""What only those who run a group or channel may change there."""

from collections.abc import Container
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import AiogramError
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.conversation.middlewares import Handler
from bot.conversation.reply import send
from bot.views import notices
from bot.views.actions import Action

RUNNING = frozenset({ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR})


class AdminsOnly(BaseMiddleware):
    """Let these actions and commands through in private chats, and elsewhere for the chat's admins alone."""

    def __init__(self, *kinds: type[Action], commands: Container[str] = ()) -> None:
        self._kinds = kinds
        self._commands = commands

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Ask Telegram who pressed or wrote; anyone else is told why nothing happens."""
        if isinstance(event, Message):
            command = data.get("command")
            guarded = isinstance(command, CommandObject) and command.command in self._commands
            if guarded and not await _wrote_as_admin(data["bot"], event):
                await send(event, notices.for_admins(data["edition"].library, data["locale"]))
                return None
            return await handler(event, data)
        if not isinstance(event, CallbackQuery) or not isinstance(data.get("action"), self._kinds):
            return await handler(event, data)
        chat = event.message.chat if event.message else None
        if chat is not None and (
            chat.type == "private" or await _runs(data["bot"], chat.id, event.from_user.id)
        ):
            return await handler(event, data)
        data["toast"].append(notices.admins_only(data["locale"]))
        return None


async def _wrote_as_admin(bot: Bot, message: Message) -> bool:
    """Whether who wrote may look into the chat; an admin who stays anonymous writes in the chat's own name."""
    if message.chat.type == "private":
        return True
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat.id
    return message.from_user is not None and await _runs(bot, message.chat.id, message.from_user.id)


async def _runs(bot: Bot, chat_id: int, user_id: int) -> bool:
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except AiogramError:
        return False
    return member.status in RUNNING
