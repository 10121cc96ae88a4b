"""What every check looks at: the pack, its report, and each text with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from content.asks import Further
from content.fault import Fault, Severity
from content.library import Library
from content.loader import Reading
from content.report import Report
from content.schema import Card, Contact, Topic, Update
from content.yaml_file import Place

Thing = Card | Topic | Contact | Update
Kind = Literal["title", "body", "ask", "line"]


class Passage(NamedTuple):
    """One text of one language: the title or body of a card or update, an ask, or any other line that readers see."""

    thing: Thing
    lang: str
    kind: Kind
    text: str
    place: Place
    home: type | None = None
    """The kind of file where it stands, when it is not the thing's own."""
    start: int = 0
    """Where the text begins in what stands at the place."""


@dataclass
class Case:
    """A pack under examination. `glossary` holds the rows of glossary.csv, `words` the reviewed spellings."""

    root: Path
    reading: Reading
    library: Library
    report: Report | None
    today: date
    notes: list[str] = field(default_factory=list)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text that readers see or type."""
        return tuple(self._passages())

    @cached_property
    def prose(self) -> tuple[Passage, ...]:
        """Every text that readers see: all but the asks."""
        return tuple(passage for passage in self.passages if passage.kind != "ask")

    @property
    def told(self) -> tuple[Card | Update, ...]:
        """Cards and updates: what has a title and a body."""
        return (*self.library.cards, *self.library.updates)

    def fault(
        self, passage: Passage, code: str, message: str, start: int = 0, severity: Severity = "fault"
    ) -> Fault:
        """Make a fault that points at a character of a passage."""
        file, at = self.reading.homes[passage.home or type(passage.thing), passage.thing.id]
        made = file.fault(code, message, *at, *passage.place, offset=passage.start + start)
        return made if severity == "fault" else Fault(made.path, made.line, code, message, severity)

    def warning(self, passage: Passage, code: str, message: str, start: int = 0) -> Fault:
        """Make a warning that points at a character of a passage."""
        return self.fault(passage, code, message, start, "warning")

    def _passages(self) -> Iterator[Passage]:
        for card in self.library.cards:
            yield from passages_of(card)
            for lang, text in card.texts.items():
                for place, ask in enumerate(text.asks):
                    yield Passage(card, lang, "ask", ask, (lang, "asks", place))
            yield from _further(card, self.library.asks.get(card.id, {}))
        for update in self.library.updates:
            yield from passages_of(update)
            if update.withdrawn is not None:
                yield from _lines(update, update.withdrawn.reasons, "withdrawn")
        for topic in self.library.topics:
            yield from _named(topic)
        for contact in self.library.contacts:
            yield from _named(contact)
            if contact.confirmed is not None:
                yield from _lines(contact, contact.confirmed.notes, "confirmed")


def passages_of(thing: Card | Update) -> Iterator[Passage]:
    """Yield title and body of a card or update in every language."""
    for lang, text in thing.texts.items():
        yield Passage(thing, lang, "title", text.title, (lang, "title"))
        yield Passage(thing, lang, "body", text.body, (lang, "body"))


def _further(card: Card, asks: Mapping[str, tuple[str, ...]]) -> Iterator[Passage]:
    for lang, lines in asks.items():
        start = 0
        for ask in lines:
            yield Passage(card, lang, "ask", ask, (lang,), Further, start)
            start += len(ask) + 1


def _named(thing: Topic | Contact) -> Iterator[Passage]:
    for lang, text in thing.texts.items():
        yield Passage(thing, lang, "line", text.name, (lang, "name"))
        yield Passage(thing, lang, "line", text.about, (lang, "about"))


def _lines(thing: Thing, texts: Mapping[str, str], key: str) -> Iterator[Passage]:
    for lang, text in texts.items():
        yield Passage(thing, lang, "line", text, (key, lang))
