"""Who greets gets the menu, not the news that the report does not cover greetings."""

import pytest

from tests.conversation.talk import Talk


@pytest.mark.parametrize(
    ("language", "greeting", "menu"),
    [
        ("kk", "Сәлеметсіз бе", "Quqyq: құқығыңызды біліңіз"),
        ("ru", "спасибо!", "Quqyq: знайте свои права"),
        ("en", "hi there", "Quqyq: know your rights"),
        ("ru", "hello", "Quqyq: знайте свои права"),
    ],
)
async def test_greeting_leads_to_the_menu(real_talk: Talk, language: str, greeting: str, menu: str) -> None:
    person = await real_talk.reader(language)
    reply = await real_talk.say(person, greeting)
    assert reply.text.startswith(menu)


async def test_question_without_answer_leads_to_the_nearest_topic(real_talk: Talk) -> None:
    person = await real_talk.reader("ru")
    reply = await real_talk.say(person, "пенсия водителя")
    assert reply.text.startswith("В докладе об этом не сказано")
    assert "Возможно, вы найдёте это здесь:" in reply.text
    assert reply.labels[0] == ["💳 Пособия и помощь"]


async def test_question_far_from_all_topics_names_none(real_talk: Talk) -> None:
    person = await real_talk.reader("en")
    reply = await real_talk.say(person, "what is the bitcoin price")
    assert "Perhaps" not in reply.text
    assert reply.labels == [["📞 Helplines", "📚 All topics"], ["🏠 Menu", "🌐 Language"]]
