"""The free-lawyer check: every state that can be reached, against the rules and against a plain table of cases."""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from content.check.case import Case
from content.check.interview import interview
from content.eligibility import MOST_QUESTIONS, UNKNOWN, Interview, evaluate, letters_of, replay, states
from content.fault import PackError
from content.loader import load, read_pack
from content.report import read_report

REAL = Path(__file__).parents[2] / "content" / "kz-upr-2025" / "legal_aid.yaml"


def _interview() -> Interview:
    return Interview.model_validate(yaml.load(REAL.read_text(encoding="utf-8"), yaml.CBaseLoader))  # noqa: S506


INTERVIEW = _interview()


def _letters(answers: Mapping[str, str]) -> str:
    """Answer the questions as they come; a question that the case does not name is answered with «I don't know»."""
    letters = ""
    while (question := replay(INTERVIEW, letters).question) is not None:
        wanted = answers.get(question.id)
        by_id = {option.id: letter for letter, option in letters_of(question)}
        letters += UNKNOWN if wanted is None else by_id[wanted]
    return letters


COURT = "constitutional-court"

# The plain reading of paragraphs 28, 109 and 136: answers, the rules that are met, the rules that stay open.
CASES = [
    ({"matter": COURT, "group": "veteran"}, [COURT], []),
    ({"matter": COURT, "group": "disability"}, [COURT], []),
    ({"matter": COURT, "group": "pensioner"}, [COURT], []),
    ({"matter": COURT, "group": "kandas"}, [COURT], []),
    ({"matter": COURT, "group": "orphan"}, [COURT], []),
    ({"matter": COURT, "group": "many-children"}, [COURT], []),
    ({"matter": COURT, "group": "other-vulnerable"}, [], [COURT]),
    ({"matter": COURT, "group": "none"}, [], []),
    ({"matter": COURT}, [], [COURT]),
    ({"matter": "harmed", "harm": "sexual-violence", "vulnerable": "no"}, ["four-kinds-of-victims"], []),
    ({"matter": "harmed", "harm": "trafficking", "vulnerable": "no"}, ["four-kinds-of-victims"], []),
    ({"matter": "harmed", "harm": "terrorism", "vulnerable": "no"}, ["four-kinds-of-victims"], []),
    (
        {"matter": "harmed", "harm": "torture", "vulnerable": "yes"},
        ["four-kinds-of-victims", "vulnerable-groups"],
        [],
    ),
    ({"matter": "harmed", "harm": "domestic-violence", "vulnerable": "no"}, ["domestic-violence"], []),
    ({"matter": "harmed", "harm": "something-else", "vulnerable": "no"}, [], []),
    ({"matter": "harmed", "vulnerable": "no"}, [], ["four-kinds-of-victims", "domestic-violence"]),
    ({"matter": "other", "vulnerable": "yes"}, ["vulnerable-groups"], []),
    ({"matter": "other", "vulnerable": "no"}, [], []),
    ({"matter": "other"}, [], ["vulnerable-groups"]),
    ({}, [], [COURT, "four-kinds-of-victims", "domestic-violence", "vulnerable-groups"]),
]


@pytest.mark.parametrize(("answers", "met", "left"), CASES, ids=lambda value: str(value))
def test_case_gets_what_the_paragraphs_say(answers: dict[str, str], met: list[str], left: list[str]) -> None:
    outcome = evaluate(INTERVIEW, replay(INTERVIEW, _letters(answers)))
    assert ([rule.id for rule in outcome.met], [rule.id for rule in outcome.open]) == (met, left)


def test_every_state_ends_within_six_taps() -> None:
    ends = [state for state in states(INTERVIEW) if state.question is None]
    assert max(len(state.letters) for state in ends) <= MOST_QUESTIONS


def test_every_state_is_told_by_its_letters() -> None:
    reached = [state.letters for state in states(INTERVIEW)]
    assert len(reached) == len(set(reached))
    assert [replay(INTERVIEW, letters).letters for letters in reached] == reached


def test_one_letter_less_is_the_question_before() -> None:
    for state in states(INTERVIEW):
        if state.letters:
            before = replay(INTERVIEW, state.letters[:-1])
            assert before.question is not None
            assert before.question.id == list(state.answers)[-1]


@given(st.text(max_size=20))
def test_any_letters_go_on_at_the_first_question_they_cannot_answer(letters: str) -> None:
    state = replay(INTERVIEW, letters)
    assert letters.startswith(state.letters)
    assert replay(INTERVIEW, state.letters) == state


def test_every_rule_can_be_met_and_can_stay_open() -> None:
    outcomes = [evaluate(INTERVIEW, state) for state in states(INTERVIEW) if state.question is None]
    rules = {rule.id for rule in INTERVIEW.rules}
    assert {rule.id for outcome in outcomes for rule in outcome.met} == rules
    assert {rule.id for outcome in outcomes for rule in outcome.open} == rules


def _broken(pack: Path, old: str, new: str) -> list[str]:
    text = REAL.read_text(encoding="utf-8")
    assert old in text
    (pack / "legal_aid.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load(pack)
    return [f"{fault.code}: {fault.message}" for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "harm: {met: [domestic-violence]}",
            "harm: {met: [domestic]}",
            "dead-link: `rules` names “domestic”",
        ),
        ('vulnerable: {met: ["yes"]}', 'weak: {met: ["yes"]}', "dead-link: `rules` names “yes”"),
        ("since: [legal-aid-who-2025", "since: [legal-aid-whom", "dead-link: `since` names “legal-aid-whom”"),
        ("topic: legal-aid", "topic: legal-aids", "dead-link: `topic` names “legal-aids”"),
        ("paragraphs: [28]", "paragraphs: []", "too-few"),
        ("  - id: harm\n", "  - id: group\n", ""),
        ("questions:", "question:", "unknown-key"),
    ],
)
def test_broken_interview_is_refused_with_the_fault(pack: Path, old: str, new: str, fault: str) -> None:
    assert [line for line in _broken(pack, old, new) if line.startswith(fault)] != []


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("Since June 2022", "Since July 2022", {"figure", "figures-differ"}),
        ("С июня 2022", "С июня 2021", {"figure", "figures-differ"}),
        ("сегіз түрлі", "алты түрлі", {"figure", "figures-differ"}),
    ],
)
def test_wrong_figure_of_a_rule_is_found(tmp_path: Path, old: str, new: str, codes: set[str]) -> None:
    pack = Path(shutil.copytree(REAL.parent, tmp_path / "pack"))
    text = REAL.read_text(encoding="utf-8")
    assert old in text
    (pack / "legal_aid.yaml").write_text(text.replace(old, new), encoding="utf-8")
    reading = read_pack(pack)
    assert reading.library is not None
    report, _ = read_report(pack, reading.library.info.document.paragraphs, [])
    case = Case(pack, reading, reading.library, report, date(2026, 11, 22))
    assert {fault.code for fault in interview(case)} == codes


def test_real_interview_states_what_its_paragraphs_state() -> None:
    reading = read_pack(REAL.parent)
    assert reading.library is not None
    report, _ = read_report(REAL.parent, reading.library.info.document.paragraphs, [])
    assert list(interview(Case(REAL.parent, reading, reading.library, report, date(2026, 11, 22)))) == []
