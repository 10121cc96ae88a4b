"""What the web client shows of chats and messages, as JSON."""

from typing import Any

from bot.sandbox.accounts import Bot, Person
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.methods.commands import commands_shown
from bot.sandbox.methods.profile import menu_button
from bot.sandbox.render import render
from bot.sandbox.telegram import Telegram

JSON = dict[str, Any]

_BUTTON_KINDS = {
    "url": "url",
    "login_url": "url",
    "switch_inline_query": "switch_inline",
    "switch_inline_query_chosen_chat": "switch_inline",
    "switch_inline_query_current_chat": "switch_inline_here",
    "copy_text": "copy",
    "web_app": "webapp",
}


def client_id(chat: Chat) -> int:
    """Return the id of a chat as the client knows it: a private chat goes by its bot."""
    return chat.bot.id if chat.bot else chat.id


def shown_name(bot: Bot, person: Person) -> str:
    """Return the bot's name in a person's language."""
    return bot.names.get(person.language_code[:2]) or bot.names.get("") or bot.name


def show_chats(telegram: Telegram, person: Person) -> list[JSON]:
    """Return the chats of a person, the bots' first."""
    chats = [telegram.private_chat(bot, person) for bot in telegram.bots.values()]
    chats += [chat for chat in telegram.groups.values() if chat.has(person.id) and not chat.migrated_to]
    return [_show_chat(chat, person) for chat in chats]


def _show_chat(chat: Chat, person: Person) -> JSON:
    visible = visible_messages(chat, person)
    read = chat.read_up_to.get(person.id, 0)
    return {
        "id": client_id(chat),
        "type": chat.type,
        "title": shown_name(chat.bot, person) if chat.bot else chat.title,
        "unread": sum(message.id > read and message.sender is not person for message in visible),
        "last": _summary(visible[-1]) if visible else "",
        "last_kind": visible[-1].kind if visible else None,
        "last_service": _service_facts(visible[-1]) if visible else None,
    }


def visible_messages(chat: Chat, person: Person) -> list[Message]:
    """Return the messages that a person has not cleared."""
    return [message for message in chat.messages if person.id not in message.hidden_from]


def _summary(message: Message) -> str:
    data = message.json
    name: str = data.get("document", {}).get("file_name") or data.get("contact", {}).get("first_name") or ""
    return _text(message) or name


def _text(message: Message) -> str:
    """Return what a message says; for a service message that the page has no words for, the chat's title."""
    return message.chat.title if message.kind == "service" else message.text


def show_history(telegram: Telegram, person: Person, chat: Chat) -> JSON:
    """Return a chat as a person sees it now, and remember that they saw it."""
    visible = visible_messages(chat, person)
    if visible:
        chat.read_up_to[person.id] = visible[-1].id
    language = person.language_code[:2]
    bots = chat.bots()
    bot = bots[0] if bots else None
    keyboards = [message.reply_keyboard for message in visible if message.reply_keyboard]
    return {
        "messages": [show_message(message, person) for message in visible],
        "commands": commands_shown(bot, chat, person) if bot else [],
        "menu": bool(chat.bot and menu_button(chat.bot, chat.id)["type"] == "commands"),
        "description": (bot.descriptions.get(language) or bot.descriptions.get("", "")) if bot else "",
        "blocked": bool(chat.bot and person.id in chat.bot.blocked_by),
        "typing": bool(chat.typing_until and chat.typing_until > telegram.clock()),
        "keyboard": keyboards[-1].get("keyboard") if keyboards else None,
    }


def show_message(message: Message, person: Person) -> JSON:
    """Return one message as a person sees it."""
    data = message.json
    captioned = "caption" in data
    html = render(message.text, message.entities)
    shown: JSON = {
        "id": message.id,
        "out": message.sender is person,
        "from": _author(message, person),
        "date": message.date,
        "edited": "edit_date" in data,
        "kind": message.kind,
        "text": _text(message),
        "html": "" if captioned else html,
        "caption_html": html if captioned else "",
        "buttons": [[_show_button(button) for button in row] for row in message.buttons],
        "reply_to": data.get("reply_to_message", {}).get("message_id"),
        "forwarded_from": _origin(data.get("forward_origin")),
        "via_bot": "via_bot" in data,
    }
    if message.kind == "service":
        shown["service"] = _service_facts(message)
    if "sticker" in data:
        shown["sticker"] = {"emoji": data["sticker"].get("emoji", "")}
    if "photo" in data:
        shown["photo"] = f"/client/file/{data['photo'][-1]['file_id']}"
    if "document" in data:
        document = data["document"]
        url = f"/client/file/{document['file_id']}"
        shown["document"] = {"name": document["file_name"], "size": document["file_size"], "url": url}
    if "contact" in data:
        contact = data["contact"]
        name = f"{contact['first_name']} {contact.get('last_name', '')}".strip()
        shown["contact"] = {"name": name, "phone": contact["phone_number"]}
    return shown


def _author(message: Message, person: Person) -> JSON:
    sender = message.sender
    if isinstance(sender, Chat):
        return {"id": sender.id, "name": sender.title, "bot": False}
    name = shown_name(sender, person) if isinstance(sender, Bot) else sender.name
    return {"id": sender.id, "name": name, "bot": isinstance(sender, Bot)}


def _origin(origin: JSON | None) -> str | None:
    if origin is None:
        return None
    user = origin.get("sender_user")
    return str(user["first_name"] if user else origin["chat"]["title"])


def _show_button(button: JSON) -> JSON:
    shown: JSON = {"text": button["text"], "kind": "callback"}
    for action, kind in _BUTTON_KINDS.items():
        if action not in button:
            continue
        shown["kind"] = kind
        value = button[action]
        if action == "copy_text":
            shown["copy"] = value["text"]
        elif kind in ("url", "webapp"):
            shown["url"] = value if isinstance(value, str) else value["url"]
        else:
            shown["query"] = value if isinstance(value, str) else value.get("query", "")
    return shown


def _service_facts(message: Message) -> JSON | None:
    """Return what a service message reports, for the page to word: `type` and, where they matter, names or a title."""
    data = message.json
    if "new_chat_members" in data:
        return {"type": "joined", "names": [user["first_name"] for user in data["new_chat_members"]]}
    if "left_chat_member" in data:
        return {"type": "left", "names": [data["left_chat_member"]["first_name"]]}
    if "new_chat_title" in data:
        return {"type": "renamed", "title": data["new_chat_title"]}
    for field, kind in (
        ("group_chat_created", "group"),
        ("channel_chat_created", "channel"),
        ("pinned_message", "pinned"),
    ):
        if field in data:
            return {"type": kind}
    return None
