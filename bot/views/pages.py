"""From an action that opens a page to that page: whoever has a button's data can show what it leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.i18n import Locale
from bot.services import answers, cards, changes, codes, legal_aid, topics
from bot.services.edition import Edition
from bot.services.helplines import helplines
from bot.views import answer as answer_view
from bot.views import card as card_view
from bot.views import changes as changes_view
from bot.views import helplines as helplines_view
from bot.views import home as home_view
from bot.views import legal_aid as legal_aid_view
from bot.views import topics as topics_view
from bot.views.actions import (
    About,
    Action,
    Ask,
    BadAction,
    Changes,
    Helplines,
    Home,
    LegalAid,
    OpenCard,
    OpenChange,
    OpenResult,
    OpenTopic,
    Topics,
    unpack,
)
from bot.views.screen import Screen


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page is made from: the content, the reader's words, and the moment (aware) to show it as of."""

    edition: Edition
    locale: Locale
    at: datetime


def _topic(action: OpenTopic, desk: Desk) -> Screen | None:
    found = topics.topic(desk.edition.library, action.topic, action.page, desk.at)
    return topics_view.topic(found, desk.locale) if found else None


def _card(action: OpenCard, desk: Desk) -> Screen | None:
    found = cards.card(desk.edition.library, action.card, desk.at)
    return card_view.card(found, desk.locale) if found else None


def _result(action: OpenResult, desk: Desk) -> Screen | None:
    found = answers.result(desk.edition, action.codes, action.at, desk.at)
    return answer_view.result(*found, desk.locale) if found else None


def _legal_aid(action: LegalAid, desk: Desk) -> Screen | None:
    found = legal_aid.check(desk.edition.library, action.letters, desk.at)
    return legal_aid_view.legal_aid(found, desk.edition.library, desk.locale) if found else None


def _changes(action: Changes, desk: Desk) -> Screen | None:
    found = changes.changes(desk.edition.library, action.topic, action.page, desk.at)
    return changes_view.changes(found, desk.locale) if found else None


def _change(action: OpenChange, desk: Desk) -> Screen | None:
    found = changes.change(desk.edition.library, action.update, desk.at)
    return changes_view.change(found, desk.locale) if found else None


_OPENERS: Final[dict[type[Action], Callable[[Any, Desk], Screen | None]]] = {
    Home: lambda _, desk: home_view.home(desk.edition.library, desk.locale),
    Ask: lambda _, desk: home_view.ask(desk.edition.library, desk.locale),
    About: lambda _, desk: home_view.about(desk.edition.library.info, desk.locale),
    Helplines: lambda _, desk: helplines_view.helplines(helplines(desk.edition.library), desk.locale),
    Topics: lambda action, desk: topics_view.topics(
        topics.all_topics(desk.edition.library, action.page), desk.locale
    ),
    OpenTopic: _topic,
    OpenCard: _card,
    OpenResult: _result,
    LegalAid: _legal_aid,
    Changes: _changes,
    OpenChange: _change,
}
PAGES: Final = tuple(_OPENERS)
"""The actions that open a page."""


def page(action: Action, edition: Edition, locale: Locale, at: datetime) -> Screen | None:
    """Show the page of an action as of a moment (aware).

    None when what it names is not in this edition (any more), or when the action opens no page.
    """
    opener = _OPENERS.get(type(action))
    return opener(action, Desk(edition, locale, at)) if opener else None


def card_of(action: Action, edition: Edition) -> str | None:
    """Give the id of the card that an action's page shows, if it shows one."""
    match action:
        case OpenCard(card=card):
            shown = card
        case OpenResult(at=at, codes=packed):
            ids = codes.decode(packed, edition.codes)
            shown = ids[min(at, len(ids) - 1)] if ids else ""
        case _:
            return None
    return shown if edition.library.card(shown) else None


def place(packed: str, edition: Edition, locale: Locale, at: datetime) -> Screen:
    """Show the page of a packed action, and the main menu for anything else."""
    try:
        found = page(unpack(packed), edition, locale, at)
    except BadAction:
        found = None
    return found or home_view.home(edition.library, locale)
