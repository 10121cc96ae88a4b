"""What wants to be checked again: updates and contacts whose last check is long ago."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from content.library import Library


@dataclass(frozen=True, slots=True, order=True)
class Stale:
    """Something to check again; `checked` is None for what was never confirmed after the document."""

    checked: date | None
    what: str
    id: str


def stale(library: Library, before: date) -> tuple[Stale, ...]:
    """Give the updates and contacts last checked before a day, the never confirmed first, then the oldest."""
    return tuple(sorted(_found(library, before), key=lambda one: (one.checked or date.min, one.what, one.id)))


def _found(library: Library, before: date) -> Iterator[Stale]:
    for contact in library.contacts:
        on = contact.confirmed.on if contact.confirmed else None
        if contact.source == "report" and (on is None or on.last < before):
            yield Stale(on.last if on else None, "contact", contact.id)
    for update in library.updates:
        if not update.of_report and update.withdrawn is None and update.checked.last < before:
            yield Stale(update.checked.last, "update", update.id)
