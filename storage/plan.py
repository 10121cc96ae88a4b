"""The plan: take readers whose digest is due, write their deliveries, move them on. In one unit of work.

    async with database.session() as session:
        due = await plan.claim_due(session, now, 1000)
        await plan.write(session, [… for reader in due], now)

Between the two the readers are held: on PostgreSQL by row locks that other planners skip, on SQLite by the
one write lock. The write itself compares and sets, so a reader moved on by someone else in any other way is
left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Column, Table, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import core, dialect, insert_into
from storage.tables import Delivery, Reader
from storage.tables.reader import Cadence, Kind


@dataclass(frozen=True, slots=True)
class DueReader:
    """A reader held by a planner: what the next due time is reckoned from. Fields as in the table."""

    chat_id: int
    due_at: datetime
    kind: Kind
    cadence: Cadence | None
    weekday: int | None
    monthday: int | None
    hour: int | None
    time_zone: str | None
    paused_until: datetime | None
    last_digest_at: datetime | None


@dataclass(frozen=True, slots=True)
class Move:
    """A reader's way on: from `due_at` to `next_due_at` (None: never again), with a delivery if there is a slot.

    The delivery is `planned`, to be sent from `not_before` (None: the slot) on, or `dropped` as too late.
    """

    chat_id: int
    due_at: datetime
    next_due_at: datetime | None
    slot: datetime | None = None
    state: Literal["planned", "dropped"] = "planned"
    not_before: datetime | None = None
    error: str | None = None


async def claim_due(session: AsyncSession, now: datetime, limit: int) -> list[DueReader]:
    """Hold up to `limit` active readers whose digest is due at `now`, the longest due first.

    They are held until the unit of work ends. Readers that another planner holds are skipped.
    """
    table = core(Reader)
    columns = _columns(table)
    due = (
        select(table.c.chat_id)
        .where(table.c.active, table.c.next_due_at <= now)
        .order_by(table.c.next_due_at, table.c.chat_id)
        .limit(limit)
    )
    if dialect(session) == "sqlite":
        # A write that changes nothing takes the lock and reads in one statement. An idle tick writes nothing:
        # it finds out without the lock.
        if (await session.scalar(due.limit(1))) is None:
            return []
        hold = update(table).where(table.c.chat_id.in_(due)).values(silent=table.c.silent)
        rows = (await session.execute(hold.returning(*columns))).all()
    else:
        # NO KEY UPDATE: the locks that foreign keys take on the reader, when a message id is kept, pass by.
        locked = due.with_only_columns(*columns).with_for_update(key_share=True, skip_locked=True)
        rows = (await session.execute(locked)).all()
    return sorted((DueReader(*row) for row in rows), key=lambda reader: (reader.due_at, reader.chat_id))


async def scheduled(
    session: AsyncSession, beyond: datetime, above: int | None, limit: int
) -> list[DueReader]:
    """Up to `limit` active readers due after `beyond`, by chat id; those with ids above `above`, if given.

    For reckoning due times anew after the clock was set back. Holds nobody: `write` compares and sets.
    """
    table = core(Reader)
    wanted = table.c.active & (table.c.next_due_at > beyond)
    if above is not None:
        wanted &= table.c.chat_id > above
    statement = select(*_columns(table)).where(wanted).order_by(table.c.chat_id).limit(limit)
    return [DueReader(*row) for row in await session.execute(statement)]


async def next_at(session: AsyncSession) -> datetime | None:
    """When the next active reader is due; None when nobody is."""
    table = core(Reader)
    found: datetime | None = await session.scalar(
        select(table.c.next_due_at)
        .where(table.c.active, table.c.next_due_at.is_not(None))
        .order_by(table.c.next_due_at)
        .limit(1)
    )
    return found


def _columns(table: Table) -> tuple[Column[Any], ...]:
    names = ("chat_id", "next_due_at", "kind", "cadence", "weekday", "monthday", "hour", "time_zone")
    return tuple(table.c[name] for name in (*names, "paused_until", "last_digest_at"))


async def write(session: AsyncSession, moves: Sequence[Move], now: datetime) -> None:
    """Write the deliveries and move the readers on, each only if it is still due when it was.

    A delivery that the ledger has for that chat and slot stays as it is.
    """
    if not moves:
        return
    moves = sorted(moves, key=lambda move: move.chat_id)
    reader, delivery = core(Reader), core(Delivery)
    still_due = (reader.c.chat_id == bindparam("of_chat")) & (reader.c.next_due_at == bindparam("due"))
    instant = delivery.c.slot.type
    columns = ("chat_id", "slot", "state", "attempts", "repeated", "not_before", "updated_at", "error")
    source = select(
        reader.c.chat_id,
        bindparam("slot", type_=instant),
        bindparam("state", type_=delivery.c.state.type),
        bindparam("attempts", 0, type_=delivery.c.attempts.type),
        bindparam("repeated", False, type_=delivery.c.repeated.type),
        bindparam("wait", type_=instant),
        bindparam("now", now, type_=instant),
        bindparam("error", type_=delivery.c.error.type),
    ).where(still_due)
    insert = insert_into(session, Delivery).from_select(columns, source).on_conflict_do_nothing()
    rows = [
        {
            "of_chat": move.chat_id,
            "due": move.due_at,
            "slot": move.slot,
            "state": move.state,
            "wait": move.not_before or move.slot,
            "error": move.error,
        }
        for move in moves
        if move.slot is not None
    ]
    if rows:
        await session.execute(insert, rows)
    move_on = update(reader).where(still_due).values(next_due_at=bindparam("next"))
    await session.execute(
        move_on, [{"of_chat": move.chat_id, "due": move.due_at, "next": move.next_due_at} for move in moves]
    )
