"""Links that open the bot at a page: t.me/<bot>?start=…, where a message cannot have a button of its own for it."""

from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from bot.views.actions import Action, Changes, Digests, LegalAid, OpenCard, OpenChange, OpenTopic

_PAGES: Final[dict[str, Callable[[str], Action]]] = {
    "c": lambda item: OpenCard(card=item),
    "t": lambda item: OpenTopic(page=0, topic=item),
    "u": lambda item: OpenChange(update=item),
    "w": lambda item: Changes(page=0, topic=item),
    "g": lambda _: Digests(),
    "l": lambda _: LegalAid(letters=""),
}


def payload(action: Action) -> str:
    """Give what stands behind `?start=` for a page, at most 64 of A-Z, a-z, 0-9, _ and -. KeyError for others."""
    match action:
        case OpenCard(card=item):
            return f"c_{item}"
        case OpenTopic(topic=item):
            return f"t_{item}"
        case OpenChange(update=item):
            return f"u_{item}"
        case Changes(topic=item):
            return f"w_{item}"
        case Digests():
            return "g_"
        case LegalAid():
            return "l_"
    raise KeyError(action)


def read(text: str) -> Action | None:
    """Give the page that a start payload opens, or None for one that is not ours."""
    kind, parted, item = text.partition("_")
    make = _PAGES.get(kind)
    return make(item) if make and parted else None


def address(username: str, action: Action | None = None) -> str:
    """Give the link that opens the bot, at a page or at its beginning."""
    start = f"?start={payload(action)}" if action else ""
    return f"https://t.me/{username}{start}"


def share(url: str, text: str) -> str:
    """Give the link that offers a page to send on to others, with a text."""
    return f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(text, safe='')}"
