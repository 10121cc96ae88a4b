"""What Telegram marks by itself in plain text: commands, mentions, hashtags, links, e-mail, phone numbers."""

import re
from collections.abc import Iterator
from typing import Any

JSON = dict[str, Any]

# Addresses without http:// become links only under top-level domains that exist; these are the ones met here.
_DOMAINS = (
    "com|org|net|int|edu|gov|info|biz|io|me|app|dev|ai|co|tv|online|site|news|media|help|support|legal"
    "|kz|қаз|ru|рф|su|kg|uz|tj|tm|az|am|ge|by|ua|md|cn|mn|tr|ir|in|jp|kr|eu|uk|us|ca|au|de|fr|it|es|nl|be|ch|at|cz"
    "|pl|se|no|fi|dk|ee|lv|lt"
)
_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")
_MENTION = re.compile(r"(?<![\w@/.])@[A-Za-z0-9_]{3,32}(?![\w@])")
_HASHTAG = re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}(?:@[A-Za-z0-9_]{3,32})?(?![\w#])")
_CASHTAG = re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?:@[A-Za-z0-9_]{3,32})?(?![\w$])")
_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9_.+-]{1,64}@(?:[A-Za-z0-9-]{1,64}\.)+[A-Za-z]{2,24}(?![\w-])")
_URL = re.compile(
    r"(?<![\w@./-])(?:"
    r"(?:https?|tg|ton)://[^\s<>\"«»]+"
    rf"|(?:[\w-]{{1,63}}\.)+(?:{_DOMAINS})(?![\w-])(?::\d{{1,5}})?(?:[/?#][^\s<>\"«»]*)?"
    r")",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w+])\+\d(?:[ ()-]{0,2}\d){6,14}(?![\w])")


def detect(text: str) -> list[tuple[str, int, int]]:
    """Return (type, begin, end) in string positions, in order, none overlapping another."""
    found: list[tuple[str, int, int]] = []
    for kind, begin, end in sorted(_candidates(text), key=lambda place: (place[1], -place[2])):
        if not found or begin >= found[-1][2]:
            found.append((kind, begin, end))
    return found


def _candidates(text: str) -> Iterator[tuple[str, int, int]]:
    # The cheap look for a mark keeps plain sentences off the regular expressions.
    for mark, kind, pattern in (
        ("/", "bot_command", _COMMAND),
        ("@", "mention", _MENTION),
        ("@", "email", _EMAIL),
        ("#", "hashtag", _HASHTAG),
        ("$", "cashtag", _CASHTAG),
        ("+", "phone_number", _PHONE),
    ):
        if mark in text:
            yield from ((kind, match.start(), match.end()) for match in pattern.finditer(text))
    if "." in text:
        for match in _URL.finditer(text):
            end = match.start() + len(_without_tail(match.group()))
            if "." in text[match.start() : end]:
                yield "url", match.start(), end


def _without_tail(url: str) -> str:
    """Cut the punctuation that belongs to the sentence, not to the link."""
    while url:
        if url[-1] in ".,:;!?'\"…" or (
            url[-1] in ")]}" and url.count(url[-1]) > url.count(_OPENING[url[-1]])
        ):
            url = url[:-1]
        else:
            break
    return url


_OPENING = {")": "(", "]": "[", "}": "{"}
