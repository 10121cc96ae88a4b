"""The free-lawyer check in the chat: every state by its buttons, every way back, in every language."""

import pytest
from sqlmodel import SQLModel

from bot.sandbox.accounts import Person
from bot.sandbox.chats import Chat
from bot.views.actions import LegalAid
from content.eligibility import MOST_QUESTIONS, Interview, State, evaluate, letters_of, states
from tests.conversation.talk import TOKEN, Talk

WORDS = {
    "kk": ("⚖️ Маған тегін заңгер беріле ме?", "🤷 Білмеймін", "‹ Артқа", "↺ Басынан бастау", "тарма"),
    "ru": ("⚖️ Положен ли мне бесплатный юрист?", "🤷 Не знаю", "‹ Назад", "↺ Начать заново", "пункт"),
    "en": ("⚖️ Can I get a free lawyer?", "🤷 I don’t know", "‹ Back", "↺ Start again", "paragraph"),
}
CHECK, UNKNOWN, BACK, AGAIN, _ = WORDS["en"]
FIRST = "What do you need a lawyer for?"
NOT_NAMED = "The report does not name your situation"
UNSURE = "This depends on what you do not know, or on what the report leaves open."
NEWER = "🗓 Since the report:"


def interview_of(talk: Talk) -> Interview:
    interview = talk.edition.library.interview
    assert interview is not None
    return interview


def said(state: State, interview: Interview, language: str, word: str) -> list[str]:
    """What the page of a state has to say, piece by piece."""
    if state.question is not None:
        return [state.question.question[language]]
    outcome = evaluate(interview, state)
    met = [text for rule in outcome.met for text in (rule.title[language], rule.body[language])]
    told = (*outcome.met, *outcome.open) or (interview.otherwise,)
    numbers = [str(number) for one in told for number in one.paragraphs]
    return [*met, *(one.title[language] for one in told), *numbers, word]


class Walk:
    """Presses every answer of every state, and comes back each time by the button that leads back."""

    def __init__(self, talk: Talk, person: Person, language: str) -> None:
        self.talk, self.person, self.language = talk, person, language
        self.interview = interview_of(talk)
        self.states = {state.letters: state for state in states(self.interview)}
        self.seen: list[str] = []

    async def all(self, letters: str = "") -> None:
        _, unknown, back, _, word = WORDS[self.language]
        state, shown = self.states[letters], self.talk.last(self.person)
        text, labels = shown.text, shown.labels
        self.seen.append(letters)
        assert [one for one in said(state, self.interview, self.language, word) if one not in text] == []
        if state.question is None:
            return
        options = [(letter, option.label[self.language]) for letter, option in letters_of(state.question)]
        assert labels[: len(options) + 1] == [*([label] for _, label in options), [unknown]]
        for letter, label in (*options, ("?", unknown)):
            await self.talk.press(self.person, label)
            await self.all(letters + letter)
            await self.talk.press(self.person, back)
            assert self.talk.last(self.person).text == text


@pytest.mark.parametrize("language", list(WORDS))
async def test_every_state_is_reached_by_taps_and_says_what_the_rules_say(
    real_talk: Talk, language: str
) -> None:
    person = await real_talk.reader(language)
    await real_talk.press(person, WORDS[language][0])
    walk = Walk(real_talk, person, language)
    await walk.all()
    assert sorted(walk.seen) == sorted(walk.states)
    assert max(map(len, walk.seen)) <= MOST_QUESTIONS


async def answer(talk: Talk, *labels: str) -> tuple[Person, str]:
    """Start the check by its command, press these, and give what it says then."""
    person = await talk.reader("en")
    await talk.say(person, "/lawyer")
    for label in labels:
        await talk.press(person, label)
    return person, talk.last(person).text


async def test_result_keeps_the_reports_answer_apart_from_what_came_since(real_talk: Talk) -> None:
    person, text = await answer(real_talk, "I or someone close was harmed", "Domestic violence", "No")
    report, since = text.split(f"\n\n{NEWER}\n")
    interview = interview_of(real_talk)
    rule = next(rule for rule in interview.rules if rule.id == "domestic-violence")
    assert report.startswith(f"{CHECK}\n\n{rule.title['en']}\n\n{rule.body['en']}\n\n")
    assert "Decided by paragraph 136 of the report (18 October 2024)." in report
    assert "📞 111 · Helpline 111" in report
    updates = [real_talk.edition.library.update(update) for update in interview.since]
    assert [update.text("en").title in since for update in updates if update] == [True, True, True]
    assert since.count("Source: ") == 3
    doubtful = [update for update in updates if update and update.confidence == "medium"]
    assert since.count("\nNot confirmed.\n") == len(doubtful) > 0
    assert text.endswith("Checked until 2 July 2026.\n\nThis is information, not legal advice.")
    assert real_talk.last(person).labels == [
        ["📇 Contact 111", "📇 Contact 102", "📇 Contact 112"],
        ["→ Is there legal help for domestic violence?"],
        ["→ I am beaten at home: where can I get help?"],
        [BACK, AGAIN],
        ["🏠 Menu", "🌐 Language"],
    ]


async def test_nothing_that_fits_is_never_told_as_no_right(real_talk: Talk) -> None:
    _, text = await answer(real_talk, "Another legal matter", "No")
    assert NOT_NAMED in text
    assert "This does not mean that you cannot get free help." in text
    assert "The report speaks of free legal help in paragraphs 109, 110 (18 October 2024)." in text


async def test_what_is_not_known_may_apply(real_talk: Talk) -> None:
    _, text = await answer(real_talk, UNKNOWN, "None of these", "Torture", UNKNOWN)
    assert "Decided by paragraph 109 of the report (18 October 2024)." in text
    assert f"\n\n❔ May apply: State guaranteed legal assistance (paragraph 109)\n{UNSURE}\n\n" in text
    assert NOT_NAMED not in text


async def test_start_again_leads_to_the_first_question(real_talk: Talk) -> None:
    person, _ = await answer(real_talk, "Another legal matter", UNKNOWN)
    page = await real_talk.press(person, AGAIN)
    assert FIRST in page.text
    assert BACK not in str(page.labels)


async def test_language_switched_in_the_middle_keeps_the_step(real_talk: Talk) -> None:
    person, _ = await answer(real_talk, "I or someone close was harmed", "🌐 Language", "Қазақша", "Азаптау")
    assert "Сіз халықтың осал тобына жатасыз ба?" in real_talk.last(person).text
    for label in ("Жоқ", "🌐 Тіл", "Русский"):
        page = await real_talk.press(person, label)
    assert "Бесплатное правовое консультирование" in page.text


async def test_cards_of_a_result_open_and_lead_back_to_the_check(real_talk: Talk) -> None:
    person, _ = await answer(real_talk, "Another legal matter", "Yes", "→ Who can get a free lawyer?")
    page = await real_talk.press(person, CHECK)
    assert FIRST in page.text


async def test_topic_and_its_cards_alone_offer_the_check(real_talk: Talk) -> None:
    person = await real_talk.reader("en")
    library = real_talk.edition.library
    offered = {}
    for topic in library.topics:
        real_talk.telegram.press_data(person, real_talk.last(person), f"o:0:{topic.id}")
        offered[topic.id] = [CHECK] in (await real_talk.reply(person)).labels
    for card in library.cards:
        real_talk.telegram.press_data(person, real_talk.last(person), f"c:{card.id}")
        page = await real_talk.reply(person)
        assert ([CHECK] in page.labels) == (card.topic == interview_of(real_talk).topic), card.id
    assert [topic for topic, is_offered in offered.items() if is_offered] == [interview_of(real_talk).topic]


@pytest.mark.parametrize(
    ("letters", "asks"),
    [
        ("z", FIRST),
        ("bz", "What happened?"),
        ("b:la:b", "What happened?"),
        ("bя", "What happened?"),
        ("B", FIRST),
        ("bd9", "Do you belong to a vulnerable group?"),
        ("x" * 60, FIRST),
        ("cbbbbbbbb", NOT_NAMED),
    ],
)
async def test_button_of_another_time_goes_on_where_it_can(real_talk: Talk, letters: str, asks: str) -> None:
    person = await real_talk.reader("en")
    press = real_talk.telegram.press_data(person, real_talk.last(person), LegalAid(letters=letters).pack())
    await real_talk.work()
    assert (press.answered, press.text) == (True, None)
    assert asks in real_talk.last(person).text


async def test_button_of_a_deleted_message_still_works(real_talk: Talk) -> None:
    person, _ = await answer(real_talk, "Another legal matter")
    message = real_talk.last(person)
    await real_talk.telegram.call(TOKEN, "deleteMessage", {"chat_id": person.id, "message_id": message.id})
    real_talk.telegram.press_data(person, message, "la:cb")
    assert NOT_NAMED in (await real_talk.reply(person)).text


async def press_in(talk: Talk, person: Person, chat: Chat, label: str) -> None:
    row, column = chat.last.find_button(label)
    press = talk.telegram.press(person, chat.last.id, row, column, chat)
    await talk.work()
    assert press.answered


async def test_group_is_warned_and_any_member_goes_on(real_talk: Talk) -> None:
    owner, member = real_talk.person("en"), real_talk.person("en")
    chat = real_talk.telegram.add_group(owner, "Parents", with_bot=real_talk.telegram.bot)
    real_talk.telegram.add_to_group(owner, chat, member)
    real_talk.telegram.send_text(owner, "/lawyer", chat)
    await real_talk.work()
    assert "Everyone in this chat would see the answers." in chat.last.text
    private, here = chat.last.buttons[:2]
    assert private[0]["url"].startswith("https://t.me/quqyq_bot?start=")
    assert "callback_data" in here[0]
    await press_in(real_talk, owner, chat, "Continue here")
    await press_in(real_talk, member, chat, "Another legal matter")
    await press_in(real_talk, owner, chat, "No")
    assert NOT_NAMED in chat.last.text


async def test_menu_of_a_group_leads_to_the_check_in_private(real_talk: Talk) -> None:
    owner = await real_talk.reader("en")
    chat = real_talk.telegram.add_group(owner, "Parents", with_bot=real_talk.telegram.bot)
    real_talk.telegram.send_text(owner, "/menu", chat)
    await real_talk.work()
    row, column = chat.last.find_button(CHECK)
    opened = real_talk.telegram.open_link(owner, chat.last.buttons[row][column]["url"])
    await real_talk.work()
    assert FIRST in opened.last.text


async def test_content_without_the_check_does_not_offer_it(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    assert CHECK not in str(tiny_talk.last(person).labels)
    assert (await tiny_talk.say(person, "/lawyer")).text.startswith("I do not know this command.")
    press = tiny_talk.telegram.press_data(person, tiny_talk.last(person), "la:")
    await tiny_talk.work()
    assert press.text == "This page has moved. Here is the menu."


async def test_answers_are_kept_nowhere(real_talk: Talk) -> None:
    person = await real_talk.reader("en")
    before = await dump(real_talk)
    await real_talk.say(person, "/lawyer")
    asked = await dump(real_talk)
    for label in ("I or someone close was harmed", "Torture", "No"):
        await real_talk.press(person, label)
    assert await dump(real_talk) == asked
    assert {table: len(rows) for table, rows in before.items() if "message" not in table} == {
        table: len(rows) for table, rows in asked.items() if "message" not in table
    }


async def dump(talk: Talk) -> dict[str, list[str]]:
    """Every row of every table."""
    async with talk.database.session() as session:
        return {
            name: [str(row) for row in (await session.execute(table.select())).all()]
            for name, table in SQLModel.metadata.tables.items()
        }
