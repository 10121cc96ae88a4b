import asyncio
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError, StatementError

from storage import (
    broadcasts,
    cards,
    coordinators,
    counters,
    deliveries,
    messages,
    plan,
    readers,
    subscriptions,
)
from storage.database import Database
from storage.readers import Contact, Schedule
from storage.tables import Reader, metadata

DAY = date(2026, 11, 20)
LATER = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


async def fill(database: Database, chat_id: int) -> None:
    """Give a chat a row in every table that knows readers."""
    async with database.session() as session:
        await readers.remember(session, chat_id, "private", DAY, campaign="poster")
        await readers.set_language(session, chat_id, "kk")
        await readers.set_schedule(session, chat_id, Schedule("weekly", weekday=0, hour=9, next_due_at=NOON))
        await subscriptions.add(session, chat_id, "children")
        await subscriptions.add(session, chat_id, "courts")
        await cards.add(session, [(chat_id, "school-meals")])
        await messages.remember(session, chat_id, [1, 2, 3], NOON)
        await plan.write(session, [plan.Move(chat_id, NOON, NOON, slot=NOON)], NOON)
        await coordinators.invite(session, f"fund-{chat_id}", f"code-{chat_id}", DAY)
        await coordinators.accept(session, f"code-{chat_id}", chat_id)
        await broadcasts.open_draft(session, chat_id, f"draft-{chat_id}", "kk", NOON)


async def rows(database: Database) -> dict[str, int]:
    async with database.session() as session:
        return {
            name: await session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in metadata.tables.items()
        }


async def test_remember_makes_a_reader_at_first_contact(database: Database) -> None:
    async with database.session() as session:
        contact = await readers.remember(session, -100_500_000_000, "supergroup", DAY, campaign="ngo-7")
    expected = Reader(
        chat_id=-100_500_000_000, kind="supergroup", campaign="ngo-7", since=DAY, seen=DAY, active=True
    )
    assert contact == Contact(expected, is_new=True, is_back=False)
    async with database.session() as session:
        assert await readers.get(session, -100_500_000_000) == expected


async def test_remember_keeps_the_first_day_and_campaign(database: Database) -> None:
    for day, campaign in ((DAY, "first"), (LATER, "second")):
        async with database.session() as session:
            contact = await readers.remember(session, 7, "private", day, campaign=campaign)
    assert not contact.is_new
    async with database.session() as session:
        assert await readers.get(session, 7) == Reader(
            chat_id=7, kind="private", campaign="first", since=DAY, seen=LATER
        )


async def test_many_are_remembered_as_each_alone_would_be(database: Database) -> None:
    async with database.session() as session:
        for chat in (1, 2, 3):
            await readers.remember(session, chat, "private", DAY, campaign="poster")
        await readers.set_language(session, 1, "kk")
        await readers.deactivate(session, [2])
        await readers.remember(session, 4, "group", LATER)
    async with database.session() as session:
        met = await readers.remember_many(
            session, {5: "private", 4: "supergroup", 2: "private", 1: "private", -6: "channel"}, DAY
        )
    assert met == {1: "kk", 2: None, 4: None, 5: None, -6: None}
    async with database.session() as session:
        assert await readers.get_many(session, [1, 2, 3, 4, 5, -6]) == {
            1: Reader(chat_id=1, kind="private", language="kk", campaign="poster", since=DAY, seen=DAY),
            2: Reader(chat_id=2, kind="private", campaign="poster", since=DAY, seen=DAY, active=True),
            3: Reader(chat_id=3, kind="private", campaign="poster", since=DAY, seen=DAY),
            4: Reader(chat_id=4, kind="supergroup", since=LATER, seen=LATER),
            5: Reader(chat_id=5, kind="private", since=DAY, seen=DAY),
            -6: Reader(chat_id=-6, kind="channel", since=DAY, seen=DAY),
        }
    async with database.session() as session:
        await session.execute(update(Reader).values(warned=LATER))
        assert await readers.remember_many(session, {1: "private", 5: "private"}, LATER) == {1: "kk", 5: None}
    async with database.session() as session:
        found = await readers.get_many(session, [1, 2, 5])
    assert {chat: (one.seen, one.warned) for chat, one in found.items()} == {
        1: (LATER, None),
        2: (DAY, LATER),
        5: (LATER, None),
    }


async def test_many_met_by_two_processes_at_once_are_all_remembered(database: Database) -> None:
    async def meet(chats: range) -> int:
        async with database.session() as session:
            return len(await readers.remember_many(session, dict.fromkeys(chats, "private"), DAY))

    assert await asyncio.gather(meet(range(300)), meet(range(299, -1, -1)), meet(range(100, 200))) == [
        300,
        300,
        100,
    ]
    assert (await rows(database))["reader"] == 300


async def test_remember_brings_a_reader_back(database: Database) -> None:
    async with database.session() as session:
        await readers.remember(session, 7, "private", DAY)
        assert await readers.deactivate(session, [7, 8]) == 1
    async with database.session() as session:
        contact = await readers.remember(session, 7, "private", DAY)
        assert (contact.is_back, contact.reader.active) == (True, True)
    async with database.session() as session:
        assert not (await readers.remember(session, 7, "private", DAY)).is_back


async def test_remember_meets_one_new_chat_once_from_many_sessions(database: Database) -> None:
    async def meet() -> bool:
        async with database.session() as session:
            return (await readers.remember(session, 7, "private", DAY)).is_new

    assert sorted(await asyncio.gather(*(meet() for _ in range(8)))) == [False] * 7 + [True]


async def test_first_touch_keeps_the_campaign_of_a_first_contact_alone(database: Database) -> None:
    today, before = date(2026, 11, 23), date(2026, 11, 22)
    async with database.session() as session:
        await readers.remember(session, 1, "private", today)
        await readers.remember(session, 2, "private", before)
        await readers.remember(session, 3, "private", today)
        await readers.set_language(session, 3, "kk")
        await readers.remember(session, -4, "supergroup", today)
    async with database.session() as session:
        kept = [await readers.first_touch(session, chat, "clinic-7", today) for chat in (1, 1, 2, 3, -4, 5)]
    assert kept == [True, False, False, False, False, False]
    async with database.session() as session:
        found = await readers.get_many(session, [1, 2, 3, -4])
    assert {chat: reader.campaign for chat, reader in found.items()} == {
        1: "clinic-7",
        2: None,
        3: None,
        -4: None,
    }


async def test_set_language_of_known_and_unknown(database: Database) -> None:
    async with database.session() as session:
        reader = (await readers.remember(session, 7, "private", DAY)).reader
        assert await readers.set_language(session, 7, "kk")
        assert reader.language == "kk"
        assert not await readers.set_language(session, 8, "kk")


async def test_set_schedule_replaces_all_of_it(database: Database) -> None:
    await fill(database, 7)
    schedule = Schedule(
        "monthly", monthday=31, hour=18, time_zone="Asia/Almaty", silent=True, next_due_at=NOON
    )
    async with database.session() as session:
        assert await readers.set_schedule(session, 7, schedule)
    async with database.session() as session:
        found = await readers.get(session, 7)
        assert found is not None
        assert Schedule(**{name: getattr(found, name) for name in Schedule.__dataclass_fields__}) == schedule


@pytest.mark.parametrize(
    "schedule",
    [Schedule(weekday=7), Schedule(monthday=0), Schedule(hour=24), Schedule("yearly")],  # type: ignore[arg-type]
)
async def test_set_schedule_refuses_what_no_calendar_has(database: Database, schedule: Schedule) -> None:
    await fill(database, 7)
    with pytest.raises(IntegrityError):
        async with database.session() as session:
            await readers.set_schedule(session, 7, schedule)


async def test_campaign_that_is_a_text_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="not an identifier"):
        async with database.session() as session:
            await readers.remember(session, 7, "private", DAY, campaign="Aigerim from Semey")


async def test_deactivate_and_reactivate_count_changes(database: Database) -> None:
    async with database.session() as session:
        for chat_id in (1, 2, 3):
            await readers.remember(session, chat_id, "private", DAY)
        assert await readers.deactivate(session, [1, 2, 9]) == 2
        assert await readers.deactivate(session, [1, 2]) == 0
        assert await readers.reactivate(session, [1, 3]) == 1
    async with database.session() as session:
        found = await readers.get_many(session, [1, 2, 3, 9])
    assert {chat_id: reader.active for chat_id, reader in found.items()} == {1: True, 2: False, 3: True}


async def test_confirm_digests_passes_over_the_unknown(database: Database) -> None:
    await fill(database, 7)
    async with database.session() as session:
        await readers.confirm_digests(session, [(9, NOON), (7, NOON)])
        await readers.confirm_digests(session, [])
    async with database.session() as session:
        found = await readers.get(session, 7)
        assert found is not None
        assert found.last_digest_at == NOON


async def test_count_by_language_counts_active_readers(database: Database) -> None:
    async with database.session() as session:
        for chat_id, language in ((1, "kk"), (2, "kk"), (3, "ru"), (4, None), (5, "en")):
            await readers.remember(session, chat_id, "private", DAY)
            if language:
                await readers.set_language(session, chat_id, language)
        await readers.deactivate(session, [5])
        assert await readers.count_by_language(session) == {"kk": 2, "ru": 1, None: 1}


async def test_erase_leaves_no_row_of_the_reader_and_all_of_others(database: Database) -> None:
    for chat_id in (7, 8):
        await fill(database, chat_id)
    async with database.session() as session:
        await counters.increment(session, DAY, "answers", "school-meals")
        erased = await readers.erase(session, 7)
    assert erased == {
        "broadcaster": 1,
        "coordinator": 1,
        "delivery": 1,
        "sent_card": 1,
        "sent_message": 3,
        "subscription": 2,
        "reader": 1,
    }
    others = dict.fromkeys(("broadcast_text", "campaign", "published", "question", "setting"), 0)
    others |= {"broadcast": 1, "counter": 1}
    assert set(erased) == set(metadata.tables) - set(others)
    assert await rows(database) == {**erased, **others}
    async with database.session() as session:
        assert await readers.get(session, 7) is None
        assert await readers.erase(session, 7) == dict.fromkeys(erased, 0)


async def test_erase_is_final_for_whoever_writes_late(database: Database) -> None:
    await fill(database, 7)
    async with database.session() as session:
        claims = await deliveries.claim(session, NOON, 10)
        await readers.erase(session, 7)
    async with database.session() as session:
        await deliveries.record(session, [deliveries.Outcome(claims[0], "sent", message_id=4)], NOON)
        await readers.confirm_digests(session, [(7, NOON)])
        await cards.add(session, [(7, "school-meals")])
        await messages.remember(session, 7, [4], NOON)
        assert not await subscriptions.add(session, 7, "children")
        assert not await readers.set_language(session, 7, "ru")
        assert await readers.deactivate(session, [7]) == 0
    assert await rows(database) == dict.fromkeys(metadata.tables, 0)


async def test_erase_that_fails_erases_nothing(database: Database) -> None:
    await fill(database, 7)
    before = await rows(database)

    async def erase_and_fail() -> None:
        async with database.session() as session:
            await readers.erase(session, 7)
            raise LookupError

    with pytest.raises(LookupError):
        await erase_and_fail()
    assert await rows(database) == before


async def test_migrate_chat_moves_everything_to_a_new_supergroup(database: Database) -> None:
    await fill(database, -7)
    before = await rows(database)
    async with database.session() as session:
        old = await readers.get(session, -7)
        assert old is not None
        expected = Reader(**{**old.model_dump(), "chat_id": -1007, "kind": "supergroup"})
        assert await readers.migrate_chat(session, -7, -1007) == expected
    async with database.session() as session:
        assert await readers.get(session, -7) is None
        assert await readers.get(session, -1007) == expected
        assert await subscriptions.topics(session, -1007) == ["children", "courts"]
        assert await cards.sent_to(session, [-1007]) == {-1007: {"school-meals"}}
        assert [row.slot for row in await deliveries.of_chat(session, -1007)] == [NOON]
        assert await readers.migrate_chat(session, -7, -1007) == expected
    # Notices are written in private chats, which never migrate.
    gone = {"sent_message": 0, "broadcaster": 0, "broadcast": 0}
    assert await rows(database) == {**before, **gone}


async def test_migrate_chat_lets_the_new_ones_choices_win(database: Database) -> None:
    await fill(database, -7)
    async with database.session() as session:
        await readers.remember(session, -1007, "supergroup", LATER)
        await readers.set_language(session, -1007, "ru")
        await subscriptions.add(session, -1007, "courts")
        await subscriptions.add(session, -1007, "health")
    async with database.session() as session:
        await readers.migrate_chat(session, -7, -1007)
    async with database.session() as session:
        assert await readers.get_many(session, [-7, -1007]) == {
            -1007: Reader(
                chat_id=-1007,
                kind="supergroup",
                language="ru",
                since=DAY,
                seen=LATER,
                cadence="weekly",
                weekday=0,
                hour=9,
                next_due_at=NOON,
            )
        }
        assert await subscriptions.topics(session, -1007) == ["children", "courts", "health"]


async def test_migrate_chat_of_an_unknown_group_does_nothing(database: Database) -> None:
    async with database.session() as session:
        assert await readers.migrate_chat(session, -7, -1007) is None
    assert await rows(database) == dict.fromkeys(metadata.tables, 0)
