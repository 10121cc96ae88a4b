"""The answer to a question in a person's own words."""

from dataclasses import replace

from bot.i18n import Locale
from bot.services import codes
from bot.services.answers import Answer, Item
from bot.services.cards import CardPage
from bot.services.changes import ChangePage
from bot.views import card as card_view
from bot.views import changes as changes_view
from bot.views import hiding
from bot.views.actions import Helplines, Home, OpenResult, OpenTopic, Rate, Topics
from bot.views.languages import NAMES
from bot.views.navigation import Row, home_row
from bot.views.screen import Button, Screen, bold, paragraphs, plain
from content.schema import Update

OTHERS = 3
"""How many other results stand under an answer."""


def answer(found: Answer, locale: Locale, own: Locale | None = None) -> Screen:
    """The best card with the next matches, titles to choose from, whom to call, or a plain «not covered».

    `own` is the reader's language where it is another than the question's: an answer offers to switch to it.
    """
    views = {"answer": _sure, "unsure": _unsure, "urgent": _urgent, "none": _none}
    screen = views[found.outcome](found, locale)
    if own is None or own.language == locale.language or not found.matches:
        return screen
    switch = Button(f"🌐 {NAMES[own.language]}", OpenResult(at=0, codes=_codes(found.matches)))
    return replace(screen, rows=(*screen.rows[:-1], (switch,), screen.rows[-1]))


def result(
    matches: tuple[Item, ...], page: CardPage | ChangePage, locale: Locale, *, rated: bool = False
) -> Screen:
    """One of the results, with the others as buttons; `rated` when the reader has said whether it helped."""
    shown = page.card if isinstance(page, CardPage) else page.update
    at = matches.index(shown)
    place = OpenResult(at=at, codes=_codes(matches))
    others = _others(matches, at, locale)[:OTHERS]
    listed = {other.id for number, other in enumerate(matches) if number != at} if others else set()
    more = (*others, *(() if rated else (_thumbs(at, place.codes, locale),)))
    if isinstance(page, CardPage):
        return Screen(
            text=card_view.text(page, locale), rows=card_view.rows(page, locale, place, more, listed)
        )
    return Screen(
        text=changes_view.text(page, locale), rows=changes_view.rows(page, locale, place, more, listed)
    )


def thanks(locale: Locale) -> str:
    """The toast after a thumb."""
    return locale.t("Thank you!")


def _thumbs(at: int, packed: str, locale: Locale) -> Row:
    return (
        # NOTE: the two buttons under an answer, with which readers say whether it helped
        Button(locale.t("👍 Helped"), Rate(good=1, at=at, codes=packed)),
        Button(locale.t("👎 Did not help"), Rate(good=0, at=at, codes=packed)),
    )


def _sure(found: Answer, locale: Locale) -> Screen:
    assert found.best  # noqa: S101 - a sure answer has a card
    return result(found.matches, found.best, locale)


def _unsure(found: Answer, locale: Locale) -> Screen:
    matches = found.matches[:3]
    return Screen(
        text=paragraphs(bold(locale.t("Did you mean one of these?")), _rephrase(locale)),
        rows=(*_titles(matches, locale), home_row(locale, Home())),
    )


def _urgent(found: Answer, locale: Locale) -> Screen:
    phones = tuple(contact for contact in found.contacts if contact.kind == "phone")
    text = paragraphs(
        bold(locale.t("If you or someone near you is in danger, call now. It is not your fault.")),
        card_view.contacts(found.contacts, locale),
        plain(hiding.how(locale)),
        plain(locale.t("What the report says about this:")) if found.matches else "",
    )
    return Screen(
        text=text,
        rows=(
            *card_view.contact_rows(phones, locale),
            hiding.hide_row(locale),
            *_titles(found.matches[:3], locale),
            home_row(locale, Helplines()),
        ),
    )


def _none(found: Answer, locale: Locale) -> Screen:
    text = paragraphs(
        bold(locale.t("The report does not cover this, so I have no answer.")),
        _rephrase(locale),
        # NOTE: above buttons with topics, under an answer that there is none
        plain(locale.t("Perhaps you will find it here:")) if found.nearest else "",
    )
    near = tuple(
        (Button(f"{topic.icon} {topic.texts[locale.language].name}", OpenTopic(page=0, topic=topic.id)),)
        for topic in found.nearest
    )
    return Screen(
        text=text,
        rows=(
            *near,
            (
                Button(locale.t("📞 Helplines"), Helplines()),
                Button(locale.t("📚 All topics"), Topics(page=0)),
            ),
            home_row(locale, Home()),
        ),
    )


def _rephrase(locale: Locale) -> str:
    return plain(locale.t("You can also ask again in other words."))


def _titles(matches: tuple[Item, ...], locale: Locale) -> tuple[Row, ...]:
    return _others(matches, None, locale)


def _others(matches: tuple[Item, ...], at: int | None, locale: Locale) -> tuple[Row, ...]:
    packed = _codes(matches)
    return tuple(
        (Button(_mark(match) + match.text(locale.language).title, OpenResult(at=number, codes=packed)),)
        for number, match in enumerate(matches)
        if number != at
    )


def _mark(match: Item) -> str:
    return "🗓 " if isinstance(match, Update) else ""


def _codes(matches: tuple[Item, ...]) -> str:
    return ".".join(codes.code(match.id) for match in matches)
