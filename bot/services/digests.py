"""What a digest says: the new updates of a reader's topics, else one card that they have not had, else nothing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from content.library import Library
from content.schema import Card, PackInfo, Topic, Update


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest before it is worded: either `updates`, newest first, or one `card`.

    `topics` are those that the reader follows and that the content still has, in its order; `pages` gives, by the
    update's id, the card that it opens.
    """

    topics: tuple[Topic, ...]
    updates: tuple[Update, ...]
    pages: Mapping[str, Card]
    card: Card | None
    info: PackInfo


def compose(
    library: Library,
    topics: Iterable[str],
    at: datetime,
    told: Collection[str] = (),
    had: Collection[str] = (),
) -> Digest | None:
    """Compose the digest of some topics (ids; unknown ones are passed over) at an instant, or None: nothing to say.

    `told` are the ids of the updates of earlier digests, `had` those of the cards that digests brought.
    """
    wanted = set(topics)
    followed = tuple(topic for topic in library.topics if topic.id in wanted)
    public = {
        update.id: update
        for topic in followed
        for update in library.public_updates(at, topic.id)
        if update.id not in told
    }
    updates = tuple(update for update in library.updates if update.id in public)
    if updates:
        ids = {topic.id for topic in followed}
        pages = {update.id: _page(library, update, ids) for update in updates}
        return Digest(followed, updates, pages, None, library.info)
    card = _unsent(library, followed, had)
    return Digest(followed, (), {}, card, library.info) if card else None


def told(out_since: Mapping[str, datetime], confirmed: datetime | None) -> frozenset[str]:
    """The ids of the updates that digests up to the last confirmed one have told of.

    `out_since` says since when each update is out, `confirmed` up to when the reader has been told.
    """
    if confirmed is None:
        return frozenset()
    return frozenset(update_id for update_id, since in out_since.items() if since <= confirmed)


def _page(library: Library, update: Update, topics: Collection[str]) -> Card:
    """The card that an update opens: the first one it touches, of the reader's topics."""
    return next(card for card in library.touched(update) if card.topic in topics)


def _unsent(library: Library, topics: Iterable[Topic], had: Collection[str]) -> Card | None:
    """The next card not had yet, of the topic of which the fewest were had, so that topics take turns."""
    cards = [library.cards_of(topic) for topic in topics]
    cards.sort(key=lambda of_topic: sum(card.id in had for card in of_topic))
    return next((card for of_topic in cards for card in of_topic if card.id not in had), None)
