"""Broadcasts: an operator's urgent notice, from the draft through the ledger to the end."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Table, delete, exists, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import affected, core, insert_into
from storage.tables import Broadcast, Broadcaster, BroadcastText, Delivery, Reader, Subscription
from storage.tables.broadcast import State as State
from storage.tables.delivery import State as DeliveryState

FIRST: Final = timedelta(days=40)
"""A notice is due so much before its slot: the ledger sends the longest due first, and no digest waits that long."""
UNFINISHED: Final = ("planned", "uncertain", "sending")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an operator is with a notice; fields as in the tables."""

    chat_id: int
    broadcast_id: int
    token: str
    state: State
    slot: datetime
    language: str | None
    message_id: int | None


async def open_draft(session: AsyncSession, chat_id: int, token: str, language: str, now: datetime) -> None:
    """Let an operator begin a notice in a language; a draft that they had is thrown away."""
    broadcast, broadcaster = core(Broadcast), core(Broadcaster)
    mine = select(broadcaster.c.broadcast_id).where(broadcaster.c.chat_id == chat_id)
    await session.execute(delete(broadcast).where(broadcast.c.id.in_(mine), broadcast.c.state == "draft"))
    made = await session.execute(
        insert_into(session, Broadcast)
        .values(token=token, state="draft", only_written=False, slot=now)
        .returning(broadcast.c.id)
    )
    await attend(session, chat_id, made.scalar_one(), language=language)


async def attend(
    session: AsyncSession,
    chat_id: int,
    broadcast_id: int,
    *,
    language: str | None = None,
    message_id: int | None = None,
) -> None:
    """Note which notice an operator is at, which language they write, and which message shows its progress."""
    insert = insert_into(session, Broadcaster).values(
        chat_id=chat_id, broadcast_id=broadcast_id, language=language, message_id=message_id
    )
    columns = ("broadcast_id", "language", "message_id")
    await session.execute(
        insert.on_conflict_do_update(
            index_elements=["chat_id"], set_={name: insert.excluded[name] for name in columns}
        )
    )


async def places(session: AsyncSession, chat_id: int | None = None, *, watching: bool = False) -> list[Place]:
    """Where operators are, or one of them; `watching`: those with a message that shows the progress."""
    broadcast, broadcaster = core(Broadcast), core(Broadcaster)
    statement = select(
        broadcaster.c.chat_id,
        broadcast.c.id,
        broadcast.c.token,
        broadcast.c.state,
        broadcast.c.slot,
        broadcaster.c.language,
        broadcaster.c.message_id,
    ).join(broadcast, broadcast.c.id == broadcaster.c.broadcast_id)
    if chat_id is not None:
        statement = statement.where(broadcaster.c.chat_id == chat_id)
    if watching:
        statement = statement.where(broadcaster.c.message_id.is_not(None))
    return [Place(*row) for row in await session.execute(statement.order_by(broadcaster.c.chat_id))]


async def write(session: AsyncSession, broadcast_id: int, language: str, text: str) -> None:
    """Keep the words of a draft in a language, at most 1,000 characters; what is confirmed is changed no more."""
    table, broadcast = core(BroadcastText), core(Broadcast)
    words = (
        literal(language, type_=table.c.language.type).label("language"),
        literal(text, type_=table.c.text.type).label("text"),
    )
    source = select(broadcast.c.id, *words).where(
        broadcast.c.id == broadcast_id, broadcast.c.state == "draft"
    )
    insert = insert_into(session, BroadcastText).from_select(["broadcast_id", "language", "text"], source)
    await session.execute(
        insert.on_conflict_do_update(
            index_elements=["broadcast_id", "language"], set_={"text": insert.excluded["text"]}
        )
    )


async def get(session: AsyncSession, token: str) -> Broadcast | None:
    """The broadcast of a token, or None."""
    table = core(Broadcast)
    found: Broadcast | None = await session.scalar(select(Broadcast).where(table.c.token == token))
    return found


async def sending(session: AsyncSession) -> list[str]:
    """The tokens of the broadcasts on their way, the newest first."""
    table = core(Broadcast)
    statement = select(table.c.token).where(table.c.state == "sending").order_by(table.c.id.desc())
    return list(await session.scalars(statement))


async def texts_of(session: AsyncSession, broadcast_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """The words of some broadcasts by language; those that were stopped have none."""
    table, broadcast = core(BroadcastText), core(Broadcast)
    statement = (
        select(table.c.broadcast_id, table.c.language, table.c.text)
        .join(broadcast, broadcast.c.id == table.c.broadcast_id)
        .where(table.c.broadcast_id.in_(broadcast_ids), broadcast.c.state != "stopped")
    )
    found: dict[int, dict[str, str]] = {}
    for broadcast_id, language, text in await session.execute(statement):
        found.setdefault(broadcast_id, {})[language] = text
    return found


async def only_written(session: AsyncSession, token: str) -> bool:
    """Let a draft go to readers of the languages that are written alone; False when it is no draft."""
    table = core(Broadcast)
    statement = (
        update(table).where(table.c.token == token, table.c.state == "draft").values(only_written=True)
    )
    return affected(await session.execute(statement)) == 1


async def throw_away(session: AsyncSession, token: str) -> bool:
    """Remove a draft; False when it is none."""
    table = core(Broadcast)
    statement = delete(table).where(table.c.token == token, table.c.state == "draft")
    return affected(await session.execute(statement)) == 1


async def remove_draft(session: AsyncSession, broadcast_id: int) -> None:
    """Remove a broadcast that is a draft still; one that is confirmed stays."""
    table = core(Broadcast)
    await session.execute(delete(table).where(table.c.id == broadcast_id, table.c.state == "draft"))


async def recipients(session: AsyncSession) -> dict[str | None, int]:
    """How many readers would get a notice, by language; None for those who have chosen none."""
    reader = core(Reader)
    statement = select(reader.c.language, func.count()).where(_reached(reader)).group_by(reader.c.language)
    return dict((await session.execute(statement)).all())


async def confirm(session: AsyncSession, token: str, now: datetime, languages: Iterable[str]) -> int | None:
    """Make a draft a broadcast and write all its deliveries, in the caller's one transaction; how many.

    It goes to readers of these languages and to those who have chosen none. None when it is no draft (any more): of
    several who confirm it, one does.
    """
    broadcast, reader, delivery = core(Broadcast), core(Reader), core(Delivery)
    mine = await session.scalar(
        update(broadcast)
        .where(broadcast.c.token == token, broadcast.c.state == "draft")
        .values(state="sending")
        .returning(broadcast.c.id)
    )
    if mine is None:
        return None
    # Digests are due on the full second, and other broadcasts have other numbers: a slot of its own.
    slot = now.replace(microsecond=0) + timedelta(microseconds=1 + mine % 999_999)
    await session.execute(update(broadcast).where(broadcast.c.id == mine).values(slot=slot))
    values = {
        "slot": slot,
        "state": "planned",
        "attempts": 0,
        "repeated": False,
        "not_before": slot - FIRST,
        "updated_at": now,
        "broadcast_id": mine,
    }
    columns = [literal(value, type_=delivery.c[name].type).label(name) for name, value in values.items()]
    speaks = or_(reader.c.language.in_(tuple(languages)), reader.c.language.is_(None))
    # Whoever erases themselves at this moment is waited for, and then left out.
    source = (
        select(reader.c.chat_id, *columns)
        .where(_reached(reader), speaks)
        .order_by(reader.c.chat_id)
        .with_for_update(read=True, key_share=True, of=reader)
    )
    insert = insert_into(session, Delivery).from_select(["chat_id", *values], source)
    return affected(await session.execute(insert.on_conflict_do_nothing()))


async def stop(session: AsyncSession, token: str, now: datetime) -> bool:
    """End a broadcast: what is not sent is dropped, its words go; False when it is not on its way.

    What is beyond recall at this moment still arrives, and the ledger then says so.
    """
    broadcast, delivery = core(Broadcast), core(Delivery)
    mine = await session.scalar(
        update(broadcast)
        .where(broadcast.c.token == token, broadcast.c.state == "sending")
        .values(state="stopped")
        .returning(broadcast.c.id)
    )
    if mine is None:
        return False
    await session.execute(
        update(delivery)
        .where(delivery.c.broadcast_id == mine, delivery.c.state.in_(UNFINISHED))
        .values(state="dropped", error="stopped", updated_at=now)
    )
    await _forget_words(session, [mine])
    return True


async def settle(session: AsyncSession) -> int:
    """Note which broadcasts have nothing left to send, and remove their words; how many."""
    broadcast, delivery = core(Broadcast), core(Delivery)
    left = exists().where(
        delivery.c.slot == broadcast.c.slot,
        delivery.c.broadcast_id == broadcast.c.id,
        delivery.c.state.in_(UNFINISHED),
    )
    over = select(broadcast.c.id).where(broadcast.c.state == "sending", ~left)
    ids = list(await session.scalars(over))
    if ids:
        await session.execute(update(broadcast).where(broadcast.c.id.in_(ids)).values(state="done"))
        await _forget_words(session, ids)
    return len(ids)


async def counts(session: AsyncSession, broadcast: Broadcast) -> dict[DeliveryState, int]:
    """How many deliveries of a broadcast are in each state."""
    table = core(Delivery)
    statement = (
        select(table.c.state, func.count())
        .where(table.c.slot == broadcast.slot, table.c.broadcast_id == broadcast.id)
        .group_by(table.c.state)
    )
    return dict((await session.execute(statement)).all())


async def prune(session: AsyncSession, drafts_before: datetime, before: datetime) -> int:
    """Remove drafts begun before an instant, and ended broadcasts of before another without deliveries; how many."""
    table, delivery = core(Broadcast), core(Delivery)
    kept = exists().where(delivery.c.slot == table.c.slot, delivery.c.broadcast_id == table.c.id)
    old = or_(
        (table.c.state == "draft") & (table.c.slot < drafts_before),
        table.c.state.in_(("done", "stopped")) & (table.c.slot < before) & ~kept,
    )
    return affected(await session.execute(delete(table).where(old)))


def _reached(reader: Table) -> ColumnElement[bool]:
    """Who gets notices: every person who has not blocked the bot, and the groups and channels that follow a topic."""
    subscription = core(Subscription)
    follows = exists().where(subscription.c.chat_id == reader.c.chat_id)
    reached: ColumnElement[bool] = reader.c.active & or_(reader.c.kind == "private", follows)
    return reached


async def _forget_words(session: AsyncSession, ids: Collection[int]) -> None:
    table = core(BroadcastText)
    await session.execute(delete(table).where(table.c.broadcast_id.in_(ids)))
