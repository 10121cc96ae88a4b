"""Topics and their cards, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from bot.services.legal_aid import is_offered
from content.library import Library
from content.schema import Card, Topic

TOPICS_A_PAGE = 9
CARDS_A_PAGE = 8

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a longer list; `number` counts from 0."""

    items: tuple[T, ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic with some of its cards; `changed` are the ids of those that something later supersedes.

    `has_check`: its readers are offered the free-lawyer check.
    """

    topic: Topic
    cards: Page[Card]
    changed: frozenset[str]
    has_updates: bool
    has_check: bool


def all_topics(library: Library, number: int) -> Page[Topic]:
    """Give a page of all topics in their order; a number past the end gives the last page."""
    return page(library.topics, number, TOPICS_A_PAGE)


def topic(library: Library, topic_id: str, number: int, at: datetime) -> TopicPage | None:
    """Give a page of a topic's cards as of a moment (aware), or None when there is no such topic."""
    found = library.topic(topic_id)
    if found is None:
        return None
    cards = page(library.cards_of(topic_id), number, CARDS_A_PAGE)
    return TopicPage(
        topic=found,
        cards=cards,
        changed=frozenset(card.id for card in cards.items if library.since(card, at).opening),
        has_updates=bool(library.public_updates(at, topic_id)),
        has_check=is_offered(library, topic_id),
    )


def page(items: Sequence[T], number: int, size: int) -> Page[T]:
    """Cut a page out of a longer list; a number past the end gives the last page."""
    pages = max(1, -(-len(items) // size))
    number = min(number, pages - 1)
    return Page(items=tuple(items[number * size : (number + 1) * size]), number=number, pages=pages)
