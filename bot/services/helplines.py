"""Whom to call or write to."""

from dataclasses import dataclass

from content.library import Library
from content.schema import Contact, PackInfo


@dataclass(frozen=True, slots=True)
class Helplines:
    """The emergency numbers and the contacts of the report, each in the pack's order."""

    emergency: tuple[Contact, ...]
    others: tuple[Contact, ...]
    info: PackInfo


def helplines(library: Library) -> Helplines:
    """Give all contacts, the emergency numbers apart."""
    emergency = tuple(filter(None, map(library.contact, library.info.emergency)))
    others = tuple(contact for contact in library.contacts if contact not in emergency)
    return Helplines(emergency=emergency, others=others, info=library.info)


def numbered(library: Library, number: str) -> Contact | None:
    """Give the contact whose value is this number, digit by digit; None when there is none."""
    return next((contact for contact in library.contacts if contact.value == number), None)
