"""Repeating messages elsewhere: copyMessage, forwardMessage."""

from typing import Any

from bot.sandbox.accounts import Bot, Person
from bot.sandbox.errors import bad_request
from bot.sandbox.messages import Message
from bot.sandbox.methods.compose import read_caption, send
from bot.sandbox.methods.reach import find_chat, writable_chat
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import State

JSON = dict[str, Any]

_CONTENT = (
    "text",
    "entities",
    "link_preview_options",
    "caption",
    "caption_entities",
    "photo",
    "document",
    "contact",
    "sticker",
    "voice",
    "location",
    "video",
)


def _source(state: State, bot: Bot, parameters: Parameters, verb: str) -> Message:
    chat = find_chat(state, bot, parameters, "from_chat_id")
    message = chat.by_id.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if message.kind == "service" or message.json.get("has_protected_content"):
        raise bad_request(f"the message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return message


def content_of(message: Message) -> JSON:
    """Return what a message says, without who said it where and when."""
    return {name: message.json[name] for name in _CONTENT if name in message.json}


def origin_of(message: Message) -> JSON:
    """Return the `MessageOrigin` of a forwarded message: of its first author."""
    if "forward_origin" in message.json:
        origin: JSON = message.json["forward_origin"]
        return origin
    if isinstance(message.sender, Person | Bot):
        return {"type": "user", "date": message.date, "sender_user": message.sender.user()}
    return {"type": "channel", "date": message.date, "chat": message.chat.json, "message_id": message.id}


def copy_message(state: State, bot: Bot, parameters: Parameters) -> JSON:
    """Send the same content again as the bot's own; return the new `MessageId`."""
    source = _source(state, bot, parameters, "copy")
    content = content_of(source)
    if "caption" in parameters:
        if source.kind not in ("photo", "document", "video", "voice"):
            raise bad_request("there is no caption in the message to copy")
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= read_caption(state, parameters)
    chat = writable_chat(state, bot, parameters)
    return {"message_id": send(state, bot, chat, parameters, content, source.file_ids).id}


def forward_message(state: State, bot: Bot, parameters: Parameters) -> JSON:
    """Forward a message with its author's name."""
    source = _source(state, bot, parameters, "forward")
    content = content_of(source) | {"forward_origin": origin_of(source)}
    chat = writable_chat(state, bot, parameters)
    return send(state, bot, chat, parameters, content, source.file_ids).json


METHODS = {"copyMessage": copy_message, "forwardMessage": forward_message}
