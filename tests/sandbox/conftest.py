"""A local Telegram with one bot and two people, in memory and served over loopback."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings

from bot.sandbox.accounts import Bot, Person
from bot.sandbox.server import Server
from bot.sandbox.telegram import Telegram

TOKEN = "100:test"
REPEATABLE = settings(derandomize=True, deadline=None, database=None)
START = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **spans: float) -> None:
        self.time += timedelta(**spans)


@dataclass
class World:
    """A Telegram with everything a test needs at hand."""

    clock: Clock
    telegram: Telegram
    bot: Bot
    aigul: Person
    emma: Person

    async def call(self, method: str, files: dict[str, bytes] | None = None, /, **params: Any) -> Any:
        """Do a method; return its result, or `"<code> <description>"` when it is refused."""
        envelope = await self.telegram.call(TOKEN, method, params, files)
        return envelope["result"] if envelope["ok"] else f"{envelope['error_code']} {envelope['description']}"

    async def say(self, text: str = "hello", **params: Any) -> Any:
        """Send a text to Aigul."""
        return await self.call("sendMessage", chat_id=self.aigul.id, text=text, **params)

    def updates(self) -> list[dict[str, Any]]:
        """Take every waiting update, without their numbers."""
        taken = [update.json for update in self.bot.updates]
        self.bot.updates.drop_all()
        return [{key: value for key, value in update.items() if key != "update_id"} for update in taken]


@pytest.fixture
def world() -> World:
    clock = Clock()
    telegram = Telegram(clock)
    bot = telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    aigul = telegram.add_person(1001, "Айгүл", "kk")
    emma = telegram.add_person(1002, "Emma", "en", username="emma")
    telegram.start(aigul)
    bot.updates.drop_all()
    return World(clock, telegram, bot, aigul, emma)


@pytest.fixture
async def address(world: World) -> AsyncIterator[str]:
    async with Server(world.telegram, retry_delay=0.01) as server:
        yield server.address
