"""Campaigns in the chat: made by admins and the invited, with figures of their own, and inert for everyone else."""

import io

import pytest
import zxingcpp
from PIL import Image

from bot.sandbox.accounts import Person
from bot.services.links import Link, key, payload
from bot.views.sheets import picture
from tests.conversation.talk import ADMIN, TOKEN, Talk

UNKNOWN = "I do not know this command."


async def admin(talk: Talk) -> Person:
    person = talk.telegram.add_person(ADMIN, "Operator", "en")
    await talk.start(person)
    await talk.press(person, "✓ English")
    return person


async def invited(talk: Talk, operator: Person, name: str = "red-tulip") -> Person:
    await talk.say(operator, f"/campaign invite {name}")
    person = await talk.reader("en")
    await talk.start(person, start_of(talk, operator))
    return person


def start_of(talk: Talk, person: Person) -> str:
    return talk.last(person).text.partition("?start=")[2].split()[0]


async def made(talk: Talk) -> Person:
    """A coordinator with a campaign, at its page."""
    person = await invited(talk, await admin(talk))
    await talk.say(person, "/campaign clinic-7")
    await talk.press(person, "clinic-7")
    return person


async def test_admin_makes_a_campaign(tiny_talk: Talk) -> None:
    person = await admin(tiny_talk)
    empty = await tiny_talk.say(person, "/campaign")
    assert empty.labels == [["👥 Coordinators"], ["🏠 Menu"]]
    page = await tiny_talk.say(person, "/campaign clinic-7")
    assert page.text.startswith("✅ “clinic-7” is made.")
    assert page.labels == [["clinic-7"], ["👥 Coordinators"], ["🏠 Menu"]]
    assert (await tiny_talk.say(person, "/campaign clinic-7")).text.startswith(
        "The name “clinic-7” is taken."
    )


@pytest.mark.parametrize("name", ["Клиника", "<b>x</b>", "🌷🌷", "a", "two words", "x" * 500])
async def test_bad_name_is_said_so(tiny_talk: Talk, name: str) -> None:
    person = await admin(tiny_talk)
    page = await tiny_talk.say(person, f"/campaign {name}")
    assert page.text.startswith("This name does not work.\n\n📣 Campaigns")
    assert "2 to 16 small Latin letters, digits and hyphens" in page.text


async def test_invited_coordinator_sees_their_own_alone(tiny_talk: Talk) -> None:
    operator = await admin(tiny_talk)
    await tiny_talk.say(operator, "/campaign state-tv")
    person = await invited(tiny_talk, operator)
    assert tiny_talk.last(person).text.startswith("Welcome! You coordinate the campaigns of “red-tulip”.")
    page = await tiny_talk.say(person, "/campaign clinic-7")
    assert page.labels == [["clinic-7"], ["🏠 Menu"]]
    listed = await tiny_talk.say(operator, "/campaign")
    assert listed.labels[:2] == [["clinic-7 · red-tulip"], ["state-tv"]]


async def test_invitation_works_once_and_for_someone_new_too(tiny_talk: Talk) -> None:
    operator = await admin(tiny_talk)
    await tiny_talk.say(operator, "/campaign invite red-tulip")
    start = start_of(tiny_talk, operator)
    newcomer, late = tiny_talk.person("en"), await tiny_talk.reader("en")
    assert (await tiny_talk.start(newcomer, start)).text.startswith("Welcome!")
    assert (await tiny_talk.start(late, start)).text.startswith("This link leads to no page that I have now.")
    assert (await tiny_talk.start(tiny_talk.person("en"), start)).text.startswith("Hello! I am Quqyq.")


async def test_invitation_under_a_taken_or_bad_name_is_refused(tiny_talk: Talk) -> None:
    operator = await admin(tiny_talk)
    await tiny_talk.say(operator, "/campaign invite red-tulip")
    for name in ("red-tulip", "Красный", "x" * 200):
        page = await tiny_talk.say(operator, f"/campaign invite {name}")
        assert page.text.startswith("This name is taken or does not work.")
        assert page.labels == [["⏳ red-tulip"], ["‹ Campaigns"]]


async def test_right_that_was_taken_back_is_gone_at_once(tiny_talk: Talk) -> None:
    person = await made(tiny_talk)
    old = tiny_talk.last(person)
    operator = tiny_talk.telegram.people[ADMIN]
    await tiny_talk.say(operator, "/campaign")
    for label in ("👥 Coordinators", "red-tulip", "🚫 Take the right back"):
        page = await tiny_talk.press(operator, label)
    assert page.text.startswith("“red-tulip” makes no campaigns any more.")
    assert (await tiny_talk.say(person, "/campaign other")).text.startswith(UNKNOWN)
    await tiny_talk.press(person, "CSV", old)
    assert tiny_talk.toast == "This page has moved. Here is the menu."
    assert tiny_talk.last(person).kind == "text"


async def test_campaign_is_inert_for_everyone_else(tiny_talk: Talk) -> None:
    await made(tiny_talk)
    stranger = await tiny_talk.reader("en")
    for text in ("/campaign", "/campaign mine", "/campaign invite me"):
        assert (await tiny_talk.say(stranger, text)).text.startswith(UNKNOWN)
    page = tiny_talk.last(stranger)
    for data in (
        "cl",
        "cp:clinic-7",
        "cf:csv:clinic-7",
        "ct:0:clinic-7",
        "co",
        "ck:red-tulip",
        "cX:red-tulip",
    ):
        press = tiny_talk.telegram.press_data(stranger, page, data)
        await tiny_talk.work()
        assert press.text == "This page has moved. Here is the menu.", data


async def test_coordinator_cannot_open_what_is_not_theirs(tiny_talk: Talk) -> None:
    operator = await admin(tiny_talk)
    await tiny_talk.say(operator, "/campaign state-tv")
    person = await invited(tiny_talk, operator)
    page = tiny_talk.last(person)
    for data in ("cp:state-tv", "cf:png:state-tv", "ct:0:state-tv", "co", "cX:red-tulip", "s:en:state-tv:h"):
        press = tiny_talk.telegram.press_data(person, page, data)
        await tiny_talk.work()
        assert press.text == "This page has moved. Here is the menu.", data


async def test_command_in_a_group_is_left_alone(tiny_talk: Talk) -> None:
    operator = await admin(tiny_talk)
    group = tiny_talk.telegram.add_group(operator, "Team", with_bot=tiny_talk.telegram.bot)
    await tiny_talk.work()
    tiny_talk.telegram.send_text(operator, "/campaign clinic-7", group)
    assert {call.method for call in await tiny_talk.work()} <= {"getMe"}


async def test_campaigns_link_and_poster_count_for_it(tiny_talk: Talk) -> None:
    person = await made(tiny_talk)
    for label in ("🔗 Link to a topic or card", "💧 Water", "→ Is water free?"):
        page = await tiny_talk.press(person, label)
    link = Link("card", "free-water", "en", "clinic-7")
    address = f"https://t.me/quqyq_bot?start={payload(link, key(TOKEN))}"
    assert address in page.text
    assert "counts for “clinic-7”" in page.text
    await tiny_talk.press(person, "🖨 Posters and palm cards")
    file = await tiny_talk.press(person, "Poster A4 · PDF")
    pdf = tiny_talk.telegram.files.find(file.json["document"]["file_id"]).content
    printed = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.png(pdf))))
    assert [code.text for code in printed] == [address]


async def test_figures_tell_what_the_links_brought(tiny_talk: Talk) -> None:
    person = await made(tiny_talk)
    link = payload(Link("card", "free-water", "en", "clinic-7"), key(TOKEN))
    for _ in range(5):
        await tiny_talk.start(tiny_talk.person("ru"), link)
    reader = tiny_talk.person("ru")
    await tiny_talk.start(reader, link)
    await tiny_talk.start(reader, link)
    await tiny_talk.press(reader, "🔔 Follow this topic")
    await tiny_talk.say(person, "/campaign")
    page = await tiny_talk.press(person, "clinic-7")
    assert page.text == (
        "📣 clinic-7\n\nFrom 25 October 2026 to 23 November 2026\n\n"
        "Links opened: 7\nNew readers: 6\nTopics followed by them: <5\n\n"
        "Opened, by topic\n💧 Water: 7\n\n"
        "Fewer than 5 are shown as <5."
    )
    file = await tiny_talk.press(person, "CSV", page)
    csv = tiny_talk.telegram.files.find(file.json["document"]["file_id"]).content.decode("utf-8-sig")
    assert csv.splitlines()[-2:] == ["clinic-7,day,2026-11-23,7,6,<5", "clinic-7,topic,water,7,6,<5"]
    chart = await tiny_talk.press(person, "📈 Chart", page)
    size = chart.json["photo"][-1]
    assert (size["width"], size["height"]) == (1197, 1108)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_every_page_of_campaigns_speaks_the_language(tiny_talk: Talk, language: str) -> None:
    operator = await admin(tiny_talk)
    await tiny_talk.say(operator, "/language")
    await tiny_talk.press(operator, {"kk": "Қазақша", "ru": "Русский", "en": "✓ English"}[language])
    await tiny_talk.say(operator, "/campaign clinic-7")
    menu = tiny_talk.last(operator)
    for data in (
        "cl",
        "cp:clinic-7",
        "ct:0:clinic-7",
        "cc:0:clinic-7:water",
        "s:kk:clinic-7:cfree-water",
        "co",
    ):
        tiny_talk.telegram.press_data(operator, menu, data)
        calls = await tiny_talk.work()
        assert [call.description for call in calls if not call.ok] == [], data
    tiny_talk.telegram.press_data(operator, menu, "cf:png:clinic-7")
    await tiny_talk.work()
    assert tiny_talk.last(operator).kind == "photo"
