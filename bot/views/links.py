"""Links and the pages they open: an action for a link, a link for an action, and the addresses of both."""

from typing import Final

from bot.services import links
from bot.services.links import Link
from bot.views.actions import (
    Action,
    Changes,
    Digests,
    Home,
    LegalAid,
    OfferTopic,
    OpenCard,
    OpenChange,
    OpenTopic,
)

share: Final = links.share


def action(link: Link) -> Action:
    """Give the action that opens a link's page; the menu for one that has no page of its own."""
    match link.kind:
        case "topic":
            return OpenTopic(page=0, topic=link.item)
        case "card":
            return OpenCard(card=link.item)
        case "update":
            return OpenChange(update=link.item)
        case "news":
            return Changes(page=0, topic=link.item)
        case "digests":
            return OfferTopic(topic=link.item) if link.item else Digests()
        case "check":
            return LegalAid(letters="")
        case _:
            return Home()


def link(page: Action, language: str = "", campaign: str = "") -> Link:
    """Give the link to the page of an action. KeyError for actions that no link opens."""
    match page:
        case OpenCard(card=item):
            return Link("card", item, language, campaign)
        case OpenTopic(topic=item):
            return Link("topic", item, language, campaign)
        case OpenChange(update=item):
            return Link("update", item, language, campaign)
        case Changes(topic=item):
            return Link("news", item, language, campaign)
        case OfferTopic(topic=item):
            return Link("digests", item, language, campaign)
        case Digests():
            return Link("digests", "", language, campaign)
        case LegalAid():
            return Link("check", "", language, campaign)
        case Home():
            return Link("home", "", language, campaign)
    raise KeyError(page)


def payload(page: Action) -> str:
    """Give what stands behind `?start=` for a page. KeyError for actions that no link opens."""
    return links.payload(link(page))


def address(username: str, page: Action | None = None) -> str:
    """Give the link that opens the bot, at a page or at its beginning."""
    return links.address(username, link(page) if page else None)
