"""Chats and who is in them: getChat, getChatMember(Count), getChatAdministrators, leaveChat, pinning."""

from typing import Any

from bot.sandbox.accounts import Bot, Person
from bot.sandbox.chats import Member
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.reach import check_writable, find_chat, find_message, find_person, speaker
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import State

JSON = dict[str, Any]

_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


def get_chat(state: State, bot: Bot, parameters: Parameters) -> JSON:
    """Return `ChatFullInfo`."""
    chat = find_chat(state, bot, parameters)
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    full = chat.json | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    if chat.username or (chat.person and chat.person.username):
        full["active_usernames"] = [chat.username or (chat.person.username if chat.person else "")]
    if chat.type in ("group", "supergroup"):
        full["permissions"] = dict.fromkeys(_PERMISSIONS, True)
    if chat.pinned:
        full["pinned_message"] = chat.by_id[chat.pinned[-1]].quoted()
    return full


def get_member(state: State, bot: Bot, parameters: Parameters) -> JSON:
    """Return the `ChatMember` for a person or bot."""
    chat = find_chat(state, bot, parameters)
    user_id = parameters.integer("user_id")
    if chat.private:
        if not chat.has(user_id):
            raise bad_request("member not found")
        return Member(find_person(state, user_id), "member").json(chat.type)
    account = find_person(state, user_id)
    return chat.members.get(user_id, Member(account, "left")).json(chat.type)


def get_administrators(state: State, bot: Bot, parameters: Parameters) -> list[JSON]:
    """Return the people who run a chat; no bots but the asking one."""
    chat = find_chat(state, bot, parameters)
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    admins = [member for member in chat.members.values() if member.is_admin]
    return [m.json(chat.type) for m in admins if isinstance(m.account, Person) or m.account is bot]


def count_members(state: State, bot: Bot, parameters: Parameters) -> int:
    """Return how many are in a chat."""
    chat = find_chat(state, bot, parameters)
    return len(chat.people()) + len(chat.bots())


def leave(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Leave a group or channel."""
    chat = find_chat(state, bot, parameters)
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    old = chat.members[bot.id].json(chat.type)
    chat.members[bot.id].status = "left"
    new = chat.members[bot.id].json(chat.type)
    changed = {"chat": chat.json, "from": bot.user(), "date": state.now()}
    state.push(bot, "my_chat_member", changed | {"old_chat_member": old, "new_chat_member": new}, chat.id)
    if chat.type != "channel":
        state.post(chat, bot, {"left_chat_member": bot.user()})
    state.tell("chats")
    return True


def _check_pin_rights(bot: Bot, message_chat: Any) -> None:
    check_writable(bot, message_chat)
    if not message_chat.private and not message_chat.members[bot.id].is_admin:
        raise bad_request("not enough rights to manage pinned messages in the chat")


def pin(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Pin a message."""
    message = find_message(state, bot, parameters, "pin")
    chat = message.chat
    _check_pin_rights(bot, chat)
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    chat.pinned.append(message.id)
    if chat.type != "channel":
        state.announce(state.post(chat, speaker(bot, chat), {"pinned_message": message.quoted()}))
    return True


def unpin(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Unpin a message, the newest pinned one when none is named."""
    chat = find_chat(state, bot, parameters)
    _check_pin_rights(bot, chat)
    wanted = parameters.integer("message_id", chat.pinned[-1] if chat.pinned else 0)
    if wanted not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(wanted)
    state.tell("chats", chat)
    return True


def unpin_all(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Unpin every message of a chat."""
    chat = find_chat(state, bot, parameters)
    _check_pin_rights(bot, chat)
    chat.pinned.clear()
    state.tell("chats", chat)
    return True


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_administrators,
    "getChatMemberCount": count_members,
    "leaveChat": leave,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
    "unpinAllChatMessages": unpin_all,
}
