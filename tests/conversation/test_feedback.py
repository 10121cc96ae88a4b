"""Thumbs under an answer: counted for the card and the day, without who; and the outcomes of questions."""

from datetime import timedelta

import pytest

from bot.services.tallies import Tallies
from storage import counters
from storage.errors import StorageError
from tests.conversation.talk import Clock, Talk


async def _counted(talk: Talk, clock: Clock) -> dict[tuple[str, str], int]:
    tallies: Tallies = talk.dispatcher["tallies"]
    await tallies.flush()
    today = clock.now.date()
    async with talk.database.session() as session:
        found = await counters.listed(session, today - timedelta(days=1), today + timedelta(days=1))
    return {(tally.name, tally.key): tally.count for tally in found}


@pytest.mark.parametrize(("label", "name"), [("👍 Helped", "good"), ("👎 Did not help", "bad")])
async def test_thumb_is_counted_for_the_card(tiny_talk: Talk, clock: Clock, label: str, name: str) -> None:
    person = await tiny_talk.reader("en")
    answer = await tiny_talk.say(person, "who may use the school bus")
    rated = await tiny_talk.press(person, label)
    assert (tiny_talk.toast, rated.id, rated.text) == ("Thank you!", answer.id, answer.text)
    assert [row for row in rated.labels if label in row] == []
    assert await _counted(tiny_talk, clock) == {
        ("outcome.answer", "en"): 1,
        ("card", "school-bus"): 1,
        (name, "school-bus"): 1,
    }


async def test_thumb_under_a_result_that_is_gone_leads_home(tiny_talk: Talk, clock: Clock) -> None:
    person = await tiny_talk.reader("en")
    tiny_talk.telegram.press_data(person, tiny_talk.last(person), "th:1:0:zzzzz")
    assert (await tiny_talk.reply(person)).text.startswith("Quqyq: know your rights")
    assert await _counted(tiny_talk, clock) == {}


async def test_counts_of_one_counter_add_up(tiny_talk: Talk, clock: Clock) -> None:
    person = await tiny_talk.reader("en")
    for _ in range(3):
        await tiny_talk.say(person, "who may use the school bus")
        await _counted(tiny_talk, clock)
    assert await _counted(tiny_talk, clock) == {("outcome.answer", "en"): 3, ("card", "school-bus"): 3}


async def test_counts_wait_for_a_database_that_fails(
    tiny_talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tallies: Tallies = tiny_talk.dispatcher["tallies"]
    tallies.count("good", "school-bus")

    def fail() -> None:
        raise StorageError("sqlite://", "disk full")

    with monkeypatch.context() as broken:
        broken.setattr(tiny_talk.database, "session", fail)
        with pytest.raises(StorageError):
            await tallies.flush()
    await tallies.flush()
    clock_day = tiny_talk.dispatcher["clock"]().date()
    async with tiny_talk.database.session() as session:
        assert await counters.by_key(session, "good", clock_day, clock_day) == {"school-bus": 1}


async def test_answer_in_another_language_offers_to_switch(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    answer = await tiny_talk.say(person, "мектеп автобусына кім міне алады")
    assert ["🌐 English"] in answer.labels
    switched = await tiny_talk.press(person, "🌐 English")
    assert switched.text.startswith("🏫 Who may use the school bus?")


async def test_word_that_nothing_is_found_for_is_answered_in_the_readers_language(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    answer = await tiny_talk.say(person, "hello")
    assert answer.text.startswith("The report does not cover this")


async def test_button_stands_once_under_an_answer(real_talk: Talk) -> None:
    person = await real_talk.reader("ru")
    for question in (
        "сколько подписей для петиции",
        "кому положен бесплатный адвокат",
        "пособие ребёнку с инвалидностью",
    ):
        answer = await real_talk.say(person, question)
        labels = [label.removeprefix("→ ").removeprefix("🗓 ") for row in answer.labels for label in row]
        assert sorted(labels) == sorted(set(labels)), question
