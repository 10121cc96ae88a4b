"""The free-lawyer check: a short interview whose rules are data, each with the paragraphs that it rests on.

Answers are three-valued: an option, or «I don't know». A rule is met, not met, or open. Nothing is kept: the whole
state of an interview is the string of its answers, one letter each, which fits into a button.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from string import ascii_lowercase
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from content.schema import ByLanguage, Contacts, Line, Model, Paragraphs, Slug

UNKNOWN: Final = "?"
"""The letter of «I don't know», which every question allows."""
MOST_QUESTIONS: Final = 6

Letter = Annotated[str, Field(pattern=r"^[a-z]$")]
Body = Annotated[str, Field(min_length=1, max_length=700)]


class Verdict(Enum):
    """What is known of a condition or a rule."""

    MET = "met"
    OPEN = "open"
    NOT_MET = "not met"


class Option(Model):
    """An answer that can be tapped."""

    id: Slug
    label: ByLanguage[Line]


class Condition(Model):
    """The answers to one question that meet a rule, and those of which the document leaves it open."""

    met: tuple[Slug, ...] = ()
    open: tuple[Slug, ...] = ()

    def verdict(self, answers: Mapping[str, str | None], question: str) -> Verdict:
        """Judge a question's answer; `None` is «I don't know», a question that was not asked is not met."""
        if question not in answers:
            return Verdict.NOT_MET
        answer = answers[question]
        if answer is None or answer in self.open:
            return Verdict.OPEN
        return Verdict.MET if answer in self.met else Verdict.NOT_MET


Conditions = ByLanguage[Condition]
"""Conditions by the id of their question; all must hold."""


class Question(Model):
    """A question of the interview; asked unless its conditions on earlier answers are not met."""

    id: Slug
    asked_if: Conditions = Field(default_factory=dict)
    question: ByLanguage[Line]
    hint: ByLanguage[Line] = Field(default_factory=dict)
    options: Annotated[tuple[Option, ...], Field(min_length=1, max_length=10)]


class Rule(Model):
    """What the document says for those who meet all conditions."""

    id: Slug
    paragraphs: Annotated[Paragraphs, Field(min_length=1)]
    when: Conditions
    title: ByLanguage[Line]
    body: ByLanguage[Body]
    contacts: Contacts = ()
    cards: tuple[Slug, ...] = ()


class Otherwise(Model):
    """What is said when no rule is met: never that there is no right, only that the document is silent."""

    paragraphs: Annotated[Paragraphs, Field(min_length=1)]
    title: ByLanguage[Line]
    body: ByLanguage[Body]
    contacts: Contacts = ()
    cards: tuple[Slug, ...] = ()


def _few(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    if len({question.id for question in questions}) != len(questions):
        raise ValueError("two questions have one id")
    return questions


class Interview(Model):
    """legal_aid.yaml: the questions in their order, the rules, and what was found to hold since the document.

    `topic` is the one whose readers are offered the interview.
    """

    topic: Slug
    questions: Annotated[
        tuple[Question, ...], Field(min_length=1, max_length=MOST_QUESTIONS), AfterValidator(_few)
    ]
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    otherwise: Otherwise
    since: tuple[Slug, ...] = ()

    def question(self, question_id: str) -> Question | None:
        """Return a question by its id, or None."""
        return next((question for question in self.questions if question.id == question_id), None)


@dataclass(frozen=True, slots=True)
class State:
    """An interview so far: `letters` are the answers that count, `question` the next one, None at the end."""

    letters: str
    answers: Mapping[str, str | None]
    question: Question | None

    def then(self, letter: str) -> str:
        """Give the letters after one more answer."""
        return self.letters + letter


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rules that are met and those that stay open; neither means that `otherwise` is to be said."""

    met: tuple[Rule, ...]
    open: tuple[Rule, ...]


def replay(interview: Interview, letters: str) -> State:
    """Go through an interview by its answers.

    Letters that the interview does not (any more) have end the replay there: an old button goes on at the first
    question that it cannot answer.
    """
    answers: dict[str, str | None] = {}
    taken = 0
    for question in interview.questions:
        if _verdict(question.asked_if, answers) is Verdict.NOT_MET:
            continue
        letter = letters[taken : taken + 1]
        choice = _choice(question, letter)
        if choice == "":
            return State(letters[:taken], answers, question)
        answers[question.id] = choice
        taken += 1
    return State(letters[:taken], answers, None)


def letters_of(question: Question) -> Iterator[tuple[str, Option]]:
    """Give each option with its letter."""
    return zip(ascii_lowercase, question.options, strict=False)


def evaluate(interview: Interview, state: State) -> Outcome:
    """Judge every rule by the answers so far."""
    verdicts = [(rule, _verdict(rule.when, state.answers)) for rule in interview.rules]
    return Outcome(
        met=tuple(rule for rule, verdict in verdicts if verdict is Verdict.MET),
        open=tuple(rule for rule, verdict in verdicts if verdict is Verdict.OPEN),
    )


def states(interview: Interview, letters: str = "") -> Iterator[State]:
    """Go through every state that can be reached, the finished ones included."""
    state = replay(interview, letters)
    yield state
    if state.question is not None:
        for letter in (*(letter for letter, _ in letters_of(state.question)), UNKNOWN):
            yield from states(interview, state.then(letter))


def _choice(question: Question, letter: str) -> str | None:
    """The option's id, None for «I don't know», and "" for a letter that means nothing here."""
    if letter == UNKNOWN:
        return None
    return next((option.id for known, option in letters_of(question) if known == letter), "")


def _verdict(conditions: Mapping[str, Condition], answers: Mapping[str, str | None]) -> Verdict:
    """Kleene's and: one condition that is not met decides, otherwise one that is open does."""
    found = {condition.verdict(answers, question) for question, condition in conditions.items()}
    if Verdict.NOT_MET in found:
        return Verdict.NOT_MET
    return Verdict.OPEN if Verdict.OPEN in found else Verdict.MET
