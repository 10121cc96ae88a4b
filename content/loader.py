"""Reads a pack into a library: its structure whole, or every fault with its place.

What the texts say (figures, terms, spelling) is `content.check`'s business and too slow for a start.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel

from content.danger import Urgent
from content.eligibility import Interview
from content.examples import Examples
from content.fault import Fault, PackError
from content.lexicon import Lexicon
from content.library import Library
from content.references import INTERVIEW, LEXICON, URGENT, References
from content.report import read_report
from content.schema import Card, Contact, PackInfo, Topic, Update
from content.validation import block, complete, lift, validated
from content.walk import own_file, yaml_files
from content.yaml_file import Place, YamlFile, read

__all__ = ["Fault", "PackError", "Reading", "load", "read_pack"]

_T = TypeVar("_T", Card, Topic, Contact, Update)
_M = TypeVar("_M", bound=BaseModel)


@dataclass
class Reading:
    """What could be read of a pack: all faults, and a library of the valid parts (None without pack.yaml)."""

    faults: list[Fault]
    library: Library | None = None
    files: dict[str, YamlFile] = field(default_factory=dict)
    homes: dict[tuple[type, str], tuple[YamlFile, Place]] = field(default_factory=dict)

    def fault(
        self,
        thing: Card | Topic | Contact | Update,
        code: str,
        message: str,
        *place: str | int,
        offset: int = 0,
    ) -> Fault:
        """Make a fault that points into the file of a card, topic, contact or update."""
        file, at = self.homes[type(thing), thing.id]
        return file.fault(code, message, *at, *place, offset=offset)


def load(root: Path, *, asked: bool = True) -> Library:
    """Read the pack in a folder; PackError with every structural fault where there is any.

    Where no questions are `asked`, the library comes without what only their answers need, its `urgent`, `lexicon`,
    `messages` and `asks`. It reads files: call it in a thread.
    """
    reading = read_pack(root, asked=asked)
    if reading.faults or reading.library is None:
        raise PackError(reading.faults)
    return reading.library


def read_pack(root: Path, *, asked: bool = True) -> Reading:
    """Read as much of a pack as is valid, with every structural fault; `asked` as for `load`."""
    reader = _Reader(root, asked=asked)
    reader.read()
    reader.faults.sort()
    return Reading(reader.faults, reader.library, reader.files, reader.homes)


class _Reader:
    def __init__(self, root: Path, *, asked: bool) -> None:
        self.root = root
        self.asked = asked
        self.faults: list[Fault] = []
        self.files: dict[str, YamlFile] = {}
        self.homes: dict[tuple[type, str], tuple[YamlFile, Place]] = {}
        # Every id that the pack has, of faulty entries too: one slip is told once.
        self.ids: dict[type, set[str]] = {Card: set(), Topic: set(), Contact: set(), Update: set()}
        self.languages: tuple[str, ...] = ()
        self.library: Library | None = None

    def read(self) -> None:
        info = self._info()
        if not self.languages:
            return
        contacts = self._contacts()
        topics: list[Topic] = []
        cards: list[Card] = []
        self._topics(topics, cards)
        updates = self._updates()
        interview = self._whole(INTERVIEW, Interview)
        urgent = self._whole(URGENT, Urgent) if self.asked else None
        lexicon = self._whole(LEXICON, Lexicon) if self.asked else None
        examples = Examples(self.root, self.languages, self.files, self.homes, self.faults)
        messages = examples.messages() if self.asked else {}
        asks = examples.asks() if self.asked else {}
        topics.sort(key=lambda topic: (topic.order, topic.id))
        rank = {topic.id: place for place, topic in enumerate(topics)}
        cards = [card for card in cards if card.topic in rank]
        cards.sort(key=lambda card: (rank[card.topic], card.paragraphs[0], card.id))
        updates.sort(key=lambda update: update.id)
        updates.sort(key=lambda update: update.date, reverse=True)
        if info is not None:
            self.library = Library(
                info,
                tuple(topics),
                tuple(cards),
                tuple(contacts),
                tuple(updates),
                interview,
                urgent,
                lexicon,
                self._recommendations(info),
                messages,
                asks,
            )
            self.faults += References(self.library, self.files, self.homes, self.ids).faults()

    def _open(self, file: Path, path: str) -> YamlFile | None:
        opened, faults = read(file, path)
        self.faults += faults
        if opened is not None:
            self.files[path] = opened
        return opened

    def _top(self, path: str, *, needed: bool = True) -> YamlFile | None:
        file = own_file(self.root, path, self.faults)
        if file is not None:
            return self._open(file, path)
        if needed and not any(fault.path == path for fault in self.faults):
            self.faults.append(Fault(path, 1, "missing-file", f"the pack has no {path}"))
        return None

    def _whole(self, path: str, model: type[_M]) -> _M | None:
        """Read a file that is one model, or None where the pack has none or it does not fit."""
        file = self._top(path, needed=False)
        data = block(file, file.data, self.faults) if file is not None else None
        if file is None or data is None:
            return None
        file.release()
        return validated(model, file, data, self.faults)

    def _recommendations(self, info: PackInfo) -> Mapping[str, tuple[int, ...]]:
        """Read what report.yaml says of recommendations; what is wrong with that file is told by `content.check`."""
        report, _ = read_report(self.root, info.document.paragraphs, [])
        return MappingProxyType({} if report is None else report.recommended())

    def _info(self) -> PackInfo | None:
        file = self._top("pack.yaml")
        data = block(file, file.data, self.faults) if file is not None else None
        if file is None or data is None:
            return None
        names = data.get("languages")
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            self.languages = tuple(names)
        before = len(self.faults)
        complete(file, data.get("name"), self.languages, self.faults, "name")
        document = data.get("document")
        for key in ("title", "source_url") if isinstance(document, dict) else ():
            complete(file, document.get(key), self.languages, self.faults, "document", key)  # type: ignore[union-attr]
        info = validated(PackInfo, file, data, self.faults)
        return info if len(self.faults) == before else None

    def _contacts(self) -> list[Contact]:
        file = self._top("contacts.yaml")
        if file is None:
            return []
        if not isinstance(file.data, list):
            self.faults.append(file.fault("wrong-shape", "the file must be a list of contacts"))
            return []
        contacts: list[Contact] = []
        for place, entry in enumerate(file.data):
            data = block(file, entry, self.faults, place)
            if data is None:
                continue
            self.ids[Contact].add(str(data.get("id")))
            confirmed = data.get("confirmed")
            if isinstance(confirmed, dict):
                data["confirmed"] = dict(confirmed)
                lift(file, data["confirmed"], "notes", self.languages, self.faults, place, "confirmed")
            self._add(contacts, Contact, file, data, place)
        return contacts

    def _topics(self, topics: list[Topic], cards: list[Card]) -> None:
        folders: set[str] = set()
        for file, path in yaml_files(self.root, "topics", self.faults):
            opened = self._open(file, path)
            parts = path.split("/")
            if len(parts) != 3:
                self.faults.append(
                    Fault(path, 1, "unexpected-file", "a card stands in topics/<topic>/<card>.yaml")
                )
                continue
            folders.add(parts[1])
            if parts[2] != "_topic.yaml":
                self.ids[Card].add(parts[2][:-5])
            data = block(opened, opened.data, self.faults) if opened is not None else None
            if opened is None or data is None:
                continue
            opened.release()
            if self._named(opened, data) and parts[2] == "_topic.yaml":
                self._add(topics, Topic, opened, data | {"id": parts[1]})
            elif parts[2] != "_topic.yaml":
                self._add(cards, Card, opened, data | {"id": parts[2][:-5], "topic": parts[1]})
        self.ids[Topic] |= folders
        for folder in sorted(folders):
            path = f"topics/{folder}/_topic.yaml"
            if path not in self.files and not any(fault.path == path for fault in self.faults):
                self.faults.append(Fault(path, 1, "missing-file", f"the topic {folder} has no _topic.yaml"))

    def _updates(self) -> list[Update]:
        updates: list[Update] = []
        for file, path in yaml_files(self.root, "updates", self.faults):
            opened = self._open(file, path)
            data = block(opened, opened.data, self.faults) if opened is not None else None
            if opened is None or data is None:
                continue
            opened.release()
            self._named(opened, data)
            source, withdrawn = data.get("source"), data.get("withdrawn")
            if isinstance(source, dict):
                data["source"] = self._titled(opened, dict(source))
            if isinstance(withdrawn, dict):
                data["withdrawn"] = dict(withdrawn)
                lift(opened, data["withdrawn"], "reasons", self.languages, self.faults, "withdrawn")
            self._add(updates, Update, opened, data | {"id": path.rsplit("/", 1)[-1][:-5]})
        return updates

    def _titled(self, file: YamlFile, source: dict[str, Any]) -> dict[str, Any]:
        """A source's `title` is one text for all languages or one a language."""
        title = source.pop("title", None)
        if isinstance(title, str):
            source["titles"] = dict.fromkeys(self.languages, title)
        elif title is not None:
            complete(file, title, self.languages, self.faults, "source", "title")
            source["titles"] = title
        return source

    def _named(self, file: YamlFile, data: dict[str, Any]) -> bool:
        """The names of files and folders are the ids: a key that says so again could only contradict them."""
        for key in ("id", "topic"):
            if key in data:
                self.faults.append(
                    file.fault(
                        "unknown-key", f"`{key}` is not written: it is the name of the file or folder", key
                    )
                )
                del data[key]
        return True

    def _add(
        self, things: list[_T], model: type[_T], file: YamlFile, data: dict[str, Any], *at: str | int
    ) -> None:
        before = len(self.faults)
        lift(file, data, "texts", self.languages, self.faults, *at)
        thing = validated(model, file, data, self.faults, *at)
        if thing is None or len(self.faults) != before:
            return
        if (model, thing.id) in self.homes:
            first, place = self.homes[model, thing.id]
            where = f"{first.path}:{first.line(*place, 'id')}" if place else first.path
            self.faults.append(file.fault("duplicate-id", f"“{thing.id}” exists already: {where}", *at))
            return
        self.homes[model, thing.id] = file, at
        things.append(thing)
