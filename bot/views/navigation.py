"""The rows that are at home on every screen: back, menu, language, pages."""

from collections.abc import Callable

from bot.i18n import Locale
from bot.services import links
from bot.services.links import Link
from bot.views.actions import Action, Digests, Follow, Home, Languages, LegalAid, Share
from bot.views.screen import Button

Row = tuple[Button, ...]


def home_row(locale: Locale, place: Action, shared: Link | None = None) -> Row:
    """The way home, the link to hand on where there is one, and the language switch that comes back to `place`."""
    return (
        Button(locale.t("🏠 Menu"), Home()),
        *((share_button(locale, shared),) if shared else ()),
        Button(locale.t("🌐 Language"), Languages(place=place.pack())),
    )


def share_button(locale: Locale, link: Link) -> Button:
    """The button that offers the link to a page, in the language it is read in."""
    return Button(
        locale.t("📤 Share"),
        Share(language=locale.language, campaign=link.campaign, place=links.place(link)),
    )


def back_row(locale: Locale, text: str, to: Action) -> Row:
    """One step back; `text` names where it leads."""
    # NOTE: {place} is the name of the page that the button leads back to.
    return (Button(locale.t("‹ {place}", place=text), to),)


def pages_row(locale: Locale, number: int, pages: int, to: Callable[[int], Action]) -> tuple[Row, ...]:
    """Buttons to the page before and after, and where one is; no row at all for a single page. Pages count from 0."""
    if pages == 1:
        return ()
    before, after = (number - 1) % pages, (number + 1) % pages
    # NOTE: where the reader is among the pages of a list, as in 2/5
    here = locale.t("{page}/{pages}", page=number + 1, pages=pages)
    return ((Button("‹", to(before)), Button(here, to(number)), Button("›", to(after))),)


def digests_row(locale: Locale) -> Row:
    """The way to what the chat follows."""
    return (Button(locale.t("⏰ My digests"), Digests()),)


def lawyer_row(locale: Locale) -> Row:
    """The way to the free-lawyer check, which is nothing to do before others' eyes."""
    return (Button(locale.t("⚖️ Can I get a free lawyer?"), LegalAid(letters=""), private=True),)


def follow_row(locale: Locale, topic: str) -> Row:
    """The button that follows a topic (its id)."""
    return (Button(locale.t("🔔 Follow this topic"), Follow(topic=topic)),)
