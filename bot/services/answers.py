"""Answers to questions in a person's own words."""

from dataclasses import dataclass
from typing import Literal

from bot.services import codes
from bot.services.cards import CardPage, card
from bot.services.edition import Edition
from content.library import Library
from content.schema import Card, Contact, Topic
from content.search import Hit

Outcome = Literal["answer", "unsure", "urgent", "none"]
LONGEST_QUESTION = 500
"""Characters of a question that are looked at; nobody asks in more, and the time to answer stays bounded."""


@dataclass(frozen=True, slots=True)
class Result:
    """One result as other programs get it."""

    kind: Literal["card", "update"]
    id: str
    title: str
    paragraphs: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: `best` is set when the search is sure, `matches` are the cards among `hits`, best first.

    `language` is the one to answer in; `contacts` are whom to call first when a message speaks of danger; `nearest`
    are the topics of the results.
    """

    outcome: Outcome
    language: str
    hits: tuple[Result, ...]
    matches: tuple[Card, ...]
    best: CardPage | None
    contacts: tuple[Contact, ...]
    nearest: tuple[Topic, ...]


def answer(edition: Edition, question: str, language: str) -> Answer:
    """Answer a question; `language` is the reader's, or "" when they have not chosen one."""
    library = edition.library
    found = edition.search.ask(question[:LONGEST_QUESTION], language)
    matches = tuple(filter(None, (library.card(hit.id) for hit in found.hits if hit.kind == "card")))
    sure = found.outcome == "answer" or (found.outcome == "urgent" and matches)
    topics = dict.fromkeys(match.topic for match in matches)
    return Answer(
        outcome=found.outcome,
        language=found.language,
        hits=tuple(_result(library, hit, found.language) for hit in found.hits),
        matches=matches,
        best=card(library, matches[0].id) if sure and matches else None,
        contacts=tuple(filter(None, map(library.contact, found.contacts))),
        nearest=tuple(filter(None, map(library.topic, topics))),
    )


def result(edition: Edition, packed: str, at: int) -> tuple[tuple[Card, ...], CardPage] | None:
    """Open one of the results that a button carries; None when none of them is left in this edition."""
    library = edition.library
    ids = codes.decode(packed, (one.id for one in library.cards))
    matches = tuple(filter(None, map(library.card, ids)))
    if not matches:
        return None
    page = card(library, matches[min(at, len(matches) - 1)].id)
    return (matches, page) if page else None


def _result(library: Library, hit: Hit, language: str) -> Result:
    item = library.card(hit.id) if hit.kind == "card" else library.update(hit.id)
    if item is None:  # the index was built from this very library
        raise LookupError(hit.id)
    return Result(
        kind=hit.kind,
        id=hit.id,
        title=item.text(language).title,
        paragraphs=item.paragraphs,
        score=hit.score,
    )
