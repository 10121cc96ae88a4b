"""What changed: the list, one development, and how it stands on a card."""

from tests.conversation.talk import Clock, Talk

LABEL = "🗓 What changed"


async def test_menu_leads_to_what_changed_by_month(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    page = await tiny_talk.press(person, LABEL)
    assert page.text == (
        "🗓 What changed\n\nJanuary 2025\n1. More water is free\n\n2022\n2. The wells were counted\n\n"
        "Checked until 1 June 2025."
    )
    assert page.labels == [["1", "2"], ["🏠 Menu", "🌐 Language"]]


async def test_development_names_its_source_and_leads_to_its_cards(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    await tiny_talk.press(person, LABEL)
    page = await tiny_talk.press(person, "1")
    assert page.text == (
        "🗓 More water is free\n\n1 January 2025\n\n"
        "Since 1 January 2025 every home gets 60 litres of water a day free of charge.\n\n"
        "What the report said about this no longer holds.\n\n"
        "Source: Amendments to the Water Act, 10 December 2024.\n\nChecked on 1 June 2025."
    )
    assert page.labels == [["→ Is water free?"], ["‹ What changed"], ["🏠 Menu", "📤 Share", "🌐 Language"]]


async def test_topic_has_a_list_of_its_own(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    for label in ("📚 All topics", "💧 Water", LABEL):
        page = await tiny_talk.press(person, label)
    assert page.text.startswith("🗓 What changed · 💧 Water")
    assert (await tiny_talk.press(person, "‹ Water")).text.startswith("💧 Water")


async def test_news_is_a_command(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("ru")
    assert (await tiny_talk.say(person, "/news")).text.startswith("🗓 Что изменилось")


async def test_development_keeps_its_page_when_the_language_changes(tiny_talk: Talk, clock: Clock) -> None:
    person = await tiny_talk.reader("en")
    for label in (LABEL, "2", "🌐 Language", "Қазақша"):
        page = await tiny_talk.press(person, label)
    assert page.text.startswith("🗓 Құдықтар саналды\n\n2022 жыл")
    assert "Дереккөзі: баяндаманың 3-тармағы." in page.text
