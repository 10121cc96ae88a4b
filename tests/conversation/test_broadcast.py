"""An urgent notice in the chat: written in three languages, looked at, confirmed once, watched and stopped."""

import pytest

from bot.conversation.progress import Progress
from bot.sandbox.accounts import Person
from storage import broadcasts, deliveries, readers
from storage.broadcasts import UNFINISHED
from tests.conversation.talk import ADMIN, NOON, Clock, Talk
from tests.conversation.test_operator_commands import operator

SECOND = 8
MOVED = "This page has moved. Here is the menu."
WORDS = {"kk": "Су ішпеңіз", "ru": "Не пейте воду", "en": "Do not drink <b>water</b> & wait"}


@pytest.fixture
def talk(tiny_talk: Talk) -> Talk:
    tiny_talk.dispatcher["operators"] = frozenset({ADMIN, SECOND})
    return tiny_talk


async def second(talk: Talk) -> Person:
    person = talk.telegram.add_person(SECOND, "Second", "en")
    await talk.start(person)
    await talk.press(person, "✓ English")
    return person


async def written(talk: Talk, person: Person) -> None:
    """Write a notice in every language, up to the question whether it is right."""
    await talk.say(person, "/broadcast")
    for language in talk.dispatcher["locales"]:
        await talk.say(person, WORDS[language])


async def ledger(talk: Talk) -> dict[int, str]:
    """The state of the notice for each chat."""
    found = {}
    async with talk.database.session() as session:
        for chat in (*talk.telegram.people, -1):
            for row in await deliveries.of_chat(session, chat):
                assert row.broadcast_id
                found[chat] = row.state
    return found


async def words_kept(talk: Talk) -> int:
    async with talk.database.session() as session:
        return sum(map(len, (await broadcasts.texts_of(session, range(100))).values()))


def watch(talk: Talk) -> Progress:
    """What a process shows the progress by."""
    known = talk.dispatcher
    return Progress(talk.bot, known["broadcasts"], known["readers"], known["locales"])


async def deliver(talk: Talk, *chats: int) -> None:
    """What the courier would note once these chats have got it (all that wait, when none is named)."""
    async with talk.database.session() as session:
        claims = await deliveries.claim(session, NOON, 1000)
        outcomes = [
            deliveries.Outcome(claim, "sent" if not chats or claim.chat_id in chats else "planned")
            for claim in claims
        ]
        await deliveries.record(session, outcomes, NOON)


async def test_notice_is_asked_for_in_every_language_and_shown_as_readers_see_it(talk: Talk) -> None:
    person = await operator(talk)
    for language in ("kk", "kk", "ru"):
        await talk.reader(language)
    await talk.start(talk.person("ru"))
    page = await talk.say(person, "/broadcast")
    assert page.text == (
        "📢 An urgent notice to all readers\n\nWrite it in this language: Қазақша. Your next message is its text: "
        "at most 1,000 characters, without formatting.\n\nNothing is sent before you have seen and confirmed it."
    )
    assert page.labels == [["Skip: Қазақша"], ["✖️ Cancel"]]
    before = len(talk.telegram.chat(person).messages)
    await written(talk, person)
    shown = [one for one in talk.telegram.chat(person).messages[before:] if one.from_bot][-4:]
    assert [one.text for one in shown[:3]] == [
        "📢 Маңызды хабар\n\nСу ішпеңіз",
        "📢 Важное сообщение\n\nНе пейте воду",
        "📢 Important notice\n\nDo not drink <b>water</b> & wait",
    ]
    assert shown[3].text == (
        "📢 Is this right?\n\nReaders who get it: 5\n• English: <5\n• Қазақша: <5\n• Русский: <5\n"
        "• No language chosen yet (they get all that is written): <5"
    )
    assert shown[3].labels == [
        ["📢 Send now"],
        ["✍️ Қазақша"],
        ["✍️ Русский"],
        ["✍️ English"],
        ["✖️ Cancel"],
    ]
    assert await ledger(talk) == {}


async def test_confirmed_notice_is_in_the_ledger_for_every_reader_once(talk: Talk) -> None:
    person, other = await operator(talk), await second(talk)
    people = [await talk.reader(language) for language in ("kk", "ru", "en")]
    unchosen, gone = talk.person("ru"), await talk.reader("ru")
    await talk.start(unchosen)
    talk.telegram.block(gone)
    await talk.work()
    await written(talk, person)
    page = await talk.press(person, "📢 Send now")
    assert page.text.startswith("📢 The notice is being sent\n\nSent: 0 of 6\nWaiting to be sent: 6")
    assert page.labels == [["🔄 Refresh", "⏹ Stop"], ["✍️ A new notice", "🏠 Menu"]]
    reached = [person, other, *people, unchosen]
    assert await ledger(talk) == dict.fromkeys((one.id for one in reached), "planned")
    # Pressed again, and by the other operator too: a button's data can reach anyone who may.
    async with talk.database.session() as session:
        (token,) = await broadcasts.sending(session)
    for who in (person, other):
        talk.telegram.press_data(who, talk.last(who), f"bc:{token}")
        await talk.work()
        assert talk.last(who).text.startswith("📢 The notice is being sent\n\nSent: 0 of 6")
    assert len(await ledger(talk)) == 6


async def test_language_without_words_must_be_written_or_left_out_knowingly(talk: Talk) -> None:
    person = await operator(talk)
    people = {language: await talk.reader(language) for language in ("kk", "ru")}
    await talk.say(person, "/broadcast")
    await talk.press(person, "Skip: Қазақша")
    await talk.say(person, WORDS["ru"])
    page = await talk.press(person, "Skip: English")
    assert "There is no text in: Қазақша and English." in page.text
    assert page.labels[0] == ["Only to readers whose language I wrote"]
    async with talk.database.session() as session:
        (place,) = await broadcasts.places(session, ADMIN)
    talk.telegram.press_data(person, page, f"bc:{place.token}")
    await talk.work()
    assert await ledger(talk) == {}
    page = await talk.press(person, "Only to readers whose language I wrote", page)
    assert page.text.endswith("Readers of these languages get nothing: Қазақша and English.")
    await talk.press(person, "📢 Send now")
    assert await ledger(talk) == {people["ru"].id: "planned"}


async def test_words_may_be_written_anew_before_they_are_sent(talk: Talk) -> None:
    person = await operator(talk)
    await written(talk, person)
    await talk.press(person, "✍️ Русский")
    await talk.say(person, "Воду пить нельзя")
    assert "📢 Важное сообщение\n\nВоду пить нельзя" in [
        one.text for one in talk.telegram.chat(person).messages
    ]
    assert talk.last(person).labels[0] == ["📢 Send now"]


async def test_words_that_are_too_long_are_asked_for_again(talk: Talk) -> None:
    person = await operator(talk)
    await talk.say(person, "/broadcast")
    page = await talk.say(person, "😀" * 501)
    assert page.text.startswith("That was too long: 1,002 characters.")
    page = await talk.say(person, "😀" * 500)
    assert "Write it in this language: Русский." in page.text


@pytest.mark.parametrize("text", ["\0", "\ud800", " \0 "])
async def test_words_that_nobody_could_read_are_asked_for_again(talk: Talk, text: str) -> None:
    person = await operator(talk)
    await talk.say(person, "/broadcast")
    sender = {"id": person.id, "is_bot": False, "first_name": "Operator"}
    chat = {"id": person.id, "type": "private"}
    message = {"message_id": 900, "date": 1795417200, "from": sender, "chat": chat, "text": text}
    await talk.dispatcher.feed_raw_update(talk.bot, {"update_id": 900, "message": message})
    assert "Write it in this language: Қазақша." in talk.last(person).text


async def test_draft_that_is_cancelled_or_old_takes_no_more_words(talk: Talk, clock: Clock) -> None:
    person = await operator(talk)
    await talk.say(person, "/broadcast")
    old = talk.last(person)
    assert (await talk.press(person, "✖️ Cancel")).text == "Nothing was sent."
    assert "Is water free?" in (await talk.say(person, "is water free")).text
    assert await words_kept(talk) == 0
    talk.telegram.press_data(person, old, "bs:0123456789abcdef:kk")
    await talk.work()
    await talk.say(person, "/broadcast")
    clock.now = NOON.replace(hour=NOON.hour + 2)
    assert "Is water free?" in (await talk.say(person, "is water free")).text


async def test_progress_is_shown_until_the_end_and_the_words_are_gone_then(talk: Talk) -> None:
    person = await operator(talk)
    people = [await talk.reader("kk") for _ in range(9)]
    await written(talk, person)
    message = await talk.press(person, "📢 Send now")
    progress = watch(talk)
    await deliver(talk, *(one.id for one in people[:6]))
    await progress.look()
    assert message.text.startswith("📢 The notice is being sent\n\nSent: 6 of 10\nWaiting to be sent: <5")
    assert await words_kept(talk) == 3
    edits = len(talk.telegram.sent("editMessageText"))
    await progress.look()
    assert len(talk.telegram.sent("editMessageText")) == edits
    await deliver(talk)
    # Another process goes on where this one ended.
    await watch(talk).look()
    assert message.text == "✅ The notice has been sent\n\nSent: 10 of 10"
    assert await words_kept(talk) == 0
    edits = len(talk.telegram.sent("editMessageText"))
    await progress.look()
    assert len(talk.telegram.sent("editMessageText")) == edits


async def test_notice_can_be_stopped_by_any_operator(talk: Talk) -> None:
    person, other = await operator(talk), await second(talk)
    people = [await talk.reader("kk") for _ in range(8)]
    await written(talk, person)
    await talk.press(person, "📢 Send now")
    await deliver(talk, *(one.id for one in people[:5]))
    assert (await talk.say(other, "/broadcast")).text.startswith("📢 The notice is being sent")
    page = await talk.press(other, "⏹ Stop")
    assert page.text == "⏹ The notice was stopped\n\nSent: 5 of 10\nNot sent any more: 5"
    assert [state for state in (await ledger(talk)).values() if state in UNFINISHED] == []
    assert await words_kept(talk) == 0
    page = await talk.press(other, "✍️ A new notice")
    assert page.text.startswith("📢 An urgent notice to all readers")


async def test_paused_deliveries_are_told_of(talk: Talk) -> None:
    person = await operator(talk)
    await talk.say(person, "/pause")
    await written(talk, person)
    waits = "⏸ Deliveries are paused: the notice waits until you send /resume."
    assert waits in talk.last(person).text
    assert waits in (await talk.press(person, "📢 Send now")).text


async def test_reader_who_erases_themselves_gets_nothing_and_leaves_nothing(talk: Talk) -> None:
    person, reader = await operator(talk), await talk.reader("kk")
    await written(talk, person)
    await talk.press(person, "📢 Send now")
    async with talk.database.session() as session:
        await readers.erase(session, reader.id)
    assert await ledger(talk) == {person.id: "planned"}


async def test_operator_who_erases_themselves_leaves_the_notice_on_its_way(talk: Talk) -> None:
    person, reader = await operator(talk), await talk.reader("kk")
    await written(talk, person)
    await talk.press(person, "📢 Send now")
    async with talk.database.session() as session:
        assert (await readers.erase(session, person.id))["broadcaster"] == 1
    assert await ledger(talk) == {reader.id: "planned"}
    await watch(talk).look()
    assert await words_kept(talk) == 3


async def test_buttons_of_notices_do_nothing_for_anyone_else(talk: Talk) -> None:
    person, stranger = await operator(talk), await talk.reader("en")
    await written(talk, person)
    async with talk.database.session() as session:
        (place,) = await broadcasts.places(session, ADMIN)
    page = talk.last(stranger)
    for code in ("bn", *(f"{one}:{place.token}" for one in ("bc", "bo", "bz", "bp", "bx"))):
        press = talk.telegram.press_data(stranger, page, code)
        await talk.work()
        assert press.text == MOVED
    assert await ledger(talk) == {}
    assert await words_kept(talk) == 3


@pytest.mark.parametrize("language", ["kk", "ru"])
async def test_operators_write_notices_in_their_own_language(talk: Talk, language: str) -> None:
    person = await operator(talk, language)
    await written(talk, person)
    before = talk.last(person).text
    talk.telegram.press_label(person, {"kk": "📢 Қазір жіберу", "ru": "📢 Отправить сейчас"}[language])
    await talk.work()
    text = (before + talk.last(person).text).replace("English", "").replace("/resume", "")
    assert [letter for letter in text if letter.isascii() and letter.isalpha()] == []
