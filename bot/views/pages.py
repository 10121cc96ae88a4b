"""From an action that opens a page to that page: whoever has a button's data can show what it leads to."""

from bot.i18n import Locale
from bot.services import answers, cards, topics
from bot.services.edition import Edition
from bot.services.helplines import helplines
from bot.views import answer as answer_view
from bot.views import card as card_view
from bot.views import helplines as helplines_view
from bot.views import home as home_view
from bot.views import topics as topics_view
from bot.views.actions import (
    About,
    Action,
    Ask,
    BadAction,
    Helplines,
    Home,
    OpenCard,
    OpenResult,
    OpenTopic,
    Topics,
    unpack,
)
from bot.views.screen import Screen

PAGES = (About, Ask, Helplines, Home, OpenCard, OpenResult, OpenTopic, Topics)
"""The actions that open a page."""


def page(action: Action, edition: Edition, locale: Locale) -> Screen | None:
    """Show the page of an action; None when what it names is not in this edition (any more), or it opens none."""
    library = edition.library
    match action:
        case Home():
            return home_view.home(library, locale)
        case Ask():
            return home_view.ask(library, locale)
        case About():
            return home_view.about(library.info, locale)
        case Helplines():
            return helplines_view.helplines(helplines(library), locale)
        case Topics(page=number):
            return topics_view.topics(topics.all_topics(library, number), locale)
        case OpenTopic(page=number, topic=topic_id):
            found = topics.topic(library, topic_id, number)
            return topics_view.topic(found, locale) if found else None
        case OpenCard(card=card_id):
            shown = cards.card(library, card_id)
            return card_view.card(shown, locale) if shown else None
        case OpenResult(at=at, codes=packed):
            result = answers.result(edition, packed, at)
            return answer_view.result(*result, locale) if result else None
    return None


def place(packed: str, edition: Edition, locale: Locale) -> Screen:
    """Show the page of a packed action, and the main menu for anything else."""
    try:
        found = page(unpack(packed), edition, locale)
    except BadAction:
        found = None
    return found or home_view.home(edition.library, locale)
