"""Danger first: tells whether a message speaks of somebody in danger, by the signs of urgent.yaml.

Nothing is scored and nothing is learned: a message is urgent when a sign stands in it that no negation and no context
undoes. Words are compared folded, so that every keyboard and alphabet works; a misspelt word counts as the word of the
signs that it is one slip away from.
"""

import re
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from itertools import chain, pairwise
from typing import Final, NamedTuple

from content.danger import Danger, Urgent
from content.search.fold import lines, skeleton
from content.search.items import Items
from content.search.runs import Item, runs, together
from content.search.signs import Sign, Signs

BEFORE: Final = 2
"""Words back from a part in which a negation undoes it."""
MOST_WORDS: Final = 700
"""Words of a message that are looked at; one of 4,096 characters has no more that mean anything."""
MOST_PLACES: Final = 12
"""Places of one word that are looked at, so that a message of one word over and over costs no more than others."""
PERSONAL: Final = "own"
"""The set of words for oneself and one's own people: with one of them, a message is more than an inquiry."""

_TOKEN: Final = re.compile(r"[a-z]+|[0-9]+|[.,;!?\n]")
_LATIN: Final = re.compile(r"[a-z]")
_CYRILLIC: Final = frozenset({"kk", "ru"})
"""Languages that people type in both alphabets."""


class Alarm(NamedTuple):
    """The kind of danger that a message speaks of, and the sign by which it was seen."""

    kind: str
    danger: Danger
    sign: str


class _Heard(NamedTuple):
    """The words of a message, what each means, all items that are present, and where, once that is asked."""

    tokens: Sequence[str]
    meant: Sequence[frozenset[int]]
    present: frozenset[int]
    places: dict[int, list[int]]

    def standing(self) -> Mapping[int, list[int]]:
        """Return the places of every item."""
        if not self.places:
            for place, items in enumerate(self.meant):
                for item in items:
                    standing = self.places.setdefault(item, [])
                    if len(standing) < MOST_PLACES:
                        standing.append(place)
        return self.places


class Watch:
    """Looks for danger; `known` holds the folded words that are correct, so that none is taken for a slip."""

    def __init__(self, urgent: Urgent, known: Container[str]) -> None:
        folded = _folded(urgent)
        self._items = Items(urgent.sets, folded, known)
        self._languages = tuple(dict.fromkeys(language for _, language, _ in urgent.every_sign()))
        self._apart = urgent.apart
        self._written_apart = re.compile(rf"\b(?:{'|'.join(urgent.apart)})\b") if urgent.apart else None
        self._personal = frozenset(
            self._items.number(language, f"${PERSONAL}")
            for language, sets in urgent.sets.items()
            if PERSONAL in sets
        )
        self._negations = self._each(urgent.negations)
        self._negated_after = self._each(urgent.negated_after)
        self._not_negated = {
            language: frozenset((folded[first], folded[second]) for first, second in map(str.split, each))
            for language, each in urgent.not_negated.items()
        }
        for _, language, sign in urgent.every_sign():
            self._items.read(language, sign)
        self._calm = Signs([urgent.calm], self._items)
        self._distress = Signs([urgent.distress], self._items)
        self._inquiry = Signs([urgent.inquiry], self._items)
        kinds = list(urgent.dangers.items())
        self._signs = Signs(
            [each.signs for _, each in kinds] + [each.hints for _, each in kinds], self._items
        )
        self._kinds = kinds + kinds
        self._direct = len(kinds)
        self._items.close()

    def alarm(self, message: str, language: str = "") -> Alarm | None:
        """Return the danger that a message (lower case, from `fold.clean`) speaks of, or None.

        `language` is the message's where it is known: only in English do English words show that all is calm.
        """
        heard, written, context = self._read(message, language)
        seen = -1
        for sign in self._signs.standing(heard.present, written):
            if sign.group == seen or not self._stands(sign, heard, plain=False):
                continue
            seen = sign.group
            if self._any(self._calm, context, heard) and not self._any(self._distress, written, heard):
                return None
            personal = seen < self._direct and not self._personal.isdisjoint(heard.present)
            if personal or not self._any(self._inquiry, context, heard):
                return Alarm(*self._kinds[seen], sign.text)
        return None

    def undone(self, message: str, language: str = "") -> bool:
        """Say whether a message shows that all is calm: by its context, or by denying a sign."""
        heard, written, context = self._read(message, language)
        if self._any(self._calm, context, heard) and not self._any(self._distress, written, heard):
            return True
        return any(
            self._stands(sign, heard, plain=True) and not self._stands(sign, heard, plain=False)
            for sign in self._signs.standing(heard.present, written)
        )

    def _read(self, message: str, language: str) -> tuple[_Heard, tuple[str, ...], tuple[str, ...]]:
        """Give what a message holds, the languages that it may be written in, and those that its context may be in."""
        latin = _LATIN.search(message) is not None
        if self._written_apart is not None:
            message = self._written_apart.sub(self._other, message)
        heard = self._hear(_TOKEN.findall(skeleton(message))[:MOST_WORDS])
        written = tuple(each for each in self._languages if latin or each in _CYRILLIC)
        return heard, written, (language,) if language in written and language not in _CYRILLIC else written

    def _other(self, match: re.Match[str]) -> str:
        return self._apart[match[0]]

    def _each(self, items: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[int]]:
        return {
            language: frozenset(self._items.number(language, item) for item in each)
            for language, each in items.items()
        }

    def _hear(self, tokens: Sequence[str]) -> _Heard:
        meant = [self._items.meant(token) for token in tokens]
        return _Heard(tokens, meant, frozenset().union(*meant), {})

    def _any(self, signs: Signs, languages: Collection[str], heard: _Heard) -> bool:
        """Tell whether one of the signs stands in the message, negated or not."""
        return any(self._stands(sign, heard, plain=True) for sign in signs.standing(heard.present, languages))

    def _stands(self, sign: Sign, heard: _Heard, *, plain: bool) -> bool:
        """Tell whether a sign stands in the message; `plain` ones are not negated."""
        spans = []
        places = heard.standing()
        for part in sign.parts:
            found = [
                (run[0], run[-1])
                for run in runs(part, places)
                if plain or not self._negated(run, part, sign.language, heard.tokens)
            ]
            if not found:
                return False
            spans.append(found)
        return len(spans) == 1 or together(spans)

    def _negated(
        self,
        run: tuple[int, ...],
        part: tuple[Item, ...],
        language: str,
        tokens: Sequence[str],
    ) -> bool:
        negations = self._negations.get(language, frozenset())
        if not negations.isdisjoint(chain.from_iterable(part)):
            return False
        for place in range(run[0] - 1, max(-1, run[0] - 1 - BEFORE), -1):
            if tokens[place] in ".,;!?\n":
                break
            if self._negates(place, language, tokens):
                return True
        for before, after in pairwise(run):
            if any(self._negates(place, language, tokens) for place in range(before + 1, after)):
                return True
        following = self._negated_after.get(language)
        if following and run[-1] + 1 < len(tokens):
            return not following.isdisjoint(self._items.exact(tokens[run[-1] + 1]))
        return False

    def _negates(self, place: int, language: str, tokens: Sequence[str]) -> bool:
        if self._negations.get(language, frozenset()).isdisjoint(self._items.exact(tokens[place])):
            return False
        pairs = self._not_negated.get(language, frozenset())
        return not any(pair in pairs for pair in pairwise(tokens[max(0, place - 1) : place + 2]))


def _folded(urgent: Urgent) -> Mapping[str, str]:
    """Fold every word of the file, all at once."""
    items = {item for _, _, sign in urgent.every_sign() for item in sign.replace("|", " ").split()}
    items.update(word for each in urgent.not_negated.values() for pair in each for word in pair.split())
    for sets in urgent.sets.values():
        items.update(*sets.values())
    for listed in (urgent.negations, urgent.negated_after):
        items.update(*listed.values())
    words = sorted(items)
    spelt = [urgent.apart.get(word.rstrip("*"), word) for word in words]
    return {word: "".join(found) for word, found in zip(words, lines(spelt), strict=True)}
