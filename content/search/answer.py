"""What a search gives back."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["answer", "unsure", "urgent", "none"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A card or an update that was found; scores compare within one answer."""

    kind: Literal["card", "update"]
    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of one question.

    `language` is the one to answer in; `hits` are the results, best first, at most five; `contacts` are the ids of
    whom to call, for an urgent outcome; `danger` is its kind.
    """

    outcome: Outcome
    language: str
    hits: tuple[Hit, ...] = ()
    contacts: tuple[str, ...] = ()
    danger: str | None = None
