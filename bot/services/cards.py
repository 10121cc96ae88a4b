"""A card with all that is shown with it."""

from dataclasses import dataclass
from datetime import datetime

from bot.services.legal_aid import is_offered
from content.library import Library, Since
from content.schema import Card, Contact, PackInfo, Topic


@dataclass(frozen=True, slots=True)
class CardPage:
    """A card, the topic it stands in, whom it names to turn to, the cards related to it, and what came since.

    `has_check`: its readers are offered the free-lawyer check.
    """

    card: Card
    topic: Topic
    contacts: tuple[Contact, ...]
    related: tuple[Card, ...]
    since: Since
    has_check: bool
    info: PackInfo

    @property
    def id(self) -> str:
        """The card's id."""
        return self.card.id


def card(library: Library, card_id: str, at: datetime) -> CardPage | None:
    """Give a card as of a moment (aware), or None when there is no such card."""
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
        related=library.related(found),
        since=library.since(found, at),
        has_check=is_offered(library, topic.id),
        info=library.info,
    )
