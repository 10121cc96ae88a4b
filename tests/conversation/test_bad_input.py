"""Whatever people send: a helpful reply in their language, every press answered, nothing in the log above warning."""

import logging

import pytest

from bot.sandbox.accounts import Person
from tests.conversation.talk import TOKEN, Talk

TEXT_ONLY = "I can read text only. Please write your question in words.\n\nIn danger, call 999 at once."


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> object:
    caplog.set_level(logging.WARNING)
    yield
    assert [record for record in caplog.records if record.levelno > logging.WARNING] == []


@pytest.fixture
async def reader(tiny_talk: Talk) -> Person:
    return await tiny_talk.reader("en")


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "location", "contact"])
async def test_message_without_text_gets_a_hint(tiny_talk: Talk, reader: Person, kind: str) -> None:
    getattr(tiny_talk.telegram, f"send_{kind}")(reader)
    assert (await tiny_talk.reply(reader)).text == TEXT_ONLY


async def test_document_gets_a_hint(tiny_talk: Talk, reader: Person) -> None:
    tiny_talk.telegram.send_document(reader, b"%PDF", "complaint.pdf")
    assert (await tiny_talk.reply(reader)).text == TEXT_ONLY


@pytest.mark.parametrize("text", ["😀", "🆘🆘🆘", "?!…", "-", "\u200b\u200d.", "   .   "])
async def test_message_without_a_word_gets_a_hint(tiny_talk: Talk, reader: Person, text: str) -> None:
    reply = await tiny_talk.say(reader, text)
    assert reply.text == "Please write your question in words.\n\nIn danger, call 999 at once."


@pytest.mark.parametrize(
    "text",
    [
        "а" * 4096,
        "water " * 682,
        "<b>",
        "&lt;script&gt;",
        "</b></i>",
        "{0}{x}%s",
        "\u202eretaw",
        "w\u0336a\u0336",
        "1",
    ],
)
async def test_strange_text_gets_a_reply(tiny_talk: Talk, reader: Person, text: str) -> None:
    reply = await tiny_talk.say(reader, text)
    assert reply.from_bot
    assert len(reply.labels[-1]) == 2


@pytest.mark.parametrize("command", ["/nonsense", "/startx", "/", "/menu@other_bot", "/тест"])
async def test_command_that_does_not_exist_shows_what_there_is(
    tiny_talk: Talk, reader: Person, command: str
) -> None:
    reply = await tiny_talk.say(reader, command)
    assert reply.text.startswith("I do not know this command. Here is what I can do:")


async def test_start_with_a_foreign_payload_shows_the_menu(tiny_talk: Talk, reader: Person) -> None:
    reply = await tiny_talk.start(reader, "x" * 64)
    assert reply.text.startswith(
        "This link leads to no page that I have now. Here is the menu.\n\nQuqyq: know your rights"
    )


async def test_forwarded_text_is_answered(tiny_talk: Talk, reader: Person) -> None:
    message = tiny_talk.telegram.send_text(reader, "who may use the school bus")
    await tiny_talk.work()
    tiny_talk.telegram.forward(reader, message)
    assert (await tiny_talk.reply(reader)).text.startswith("🏫 Who may use the school bus?")


async def test_edited_question_is_answered_again(tiny_talk: Talk, reader: Person) -> None:
    message = tiny_talk.telegram.send_text(reader, "how many wells")
    await tiny_talk.work()
    tiny_talk.telegram.edit_text(reader, message.id, "who may use the school bus")
    assert (await tiny_talk.reply(reader)).text.startswith("🏫 Who may use the school bus?")


@pytest.mark.parametrize(
    "data",
    ["", "zzz", "c:", "c:no-such-card", "o:0:no-such-topic", "o:99999999999:water", "r:0:zzzzz", "x" * 64],
)
async def test_stale_or_forged_button_leads_home(tiny_talk: Talk, reader: Person, data: str) -> None:
    press = tiny_talk.telegram.press_data(reader, tiny_talk.last(reader), data)
    await tiny_talk.work()
    assert (press.answered, press.text) == (True, "This page has moved. Here is the menu.")
    assert tiny_talk.last(reader).text.startswith("Quqyq: know your rights")


async def test_page_past_the_end_shows_the_last_page(tiny_talk: Talk, reader: Person) -> None:
    tiny_talk.telegram.press_data(reader, tiny_talk.last(reader), "t:999")
    assert (await tiny_talk.reply(reader)).text.startswith("📚 All topics")


async def test_contact_that_is_gone_says_so(tiny_talk: Talk, reader: Person) -> None:
    press = tiny_talk.telegram.press_data(reader, tiny_talk.last(reader), "sc:000")
    await tiny_talk.work()
    assert press.text == "This page has moved. Here is the menu."


async def test_language_that_does_not_exist_keeps_the_present_one(tiny_talk: Talk, reader: Person) -> None:
    tiny_talk.telegram.press_data(reader, tiny_talk.last(reader), "sl:xx:")
    assert (await tiny_talk.reply(reader)).text.startswith("Quqyq: know your rights")


async def test_button_pressed_twice_is_answered_twice(tiny_talk: Talk, reader: Person) -> None:
    message = tiny_talk.last(reader)
    presses = [tiny_talk.telegram.press_data(reader, message, "t:0") for _ in range(2)]
    await tiny_talk.work()
    assert [press.answered for press in presses] == [True, True]
    assert tiny_talk.last(reader).id == message.id


async def test_button_of_a_deleted_message_gets_a_new_message(tiny_talk: Talk, reader: Person) -> None:
    message = tiny_talk.last(reader)
    await tiny_talk.telegram.call(TOKEN, "deleteMessage", {"chat_id": reader.id, "message_id": message.id})
    press = tiny_talk.telegram.press_data(reader, message, "t:0")
    reply = await tiny_talk.reply(reader)
    assert press.answered
    assert (reply.id > message.id, reply.text.startswith("📚 All topics")) == (True, True)


async def test_reader_who_blocks_the_bot_becomes_inactive(tiny_talk: Talk, reader: Person) -> None:
    tiny_talk.telegram.block(reader)
    await tiny_talk.work()
    assert await tiny_talk.active(reader) is False
    tiny_talk.telegram.unblock(reader)
    await tiny_talk.start(reader)
    assert await tiny_talk.active(reader) is True


async def test_failing_handler_is_logged_and_answered(
    tiny_talk: Talk, reader: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("bot.services.answers.answer", fail)
    reply = await tiny_talk.say(reader, "who may use the school bus")
    assert reply.text.startswith("Something went wrong on my side.")
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    caplog.clear()
