"""Outcomes into the ledger, in batches; when the database is away they wait in memory, and nothing new is sent."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.digests.courier.outcomes import Settled
from bot.digests.parcels import Parcel
from storage import cards, counters, deliveries, messages, readers
from storage.counters import Tally
from storage.database import Database
from storage.errors import StorageError

log = structlog.get_logger(__name__)

GATHER_SECONDS: Final = 0.1
"""How long outcomes gather; what is not written when the process is killed may be sent again."""
BATCH: Final = 500
LONGEST_WAIT: Final = 5.0
FINAL: Final = frozenset({"sent", "failed", "blocked"})
"""States that are counted by day: what readers got, and what could not be delivered for good."""

Blocked = Callable[[Collection[int]], None]


class Recorder:
    """Writes outcomes until it is cancelled.

    `counts` counts them by state, `on_blocked` hears which chats have just blocked the bot. What is final is counted
    in the database too, by days of `zone`.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        zone: ZoneInfo,
        counts: Counter[str],
        on_blocked: Blocked,
    ) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._counts = counts
        self._on_blocked = on_blocked
        self._waiting: list[tuple[Settled, Parcel | None]] = []
        self._arrived = asyncio.Event()
        self._finishing = False
        self.recorded = 0
        """How many outcomes are in the ledger."""
        self.in_trouble = False
        """Whether the database does not take them."""

    @property
    def pending(self) -> int:
        """How many outcomes wait to be written."""
        return len(self._waiting)

    def add(self, settled: Settled, parcel: Parcel | None = None) -> None:
        """Take an outcome to be written soon; `parcel` is what was sent."""
        self._waiting.append((settled, parcel))
        self._arrived.set()

    async def run(self) -> None:
        """Write outcomes as they come, until `finish`."""
        while not self._finishing or self._waiting:
            await self._arrived.wait()
            if not self._finishing:
                await asyncio.sleep(GATHER_SECONDS)
            await self._flush()

    def finish(self) -> None:
        """Write what waits and end. A write is not cut short: that could leave the database locked for the next."""
        self._finishing = True
        self._arrived.set()

    async def _flush(self) -> None:
        """Write everything that waits; tries again until the database takes it."""
        wait = 0.1
        while self._waiting:
            batch = self._waiting[:BATCH]
            try:
                await self._write(batch)
            except StorageError as error:
                if not self.in_trouble:
                    log.error("outcomes cannot be written, digests wait", reason=error.reason)
                self.in_trouble = True
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
                continue
            if self.in_trouble:
                log.warning("outcomes are written again", waiting=len(self._waiting))
            self.in_trouble = False
            del self._waiting[: len(batch)]
            self.recorded += len(batch)
            self._counts.update(settled.outcome.state for settled, _ in batch)
        if not self._finishing:
            self._arrived.clear()

    def _tallies(self, batch: Sequence[tuple[Settled, Parcel | None]], now: datetime) -> list[Tally]:
        day = now.astimezone(self._zone).date()
        states = [settled.outcome.state for settled, _ in batch]
        return [Tally(day, f"delivery.{state}") for state in states if state in FINAL]

    async def _write(self, batch: Sequence[tuple[Settled, Parcel | None]]) -> None:
        """One transaction: either the ledger knows of a message, and all that follows from it, or nothing does."""
        now = self._clock()
        blocked = [settled.outcome.claim.chat_id for settled, _ in batch if settled.blocked]
        sent = [(settled.outcome, parcel) for settled, parcel in batch if parcel is not None]
        async with self._database.session() as session:
            await deliveries.record(session, [settled.outcome for settled, _ in batch], now)
            told = [(one.claim.chat_id, parcel.told_at) for one, parcel in sent if parcel.told_at is not None]
            await readers.confirm_digests(session, told)
            await cards.add(
                session, [(one.claim.chat_id, parcel.card) for one, parcel in sent if parcel.card]
            )
            await messages.remember_many(
                session, [(one.claim.chat_id, one.message_id, now) for one, _ in sent if one.message_id]
            )
            if blocked:
                await readers.deactivate(session, blocked)
            await counters.increment_many(session, self._tallies(batch, now))
            for settled, _ in batch:
                if settled.moved_to is not None:
                    await readers.migrate_chat(session, settled.outcome.claim.chat_id, settled.moved_to)
        if blocked:
            self._on_blocked(blocked)
