"""Polling: an update is confirmed when it is done with and not before, whatever comes from the network."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.faults import Breakage
from bot.services.readers import Readers
from storage.errors import StorageError
from tests.conversation.live import Live, live

HOME, TOPICS, ABOUT = "Quqyq: know your rights", "📚 All topics", "About Quqyq"


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Live]:
    monkeypatch.setattr("bot.pace.CHAT_SECONDS", 0.0)
    async with live(tmp_path) as found:
        yield found


class Gate:
    """Holds up the updates of one chat until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, chat: int) -> None:
        self.reached, self.open = asyncio.Event(), asyncio.Event()
        known = Readers.of

        async def of(readers: Readers, chat_id: int, kind: str) -> Any:
            if chat_id == chat:
                self.reached.set()
                await self.open.wait()
            return await known(readers, chat_id, kind)

        monkeypatch.setattr(Readers, "of", of)


async def test_update_in_hand_is_not_confirmed_and_holds_up_nobody_else(
    world: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, quick = world.person(), world.person()
    gate = Gate(monkeypatch, slow.id)
    async with world.bot(webhook=False) as bot:
        world.telegram.send_text(slow, "/about")
        await gate.reached.wait()
        world.telegram.send_text(quick, "/topics")
        assert await bot.answered(quick, 1) == [TOPICS]
        assert [update.order_key for update in world.telegram.bot.updates] == [slow.id, quick.id]
        gate.open.set()
        assert await bot.answered(slow, 1) == [ABOUT]
    assert len(world.telegram.bot.updates) == 0


async def test_update_cut_off_at_the_end_comes_again_after_the_start(
    world: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.conversation.live.GRACE", 0.05)
    slow, quick = world.person(), world.person()
    with monkeypatch.context() as patch:
        gate = Gate(patch, slow.id)
        async with world.bot(webhook=False) as bot:
            world.telegram.send_text(quick, "/topics")
            await bot.answered(quick, 1)
            world.telegram.send_text(slow, "/about")
            await gate.reached.wait()
    assert [update.order_key for update in world.telegram.bot.updates] == [slow.id]
    async with world.bot(webhook=False) as bot:
        assert await bot.answered(slow, 1) == [ABOUT]
    assert sum(message.from_bot for message in world.telegram.chat(quick).messages) == 1


async def test_update_waits_for_the_database_in_its_order(
    world: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, tries = Readers.of, []

    async def away(readers: Readers, chat_id: int, kind: str) -> Any:
        tries.append(chat_id)
        if len(tries) <= 6:
            raise StorageError("database", "away")
        return await known(readers, chat_id, kind)

    monkeypatch.setattr(Readers, "of", away)
    person = world.person()
    async with world.bot(webhook=False) as bot:
        for text in ("/about", "/topics", "/menu"):
            world.telegram.send_text(person, text)
        assert await bot.answered(person, 3) == [ABOUT, TOPICS, HOME]


@pytest.mark.parametrize("breakage", ["drop", "garbage"])
async def test_broken_poll_is_tried_again(
    world: Live, breakage: Breakage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.conversation.receiver.LONGEST_WAIT", 0.01)
    caplog.set_level(logging.WARNING)
    world.telegram.faults.next(method="getUpdates", breakage=breakage, times=3)
    person = world.person()
    async with world.bot(webhook=False) as bot:
        world.telegram.send_text(person, "/about")
        assert await bot.answered(person, 1) == [ABOUT]
    lines = [record.getMessage() for record in caplog.records if "telegram" in record.getMessage()]
    assert ["out of reach" in line for line in lines] == [True, False]


async def test_update_that_cannot_be_read_takes_no_other_with_it(
    world: Live, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    person = world.person()
    broken = {"message_id": "not a number", "text": "words of a person"}
    world.telegram.bot.updates.put("message", broken, person.id)
    world.telegram.send_text(person, "/about")
    async with world.bot(webhook=False) as bot:
        assert await bot.answered(person, 1) == [ABOUT]
    assert len(world.telegram.bot.updates) == 0
    assert ["cannot be read" in record.getMessage() for record in caplog.records] == [True]
    assert "words of a person" not in caplog.text


async def test_hundred_chats_are_answered_side_by_side(world: Live) -> None:
    people = [world.person() for _ in range(150)]
    for person in people:
        world.telegram.send_text(person, "/about")
    async with world.bot(webhook=False) as bot:
        for person in people:
            await bot.answered(person, 1)
    answers = [sum(message.from_bot for message in world.telegram.chat(one).messages) for one in people]
    assert (answers, len(world.telegram.bot.updates)) == ([1] * 150, 0)
