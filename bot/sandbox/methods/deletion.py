"""Taking messages away: deleteMessage, deleteMessages."""

from bot.sandbox.accounts import Bot
from bot.sandbox.errors import bad_request
from bot.sandbox.messages import Message
from bot.sandbox.methods.reach import find_chat, find_message
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import State

DELETABLE_SECONDS = 48 * 3600


def _may_delete(state: State, bot: Bot, message: Message) -> bool:
    chat = message.chat
    if not chat.private and chat.members[bot.id].is_admin:
        return True
    recent = state.now() - message.date < DELETABLE_SECONDS
    return recent and (message.sender is bot or chat.private)


def _delete(state: State, message: Message) -> None:
    del message.chat.by_id[message.id]
    if message.id in message.chat.pinned:
        message.chat.pinned.remove(message.id)
    state.tell("deleted", message.chat, message.id)


def delete_message(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Delete a message for everyone: the bot's own for 48 hours, anyone's where it is an admin."""
    message = find_message(state, bot, parameters, "delete")
    if not _may_delete(state, bot, message):
        raise bad_request("message can't be deleted for everyone")
    _delete(state, message)
    return True


def delete_messages(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Delete up to 100 messages of a chat; those that are not there are passed over, as Telegram does."""
    chat = find_chat(state, bot, parameters)
    ids = parameters.structure("message_ids")
    if not isinstance(ids, list) or not ids or not all(isinstance(item, int) for item in ids):
        raise bad_request("message identifiers are not specified")
    if len(ids) > 100:
        raise bad_request("too many message identifiers specified")
    found = [chat.by_id[item] for item in dict.fromkeys(ids) if item in chat.by_id]
    if not all(_may_delete(state, bot, message) for message in found):
        raise bad_request("message can't be deleted for everyone")
    for message in found:
        _delete(state, message)
    return True


METHODS = {"deleteMessage": delete_message, "deleteMessages": delete_messages}
