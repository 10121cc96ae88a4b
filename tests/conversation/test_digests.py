"""My digests, as people use them: follow, choose when, pause, turn off, take back; in groups, their admins."""

from datetime import UTC, datetime

import pytest

from bot.sandbox.accounts import Person
from bot.sandbox.chats import Chat
from bot.services.links import Link, payload
from bot.services.schedules import Schedule
from bot.services.subscriptions import Following, Subscriptions
from bot.views.actions import ChooseSchedule, FollowAgain, OpenZones, Unfollow
from storage import readers
from tests.conversation.talk import Clock, Talk

MONDAY_NINE = datetime(2026, 11, 30, 4, tzinfo=UTC)


async def kept(talk: Talk, chat_id: int) -> Following:
    return await Subscriptions(talk.database, Clock(), "Asia/Almaty").of(chat_id)


async def press_in(talk: Talk, person: Person, chat: Chat, label: str) -> str | None:
    """Press a button of a group's last message; give the toast."""
    row, column = chat.last.find_button(label)
    press = talk.telegram.press(person, chat.last.id, row, column, chat)
    await talk.work()
    assert press.answered
    return press.text


async def test_topic_is_followed_from_its_page_and_says_when_the_next_digest_comes(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    for label in ("📚 All topics", "💧 Water", "🔔 Follow this topic"):
        page = await tiny_talk.press(person, label)
    assert page.text == (
        "⏰ My digests\n\n✓ You will hear of “Water”.\n\nFollowed here: 💧 Water.\n\n"
        "Next digest: Monday, 30 November, 09:00.\nEvery week: Monday, 09:00 · Almaty, UTC+5"
    )
    assert page.labels == [
        ["✖ 💧 Water"],
        ["➕ More topics", "👀 The next one"],
        ["🗓 Day and hour", "🌍 Time zone"],
        ["⏸ Pause", "🔕 Without a sound"],
        ["🚫 Turn everything off"],
        ["🏠 Menu", "🌐 Language"],
    ]
    assert (await kept(tiny_talk, person.id)).due == MONDAY_NINE


@pytest.mark.parametrize(
    ("language", "when"),
    [
        ("kk", "Келесі хабар: 30 қараша, дүйсенбі, 09:00.\nАпта сайын: дүйсенбі, 09:00 · Алматы, UTC+5"),
        ("ru", "Следующая рассылка: понедельник, 30 ноября, 09:00.\nКаждую неделю: понедельник, 09:00 · Алматы, UTC+5"),
    ],
)  # fmt: skip
async def test_page_speaks_the_readers_language(tiny_talk: Talk, language: str, when: str) -> None:
    person = await tiny_talk.reader(language)
    await tiny_talk.say(person, "/digests")
    tiny_talk.telegram.press_data(person, tiny_talk.last(person), "gf:0:water")
    await tiny_talk.work()
    assert when in (await tiny_talk.say(person, "/digests")).text


async def test_card_follows_its_topic(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    for label in ("📚 All topics", "💧 Water", "🔁 Is water free?", "🔔 Follow this topic"):
        await tiny_talk.press(person, label)
    assert (await kept(tiny_talk, person.id)).topics == ("water",)


async def test_list_of_topics_follows_and_unfollows_in_one_tap(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    await tiny_talk.press(person, "⏰ My digests")
    await tiny_talk.press(person, "➕ Choose topics")
    await tiny_talk.press(person, "💧 Water")
    page = await tiny_talk.press(person, "🏫 School")
    assert page.labels[:2] == [["✓ 💧 Water"], ["✓ 🏫 School"]]
    page = await tiny_talk.press(person, "✓ 💧 Water")
    assert page.labels[:2] == [["💧 Water"], ["✓ 🏫 School"]]
    assert (await kept(tiny_talk, person.id)).topics == ("school",)


async def following_both(talk: Talk, language: str = "en") -> Person:
    person = await talk.reader(language)
    await Subscriptions(talk.database, Clock(), "Asia/Almaty").follow(person.id, ["water", "school"])
    await talk.say(person, "/digests")
    return person


async def test_unfollowing_can_be_taken_back(tiny_talk: Talk) -> None:
    person = await following_both(tiny_talk)
    page = await tiny_talk.press(person, "✖ 💧 Water")
    assert "No longer followed: “Water”." in page.text
    assert (await kept(tiny_talk, person.id)).topics == ("school",)
    await tiny_talk.press(person, "↩️ Follow “Water” again")
    assert (await kept(tiny_talk, person.id)).topics == ("school", "water")


async def test_everything_off_is_confirmed_and_can_be_undone(tiny_talk: Talk) -> None:
    person = await following_both(tiny_talk)
    page = await tiny_talk.press(person, "🚫 Turn everything off")
    assert page.text == "Turn everything off?\n\n2 topics will no longer be followed."
    assert (await kept(tiny_talk, person.id)).topics == ("school", "water")
    page = await tiny_talk.press(person, "🚫 Yes, turn everything off")
    assert "Everything is off." in page.text
    assert (await kept(tiny_talk, person.id)).due is None
    page = await tiny_talk.press(person, "↩️ Undo")
    assert (await kept(tiny_talk, person.id)).due == MONDAY_NINE
    assert (await kept(tiny_talk, person.id)).topics == ("school", "water")


async def test_day_and_hour_are_chosen_by_taps_on_one_page(tiny_talk: Talk) -> None:
    person = await following_both(tiny_talk)
    page = await tiny_talk.press(person, "🗓 Day and hour")
    assert page.labels[:2] == [
        ["Every day", "✓Every week", "Every month"],
        ["✓Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    ]
    await tiny_talk.press(person, "Thu")
    page = await tiny_talk.press(person, "18")
    assert "Next digest: Thursday, 26 November, 18:00." in page.text
    await tiny_talk.press(person, "Every month")
    page = await tiny_talk.press(person, "31")
    assert "Every month: day 31, 18:00" in page.text
    assert "Next digest: Monday, 30 November, 18:00." in page.text
    page = await tiny_talk.press(person, "Every day")
    assert "Next digest: Monday, 23 November, 18:00." in page.text
    chosen = (await kept(tiny_talk, person.id)).schedule
    assert chosen == Schedule("daily", 3, 31, 18, "Asia/Almaty")


async def test_time_zone_is_chosen_from_the_short_list_and_by_region(tiny_talk: Talk) -> None:
    person = await following_both(tiny_talk)
    await tiny_talk.press(person, "🌍 Time zone")
    page = await tiny_talk.press(person, "Berlin, UTC+1")
    assert "Every week: Monday, 09:00 · Berlin, UTC+1" in page.text
    assert (await kept(tiny_talk, person.id)).due == datetime(2026, 11, 23, 8, tzinfo=UTC)
    for label in ("🌍 Time zone", "Asia", "›", "Kathmandu, UTC+5:45"):
        page = await tiny_talk.press(person, label)
    assert "Every week: Monday, 09:00 · Kathmandu, UTC+5:45" in page.text
    await tiny_talk.press(person, "🌍 Time zone")
    assert tiny_talk.last(person).labels[0] == ["✓ Kathmandu, UTC+5:45"]


async def test_pause_ends_by_itself_or_by_a_tap(tiny_talk: Talk) -> None:
    person = await following_both(tiny_talk)
    await tiny_talk.press(person, "⏸ Pause")
    page = await tiny_talk.press(person, "14 days")
    assert "Paused until 7 December 2026." in page.text
    assert "Next digest: Monday, 14 December, 09:00." in page.text
    page = await tiny_talk.press(person, "▶️ End the pause")
    assert "Next digest: Monday, 30 November, 09:00." in page.text


async def test_sound_is_turned_off_and_on(tiny_talk: Talk) -> None:
    person = await following_both(tiny_talk)
    page = await tiny_talk.press(person, "🔕 Without a sound")
    assert "It comes without a sound." in page.text
    assert (await kept(tiny_talk, person.id)).silent
    await tiny_talk.press(person, "🔔 With a sound")
    assert not (await kept(tiny_talk, person.id)).silent


async def test_next_digest_is_shown_before_it_comes(tiny_talk: Talk) -> None:
    person = await following_both(tiny_talk)
    page = await tiny_talk.press(person, "👀 The next one")
    assert page.text.startswith("🗓 What changed: 2 updates\n\n💧 More water is free\n1 January 2025\n")
    async with tiny_talk.database.session() as session:
        await readers.set_language(session, person.id, "kk")


async def test_language_switch_comes_back_to_the_page(tiny_talk: Talk) -> None:
    person = await following_both(tiny_talk)
    for label in ("🗓 Day and hour", "🌐 Language", "Русский"):
        page = await tiny_talk.press(person, label)
    assert page.text.startswith("Когда писать?")


@pytest.mark.parametrize(
    "action",
    [
        ChooseSchedule(field="hour", value="24"),
        ChooseSchedule(field="hour", value="-1"),
        ChooseSchedule(field="hour", value="٣"),
        ChooseSchedule(field="cadence", value="hourly"),
        ChooseSchedule(field="time_zone", value="Mars/Olympus"),
        ChooseSchedule(field="silent", value="1"),
        OpenZones(page=0, region="Mars"),
        FollowAgain(mask="abcdeff"),
        FollowAgain(mask=""),
        Unfollow(topic="gone"),
    ],
)
async def test_forged_choice_changes_nothing_and_leads_home(tiny_talk: Talk, action: ChooseSchedule) -> None:
    person = await following_both(tiny_talk)
    before = await kept(tiny_talk, person.id)
    press = tiny_talk.telegram.press_data(person, tiny_talk.last(person), action.pack())
    await tiny_talk.work()
    assert press.text == "This page has moved. Here is the menu."
    assert tiny_talk.last(person).text.startswith("Quqyq: know your rights")
    assert await kept(tiny_talk, person.id) == before


@pytest.mark.parametrize(
    ("link", "begins"),
    [
        (Link("card", "free-water"), "💧 Is water free?"),
        (Link("topic", "water"), "💧 Water"),
        (Link("news", "water"), "🗓 What changed · 💧 Water"),
        (Link("update", "wells-counted"), "🗓 The wells were counted"),
        (Link("digests"), "⏰ My digests"),
        (Link("card", "gone"), "This link leads to no page that I have now."),
    ],
)
async def test_link_of_a_digest_opens_its_page(tiny_talk: Talk, link: Link, begins: str) -> None:
    person = await tiny_talk.reader("en")
    assert (await tiny_talk.start(person, payload(link))).text.startswith(begins)


async def test_link_waits_for_the_language_of_someone_new(tiny_talk: Talk) -> None:
    person = tiny_talk.person("en")
    await tiny_talk.start(person, payload(Link("card", "free-water")))
    assert (await tiny_talk.press(person, "✓ English")).text.startswith("💧 Is water free?")


@pytest.fixture
async def group(tiny_talk: Talk) -> tuple[Person, Person, Chat]:
    owner, member = tiny_talk.person("en"), tiny_talk.person("en")
    chat = tiny_talk.telegram.add_group(owner, "Parents", with_bot=tiny_talk.telegram.bot)
    tiny_talk.telegram.add_to_group(owner, chat, member)
    tiny_talk.telegram.send_text(owner, "/digests", chat)
    await tiny_talk.work()
    return owner, member, chat


async def test_group_is_subscribed_by_its_admin(tiny_talk: Talk, group: tuple[Person, Person, Chat]) -> None:
    owner, _, chat = group
    for label in ("➕ Choose topics", "💧 Water", "‹ My digests"):
        assert await press_in(tiny_talk, owner, chat, label) is None
    assert chat.last.text.startswith("⏰ My digests\n\nFollowed here: 💧 Water.")
    assert (await kept(tiny_talk, chat.id)).topics == ("water",)
    for label in ("🌐 Language", "Русский"):
        await press_in(tiny_talk, owner, chat, label)
    assert chat.last.text.startswith("⏰ Мои подписки")


async def test_group_is_changed_by_its_admins_alone(
    tiny_talk: Talk, group: tuple[Person, Person, Chat]
) -> None:
    owner, member, chat = group
    assert await press_in(tiny_talk, member, chat, "➕ Choose topics") is None
    refused = "Only the admins of this chat can change this."
    assert await press_in(tiny_talk, member, chat, "💧 Water") == refused
    assert await press_in(tiny_talk, member, chat, "✖ Close") == refused
    await press_in(tiny_talk, member, chat, "🌐 Language")
    assert await press_in(tiny_talk, member, chat, "Қазақша") == refused
    assert (await kept(tiny_talk, chat.id)).topics == ()
    tiny_talk.telegram.promote(owner, chat, member)
    tiny_talk.telegram.send_text(member, "/digests", chat)
    await tiny_talk.work()
    await press_in(tiny_talk, member, chat, "➕ Choose topics")
    assert await press_in(tiny_talk, member, chat, "💧 Water") is None
    assert (await kept(tiny_talk, chat.id)).topics == ("water",)


async def test_channel_is_subscribed_by_a_post_and_left_clean(tiny_talk: Talk) -> None:
    owner = tiny_talk.person("en")
    channel = tiny_talk.telegram.add_group(owner, "Rights", type="channel", with_bot=tiny_talk.telegram.bot)
    tiny_talk.telegram.send_text(owner, "/digests", channel)
    await tiny_talk.work()
    page = channel.last
    for label in ("➕ Choose topics", "💧 Water", "‹ My digests", "✖ Close"):
        await press_in(tiny_talk, owner, channel, label)
    assert page.id not in channel.by_id
    following = await kept(tiny_talk, channel.id)
    assert (following.topics, following.due) == (("water",), MONDAY_NINE)


async def test_button_under_a_digest_answers_in_a_message_of_its_own(tiny_talk: Talk) -> None:
    person = await following_both(tiny_talk)
    page = tiny_talk.last(person)
    for data, begins in (
        ("n+:uf:water", "⏰ My digests\n\nNo longer followed"),
        ("n+:t:0", "📚"),
        ("n+:zz", "⏰"),
    ):
        tiny_talk.telegram.press_data(person, page, data)
        await tiny_talk.work()
        assert tiny_talk.last(person).id > page.id
        assert tiny_talk.last(person).text.startswith(begins)
    assert (await kept(tiny_talk, person.id)).topics == ("school",)
    assert page.text.startswith("⏰ My digests")
