"""Links that open the bot at a page: what stands behind `t.me/<bot>?start=`, written and read back.

Version 1: `1<kind>_<item>_<language>_<campaign>_<signature>`, empty fields at the end left out, at most 64 of A-Z, a-z,
0-9, _ and -. Ids hold hyphens and never underscores, so an underscore always parts two fields. A campaign stands in a
link only with a signature over all that goes before it, made with a key of the bot token; everything else needs none,
since it opens what anyone may open.
"""

import base64
import hmac
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal
from urllib.parse import quote

Kind = Literal["home", "topic", "card", "update", "news", "check", "digests", "invitation"]

VERSION: Final = "1"
LONGEST: Final = 64
"""Telegram's limit on a start payload, in characters."""
SIGNATURE: Final = 8
"""Letters of base32, 40 bits: guessing means sending /start half a million million times."""
LONGEST_CAMPAIGN: Final = 16
CAMPAIGN: Final = re.compile(r"(?=.{2,16}\Z)[a-z0-9]+(-[a-z0-9]+)*\Z")

_LETTERS: Final[dict[Kind, str]] = {
    "home": "h",
    "topic": "t",
    "card": "c",
    "update": "u",
    "news": "w",
    "check": "l",
    "digests": "g",
    "invitation": "i",
}
_KINDS: Final = {letter: kind for kind, letter in _LETTERS.items()}
_WITH_ITEM: Final = frozenset({"topic", "card", "update", "invitation"})
_PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
_ITEM: Final = re.compile(r"(?=.{1,32}\Z)[a-z0-9]+(-[a-z0-9]+)*\Z")
_LANGUAGE: Final = re.compile(r"[a-z]{2}\Z")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads: a kind of page, what it shows (an id), the language for someone new, and the campaign.

    `item` is the id of a topic, card or update, the topic (or "") of news and digests, and an invitation's code.
    """

    kind: Kind = "home"
    item: str = ""
    language: str = ""
    campaign: str = ""


@lru_cache(maxsize=8)
def key(token: str) -> bytes:
    """Derive the key of signatures from the bot token: with another token, links open as before but count for none."""
    return hmac.digest(token.encode(), b"quqyq links", "sha256")


def payload(link: Link, signing: bytes = b"") -> str:
    """Write a link's payload; a campaign needs the `signing` key. Raises ValueError for what no link can hold."""
    _check(link)
    plain = "_".join((VERSION + _LETTERS[link.kind], link.item, link.language)).rstrip("_")
    if not link.campaign:
        return plain
    if not signing:
        raise ValueError("a campaign needs a key")
    signed = "_".join((VERSION + _LETTERS[link.kind], link.item, link.language, link.campaign))
    return f"{signed}_{_signature(signed, signing)}"


def read(text: str, signing: bytes = b"") -> Link | None:
    """Read a payload; None for one that is of another version, forged in its first part, or not ours at all.

    What follows the page and is cut, doubled or forged (language, campaign) is left out, and the page still opens.
    """
    if not _PAYLOAD.match(text):
        return None
    head, *rest = text.split("_")
    kind = _KINDS.get(head[1:]) if head[:1] == VERSION else None
    if kind is None:
        return None
    item, language, campaign = (*rest[:3], "", "", "")[:3]
    if (kind in _WITH_ITEM or item) and not _ITEM.match(item):
        return None
    link = Link(kind, item, language if _LANGUAGE.match(language) else "")
    signed, _, signature = text.rpartition("_")
    if len(rest) != 4 or not signing or not CAMPAIGN.match(campaign) or link.language != language:
        return link
    genuine = hmac.compare_digest(signature, _signature(signed, signing))
    return replace(link, campaign=campaign) if genuine else link


def place(link: Link) -> str:
    """Write where a link leads, without language and campaign, in at most 33 letters: for the data of buttons."""
    return _LETTERS[link.kind] + link.item


def at(written: str, language: str = "", campaign: str = "") -> Link | None:
    """Read a place back into a link with this language and campaign; None for what is none."""
    kind, item = _KINDS.get(written[:1]), written[1:]
    if kind is None:
        return None
    link = Link(kind, item, language, campaign)
    try:
        _check(link)
    except ValueError:
        return None
    return link


def address(username: str, link: Link | None = None, signing: bytes = b"") -> str:
    """Give the address that opens the bot, at a page or at its beginning."""
    return f"https://t.me/{username}" + (f"?start={payload(link, signing)}" if link else "")


def share(url: str, text: str) -> str:
    """Give the address that offers a link to send on to others, with a text."""
    return f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(text, safe='')}"


def _check(link: Link) -> None:
    if (link.kind in _WITH_ITEM or link.item) and not _ITEM.match(link.item):
        raise ValueError(f"not an id: {link.item!r}")
    if link.language and not _LANGUAGE.match(link.language):
        raise ValueError(f"not a language: {link.language!r}")
    if link.campaign and not CAMPAIGN.match(link.campaign):
        raise ValueError(f"not a campaign: {link.campaign!r}")


def _signature(signed: str, signing: bytes) -> str:
    digest = hmac.digest(signing, signed.encode(), "sha256")
    return base64.b32encode(digest).decode().lower()[:SIGNATURE]
