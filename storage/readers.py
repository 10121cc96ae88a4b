"""Readers: first contact, language, activity, and leaving without a trace.

Every function works inside the caller's unit of work. Days and instants come from the caller's clock.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage import broadcasts
from storage.statements import affected, core, insert_into
from storage.tables import Broadcaster, Coordinator, Delivery, Reader, SentCard, SentMessage, Subscription
from storage.tables.reader import Cadence, Kind

_OF_READER = (Broadcaster, Coordinator, Delivery, SentCard, SentMessage, Subscription)
_SCHEDULE = ("cadence", "weekday", "monthday", "hour", "time_zone", "silent", "paused_until", "next_due_at")
_SEEN = ("chat_id", "kind", "language", "active", "seen", "warned")
# Made once: to put a statement together takes longer than the database takes to answer it.
_FIND = select(*(core(Reader).c[name] for name in _SEEN)).where(
    core(Reader).c.chat_id.in_(bindparam("chats", expanding=True))
)
_RENEW = (
    update(core(Reader))
    .where(core(Reader).c.chat_id == bindparam("of_chat"))
    .values(active=True, seen=bindparam("day"), kind=bindparam("as"), warned=None)
)


@dataclass(frozen=True, slots=True)
class Contact:
    """A reader who has just written, whether this is their first time, and whether they had been inactive."""

    reader: Reader
    is_new: bool
    is_back: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a reader wants digests; fields as in `Reader`. No cadence and no `next_due_at`: never."""

    cadence: Cadence | None = None
    weekday: int | None = None
    monthday: int | None = None
    hour: int | None = None
    time_zone: str | None = None
    silent: bool = False
    paused_until: datetime | None = None
    next_due_at: datetime | None = None


async def get(session: AsyncSession, chat_id: int) -> Reader | None:
    """The reader of a chat, or None."""
    return await session.get(Reader, chat_id)


async def get_many(session: AsyncSession, chat_ids: Collection[int]) -> dict[int, Reader]:
    """The readers of some thousand chats at most, by chat id; unknown ones are absent."""
    found = await session.scalars(select(Reader).where(col(Reader.chat_id).in_(chat_ids)))
    return {reader.chat_id: reader for reader in found}


async def remember(
    session: AsyncSession, chat_id: int, kind: Kind, today: date, *, campaign: str | None = None
) -> Contact:
    """Take note that a chat has written today: make its reader, or make it active and seen today.

    `campaign` is kept of the first contact alone. Writes nothing when there is nothing new, so it is cheap to
    call at every update. Safe when two processes meet the same chat at once.
    """
    reader = await session.get(Reader, chat_id)
    if reader is None:
        insert = insert_into(session, Reader).values(
            chat_id=chat_id, kind=kind, active=True, campaign=campaign, since=today, seen=today, silent=False
        )
        made = await session.execute(insert.on_conflict_do_nothing().returning(core(Reader).c.chat_id))
        is_new = made.scalar_one_or_none() is not None
        reader = await session.get_one(Reader, chat_id)
        if is_new:
            return Contact(reader, is_new=True, is_back=False)
    is_back = not reader.active
    # A clock that jumped back must not make a reader look long unseen.
    seen = max(reader.seen, today)
    if is_back or reader.seen != seen or reader.kind != kind or reader.warned is not None:
        await _update(session, chat_id, active=True, seen=seen, kind=kind, warned=None)
    return Contact(reader, is_new=False, is_back=is_back)


async def remember_many(
    session: AsyncSession, chats: Mapping[int, Kind], today: date
) -> dict[int, str | None]:
    """Take note of many chats, given with their kinds, as `remember` does of one; their languages by chat id.

    A chat that another process erases in the same moment may be absent.
    """
    wanted = {"chats": list(chats)}
    found = {row.chat_id: row for row in await session.execute(_FIND, wanted)}
    # In one order everywhere, new ones first, so that two processes cannot wait for each other.
    new = sorted(chats.keys() - found.keys())
    if new:
        fixed = {"active": True, "since": today, "seen": today, "silent": False}
        insert = insert_into(session, Reader).on_conflict_do_nothing()
        await session.execute(insert, [{"chat_id": one, "kind": chats[one], **fixed} for one in new])
        found = {row.chat_id: row for row in await session.execute(_FIND, wanted)}
    # A clock that jumped back must not make a reader look long unseen.
    stale = [
        {"of_chat": row.chat_id, "day": max(row.seen, today), "as": chats[row.chat_id]}
        for row in sorted(found.values())
        if not row.active or row.seen < today or row.kind != chats[row.chat_id] or row.warned is not None
    ]
    if stale:
        await session.execute(_RENEW, stale)
    return {chat: row.language for chat, row in found.items()}


async def first_touch(session: AsyncSession, chat_id: int, campaign: str, today: date) -> bool:
    """Keep the campaign through which a person came for the first time; True when it was kept.

    The first contact is made before its link is read. So whoever came today, has chosen no language and came
    through no other campaign is at their first contact still; nobody else, and no group, is given a campaign.
    """
    reader = core(Reader)
    statement = (
        update(reader)
        .where(
            reader.c.chat_id == chat_id,
            reader.c.kind == "private",
            reader.c.campaign.is_(None),
            reader.c.language.is_(None),
            reader.c.since == today,
        )
        .values(campaign=campaign)
    )
    return affected(await session.execute(statement)) == 1


async def set_language(session: AsyncSession, chat_id: int, language: str) -> bool:
    """Set a reader's language (a locale's code); False when there is no such reader."""
    return await _update(session, chat_id, language=language)


async def set_schedule(session: AsyncSession, chat_id: int, schedule: Schedule) -> bool:
    """Replace a reader's whole digest schedule; False when there is no such reader."""
    return await _update(session, chat_id, **{name: getattr(schedule, name) for name in _SCHEDULE})


async def deactivate(session: AsyncSession, chat_ids: Collection[int]) -> int:
    """Make readers inactive (they blocked the bot): no digest is planned for them. How many were active."""
    return await _set_active(session, chat_ids, active=False)


async def reactivate(session: AsyncSession, chat_ids: Collection[int]) -> int:
    """Make readers active again. How many were inactive."""
    return await _set_active(session, chat_ids, active=True)


async def confirm_digests(session: AsyncSession, sent: Sequence[tuple[int, datetime]]) -> None:
    """Set `last_digest_at` of many readers from pairs (chat id, instant up to which their digest told)."""
    if not sent:
        return
    reader = core(Reader)
    statement = (
        update(reader)
        .where(reader.c.chat_id == bindparam("of_chat"))
        .values(last_digest_at=bindparam("instant"))
    )
    # In one order everywhere, so that two processes cannot wait for each other.
    await session.execute(
        statement, [{"of_chat": chat, "instant": instant} for chat, instant in sorted(sent)]
    )


async def migrate_chat(session: AsyncSession, old: int, new: int) -> Reader | None:
    """Follow a group that became a supergroup: everything of chat `old` becomes chat `new`'s.

    When `new` has already written, its own choices win and what it lacks is taken over. Message ids of the
    old chat mean nothing in the new one and go. Returns the reader of `new`; None when neither is known. Safe
    to repeat.
    """
    gone = await session.get(Reader, old, with_for_update=True, populate_existing=True)
    if gone is None:
        return await session.get(Reader, new)
    contact = await remember(session, new, "supergroup", gone.seen, campaign=gone.campaign)
    heir = contact.reader
    values: dict[str, object] = {
        "since": min(gone.since, heir.since),
        "language": heir.language or gone.language,
    }
    if heir.cadence is None:
        values |= {name: getattr(gone, name) for name in _SCHEDULE}
        values["last_digest_at"] = gone.last_digest_at
    if contact.is_new:
        values["active"] = gone.active
    await _update(session, new, **values)
    coordinator = core(Coordinator)
    await session.execute(update(coordinator).where(coordinator.c.chat_id == old).values(chat_id=new))
    for model, key in ((Delivery, "slot"), (SentCard, "card"), (Subscription, "topic")):
        table = core(model)
        taken = select(table.c[key]).where(table.c.chat_id == new)
        moved = update(table).where(table.c.chat_id == old, table.c[key].not_in(taken)).values(chat_id=new)
        await session.execute(moved)
    await erase(session, old)
    return heir


async def erase(session: AsyncSession, chat_id: int) -> dict[str, int]:
    """Remove a reader and everything of theirs from every table; how many rows of which table, for the
    receipt.

    Counters stay: they know no person. All counts are 0 when nothing was kept.
    """
    erased = {}
    draft = await session.scalar(
        select(core(Broadcaster).c.broadcast_id).where(core(Broadcaster).c.chat_id == chat_id)
    )
    # The reader comes last: whoever writes to the ledger meanwhile holds rows of it first, so nobody
    # deadlocks.
    for model in _OF_READER:
        table = core(model)
        result = await session.execute(delete(table).where(table.c.chat_id == chat_id))
        erased[table.name] = affected(result)
    result = await session.execute(delete(Reader).where(col(Reader.chat_id) == chat_id))
    erased["reader"] = affected(result)
    if draft is not None:
        await broadcasts.remove_draft(session, draft)
    return erased


async def count_by_language(session: AsyncSession) -> dict[str | None, int]:
    """How many active readers there are per language; None for those who have not chosen."""
    rows = await session.execute(
        select(col(Reader.language), func.count()).where(col(Reader.active)).group_by(col(Reader.language))
    )
    return dict(rows.all())


async def _update(session: AsyncSession, chat_id: int, **values: object) -> bool:
    result = await session.execute(update(Reader).where(col(Reader.chat_id) == chat_id).values(**values))
    return affected(result) == 1


async def _set_active(session: AsyncSession, chat_ids: Collection[int], *, active: bool) -> int:
    result = await session.execute(
        update(Reader)
        .where(col(Reader.chat_id).in_(chat_ids), col(Reader.active).is_(not active))
        .values(active=active)
    )
    return affected(result)
