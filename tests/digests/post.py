"""A post office for tests: readers in a database, a local Telegram over HTTP, a planner and couriers."""

import math
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot import i18n
from bot.digests.courier.client import Client
from bot.digests.courier.courier import Courier
from bot.digests.parcels import Parcels
from bot.digests.plan import Planner
from bot.pace import Pace
from bot.sandbox.messages import Message
from bot.sandbox.server import Server
from bot.sandbox.telegram import Telegram
from bot.services.edition import Edition, Editions, read
from bot.services.schedules import Schedule
from storage import broadcasts, deliveries, readers, subscriptions
from storage.database import Database
from tests.clock import Clock

TOKEN = "999999:test-token-of-the-local-telegram"
TINY = Path(__file__).parents[1] / "packs" / "tiny"
MONDAY = datetime(2026, 11, 23, 4, tzinfo=UTC)
"""Monday, 23 November 2026, nine in the morning in the default zone: the slot."""
WEEK = timedelta(days=7)
DEFAULT = Schedule("weekly", 0, 1, 9, "Asia/Almaty")


@dataclass
class Post:
    """Everything between a due reader and their messages. The clock stands at the slot until it is set."""

    database: Database
    telegram: Telegram
    address: str
    editions: Editions
    clock: Clock = field(default_factory=lambda: Clock(MONDAY))
    rate: float = math.inf
    blocked: list[int] = field(default_factory=list)

    @property
    def edition(self) -> Edition:
        return self.editions.current

    def change_update(self, update_id: str, **changed: object) -> None:
        """Serve an edition in which one update is another."""
        library = self.edition.library
        updates = tuple(
            one.model_copy(update=changed) if one.id == update_id else one for one in library.updates
        )
        self.editions.current = replace(self.edition, library=replace(library, updates=updates))

    async def follow(
        self,
        *chats: int,
        topics: tuple[str, ...] = ("water",),
        language: str = "en",
        due: datetime = MONDAY,
    ) -> None:
        """Let chats follow topics weekly, due at an instant; people are made, and met by the bot."""
        for chat in chats:
            if chat > 0 and chat not in self.telegram.people:
                person = self.telegram.add_person(chat, f"P{chat}", language)
                self.telegram.private_chat(self.telegram.bot, person).met = True
        async with self.database.session() as session:
            for chat in chats:
                kind = "private" if chat > 0 else "supergroup"
                await readers.remember(session, chat, kind, date(2026, 11, 20))  # type: ignore[arg-type]
                await readers.set_language(session, chat, language)
                await readers.set_schedule(
                    session, chat, readers.Schedule("weekly", 0, 1, 9, next_due_at=due)
                )
                for topic in topics:
                    await subscriptions.add(session, chat, topic)

    def planner(self, batch: int = 1000) -> Planner:
        return Planner(self.database, self.clock, DEFAULT, batch)

    @asynccontextmanager
    async def courier(self, pace: Pace | None = None) -> AsyncIterator[Courier]:
        """A courier of its own, as another process would have."""
        pace = pace or Pace(self.rate)
        locales = i18n.load(self.edition.library.languages)
        parcels = Parcels(self.database, self.editions, locales, self.clock, DEFAULT)
        async with Client(TOKEN, self.address, pace) as client:
            yield Courier(client, self.database, parcels, pace, self.clock, self.blocked.extend)

    async def plan_for_now(self, *chats: int) -> None:
        """Plan a digest of chats that programs with the real clock will deliver."""
        self.clock.now = datetime.now(UTC)
        await self.follow(*chats, due=self.clock.now - timedelta(seconds=1))
        await self.planner().tick()

    async def broadcast(self, words: Mapping[str, str], operator: int = 1) -> int | None:
        """Let an operator confirm a notice, with the token `notice-` and their number; to how many it goes."""
        token = f"notice-{operator}"
        async with self.database.session() as session:
            await broadcasts.open_draft(session, operator, token, "en", self.clock())
            (place,) = await broadcasts.places(session, operator)
            for language, text in words.items():
                await broadcasts.write(session, place.broadcast_id, language, text)
            return await broadcasts.confirm(session, token, self.clock(), tuple(words))

    async def deliver(self, pace: Pace | None = None) -> Mapping[str, int]:
        """Plan and deliver once at the clock's time; outcomes by state."""
        await self.planner().tick()
        async with self.courier(pace) as courier:
            assert await courier.once()
            return dict(courier.counts)

    def messages(self, chat: int) -> list[Message]:
        return self.telegram.chat(chat).messages

    async def ledger(self, chat: int) -> list[tuple[str, int, bool, str | None]]:
        """A chat's deliveries, newest slot first: state, attempts, repeated, error."""
        async with self.database.session() as session:
            rows = await deliveries.of_chat(session, chat)
        return [(row.state, row.attempts, row.repeated, row.error) for row in rows]

    async def states(self) -> Mapping[str, int]:
        async with self.database.session() as session:
            return dict(await deliveries.count_by_state(session, datetime(2020, 1, 1, tzinfo=UTC)))

    async def reader(self, chat: int) -> readers.Reader:
        async with self.database.session() as session:
            found = await readers.get(session, chat)
        assert found is not None
        return found


@asynccontextmanager
async def open_post(database: Database) -> AsyncIterator[Post]:
    telegram = Telegram()
    telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    async with Server(telegram) as server:
        yield Post(database, telegram, server.address, Editions(TINY, read(TINY)))
