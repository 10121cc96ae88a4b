"""The words of posters and palm cards: the page's own, and how to get to it."""

from collections.abc import Sequence

from bot.i18n import Locale
from bot.services import links
from bot.services.links import Link
from bot.views.sheets.sheet import Face, Logo, Sheet
from content.library import Library
from content.schema import Contact

ALL = "*"
"""Instead of a language: all of the pack's on one sheet."""
MOST_NUMBERS = 5
"""More would be too small to read from across a room."""


def sheet(
    library: Library,
    locales: Sequence[Locale],
    link: Link,
    username: str,
    signing: bytes,
    *,
    name: str = "",
    logo: Logo | None = None,
) -> Sheet | None:
    """Gather what stands on a sheet in the languages of `locales`; None when the link's page is gone.

    Each language's code opens the page in it; the one for all lets the reader choose.
    """
    contacts = numbers(library)
    faces = []
    for locale in locales:
        words = page_words(library, link, locale)
        if words is None:
            return None
        own = Link(link.kind, link.item, locale.language, link.campaign)
        address = links.address(username, own, signing)
        faces.append(_face(library, words, contacts, username, address, locale))
    general = links.address(username, Link(link.kind, link.item, "", link.campaign), signing)
    return Sheet(
        faces=tuple(faces),
        address=general,
        handle=f"@{username}",
        numbers=tuple(contact.value for contact in contacts),
        name=name,
        logo=logo,
    )


def page_words(library: Library, link: Link, locale: Locale) -> tuple[str, str] | None:
    """Give title and sentence of a link's page; None when it is gone from the content."""
    language = locale.language
    answer = locale.t("A short answer in Kazakh, Russian and English. It names its source.")
    match link.kind:
        case "topic" | "news":
            topic = library.topic(link.item)
            if topic is None:
                return (locale.t("What changed since the report"), answer) if not link.item else None
            return topic.texts[language].name, topic.texts[language].about
        case "card":
            card = library.card(link.item)
            return (card.text(language).title, answer) if card else None
        case "update":
            update = library.update(link.item)
            return (update.text(language).title, answer) if update and update.withdrawn is None else None
        case "check":
            return (
                locale.t("Can I get a free lawyer?"),
                locale.t("A few questions, one tap each. Your answers are not stored."),
            )
        case "digests":
            topic = library.topic(link.item)
            hears = locale.t("Hear of it in Telegram when something changes.")
            return (topic.texts[language].name if topic else locale.t("Know your rights"), hears)
        case _:
            return (
                locale.t("Know your rights"),
                locale.t("Ask in your own words. Short answers in Kazakh, Russian and English."),
            )


def numbers(library: Library) -> tuple[Contact, ...]:
    """Give the numbers to print: for emergencies, and those confirmed since the report, as paper stays for years."""
    emergency = [contact for contact in map(library.contact, library.info.emergency) if contact]
    confirmed = [
        contact
        for contact in library.contacts
        if contact.confirmed and contact.confirmed.on and contact not in emergency
    ]
    phones = [contact for contact in (*emergency, *confirmed) if contact.kind == "phone"]
    return tuple(phones[:MOST_NUMBERS])


def _face(
    library: Library,
    words: tuple[str, str],
    contacts: Sequence[Contact],
    username: str,
    address: str,
    locale: Locale,
) -> Face:
    document = library.info.document
    return Face(
        language=locale.language,
        title=words[0],
        about=words[1],
        call=locale.t("Scan and read"),
        steps=(
            locale.t("Open your phone’s camera"),
            locale.t("Point it at the code"),
            locale.t("Read the answer in Telegram"),
        ),
        find=locale.t("Or find @{username} in Telegram", username=username),
        numbers_title=locale.t("If you need help, call"),
        labels=tuple(label(contact, locale.language) for contact in contacts),
        source=locale.t(
            "Source: {title}, {date}. Information, not legal advice.",
            title=document.title[locale.language],
            date=locale.date(document.date.first, document.date.precision),
        ),
        place=locale.t("Place for an organisation’s name and logo"),
        address=address,
    )


def label(contact: Contact, language: str) -> str:
    """Give a contact's name without its number, which stands above it: «Police» of «102, police»."""
    name = contact.text(language).name
    rest = name.replace(contact.value, "").strip(" ,:–-")
    return rest[:1].upper() + rest[1:] if rest else name
