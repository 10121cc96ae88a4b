"""What a pack's parts name of each other: every name must lead somewhere, and no card leads back to itself."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial

from content.asks import Further
from content.eligibility import Otherwise, Rule
from content.fault import Fault
from content.library import Library
from content.messages import CALM, FOLDER
from content.schema import Card, Contact, Topic, Update
from content.validation import did_you_mean
from content.yaml_file import Place, YamlFile

PACK = "pack.yaml"
INTERVIEW = "legal_aid.yaml"
URGENT = "urgent.yaml"
LEXICON = "search.yaml"

Point = Callable[..., Fault]
"""Makes a fault at a place of a file: (code, message, *place)."""


class References:
    """Looks the names up. `ids` are those of all entries, of faulty ones too, so that one slip is told once."""

    def __init__(
        self,
        library: Library,
        files: Mapping[str, YamlFile],
        homes: Mapping[tuple[type, str], tuple[YamlFile, Place]],
        ids: Mapping[type, Collection[str]],
    ) -> None:
        self._library = library
        self._files = files
        self._homes = homes
        self._cards, self._topics = set(ids[Card]), set(ids[Topic])
        # When no contact can be read, that has been said, and is not said again at every card.
        self._contacts = set(ids[Contact]) or {
            *(name for card in library.cards for name in card.contacts),
            *library.info.emergency,
        }
        self._whole = len(self._cards) == len(library.cards)

    def faults(self) -> Iterator[Fault]:
        """Give every fault, file by file."""
        yield from self._menu()
        for card in self._library.cards:
            yield from self._card(card)
        yield from self._circles()
        for contact in self._library.contacts:
            yield from self._cited(self._pointer(Contact, contact.id), contact.paragraphs)
        yield from self._interview()
        yield from self._urgent()
        yield from self._messages()
        yield from self._asks()
        for update in self._library.updates:
            yield from self._update(update)

    def _menu(self) -> Iterator[Fault]:
        info, point = self._library.info, self._files[PACK].fault
        yield from _dead(point, "most_asked", info.most_asked, self._cards, "card")
        yield from _dead(point, "featured", info.featured, self._topics, "topic")
        yield from _dead(point, "emergency", info.emergency, self._contacts, "contact")

    def _card(self, card: Card) -> Iterator[Fault]:
        point = self._pointer(Card, card.id)
        yield from _dead(point, "contacts", card.contacts, self._contacts, "contact")
        yield from _dead(point, "see_also", card.see_also, self._cards, "card")
        yield from self._cited(point, card.paragraphs)

    def _circles(self) -> Iterator[Fault]:
        """Links that lead in a circle. A link is shown at both its ends, so the one that closes it says nothing new."""
        links = {card.id: card.see_also for card in self._library.cards}
        done: set[str] = set()
        for start in links:
            yield from self._circles_from(start, (start,), links, done)

    def _circles_from(
        self, card: str, path: tuple[str, ...], links: Mapping[str, tuple[str, ...]], done: set[str]
    ) -> Iterator[Fault]:
        if card in done:
            return
        for place, to in enumerate(links.get(card, ())):
            if to == card:
                yield self._pointer(Card, card)(
                    "self-link", "the card names itself in `see_also`", "see_also", place
                )
            elif to in path:
                circle = " → ".join((*path[path.index(to) :], to))
                message = f"`see_also` leads in a circle: {circle}; name each pair once, both cards show it"
                yield self._pointer(Card, card)("circle", message, "see_also", place)
            else:
                yield from self._circles_from(to, (*path, to), links, done)
        done.add(card)

    def _interview(self) -> Iterator[Fault]:
        interview = self._library.interview
        if interview is None:
            return
        point = self._files[INTERVIEW].fault
        updates = {update.id for update in self._library.updates}
        yield from _dead(point, "topic", [interview.topic], self._topics, "topic")
        yield from _dead(point, "since", interview.since, updates, "update")
        told: tuple[Rule | Otherwise, ...] = (*interview.rules, interview.otherwise)
        for said in told:
            yield from _dead(point, "rules", said.cards, self._cards, "card")
            yield from _dead(point, "rules", said.contacts, self._contacts, "contact")
        for rule in interview.rules:
            for question_id, condition in rule.when.items():
                question = interview.question(question_id)
                options = {option.id for option in question.options} if question else set()
                yield from _dead(point, "rules", (*condition.met, *condition.open), options, "option")

    def _urgent(self) -> Iterator[Fault]:
        urgent = self._library.urgent
        if urgent is None:
            return
        point = self._files[URGENT].fault
        for where, language, sign in urgent.every_sign():
            for item in sign.replace("|", " ").split():
                if item.startswith("$") and item[1:] not in urgent.sets.get(language, {}):
                    message = f"“{sign}” names {item}, but `sets` has no such set in {language}"
                    yield point("dead-link", message, *where)
        for kind, danger in urgent.dangers.items():
            place = ("dangers", kind)
            for key, named, known, what in (
                ("contacts", danger.contacts, self._contacts, "contact"),
                ("cards", danger.cards, self._cards, "card"),
            ):
                yield from _dead(partial(_under, point, place), key, named, known, what)
            for language in self._library.languages:
                if not danger.signs.get(language):
                    message = f"{kind} has no `signs` in {language}: danger is told in every language"
                    yield point("missing-language", message, *place, "signs")

    def _messages(self) -> Iterator[Fault]:
        messages, urgent = self._library.messages, self._library.urgent
        for kind in messages:
            if kind != CALM and (urgent is None or kind not in urgent.dangers):
                point = self._files[f"{FOLDER}/{kind}.yaml"].fault
                yield point("dead-link", f"{URGENT} has no danger {kind}")
        # Files that are there and faulty have been told of already.
        calm = f"{FOLDER}/{CALM}.yaml"
        if messages and calm not in self._files:
            yield Fault(calm, 1, "missing-file", "where there are messages, there are calm ones")
        if [path for path in self._files if path.startswith(f"{FOLDER}/")] == [calm]:
            yield Fault(calm, 1, "missing-file", "where there are calm messages, there are those of a danger")

    def _asks(self) -> Iterator[Fault]:
        for card in self._library.asks:
            file, at = self._homes[Further, card]
            if card not in self._cards:
                message = f"there is no card {card}{did_you_mean(card, self._cards)}"
                yield file.fault("dead-link", message, *at)

    def _update(self, update: Update) -> Iterator[Fault]:
        point = self._pointer(Update, update.id)
        yield from self._cited(point, update.paragraphs)
        named = update.source.paragraph
        if named is not None and named > self._library.info.document.paragraphs:
            yield point("unknown-paragraph", self._beyond(named), "source", "paragraph")
        if self._whole and not any(self._library.citing(paragraph) for paragraph in update.paragraphs):
            yield point("touches-nothing", "no card rests on any paragraph of this update", "paragraphs")

    def _cited(self, point: Point, paragraphs: Iterable[int]) -> Iterator[Fault]:
        for place, paragraph in enumerate(paragraphs):
            if paragraph > self._library.info.document.paragraphs:
                yield point("unknown-paragraph", self._beyond(paragraph), "paragraphs", place)

    def _beyond(self, paragraph: int) -> str:
        return f"there is no paragraph {paragraph}: the document has {self._library.info.document.paragraphs}"

    def _pointer(self, model: type, thing: str) -> Point:
        file, at = self._homes[model, thing]
        return lambda code, message, *place: file.fault(code, message, *at, *place)


def _under(point: Point, place: Place, code: str, message: str, *below: str | int) -> Fault:
    return point(code, message, *place, *below)


def _dead(point: Point, key: str, named: Iterable[str], known: set[str], kind: str) -> Iterator[Fault]:
    for place, name in enumerate(named):
        if name not in known:
            message = f"`{key}` names “{name}”, but there is no such {kind}{did_you_mean(name, known)}"
            yield point("dead-link", message, key, place)
