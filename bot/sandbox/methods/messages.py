"""Sending text, contacts and "typing…": sendMessage, sendContact, sendChatAction."""

from datetime import timedelta
from typing import Any

from bot.sandbox.accounts import Bot
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.compose import read_text, send
from bot.sandbox.methods.reach import check_writable, find_chat, writable_chat
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import State

JSON = dict[str, Any]

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
ACTION_SECONDS = 5


def send_message(state: State, bot: Bot, parameters: Parameters) -> JSON:
    """Send a text."""
    content = read_text(state, parameters)
    chat = writable_chat(state, bot, parameters)
    return send(state, bot, chat, parameters, content).json


def send_contact(state: State, bot: Bot, parameters: Parameters) -> JSON:
    """Send a contact card."""
    contact: JSON = {}
    for name, words in (("phone_number", "phone number"), ("first_name", "first name")):
        contact[name] = parameters.text(name)
        if not contact[name].strip():
            raise bad_request(f"{words} is empty")
    for name in ("last_name", "vcard"):
        if parameters.text(name):
            contact[name] = parameters.text(name)
    if len(contact.get("vcard", "").encode()) > 2048:
        raise bad_request("vcard is too long")
    chat = writable_chat(state, bot, parameters)
    return send(state, bot, chat, parameters, {"contact": contact}).json


def send_chat_action(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Show for five seconds that the bot is busy."""
    chat = check_writable(bot, find_chat(state, bot, parameters))
    if parameters.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.typing_until = state.clock() + timedelta(seconds=ACTION_SECONDS)
    state.tell("typing", chat)
    return True


METHODS = {"sendMessage": send_message, "sendContact": send_contact, "sendChatAction": send_chat_action}
