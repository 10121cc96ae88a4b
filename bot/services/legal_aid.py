"""The free-lawyer check, step by step. Its whole state is the letters of the answers; nothing is kept anywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from content.eligibility import Otherwise, Question, Rule, evaluate, replay
from content.library import Library
from content.schema import Card, Contact, PackInfo, Update


@dataclass(frozen=True, slots=True)
class Step:
    """The next question; `letters` are the answers that led to it."""

    letters: str
    question: Question


@dataclass(frozen=True, slots=True)
class Result:
    """What the document supports by these answers, and, apart from it, what was found to hold since.

    `met` and `open` are rules; `otherwise` is set when there is neither. `contacts` and `cards` are those that they
    name, each once.
    """

    letters: str
    met: tuple[Rule, ...]
    open: tuple[Rule, ...]
    otherwise: Otherwise | None
    contacts: tuple[Contact, ...]
    cards: tuple[Card, ...]
    since: tuple[Update, ...]
    info: PackInfo


def check(library: Library, letters: str, at: datetime) -> Step | Result | None:
    """Go on from these answers as of a moment (aware).

    Letters that the interview does not have (any more) end it there: the first question that they cannot answer is
    asked. None when the content has no interview.
    """
    interview = library.interview
    if interview is None:
        return None
    state = replay(interview, letters)
    if state.question is not None:
        return Step(state.letters, state.question)
    outcome = evaluate(interview, state)
    otherwise = None if outcome.met or outcome.open else interview.otherwise
    told: tuple[Rule | Otherwise, ...] = (*outcome.met, *outcome.open)
    if otherwise is not None:
        told = (otherwise,)
    return Result(
        letters=state.letters,
        met=outcome.met,
        open=outcome.open,
        otherwise=otherwise,
        contacts=tuple(filter(None, map(library.contact, _once(said.contacts for said in told)))),
        cards=tuple(filter(None, map(library.card, _once(said.cards for said in told)))),
        since=tuple(
            update for update in map(library.update, interview.since) if update and update.public(at)
        ),
        info=library.info,
    )


def is_offered(library: Library, topic: str | None = None) -> bool:
    """Say whether the check is offered at all, or to the readers of a topic (its id)."""
    interview = library.interview
    return interview is not None and topic in (None, interview.topic)


def _once(names: Iterable[Iterable[str]]) -> dict[str, None]:
    return dict.fromkeys(name for some in names for name in some)
