"""A screen: what one message shows, whatever library sends it."""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Final

from bot.views.actions import Action

TEXT_LIMIT = 4096
"""Telegram's limit on a message's text, in characters after its HTML is read."""

_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it does an action, opens an address or copies a text, one of the three.

    What fits a private chat alone is `private`: elsewhere such a button leads there by a link.
    """

    text: str
    does: Action | None = None
    url: str | None = None
    private: bool = False
    copies: str | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """A message: `text` is Telegram's HTML, `rows` its buttons from top to bottom, `toast` a passing notice."""

    text: str
    rows: tuple[tuple[Button, ...], ...] = field(default=())
    toast: str | None = None


def bold(text: str) -> str:
    """Set plain text in bold."""
    return f"<b>{escape(text, quote=False)}</b>"


def italic(text: str) -> str:
    """Set plain text in italics."""
    return f"<i>{escape(text, quote=False)}</i>"


def link(text: str, address: str) -> str:
    """Make plain text a link."""
    return f'<a href="{escape(address)}">{escape(text, quote=False)}</a>'


def plain(text: str) -> str:
    """Make plain text safe inside HTML."""
    return escape(text, quote=False)


def bare(html: str) -> str:
    """Give a text as it is read, without its marks."""
    return unescape(_TAG.sub("", html))


def width(html: str) -> int:
    """How long Telegram takes a text to be: UTF-16 units without the marks."""
    return len(bare(html).encode("utf-16-le")) // 2


def paragraphs(*parts: str) -> str:
    """Set the parts that are not empty with an empty line between them."""
    return "\n\n".join(part for part in parts if part)
