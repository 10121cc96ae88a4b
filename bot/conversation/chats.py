"""Changes of the chat itself: blocked and unblocked, added and removed, a group that became a supergroup."""

from aiogram import F, Router
from aiogram.types import ChatMemberUpdated, Message

from bot.services.readers import Readers

GONE = frozenset({"left", "kicked"})


async def on_membership(event: ChatMemberUpdated, readers: Readers) -> None:
    """Keep whether the bot may write to a chat."""
    if event.new_chat_member.status in GONE:
        await readers.deactivate(event.chat.id)
    else:
        await readers.activate(event.chat.id, event.chat.type)


async def on_migration(message: Message, readers: Readers) -> None:
    """Follow a group to the supergroup that it became, with all its settings."""
    if message.migrate_to_chat_id:
        await readers.migrate(message.chat.id, message.migrate_to_chat_id)


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="chats")
    made.my_chat_member.register(on_membership)
    made.message.register(on_migration, F.migrate_to_chat_id)
    return made
