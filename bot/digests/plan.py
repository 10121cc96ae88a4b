"""The plan: whose digest is due gets a delivery in the ledger and a new due time, in one transaction."""

import asyncio
import functools
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.clock import Clock
from bot.services.schedules import Schedule, is_late, last_due, next_due
from bot.services.subscriptions import SOONEST, chosen
from storage import plan, settings
from storage.database import Database
from storage.plan import DueReader, Move

log = structlog.get_logger(__name__)

BATCH: Final = 1000
"""Readers that are held at once; each batch is a transaction."""
LAST_TICK: Final = "last-tick"
"""The setting that tells a clock set back."""
TICK_NOTED: Final = timedelta(minutes=10)
STEP_BACK: Final = timedelta(minutes=5)
"""A clock that is this far behind the last tick was set back; less is what machines differ by."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a tick did: deliveries planned, slots dropped as too late, readers only moved on."""

    planned: int = 0
    dropped: int = 0
    moved: int = 0

    def __add__(self, other: "Planned") -> "Planned":
        return Planned(self.planned + other.planned, self.dropped + other.dropped, self.moved + other.moved)


def move(reader: DueReader, now: datetime, default: Schedule) -> Move:
    """Decide what becomes of a due reader at an instant.

    A slot more than its cadence late is dropped, and the reader becomes due for the last one that has come since: so
    downtime is caught up once. Who chose nothing (any more) or pauses is moved on without a delivery.
    """
    if reader.cadence is None:
        return Move(reader.chat_id, reader.due_at, None)
    schedule = chosen(reader, default)
    if reader.paused_until is not None and reader.paused_until > now:
        return Move(reader.chat_id, reader.due_at, next_due(schedule, reader.paused_until - SOONEST))
    if is_late(schedule, reader.due_at, now):
        latest = last_due(schedule, now)
        return Move(reader.chat_id, reader.due_at, latest, reader.due_at, "dropped", error="too-late")
    return Move(reader.chat_id, reader.due_at, next_due(schedule, now), reader.due_at)


class Planner:
    """Plans digests; any number of processes may on PostgreSQL."""

    def __init__(self, database: Database, clock: Clock, default: Schedule, batch: int = BATCH) -> None:
        self._database = database
        self._clock = clock
        self._default = default
        self._batch = batch
        self._noted: datetime | None = None

    async def tick(self) -> Planned:
        """Plan everything that is due by now. Raises StorageError; what was planned before it stays planned."""
        now = self._clock()
        await self._mind_the_clock(now)
        total = Planned()
        while batch := await self._plan(now):
            total += batch
            # A long plan leaves room for people between its batches.
            await asyncio.sleep(0)
        if total != Planned():
            log.info("digests planned", planned=total.planned, dropped=total.dropped, moved=total.moved)
        return total

    async def _plan(self, now: datetime) -> Planned | None:
        async with self._database.session() as session:
            due = await plan.claim_due(session, now, self._batch)
            if not due:
                return None
            moves = [move(reader, now, self._default) for reader in due]
            await plan.write(session, moves, now)
        slots = [one for one in moves if one.slot is not None]
        dropped = sum(one.state == "dropped" for one in slots)
        return Planned(len(slots) - dropped, dropped, len(moves) - len(slots))

    async def _mind_the_clock(self, now: datetime) -> None:
        """Reckon all due times anew when the clock was set back: what lay in its future may lie too far ahead."""
        last = self._noted = self._noted or await self._last_noted()
        if last is not None and last - STEP_BACK <= now < last + TICK_NOTED:
            return
        if last is not None and now < last:
            log.warning("the clock was set back", last_tick=last.isoformat(), now=now.isoformat())
            await self._reckon_anew(now)
        async with self._database.session() as session:
            await settings.put(session, LAST_TICK, now.isoformat(timespec="seconds"))
        self._noted = now

    async def _last_noted(self) -> datetime | None:
        """When a tick was noted last, perhaps by a process before this one."""
        async with self._database.session() as session:
            noted = await settings.get(session, LAST_TICK)
        return datetime.fromisoformat(noted) if noted else None

    async def _reckon_anew(self, now: datetime) -> None:
        above = None
        while True:
            async with self._database.session() as session:
                readers = await plan.scheduled(session, now, above, self._batch)
                if not readers:
                    return
                above = readers[-1].chat_id
                right = functools.partial(_right, now=now, default=self._default)
                moves = [one for one in map(right, readers) if one is not None]
                await plan.write(session, moves, now)


def _right(reader: DueReader, now: datetime, default: Schedule) -> Move | None:
    """The move to the due time that follows from the present, if it is sooner than the reader's."""
    paused = reader.paused_until
    after = paused - SOONEST if paused is not None and paused > now else now
    due = next_due(chosen(reader, default), after)
    return Move(reader.chat_id, reader.due_at, due) if due < reader.due_at else None
