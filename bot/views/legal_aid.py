"""The free-lawyer check: a question a page, then what the document supports."""

from collections.abc import Iterable

from bot.i18n import Locale
from bot.services.legal_aid import Result, Step
from bot.views import card as card_view
from bot.views import changes
from bot.views.actions import LegalAid, OpenCard, OpenChange
from bot.views.home import emergency, source
from bot.views.navigation import Row, home_row
from bot.views.screen import TEXT_LIMIT, Button, Screen, bold, italic, paragraphs, plain, width
from content.eligibility import UNKNOWN, Otherwise, Rule, letters_of
from content.library import Library
from content.schema import PackInfo, Update


def legal_aid(found: Step | Result, library: Library, locale: Locale) -> Screen:
    """The question to answer now, or the result."""
    return _step(found, library, locale) if isinstance(found, Step) else _result(found, locale)


def in_group(locale: Locale) -> Screen:
    """What comes before the first question where others read along."""
    return Screen(
        text=paragraphs(
            bold(_title(locale)),
            plain(
                locale.t("Everyone in this chat would see the answers. It is better to do this in private.")
            ),
        ),
        rows=(
            (Button(locale.t("🔒 In a private chat"), LegalAid(letters=""), private=True),),
            (Button(locale.t("Continue here"), LegalAid(letters="")),),
            home_row(locale, LegalAid(letters="")),
        ),
    )


def _title(locale: Locale) -> str:
    return locale.t("⚖️ Can I get a free lawyer?")


def _step(step: Step, library: Library, locale: Locale) -> Screen:
    question, language = step.question, locale.language
    intro = ""
    if not step.letters:
        intro = plain(locale.t("A few questions, one tap each. Your answers are not stored."))
    text = paragraphs(
        bold(_title(locale)),
        intro,
        bold(question.question[language]),
        italic(question.hint[language]) if question.hint else "",
        plain(emergency(library, locale)),
    )
    options = tuple(
        (Button(option.label[language], LegalAid(letters=step.letters + letter)),)
        for letter, option in letters_of(question)
    )
    unknown = Button(locale.t("🤷 I don’t know"), LegalAid(letters=step.letters + UNKNOWN))
    return Screen(
        text=text,
        rows=(
            *options,
            (unknown,),
            *_ways_back(step.letters, locale),
            home_row(locale, LegalAid(letters=step.letters)),
        ),
    )


def _result(found: Result, locale: Locale) -> Screen:
    text = _told(found, locale, [_in_full(update, locale) for update in found.since])
    opens: tuple[Row, ...] = ()
    if width(text) > TEXT_LIMIT:
        text = _told(found, locale, [_in_a_line(update, locale) for update in found.since])
        opens = tuple(
            (Button(f"🗓 {update.text(locale.language).title}", OpenChange(update=update.id)),)
            for update in found.since
        )
    return Screen(text=text, rows=_rows(found, locale, opens))


def _told(found: Result, locale: Locale, since: Iterable[str]) -> str:
    """The report's answer, whom to call, and below, apart, what was found to hold since."""
    day = locale.date(found.info.document.date.first)
    met = [
        paragraphs(_said(rule, locale), italic(_decided(rule.paragraphs, day, locale))) for rule in found.met
    ]
    otherwise = ""
    if found.otherwise is not None:
        spoken = _spoken(found.otherwise.paragraphs, day, locale)
        otherwise = paragraphs(_said(found.otherwise, locale), italic(spoken))
    open_ = [_may_apply(rule, locale) for rule in found.open]
    unsure = locale.t("This depends on what you do not know, or on what the report leaves open.")
    return paragraphs(
        bold(_title(locale)),
        *met,
        otherwise,
        "\n".join((*open_, italic(unsure))) if open_ else "",
        card_view.contacts(found.contacts, locale),
        source(found.info, locale),
        _since(found.info, since, locale) if found.since else "",
        italic(locale.t("This is information, not legal advice.")),
    )


def _said(said: Rule | Otherwise, locale: Locale) -> str:
    language = locale.language
    return paragraphs(bold(said.title[language]), plain(said.body[language]))


def _decided(numbers: tuple[int, ...], day: str, locale: Locale) -> str:
    return locale.n(
        # NOTE: what decided the result; {list} is one paragraph number, {date} the report's day
        "Decided by paragraph {list} of the report ({date}).",
        "Decided by paragraphs {list} of the report ({date}).",
        len(numbers),
        list=", ".join(map(str, numbers)),
        date=day,
    )


def _spoken(numbers: tuple[int, ...], day: str, locale: Locale) -> str:
    return locale.n(
        # NOTE: {list} is one paragraph number, {date} the report's day
        "The report speaks of free legal help in paragraph {list} ({date}).",
        "The report speaks of free legal help in paragraphs {list} ({date}).",
        len(numbers),
        list=", ".join(map(str, numbers)),
        date=day,
    )


def _may_apply(rule: Rule, locale: Locale) -> str:
    numbers = rule.paragraphs
    return plain(
        locale.n(
            # NOTE: {title} is a kind of help that the reader may get; {list} is one paragraph number
            "❔ May apply: {title} (paragraph {list})",
            "❔ May apply: {title} (paragraphs {list})",
            len(numbers),
            title=rule.title[locale.language],
            list=", ".join(map(str, numbers)),
        )
    )


def _since(info: PackInfo, entries: Iterable[str], locale: Locale) -> str:
    until = locale.date(info.checked_until.first, info.checked_until.precision)
    checked = italic(locale.t("Checked until {date}.", date=until))
    return paragraphs(bold(locale.t("🗓 Since the report:")), *entries, checked)


def _in_full(update: Update, locale: Locale) -> str:
    """A development with its words folded up: date, source and doubt are seen at once."""
    body = plain(update.text(locale.language).body.strip())
    return f"{_in_a_line(update, locale)}\n<blockquote expandable>{body}</blockquote>"


def _in_a_line(update: Update, locale: Locale) -> str:
    title = bold(update.text(locale.language).title)
    day = plain(locale.date(update.date.first, update.date.precision))
    return _lines((f"{title} ({day})", _doubt(update, locale), changes.source(update, locale)))


def _doubt(update: Update, locale: Locale) -> str:
    return italic(locale.t("Not confirmed.")) if update.confidence == "medium" else ""


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(filter(None, lines))


def _rows(found: Result, locale: Locale, opens: tuple[Row, ...]) -> tuple[Row, ...]:
    language = locale.language
    phones = tuple(contact for contact in found.contacts if contact.kind == "phone")
    sites = tuple(
        (Button(f"{card_view.ICONS[contact.kind]} {contact.text(language).name}", url=contact.link),)
        for contact in found.contacts
        if contact.kind in ("telegram", "web") and contact.link
    )
    return (
        *card_view.contact_rows(phones, locale),
        *sites,
        *((Button(f"→ {card.text(language).title}", OpenCard(card=card.id)),) for card in found.cards),
        *opens,
        *_ways_back(found.letters, locale),
        home_row(locale, LegalAid(letters=found.letters)),
    )


def _ways_back(letters: str, locale: Locale) -> tuple[Row, ...]:
    """To the question before, and to the first; none at the first."""
    if not letters:
        return ()
    return (
        (
            # NOTE: the button goes back to the question before
            Button(locale.t("‹ Back"), LegalAid(letters=letters[:-1])),
            Button(locale.t("↺ Start again"), LegalAid(letters="")),
        ),
    )
