"""What people see of the bot's answers in any chat: a list to choose from, and the message that they send."""

from dataclasses import dataclass
from textwrap import shorten
from typing import Final

from bot.i18n import Locale
from bot.services import links
from bot.services.cards import CardPage
from bot.services.changes import ChangePage
from bot.services.inline import Offers
from bot.services.links import Link
from bot.views import card as card_view
from bot.views import changes as changes_view
from bot.views import helplines as helplines_view
from bot.views.screen import Button, Screen
from content.library import Library
from content.schema import Contact

PREVIEW: Final = 120
"""Characters of a preview; a phone shows two lines."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the list: `id` is its own within the list, `preview` what stands under the title."""

    id: str
    title: str
    preview: str
    screen: Screen


def offers(found: Offers, library: Library, locale: Locale, username: str) -> tuple[Offer, ...]:
    """The list; each message leads back to the bot called `username`."""
    return (
        *(_contact(contact, library, locale, username) for contact in found.contacts),
        *(
            _card(page, locale, username) if isinstance(page, CardPage) else _change(page, locale, username)
            for page in found.pages
        ),
    )


def into_chat(found: Offers, locale: Locale) -> tuple[str, str]:
    """The line above the list that leads into the chat with the bot: its words and its start payload."""
    words = locale.t("Ask Quqyq in private")
    if not (found.contacts or found.pages):
        words = locale.t("Nothing found. Ask Quqyq in private")
    return words, links.payload(Link("home", language=locale.language))


def _contact(contact: Contact, library: Library, locale: Locale, username: str) -> Offer:
    words = contact.text(locale.language)
    return Offer(
        id=f"n:{contact.id}",
        title=f"{card_view.ICONS[contact.kind]} {contact.value} · {words.name}",
        preview=words.about,
        screen=_linked(helplines_view.told(contact, library.info, locale), Link("home"), locale, username),
    )


def _card(page: CardPage, locale: Locale, username: str) -> Offer:
    words = page.card.text(locale.language)
    mark = "🔁 " if page.since.opening else ""
    return Offer(
        id=f"c:{page.id}",
        title=f"{mark}{page.topic.icon} {words.title}",
        preview=shorten(words.body, PREVIEW, placeholder="…"),
        screen=_linked(card_view.text(page, locale), Link("card", page.id), locale, username),
    )


def _change(page: ChangePage, locale: Locale, username: str) -> Offer:
    words = page.update.text(locale.language)
    return Offer(
        id=f"d:{page.id}",
        title=f"🗓 {words.title}",
        preview=shorten(words.body, PREVIEW, placeholder="…"),
        screen=_linked(changes_view.text(page, locale), Link("update", page.id), locale, username),
    )


def _linked(text: str, to: Link, locale: Locale, username: str) -> Screen:
    """A message with the link back: to its page in the bot, in its language."""
    url = links.address(username, Link(to.kind, to.item, locale.language))
    return Screen(text=text, rows=((Button(locale.t("🤖 Open the bot"), url=url),),))
