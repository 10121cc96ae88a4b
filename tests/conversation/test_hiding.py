"""Quick hide: everything of the last 48 hours goes, in the reader's language nothing is left that tells of it."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.conversation.hiding import NEARBY, nearby
from bot.sandbox.accounts import Person
from bot.sandbox.chats import Chat
from bot.services.edition import Edition
from storage import messages
from storage.database import Database
from storage.statements import core
from storage.tables import SentMessage
from tests.conversation.conftest import REAL, furnish
from tests.conversation.live import Live, live
from tests.conversation.talk import Clock, Talk

HARMLESS = {
    "kk": "👋 Сәлем! Қалаған уақытта жаза беріңіз.",
    "ru": "👋 Привет! Пишите, когда захочется.",
    "en": "👋 Hi! Write whenever you like.",
}
BUTTON = {"kk": "🧹 Хабарламаларды жасыру", "ru": "🧹 Скрыть сообщения", "en": "🧹 Hide messages"}
DANGER = {"kk": "күйеуім мені ұрады, көмектесіңдерші", "ru": "муж бьёт меня", "en": "my husband beats me"}


@pytest.fixture
def stored_talk(real: Edition, database: Database, clock: Clock) -> Talk:
    """A talk on each of the two databases."""
    return furnish(real, REAL, database, clock)


def texts(talk: Talk, person: Person) -> list[str]:
    return [message.text for message in talk.telegram.chat(person).messages]


async def stored(talk: Talk, chat_id: int) -> list[int]:
    """The ids that the database holds of a chat, whatever their age."""
    async with talk.database.session() as session:
        table = core(SentMessage)
        return list(await session.scalars(select(table.c.message_id).where(table.c.chat_id == chat_id)))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_hide_button_under_an_urgent_answer_empties_the_chat(stored_talk: Talk, language: str) -> None:
    person = await stored_talk.reader(language)
    await stored_talk.say(person, "/topics")
    answer = await stored_talk.say(person, DANGER[language])
    assert [BUTTON[language]] in answer.labels
    assert BUTTON[language] in answer.text
    await stored_talk.press(person, BUTTON[language])
    assert (texts(stored_talk, person), stored_talk.toast) == ([HARMLESS[language]], None)
    assert stored_talk.last(person).buttons == []


async def test_hide_command_removes_what_both_wrote_and_itself(stored_talk: Talk) -> None:
    person = await stored_talk.reader("en")
    await stored_talk.say(person, "who gets a free lawyer")
    stored_talk.telegram.send_text(person, "/hide")
    calls = await stored_talk.work()
    assert [call.method for call in calls] == ["deleteMessages", "sendMessage"]
    assert calls[1].params["disable_notification"] in (True, "true")
    assert texts(stored_talk, person) == [HARMLESS["en"]]
    # The message that stays goes when the chat is hidden again.
    await stored_talk.say(person, "/hide")
    assert texts(stored_talk, person) == [HARMLESS["en"]]


async def test_hide_serves_who_has_never_pressed_anything(stored_talk: Talk) -> None:
    person = stored_talk.person("ru")
    await stored_talk.say(person, DANGER["ru"])
    await stored_talk.press(person, BUTTON["ru"])
    assert texts(stored_talk, person) == [HARMLESS["ru"]]


async def test_hide_leaves_what_telegram_lets_nobody_remove(stored_talk: Talk, clock: Clock) -> None:
    person = await stored_talk.reader("en")
    await stored_talk.say(person, "who gets a free lawyer")
    old = texts(stored_talk, person)
    clock.now += timedelta(hours=47)
    await stored_talk.say(person, "/topics")
    clock.now += timedelta(hours=1)
    stored_talk.telegram.send_text(person, "/hide")
    calls = await stored_talk.work()
    assert [call.code for call in calls] == [200, 200]
    assert texts(stored_talk, person) == [*old, HARMLESS["en"]]


async def test_hide_passes_over_what_cannot_be_removed(stored_talk: Talk, clock: Clock) -> None:
    """Telegram refuses a whole call over one message; a clock of ours that is behind lets that happen."""
    person = await stored_talk.reader("en")
    old = texts(stored_talk, person)
    clock.now += timedelta(hours=49)
    await stored_talk.say(person, "/topics")
    async with stored_talk.database.session() as session:
        held = [message.id for message in stored_talk.telegram.chat(person).messages]
        await messages.remember(session, person.id, held, clock.now)
    await stored_talk.say(person, "/hide")
    assert texts(stored_talk, person) == [*old, HARMLESS["en"]]


async def test_hide_sends_the_ids_by_hundreds(stored_talk: Talk) -> None:
    person = await stored_talk.reader("en")
    for number in range(125):
        await stored_talk.say(person, f"/about {number}")
    before = len(texts(stored_talk, person))
    stored_talk.telegram.send_text(person, "/hide")
    calls = await stored_talk.work()
    assert [(call.method, call.code) for call in calls] == [("deleteMessages", 200)] * 3 + [
        ("sendMessage", 200)
    ]
    sizes = [len(json.loads(call.params["message_ids"])) for call in calls[:3]]
    assert sizes == [100, 100, before + 1 - 200]
    assert texts(stored_talk, person) == [HARMLESS["en"]]
    kept = await stored(stored_talk, person.id)
    assert set(kept) <= {stored_talk.last(person).id}


async def test_hide_keeps_the_ids_of_what_telegram_had_no_time_for(stored_talk: Talk) -> None:
    person = await stored_talk.reader("en")
    await stored_talk.say(person, "/topics")
    stored_talk.telegram.faults.next(method="deletemessages", error_code=429, retry_after=60)
    await stored_talk.say(person, "/hide")
    assert texts(stored_talk, person)[-1] == HARMLESS["en"]
    assert len(texts(stored_talk, person)) > 3
    await stored_talk.say(person, "/hide")
    assert texts(stored_talk, person) == [HARMLESS["en"]]


async def test_hidden_reader_goes_on_as_before(stored_talk: Talk) -> None:
    person = await stored_talk.reader("kk")
    await stored_talk.say(person, "/hide")
    assert (await stored_talk.say(person, "/menu")).text.startswith("Quqyq: құқығыңызды біліңіз")


@pytest.mark.parametrize("command", ["/helplines", "/112"])
async def test_helplines_can_be_hidden(real_talk: Talk, command: str) -> None:
    person = await real_talk.reader("en")
    assert [BUTTON["en"]] in (await real_talk.say(person, command)).labels


async def test_cards_that_name_an_emergency_number_can_be_hidden(real_talk: Talk) -> None:
    person = await real_talk.reader("en")
    library, page = real_talk.edition.library, real_talk.last(person)
    found = set()
    for card in library.cards:
        real_talk.telegram.press_data(person, page, f"c:{card.id}")
        await real_talk.work()
        if [BUTTON["en"]] in real_talk.last(person).labels:
            found.add(card.id)
    assert found == {card.id for card in library.cards if {*card.contacts} & {*library.info.emergency}}
    assert "home-violence-help" in found


async def test_group_loses_the_bots_messages_alone(stored_talk: Talk) -> None:
    admin, member = stored_talk.person("en"), stored_talk.person("en")
    chat: Chat = stored_talk.telegram.add_group(
        admin, "Parents", type="group", with_bot=stored_talk.telegram.bot
    )
    stored_talk.telegram.add_to_group(admin, chat, member)
    stored_talk.telegram.send_text(member, "@quqyq_bot who gets a free lawyer", chat)
    await stored_talk.work()
    stored_talk.telegram.send_text(member, f"@quqyq_bot {DANGER['en']}", chat)
    await stored_talk.work()
    row, column = chat.last.find_button(BUTTON["en"])
    press = stored_talk.telegram.press(member, chat.last.id, row, column, chat)
    await stored_talk.work()
    assert press.answered
    left = [message.text for message in chat.messages if message.kind == "text"]
    assert left == [
        "@quqyq_bot who gets a free lawyer",
        f"@quqyq_bot {DANGER['en']}",
        HARMLESS["en"],
    ]
    stored_talk.telegram.send_text(member, "/hide", chat)
    await stored_talk.work()
    assert [message.text for message in chat.messages if message.kind == "text"] == [
        *left[:2],
        "/hide",
        HARMLESS["en"],
    ]


async def test_nothing_is_noted_of_what_people_write_in_groups(stored_talk: Talk) -> None:
    person = stored_talk.person("en")
    chat = stored_talk.telegram.add_group(person, "Parents", type="group", with_bot=stored_talk.telegram.bot)
    stored_talk.telegram.send_text(person, "/topics", chat)
    await stored_talk.work()
    await stored_talk.say(person, "/mydata")
    own = [message.id for message in chat.messages if message.from_bot and message.kind == "text"]
    assert await stored(stored_talk, chat.id) == own


async def test_ids_go_with_their_reader(stored_talk: Talk) -> None:
    person = await stored_talk.reader("en")
    await stored_talk.say(person, "/mydata")
    assert len(await stored(stored_talk, person.id)) >= 3
    await stored_talk.say(person, "/erase")
    await stored_talk.press(person, "🗑 Yes, erase")
    await stored_talk.say(await stored_talk.reader("en"), "/mydata")
    assert await stored(stored_talk, person.id) == []


def test_nearby_gives_each_with_those_that_follow() -> None:
    assert nearby([5]) == set(range(5, 6 + NEARBY))
    assert nearby([]) == set()


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Live]:
    monkeypatch.setattr("bot.pace.CHAT_SECONDS", 0.0)
    async with live(tmp_path) as found:
        yield found


@pytest.mark.parametrize("webhook", [True, False])
async def test_hide_finds_answers_that_went_in_a_webhooks_response(world: Live, webhook: bool) -> None:
    async with world.bot(webhook=webhook) as bot:
        person = world.person()
        chat = world.telegram.chat(person)
        world.telegram.send_text(person, "/topics")
        await bot.answered(person, 1)
        world.telegram.send_text(person, "/about")
        await bot.answered(person, 2)
        # Over the webhook nobody was told the ids of the two answers.
        assert len(await world.services.messages.recent(person.id)) == (2 if webhook else 4)
        world.telegram.send_text(person, "/hide")
        await world.telegram.changed.wait_for(lambda: chat.messages and chat.last.text == HARMLESS["en"])
        assert [message.text for message in chat.messages] == [HARMLESS["en"]]
