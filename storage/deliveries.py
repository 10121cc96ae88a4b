"""The ledger of deliveries: claim for sending, record what came of it, find what a dead sender left.

Whoever sends does: `claim` in one unit of work, send, `record` in another. What is claimed by one process is
not claimed by another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import affected, core, dialect
from storage.tables import Delivery
from storage.tables.delivery import CLAIMABLE, State

Result = Literal["sent", "failed", "blocked", "dropped", "planned", "uncertain"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery taken for sending at `claimed_at`.

    `attempts` counts the earlier sends; `repeated` says that an earlier one may have arrived. It is a digest, or the
    notice of `broadcast_id`.
    """

    id: int
    chat_id: int
    slot: datetime
    attempts: int
    repeated: bool
    claimed_at: datetime
    broadcast_id: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a claim. `planned` puts it back, for a retry or because the sender stops.

    `uncertain` puts it back too, known as perhaps repeated: nobody can say whether it arrived.

    `attempts` is how many sends to add (0 for a 429 and for what was never sent); `not_before` the instant from
    which a retry is due (None: as before); `error` a short code.
    """

    claim: Claim
    state: Result
    attempts: int = 1
    message_id: int | None = None
    not_before: datetime | None = None
    error: str | None = None


async def claim(session: AsyncSession, now: datetime, limit: int) -> list[Claim]:
    """Take up to `limit` deliveries that may be sent at `now` and mark them as sending; longest due first."""
    table = core(Delivery)
    due = (
        select(table.c.id)
        .where(text(CLAIMABLE), table.c.not_before <= now)
        .order_by(table.c.not_before, table.c.id)
        .limit(limit)
    )
    statement = update(table).values(state="sending", updated_at=now)
    if dialect(session) == "sqlite":
        statement = statement.where(table.c.id.in_(due))
    else:
        # In a CTE the rows are picked and locked once; a subquery could be run again for every row.
        picked = due.with_for_update(skip_locked=True).cte("picked")
        statement = statement.where(table.c.id == picked.c.id)
    columns = (
        table.c.id,
        table.c.chat_id,
        table.c.slot,
        table.c.attempts,
        table.c.repeated,
        table.c.not_before,
        table.c.broadcast_id,
    )
    rows = list(await session.execute(statement.returning(*columns)))
    rows = sorted(rows, key=lambda row: (row.not_before, row.id))
    return [
        Claim(row.id, row.chat_id, row.slot, row.attempts, row.repeated, now, row.broadcast_id)
        for row in rows
    ]


async def record(session: AsyncSession, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Write many outcomes. Rows that are gone (their reader left) are passed over.

    When the delivery was taken for lost meanwhile and perhaps claimed by another, `sent` still counts, since it is
    a fact; the rest is the other's to find out.
    """
    table = core(Delivery)
    sent = table.c.state != "sent"
    others = (table.c.state == "sending") & (table.c.updated_at == bindparam("claimed_at"))
    # In one order everywhere, so that two processes cannot wait for each other.
    ordered = sorted(outcomes, key=lambda outcome: outcome.claim.id)
    for condition, chosen in (
        (sent, [_row(outcome) for outcome in ordered if outcome.state == "sent"]),
        (others, [_row(outcome) for outcome in ordered if outcome.state != "sent"]),
    ):
        if chosen:
            statement = (
                update(table)
                .where(table.c.id == bindparam("of_id"), condition)
                .values(
                    state=bindparam("to_state"),
                    attempts=table.c.attempts + bindparam("more"),
                    message_id=bindparam("message"),
                    not_before=func.coalesce(
                        bindparam("wait", type_=table.c.not_before.type), table.c.not_before
                    ),
                    error=bindparam("code"),
                    repeated=table.c.repeated | bindparam("doubtful", type_=table.c.repeated.type),
                    updated_at=now,
                )
            )
            await session.execute(statement, chosen)


def _row(outcome: Outcome) -> dict[str, object]:
    row: dict[str, object] = {
        "of_id": outcome.claim.id,
        "to_state": outcome.state,
        "more": outcome.attempts,
        "message": outcome.message_id,
        "wait": outcome.not_before,
        "code": outcome.error,
        "doubtful": outcome.state == "uncertain",
    }
    if outcome.state != "sent":
        row["claimed_at"] = outcome.claim.claimed_at
    return row


async def is_sending(session: AsyncSession, chat_id: int) -> bool:
    """Say whether a claimed delivery of a chat is (still) there: it is not when its reader has left."""
    table = core(Delivery)
    statement = select(table.c.id).where(table.c.chat_id == chat_id, table.c.state == "sending").limit(1)
    return await session.scalar(statement) is not None


async def mark_uncertain(session: AsyncSession, now: datetime, claimed_before: datetime | None = None) -> int:
    """Mark what a dead sender left as uncertain: it will be claimed again, known as perhaps repeated. How
    many.

    With None all that is being sent: for a sender that starts and is the only one. Else what was claimed
    before an instant.
    """
    table = core(Delivery)
    statement = (
        update(table)
        .where(table.c.state == "sending")
        .values(state="uncertain", repeated=True, attempts=table.c.attempts + 1, updated_at=now)
    )
    if claimed_before is not None:
        statement = statement.where(table.c.updated_at < claimed_before)
    return affected(await session.execute(statement))


async def next_at(session: AsyncSession) -> datetime | None:
    """From which instant the next delivery may be sent; None when none waits."""
    table = core(Delivery)
    found: datetime | None = await session.scalar(
        select(table.c.not_before).where(text(CLAIMABLE)).order_by(table.c.not_before).limit(1)
    )
    return found


async def count_by_state(session: AsyncSession, since: datetime) -> dict[State, int]:
    """How many deliveries of slots from an instant on are in each state."""
    table = core(Delivery)
    statement = select(table.c.state, func.count()).where(table.c.slot >= since).group_by(table.c.state)
    return dict((await session.execute(statement)).all())


async def count_waiting(session: AsyncSession) -> int:
    """How many deliveries wait to be sent, now or later."""
    table = core(Delivery)
    return await session.scalar(select(func.count()).select_from(table).where(text(CLAIMABLE))) or 0


async def count_sent(session: AsyncSession, since: datetime, slots_since: datetime) -> int:
    """How many were sent since an instant, among the slots since another one."""
    table = core(Delivery)
    recent = (table.c.slot >= slots_since) & (table.c.state == "sent") & (table.c.updated_at >= since)
    return await session.scalar(select(func.count()).select_from(table).where(recent)) or 0


async def of_chat(session: AsyncSession, chat_id: int) -> list[Delivery]:
    """All that the ledger knows of a chat, the newest slot first."""
    table = core(Delivery)
    statement = select(Delivery).where(table.c.chat_id == chat_id).order_by(table.c.slot.desc())
    return list(await session.scalars(statement))


async def prune(session: AsyncSession, before: datetime, limit: int = 10_000) -> int:
    """Remove up to `limit` finished deliveries of slots before an instant; how many.

    The caller goes on until it is less. What still waits or is being sent stays.
    """
    table = core(Delivery)
    finished = ("sent", "failed", "blocked", "dropped")
    old = select(table.c.id).where(table.c.slot < before, table.c.state.in_(finished)).limit(limit)
    return affected(await session.execute(delete(table).where(table.c.id.in_(old))))
