"""Broadcasts in the database: confirmed once, for whom, stopped, ended and forgotten."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from storage import broadcasts, deliveries, plan, readers, subscriptions
from storage.database import Database
from storage.deliveries import Outcome

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LANGUAGES = ("kk", "ru", "en")


async def reader(database: Database, chat: int, language: str | None = "kk", kind: str = "private") -> None:
    async with database.session() as session:
        await readers.remember(session, chat, kind, date(2026, 11, 20))  # type: ignore[arg-type]
        if language:
            await readers.set_language(session, chat, language)


async def draft(database: Database, name: str = "t1", operator: int = 1) -> None:
    async with database.session() as session:
        await broadcasts.open_draft(session, operator, name, "kk", NOW)
        (place,) = await broadcasts.places(session, operator)
        for language in LANGUAGES:
            await broadcasts.write(session, place.broadcast_id, language, f"<b>{language}</b> & 😀")


async def confirm(database: Database, name: str = "t1", now: datetime = NOW) -> int | None:
    async with database.session() as session:
        return await broadcasts.confirm(session, name, now, LANGUAGES)


async def claim(database: Database, now: datetime = NOW) -> list[deliveries.Claim]:
    async with database.session() as session:
        return await deliveries.claim(session, now, 100)


async def texts(database: Database) -> int:
    async with database.session() as session:
        return sum(map(len, (await broadcasts.texts_of(session, range(1, 100))).values()))


async def test_notice_reaches_people_and_the_chats_that_follow_and_nobody_twice(database: Database) -> None:
    await reader(database, 1)
    await reader(database, 2, None)
    await reader(database, 3, "ru")
    await reader(database, 4, "xx")
    for chat, kind in ((-5, "group"), (-6, "supergroup"), (-7, "channel"), (-8, "channel")):
        await reader(database, chat, "ru", kind)
    async with database.session() as session:
        await readers.deactivate(session, [3])
        for chat in (-5, -7):
            await subscriptions.add(session, chat, "water")
            await subscriptions.add(session, chat, "school")
        assert await broadcasts.recipients(session) == {"kk": 1, None: 1, "xx": 1, "ru": 2}
    await draft(database)
    assert await confirm(database) == 4
    assert sorted(one.chat_id for one in await claim(database)) == [-7, -5, 1, 2]


async def test_of_many_who_confirm_at_once_one_does(database: Database) -> None:
    for chat in range(1, 51):
        await reader(database, chat)
    await draft(database)
    made = await asyncio.gather(*(confirm(database) for _ in range(8)))
    assert sorted(made, key=str) == [50, *[None] * 7]
    assert len(await claim(database)) == 50


async def test_notices_of_the_same_moment_and_a_digest_do_not_displace_each_other(database: Database) -> None:
    await reader(database, 1)
    async with database.session() as session:
        schedule = readers.Schedule("daily", hour=9, next_due_at=NOW)
        await readers.set_schedule(session, 1, schedule)
        await plan.write(session, [plan.Move(1, NOW, NOW + DAY, NOW)], NOW)
    for token in ("t1", "t2"):
        await draft(database, token)
        assert await confirm(database, token) == 1
    claims = await claim(database)
    assert [one.broadcast_id is None for one in claims] == [False, False, True]
    assert len({one.slot for one in claims}) == 3


async def test_draft_is_thrown_away_by_the_next_and_what_is_confirmed_is_not(database: Database) -> None:
    await reader(database, 1)
    await draft(database)
    await draft(database, "t2")
    assert await texts(database) == 3
    assert await confirm(database) is None
    assert await confirm(database, "t2") == 1
    await draft(database, "t3")
    async with database.session() as session:
        assert not await broadcasts.throw_away(session, "t2")
        assert await broadcasts.throw_away(session, "t3")
        assert await broadcasts.sending(session) == ["t2"]


async def test_stop_drops_all_but_what_arrives_all_the_same(database: Database) -> None:
    for chat in range(1, 5):
        await reader(database, chat)
    await draft(database)
    await confirm(database)
    claims = (await claim(database))[:3]
    async with database.session() as session:
        await deliveries.record(
            session, [Outcome(claims[0], "sent"), Outcome(claims[1], "uncertain", error="silence")], NOW
        )
    async with database.session() as session:
        assert await broadcasts.stop(session, "t1", NOW)
        assert not await broadcasts.stop(session, "t1", NOW)
    assert await texts(database) == 0
    async with database.session() as session:
        await deliveries.record(session, [Outcome(claims[2], "sent")], NOW)
        found = await broadcasts.get(session, "t1")
        assert found is not None
        assert await broadcasts.counts(session, found) == {"sent": 2, "dropped": 2}
    assert await claim(database, NOW + DAY) == []


async def test_words_go_when_the_last_delivery_has_ended(database: Database) -> None:
    for chat in (1, 2):
        await reader(database, chat)
    await draft(database)
    await confirm(database)
    first, last = await claim(database)
    for claimed, state, left in ((first, "sent", 3), (last, "failed", 0)):
        async with database.session() as session:
            await deliveries.record(session, [Outcome(claimed, state)], NOW)  # type: ignore[arg-type]
            await broadcasts.settle(session)
        assert await texts(database) == left
    async with database.session() as session:
        found = await broadcasts.get(session, "t1")
    assert found is not None
    assert found.state == "done"


async def test_prune_takes_old_drafts_and_ended_notices_without_deliveries(database: Database) -> None:
    await reader(database, 1)
    await draft(database)
    await confirm(database)
    (claimed,) = await claim(database)
    await draft(database, "t2")

    async def prune(drafts: datetime, others: datetime) -> int:
        async with database.session() as session:
            return await broadcasts.prune(session, drafts, others)

    later = NOW + DAY
    assert await prune(NOW, later) == 0
    assert await prune(later, NOW) == 1
    async with database.session() as session:
        await deliveries.record(session, [Outcome(claimed, "sent")], NOW)
        await broadcasts.settle(session)
    assert await prune(later, later) == 0
    async with database.session() as session:
        assert await deliveries.prune(session, later) == 1
    assert await prune(later, later) == 1


async def test_words_of_what_is_confirmed_are_changed_no_more(database: Database) -> None:
    await reader(database, 1)
    await draft(database)
    await confirm(database)
    async with database.session() as session:
        (place,) = await broadcasts.places(session, 1)
        await broadcasts.write(session, place.broadcast_id, "kk", "other")
        await broadcasts.write(session, place.broadcast_id + 1, "kk", "nobody's")
        words = (await broadcasts.texts_of(session, [place.broadcast_id]))[place.broadcast_id]
        assert words["kk"] == "<b>kk</b> & 😀"
    assert await texts(database) == 3


async def test_words_of_a_thousand_characters_are_kept_whole(
    database: Database,
) -> None:
    await reader(database, 1)
    await draft(database)
    words = "Ә" * 1000
    async with database.session() as session:
        (place,) = await broadcasts.places(session, 1)
        await broadcasts.write(session, place.broadcast_id, "kk", words)
        assert (await broadcasts.texts_of(session, [place.broadcast_id]))[place.broadcast_id]["kk"] == words


@pytest.mark.parametrize("erased_first", [True, False])
async def test_reader_who_erases_themselves_at_the_same_moment_gets_nothing(
    database: Database, *, erased_first: bool
) -> None:
    for chat in (1, 2, 3):
        await reader(database, chat)
    await draft(database)

    async def erase() -> None:
        async with database.session() as session:
            await readers.erase(session, 2)

    both = (erase(), confirm(database)) if erased_first else (confirm(database), erase())
    await asyncio.gather(*both)
    assert sorted(one.chat_id for one in await claim(database)) == [1, 3]
