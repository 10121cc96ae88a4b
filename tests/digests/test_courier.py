"""The courier against the local Telegram over HTTP: everything that can go wrong between plan and reader."""

import asyncio
from datetime import timedelta

import pytest

from bot.digests.courier import outcomes
from bot.errors import TokenRefused
from bot.pace import Pace
from bot.services import switch
from content.schema import Withdrawn
from storage import cards, counters, deliveries, held, plan, readers, subscriptions
from storage.errors import StorageError
from tests.databases import Postgres
from tests.digests.post import MONDAY, WEEK, Post

HOUR = timedelta(hours=1)


async def test_digest_arrives_once_in_the_readers_language_and_the_ledger_knows(post: Post) -> None:
    await post.follow(1, language="kk")
    await post.follow(2, language="en")
    assert await post.deliver() == {"sent": 2}
    assert post.messages(1)[0].text.startswith("🗓 Не өзгерді: 2 жаңалық · 💧 Су")
    message = post.messages(2)[0]
    assert message.text == (
        "🗓 What changed: 2 updates · 💧 Water\n\n"
        "💧 More water is free\n1 January 2025\nSince 1 January 2025 every home gets 60 litres of water a day "
        "free of charge.\nSource: Amendments to the Water Act, 10 December 2024.\n\n"
        "💧 The wells were counted\n2022\nThe State reported 1,250 wells in 14 districts.\n"
        "Source: the report, paragraph 3."
    )
    assert message.labels == [["💧 Water"], ["🔕 Unfollow Water"], ["⏰ My digests", "📤 Share"]]
    assert await post.ledger(2) == [("sent", 1, False, None)]
    reader = await post.reader(2)
    assert (reader.next_due_at, reader.last_digest_at) == (MONDAY + WEEK, MONDAY)
    assert await post.deliver() == {}
    assert len(post.messages(2)) == 1


async def test_later_digests_bring_cards_in_turn_and_then_nothing(post: Post) -> None:
    await post.follow(1)
    texts = []
    for week in range(6):
        post.clock.now = MONDAY + week * WEEK
        await post.deliver()
        texts.append(post.messages(1)[-1].text)
    assert [state for state, *_ in await post.ledger(1)] == ["dropped", "dropped", *["sent"] * 4]
    assert {error for *_, error in await post.ledger(1)} == {"nothing-new", None}
    assert texts[1].startswith(
        "Nothing new in your topics this time, so here is a card you have not had yet.\n\n💧 "
    )
    assert len(set(texts)) == 4
    async with post.database.session() as session:
        assert await cards.sent_to(session, [1]) == {1: {"free-water", "water-line", "wells"}}


async def test_update_that_comes_out_later_is_new_once(post: Post) -> None:
    await post.follow(1)
    post.change_update("more-free-water", publish_at=MONDAY + timedelta(days=3))
    seen = []
    for week in range(3):
        post.clock.now = MONDAY + week * WEEK
        await post.deliver()
        text = post.messages(1)[-1].text
        seen.append((text.split("\n")[0], "More water is free\n1 January" in text))
    one = "🗓 What changed: 1 update · 💧 Water"
    assert seen[:2] == [(one, False), (one, True)]
    assert seen[2][0].startswith("Nothing new")


async def test_update_withdrawn_between_plan_and_send_is_not_told(post: Post) -> None:
    await post.follow(1)
    await post.planner().tick()
    reasons = dict.fromkeys(("kk", "ru", "en"), "It was wrong")
    post.change_update("more-free-water", withdrawn=Withdrawn(on="2026-11-23", reasons=reasons))
    async with post.courier() as courier:
        await courier.once()
    assert post.messages(1)[0].text.startswith(
        "🗓 What changed: 1 update · 💧 Water\n\n💧 The wells were counted"
    )


async def test_topic_removed_unfollowed_or_paused_between_plan_and_send_sends_nothing(post: Post) -> None:
    await post.follow(1, topics=("gone",))
    await post.follow(2, 3)
    await post.planner().tick()
    async with post.database.session() as session:
        await subscriptions.remove(session, 2)
        await readers.set_schedule(
            session,
            3,
            readers.Schedule("weekly", 0, 1, 9, paused_until=MONDAY + WEEK, next_due_at=MONDAY + WEEK),
        )
    async with post.courier() as courier:
        await courier.once()
        assert dict(courier.counts) == {"dropped": 3}
    assert [(await post.ledger(chat))[0][3] for chat in (1, 2, 3)] == ["nothing-new", "unfollowed", "paused"]
    assert post.telegram.sent("sendMessage") == []


async def test_reader_who_erased_themselves_between_plan_and_send_gets_nothing(post: Post) -> None:
    await post.follow(1, 2)
    await post.planner().tick()
    async with post.database.session() as session:
        await readers.erase(session, 1)
    async with post.courier() as courier:
        await courier.once()
    assert [call.params["chat_id"] for call in post.telegram.sent("sendMessage")] == ["2"]
    assert await post.ledger(1) == []


async def test_running_broadcast_skips_who_erases_themselves_meanwhile(post: Post) -> None:
    await post.follow(*range(1, 9))
    await post.planner().tick()
    async with post.courier(Pace(10)) as courier:
        delivering = asyncio.create_task(courier.once())
        await post.telegram.changed.wait_for(lambda: post.telegram.sent("sendMessage"))
        # All of them are claimed, worded and in the queue by now.
        assert await post.states() == {"sending": 8}
        async with post.database.session() as session:
            await readers.erase(session, 8)
        await asyncio.wait_for(delivering, 10)
    sent = sorted(int(call.params["chat_id"]) for call in post.telegram.sent("sendMessage"))
    assert sent == [1, 2, 3, 4, 5, 6, 7]
    assert await post.ledger(8) == []
    async with post.database.session() as session:
        assert await held.of_chat(session, 8) == {}


async def test_half_who_blocked_the_bot_become_inactive_and_are_not_tried_again(post: Post) -> None:
    await post.follow(*range(1, 41))
    for chat in range(1, 41, 2):
        post.telegram.block(post.telegram.people[chat])
    assert await post.deliver() == {"sent": 20, "blocked": 20}
    assert sorted(post.blocked) == list(range(1, 41, 2))
    assert not (await post.reader(1)).active
    post.clock.now += WEEK
    await post.deliver()
    assert len(post.telegram.sent("sendMessage", chat=1)) == 1
    assert await post.ledger(1) == [("blocked", 1, False, "forbidden")]


async def test_what_became_of_deliveries_is_counted_by_the_operators_day(post: Post) -> None:
    await post.follow(1, 2, 3, 4)
    post.clock.now = MONDAY.replace(hour=20)
    post.telegram.block(post.telegram.people[1])
    post.telegram.faults.next(method="sendMessage", chat=2, error_code=400, description="Bad Request: x")
    post.telegram.faults.next(method="sendMessage", chat=3, error_code=500)
    await post.deliver()
    post.clock.now += timedelta(minutes=1)
    await post.deliver()
    tuesday = (MONDAY + timedelta(days=1)).date()
    async with post.database.session() as session:
        counted = await counters.listed(session, tuesday - timedelta(days=9), tuesday)
    assert [(one.day, one.name, one.count) for one in counted] == [
        (tuesday, "delivery.blocked", 1),
        (tuesday, "delivery.failed", 1),
        (tuesday, "delivery.sent", 2),
    ]


async def test_flood_wait_of_one_chat_costs_no_attempt_and_holds_nobody_else(post: Post) -> None:
    await post.follow(1, 2, 3)
    post.telegram.faults.next(method="sendMessage", chat=2, error_code=429, retry_after=12 * 3600)
    pace = Pace(post.rate)
    assert await post.deliver(pace) == {"sent": 2, "planned": 1}
    assert await post.ledger(2) == [("planned", 0, False, "flood")]
    post.clock.now += 11 * HOUR
    assert await post.deliver() == {}
    post.clock.now += 2 * HOUR
    assert await post.deliver() == {"sent": 1}
    assert await post.ledger(2) == [("sent", 1, False, None)]


async def test_flood_storm_stops_all_sending_until_it_is_over(post: Post) -> None:
    await post.follow(*range(1, 101))
    post.telegram.faults.next(method="sendMessage", error_code=429, retry_after=30, times=1000)
    counts = await post.deliver(Pace(30))
    refused = len(post.telegram.sent("sendMessage"))
    assert refused <= 10
    assert set(counts) == {"planned"}
    post.telegram.faults.clear()
    post.clock.now += timedelta(seconds=31)
    assert await post.deliver() == {"sent": 100}
    assert {state for chat in range(1, 101) for state, *_ in await post.ledger(chat)} == {"sent"}


async def test_group_that_became_a_supergroup_is_followed(post: Post) -> None:
    owner = post.telegram.add_person(5, "Owner", "en")
    group = post.telegram.add_group(owner, "Parents", type="group", with_bot=post.telegram.bot)
    await post.follow(group.id)
    await post.planner().tick()
    grown = post.telegram.upgrade(owner, group)
    async with post.courier() as courier:
        await courier.once()
    assert grown.last.text.startswith("🗓 What changed")
    assert await post.ledger(grown.id) == [("sent", 1, False, None)]
    assert await post.ledger(group.id) == []


@pytest.mark.parametrize(("code", "description"), [(400, "Bad Request: chat not found"), (413, "Too Large")])
async def test_other_client_errors_fail_for_good(post: Post, code: int, description: str) -> None:
    await post.follow(1, 2)
    post.telegram.faults.next(method="sendMessage", chat=1, error_code=code, description=description)
    assert await post.deliver() == {"sent": 1, "failed": 1}
    assert await post.ledger(1) == [("failed", 1, False, "refused")]
    assert (await post.reader(1)).active


async def test_server_error_is_retried_later_with_growing_waits_and_given_up(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "LONGEST_RETRY", timedelta(minutes=5))
    await post.follow(1)
    post.telegram.faults.next(method="sendMessage", error_code=500, times=100)
    waits = []
    for _ in range(20):
        counts = await post.deliver()
        if counts == {"failed": 1}:
            break
        async with post.database.session() as session:
            at = await deliveries.next_at(session)
        assert at is not None
        waits.append((at - post.clock.now).total_seconds())
        post.clock.now = at
    assert waits == [10, 30, 90, 270, 300, 300, 300]
    assert await post.ledger(1) == [("failed", 8, False, "gave-up")]


@pytest.mark.parametrize("breakage", ["drop", "garbage"])
async def test_message_without_an_answer_is_sent_again_and_marked(post: Post, breakage: str) -> None:
    await post.follow(1, 2)
    post.telegram.faults.next(method="sendMessage", chat=1, breakage=breakage, after=True)  # type: ignore[arg-type]
    assert await post.deliver() == {"sent": 1, "uncertain": 1}
    assert await post.ledger(1) == [("uncertain", 1, True, "unanswered")]
    post.clock.now += timedelta(seconds=10)
    assert await post.deliver() == {"sent": 1}
    assert await post.ledger(1) == [("sent", 2, True, None)]
    assert len(post.messages(1)) == 2


async def test_silence_of_telegram_times_out(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.digests.courier.request.READ_SECONDS", 0.2)
    await post.follow(1, 2)
    post.telegram.faults.next(method="sendMessage", chat=1, breakage="silence")
    assert await post.deliver() == {"sent": 1, "uncertain": 1}


async def test_telegram_out_of_reach_costs_no_attempt(post: Post) -> None:
    await post.follow(*range(1, 21))
    await post.planner().tick()
    async with post.courier() as courier:
        courier._client._bot._base_url = "http://127.0.0.1:9/bot" + "x"
        await courier.once()
        assert dict(courier.counts) == {"planned": 20}
    assert {attempts for chat in range(1, 21) for _, attempts, *_ in await post.ledger(chat)} == {0}


async def test_refused_token_ends_the_courier_and_loses_nothing(post: Post) -> None:
    await post.follow(1, 2)
    await post.planner().tick()
    async with post.courier() as courier:
        post.telegram.faults.next(method="sendMessage", error_code=401, times=9)
        with pytest.raises(TokenRefused):
            await courier.once()
    assert await post.states() == {"planned": 2}


async def test_paused_deliveries_wait_and_go_on(post: Post) -> None:
    await post.follow(1, 2)
    await switch.pause(post.database, post.clock())
    assert await post.deliver() == {}
    assert await post.states() == {"planned": 2}
    await switch.resume(post.database)
    assert await post.deliver() == {"sent": 2}


async def test_delivery_that_waited_longer_than_its_cadence_is_dropped_for_the_next(post: Post) -> None:
    await post.follow(1)
    await switch.pause(post.database, post.clock())
    await post.deliver()
    await switch.resume(post.database)
    post.clock.now += WEEK
    assert await post.deliver() == {"dropped": 1, "sent": 1}
    assert [(state, error) for state, _, _, error in await post.ledger(1)] == [
        ("sent", None),
        ("dropped", "too-late"),
    ]


async def test_messages_of_one_chat_keep_their_order(post: Post) -> None:
    await post.follow(1)
    await post.planner().tick()
    async with post.database.session() as session:
        await plan.write(
            session, [plan.Move(1, MONDAY + WEEK, None, MONDAY + HOUR, not_before=MONDAY)], MONDAY
        )
    async with post.courier() as courier:
        await courier.once()
    assert [state for state, *_ in await post.ledger(1)] == ["sent", "sent"]
    first, second = post.messages(1)
    assert second.date >= first.date + 1


async def test_two_couriers_by_mistake_send_nothing_twice(post: Post) -> None:
    await post.follow(*range(1, 121))
    await post.planner().tick()
    async with post.courier() as first, post.courier() as second:
        running = [asyncio.create_task(first.run()), asyncio.create_task(second.run())]
        await post.telegram.changed.wait_for(lambda: len(post.telegram.sent("sendMessage")) >= 120)
        first.stop()
        second.stop()
        await asyncio.gather(*running)
    assert len(post.telegram.sent("sendMessage")) == 120
    assert await post.states() == {"sent": 120}
    assert sorted(map(len, ([*first.counts], [*second.counts]))) == [0, 1]


async def test_standby_courier_takes_over_when_the_first_ends(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.digests.courier.courier.IDLE_SECONDS", 0.1)
    async with post.courier() as first, post.courier() as second:
        running = asyncio.create_task(first.run())
        await asyncio.sleep(0.1)
        standing_by = asyncio.create_task(second.run())
        await asyncio.sleep(0.1)
        first.stop()
        await running
        await post.follow(1)
        await post.planner().tick()
        second.wake()
        await post.telegram.changed.wait_for(lambda: post.telegram.sent("sendMessage"))
        second.stop()
        await standing_by
    assert dict(second.counts) == {"sent": 1}


async def test_stopped_courier_finishes_what_is_on_its_way_and_gives_back_the_rest(post: Post) -> None:
    await post.follow(*range(1, 101))
    await post.planner().tick()
    async with post.courier(Pace(30)) as courier:
        running = asyncio.create_task(courier.run())
        await post.telegram.changed.wait_for(lambda: len(post.telegram.sent("sendMessage")) >= 10)
        courier.stop()
        await running
    sent = len(post.telegram.sent("sendMessage"))
    assert await post.states() == {"sent": sent, "planned": 100 - sent}
    assert await post.deliver() == {"sent": 100 - sent}
    assert [len(post.messages(chat)) for chat in range(1, 101)] == [1] * 100


async def test_database_that_is_gone_for_a_while_loses_and_repeats_nothing(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    await post.follow(*range(1, 61))
    await post.planner().tick()
    record, failures = deliveries.record, iter(range(4))

    async def failing(*arguments: object) -> None:
        if next(failures, None) is not None:
            raise StorageError("database", "disk full")
        await record(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(deliveries, "record", failing)
    async with post.courier(Pace(30)) as courier:
        await courier.once()
    assert await post.states() == {"sent": 60}
    assert [len(post.messages(chat)) for chat in range(1, 61)] == [1] * 60


async def test_connections_cut_in_the_middle_lose_and_repeat_nothing(
    post: Post, request: pytest.FixtureRequest
) -> None:
    if post.database.dialect != "postgresql":
        return  # SQLite has no connections to cut.
    server: Postgres = request.getfixturevalue("postgres")
    await post.follow(*range(1, 76))
    await post.planner().tick()
    name = post.database.url.split("/")[3].split("?")[0]
    async with post.courier(Pace(30)) as courier:
        running = asyncio.create_task(courier.run())
        await post.telegram.changed.wait_for(lambda: len(post.telegram.sent("sendMessage")) >= 20)
        await asyncio.to_thread(server.cut, name)
        await post.telegram.changed.wait_for(lambda: len(post.telegram.sent("sendMessage")) >= 75, 30)
        courier.stop()
        await running
    assert await post.states() == {"sent": 75}
    assert [len(post.messages(chat)) for chat in range(1, 76)] == [1] * 75
