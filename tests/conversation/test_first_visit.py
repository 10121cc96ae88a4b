"""The first visit: language, menu, topics, a card, and back."""

from tests.conversation.talk import Talk


async def test_start_asks_a_new_reader_for_the_language(tiny_talk: Talk) -> None:
    reply = await tiny_talk.start(tiny_talk.person("ru"))
    assert reply.text == (
        "Здравствуйте! Я бот Quqyq.\nНа каком языке общаемся?\n\n"
        "Сәлеметсіз бе! Мен Quqyq ботымын.\nҚай тілде сөйлесеміз?\n\n"
        "Hello! I am Quqyq.\nWhich language shall we use?"
    )
    assert reply.labels == [["✓ Русский"], ["Қазақша"], ["English"]]


async def test_unknown_language_of_telegram_is_taken_for_english(tiny_talk: Talk) -> None:
    reply = await tiny_talk.start(tiny_talk.person("de"))
    assert reply.labels[0] == ["✓ English"]


async def test_choosing_a_language_opens_the_menu_in_place(tiny_talk: Talk) -> None:
    person = tiny_talk.person("en")
    first = await tiny_talk.start(person)
    menu = await tiny_talk.press(person, "Қазақша")
    assert menu.id == first.id
    assert menu.text.startswith("Quqyq: құқығыңызды біліңіз")


async def test_start_shows_the_menu_to_who_has_chosen(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    reply = await tiny_talk.start(person)
    assert reply.text.startswith("Quqyq: know your rights")


async def test_topics_lead_to_a_card_and_back_in_one_message(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    menu = tiny_talk.last(person)
    for label in ("📚 All topics", "💧 Water", "🔁 Is water free?", "‹ 💧 Water", "‹ All topics", "🏠 Menu"):
        assert (await tiny_talk.press(person, label)).id == menu.id
    assert tiny_talk.last(person).text.startswith("Quqyq: know your rights")


async def test_card_says_its_date_its_paragraph_and_its_source(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    for label in ("📚 All topics", "💧 Water", "🔁 Is water free?"):
        card = await tiny_talk.press(person, label)
    assert card.text == (
        "💧 Is water free?\n\n"
        "⚠️ Since then (1 January 2025):\nMore water is free\n"
        "Since 1 January 2025 every home gets 60 litres of water a day free of charge.\n"
        "Source: Amendments to the Water Act, 10 December 2024.\n\n"
        "Yes, every home gets 50 litres of water a day free of charge.\n\n"
        "This has been so since 1 March 2021. Questions? Call 300.\n\n"
        "📞 300 · Water line 300\nQuestions about water\nConfirmed in May 2025.\n\n"
        "As reported on 2 May 2023, paragraph 1.\n📄 Official document"
    )
    assert card.labels == [
        ["📇 Contact 300"],
        ["🗓 More water is free"],
        ["→ Whom do I call when there is no water?"],
        ["🔔 Follow this topic"],
        ["‹ 💧 Water"],
        ["🏠 Menu", "📤 Share", "🌐 Language"],
    ]


async def test_changing_the_language_keeps_the_page(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    for label in ("📚 All topics", "💧 Water", "🔁 Is water free?", "🌐 Language"):
        await tiny_talk.press(person, label)
    card = await tiny_talk.press(person, "Русский")
    assert card.labels[-1] == ["🏠 Меню", "📤 Поделиться", "🌐 Язык"]
    assert "пункт 1" in card.text
    assert (await tiny_talk.start(person)).text.startswith("Quqyq: знайте свои права")


async def test_contact_comes_as_a_contact_card(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    await tiny_talk.press(person, "📞 Helplines")
    sent = await tiny_talk.press(person, "📇 Contact 300")
    assert (sent.kind, sent.json["contact"]["phone_number"]) == ("contact", "300")
