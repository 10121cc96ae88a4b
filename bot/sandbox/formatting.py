"""From what a bot or a person sends to the text and entities that Telegram stores."""

import re
from typing import Any

from bot.sandbox import html, utf16
from bot.sandbox.detect import detect
from bot.sandbox.errors import bad_request
from bot.sandbox.urls import check_url

JSON = dict[str, Any]

AUTOMATIC = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"})
STYLES = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    }
)
# Nothing is detected inside these: Telegram shows them as they are, or as one link.
_SOLID = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"})
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\u2028\u202a-\u202e]")
_REQUIRED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}


def from_bot(text: str, parse_mode: str | None, entities: list[JSON] | None) -> tuple[str, list[JSON]]:
    """Return a bot's text and entities as Telegram stores them: parsed, cleaned, trimmed, links detected."""
    if not entities and "\r" in text:
        text = text.replace("\r", "")
    if entities:
        parsed = check_entities(text, entities)
    elif not parse_mode or parse_mode.lower() == "none":
        parsed = []
    elif parse_mode.lower() == "html":
        try:
            text, parsed = html.parse(text)
        except html.ParseError as error:
            raise bad_request(f"can't parse entities: {error}") from error
    elif parse_mode.lower() in ("markdown", "markdownv2"):
        raise bad_request(f"sandbox: parse_mode {parse_mode} is not supported here, use HTML or entities")
    else:
        raise bad_request("unsupported parse_mode")
    return complete(text, parsed)


def complete(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """Clean and trim a text, keep its entities in place, and add what Telegram detects by itself."""
    if _CONTROL.search(text):
        text = _CONTROL.sub(" ", text)
    text, entities = _trim(text, entities)
    detected = detect(text)
    if not detected:
        return text, entities
    offsets = utf16.Offsets(text)
    solid = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _SOLID]
    added: list[JSON] = []
    for kind, begin, end in detected:
        start, stop = offsets.offset(begin), offsets.offset(end)
        if not any(start < until and since < stop for since, until in solid):
            added.append({"type": kind, "offset": start, "length": stop - start})
    return text, sorted([*entities, *added], key=lambda e: (e["offset"], -e["length"])) if added else entities


def _trim(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """Cut white space at the ends: at the front only as far as the first entity, as Telegram does."""
    stripped = text.rstrip(" \n\t\xa0")
    end = utf16.length(stripped)
    kept = [
        e | {"length": min(e["length"], end - e["offset"])} if e["offset"] + e["length"] > end else e
        for e in entities
        if e["offset"] < end
    ]
    first = min((e["offset"] for e in kept), default=end)
    front = min(len(stripped) - len(stripped.lstrip(" \n")), first)
    if front:
        kept = [e | {"offset": e["offset"] - front} for e in kept]
    return stripped[front:], kept


def check_entities(text: str, entities: list[JSON]) -> list[JSON]:
    """Check the `entities` parameter against its text; return those that mean something, outer ones first."""
    offsets = utf16.Offsets(text)
    end = utf16.length(text)
    checked: list[JSON] = []
    for entity in entities:
        # Telegram finds the automatic kinds itself and ignores what the bot says of them.
        if entity.get("type") in AUTOMATIC:
            continue
        entity = _check_kind(entity)
        offset, length = entity["offset"], entity["length"]
        if offset < 0:
            raise bad_request(f"receive an entity with incorrect offset {offset}")
        if length < 0:
            raise bad_request(f"receive an entity with incorrect length {length}")
        if offset > end or (offset == end and length):
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if offset + length > end:
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text"
                f" at UTF-16 offset {offset + length}"
            )
        for place, word in ((offset, "begins"), (offset + length, "ends")):
            if offsets.position(place) is None:
                raise bad_request(f"entity {word} in a middle of a UTF-16 symbol at UTF-16 offset {place}")
        if length:
            checked.append(entity)
    return sorted(checked, key=lambda e: (e["offset"], -e["length"]))


def _check_kind(entity: JSON) -> JSON:
    """Check an entity by itself, without its text; return it with its link as Telegram stores it."""
    kind = entity.get("type")
    if kind not in STYLES:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    required = _REQUIRED.get(kind)
    if required and entity.get(required) is None:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{required}\"")
    if kind != "text_link":
        return entity
    try:
        return entity | {"url": check_url(entity["url"])}
    except ValueError as error:
        raise bad_request(f"entity URL '{entity['url']}' is invalid: {error}") from error
