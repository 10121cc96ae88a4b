"""Messages of people in danger, and messages that only sound like it; all were written for this test."""

import pytest

from content.danger import Danger, Urgent
from content.library import Library
from content.search import Search
from content.search.fold import clean
from content.search.urgent import Watch
from tests.search.danger_phrases import CALM, DANGER

MISSED, FALSE = 0.03, 0.03


def test_alarm_finds_danger(search: Search):
    missed = [(language, text) for language, text in DANGER if search.ask(text, "").outcome != "urgent"]
    assert len(missed) <= MISSED * len(DANGER), missed


def test_alarm_stays_calm(search: Search):
    false = [(language, text) for language, text in CALM if search.ask(text, "").outcome == "urgent"]
    assert len(false) <= FALSE * len(CALM), false


def test_alarm_stays_calm_at_what_lies_outside_the_pack(search: Search, library: Library):
    outside = [
        phrase
        for subject in library.lexicon.outside.values()
        for phrases in subject.values()
        for phrase in phrases
    ]
    assert [phrase for phrase in outside if search.ask(phrase, "").outcome == "urgent"] == []


@pytest.mark.parametrize(
    ("text", "danger", "contacts"),
    [
        ("муж избивает меня", "violence", ("102", "112", "111")),
        ("өмір сүргім келмейді", "suicide", ("103", "112", "111")),
        ("a teacher touched me", "sexual-abuse", ("102", "112", "111")),
        ("хозяин забрал паспорт и не отпускает нас с фермы", "trafficking", ("11616", "112", "102")),
        ("сыныптастарым мені ұрады", "bullying", ("111", "112")),
        ("police beat my brother in custody", "torture", ("112", "103", "111")),
        ("дедушка упал и не дышит", "emergency", ("112", "103", "102")),
    ],
)
def test_ask_names_whom_to_call(search: Search, text: str, danger: str, contacts: tuple[str, ...]):
    found = search.ask(text, "")
    assert (found.outcome, found.danger, found.contacts) == ("urgent", danger, contacts)
    assert found.hits


@pytest.mark.parametrize(
    "text",
    [
        "меня бьёт муж, куда обратиться, если я хочу развестись и получить бесплатного адвоката, какие документы нужны",
        "where do I register to vote, my husband beats me and i need to know what documents the court asks for",
        "зейнетақы қашан көтеріледі және қандай құжат керек. күйеуім мені ұрады. мектепке форма міндетті ме",
    ],
)
def test_ask_hears_danger_among_other_questions(search: Search, text: str):
    assert search.ask(text, "").outcome == "urgent"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("муж бьет", "ru"),
        ("күйеуім ұрады мені", "kk"),
        ("kuieuim meni urady", "kk"),
        ("my dad beats me", "en"),
    ],
)
def test_ask_answers_danger_in_its_language(search: Search, text: str, language: str):
    found = search.ask(text, "ru")
    assert (found.outcome, found.language) == ("urgent", language)


@pytest.fixture
def watch() -> Watch:
    return Watch(
        Urgent(
            sets={"ru": {"own": ("меня", "нас"), "beats": ("бьёт", "избил*")}},
            negations={"ru": ("не", "никто")},
            negated_after={"kk": ("жоқ",)},
            calm={"ru": ("фильм*",)},
            distress={"ru": ("помоги*",)},
            inquiry={"ru": ("закон*",)},
            dangers={
                "violence": Danger(
                    contacts=("102",),
                    signs={"ru": ("$beats + $own", "за дверью с ножом"), "kk": ("ұрған",)},
                    hints={"ru": ("$beats",)},
                )
            },
        ),
        {"prodal"},
    )


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("он бьёт меня", "$beats + $own"),
        ("меня вчера опять сильно избили", "$beats + $own"),
        ("МЕНЯ БЬЕТ!!!", "$beats + $own"),
        ("menya byot", "$beats + $own"),
        ("он стоит за моей дверью с ножом", "за дверью с ножом"),
        ("за дверью стоит человек с ножом", "за дверью с ножом"),
        ("за дверью очень долго стоял человек с ножом", None),
        ("бьёт", "$beats"),
        ("меня избили, есть ли закон", "$beats + $own"),
        ("избили, есть ли закон", None),
        ("он меня не бьёт", None),
        ("он не пьёт, бьёт меня", "$beats + $own"),
        ("никто меня не бьёт", None),
        ("в фильме он бьёт меня", None),
        ("в фильме он бьёт меня, помогите", "$beats + $own"),
        ("ұрған", "ұрған"),
        ("ұрған жоқ", None),
        ("избел меня", "$beats + $own"),
        ("", None),
    ],
)
def test_alarm_follows_signs_negations_and_context(watch: Watch, text: str, sign: str | None):
    alarm = watch.alarm(clean(text))
    assert (alarm.sign if alarm else None) == sign


def test_alarm_takes_a_known_word_for_no_slip(watch: Watch):
    assert watch.alarm(clean("меня продал")) is None
