"""Handing pages on: the link, its code, posters and palm cards with an organisation's name and logo."""

import io
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from bot.sandbox.accounts import Person
from bot.sandbox.messages import Message
from bot.services.links import Link, key, payload
from bot.views.sheets import logo, picture
from tests.conversation.talk import TOKEN, Talk

WATER = "https://t.me/quqyq_bot?start=1c_free-water_en"


def content(talk: Talk, message: Message) -> bytes:
    return talk.telegram.files.find(message.json["document"]["file_id"]).content


def codes(png: bytes) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))]


def png(width: int = 300, height: int = 120, mode: str = "RGBA", kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new(mode, (width, height), "teal").save(made, kind)
    return made.getvalue()


async def at_card(talk: Talk) -> Person:
    person = await talk.reader("en")
    await talk.start(person, "1c_free-water_en")
    return person


async def answer(talk: Talk, person: Person, to: Message, **content: Any) -> Message:
    """Answer a message of the bot's with a text or file."""
    talk.telegram.write(person, None, content, reply_to=to.id)
    return await talk.reply(person)


def sent(talk: Talk, kind: str, file: bytes, name: str) -> dict[str, Any]:
    stored = talk.telegram.files.add(kind, file, name)  # type: ignore[arg-type]
    return {"photo": stored.photo_sizes()} if kind == "photo" else {"document": stored.document()}


async def poster(talk: Talk, button: str = "Poster A5 · PDF") -> tuple[Person, Message]:
    person = await at_card(talk)
    for label in ("📤 Share", "🖨 Posters and palm cards", button):
        message = await talk.press(person, label)
    return person, message


async def test_share_shows_the_link_and_what_can_be_done_with_it(tiny_talk: Talk) -> None:
    person = await at_card(tiny_talk)
    page = await tiny_talk.press(person, "📤 Share")
    assert page.text == (
        f"📤 Share\n\nIs water free?\n\n{WATER}\n\n"
        "Opens the page in the language chosen. Who has chosen one keeps theirs."
    )
    assert page.labels == [
        ["✉️ Send to a chat", "📋 Copy the link"],
        ["Қазақша", "Русский", "✓ English"],
        ["QR · PNG", "QR · SVG"],
        ["🖨 Posters and palm cards"],
        ["‹ Back to the page", "🏠 Menu"],
    ]
    assert page.buttons[0][0]["url"].startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fquqyq_bot")
    assert page.buttons[0][1]["copy_text"] == {"text": WATER}
    assert (await tiny_talk.press(person, "‹ Back to the page")).text.startswith("💧 Is water free?")


@pytest.mark.parametrize(
    ("start", "link"),
    [
        ("1t_water_en", "1t_water_ru"),
        ("1u_more-free-water_en", "1u_more-free-water_ru"),
        ("1c_free-water_en", "1c_free-water_ru"),
    ],
)
async def test_share_changes_the_language_of_the_link_alone(tiny_talk: Talk, start: str, link: str) -> None:
    person = await tiny_talk.reader("en")
    await tiny_talk.start(person, start)
    await tiny_talk.press(person, "📤 Share")
    page = await tiny_talk.press(person, "Русский")
    assert page.text.startswith("📤 Share")
    assert f"https://t.me/quqyq_bot?start={link}\n" in page.text


@pytest.mark.parametrize("button", ["QR · PNG", "QR · SVG"])
async def test_code_leads_to_the_card(tiny_talk: Talk, button: str) -> None:
    person = await at_card(tiny_talk)
    await tiny_talk.press(person, "📤 Share")
    file = await tiny_talk.press(person, button)
    ending = button[-3:].lower()
    assert (file.json["document"]["file_name"], file.json["caption"]) == (
        f"quqyq-qr-en-free-water.{ending}",
        WATER,
    )
    if ending == "png":
        assert codes(content(tiny_talk, file)) == [WATER]
    else:
        assert b"<svg" in content(tiny_talk, file)


@pytest.mark.parametrize(
    ("button", "name", "count"),
    [
        ("Poster A4 · PDF", "quqyq-a4-en-free-water.pdf", 1),
        ("Poster A4 · PNG", "quqyq-a4-en-free-water.png", 1),
        ("Poster A5 · PDF", "quqyq-a5-en-free-water.pdf", 1),
        ("Palm cards · PDF", "quqyq-pc-en-free-water.pdf", 10),
        ("Palm cards · PNG", "quqyq-pc-en-free-water.png", 10),
    ],
)
async def test_sheet_leads_to_the_card(tiny_talk: Talk, button: str, name: str, count: int) -> None:
    _, file = await poster(tiny_talk, button)
    assert file.json["document"]["file_name"] == name
    assert file.json["caption"].startswith(WATER)
    page = content(tiny_talk, file)
    assert codes(picture.png(page) if name.endswith("pdf") else page) == [WATER] * count


async def test_sheet_for_all_languages_lets_the_reader_choose(tiny_talk: Talk) -> None:
    person, _ = await poster(tiny_talk)
    options = next(m for m in reversed(tiny_talk.telegram.chat(person).messages) if m.buttons)
    await tiny_talk.press(person, "All together", options)
    file = await tiny_talk.press(person, "Poster A4 · PDF", options)
    assert file.json["document"]["file_name"] == "quqyq-a4-all-free-water.pdf"
    assert codes(picture.png(content(tiny_talk, file))) == ["https://t.me/quqyq_bot?start=1c_free-water"]


async def test_command_offers_posters_of_the_bot_itself(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("ru")
    page = await tiny_talk.say(person, "/poster")
    assert page.text.startswith("🖨 Плакаты и визитки\n\nЗнайте свои права")
    assert page.labels[:2] == [["Қазақша", "✓ Русский"], ["English", "Все вместе"]]
    file = await tiny_talk.press(person, "Плакат A4 · PDF")
    assert file.json["caption"].startswith("https://t.me/quqyq_bot?start=1h__ru")


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("photo", png(mode="RGB", kind="JPEG")),
        ("document", png()),
        ("document", png(mode="LA")),
        ("document", png(mode="P")),
        ("document", png(kind="WEBP")),
        ("document", png(3_000, 40)),
    ],
)
async def test_logo_and_name_come_onto_the_sheet(tiny_talk: Talk, kind: str, file: bytes) -> None:
    person, printed = await poster(tiny_talk)
    again = await answer(
        tiny_talk, person, printed, **sent(tiny_talk, kind, file, "logo.png"), caption="Қоғамдық қор «Әділет»"
    )
    assert again.json["document"]["file_name"] == "quqyq-a5-en-free-water.pdf"
    assert b"/Image" in content(tiny_talk, again)
    assert content(tiny_talk, again) != content(tiny_talk, printed)
    assert codes(picture.png(content(tiny_talk, again))) == [WATER]


@pytest.mark.parametrize(
    "name", ["Red Tulip", "<b>Red</b> & «Tulip»", "🌷 Red Tulip 🌷", "{0} %s \\n", "ҚОР «Ұлт»", "x" * 80]
)
async def test_name_alone_comes_onto_the_sheet(tiny_talk: Talk, name: str) -> None:
    person, printed = await poster(tiny_talk)
    again = await answer(tiny_talk, person, printed, text=f"/poster {name}", entities=COMMAND)
    assert codes(picture.png(content(tiny_talk, again))) == [WATER]
    assert content(tiny_talk, again) != content(tiny_talk, printed)


COMMAND = [{"type": "bot_command", "offset": 0, "length": 7}]


@pytest.mark.parametrize("name", ["x" * 81, "ы" * 500, "🌷🌷🌷", ""])
async def test_name_that_cannot_be_printed_is_said_so(tiny_talk: Talk, name: str) -> None:
    person, printed = await poster(tiny_talk)
    said = await answer(tiny_talk, person, printed, text=f"/poster {name}".strip(), entities=COMMAND)
    assert said.text == "Please write the name in letters, with at most 80 characters."


@pytest.mark.parametrize(
    "file",
    [
        b"not a picture",
        png()[:60],
        b"GIF89a" + bytes(40),
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
    ],
)
async def test_file_that_is_no_picture_is_said_so(tiny_talk: Talk, file: bytes) -> None:
    person, printed = await poster(tiny_talk)
    said = await answer(tiny_talk, person, printed, **sent(tiny_talk, "document", file, "logo.png"))
    assert said.text == "I cannot read this picture. Please send a PNG, JPEG or WebP."


async def test_huge_picture_is_said_so_and_not_opened(tiny_talk: Talk) -> None:
    person, printed = await poster(tiny_talk)
    bomb = Image.new("1", (20_000, 20_000))
    made = io.BytesIO()
    bomb.save(made, "PNG")
    said = await answer(
        tiny_talk, person, printed, **sent(tiny_talk, "document", made.getvalue(), "logo.png")
    )
    assert said.text == "This picture is too big. Please send one of at most 10 MB and 40 megapixels."
    heavy = await answer(
        tiny_talk, person, printed, **sent(tiny_talk, "document", bytes(logo.LARGEST + 1), "logo.png")
    )
    assert heavy.text == said.text


async def test_picture_that_answers_nothing_of_ours_is_no_logo(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    tiny_talk.telegram.send_photo(person)
    assert (await tiny_talk.reply(person)).text.startswith("I can read text only.")


async def test_question_that_answers_a_poster_is_a_question(tiny_talk: Talk) -> None:
    person, printed = await poster(tiny_talk)
    said = await answer(tiny_talk, person, printed, text="is water free")
    assert said.text.startswith("💧 Is water free?")


@pytest.mark.parametrize(
    "data",
    [
        "s:en::cgone",
        "s:en::x",
        "s:en::c",
        "s:en:clinic-7:cfree-water",
        "q:bmp:en::cfree-water",
        "q:png:en:clinic-7:cfree-water",
        "pp:a3.pdf:en::cfree-water",
        "pp:a4.exe:en::cfree-water",
        "pp:a4.pdf:de::cfree-water",
        "pp:a4.pdf:en:clinic-7:cfree-water",
        "po:en:clinic-7:cfree-water",
    ],
)
async def test_forged_button_makes_nothing(tiny_talk: Talk, data: str) -> None:
    person = await at_card(tiny_talk)
    card = tiny_talk.last(person)
    press = tiny_talk.telegram.press_data(person, card, data)
    calls = await tiny_talk.work()
    assert press.text == "This page has moved. Here is the menu."
    assert {call.method for call in calls} <= {"answerCallbackQuery", "getMe"}


async def test_campaign_of_a_printed_sheet_stays_on_it(tiny_talk: Talk) -> None:
    """The sheet's caption is the only memory, and its campaign is signed."""
    person, printed = await poster(tiny_talk)
    signed = payload(Link("card", "free-water", "en", "clinic-7"), key(TOKEN))
    printed.json["caption"] = f"https://t.me/quqyq_bot?start={signed}"
    again = await answer(tiny_talk, person, printed, text="/poster Red Tulip", entities=COMMAND)
    assert codes(picture.png(content(tiny_talk, again))) == [f"https://t.me/quqyq_bot?start={signed}"]
    printed.json["caption"] = f"https://t.me/quqyq_bot?start={signed[:-1]}a"
    again = await answer(tiny_talk, person, printed, text="/poster Red Tulip", entities=COMMAND)
    assert codes(picture.png(content(tiny_talk, again))) == [WATER]
