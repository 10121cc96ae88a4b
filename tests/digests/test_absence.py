"""Absence: who was not heard of for long is asked, and erased when no sign of life comes; nobody else is."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot import app, config, i18n
from bot.digests.absence import Absence, Told, months_before
from bot.digests.courier import notices
from bot.digests.courier.client import Client
from bot.digests.office import Account, Office
from bot.pace import Pace
from bot.tasks import Tasks
from bot.views.screen import Screen
from storage import absence as stored
from storage import held, messages, plan, readers, subscriptions
from storage.deliveries import Outcome, claim, record
from storage.statements import core
from storage.tables import Reader
from tests.digests.post import TINY, TOKEN, Post

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 7, tzinfo=UTC)
MONTHS = 24
EDGE = date(2024, 11, 23)
"""Who was seen before this day is over; who was seen before the next is asked."""
ASKED = date(2024, 12, 23)
LONG_AGO = date(2024, 1, 1)


def minding(post: Post, months: int = MONTHS, forgotten: list[int] | None = None) -> Absence:
    post.clock.now = max(post.clock.now, NOON)
    locales = i18n.load(post.edition.library.languages)
    forget = (forgotten if forgotten is not None else []).append
    return Absence(post.database, post.clock, ZoneInfo("Asia/Almaty"), months, locales, forget)


async def meet(
    post: Post, chat: int, seen: date = LONG_AGO, language: str | None = "en", kind: readers.Kind = "private"
) -> None:
    """Let a chat be a reader who was last seen on a day."""
    if chat > 0:
        person = post.telegram.add_person(chat, f"P{chat}", language or "en")
        post.telegram.private_chat(post.telegram.bot, person).met = True
    async with post.database.session() as session:
        await readers.remember(session, chat, kind, seen)
        if language:
            await readers.set_language(session, chat, language)


async def ask(post: Post, absence: Absence) -> int:
    async with Client(TOKEN, post.address, Pace(float("inf"))) as client:
        return await absence.ask(partial(notices.tell, client))


async def known(post: Post) -> dict[int, date | None]:
    """Who is kept, and the day on which they were asked."""
    async with post.database.session() as session:
        table = core(Reader)
        rows = await session.execute(table.select())
        return {row.chat_id: row.warned for row in rows}


def told(post: Post) -> list[int]:
    return [int(call.params["chat_id"]) for call in post.telegram.sent("sendMessage") if call.ok]


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (date(2026, 11, 23), 24, date(2024, 11, 23)),
        (date(2026, 2, 28), 24, date(2024, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
    ],
)
def test_months_before_keeps_the_day_where_the_month_has_it(day: date, months: int, wanted: date) -> None:
    assert months_before(day, months) == wanted


async def test_absent_reader_is_asked_then_erased(post: Post) -> None:
    await meet(post, 1)
    forgotten: list[int] = []
    absence = minding(post, forgotten=forgotten)
    assert await absence.is_due()
    assert (await absence.erase(), await ask(post, absence), await known(post)) == (0, 1, {1: TODAY})
    # Once is enough.
    assert (await absence.is_due(), await ask(post, absence)) == (False, 0)
    post.clock.now = NOON + timedelta(days=29)
    assert await absence.erase() == 0
    post.clock.now = NOON + timedelta(days=30)
    assert (await absence.erase(), await known(post), forgotten) == (1, {}, [1])
    async with post.database.session() as session:
        assert await held.of_chat(session, 1) == {}


@pytest.mark.parametrize(
    ("language", "text", "keep", "kept"),
    [
        (
            "kk",
            "Мұнда соңғы рет жазылған күн: 2024 жылғы 1 қаңтар. Осы чат туралы сақталғанның бәрі (нөмірі, тілі және "
            "тақырыптары) мына күні өшіріледі: 2026 жылғы 23 желтоқсан.\n\n"
            "Сақтап қалғыңыз келсе, түймені басыңыз немесе кез келген нәрсе жазыңыз.",
            "✋ Сақтау",
            "🗑 Бәрін өшіру",
        ),
        (
            "ru",
            "Последний раз сюда писали 1 января 2024 года. Всё, что я храню об этом чате (номер, язык и темы), будет "
            "стёрто 23 декабря 2026 года.\n\nЕсли хотите это сохранить, нажмите кнопку или напишите что угодно.",
            "✋ Сохранить",
            "🗑 Стереть всё",
        ),
        (
            "en",
            "Nothing was written here since 1 January 2024. On 23 December 2026 I will erase what I keep about this "
            "chat: its number, its language and its topics.\n\n"
            "If you want to keep it, press the button or write anything.",
            "✋ Keep it",
            "🗑 Erase everything",
        ),
    ],
)
async def test_notice_is_in_the_readers_language(
    post: Post, language: str, text: str, keep: str, kept: str
) -> None:
    await meet(post, 1, language=language)
    await ask(post, minding(post))
    message = post.messages(1)[0]
    assert (message.text, message.labels) == (text, [[keep, kept]])
    async with post.database.session() as session:
        assert await messages.recent(session, 1, post.clock.now) == [message.id]


async def test_notice_comes_in_every_language_to_who_chose_none(post: Post) -> None:
    await meet(post, 1, language=None)
    await ask(post, minding(post))
    message = post.messages(1)[0]
    assert [row[0] for row in message.labels] == ["✋ Сақтау", "✋ Сохранить", "✋ Keep it"]
    assert len(message.text.split("\n\n")) == 6


async def test_only_who_is_absent_long_enough_is_asked(post: Post) -> None:
    for chat, seen in ((1, ASKED), (2, ASKED - timedelta(days=1)), (3, TODAY), (4, LONG_AGO)):
        await meet(post, chat, seen)
    await ask(post, minding(post))
    assert sorted(told(post)) == [2, 4]
    # The one was asked on time, so their time is over to the day; the other has the days that they were told.
    absence = minding(post)
    post.clock.now = NOON + timedelta(days=30)
    assert await absence.erase() == 2
    assert sorted(await known(post)) == [1, 3]


@pytest.mark.parametrize("when", [timedelta(hours=1), timedelta(days=29, hours=23)])
async def test_any_sign_of_life_ends_it(post: Post, when: timedelta) -> None:
    await meet(post, 1)
    absence = minding(post)
    await ask(post, absence)
    post.clock.now = NOON + when
    async with post.database.session() as session:
        await readers.remember(session, 1, "private", post.clock.now.date())
    assert await known(post) == {1: None}
    post.clock.now = NOON + timedelta(days=60)
    assert (await absence.erase(), await absence.is_due()) == (0, False)


async def test_chat_with_live_digests_is_not_absent(post: Post) -> None:
    """1 has had a digest lately, 2 by the ledger alone, 3 long ago, 4 never though it is due."""
    for chat in (1, 2, 3, 4):
        await meet(post, chat)
        async with post.database.session() as session:
            await subscriptions.add(session, chat, "water")
            schedule = readers.Schedule("weekly", 0, 1, 9, next_due_at=NOON + timedelta(days=7))
            await readers.set_schedule(session, chat, schedule)
    async with post.database.session() as session:
        await readers.confirm_digests(
            session, [(1, NOON - timedelta(days=7)), (3, datetime(2024, 2, 1, tzinfo=UTC))]
        )
        move = plan.Move(
            2, NOON + timedelta(days=7), NOON + timedelta(days=14), slot=NOON - timedelta(days=7)
        )
        await plan.write(session, [move], NOON)
        await record(session, [Outcome(one, "sent") for one in await claim(session, NOON, 9)], NOON)
    await ask(post, minding(post))
    assert sorted(told(post)) == [3, 4]


async def test_who_cannot_be_asked_goes_when_their_time_is_over(post: Post) -> None:
    """1 blocked the bot before, 2 blocks it without its knowing, -3 is a channel; 4 to 6 the same, seen a day later."""
    for first, seen in ((1, EDGE - timedelta(days=1)), (4, EDGE)):
        await meet(post, first, seen)
        await meet(post, first + 1, seen)
        post.telegram.block(post.telegram.people[first + 1])
        await meet(post, -first - 2, seen, kind="channel")
        async with post.database.session() as session:
            await readers.deactivate(session, [first])
    absence = minding(post)
    assert await absence.erase() == 2
    assert sorted(await known(post)) == [-6, 2, 4, 5]
    assert await ask(post, absence) == 0
    assert [(await post.reader(chat)).active for chat in (2, 5)] == [False, False]
    assert await absence.erase() == 1
    post.clock.now = NOON + timedelta(days=1)
    assert await absence.erase() == 3
    assert await known(post) == {}


async def test_telegram_in_trouble_is_tried_again_another_day(post: Post) -> None:
    for chat in range(1, 9):
        await meet(post, chat)
    absence = minding(post)
    post.telegram.faults.next(method="sendmessage", error_code=429, retry_after=3600, times=3)
    assert await ask(post, absence) == 0
    assert set((await known(post)).values()) == {None}
    post.telegram.faults.clear()
    post.clock.now = NOON + timedelta(days=1)
    assert await ask(post, absence) == 8
    assert set((await known(post)).values()) == {TODAY + timedelta(days=1)}


async def test_clock_that_jumps_ahead_and_back_erases_nobody(post: Post) -> None:
    await meet(post, 1, TODAY)
    absence = minding(post)
    post.clock.now = NOON + timedelta(days=3650)
    assert (await absence.erase(), await ask(post, absence)) == (0, 1)
    post.clock.now = NOON + timedelta(days=1)
    assert (await absence.erase(), await absence.is_due()) == (0, False)
    assert list(await known(post)) == [1]


async def test_many_are_asked_and_erased_in_batches(post: Post) -> None:
    for chat in range(1, 131):
        await meet(post, chat)
    absence = minding(post)
    asked = []

    async def tell(chat_id: int, screen: Screen) -> Told:
        asked.append(chat_id)
        return Told("sent", 1)

    assert await absence.ask(tell) == 130
    assert asked == list(range(1, 131))
    post.clock.now = NOON + timedelta(days=30)
    assert (await absence.erase(), await known(post)) == (130, {})


async def test_reader_who_comes_back_while_being_erased_stays(post: Post) -> None:
    await meet(post, 1)
    absence = minding(post)
    await ask(post, absence)
    post.clock.now = NOON + timedelta(days=30)
    limits = absence._limits(TODAY + timedelta(days=30))
    async with post.database.session() as session:
        await readers.remember(session, 1, "private", post.clock.now.date())
    async with post.database.session() as session:
        assert not await stored.erase(session, 1, limits, TODAY)
    assert list(await known(post)) == [1]


async def test_office_minds_the_absent_in_one_process_at_a_time(post: Post) -> None:
    await meet(post, 1)
    settings = config.load(content_pack=TINY)
    services = await app.open_services(settings, post.editions, post.database)
    post.clock.now = NOON
    async with Tasks() as tasks:
        account = Account(TOKEN, post.address)
        offices = [
            Office(
                replace(services, clock=post.clock),
                post.database,
                Pace(float("inf")),
                account,
                tasks,
                erase_after_months=months,
            )
            for months in (0, MONTHS, MONTHS)
        ]
        await offices[0].mind_the_absent()
        assert await known(post) == {1: None}
        await asyncio.gather(*(office.mind_the_absent() for office in offices[1:]))
        assert (await known(post), told(post)) == ({1: TODAY}, [1])
        post.clock.now = NOON + timedelta(days=30)
        await offices[1].mind_the_absent()
        assert await known(post) == {}
        assert told(post) == [1]
