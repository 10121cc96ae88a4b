"""What a question names outright: a paragraph, a recommendation, a number to call, a handle, an address."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from content.library import Library
from content.schema import Contact
from content.search.fold import clean, words

MOST: Final = 5

_RECOMMENDATION: Final = re.compile(r"(?<![\d.])\d{3}\.\d{1,3}(?!\.?\d)")
_STEMS: Final = ("punkt", "paragraf", "tarmak", "abzas")
_WHOLE: Final = frozenset({"para", "paras", "par"})
_BETWEEN: Final = frozenset({"nomer", "number", "no", "n", "shi", "i", "inshi", "oi", "go", "om", "mu", "m"})


class References:
    """Finds the cards of what is named in a question."""

    def __init__(self, library: Library, recommendations: Mapping[str, Sequence[int]]) -> None:
        self._library = library
        self._recommendations = recommendations
        self._numbers = {contact.value: contact for contact in library.contacts if contact.kind == "phone"}
        self._addresses = {
            address: contact for contact in library.contacts if (address := _address(contact)) is not None
        }

    def cards(self, cleaned: str, asked: Sequence[str]) -> tuple[str, ...] | None:
        """Return the ids of the cards that a question names, best first; None when it names nothing.

        `cleaned` is the question in lower case, `asked` its folded words.
        """
        paragraphs = [*self._cited(asked), *self._recommended(cleaned)]
        if paragraphs:
            return self._resting_on(paragraphs)
        contact = self._contact(cleaned, asked)
        return None if contact is None else self._of(contact)

    def bare(self, asked: Sequence[str]) -> tuple[str, ...]:
        """Return the cards that may be meant by a number alone: those that rest on the paragraph of this number."""
        if len(asked) == 1 and asked[0].isdigit() and len(asked[0]) <= 4:
            return self._resting_on([int(asked[0])])
        return ()

    def _cited(self, asked: Sequence[str]) -> list[int]:
        found = []
        for place, word in enumerate(asked):
            if not word.isdigit() or len(word) > 4:
                continue
            before = list(reversed(asked[max(0, place - 2) : place]))
            after = list(asked[place + 1 : place + 3])
            if _named(before, whole=True) or _named(after, whole=False):
                found.append(int(word))
        return found

    def _recommended(self, cleaned: str) -> list[int]:
        return [
            paragraph
            for number in _RECOMMENDATION.findall(cleaned)
            for paragraph in self._recommendations.get(number, ())
        ]

    def _resting_on(self, paragraphs: list[int]) -> tuple[str, ...]:
        """Order cards by how many of the paragraphs they rest on, then by how little else they rest on."""
        asked = set(paragraphs)
        cards = {card.id: card for paragraph in paragraphs for card in self._library.citing(paragraph)}
        ranked = sorted(
            cards.values(),
            key=lambda card: (
                -len(asked.intersection(card.paragraphs)),
                len(card.paragraphs),
            ),
        )
        return tuple(card.id for card in ranked[:MOST])

    def _contact(self, cleaned: str, asked: Sequence[str]) -> Contact | None:
        for address, contact in self._addresses.items():
            if address in cleaned:
                return contact
        if len(asked) == 1:
            return self._numbers.get(asked[0])
        return None

    def _of(self, contact: Contact) -> tuple[str, ...]:
        """Cards that name the contact, those first that rest on its paragraphs and are about it alone."""
        cards = [card for card in self._library.cards if contact.id in card.contacts]
        named = words(clean(contact.value))
        ranked = sorted(
            cards,
            key=lambda card: (
                not any(set(named) <= set(words(clean(text.title))) for text in card.texts.values()),
                not set(contact.paragraphs) & set(card.paragraphs),
                len(card.contacts),
            ),
        )
        return tuple(card.id for card in ranked[:MOST])


def _named(near: list[str], *, whole: bool) -> bool:
    for word in near:
        if word.startswith(_STEMS) or (whole and word in _WHOLE):
            return True
        if word not in _BETWEEN:
            return False
    return False


def _address(contact: Contact) -> str | None:
    """Give what stands in a question that names this contact outright."""
    value = contact.value.lower()
    match contact.kind:
        case "web":
            return re.sub(r"^https?://(?:www\.)?|/$", "", value)
        case "email":
            return value
        case "telegram" if value.startswith("@") or " " not in value:
            return value.lstrip("@")
        case _:
            return None
