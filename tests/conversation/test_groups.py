"""Groups: the bot speaks when it is spoken to, and is quiet otherwise."""

import pytest

from bot.sandbox.accounts import Person
from bot.sandbox.chats import Chat
from tests.conversation.talk import Talk


@pytest.fixture
async def group(tiny_talk: Talk) -> tuple[Person, Chat]:
    person = tiny_talk.person("en")
    chat = tiny_talk.telegram.add_group(
        person, "Parents of 5B", type="group", with_bot=tiny_talk.telegram.bot
    )
    await tiny_talk.work()
    return person, chat


@pytest.mark.parametrize(
    "text",
    [
        "/ask who may use the school bus",
        "@quqyq_bot who may use the school bus",
        "/ask@quqyq_bot who may use the school bus",
    ],
)
async def test_group_question_to_the_bot_is_answered_as_a_reply(
    tiny_talk: Talk, group: tuple[Person, Chat], text: str
) -> None:
    person, chat = group
    asked = tiny_talk.telegram.send_text(person, text, chat)
    await tiny_talk.work()
    assert chat.last.text.startswith("🏫 Who may use the school bus?")
    assert chat.last.json["reply_to_message"]["message_id"] == asked.id


@pytest.mark.parametrize(
    "text", ["who may use the school bus", "hello all", "/nonsense", "/ask@other_bot water", "😀"]
)
async def test_group_talk_among_people_is_left_alone(
    tiny_talk: Talk, group: tuple[Person, Chat], text: str
) -> None:
    person, chat = group
    tiny_talk.telegram.send_text(person, text, chat)
    assert {call.method for call in await tiny_talk.work()} <= {"getMe"}


async def test_group_reply_to_the_bot_is_a_question(tiny_talk: Talk, group: tuple[Person, Chat]) -> None:
    person, chat = group
    tiny_talk.telegram.send_text(person, "/topics", chat)
    await tiny_talk.work()
    tiny_talk.telegram.send_text(person, "who may use the school bus", chat, reply_to=chat.last.id)
    await tiny_talk.work()
    assert chat.last.text.startswith("🏫 Who may use the school bus?")


async def test_group_that_became_a_supergroup_keeps_its_language(
    tiny_talk: Talk, group: tuple[Person, Chat]
) -> None:
    person, chat = group
    tiny_talk.telegram.send_text(person, "/language", chat)
    await tiny_talk.work()
    row, column = chat.last.find_button("Қазақша")
    tiny_talk.telegram.press(person, chat.last.id, row, column, chat)
    await tiny_talk.work()
    grown = tiny_talk.telegram.upgrade(person, chat)
    await tiny_talk.work()
    tiny_talk.telegram.send_text(person, "/topics", grown)
    await tiny_talk.work()
    assert grown.last.text.startswith("📚 Барлық тақырып")
