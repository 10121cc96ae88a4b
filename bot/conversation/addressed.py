"""Whether a message in a group is meant for the bot: in groups it speaks when it is spoken to."""

import re
from typing import Any

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.types import Message


class Addressed(Filter):
    """Pass every private message, and in groups those that mention the bot or reply to it.

    Hands on `question`: the text without the mention. What was sent through the bot is its own answer and no question.
    """

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, Any]:
        """Look at the chat, the mention and what is replied to."""
        text = message.text or ""
        if message.via_bot is not None and message.via_bot.id == bot.id:
            return False
        if message.chat.type == "private":
            return {"question": text}
        me = await bot.me()
        question, mentions = re.subn(rf"@{re.escape(me.username or '')}\b", " ", text, flags=re.IGNORECASE)
        to_me = message.reply_to_message is not None and (
            message.reply_to_message.from_user is not None and message.reply_to_message.from_user.id == me.id
        )
        return {"question": question.strip()} if mentions or to_me else False
