"""An inline query from its arrival to its answer, the network call stubbed: what a person waits for as they type."""

import asyncio
import time
from tempfile import TemporaryDirectory
from typing import Any

from bot import conversation
from tests.benchmarks.table import Row, show
from tests.benchmarks.updates import QUESTIONS, TOKEN, OurStub, furnish

from aiogram import Bot, Dispatcher  # isort: skip - after bot.conversation, which defers aiogram's models
from aiogram.types import Update, User  # isort: skip

ROUNDS = 5
RUSH = 20
"""Queries that one person sends at once."""
TYPED = tuple(question[:end] for question in QUESTIONS for end in range(3, len(question) + 1))


def _query(number: int, words: str, person: int = 1) -> dict[str, Any]:
    user = {"id": person, "is_bot": False, "first_name": "A", "language_code": "ru"}
    return {
        "update_id": number,
        "inline_query": {"id": str(number), "from": user, "query": words, "offset": ""},
    }


async def _feed(dispatcher: Dispatcher, bot: Bot, update: dict[str, Any]) -> float:
    """Give the milliseconds until an update is dealt with."""
    began = time.perf_counter()
    await dispatcher.feed_update(bot, Update.model_validate(update, context={"bot": bot}))
    return (time.perf_counter() - began) * 1000


async def _measure() -> list[Row]:
    with TemporaryDirectory() as folder:
        database, services = await furnish(folder)
        bot = conversation.client(TOKEN, "http://unused.invalid", session=OurStub())
        bot._me = User(id=1, is_bot=True, first_name="Quqyq", username="quqyq_bot")
        ours = conversation.dispatcher(services)
        await _feed(ours, bot, _query(1, "x"))
        words = [
            await _feed(ours, bot, _query(number, typed))
            for _ in range(ROUNDS)
            for number, typed in enumerate(TYPED, start=2)
        ]
        empty = [await _feed(ours, bot, _query(number, "")) for number in range(100)]
        rush = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            await asyncio.gather(
                *(_feed(ours, bot, _query(number, typed)) for number, typed in enumerate(TYPED[-RUSH:]))
            )
            rush.append((time.perf_counter() - began) * 1000)
        await database.stop()
    return [
        Row("a query answered, letter by letter", "ms", words, bound="median ≤ 20"),
        Row("no words yet: the helplines", "ms", empty, bound="median ≤ 20"),
        Row(f"{RUSH} queries of one person at once, all of them", "ms", rush, bound="≤ 1000"),
    ]


def main() -> None:
    """Print the figures."""
    show("Inline mode", asyncio.run(_measure()))


if __name__ == "__main__":
    main()
