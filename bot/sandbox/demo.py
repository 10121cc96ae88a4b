"""A ready world to try a bot in: a bot, three people who speak three languages, and the server."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from aiohttp.web import AbstractRouteDef

from bot.sandbox.client_api import Control
from bot.sandbox.server import Server
from bot.sandbox.state import utc_now
from bot.sandbox.telegram import Telegram

TOKEN: Final = "100:a-token-for-the-local-telegram"  # noqa: S105 - it opens nothing but this process's own world
USERNAME: Final = "quqyq_bot"
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


def next_week(run: Callable[[], Awaitable[str]]) -> Control:
    """A control for the page that sets the program's clock a week forward; `run` does it and gives what to show."""
    return Control(
        "next-week",
        {"kk": "Келесі аптаға өту", "ru": "Перейти к следующей неделе", "en": "Jump to next week"},
        {
            "kk": "Бағдарламаның сағаты бір аптаға алға жылжиды: жазылғандарға хабар келеді.",
            "ru": "Часы программы уйдут на неделю вперёд: придут рассылки тем, кто подписан.",
            "en": "The program’s clock goes a week ahead: digests come to those who follow a topic.",
        },
        run,
    )


async def start(
    host: str,
    port: int,
    controls: Sequence[Control] = (),
    clock: Callable[[], datetime] = utc_now,
    routes: Sequence[AbstractRouteDef] = (),
) -> World:
    """Start a local Telegram on a clock; `routes` of the program around it are served at the same address.

    Raises OSError when the port is taken or not allowed.
    """
    telegram = Telegram(clock)
    telegram.add_bot(TOKEN, USERNAME, "Quqyq")
    for person_id, name, language in PEOPLE:
        telegram.add_person(person_id, name, language)
    server = Server(telegram, host, port, controls=controls, routes=routes)
    return World(telegram=telegram, server=server, address=await server.start(), token=TOKEN)
