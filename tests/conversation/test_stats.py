"""Figures for operators: pictures with a few words, and nothing about anyone."""

import io

import pytest
from PIL import Image

from bot.sandbox.messages import Message
from tests.conversation.talk import ADMIN, Talk
from tests.conversation.test_operator_commands import operator

PERIOD = "From 25 October 2026 to 23 November 2026 · By day"


def size(talk: Talk, message: Message) -> tuple[int, int]:
    file = talk.telegram.files.find(message.json["photo"][-1]["file_id"])
    return Image.open(io.BytesIO(file.content)).size


async def test_stats_tell_how_questions_were_answered(tiny_talk: Talk) -> None:
    person = await operator(tiny_talk)
    for _ in range(6):
        await tiny_talk.say(await tiny_talk.reader("en"), "is water free")
    page = await tiny_talk.say(person, "/stats")
    assert page.kind == "photo"
    assert page.json["caption"] == (
        f"❓ Questions\n\n{PERIOD}\n\nAnswered: 6\nAnswered with numbers to call: danger: 0\n"
        "Unsure: offered a choice: 0\nRefused: not in the content: 0\n\nFewer than 5 are shown as <5."
    )
    assert size(tiny_talk, page) == (1197, 1377)
    assert page.labels == [
        ["✓ By day", "By week"],
        ["✓ ❓ Questions", "👥 Readers and cards"],
        ["📮 Deliveries", "📣 Campaigns"],
        ["🏠 Menu"],
    ]


async def test_stats_turn_to_other_chapters_and_spans_in_place(tiny_talk: Talk) -> None:
    person = await operator(tiny_talk)
    for _ in range(4):
        reader = await tiny_talk.reader("kk")
        await tiny_talk.say(reader, "/topics")
        for label in ("💧 Су", "🔁 Су тегін бе?"):
            await tiny_talk.press(reader, label)
    await tiny_talk.say(await tiny_talk.reader("ru"), "is water free")
    first = await tiny_talk.say(person, "/stats")
    page = await tiny_talk.press(person, "👥 Readers and cards")
    assert page.id == first.id
    assert page.json["caption"] == (
        f"👥 Readers and cards\n\n{PERIOD}\n\nEnglish: <5\nРусский: <5\nҚазақша: <5\n\n"
        "Most read cards\nIs water free?: 5\n\nFewer than 5 are shown as <5."
    )
    page = await tiny_talk.press(person, "By week")
    assert "From 1 June 2026 to 23 November 2026 · By week" in page.json["caption"]
    for label in ("📮 Deliveries", "📣 Campaigns"):
        page = await tiny_talk.press(person, label)
        assert page.json["caption"].startswith(label)
        assert page.id == first.id
    same = await tiny_talk.press(person, "✓ 📣 Campaigns")
    assert tiny_talk.toast is None
    assert same.id == first.id
    assert (await tiny_talk.press(person, "🏠 Menu")).kind == "text"


async def test_forged_chapter_leads_nowhere(tiny_talk: Talk) -> None:
    person = await operator(tiny_talk)
    page = await tiny_talk.say(person, "/stats")
    for data in ("as:year:questions", "as:day:people"):
        press = tiny_talk.telegram.press_data(person, page, data)
        await tiny_talk.work()
        assert press.text == "This page has moved. Here is the menu."


async def test_stats_do_not_exist_for_anyone_else(tiny_talk: Talk) -> None:
    stranger = await tiny_talk.reader("en")
    page = await tiny_talk.say(stranger, "/stats")
    assert page.text.startswith("I do not know this command.")
    press = tiny_talk.telegram.press_data(stranger, page, "as:day:questions")
    await tiny_talk.work()
    assert press.text == "This page has moved. Here is the menu."
    assert ADMIN not in tiny_talk.telegram.people


@pytest.mark.parametrize("language", ["kk", "ru"])
async def test_stats_speak_the_operators_language(tiny_talk: Talk, language: str) -> None:
    person = await operator(tiny_talk, language)
    page = await tiny_talk.say(person, "/stats")
    captions = [page.json["caption"]]
    for chapter in ("readers", "digests", "campaigns"):
        for span in ("day", "week"):
            tiny_talk.telegram.press_data(person, page, f"as:{span}:{chapter}")
            await tiny_talk.work()
            captions.append(tiny_talk.last(person).json["caption"])
    text = "".join(captions).replace("English", "")
    assert [letter for letter in text if letter.isascii() and letter.isalpha()] == []
    assert len(set(captions)) == 7
