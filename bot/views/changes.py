"""What changed: the list of dated developments, one of them, and how they stand on a card."""

from collections.abc import Collection, Iterable
from itertools import groupby

from bot.i18n import Locale
from bot.services.changes import ChangePage, ChangesPage
from bot.services.links import Link
from bot.views.actions import Action, Changes, OpenCard, OpenChange, OpenTopic
from bot.views.navigation import Row, back_row, home_row, pages_row
from bot.views.screen import Button, Screen, bold, italic, link, paragraphs, plain
from content.schema import Update

CARDS = 5
"""How many touched cards an update offers; more would push the way back off a phone's screen."""
NUMBERS_A_ROW = 4


def changes(page: ChangesPage, locale: Locale) -> Screen:
    """A page of developments by month, newest first, each opened by its number."""
    updates = page.updates
    title = locale.t("🗓 What changed")
    if page.topic:
        title = f"{title} · {page.topic.icon} {page.topic.texts[locale.language].name}"
    months = [
        f"{bold(month)}\n" + "\n".join(f"{number}. {_title(update, locale)}" for number, update in numbered)
        for month, numbered in groupby(
            enumerate(updates.items, start=1), key=lambda pair: _month(pair[1], locale)
        )
    ]
    until = locale.t("Checked until {date}.", date=_checked(page, locale))
    topic = page.topic.id if page.topic else ""
    opens = [
        Button(str(number), OpenChange(update=update.id))
        for number, update in enumerate(updates.items, start=1)
    ]
    back = (
        back_row(locale, page.topic.texts[locale.language].name, OpenTopic(page=0, topic=topic))
        if page.topic
        else ()
    )
    return Screen(
        text=paragraphs(bold(title), *months or [plain(locale.t("Nothing yet."))], italic(until)),
        rows=(
            *(tuple(opens[at : at + NUMBERS_A_ROW]) for at in range(0, len(opens), NUMBERS_A_ROW)),
            *pages_row(
                locale, updates.number, updates.pages, lambda number: Changes(page=number, topic=topic)
            ),
            *((back,) if back else ()),
            home_row(locale, Changes(page=updates.number, topic=topic)),
        ),
    )


def change(page: ChangePage, locale: Locale) -> Screen:
    """One development: what, when, by which source, and the cards it touches."""
    return Screen(text=text(page, locale), rows=rows(page, locale, OpenChange(update=page.update.id)))


def text(page: ChangePage, locale: Locale) -> str:
    """A development's words; a withdrawn one says so first, with the reason."""
    update = page.update
    words = update.text(locale.language)
    withdrawn = ""
    if update.withdrawn:
        withdrawn = bold(locale.t("Withdrawn: {reason}", reason=update.withdrawn.reasons[locale.language]))
    return paragraphs(
        withdrawn,
        bold(f"🗓 {words.title}"),
        italic(locale.date(update.date.first, update.date.precision)),
        plain(words.body.strip()),
        _effect(update, locale),
        source(update, locale),
        italic(
            locale.t("Checked on {date}.", date=locale.date(update.checked.first, update.checked.precision))
        ),
    )


def rows(
    page: ChangePage, locale: Locale, place: Action, more: Iterable[Row] = (), shown: Collection[str] = ()
) -> tuple[Row, ...]:
    """A development's buttons: the cards it touches, `more`, the list, home; `shown` are ids that `more` opens."""
    return (
        *(
            (Button(f"→ {card.texts[locale.language].title}", OpenCard(card=card.id)),)
            for card in page.cards[:CARDS]
            if card.id not in shown
        ),
        *more,
        back_row(locale, locale.t("What changed"), Changes(page=0, topic="")),
        home_row(locale, place, None if page.update.withdrawn else Link("update", page.update.id)),
    )


def opening(update: Update, locale: Locale) -> str:
    """A development that a card opens with, since the card's text no longer holds: date, words and source."""
    words = update.text(locale.language)
    # NOTE: stands above a card's text; {date} is when something later than the report happened
    head = locale.t("⚠️ Since then ({date}):", date=locale.date(update.date.first, update.date.precision))
    body = "\n".join(
        filter(None, (bold(head), bold(words.title), plain(words.body.strip()), source(update, locale)))
    )
    return f"<blockquote>{body}</blockquote>"


def line(update: Update, locale: Locale) -> str:
    """A development in one line below a card: date and title."""
    return f"• {_title(update, locale)} ({plain(locale.date(update.date.first, update.date.precision))})"


def source(update: Update, locale: Locale) -> str:
    """Where a development comes from: a document with its date and address, or a paragraph of the report."""
    origin = update.source
    title = origin.title(locale.language)
    if title is None:
        return italic(locale.t("Source: the report, paragraph {number}.", number=origin.paragraph))
    day = locale.date(origin.date.first, origin.date.precision) if origin.date else ""
    named = link(title, origin.url) if origin.url else plain(title)
    return locale.t("Source: {title}, {date}.", title=named, date=plain(day))


def _title(update: Update, locale: Locale) -> str:
    return plain(update.text(locale.language).title)


def _month(update: Update, locale: Locale) -> str:
    written = locale.date(update.date.first, "month" if update.date.month else "year")
    return written[:1].upper() + written[1:]


def _checked(page: ChangesPage, locale: Locale) -> str:
    until = page.info.checked_until
    return locale.date(until.first, until.precision)


def _effect(update: Update, locale: Locale) -> str:
    effects = {
        "supersedes": locale.t("What the report said about this no longer holds."),
        "contradicts": locale.t("The report says otherwise."),
        "completes": locale.t("The report does not say this."),
        "advances": locale.t("This goes on from what the report told."),
        "context": "",
    }
    words = "" if update.of_report else effects[update.effect]
    return italic(words) if words else ""


def menu_button(locale: Locale, topic: str = "") -> Button:
    """The button that opens the list, of one topic or of all."""
    return Button(locale.t("🗓 What changed"), Changes(page=0, topic=topic))
