"""A crawl that presses every button that can be reached, in every language."""

import pytest

from bot.sandbox.accounts import Person
from bot.sandbox.messages import Message
from tests.conversation.talk import Talk


def _data(message: Message) -> list[str]:
    return [button["callback_data"] for row in message.buttons for button in row if "callback_data" in button]


def _is_aside(data: str) -> bool:
    """Other languages, what hands a page on, and what takes it away: tests of its own press that."""
    return data == "hd" or data.startswith(("sl:", "l:", "s:", "q:", "po:", "pp:"))


async def _crawl(talk: Talk, person: Person) -> dict[str, str]:
    """Press everything; give the text that each button led to. The whole conversation stays in the menu's message."""
    menu = talk.last(person)
    waiting = _data(menu)
    seen: dict[str, str] = {}
    while waiting:
        data = waiting.pop()
        if data in seen or _is_aside(data):
            continue
        press = talk.telegram.press_data(person, menu, data)
        calls = await talk.work()
        assert press.answered, data
        assert press.text is None, f"{data} says {press.text}"
        refused = [
            call.description for call in calls if not call.ok and "not modified" not in call.description
        ]
        assert refused == [], data
        shown = talk.last(person)
        seen[data] = shown.text
        waiting += _data(menu) + _data(shown)
    return seen


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_every_button_of_the_tiny_pack_leads_somewhere(tiny_talk: Talk, language: str) -> None:
    person = await tiny_talk.reader(language)
    seen = await _crawl(tiny_talk, person)
    cards = {card.id for card in tiny_talk.edition.library.cards}
    assert {data.removeprefix("c:") for data in seen if data.startswith("c:")} == cards


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_every_button_of_the_real_pack_leads_somewhere(real_talk: Talk, language: str) -> None:
    person = await real_talk.reader(language)
    seen = await _crawl(real_talk, person)
    library = real_talk.edition.library
    assert {data.removeprefix("c:") for data in seen if data.startswith("c:")} == {
        card.id for card in library.cards
    }
    topics = {data.split(":")[2] for data in seen if data.startswith("o:")}
    assert topics == {topic.id for topic in library.topics}
    assert max(map(len, seen.values())) <= 4096
