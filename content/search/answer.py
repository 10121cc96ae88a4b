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

    `language` is the one to answer in; `hits` are the results, best first, at most five (none for the outcome "none",
    the cards that help first for "urgent"); `contacts` are the ids of whom to call, for an urgent outcome; `danger` is
    its kind. `nearest` are the ids of the topics nearest to the question, at most three, for the outcome "none".
    `greeting` says of that outcome that nothing was asked: somebody greets, thanks or says goodbye.
    """

    outcome: Outcome
    language: str
    hits: tuple[Hit, ...] = ()
    contacts: tuple[str, ...] = ()
    danger: str | None = None
    nearest: tuple[str, ...] = ()
    greeting: bool = False
