"""A command for every number of the content, in private and in groups."""

import pytest

from tests.conversation.talk import Talk

WATER = (
    "📞 300 · Water line 300\nQuestions about water\nConfirmed in May 2025.\n\n"
    "As reported on 2 May 2023, paragraph 2."
)
LABELS = [["📇 Contact 300"], ["📞 Helplines"], ["🧹 Hide messages"], ["🏠 Menu", "🌐 Language"]]


async def test_number_shows_its_contact(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    page = await tiny_talk.say(person, "/300")
    assert (page.text, page.labels) == (WATER, LABELS)


async def test_general_number_is_not_attributed_to_the_report(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    assert (
        await tiny_talk.say(person, "/999")
    ).text == "📞 999 · 999, emergencies\nNumber of the emergency services"


@pytest.mark.parametrize("command", ["/301", "/30", "/3000", "/300x", "/٣٠٠", "/0300", "/" + "9" * 40])
async def test_number_of_nobody_is_no_command(tiny_talk: Talk, command: str) -> None:
    person = await tiny_talk.reader("en")
    assert (await tiny_talk.say(person, command)).text.startswith("I do not know this command.")


@pytest.mark.parametrize("command", ["/300", "/300@quqyq_bot", "/300 please"])
async def test_group_gets_the_contact_of_a_number_as_a_reply(tiny_talk: Talk, command: str) -> None:
    person = tiny_talk.person("en")
    chat = tiny_talk.telegram.add_group(person, "Parents", with_bot=tiny_talk.telegram.bot)
    asked = tiny_talk.telegram.send_text(person, command, chat)
    await tiny_talk.work()
    assert (chat.last.text, chat.last.json["reply_to_message"]["message_id"]) == (WATER, asked.id)


@pytest.mark.parametrize("command", ["/301", "/300@other_bot", "300"])
async def test_group_is_left_alone_by_other_numbers(tiny_talk: Talk, command: str) -> None:
    person = tiny_talk.person("en")
    chat = tiny_talk.telegram.add_group(person, "Parents", with_bot=tiny_talk.telegram.bot)
    await tiny_talk.work()
    tiny_talk.telegram.send_text(person, command, chat)
    assert {call.method for call in await tiny_talk.work()} <= {"getMe"}


async def test_every_number_of_the_content_is_a_command(real_talk: Talk) -> None:
    person = await real_talk.reader("ru")
    contacts = [contact for contact in real_talk.edition.library.contacts if contact.value.isdigit()]
    for contact in contacts:
        page = await real_talk.say(person, f"/{contact.value}")
        assert page.text.startswith(f"📞 {contact.value} · {contact.text('ru').name}\n")
    assert sorted(contact.value for contact in contacts) == ["102", "103", "111", "112", "11616", "1424"]
