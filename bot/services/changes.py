"""What changed: dated developments, of the document itself and after it, as readers may see them at a moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.services.topics import Page, page
from content.library import Library
from content.schema import Card, PackInfo, Topic, Update

CHANGES_A_PAGE: Final = 8


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Some of the updates, newest first; of one topic, or of all when `topic` is None."""

    updates: Page[Update]
    topic: Topic | None
    info: PackInfo


@dataclass(frozen=True, slots=True)
class ChangePage:
    """An update with the cards that it touches."""

    update: Update
    cards: tuple[Card, ...]
    info: PackInfo

    @property
    def id(self) -> str:
        """The update's id."""
        return self.update.id


def changes(library: Library, topic_id: str, number: int, at: datetime) -> ChangesPage | None:
    """Give a page of the updates of a topic ("": of all) that are public at `at`; None for an unknown topic."""
    topic = library.topic(topic_id) if topic_id else None
    if topic_id and topic is None:
        return None
    updates = library.public_updates(at, topic_id or None)
    return ChangesPage(updates=page(updates, number, CHANGES_A_PAGE), topic=topic, info=library.info)


def change(library: Library, update_id: str, at: datetime) -> ChangePage | None:
    """Give an update, withdrawn ones too since a sent digest may lead to them; None when it is not out at `at`."""
    update = library.update(update_id)
    if update is None or (update.publish_at is not None and update.publish_at > at):
        return None
    return ChangePage(update=update, cards=library.touched(update), info=library.info)
