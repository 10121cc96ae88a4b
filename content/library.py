"""A loaded pack: everything in it, by id, by topic and by paragraph. Nothing in it changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, Protocol, TypeVar

from content.asks import Asks
from content.danger import Urgent
from content.eligibility import Interview
from content.lexicon import Lexicon
from content.messages import Messages
from content.schema import Card, Contact, PackInfo, Topic, Update


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Identified)


class Since(NamedTuple):
    """What came after the report for one card, newest first."""

    opening: tuple[Update, ...]
    """What supersedes or contradicts the card: shown before its text."""
    below: tuple[Update, ...]
    """What completes or advances it: shown below its text."""


@dataclass(frozen=True)
class Library:
    """Topics and cards stand in their order, updates newest first.

    `interview` is legal_aid.yaml, `urgent` urgent.yaml, `lexicon` search.yaml, or None. `recommendations` are the
    paragraphs of the document that answer a recommendation, by the recommendation's number; `messages` those of
    messages/, `asks` those of asks/.
    """

    info: PackInfo
    topics: tuple[Topic, ...]
    cards: tuple[Card, ...]
    contacts: tuple[Contact, ...]
    updates: tuple[Update, ...]
    interview: Interview | None = None
    urgent: Urgent | None = None
    lexicon: Lexicon | None = None
    recommendations: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    messages: Messages = field(default_factory=dict)
    asks: Asks = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which everything in the pack is written."""
        return self.info.languages

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all cards and updates."""
        return (*self._cards, *self._updates)

    def ways(self, card: Card, language: str) -> tuple[str, ...]:
        """Return all ways of asking for a card that the pack knows, its title first."""
        text = card.text(language)
        return (text.title, *text.asks, *self.asks.get(card.id, {}).get(language, ()))

    def card(self, card_id: str) -> Card | None:
        """Return the card of this id, or None."""
        return self._cards.get(card_id)

    def topic(self, topic_id: str) -> Topic | None:
        """Return the topic of this id, or None."""
        return self._topics.get(topic_id)

    def contact(self, contact_id: str) -> Contact | None:
        """Return the contact of this id, or None."""
        return self._contacts.get(contact_id)

    def update(self, update_id: str) -> Update | None:
        """Return the update of this id, or None; withdrawn ones too."""
        return self._updates.get(update_id)

    def cards_of(self, topic: Topic | str) -> tuple[Card, ...]:
        """Return the cards of a topic or of a topic's id, in order; none for an unknown id."""
        return self._by_topic.get(topic if isinstance(topic, str) else topic.id, ())

    def citing(self, paragraph: int) -> tuple[Card, ...]:
        """Return the cards that rest on a paragraph, in order."""
        return self._by_paragraph.get(paragraph, ())

    def related(self, card: Card) -> tuple[Card, ...]:
        """Return the cards related to a card: those that it names, then those that name it."""
        named = filter(None, map(self.card, card.see_also))
        return tuple({other.id: other for other in (*named, *self._naming.get(card.id, ()))}.values())

    def touched(self, update: Update) -> tuple[Card, ...]:
        """Return the cards that an update opens: those that rest on a paragraph of it, in order."""
        found = {card.id: card for paragraph in update.paragraphs for card in self.citing(paragraph)}
        return tuple(sorted(found.values(), key=lambda card: self._order[card.id]))

    def topics_of(self, update: Update) -> tuple[Topic, ...]:
        """Return the topics of the cards that an update touches, in order."""
        ids = {card.topic for card in self.touched(update)}
        return tuple(topic for topic in self.topics if topic.id in ids)

    def public_updates(self, at: datetime, topic: str | None = None) -> tuple[Update, ...]:
        """Return the updates that readers may see at an (aware) moment, newest first; of one topic or all."""
        chosen = self.updates if topic is None else self._updates_by_topic.get(topic, ())
        return tuple(update for update in chosen if update.public(at))

    def since(self, card: Card, at: datetime | None = None) -> Since:
        """Return what changed since the report for a card, as of an (aware) moment, by default now.

        Developments that the report itself tells of are not among them: the card tells them.
        """
        at = at or datetime.now(UTC)
        news = [update for update in self._updates_by_card.get(card.id, ()) if update.public(at)]
        return Since(
            tuple(update for update in news if update.effect in ("supersedes", "contradicts")),
            tuple(update for update in news if update.effect in ("completes", "advances")),
        )

    @cached_property
    def _cards(self) -> Mapping[str, Card]:
        return _by_id(self.cards)

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return MappingProxyType({card.id: place for place, card in enumerate(self.cards)})

    @cached_property
    def _topics(self) -> Mapping[str, Topic]:
        return _by_id(self.topics)

    @cached_property
    def _contacts(self) -> Mapping[str, Contact]:
        return _by_id(self.contacts)

    @cached_property
    def _updates(self) -> Mapping[str, Update]:
        return _by_id(self.updates)

    @cached_property
    def _by_topic(self) -> Mapping[str, tuple[Card, ...]]:
        return _grouped((card.topic, card) for card in self.cards)

    @cached_property
    def _by_paragraph(self) -> Mapping[int, tuple[Card, ...]]:
        return _grouped((paragraph, card) for card in self.cards for paragraph in card.paragraphs)

    @cached_property
    def _naming(self) -> Mapping[str, tuple[Card, ...]]:
        return _grouped((named, card) for card in self.cards for named in card.see_also)

    @cached_property
    def _updates_by_card(self) -> Mapping[str, tuple[Update, ...]]:
        return _grouped(
            (card.id, update)
            for update in self.updates
            if not update.of_report
            for card in self.touched(update)
        )

    @cached_property
    def _updates_by_topic(self) -> Mapping[str, tuple[Update, ...]]:
        return _grouped((topic.id, update) for update in self.updates for topic in self.topics_of(update))


_K = TypeVar("_K")
_V = TypeVar("_V")


def _by_id(items: Iterable[_T]) -> Mapping[str, _T]:
    return MappingProxyType({item.id: item for item in items})


def _grouped(pairs: Iterable[tuple[_K, _V]]) -> Mapping[_K, tuple[_V, ...]]:
    groups: dict[_K, list[_V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return MappingProxyType({key: tuple(values) for key, values in groups.items()})
