"""Answers to questions in a person's own words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from bot.services import codes
from bot.services.cards import CardPage, card
from bot.services.changes import ChangePage, change
from bot.services.edition import Edition
from content.library import Library
from content.schema import Card, Contact, Topic, Update
from content.search import Found, Hit

Outcome = Literal["answer", "unsure", "urgent", "none"]
Item = Card | Update
FEW: Final = 2
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
    """What was found: `best` is set when the search is sure, `matches` are what `hits` name, best first.

    `language` is the one to answer in; `contacts` are whom to call first when a message speaks of danger; `nearest`
    are the topics nearest to a question without an answer; `greeting` says that nothing was asked.
    """

    outcome: Outcome
    language: str
    hits: tuple[Result, ...]
    matches: tuple[Item, ...]
    best: CardPage | ChangePage | None
    contacts: tuple[Contact, ...]
    nearest: tuple[Topic, ...]
    greeting: bool = False


def answer(edition: Edition, question: str, language: str, at: datetime) -> Answer:
    """Answer a question as of a moment (aware); `language` is the reader's, or "" when they have not chosen one."""
    library = edition.library
    found = edition.search.ask(question[:LONGEST_QUESTION], language)
    matches = _items(library, (hit.id for hit in found.hits))
    sure = found.outcome in ("answer", "urgent") and bool(matches)
    tongue = _tongue(found, question, language)
    return Answer(
        outcome=found.outcome,
        language=tongue,
        hits=tuple(_result(hit, item, found.language) for hit, item in zip(found.hits, matches, strict=True)),
        matches=matches,
        best=_page(library, matches[0], at) if sure else None,
        contacts=tuple(filter(None, map(library.contact, found.contacts))),
        greeting=found.greeting,
        nearest=tuple(filter(None, map(library.topic, found.nearest))),
    )


def is_urgent(edition: Edition, message: str) -> bool:
    """Say whether a message speaks of danger."""
    return edition.search.ask(message, "").outcome == "urgent"


def _tongue(found: Found, question: str, language: str) -> str:
    """A word or two that nothing was found for tells little of a language: the reader's own is the better guess."""
    few = len(question.split()) <= FEW
    return language if language and found.outcome == "none" and few else found.language


def result(
    edition: Edition, packed: str, number: int, at: datetime
) -> tuple[tuple[Item, ...], CardPage | ChangePage] | None:
    """Open one of the results that a button carries; None when none of them is left in this edition."""
    library = edition.library
    matches = _items(library, codes.decode(packed, edition.codes))
    if not matches:
        return None
    page = _page(library, matches[min(number, len(matches) - 1)], at)
    return (matches, page) if page else None


def _items(library: Library, ids: Iterable[str]) -> tuple[Item, ...]:
    found: list[Item] = []
    for item_id in ids:
        item = library.card(item_id) or library.update(item_id)
        if item is not None:
            found.append(item)
    return tuple(found)


def _page(library: Library, item: Item, at: datetime) -> CardPage | ChangePage | None:
    return card(library, item.id, at) if isinstance(item, Card) else change(library, item.id, at)


def _result(hit: Hit, item: Item, language: str) -> Result:
    return Result(
        kind=hit.kind,
        id=hit.id,
        title=item.text(language).title,
        paragraphs=item.paragraphs,
        score=hit.score,
    )
