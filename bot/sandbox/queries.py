"""What people ask of a bot and wait for: a pressed button, an inline query."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.accounts import Bot, Person
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message

JSON = dict[str, Any]

CALLBACK_SECONDS = 15
INLINE_SECONDS = 10


@dataclass(slots=True, eq=False)
class Press:
    """A pressed button. `text`, `alert` and `url` hold the answer once `answered`; `action` what the button does."""

    id: str
    person: Person
    bot: Bot
    message: Message
    button: JSON
    date: float
    answered: bool = False
    text: str | None = None
    alert: bool = False
    url: str | None = None
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def action(self) -> str:
        """Which kind of button it was: `callback_data`, `url`, `copy_text`…"""
        return next(name for name in self.button if name not in ("text", "style", "icon_custom_emoji_id"))

    async def answer(self, timeout: float = CALLBACK_SECONDS) -> "Press":  # noqa: ASYNC109
        """Wait for the bot's answerCallbackQuery and return this; TimeoutError after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            await self.done.wait()
        return self


@dataclass(slots=True, eq=False)
class InlineQuery:
    """A query typed after the bot's name. `results` are the Bot API's results as the bot gave them."""

    id: str
    person: Person
    bot: Bot
    query: str
    offset: str
    chat: Chat | None
    date: float
    answered: bool = False
    results: list[JSON] = field(default_factory=list)
    button: JSON | None = None
    next_offset: str = ""
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def find(self, result_id: str) -> JSON:
        """Return a result by its id; LookupError when the bot gave no such result."""
        for result in self.results:
            if result["id"] == result_id:
                return result
        raise LookupError(f"no inline result {result_id!r}")

    async def answer(self, timeout: float = INLINE_SECONDS) -> "InlineQuery":  # noqa: ASYNC109
        """Wait for the bot's answerInlineQuery and return this; TimeoutError after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            await self.done.wait()
        return self
