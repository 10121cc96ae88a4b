"""Absence: readers of whom nothing was heard for long, the notice they get, and their end.

Whoever has digests delivered takes part without a word, so a chat with live digests is not absent. A channel cannot
answer, and who blocked the bot cannot be asked: these two get no notice. Days are the operator's; instants are aware.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage import readers
from storage.statements import affected, core
from storage.tables import Delivery, Reader
from storage.tables.reader import Kind


@dataclass(frozen=True, slots=True)
class Absent:
    """A reader to be asked; fields as in `Reader`."""

    chat_id: int
    kind: Kind
    language: str | None
    seen: date


@dataclass(frozen=True, slots=True)
class Limits:
    """Who is absent: not seen since the day `before`, and without a digest since the instant `live_since`."""

    before: date
    live_since: datetime


async def unasked(session: AsyncSession, limits: Limits, above: int | None, limit: int) -> Sequence[Absent]:
    """Up to `limit` absent readers who have not been asked yet, by chat id; those with ids above `above`, if given."""
    table = core(Reader)
    wanted = _absent(limits) & table.c.active & table.c.warned.is_(None) & (table.c.kind != "channel")
    if above is not None:
        wanted &= table.c.chat_id > above
    statement = (
        select(table.c.chat_id, table.c.kind, table.c.language, table.c.seen)
        .where(wanted)
        .order_by(table.c.chat_id)
        .limit(limit)
    )
    return [Absent(*row) for row in await session.execute(statement)]


async def asked(session: AsyncSession, chat_id: int, limits: Limits, today: date) -> bool:
    """Note that a reader was asked today; False when they have shown life meanwhile."""
    table = core(Reader)
    statement = update(table).where(table.c.chat_id == chat_id, _absent(limits)).values(warned=today)
    return affected(await session.execute(statement)) == 1


async def ended(session: AsyncSession, limits: Limits, asked_by: date, limit: int) -> Sequence[int]:
    """Chat ids of up to `limit` absent readers whose time is over: asked on the day `asked_by` at the latest."""
    table = core(Reader)
    statement = select(table.c.chat_id).where(_over(limits, asked_by)).order_by(table.c.chat_id).limit(limit)
    return list(await session.scalars(statement))


async def erase(session: AsyncSession, chat_id: int, limits: Limits, asked_by: date) -> bool:
    """Erase a reader whose time is over, in the caller's transaction; False when they have shown life meanwhile."""
    table = core(Reader)
    # A write that changes nothing looks once more and holds the reader until the end, on both databases.
    hold = update(table).where(table.c.chat_id == chat_id, _over(limits, asked_by)).values(seen=table.c.seen)
    if affected(await session.execute(hold)) != 1:
        return False
    await readers.erase(session, chat_id)
    return True


def _absent(limits: Limits) -> ColumnElement[bool]:
    reader, delivery = core(Reader), core(Delivery)
    delivered = exists().where(
        delivery.c.chat_id == reader.c.chat_id,
        delivery.c.state == "sent",
        delivery.c.updated_at >= limits.live_since,
    )
    live = and_(
        reader.c.active,
        reader.c.next_due_at.is_not(None),
        or_(reader.c.last_digest_at >= limits.live_since, delivered),
    )
    # NULL in the comparison would make the whole of it neither true nor false.
    return and_(reader.c.seen < limits.before, live.is_not(True))


def _over(limits: Limits, asked_by: date) -> ColumnElement[bool]:
    table = core(Reader)
    was_asked = table.c.warned <= asked_by
    return and_(_absent(limits), or_(was_asked, table.c.active.is_(False), table.c.kind == "channel"))
