"""Changing sent messages: editMessageText, editMessageCaption, editMessageMedia, editMessageReplyMarkup."""

from collections.abc import Iterable
from typing import Any

from bot.sandbox.accounts import Bot
from bot.sandbox.errors import bad_request
from bot.sandbox.messages import Message
from bot.sandbox.methods.compose import read_caption, read_inline_keyboard, read_text
from bot.sandbox.methods.media import read_media
from bot.sandbox.methods.reach import check_writable, find_message
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import State

JSON = dict[str, Any]

_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_MEDIA = ("photo", "document", "video", "voice", "sticker")


def _editable(state: State, bot: Bot, parameters: Parameters) -> Message:
    if inline_id := parameters.text("inline_message_id"):
        if inline_id not in state.inline_messages:
            raise bad_request("MESSAGE_ID_INVALID")
        return state.inline_messages[inline_id]
    if "chat_id" not in parameters and "message_id" not in parameters:
        raise bad_request("message identifier is not specified")
    message = find_message(state, bot, parameters, "edit")
    check_writable(bot, message.chat)
    own_post = message.chat.type == "channel" and message.sender is message.chat
    if message.sender is not bot and not own_post:
        raise bad_request("message can't be edited")
    return message


def _replace(
    state: State, parameters: Parameters, message: Message, old: Iterable[str], content: JSON
) -> JSON | bool:
    """Put new content in place of the old fields and the keyboard; refuse what changes nothing."""
    keyboard = read_inline_keyboard(parameters, private=message.chat.private)
    kept = {name: value for name, value in message.json.items() if name not in old and name != "reply_markup"}
    new = kept | content | ({"reply_markup": keyboard} if keyboard else {})
    if new == message.json:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    # A new object: updates that still wait hold the message as it was when they arose.
    message.json = new | {"edit_date": state.now()}
    state.tell("edited", message.chat, message.id)
    return True if parameters.text("inline_message_id") else message.json


def edit_text(state: State, bot: Bot, parameters: Parameters) -> JSON | bool:
    """Put another text, and another keyboard or none, into a text message."""
    if "rich_message" in parameters:
        raise bad_request("sandbox: rich messages are not supported")
    content = read_text(state, parameters)
    message = _editable(state, bot, parameters)
    if "text" not in message.json:
        raise bad_request("there is no text in the message to edit")
    return _replace(state, parameters, message, _TEXT, content)


def edit_caption(state: State, bot: Bot, parameters: Parameters) -> JSON | bool:
    """Put another caption, and another keyboard or none, under a photo or file."""
    content = read_caption(state, parameters)
    message = _editable(state, bot, parameters)
    if not any(name in message.json for name in _MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return _replace(state, parameters, message, _CAPTION, content)


def edit_media(state: State, bot: Bot, parameters: Parameters) -> JSON | bool:
    """Put another photo or file with its caption in place of a message's content."""
    message = _editable(state, bot, parameters)
    media = parameters.structure("media")
    if not isinstance(media, dict):
        raise bad_request("media must be an Object")
    if message.kind not in ("text", *_MEDIA):
        raise bad_request("message can't be edited")
    content, stored = read_media(state, parameters, media)
    result = _replace(state, parameters, message, (*_TEXT, *_CAPTION, *_MEDIA), content)
    message.file_ids = (stored.id,)
    return result


def edit_reply_markup(state: State, bot: Bot, parameters: Parameters) -> JSON | bool:
    """Put another inline keyboard, or none, under a message."""
    return _replace(state, parameters, _editable(state, bot, parameters), (), {})


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_reply_markup,
}
