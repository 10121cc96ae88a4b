import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import event

from storage import deliveries, plan, readers
from storage.database import Database
from storage.plan import DueReader, Move
from storage.readers import Schedule
from storage.statements import core, insert_into
from storage.tables import Delivery, Reader

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = date(2026, 11, 20)
WEEK = timedelta(days=7)


async def due(database: Database, when: dict[int, datetime | None]) -> None:
    rows = [
        {"chat_id": chat_id, "kind": "private", "active": True, "since": DAY, "seen": DAY, "silent": False}
        | {"cadence": "weekly", "next_due_at": instant}
        for chat_id, instant in when.items()
    ]
    async with database.session() as session:
        await session.execute(insert_into(session, Reader), rows)


async def plan_once(database: Database, now: datetime, limit: int) -> list[int]:
    async with database.session() as session:
        found = await plan.claim_due(session, now, limit)
        # Give the other planners every chance to come between.
        await asyncio.sleep(0)
        moves = [Move(one.chat_id, one.due_at, one.due_at + WEEK, slot=one.due_at) for one in found]
        await plan.write(session, moves, now)
    return [one.chat_id for one in found]


async def next_due(database: Database) -> dict[int, datetime | None]:
    async with database.session() as session:
        reader = core(Reader)
        rows = await session.execute(reader.select())
        return {row.chat_id: row.next_due_at for row in rows}


async def slots(database: Database) -> list[tuple[int, datetime]]:
    async with database.session() as session:
        delivery = core(Delivery)
        rows = await session.execute(delivery.select().order_by(delivery.c.chat_id, delivery.c.slot))
        return [(row.chat_id, row.slot) for row in rows]


async def test_claim_due_gives_the_longest_due_of_active_readers(database: Database) -> None:
    hour = timedelta(hours=1)
    await due(database, {1: NOW, 2: NOW - hour, 3: NOW + hour, 4: None, 5: NOW - 2 * hour, 6: NOW - 3 * hour})
    async with database.session() as session:
        await readers.set_schedule(
            session,
            2,
            Schedule("monthly", monthday=31, hour=9, time_zone="Europe/Berlin", next_due_at=NOW - hour),
        )
        await readers.deactivate(session, [6])
    async with database.session() as session:
        assert await plan.claim_due(session, NOW, 2) == [
            DueReader(5, NOW - 2 * hour, "private", "weekly", None, None, None, None, None, None),
            DueReader(2, NOW - hour, "private", "monthly", None, 31, 9, "Europe/Berlin", None, None),
        ]
    async with database.session() as session:
        assert [one.chat_id for one in await plan.claim_due(session, NOW, 10)] == [5, 2, 1]


async def test_write_makes_deliveries_and_moves_readers_on(database: Database) -> None:
    await due(database, {1: NOW, 2: NOW, 3: NOW})
    late = NOW + timedelta(minutes=5)
    async with database.session() as session:
        await plan.claim_due(session, NOW, 10)
        moves = [
            Move(3, NOW, None),
            Move(1, NOW, NOW + WEEK, slot=NOW, not_before=late),
            Move(2, NOW, NOW + WEEK, slot=NOW, state="dropped", error="too-late"),
        ]
        await plan.write(session, moves, NOW)
        await plan.write(session, [], NOW)
    assert await next_due(database) == {1: NOW + WEEK, 2: NOW + WEEK, 3: None}
    async with database.session() as session:
        kept = {chat_id: await deliveries.of_chat(session, chat_id) for chat_id in (1, 2, 3)}
    assert {
        chat_id: [
            (row.slot, row.state, row.not_before, row.attempts, row.updated_at, row.error) for row in rows
        ]
        for chat_id, rows in kept.items()
    } == {
        1: [(NOW, "planned", late, 0, NOW, None)],
        2: [(NOW, "dropped", NOW, 0, NOW, "too-late")],
        3: [],
    }


async def test_write_leaves_alone_who_was_moved_on_meanwhile(database: Database) -> None:
    await due(database, {1: NOW, 2: NOW})
    async with database.session() as session:
        await readers.set_schedule(session, 1, Schedule("daily", hour=8, next_due_at=NOW + WEEK))
    async with database.session() as session:
        await plan.write(session, [Move(one, NOW, NOW + 2 * WEEK, slot=NOW) for one in (1, 2)], NOW)
    assert await next_due(database) == {1: NOW + WEEK, 2: NOW + 2 * WEEK}
    assert await slots(database) == [(2, NOW)]


async def test_write_keeps_a_delivery_that_is_there(database: Database) -> None:
    await due(database, {1: NOW})
    await plan_once(database, NOW, 10)
    async with database.session() as session:
        (claim,) = await deliveries.claim(session, NOW, 10)
        await deliveries.record(session, [deliveries.Outcome(claim, "sent", message_id=5)], NOW)
        await readers.set_schedule(session, 1, Schedule("daily", hour=8, next_due_at=NOW))
    await plan_once(database, NOW, 10)
    async with database.session() as session:
        assert [(row.slot, row.state) for row in await deliveries.of_chat(session, 1)] == [(NOW, "sent")]


async def test_planner_that_dies_leaves_its_readers_due(database: Database) -> None:
    await due(database, {1: NOW, 2: NOW})

    async def die() -> None:
        async with database.session() as session:
            found = await plan.claim_due(session, NOW, 10)
            await plan.write(session, [Move(one.chat_id, NOW, NOW + WEEK, slot=NOW) for one in found], NOW)
            raise LookupError

    try:
        await die()
    except LookupError:
        assert await slots(database) == []
    assert await plan_once(database, NOW, 10) == [1, 2]


async def test_planners_side_by_side_plan_everyone_once(database: Database) -> None:
    people = range(1, 401)
    await due(database, {chat_id: NOW - timedelta(seconds=chat_id) for chat_id in people})

    async def planner() -> list[int]:
        planned: list[int] = []
        while batch := await plan_once(database, NOW, 17):
            planned += batch
        return planned

    planned = await asyncio.gather(*(planner() for _ in range(4)))
    # A planner that finds the rest held by the others ends; together they leave no one.
    assert sorted(one for part in planned for one in part) == list(people)
    assert await slots(database) == [(chat_id, NOW - timedelta(seconds=chat_id)) for chat_id in people]
    assert await next_due(database) == {
        chat_id: NOW - timedelta(seconds=chat_id) + WEEK for chat_id in people
    }


async def test_erasing_waits_for_the_planner_and_leaves_nothing(database: Database) -> None:
    await due(database, {1: NOW})
    held, erasing = asyncio.Event(), asyncio.Event()

    async def planner() -> None:
        async with database.session() as session:
            await plan.claim_due(session, NOW, 10)
            held.set()
            await erasing.wait()
            await plan.write(session, [Move(1, NOW, NOW + WEEK, slot=NOW)], NOW)

    async def eraser() -> None:
        await held.wait()
        erasing.set()
        async with database.session() as session:
            await readers.erase(session, 1)

    await asyncio.wait_for(asyncio.gather(planner(), eraser()), 10)
    assert (await slots(database), await next_due(database)) == ([], {})


async def test_claims_are_answered_by_their_partial_indexes(database: Database) -> None:
    """Whatever SQL the claims run, the database must find the rows by index, or idle ticks grow with the table."""
    seen: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        seen.append((statement, parameters))

    await due(database, {1: NOW})
    engine = database._engine
    event.listen(engine.sync_engine, "before_cursor_execute", note)
    await plan_once(database, NOW, 9)
    async with database.session() as session:
        await deliveries.claim(session, NOW, 9)
        await deliveries.next_at(session)
    event.remove(engine.sync_engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if database.dialect == "sqlite" else "EXPLAIN "
    async with engine.connect() as connection:
        if database.dialect == "postgresql":
            await connection.exec_driver_sql("SET enable_seqscan = off")
        for table, index, count in (
            ("reader", "ix_reader_next_due_at", 1 if database.dialect == "postgresql" else 2),
            ("delivery", "ix_delivery_not_before", 2),
        ):
            queries = [one for one in seen if f"FROM {table}" in one[0] and "LIMIT" in one[0]]
            assert len(queries) == count
            for statement, parameters in queries:
                steps = await connection.exec_driver_sql(explain + statement, parameters)
                assert index in "\n".join(str(step) for step in steps)
        await connection.rollback()


async def test_scheduled_gives_active_readers_due_later_page_by_page(database: Database) -> None:
    await due(database, {1: NOW + WEEK, 2: NOW, 3: NOW + WEEK, -4: NOW + WEEK, 5: None, 6: NOW + WEEK})
    async with database.session() as session:
        await readers.deactivate(session, [6])
        pages = [await plan.scheduled(session, NOW, above, 2) for above in (None, 1, 3)]
    assert [[reader.chat_id for reader in page] for page in pages] == [[-4, 1], [3], []]


async def test_next_at_is_when_the_first_active_reader_is_due(database: Database) -> None:
    async with database.session() as session:
        assert await plan.next_at(session) is None
    await due(database, {1: NOW + WEEK, 2: NOW, 3: None, 6: NOW - WEEK})
    async with database.session() as session:
        await readers.deactivate(session, [6])
        assert await plan.next_at(session) == NOW
