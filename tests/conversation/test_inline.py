"""Queries after the bot's name, in any chat: what is offered, what is sent, and how often work is done for it."""

import asyncio
from typing import Any

import pytest

from bot.conversation.handling import Handling
from bot.metrics import Metrics
from bot.sandbox.queries import InlineQuery
from bot.services import answers
from content.search import Found, Hit
from tests.conversation.talk import TOKEN, Talk

from aiogram.types import Update  # isort: skip - after bot.conversation, which defers aiogram's models

OPEN = "🤖 Open the bot"


async def ask(talk: Talk, query: str, language: str = "en") -> InlineQuery:
    asked = talk.telegram.inline_query(talk.person(language), query)
    await talk.work()
    assert asked.answered
    return asked


def found_as(
    monkeypatch: pytest.MonkeyPatch, outcome: str, *cards: str, contacts: tuple[str, ...] = ()
) -> None:
    """Let every search find these, in English."""
    hits = tuple(Hit("card", card, 1.0) for card in cards)
    found = Found(outcome, "en", hits, contacts)  # type: ignore[arg-type]
    monkeypatch.setattr("content.search.Search.ask", lambda *_: found)


def ids(asked: InlineQuery) -> list[str]:
    return [result["id"] for result in asked.results]


async def parameters(talk: Talk) -> dict[str, object]:
    call = [call for call in talk.telegram.calls if call.method == "answerInlineQuery"][-1]
    return dict(call.params)


async def test_query_offers_the_answer_best_first_with_what_belongs_to_it(
    tiny_talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    found_as(monkeypatch, "answer", "free-water", "wells")
    asked = await ask(tiny_talk, "is water free")
    assert ids(asked) == ["c:free-water", "c:wells", "d:more-free-water", "c:water-line"]
    shown = [(result["title"], result["description"]) for result in asked.results]
    assert shown[0] == (
        "🔁 💧 Is water free?",
        "Yes, every home gets 50 litres of water a day free of charge. This has been so since 1 March 2021. "
        "Questions? Call 300.",
    )
    assert shown[2] == (
        "🗓 More water is free",
        "Since 1 January 2025 every home gets 60 litres of water a day free of charge.",
    )


async def test_sent_answer_is_the_card_of_the_bot_and_leads_to_it(
    tiny_talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await tiny_talk.reader("en")
    tiny_talk.telegram.press_data(person, tiny_talk.last(person), "c:free-water")
    card = (await tiny_talk.reply(person)).text
    found_as(monkeypatch, "answer", "free-water")
    group = tiny_talk.telegram.add_group(person, "Parents")
    asked = tiny_talk.telegram.inline_query(person, "water", group)
    await tiny_talk.work()
    sent = tiny_talk.telegram.choose_inline_result(asked, "c:free-water", group)
    assert (sent.text, sent.labels) == (card, [[OPEN]])
    friend = tiny_talk.person("ru")
    opened = tiny_talk.telegram.open_link(friend, sent.buttons[0][0]["url"])
    await tiny_talk.work()
    assert opened.last.text == card


async def test_sent_development_is_the_page_of_the_bot(
    tiny_talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await tiny_talk.reader("en")
    tiny_talk.telegram.press_data(person, tiny_talk.last(person), "d:more-free-water")
    page = (await tiny_talk.reply(person)).text
    found_as(monkeypatch, "answer", "free-water")
    asked = await ask(tiny_talk, "water")
    sent = tiny_talk.telegram.choose_inline_result(asked, "d:more-free-water")
    assert sent.text == page


async def test_answer_sent_to_the_bot_itself_is_no_question(
    tiny_talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await tiny_talk.reader("en")
    found_as(monkeypatch, "answer", "free-water")
    asked = tiny_talk.telegram.inline_query(person, "water")
    await tiny_talk.work()
    sent = tiny_talk.telegram.choose_inline_result(asked, "c:free-water")
    assert [call.method for call in await tiny_talk.work()] == []
    assert tiny_talk.last(person).id == sent.id


async def test_danger_is_answered_with_whom_to_call_first(
    tiny_talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    found_as(monkeypatch, "urgent", "wells", contacts=("999",))
    assert ids(await ask(tiny_talk, "help"))[:2] == ["n:999", "c:wells"]


async def test_doubtful_query_offers_what_holds_its_words_too(
    tiny_talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    found_as(monkeypatch, "unsure", "wells")
    assert ids(await ask(tiny_talk, "wat")) == [
        "c:wells",
        "c:free-water",
        "c:water-line",
        "d:more-free-water",
    ]


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("травля", "c:bullying-liability"),
        ("lawyer", "c:free-lawyer-who"),
        ("зейнетақы", "c:pension-social-code"),
    ],
)
async def test_single_word_offers_what_holds_it(real_talk: Talk, query: str, best: str) -> None:
    assert best in ids(await ask(real_talk, query))


async def test_nothing_found_leads_into_the_chat(tiny_talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    found_as(monkeypatch, "none", "free-water")
    asked = await ask(tiny_talk, "tomorrow")
    assert asked.results == []
    assert asked.button is not None
    assert asked.button["text"] == "Nothing found. Ask Quqyq in private"
    person = await tiny_talk.reader("en")
    page = await tiny_talk.start(person, asked.button["start_parameter"])
    assert page.text.startswith("Quqyq: know your rights")


async def test_no_query_offers_the_helplines(tiny_talk: Talk) -> None:
    asked = await ask(tiny_talk, "", "ru")
    assert [(result["id"], result["title"], result["description"]) for result in asked.results] == [
        ("n:999", "📞 999 · 999, экстренная помощь", "Номер экстренных служб"),
        ("n:300", "📞 300 · Водная линия 300", "Вопросы о воде"),
        ("n:school-bot", "💬 @TeneliaSchoolBot · Школьный бот", "Вопросы о школьном автобусе"),
    ]
    sent = tiny_talk.telegram.choose_inline_result(asked, "n:300")
    assert sent.text == (
        "📞 300 · Водная линия 300\nВопросы о воде\nПодтверждён в мае 2025 года.\n\n"
        "Из доклада от 2 мая 2023 года, пункт 2."
    )


async def test_no_query_is_told_in_the_language_that_the_person_chose(tiny_talk: Talk) -> None:
    person = tiny_talk.person("ru")
    await tiny_talk.start(person)
    await tiny_talk.press(person, "Қазақша")
    asked = tiny_talk.telegram.inline_query(person, "")
    await tiny_talk.work()
    assert asked.results[1]["title"] == "📞 300 · 300 су желісі"


@pytest.mark.parametrize(
    ("query", "offered"), [("9", ["n:999"]), (" 300 ", ["n:300"]), ("301", []), ("?!", [])]
)
async def test_number_offers_its_contact(tiny_talk: Talk, query: str, offered: list[str]) -> None:
    assert ids(await ask(tiny_talk, query)) == offered


async def test_words_are_answered_for_everyone_alike_and_kept(tiny_talk: Talk) -> None:
    results = [(await ask(tiny_talk, "сколько колодцев", language)).results for language in ("en", "kk")]
    assert results[0] == results[1] != []
    kept = await parameters(tiny_talk)
    assert (kept["cache_time"], kept["is_personal"]) == ("300", "false")
    await ask(tiny_talk, "")
    assert (await parameters(tiny_talk))["is_personal"] == "true"


@pytest.mark.parametrize(
    "query", ["травля", "bullying at school", "тегін адвокат", "<b>&amp;", "x" * 256, "😀"]
)
async def test_any_query_gets_at_most_ten_offers(real_talk: Talk, query: str) -> None:
    asked = await ask(real_talk, query)
    assert len(asked.results) <= 10
    assert all(len(result["_message"]["text"]) <= 4096 for result in asked.results)


async def test_asking_inline_makes_nobody_a_reader(tiny_talk: Talk) -> None:
    person = tiny_talk.person("en")
    for query in ("", "water"):
        tiny_talk.telegram.inline_query(person, query)
    await tiny_talk.work()
    assert await tiny_talk.active(person) is None


@pytest.mark.parametrize("whole_way", [False, True])
async def test_queries_in_a_rush_are_answered_by_their_last(
    tiny_talk: Talk, monkeypatch: pytest.MonkeyPatch, whole_way: bool
) -> None:
    searched: list[str] = []
    search = answers.answer

    def counting(edition: object, question: str, *rest: object) -> answers.Answer:
        searched.append(question)
        return search(edition, question, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("bot.services.inline.answer", counting)
    call = tiny_talk.telegram.call

    async def slow(*words: Any) -> Any:
        """As over a network: others get their turn meanwhile."""
        await asyncio.sleep(0)
        return await call(*words)

    monkeypatch.setattr(tiny_talk.telegram, "call", slow)
    person, other = tiny_talk.person("en"), tiny_talk.person("en")
    typed = [f"is water free{'?' * number}" for number in range(20)]
    asked = [tiny_talk.telegram.inline_query(person, query) for query in typed]
    beside = tiny_talk.telegram.inline_query(other, "wells")
    got = await tiny_talk.telegram.call(TOKEN, "getUpdates", {"timeout": 0})
    handling = Handling(tiny_talk.bot, tiny_talk.dispatcher, Metrics())

    async def feed(update: dict[str, Any]) -> None:
        if whole_way:
            made = Update.model_validate(update, context={"bot": tiny_talk.bot})
            await handling.handle(made, patience=0)
        else:
            await tiny_talk.dispatcher.feed_raw_update(tiny_talk.bot, update)

    await asyncio.gather(*map(feed, got["result"]))
    assert (asked[-1].answered, beside.answered) == (True, True)
    assert sum(query.answered for query in asked) <= 2
    assert set(searched) <= {typed[0], typed[-1], "wells"}
