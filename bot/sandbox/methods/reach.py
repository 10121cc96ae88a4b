"""Which chats a bot can reach, and Telegram's words for those that it cannot."""

from bot.sandbox.accounts import Bot, Person
from bot.sandbox.chats import Chat
from bot.sandbox.errors import ApiError, bad_request, forbidden
from bot.sandbox.messages import Message
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import State

_LONG_TYPES = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


def find_chat(state: State, bot: Bot, parameters: Parameters, name: str = "chat_id") -> Chat:
    """Return the chat that a parameter names, or refuse: empty, not found, gone to a supergroup, bot not in it."""
    value = parameters.values.get(name, "")
    if value == "":
        raise bad_request(f"{name} is empty")
    if isinstance(value, str) and not value.lstrip("-").isdigit():
        wanted = value.removeprefix("@").lower()
        group = next((c for c in state.groups.values() if c.username and c.username.lower() == wanted), None)
        if group is None or not value.startswith("@"):
            raise bad_request("chat not found")
        return _check_group(bot, group)
    return find_chat_by_id(state, bot, int(value))


def find_chat_by_id(state: State, bot: Bot, chat_id: int) -> Chat:
    """Return the chat with this id, or refuse."""
    private = state.private_chats.get((bot.id, chat_id))
    if private and private.met:
        return private
    group = state.groups.get(chat_id)
    if group is None:
        if any(chat.has(bot.id) and chat.has(chat_id) for chat in state.groups.values()):
            raise forbidden("bot can't initiate conversation with a user")
        raise bad_request("chat not found")
    return _check_group(bot, group)


def _check_group(bot: Bot, group: Chat) -> Chat:
    if group.migrated_to:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=group.migrated_to,
        )
    status = group.status(bot.id)
    if status == "kicked" or (status == "left" and group.type == "group" and bot.id in group.members):
        raise forbidden(f"bot was kicked from the {_LONG_TYPES[group.type]}")
    if status == "left":
        if bot.id not in group.members and not group.username:
            raise bad_request("chat not found")
        raise forbidden(f"bot is not a member of the {_LONG_TYPES[group.type]}")
    return group


def check_writable(bot: Bot, chat: Chat) -> Chat:
    """Return the chat when the bot may send there now, or refuse."""
    if chat.person:
        if chat.person.deactivated:
            raise forbidden("user is deactivated")
        if chat.person.id in bot.blocked_by:
            raise forbidden("bot was blocked by the user")
    elif chat.type == "channel" and not chat.members[bot.id].is_admin:
        raise bad_request("need administrator rights in the channel chat")
    elif chat.status(bot.id) == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")
    return chat


def writable_chat(state: State, bot: Bot, parameters: Parameters, messages: int = 1) -> Chat:
    """Return the chat of `chat_id` for sending so many messages, or refuse, the limits included."""
    chat = check_writable(bot, find_chat(state, bot, parameters))
    if state.strict_limits:
        state.limits.spend(bot.id, chat.id, messages)
    return chat


def find_message(state: State, bot: Bot, parameters: Parameters, purpose: str) -> Message:
    """Return the message of `chat_id` and `message_id`, or refuse: "message to edit not found"."""
    chat = find_chat(state, bot, parameters)
    message = chat.by_id.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    return message


def speaker(bot: Bot, chat: Chat) -> "Bot | Chat":
    """Return who signs a bot's message: in a channel it is the channel."""
    return chat if chat.type == "channel" else bot


def find_person(state: State, user_id: int) -> "Person | Bot":
    """Return a person or bot by id, or refuse."""
    account = state.people.get(user_id) or next((b for b in state.bots.values() if b.id == user_id), None)
    if account is None:
        raise bad_request("user not found")
    return account
