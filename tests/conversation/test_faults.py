"""What goes wrong around the bot: it waits, loses nothing, and goes on by itself."""

import asyncio
import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.conversation.receiver import Reach
from bot.sandbox.accounts import Person
from storage import readers
from storage.database import Database
from storage.errors import StorageError
from tests.conversation.live import Live, Running, live
from tests.databases import Postgres

SAID = ("/menu", "/topics", "/about", "/menu")
HEARD = ["Quqyq: know your rights", "📚 All topics", "About Quqyq", "Quqyq: know your rights"]
ABOUT = "About Quqyq"
MENU = "Quqyq: знайте свои права"
RECOVERY = 5.0
PATIENCE = 60.0


@pytest.fixture(autouse=True)
def unpaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pace.CHAT_SECONDS", 0.0)


@pytest.fixture(autouse=True)
def no_error(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.WARNING)
    yield
    assert [record for record in caplog.records if record.levelno > logging.WARNING] == []


async def kept(database: Database, people: list[Person]) -> set[str | None]:
    """The languages that the database holds for people."""
    async with database.session() as session:
        found = await readers.get_many(session, [person.id for person in people])
    return {reader.language for reader in found.values()} if len(found) == len(people) else {"not all"}


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_postgresql_restarted_under_load_is_waited_for(
    own_postgres: Postgres, tmp_path: Path, webhook: bool
) -> None:
    url = own_postgres.url(own_postgres.create())
    loop = asyncio.get_running_loop()
    async with live(tmp_path, url) as world, world.bot(webhook=webhook) as bot:
        people = [world.person() for _ in range(25)]

        def write(words: str) -> None:
            for person in people:
                world.telegram.send_text(person, words)

        write(SAID[0])
        await bot.answered(people[0], 1)
        for person in people:
            world.telegram.press_data(person, await first_answer(bot, person), "sl:ru:")
        restarting = asyncio.create_task(asyncio.to_thread(own_postgres.restart))
        for words in SAID[1:]:
            write(words)
            await asyncio.sleep(0)
        await restarting
        began, before = loop.time(), said(world, people)
        everything = len(people) * len(SAID)
        await world.telegram.changed.wait_for(
            lambda: said(world, people) > before or before == everything, PATIENCE
        )
        took = loop.time() - began
        await world.telegram.changed.wait_for(lambda: said(world, people) == everything, PATIENCE)
        # A press that the webhook could not handle in time comes again, perhaps after the words behind it.
        await world.telegram.changed.wait_for(lambda: turned(world, people), PATIENCE)
        assert await kept(world.database, people) == {"ru"}
        await world.database.ping()
    assert took < RECOVERY


def said(world: Live, people: list[Person]) -> int:
    """How many messages the bot has sent."""
    return sum(message.from_bot for person in people for message in world.telegram.chat(person).messages)


def turned(world: Live, people: list[Person]) -> bool:
    """Whether every press has had its effect on the screen: the menu in Russian."""
    firsts = (
        next(message for message in world.telegram.chat(person).messages if message.from_bot)
        for person in people
    )
    return all(first.text.startswith(MENU) for first in firsts)


async def first_answer(bot: Running, person: Person) -> Any:
    await bot.answered(person, 1)
    return next(message for message in bot.live.telegram.chat(person).messages if message.from_bot)


async def test_ten_minutes_without_telegram_are_waited_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    waits: list[float] = []
    really = Reach.lost

    async with live(tmp_path) as world:

        def lost(reach: Reach, error: Any) -> float:
            waits.append(really(reach, error))
            if sum(waits) >= 600:
                world.telegram.faults.clear()
            return 0.0

        monkeypatch.setattr(Reach, "lost", lost)
        people = [world.person() for _ in range(5)]
        async with world.bot(webhook=False) as bot:
            world.telegram.send_text(people[0], "/menu")
            await bot.answered(people[0], 1)
            for breakage in ("drop", "garbage"):
                world.telegram.faults.next(method="getUpdates", breakage=breakage, times=7)  # type: ignore[arg-type]
            world.telegram.faults.next(method="getUpdates", error_code=502, times=1000)
            for words in SAID:
                for person in people[1:]:
                    world.telegram.send_text(person, words)
            assert [await bot.answered(person, 4) for person in people[1:]] == [HEARD] * 4
    # As patient with Telegram as it is with us: some twenty tries, and a line when it went and when it came back.
    assert (len(waits) < 35, max(waits)) == (True, 30.0)
    lines = [record.getMessage() for record in caplog.records if "telegram" in record.getMessage()]
    assert ["out of reach" in line for line in lines] == [True, False]


class Disk:
    """A disk that gets full: SQLite is let have no more pages than it has."""

    def __init__(self, database: Database) -> None:
        self._pages: int | None = None
        event.listen(database._engine.sync_engine, "checkout", self._limit)

    def _limit(self, connection: Any, *_: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA max_page_count = {self._pages or 2**30}")
        cursor.close()

    async def fill(self, database: Database) -> None:
        """Write readers until not one more fits."""
        async with database.session() as session:
            self._pages = await session.scalar(text("PRAGMA page_count"))
        chats = iter(range(10_000_000, 11_000_000))
        for many in (20, 1):
            with pytest.raises(StorageError, match="full"):
                await self._write(database, chats, many)

    @staticmethod
    async def _write(database: Database, chats: Iterator[int], many: int) -> None:
        while True:
            async with database.session() as session:
                for _ in range(many):
                    await readers.remember(session, next(chats), "private", date(2026, 11, 22))

    def empty(self) -> None:
        self._pages = None


async def test_full_disk_loses_no_setting_and_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with live(tmp_path) as world, world.bot(webhook=False) as bot:
        old, new = world.person(), world.person()
        world.telegram.send_text(old, "/menu")
        await world.telegram.press_data(old, await first_answer(bot, old), "sl:ru:").answer(10)
        disk = Disk(world.database)
        await disk.fill(world.database)
        caplog.clear()
        # Who is known is served as ever; who is new waits.
        world.telegram.send_text(old, "/about")
        assert (await bot.answered(old, 2))[-1] != ABOUT
        world.telegram.send_text(new, "/about")
        world.telegram.send_text(new, "/menu")

        def held_up() -> bool:
            return any("disk is full" in record.getMessage() for record in caplog.records)

        async with asyncio.timeout(10):
            while not held_up():  # noqa: ASYNC110 - the log wakes nobody
                await asyncio.sleep(0.01)
        assert [message.from_bot for message in world.telegram.chat(new).messages] == [False, False]
        disk.empty()
        assert await bot.answered(new, 2) == [ABOUT, HEARD[0]]
        assert await kept(world.database, [old]) == {"ru"}
        assert all(
            "is full" in str(record.msg) for record in caplog.records if record.levelno > logging.WARNING
        )
        caplog.clear()


async def test_thousand_people_at_once_are_all_answered(tmp_path: Path) -> None:
    async with live(tmp_path) as world:
        people = [world.person() for _ in range(1000)]
        async with world.bot(webhook=True):
            for person in people:
                world.telegram.send_text(person, "/about")
            assert [await answered_in_time(world, person) for person in people] == [[ABOUT]] * 1000
        figures = world.services.metrics.text().decode()
    assert 'quqyq_updates_total{kind="message",outcome="handled"} 1000.0' in figures
    assert len(world.telegram.bot.updates) == 0


async def answered_in_time(world: Live, person: Person) -> list[str]:
    chat = world.telegram.chat(person)
    await world.telegram.changed.wait_for(lambda: len(chat.messages) > 1, PATIENCE)
    return [message.text.splitlines()[0] for message in chat.messages if message.from_bot]
