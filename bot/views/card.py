"""A card as its readers see it."""

from collections.abc import Collection, Iterable, Sequence

from bot.i18n import Locale
from bot.services.cards import CardPage
from bot.services.links import Link
from bot.views import changes
from bot.views.actions import Action, OpenCard, OpenChange, OpenTopic, SendContact
from bot.views.hiding import hide_row
from bot.views.home import source
from bot.views.navigation import Row, back_row, follow_row, home_row, lawyer_row
from bot.views.screen import Button, Screen, bold, italic, paragraphs, plain
from content.schema import Contact, PackInfo

RELATED = 3
"""How many related cards a card offers; more would push the way back off a phone's screen."""
OPENING = 2
"""How many developments a card opens with in full; the rest follow below it in a line each."""
BELOW = 4
"""How many developments stand below a card in a line each; all of them are in the topic's list."""


def card(page: CardPage, locale: Locale) -> Screen:
    """A card reached by its topic."""
    return Screen(text=text(page, locale), rows=rows(page, locale, place=OpenCard(card=page.card.id)))


def text(page: CardPage, locale: Locale) -> str:
    """The card's words: title, body, contacts, then date and source."""
    words = page.card.texts[locale.language]
    return paragraphs(
        bold(f"{page.topic.icon} {words.title}"),
        *(changes.opening(update, locale) for update in page.since.opening[:OPENING]),
        plain(words.body.strip()),
        _status(page, locale),
        _below(page, locale),
        contacts(page.contacts, locale),
        f"{italic(reported(page.card.paragraphs, page.info, locale))}\n{source(page.info, locale)}",
    )


def rows(
    page: CardPage, locale: Locale, place: Action, more: Iterable[Row] = (), shown: Collection[str] = ()
) -> tuple[Row, ...]:
    """The card's buttons; `more` stand between the contacts and the related cards.

    `shown` are the ids that `more` opens: beside the other results of a question, related cards would be too many.
    """
    phones = tuple(contact for contact in page.contacts if contact.kind == "phone")
    updates = (*page.since.opening, *page.since.below)
    name = page.topic.texts[locale.language].name
    return (
        *contact_rows(phones, locale),
        *((hide_row(locale),) if _speaks_of_danger(page) else ()),
        *((lawyer_row(locale),) if page.has_check else ()),
        *more,
        *(
            (Button(f"🗓 {update.text(locale.language).title}", OpenChange(update=update.id)),)
            for update in updates[:RELATED]
            if update.id not in shown
        ),
        *(
            (Button(f"→ {other.texts[locale.language].title}", OpenCard(card=other.id)),)
            for other in (() if shown else page.related[:RELATED])
        ),
        follow_row(locale, page.topic.id),
        back_row(locale, f"{page.topic.icon} {name}", OpenTopic(page=0, topic=page.topic.id)),
        home_row(locale, place, Link("card", page.card.id)),
    )


def contact_rows(phones: Iterable[Contact], locale: Locale) -> tuple[Row, ...]:
    """Buttons that send a number as a contact card, three in a row."""
    buttons = [
        # NOTE: the button sends a telephone number as a contact card that can be called or saved
        Button(locale.t("📇 Contact {number}", number=phone.value), SendContact(contact=phone.id))
        for phone in phones
    ]
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))


def contacts(found: Iterable[Contact], locale: Locale) -> str:
    """Contacts a block each: where to turn, for what, and how far that was confirmed."""
    return "\n\n".join(_contact(contact, locale) for contact in found)


ICONS = {"phone": "📞", "telegram": "💬", "email": "✉️", "web": "🔗"}


def _contact(contact: Contact, locale: Locale) -> str:
    words = contact.texts[locale.language]
    confirmed = contact.confirmed.notes.get(locale.language, "") if contact.confirmed else ""
    lines = (
        f"{ICONS[contact.kind]} {bold(contact.value)} · {plain(words.name)}",
        plain(words.about),
        italic(confirmed) if confirmed else "",
    )
    return "\n".join(filter(None, lines))


def _speaks_of_danger(page: CardPage) -> bool:
    """Whether a card sends its reader to the emergency services: then it may have to go quickly."""
    return any(contact.id in page.info.emergency for contact in page.contacts)


def _status(page: CardPage, locale: Locale) -> str:
    if page.card.status != "planned":
        return ""
    if page.since.opening or page.since.below:
        return italic(locale.t("📌 A plan, bill or pilot at the time of the report."))
    return italic(
        locale.t("📌 A plan, bill or pilot at the time of the report. What became of it is not known here.")
    )


def _below(page: CardPage, locale: Locale) -> str:
    """What completes or advances the card, and what it opens with beyond the first few, a line each."""
    updates = (*page.since.opening[OPENING:], *page.since.below)
    if not updates:
        return ""
    lines = [changes.line(update, locale) for update in updates[:BELOW]]
    return "\n".join((bold(locale.t("🗓 Since the report:")), *lines))


def reported(numbers: Sequence[int], info: PackInfo, locale: Locale) -> str:
    """When and in which paragraphs the report says so."""
    return locale.n(
        # NOTE: {date} is the report's day, {list} one paragraph number.
        "As reported on {date}, paragraph {list}.",
        "As reported on {date}, paragraphs {list}.",
        len(numbers),
        date=locale.date(info.document.date.first),
        list=", ".join(map(str, numbers)),
    )
