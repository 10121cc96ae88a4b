"""Urgent notices through the courier: each in its reader's words, once, before digests, until they are stopped."""

import asyncio
import signal
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.digests.plan import Planned
from bot.pace import Pace
from bot.services import switch
from bot.views.languages import NAMES
from storage import broadcasts, readers
from storage.database import Database
from tests.digests.kills import Toll, kill_at_random
from tests.digests.post import MONDAY, TOKEN, Post
from tests.digests.program import PATIENCE, program

LANGUAGES = ("kk", "ru", "en")
WORDS = {"kk": "Су <ішпеңіз>", "ru": "Не пейте воду", "en": "Do not drink & wait"}


async def confirm(post: Post, operator: int = 1, only: tuple[str, ...] = LANGUAGES) -> int | None:
    return await post.broadcast({language: WORDS[language] for language in only}, operator)


async def deliver(post: Post, pace: Pace | None = None) -> dict[str, int]:
    async with post.courier(pace) as courier:
        assert await courier.once()
        return dict(courier.counts)


def arrived(post: Post) -> list[str]:
    return [call.params["text"] for call in post.telegram.sent("sendMessage") if call.ok]


async def test_notice_arrives_once_in_the_readers_words(post: Post) -> None:
    for chat, language in ((1, "kk"), (2, "ru"), (3, "en")):
        await post.follow(chat, topics=(), language=language)
    await post.follow(4, topics=())
    async with post.database.session() as session:
        await readers.set_language(session, 4, None)  # type: ignore[arg-type]
    assert await confirm(post) == 4
    assert await deliver(post) == {"sent": 4}
    assert await deliver(post) == {}
    texts = [[one.text for one in post.messages(chat)] for chat in (1, 2, 3, 4)]
    kk = "📢 Маңызды хабар\n\nСу <ішпеңіз>"
    ru = "📢 Важное сообщение\n\nНе пейте воду"
    en = "📢 Important notice\n\nDo not drink & wait"
    assert texts == [[kk], [ru], [en], [f"{kk}\n\n{ru}\n\n{en}"]]
    assert post.messages(1)[0].labels == [["🏠 Мәзір"]]
    assert await post.ledger(1) == [("sent", 1, False, None)]


async def test_notice_goes_to_channels_and_groups_that_follow(post: Post) -> None:
    owner = post.telegram.add_person(9, "Owner", "en")
    group = post.telegram.add_group(owner, "Parents", with_bot=post.telegram.bot)
    silent = post.telegram.add_group(owner, "Others", with_bot=post.telegram.bot)
    await post.follow(1, group.id)
    await post.follow(silent.id, topics=())
    assert await confirm(post) == 2
    assert await deliver(post) == {"sent": 2}
    assert group.last.text.startswith("📢 Important notice")
    assert [one.text for one in silent.messages if one.from_bot] == []


async def test_notice_goes_before_the_digests_that_wait(post: Post) -> None:
    await post.follow(*range(1, 21))
    assert await post.planner().tick() == Planned(planned=20)
    await confirm(post)
    async with post.courier(Pace(100)) as courier:
        running = asyncio.create_task(courier.run())
        await post.telegram.changed.wait_for(lambda: len(arrived(post)) >= 40, 30)
        courier.stop()
        await running
    texts = arrived(post)
    assert all("Important notice" in text for text in texts[:20])
    assert not any("Important notice" in text for text in texts[20:])
    assert await post.states() == {"sent": 40}


async def test_those_who_blocked_the_bot_or_erased_themselves_are_passed_over(post: Post) -> None:
    await post.follow(*range(1, 5))
    post.telegram.block(post.telegram.people[2])
    await confirm(post)
    async with post.database.session() as session:
        await readers.erase(session, 3)
        await readers.deactivate(session, [4])
    assert await deliver(post) == {"sent": 1, "blocked": 2}
    assert post.blocked == [2]
    assert {int(call.params["chat_id"]) for call in post.telegram.sent("sendMessage")} == {1, 2}


async def test_silent_readers_get_it_without_a_sound_and_pausing_ones_get_it_too(post: Post) -> None:
    await post.follow(1)
    async with post.database.session() as session:
        away = MONDAY + timedelta(days=9)
        schedule = readers.Schedule("weekly", 0, 1, 9, silent=True, paused_until=away, next_due_at=away)
        await readers.set_schedule(session, 1, schedule)
    await confirm(post)
    assert await deliver(post) == {"sent": 1}
    assert post.telegram.sent("sendMessage")[0].params["disable_notification"]


async def test_paused_notice_waits_and_goes_on(post: Post) -> None:
    await post.follow(1)
    await switch.pause(post.database, post.clock())
    await confirm(post)
    assert await deliver(post) == {}
    post.clock.now += timedelta(days=9)
    await switch.resume(post.database)
    assert await deliver(post) == {"sent": 1}


async def test_stopped_notice_reaches_nobody_more(post: Post) -> None:
    await post.follow(*range(1, 101))
    await confirm(post)
    async with post.courier(Pace(30)) as courier:
        running = asyncio.create_task(courier.run())
        await post.telegram.changed.wait_for(lambda: len(post.telegram.sent("sendMessage")) >= 10)
        async with post.database.session() as session:
            assert await broadcasts.stop(session, "notice-1", post.clock())
        stopped_at = len(post.telegram.sent("sendMessage"))
        await asyncio.sleep(0.5)
        courier.stop()
        await running
    sent = len(post.telegram.sent("sendMessage"))
    assert sent <= stopped_at + 3
    assert await post.states() == {"sent": sent, "dropped": 100 - sent}
    assert await deliver(post) == {}


async def test_server_error_and_flood_are_tried_again(post: Post) -> None:
    await post.follow(1, 2)
    post.telegram.faults.next(method="sendMessage", chat=1, error_code=429, retry_after=30)
    post.telegram.faults.next(method="sendMessage", chat=2, error_code=500)
    await confirm(post)
    assert await deliver(post, Pace(post.rate)) == {"planned": 2}
    post.clock.now += timedelta(minutes=1)
    assert await deliver(post) == {"sent": 2}


async def test_confirmed_notice_outlives_a_kill_of_the_whole_program(
    post: Post, database_url: str, tmp_path: Path
) -> None:
    if post.database.dialect != "sqlite":
        return  # Starting twice takes its time; couriers on both databases are killed in the test below.
    number = 45
    post.clock.now = datetime.now(UTC)
    await post.follow(*range(1, number + 1), due=post.clock.now + timedelta(days=1))
    person, changed = post.telegram.people[1], post.telegram.changed
    wanted = {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": post.address,
        "DATABASE_URL": database_url,
        "ADMIN_IDS": "1",
        "DIGEST_RATE": "20",
    }

    async def until(words: str) -> None:
        await changed.wait_for(lambda: any(words in one.text for one in post.messages(1)), PATIENCE)

    def got() -> Counter[int]:
        """Notices in their reader's language, by chat; the preview that their writer saw is one more."""
        sent = [call for call in post.telegram.sent("sendMessage") if call.ok]
        notices = [call for call in sent if "📢 Important notice" in call.params["text"]]
        return Counter(int(call.params["chat_id"]) for call in notices)

    async with program(tmp_path, "run", **wanted) as first:
        await first.line("is ready")
        post.telegram.send_text(person, "/broadcast")
        for language in LANGUAGES:
            await until(f"language: {NAMES[language]}")
            post.telegram.send_text(person, "Do not drink & wait now")
        await until("Is this right?")
        post.telegram.press_label(person, "📢 Send now")
        await changed.wait_for(lambda: len(got()) >= number // 3, PATIENCE)
        first.process.kill()
        await first.end()
    before = len(got())
    async with program(tmp_path, "run", **wanted) as second:
        await until("✅ The notice has been sent")
        status, _, errors = await second.end(signal.SIGTERM)
    assert (status, "Traceback" in errors) == (0, False), errors
    assert number // 3 <= before < number
    counts = got()
    counts[1] -= 1
    assert sorted(counts) == list(range(1, number + 1))
    repeated = [chat for chat, count in counts.items() if count > 1]
    assert [(await post.ledger(chat))[0][2] for chat in repeated] == [True] * len(repeated)
    assert await post.states() == {"sent": number}


@pytest.mark.filterwarnings("default::ResourceWarning")
async def test_killed_courier_loses_no_notice_and_marks_what_it_repeats(
    database: Database, database_url: str
) -> None:
    toll = await kill_at_random(database, database_url, readers=200, kills=6, seed=7, notice=WORDS)
    assert toll == Toll(6, 0, toll.repeated, 0, toll.in_flight, {"sent": 200})
    assert toll.repeated <= toll.in_flight
