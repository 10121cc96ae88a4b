"""A card with all that is shown with it."""

from dataclasses import dataclass

from content.library import Library
from content.schema import Card, Contact, PackInfo, Topic


@dataclass(frozen=True, slots=True)
class CardPage:
    """A card, the topic it stands in, whom it names to turn to, and the cards related to it."""

    card: Card
    topic: Topic
    contacts: tuple[Contact, ...]
    related: tuple[Card, ...]
    info: PackInfo


def card(library: Library, card_id: str) -> CardPage | None:
    """Give a card, or None when there is no such card."""
    found = library.card(card_id)
    if found is None:
        return None
    topic = library.topic(found.topic)
    if topic is None:  # the loader refuses such a pack
        raise LookupError(found.topic)
    return CardPage(
        card=found,
        topic=topic,
        contacts=tuple(filter(None, map(library.contact, found.contacts))),
        related=tuple(filter(None, map(library.card, found.see_also))),
        info=library.info,
    )
