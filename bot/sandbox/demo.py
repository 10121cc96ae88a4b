"""A ready world to try a bot in: a bot, three people who speak three languages, and the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.sandbox.client_api import Control
from bot.sandbox.server import Server
from bot.sandbox.telegram import Telegram

TOKEN: Final = "100:a-token-for-the-local-telegram"  # noqa: S105 - it opens nothing but this process's own world
PEOPLE: Final = (
    (1001, "Айгүл", "kk"),
    (1002, "Марат", "ru"),
    (1003, "Alex", "en"),
)


@dataclass(frozen=True, slots=True)
class World:
    """A running local Telegram: `address` serves the Bot API and the web client, `token` is the bot's."""

    telegram: Telegram
    server: Server
    address: str
    token: str

    async def stop(self) -> None:
        """Stop serving; everything in this world is gone."""
        await self.server.stop()


async def start(host: str, port: int, controls: Sequence[Control] = ()) -> World:
    """Start a local Telegram. Raises OSError when the port is taken or not allowed."""
    telegram = Telegram()
    telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    for person_id, name, language in PEOPLE:
        telegram.add_person(person_id, name, language)
    server = Server(telegram, host, port, controls=controls)
    return World(telegram=telegram, server=server, address=await server.start(), token=TOKEN)
