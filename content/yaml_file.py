"""YAML as plain data in which every scalar stays a string, with the line of everything.

`no` stays "no" and `111` stays "111": what a value means is the schema's business. Only an empty
value, `~` and `null` without quotes become None.
"""

import os
import stat
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import yaml

from content.fault import Fault

MAX_BYTES = 1_000_000
MAX_DEPTH = 16
_RELEASED: Final = object()
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_HINTS = (
    ("mapping values are not allowed", "a text that contains “: ” must stand in double quotes"),
    (
        "cannot start any token",
        "use spaces, never tabs, and put a text with special characters in double quotes",
    ),
    ("block end", "check that the indentation of this line is the same as that of its neighbours"),
    ("block mapping", "check the indentation, and that every key is followed by a colon and a space"),
    ("quoted scalar", "a quotation mark that opens a text must be closed"),
)

Place = tuple[str | int, ...]


class YamlFile:
    """A parsed file; `path` is relative to the pack.

    Where everything stands is found out by parsing again when a fault asks for it, and `release` gives up data and
    text once models are made of them: with all that kept, reading a pack took 28 MB that a process never gets rid of,
    instead of 12.
    """

    def __init__(self, path: str, text: str, data: Any, file: Path | None = None) -> None:
        """`file` is where the text was read, to read it there again."""
        self.path = path
        self._text = text
        self._data = data
        self._file = file

    @property
    def data(self) -> Any:
        """Everything that the file holds, of dict, list, str and None."""
        return self._data if self._data is not _RELEASED else self._places.root

    def release(self) -> None:
        """Give up what is not expected to be asked for any more; if it is, the file is read and parsed again."""
        if self._file is not None:
            self._data, self._text = _RELEASED, ""

    def line(self, *place: str | int, offset: int = 0) -> int:
        """Return the line of a place such as ("kk", "title"), or of the nearest place around it.

        `offset` counts characters into a block scalar's text, so that a fault points at the very line.
        """
        places = self._places
        if place in places.literal:
            value = places.root
            for step in place:
                value = value[step]
            text = str(value)
            skipped = len(text) - len(text.lstrip())
            return places.lines[place] + 1 + text.count("\n", 0, skipped + offset)
        while place and place not in places.lines:
            place = place[:-1]
        return places.lines.get(place, 1)

    def fault(self, code: str, message: str, *place: str | int, offset: int = 0) -> Fault:
        """Make a fault that points at a place of this file."""
        return Fault(self.path, self.line(*place, offset=offset), code, message)

    @cached_property
    def _places(self) -> "_Places":
        builder = _Places(self.path)
        try:
            text = self._text if self._data is not _RELEASED or self._file is None else _text(self._file)
            builder.build(yaml.parse(text, Loader=yaml.CSafeLoader))
        except (OSError, UnicodeDecodeError, yaml.YAMLError, _TooDeepError):
            # Somebody has just written to the file: its faults are told all the same, if not their lines.
            return _Places(self.path)
        return builder


def read(file: Path, path: str) -> tuple[YamlFile | None, list[Fault]]:
    """Read and parse one file; None where nothing of it can be used. `path` is what faults call it."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, [Fault(path, 1, "not-a-file", "this is not an ordinary file")]
        if status.st_size > MAX_BYTES:
            size = f"{status.st_size / 1_000_000:.1f} MB"
            return None, [
                Fault(
                    path,
                    1,
                    "too-large",
                    f"the file is {size} large, at most {MAX_BYTES // 1_000_000} MB is read",
                )
            ]
        text = _text(file)
    except OSError as error:
        return None, [Fault(path, 1, "unreadable", f"cannot be read: {os.strerror(error.errno or 0)}")]
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return None, [Fault(path, line, "encoding", "the file is not UTF-8: save it with the encoding UTF-8")]
    return parse(text, path, file)


def _text(file: Path) -> str:
    return file.read_bytes()[: MAX_BYTES + 1].decode("utf-8-sig")


def parse(text: str, path: str, file: Path | None = None) -> tuple[YamlFile | None, list[Fault]]:
    """Parse YAML text, which was read from `file`; None where it is not YAML."""
    builder = _Builder(path)
    try:
        builder.build(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "cannot be parsed"
        reason = " ".join(filter(None, (error.context, problem)))
        hint = next((f" ({hint})" for sign, hint in _HINTS if sign in reason), "")
        line = min(mark.line + 1, text.count("\n") + 1) if mark else 1
        return None, [*builder.faults, Fault(path, line, "yaml", f"not valid YAML: {reason}{hint}")]
    except yaml.reader.ReaderError as error:
        line = text.encode().count(b"\n", 0, int(error.position)) + 1
        return None, [Fault(path, line, "yaml", f"a character that YAML does not allow: {error.character!r}")]
    except _TooDeepError as error:
        return None, [Fault(path, error.line, "too-deep", f"nested deeper than {MAX_DEPTH} levels")]
    return YamlFile(path, text, builder.root, file), builder.faults


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


class _Builder:
    """Builds data from parser events, which neither recurse nor expand anything."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.root: Any = None
        self.faults: list[Fault] = []

    def build(self, events: Iterator[Any]) -> None:
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self._fault(event, "yaml", "“---” starts a second document: one file holds one")
            elif isinstance(event, yaml.NodeEvent) and documents == 1:
                self.root = self._value(event, events, ())

    def _value(self, event: Any, events: Iterator[Any], place: Place) -> Any:
        if event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self._fault(
                event,
                "alias",
                f"“{sign}{event.anchor}”: anchors and aliases are not allowed, repeat the text",
            )
            if sign == "*":
                return None
        if event.tag is not None and event.tag != "!":
            self._fault(event, "tag", f"“{event.tag}”: tags are not allowed")
        if len(place) > MAX_DEPTH:
            raise _TooDeepError(event.start_mark.line + 1)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, place)
        return self._mapping(events, place)

    def _scalar(self, event: Any, place: Place) -> str | None:
        if event.style == "|":
            self._at(event, place, literal=True)
        value: str = event.value
        return None if event.implicit[0] and value in _NULLS else value

    def _sequence(self, events: Iterator[Any], place: Place) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            here = (*place, len(items))
            self._at(event, here)
            items.append(self._value(event, events, here))
        return items

    def _mapping(self, events: Iterator[Any], place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        first: dict[str, int] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._key(event, events)
            again = key in found
            here = (*place, key)
            if again:
                said = f"“{key}” stands here a second time, first in line {first[key]}"
                self._fault(event, "duplicate-key", said)
                here = (*place, f"{key} (again)")
            else:
                first[key] = event.start_mark.line + 1
            self._at(event, here)
            value = self._value(next(events), events, here)
            if not again:
                found[key] = value
        return found

    def _key(self, event: Any, events: Iterator[Any]) -> str:
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor is not None:
                self._fault(event, "alias", f"“&{event.anchor}”: anchors and aliases are not allowed")
            return str(event.value)
        self._fault(event, "yaml", "a key must be a plain word")
        self._value(event, events, ("?",))
        return "?"

    def _at(self, event: Any, place: Place, *, literal: bool = False) -> None:
        """Hear where something stands."""

    def _fault(self, event: Any, code: str, message: str) -> None:
        self.faults.append(Fault(self.path, event.start_mark.line + 1, code, message))


class _Places(_Builder):
    """Notes as well in which line everything stands, and which texts begin below their places."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.lines: dict[Place, int] = {}
        self.literal: set[Place] = set()

    def _at(self, event: Any, place: Place, *, literal: bool = False) -> None:
        self.lines[place] = event.start_mark.line + 1
        if literal:
            self.literal.add(place)
