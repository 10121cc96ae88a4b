"""Telegram's HTML parse mode: the same tags, the same errors in the same words, byte offsets included."""

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox import utf16
from bot.sandbox.urls import check_url

JSON = dict[str, Any]

SIMPLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset(SIMPLE_TAGS) | {"a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
_ARGUMENTS = {
    "a": ("href", ""),
    "code": ("class", "language-"),
    "span": ("class", "tg-"),
    "tg-emoji": ("emoji-id", ""),
    "blockquote": ("expandable", ""),
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}))|(lt|gt|amp|quot));?")
_PLAIN = re.compile(r"[^<&]+")
_SPACE = " \t\r\n\0\v"
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")


class ParseError(ValueError):
    """Text that Telegram would refuse; the message is the part after "can't parse entities: "."""


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    options: JSON
    offset: int
    position: int


def parse(source: str) -> tuple[str, list[JSON]]:
    """Turn HTML into text and entities (UTF-16 offsets, outer ones first); ParseError in Telegram's words."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Parser(source).run()


def _reference(source: str, at: int) -> tuple[str, int] | None:
    """Decode the character reference at a position: the character and where it ends, or None."""
    if not (match := _REFERENCE.match(source, at)):
        return None
    hexadecimal, decimal, named = match.groups()
    if named:
        return _NAMED[named], match.end()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return None
    return chr(code), match.end()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.parts: list[str] = []
        self.offset = 0
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[JSON] = []

    def run(self) -> tuple[str, list[JSON]]:
        source = self.source
        while self.at < len(source):
            if plain := _PLAIN.match(source, self.at):
                self._add(plain.group())
                self.at = plain.end()
            elif source[self.at] == "&":
                found = _reference(source, self.at)
                character, self.at = found or ("&", self.at + 1)
                self._add(character)
            elif source.startswith("/", self.at + 1):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        order = sorted(range(len(self.entities)), key=self._outer_first)
        return "".join(self.parts), [self.entities[index] for index in order]

    def _outer_first(self, index: int) -> tuple[int, int, int]:
        entity = self.entities[index]
        return entity["offset"], -entity["length"], -index

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.offset += utf16.length(text)

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else "\0"

    def _skip_space(self) -> None:
        while self.at < len(self.source) and self.source[self.at] in _SPACE:
            self.at += 1

    def _read_until(self, stop: str) -> str:
        begin = self.at
        while self.at < len(self.source) and self.source[self.at] not in stop:
            self.at += 1
        return self.source[begin : self.at]

    def _start_tag(self) -> None:
        begin = self.at
        where = self._bytes(begin)
        self.at += 1
        tag = self._read_until(_SPACE + ">").lower()
        if self.at >= len(self.source):
            raise ParseError(f"Unclosed start tag at byte offset {where}")
        if tag not in TAGS:
            raise ParseError(f'Unsupported start tag "{tag}" at byte offset {where}')
        argument, options = self._attributes(tag, where)
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise ParseError(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self.open.append(_Open(tag, argument, options, self.offset, len(self.parts)))

    def _attributes(self, tag: str, where: int) -> tuple[str, JSON]:
        """Read up to the closing bracket: the attribute that matters for this tag, and all of them."""
        argument = ""
        options: JSON = {}
        while self._peek() != ">":
            self._skip_space()
            if self._peek() == ">":
                break
            name = self._read_until(_SPACE + "=>").lower()
            if not name and self.at >= len(self.source):
                raise ParseError(f"Unclosed start tag at byte offset {where}")
            if not name:
                raise ParseError(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
            value = options[name] = self._attribute_value(tag, where)
            wanted, prefix = _ARGUMENTS.get(tag, ("", ""))
            if name == wanted and value.startswith(prefix):
                argument = value.removeprefix(prefix)
        return argument, options

    def _attribute_value(self, tag: str, where: int) -> str:
        self._skip_space()
        if self._peek() != "=":
            if tag == "blockquote":
                return "1"
            raise ParseError(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {where}'
            )
        self.at += 1
        self._skip_space()
        if self.at >= len(self.source):
            raise ParseError(f'Unclosed start tag "{tag}" at byte offset {where}')
        quote = self._peek()
        if quote not in "'\"":
            begin = self.at
            match = _TOKEN.match(self.source, begin)
            token = match.group().lower() if match else ""
            self.at = begin + len(token)
            if self.at < len(self.source) and self._peek() not in _SPACE + ">":
                raise ParseError(f"Unexpected end of name token at byte offset {self._bytes(begin)}")
            value = token
        else:
            self.at += 1
            value = self._quoted(quote)
        if self.at >= len(self.source):
            raise ParseError(f"Unclosed start tag at byte offset {where}")
        return value

    def _quoted(self, quote: str) -> str:
        value: list[str] = []
        while self.at < len(self.source) and self.source[self.at] != quote:
            if self.source[self.at] == "&" and (found := _reference(self.source, self.at)):
                character, self.at = found
            else:
                character = self.source[self.at]
                self.at += 1
            value.append(character)
        if self.at < len(self.source):
            self.at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        where = self._bytes(self.at)
        if not self.open:
            raise ParseError(f"Unexpected end tag at byte offset {where}")
        self.at += 2
        name = self._read_until(_SPACE + ">").lower()
        self._skip_space()
        if self._peek() != ">":
            raise ParseError(f"Unclosed end tag at byte offset {where}")
        self.at += 1
        start = self.open[-1]
        if name and name != start.tag:
            raise ParseError(
                f'Unmatched end tag at byte offset {where}, expected "</{start.tag}>", found "</{name}>"'
            )
        self.open.pop()
        if self.offset > start.offset:
            self._close(start)

    def _close(self, start: _Open) -> None:
        place = {"offset": start.offset, "length": self.offset - start.offset}
        last = self.entities[-1] if self.entities else {}
        same = last.get("offset") == place["offset"] and last.get("length") == place["length"]
        if start.tag in SIMPLE_TAGS:
            self.entities.append({"type": SIMPLE_TAGS[start.tag]} | place)
        elif start.tag == "a":
            self._close_link(start, place)
        elif start.tag == "pre":
            if same and last.get("type") == "code" and last.get("language"):
                last["type"] = "pre"
            else:
                self.entities.append({"type": "pre"} | place)
        elif start.tag == "code":
            if same and last.get("type") == "pre" and start.argument:
                last["language"] = start.argument
            else:
                language = {"language": start.argument} if start.argument else {}
                self.entities.append({"type": "code"} | place | language)
        elif start.tag == "blockquote":
            self.entities.append(
                {
                    "type": "expandable_blockquote"
                    if start.argument or "expandable" in start.options
                    else "blockquote"
                }
                | place
            )
        elif start.tag == "tg-emoji":
            if not (
                start.argument.isascii() and start.argument.isdigit() and 0 < int(start.argument) < 2**63
            ):
                raise ParseError("Invalid custom emoji identifier specified")
            self.entities.append({"type": "custom_emoji"} | place | {"custom_emoji_id": start.argument})
        else:
            self._close_time(start, place)

    def _close_link(self, start: _Open, place: JSON) -> None:
        url = start.argument or "".join(self.parts[start.position :])
        if match := re.fullmatch(r"tg://user\?id=([0-9]+)", url):
            self.entities.append({"type": "text_mention"} | place | {"user": {"id": int(match.group(1))}})
            return
        try:
            url = check_url(url)
        except ValueError:
            return  # Telegram leaves the words and silently drops a link that it does not accept.
        self.entities.append({"type": "text_link"} | place | {"url": url})

    def _close_time(self, start: _Open, place: JSON) -> None:
        try:
            moment = int(start.options["unix"])
        except (KeyError, ValueError) as error:
            raise ParseError("Invalid date specified") from error
        entity = {"type": "date_time"} | place | {"unix_time": moment}
        if start.options.get("format"):
            entity["date_time_format"] = start.options["format"]
        self.entities.append(entity)
