"""Replies take their turns from the shared pace, and tell it what Telegram asks for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram.exceptions import TelegramRetryAfter

from bot.conversation.paced import Paced
from bot.pace import Pace
from bot.sandbox.telegram import Telegram
from tests.conversation.talk import TOKEN, client


class Spy(Pace):
    """A pace that notes what it is asked for and lets everything pass."""

    def __init__(self) -> None:
        super().__init__(30)
        self.seen: list[object] = []

    @asynccontextmanager
    async def turn(self, chat_id: int, *, reply: bool) -> AsyncIterator[None]:
        self.seen.append(("turn", chat_id, reply))
        yield

    @asynccontextmanager
    async def edit(self) -> AsyncIterator[None]:
        self.seen.append("edit")
        yield

    def passed(self) -> None:
        self.seen.append("passed")

    def refused(self, chat_id: int, seconds: float) -> None:
        self.seen.append(("refused", chat_id, seconds))


async def test_reply_takes_a_turn_an_edit_counts_and_the_rest_passes() -> None:
    telegram = Telegram()
    telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    person = telegram.add_person(1001, "Test", "en")
    telegram.start(person)
    bot, spy = client(telegram), Spy()
    bot.session.middleware(Paced(spy))
    sent = await bot.send_message(1001, "One")
    await bot.edit_message_text("Two", chat_id=1001, message_id=sent.message_id)
    await bot.send_chat_action(1001, "typing")
    await bot.get_me()
    telegram.faults.next(method="sendMessage", error_code=429, retry_after=7)
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(1001, "Three")
    assert spy.seen == [
        ("turn", 1001, True),
        "passed",
        "edit",
        ("turn", 1001, True),
        ("refused", 1001, 7),
    ]
