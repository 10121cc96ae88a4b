"""The main menu, how to ask, and what this bot is."""

from bot.i18n import Locale
from bot.views.actions import About, Ask, Helplines, Home, Languages, OpenCard, OpenTopic, Topics
from bot.views.changes import menu_button
from bot.views.navigation import digests_row, home_row, lawyer_row
from bot.views.screen import Button, Screen, bold, italic, link, paragraphs, plain
from content.library import Library
from content.schema import PackInfo


def home(library: Library, locale: Locale) -> Screen:
    """The main menu."""
    featured = tuple(
        (Button(f"{topic.icon} {topic.texts[locale.language].name}", OpenTopic(page=0, topic=topic.id)),)
        for topic in map(library.topic, library.info.featured)
        if topic
    )
    text = paragraphs(
        bold(locale.t("Quqyq: know your rights")),
        plain(
            locale.t("Write your question in your own words, in Kazakh, Russian or English. Or choose below.")
        ),
        italic(
            locale.t(
                "My source: {report}, {date}.",
                report=library.info.document.title[locale.language],
                date=locale.date(library.info.document.date.first),
            )
        ),
        plain(emergency(library, locale)),
    )
    return Screen(
        text=text,
        rows=(
            (Button(locale.t("❓ Ask"), Ask()), Button(locale.t("📞 Helplines"), Helplines())),
            *((lawyer_row(locale),) if library.interview else ()),
            *featured,
            (Button(locale.t("📚 All topics"), Topics(page=0)), menu_button(locale)),
            digests_row(locale),
            (
                Button(locale.t("🌐 Language"), Languages(place=Home().pack())),
                Button(locale.t("ℹ️ About"), About()),
            ),
        ),
    )


def ask(library: Library, locale: Locale) -> Screen:
    """How to ask, with questions to try: the cards that are asked for most."""
    tries = tuple(
        (Button(card.texts[locale.language].title, OpenCard(card=card.id)),)
        for card in map(library.card, library.info.most_asked[:4])
        if card
    )
    text = paragraphs(
        bold(locale.t("Just write to me")),
        plain(locale.t("One short question is best. Everyday words, typos and mixed languages are fine.")),
        plain(locale.t("Who asked what is never stored.")),
        plain(locale.t("People often ask:")) if tries else "",
    )
    return Screen(text=text, rows=(*tries, home_row(locale, Ask())))


def about(info: PackInfo, locale: Locale) -> Screen:
    """What this bot is, what it rests on, and what it is not."""
    document = info.document
    text = paragraphs(
        bold(locale.t("About Quqyq")),
        plain(
            locale.t(
                "Every answer was written by people beforehand and rests on one document: {title}, {symbol}, {date}.",
                title=document.title[locale.language],
                symbol=document.symbol,
                date=locale.date(document.date.first),
            )
        ),
        plain(
            locale.t(
                "The report is the State’s own account. Each card shows its date and paragraphs, so you can check it."
            )
        ),
        plain(
            locale.t(
                "What changed after the report stands apart, with source and date. It was checked until {date}.",
                date=locale.date(info.checked_until.first, info.checked_until.precision),
            )
        ),
        plain(locale.t("This is information, not legal advice.")),
        plain(locale.t("I keep your chat number and your language, and never who asked what.")),
        source(info, locale),
    )
    return Screen(text=text, rows=(home_row(locale, About()),))


def source(info: PackInfo, locale: Locale) -> str:
    """A link to the official document, with a note where it is in another language than the reader's."""
    note = info.document.source_note.get(locale.language, "")
    return "\n".join(
        filter(
            None,
            (
                link(locale.t("📄 Official document"), info.document.source_url[locale.language]),
                note and italic(note),
            ),
        )
    )


def emergency(library: Library, locale: Locale) -> str:
    """One line that says which number to call in danger: the pack's first emergency number, or nothing."""
    first = next(filter(None, map(library.contact, library.info.emergency)), None)
    return locale.t("In danger, call {number} at once.", number=first.value) if first else ""
