"""Showing a screen: a press edits the message that it was made on, anything else gets a new message."""

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Chat, LinkPreviewOptions, Message, ReplyParameters

from bot.conversation.keyboards import markup
from bot.conversation.last_word import say
from bot.views.hiding import can_hide
from bot.views.screen import Screen

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
UNCHANGED = "message is not modified"


async def send(message: Message, screen: Screen) -> None:
    """Send a screen to the chat of a message; in groups, as a reply to it."""
    to, outside = None, await _outside(message.bot, message.chat)
    if message.chat.type != "private":
        to = ReplyParameters(message_id=message.message_id, allow_sending_without_reply=True)
    await _say(
        message.answer(
            screen.text,
            reply_markup=markup(screen, outside),
            link_preview_options=NO_PREVIEW,
            reply_parameters=to,
        ),
        screen,
    )


async def turn(query: CallbackQuery, screen: Screen) -> None:
    """Put a screen in place of the one that was pressed.

    A message that can be edited no more (too old, deleted, or not a text) is followed by a new one. The press of a
    button that leads to the page it stands on changes nothing, which Telegram calls an error and people do not.
    """
    message = query.message
    if message is None:
        return
    keyboard = markup(screen, await _outside(query.bot, message.chat))
    if isinstance(message, Message):
        try:
            await message.edit_text(screen.text, reply_markup=keyboard, link_preview_options=NO_PREVIEW)
            return
        except TelegramBadRequest as error:
            if UNCHANGED in error.message:
                return
    await _say(
        SendMessage(
            chat_id=message.chat.id,
            text=screen.text,
            reply_markup=keyboard,
            link_preview_options=NO_PREVIEW,
        ).as_(query.bot),
        screen,
    )


async def _say(method: SendMessage, screen: Screen) -> None:
    """Send in the webhook's response where there is one; what can be hidden by a call, since its id is wanted."""
    if can_hide(screen):
        await method
    else:
        await say(method)


async def _outside(bot: Bot | None, chat: Chat) -> str | None:
    """The bot's username where the chat is not private, for links that lead there."""
    if chat.type == "private" or bot is None:
        return None
    return (await bot.me()).username
