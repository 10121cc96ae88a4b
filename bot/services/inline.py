"""What can be sent into any chat by a query after the bot's name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Final

from bot.services.answers import Item, answer
from bot.services.cards import CardPage, card
from bot.services.changes import ChangePage, change
from bot.services.edition import Edition
from bot.services.helplines import helplines
from content.library import Library
from content.schema import Contact

Page = CardPage | ChangePage

MOST: Final = 10
"""Offers a query; a phone shows three to six at a time, and nobody scrolls far."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What a query offers, best first: `contacts`, then `pages`; together at most ten. `language` is the query's."""

    language: str
    contacts: tuple[Contact, ...] = ()
    pages: tuple[Page, ...] = ()


def is_wordless(query: str) -> bool:
    """Say whether a query has no letter to tell a language by, as at its very beginning."""
    return not any(letter.isalpha() for letter in query)


def offers(edition: Edition, query: str, language: str, at: datetime) -> Offers:
    """Answer a query as of a moment (aware); `language` is the asker's, which only a query without words is told in.

    What is offered for words depends on the words alone, so that one answer can be kept for everyone. Danger is
    answered with whom to call first, no words at all with the helplines, a mere number with the contact it belongs to.
    """
    library = edition.library
    if not is_wordless(query):
        return _found(edition, query, at)
    digits = query.strip()
    known = helplines(library)
    contacts = tuple(
        contact for contact in (*known.emergency, *known.others) if contact.value.startswith(digits)
    )
    return Offers(language, contacts=contacts[:MOST])


def _found(edition: Edition, query: str, at: datetime) -> Offers:
    """What answers the words as a question; then what holds them, and what the editors tied to a sure answer."""
    library, found = edition.library, answer(edition, query, "", at)
    contacts = found.contacts[:MOST]
    matches = () if found.outcome == "none" else found.matches
    best = tuple(_pages(library, (match.id for match in matches), at))
    held: Iterable[Page] = ()
    if found.outcome != "urgent":
        held = _pages(library, edition.typed.find(query), at)
    near: Iterable[Page] = ()
    if found.outcome in ("answer", "urgent"):
        near = _near(library, best, at)
    pages: dict[str, Page] = {}
    for page in chain(best, held, near):
        if len(pages) + len(contacts) >= MOST:
            break
        pages.setdefault(page.id, page)
    return Offers(found.language, contacts, tuple(pages.values()))


def _near(library: Library, pages: Iterable[Page], at: datetime) -> Iterator[Page]:
    """What the editors tied to the pages found: developments since, related cards, cards that are touched."""
    for page in pages:
        near: tuple[Item, ...] = page.cards if isinstance(page, ChangePage) else ()
        if isinstance(page, CardPage):
            near = (*page.since.opening, *page.since.below, *page.related)
        yield from _pages(library, (item.id for item in near), at)


def _pages(library: Library, ids: Iterable[str], at: datetime) -> Iterator[Page]:
    for item_id in ids:
        page = card(library, item_id, at) or change(library, item_id, at)
        if page is not None:
            yield page
