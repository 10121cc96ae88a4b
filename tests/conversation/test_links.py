"""Deep links: where they lead, what they decide, and what becomes of broken ones."""

import pytest

from bot.sandbox.accounts import Person
from bot.services.links import Link, key, payload
from storage import readers, subscriptions
from tests.conversation.talk import TOKEN, Talk

LOST = "This link leads to no page that I have now. Here is the menu.\n\nQuqyq: know your rights"


def signed(link: Link) -> str:
    return payload(link, key(TOKEN))


async def kept(talk: Talk, person: Person) -> tuple[str | None, str | None]:
    async with talk.database.session() as session:
        reader = await readers.get(session, person.id)
    assert reader is not None
    return reader.language, reader.campaign


async def test_link_opens_its_card_in_its_language_for_someone_new(tiny_talk: Talk) -> None:
    person = tiny_talk.person("en")
    card = await tiny_talk.start(person, "1c_free-water_ru")
    assert card.text.startswith("💧 Вода бесплатная?")
    assert await kept(tiny_talk, person) == ("ru", None)


@pytest.mark.parametrize(
    ("link", "opened"),
    [
        (Link("topic", "water", "en"), "💧 Water"),
        (Link("update", "more-free-water", "en"), "🗓 More water is free"),
        (Link("news", "", "en"), "🗓 What changed"),
        (Link("digests", "", "en"), "⏰ My digests"),
        (Link("digests", "water", "en"), "💧 Water\n\n"),
        (Link("home", "", "en"), "Quqyq: know your rights"),
    ],
)
async def test_link_opens_its_page(tiny_talk: Talk, link: Link, opened: str) -> None:
    page = await tiny_talk.start(tiny_talk.person("kk"), payload(link))
    assert page.text.startswith(opened)


async def test_link_to_a_digest_follows_only_when_pressed(tiny_talk: Talk) -> None:
    person = tiny_talk.person()
    offer = await tiny_talk.start(person, "1g_water_en")
    assert offer.labels == [["🔔 Follow this topic"], ["‹ 💧 Water"], ["🏠 Menu", "🌐 Language"]]
    async with tiny_talk.database.session() as session:
        assert await subscriptions.topics(session, person.id) == []
    followed = await tiny_talk.press(person, "🔔 Follow this topic")
    assert "✓ You will hear of “Water”." in followed.text


async def test_link_without_a_language_asks_first_and_then_opens_its_page(tiny_talk: Talk) -> None:
    person = tiny_talk.person("ru")
    question = await tiny_talk.start(person, "1c_free-water")
    assert question.labels == [["✓ Русский"], ["Қазақша"], ["English"]]
    assert (await tiny_talk.press(person, "Қазақша")).text.startswith("💧 Су тегін бе?")


async def test_reader_who_has_chosen_keeps_their_language(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    card = await tiny_talk.start(person, "1c_free-water_ru")
    assert card.text.startswith("💧 Is water free?")
    assert await kept(tiny_talk, person) == ("en", None)


async def test_first_campaign_is_kept_and_no_other(tiny_talk: Talk) -> None:
    person = tiny_talk.person()
    await tiny_talk.start(person, signed(Link("card", "free-water", "en", "clinic-7")))
    await tiny_talk.start(person, signed(Link("card", "free-water", "en", "school-3")))
    assert await kept(tiny_talk, person) == ("en", "clinic-7")


async def test_campaign_of_someone_known_is_not_kept(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    await tiny_talk.start(person, signed(Link(campaign="clinic-7")))
    assert await kept(tiny_talk, person) == ("en", None)


async def test_forged_campaign_is_not_kept_and_the_page_opens(tiny_talk: Talk) -> None:
    person = tiny_talk.person()
    card = await tiny_talk.start(person, "1c_free-water_en_clinic-7_aaaaaaaa")
    assert card.text.startswith("💧 Is water free?")
    assert await kept(tiny_talk, person) == ("en", None)


async def test_lost_payload_loses_the_campaign_alone(tiny_talk: Talk) -> None:
    person = tiny_talk.person()
    await tiny_talk.start(person)
    await tiny_talk.start(person, signed(Link("card", "free-water", "kk", "clinic-7")))
    assert await kept(tiny_talk, person) == ("kk", "clinic-7")


@pytest.mark.parametrize(
    "broken",
    [
        "c_free-water",
        "2c_free-water_en",
        "1c_gone-card_en",
        "1c_free-wa",
        "1x",
        "hello",
        "1c_суБесплатно",
        "x" * 70,
    ],
)
async def test_broken_link_leads_home_kindly(tiny_talk: Talk, broken: str) -> None:
    person = await tiny_talk.reader("en")
    assert (await tiny_talk.start(person, broken)).text.startswith(LOST)


async def test_broken_link_of_someone_new_asks_for_the_language(tiny_talk: Talk) -> None:
    person = tiny_talk.person("ru")
    await tiny_talk.start(person, "9z_nothing")
    assert (await tiny_talk.press(person, "✓ Русский")).text.startswith("Quqyq: знайте свои права")


async def test_link_decides_nothing_for_a_group(tiny_talk: Talk) -> None:
    person = tiny_talk.person("ru")
    group = tiny_talk.telegram.add_group(person, "Parents of 5B", with_bot=tiny_talk.telegram.bot)
    tiny_talk.telegram.send_text(
        person, f"/start@quqyq_bot {signed(Link('home', '', 'ru', 'clinic-7'))}", group
    )
    await tiny_talk.work()
    async with tiny_talk.database.session() as session:
        reader = await readers.get(session, group.id)
    assert reader is not None
    assert (reader.language, reader.campaign) == (None, None)
