import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage import deliveries, readers
from storage.database import Database
from storage.deliveries import Claim, Outcome
from storage.statements import insert_into
from storage.tables import Delivery

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


async def ledger(database: Database, not_before: dict[int, datetime], state: str = "planned") -> None:
    """One delivery a chat for the slot NOW."""
    rows = [
        {"chat_id": chat_id, "slot": NOW, "state": state, "attempts": 0, "repeated": False}
        | {"not_before": instant, "updated_at": NOW}
        for chat_id, instant in not_before.items()
    ]
    async with database.session() as session:
        for chat_id in not_before:
            await readers.remember(session, chat_id, "private", date(2026, 11, 20))
        await session.execute(insert_into(session, Delivery), rows)


async def claim(database: Database, now: datetime, limit: int = 100) -> list[Claim]:
    async with database.session() as session:
        return await deliveries.claim(session, now, limit)


async def record(database: Database, now: datetime, *outcomes: Outcome) -> None:
    async with database.session() as session:
        await deliveries.record(session, outcomes, now)


async def states(database: Database) -> dict[str, int]:
    async with database.session() as session:
        return {**await deliveries.count_by_state(session, NOW)}


async def row(database: Database, chat_id: int) -> Delivery:
    async with database.session() as session:
        (found,) = await deliveries.of_chat(session, chat_id)
    return found


async def test_claim_takes_the_longest_due_and_not_the_future(database: Database) -> None:
    await ledger(database, {1: NOW, 2: NOW - MINUTE, 3: NOW + MINUTE, 4: NOW - 2 * MINUTE})
    assert [one.chat_id for one in await claim(database, NOW, 2)] == [4, 2]
    assert [one.chat_id for one in await claim(database, NOW, 2)] == [1]
    assert await claim(database, NOW) == []
    assert await states(database) == {"planned": 1, "sending": 3}
    async with database.session() as session:
        assert await deliveries.next_at(session) == NOW + MINUTE


async def test_claims_side_by_side_share_nothing(database: Database) -> None:
    await ledger(database, dict.fromkeys(range(1, 201), NOW))

    async def courier() -> list[int]:
        taken: list[int] = []
        while batch := await claim(database, NOW, 13):
            taken += [one.chat_id for one in batch]
        return taken

    taken = await asyncio.gather(*(courier() for _ in range(4)))
    assert sorted(one for part in taken for one in part) == list(range(1, 201))


async def test_record_writes_every_kind_of_outcome(database: Database) -> None:
    await ledger(database, dict.fromkeys(range(1, 7), NOW))
    claims = {one.chat_id: one for one in await claim(database, NOW)}
    later = NOW + MINUTE
    await record(
        database,
        later,
        Outcome(claims[6], "planned", attempts=0, not_before=NOW + 9 * MINUTE),
        Outcome(claims[1], "sent", message_id=4_000_000_000),
        Outcome(claims[2], "failed", error="bad-request"),
        Outcome(claims[3], "blocked", error="forbidden"),
        Outcome(claims[4], "dropped", attempts=0),
        Outcome(claims[5], "planned", error="timeout"),
    )
    found = [await row(database, chat_id) for chat_id in range(1, 7)]
    assert [
        (one.state, one.attempts, one.message_id, one.not_before, one.error, one.updated_at) for one in found
    ] == [
        ("sent", 1, 4_000_000_000, NOW, None, later),
        ("failed", 1, None, NOW, "bad-request", later),
        ("blocked", 1, None, NOW, "forbidden", later),
        ("dropped", 0, None, NOW, None, later),
        ("planned", 1, None, NOW, "timeout", later),
        ("planned", 0, None, NOW + 9 * MINUTE, None, later),
    ]
    assert [(one.chat_id, one.attempts) for one in await claim(database, later)] == [(5, 1)]


async def test_record_of_nothing_does_nothing(database: Database) -> None:
    await ledger(database, {1: NOW})
    await record(database, NOW)
    assert await states(database) == {"planned": 1}


async def test_mark_uncertain_offers_again_what_a_dead_sender_left(database: Database) -> None:
    await ledger(database, {1: NOW, 2: NOW, 3: NOW})
    (first,) = await claim(database, NOW, 1)
    (second,) = await claim(database, NOW + MINUTE, 1)
    async with database.session() as session:
        assert await deliveries.mark_uncertain(session, NOW + 2 * MINUTE, claimed_before=NOW + MINUTE) == 1
    assert await states(database) == {"uncertain": 1, "sending": 1, "planned": 1}
    async with database.session() as session:
        assert await deliveries.mark_uncertain(session, NOW + 3 * MINUTE) == 1
    again = {one.chat_id: (one.attempts, one.repeated) for one in await claim(database, NOW + 4 * MINUTE)}
    assert again == {first.chat_id: (1, True), second.chat_id: (1, True), 3: (0, False)}


async def test_repeated_stays_known_after_the_delivery_was_sent(database: Database) -> None:
    await ledger(database, {1: NOW})
    await claim(database, NOW)
    async with database.session() as session:
        await deliveries.mark_uncertain(session, NOW)
    (again,) = await claim(database, NOW + MINUTE)
    await record(database, NOW + MINUTE, Outcome(again, "sent", message_id=9))
    found = await row(database, 1)
    assert (found.state, found.repeated, found.attempts, found.message_id) == ("sent", True, 2, 9)


@pytest.mark.parametrize("reclaimed", [False, True])
async def test_record_of_a_sender_believed_dead_counts_only_when_sent(
    database: Database, *, reclaimed: bool
) -> None:
    await ledger(database, {1: NOW, 2: NOW})
    late = {one.chat_id: one for one in await claim(database, NOW)}
    async with database.session() as session:
        await deliveries.mark_uncertain(session, NOW + MINUTE)
    if reclaimed:
        anew = {one.chat_id: one for one in await claim(database, NOW + MINUTE)}
    await record(
        database, NOW + 2 * MINUTE, Outcome(late[1], "sent", message_id=5), Outcome(late[2], "failed")
    )
    assert await states(database) == {"sent": 1, "sending" if reclaimed else "uncertain": 1}
    if reclaimed:
        await record(
            database, NOW + 3 * MINUTE, Outcome(anew[1], "sent", message_id=6), Outcome(anew[2], "sent")
        )
        assert await states(database) == {"sent": 2}
    # The first message that arrived is the one the ledger names.
    assert (await row(database, 1)).message_id == 5


async def test_ledger_has_one_row_per_chat_and_slot(database: Database) -> None:
    await ledger(database, {1: NOW})
    with pytest.raises(IntegrityError):
        await ledger(database, {1: NOW + MINUTE})


async def test_ledger_refuses_an_unknown_state(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await ledger(database, {1: NOW}, state="lost")


async def test_prune_takes_the_finished_and_leaves_the_waiting(database: Database) -> None:
    await ledger(database, dict.fromkeys(range(1, 8), NOW))
    claims = await claim(database, NOW, 6)
    await record(database, NOW, *(Outcome(one, "sent") for one in claims[:3]), Outcome(claims[3], "failed"))
    pruned = []
    for before in (NOW, NOW + MINUTE, NOW + MINUTE, NOW + MINUTE):
        async with database.session() as session:
            pruned.append(await deliveries.prune(session, before, limit=3))
    assert pruned == [0, 3, 1, 0]
    assert await states(database) == {"sending": 2, "planned": 1}


async def test_uncertain_outcome_goes_back_and_is_known_as_perhaps_repeated(database: Database) -> None:
    await ledger(database, {1: NOW})
    async with database.session() as session:
        (claim,) = await deliveries.claim(session, NOW, 10)
        await deliveries.record(
            session, [Outcome(claim, "uncertain", not_before=NOW + MINUTE, error="silence")], NOW
        )
        assert await deliveries.count_waiting(session) == 1
        (again,) = await deliveries.claim(session, NOW + MINUTE, 10)
        assert (again.attempts, again.repeated) == (1, True)
        await deliveries.record(session, [Outcome(again, "sent", message_id=5)], NOW + MINUTE)
        assert await deliveries.count_waiting(session) == 0
        assert [
            await deliveries.count_sent(session, since, NOW) for since in (NOW + MINUTE, NOW + 2 * MINUTE)
        ] == [1, 0]
    found = await row(database, 1)
    assert (found.state, found.attempts, found.repeated) == ("sent", 2, True)
