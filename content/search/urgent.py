"""Danger first: tells whether a message speaks of somebody in danger, by the signs of urgent.yaml.

Nothing is scored and nothing is learned: a message is urgent when a sign stands in it that no negation and no context
undoes. Words are compared folded, so that every keyboard and alphabet works; a misspelt word counts as the word of the
signs that it is one slip away from.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from content.danger import Danger, Urgent
from content.search.fold import lines, skeleton

BETWEEN: Final = 2
"""Other words that may stand between two words of a part."""
NEAR: Final = 16
"""Words within which the parts of a sign stand."""
BEFORE: Final = 2
"""Words back from a part in which a negation undoes it."""
MOST_WORDS: Final = 700
"""Words of a message that are looked at; one of 4,096 characters has no more that mean anything."""
MOST_PLACES: Final = 12
"""Places of one word that are looked at, so that a message of one word over and over costs no more than others."""
PERSONAL: Final = "own"
"""The set of words for oneself and one's own people: with one of them, a message is more than an inquiry."""
SLIP_FROM: Final = 5
"""Letters from which a word may be misspelt."""

_TOKEN: Final = re.compile(r"[a-z]+|[0-9]+|[.,;!?\n]")
_LATIN: Final = re.compile(r"[a-z]")
_CYRILLIC: Final = frozenset({"kk", "ru"})
"""Languages that people type in both alphabets."""


class Alarm(NamedTuple):
    """The kind of danger that a message speaks of, and the sign by which it was seen."""

    kind: str
    danger: Danger
    sign: str


class _Sign(NamedTuple):
    text: str
    parts: tuple[tuple[int, ...], ...]
    needs: frozenset[int]


class _Signs(NamedTuple):
    """The signs of one language, in their order, under one word of each."""

    language: str
    under: Mapping[int, tuple[tuple[int, _Sign], ...]]


class Watch:
    """Looks for danger; `known` tells whether a folded word is correct, so that it is not taken for a slip."""

    def __init__(self, urgent: Urgent, known: Callable[[str], bool]) -> None:
        self._known = known
        self._items: dict[tuple[str, str], int] = {}
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._stems: dict[str, list[int]] = defaultdict(list)
        self._slips: dict[str, list[str]] = defaultdict(list)
        self._sets = urgent.sets
        self._languages = tuple(dict.fromkeys(language for _, language, _ in urgent.every_sign()))
        self._folded = _folded(urgent)
        self._personal = frozenset(
            self._item(language, f"${PERSONAL}") for language, sets in urgent.sets.items() if PERSONAL in sets
        )
        self._negations = self._each(urgent.negations)
        self._negated_after = self._each(urgent.negated_after)
        self._calm = self._compiled(urgent.calm)
        self._distress = self._compiled(urgent.distress)
        self._inquiry = self._compiled(urgent.inquiry)
        self._dangers = [
            (kind, danger, self._compiled(danger.signs), self._compiled(danger.hints))
            for kind, danger in urgent.dangers.items()
        ]
        for word in (*self._whole, *self._stems):
            if len(word) >= SLIP_FROM:
                self._slips[word[0]].append(word)
        self._seen: dict[str, frozenset[int]] = {}

    def alarm(self, message: str, language: str = "") -> Alarm | None:
        """Return the danger that a message (lower case, from `fold.clean`) speaks of, or None.

        `language` is the message's where it is known: only in English do English words show that all is calm.
        """
        tokens = _TOKEN.findall(skeleton(message))[:MOST_WORDS]
        places = self._places(tokens)
        if not places:
            return None
        latin = _LATIN.search(message) is not None
        written = tuple(each for each in self._languages if latin or each in _CYRILLIC)
        context = (language,) if language in written and language not in _CYRILLIC else written
        for direct in (True, False):
            for kind, danger, signs, hints in self._dangers:
                sign = self._first(signs if direct else hints, written, tokens, places)
                if sign is None:
                    continue
                if self._first(self._calm, context, tokens, places, plain=True) and not self._first(
                    self._distress, written, tokens, places, plain=True
                ):
                    return None
                personal = direct and not self._personal.isdisjoint(places)
                if personal or not self._first(self._inquiry, context, tokens, places, plain=True):
                    return Alarm(kind, danger, sign.text)
        return None

    def _each(self, items: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[int]]:
        return {
            language: frozenset(self._item(language, item) for item in each)
            for language, each in items.items()
        }

    def _compiled(self, signs: Mapping[str, Sequence[str]]) -> tuple[_Signs, ...]:
        compiled = []
        for language, each in signs.items():
            under: dict[int, list[tuple[int, _Sign]]] = defaultdict(list)
            for order, sign in enumerate(each):
                items = [[self._item(language, item) for item in part.split()] for part in sign.split(" + ")]
                plain = [self._items[key] for key in self._keys(language, sign) if not key[1].startswith("$")]
                found = _Sign(
                    sign,
                    tuple(map(tuple, items)),
                    frozenset(chain.from_iterable(items)),
                )
                under[plain[0] if plain else items[0][0]].append((order, found))
            compiled.append(_Signs(language, {item: tuple(listed) for item, listed in under.items()}))
        return tuple(compiled)

    def _keys(self, language: str, sign: str) -> list[tuple[str, str]]:
        return [self._key(language, item) for item in sign.replace(" + ", " ").split()]

    def _key(self, language: str, item: str) -> tuple[str, str]:
        if item.startswith("$"):
            return language, item
        return "*" if item.endswith("*") else "", self._folded[item]

    def _item(self, language: str, item: str) -> int:
        """Give the number of an item, and index the words that it stands for."""
        key = self._key(language, item)
        number = self._items.get(key)
        if number is None:
            number = self._items[key] = len(self._items)
            for entry in self._sets.get(language, {}).get(item[1:], ()) if item.startswith("$") else (item,):
                folded = self._folded[entry]
                (self._stems if entry.endswith("*") else self._whole)[folded].append(number)
        return number

    def _places(self, tokens: Sequence[str]) -> dict[int, list[int]]:
        places: dict[int, list[int]] = defaultdict(list)
        for place, token in enumerate(tokens):
            for item in self._meant(token):
                if len(places[item]) < MOST_PLACES:
                    places[item].append(place)
        return places

    def _meant(self, token: str) -> frozenset[int]:
        found = self._seen.get(token)
        if found is None:
            found = self._exact(token)
            if not found and len(token) >= SLIP_FROM and not self._known(token):
                found = self._misspelt(token)
            if len(self._seen) >= 4000:
                self._seen.clear()
            self._seen[token] = found
        return found

    def _exact(self, token: str) -> frozenset[int]:
        found = list(self._whole.get(token, ()))
        for end in range(2, len(token) + 1):
            found += self._stems.get(token[:end], ())
        return frozenset(found)

    def _misspelt(self, token: str) -> frozenset[int]:
        candidates = self._slips.get(token[0], ())
        likest = process.extractOne(token, candidates, scorer=OSA.distance, score_cutoff=1)
        if likest is not None:
            return frozenset((*self._whole.get(likest[0], ()), *self._stems.get(likest[0], ())))
        for word in candidates:
            if word in self._stems and SLIP_FROM < len(word) <= len(token):
                start = token[: len(word)]
                if OSA.distance(start, word, score_cutoff=1) <= 1:
                    return frozenset(self._stems[word])
        return frozenset()

    def _first(
        self,
        groups: Iterable[_Signs],
        languages: Sequence[str],
        tokens: Sequence[str],
        places: Mapping[int, list[int]],
        *,
        plain: bool = False,
    ) -> _Sign | None:
        """Return the first sign of these languages that stands in the message; `plain` ones are not negated."""
        present = places.keys()
        for language, under in groups:
            if language not in languages:
                continue
            standing = [each for item in present & under.keys() for each in under[item]]
            for _, sign in sorted(standing):
                if sign.needs <= present and self._stands(sign, language, tokens, places, plain=plain):
                    return sign
        return None

    def _stands(
        self,
        sign: _Sign,
        language: str,
        tokens: Sequence[str],
        places: Mapping[int, list[int]],
        *,
        plain: bool,
    ) -> bool:
        spans = []
        for part in sign.parts:
            found = [
                span
                for span in _runs(part, places)
                if plain or not self._negated(span, part, language, tokens)
            ]
            if not found:
                return False
            spans.append(found)
        if len(spans) == 1:
            return True
        return _together(spans)

    def _negated(
        self,
        span: tuple[int, int],
        part: tuple[int, ...],
        language: str,
        tokens: Sequence[str],
    ) -> bool:
        first, last = span
        negations = self._negations.get(language, frozenset())
        if not negations.isdisjoint(part):
            return False
        for place in range(first - 1, max(-1, first - 1 - BEFORE), -1):
            if tokens[place] in ".,;!?\n":
                break
            if not negations.isdisjoint(self._exact(tokens[place])):
                return True
        after = self._negated_after.get(language)
        if after and last + 1 < len(tokens):
            return not after.isdisjoint(self._exact(tokens[last + 1]))
        return False


def _folded(urgent: Urgent) -> Mapping[str, str]:
    """Fold every word of the file, all at once."""
    items = {item for _, _, sign in urgent.every_sign() for item in sign.split()}
    for sets in urgent.sets.values():
        items.update(*sets.values())
    for listed in (urgent.negations, urgent.negated_after):
        items.update(*listed.values())
    words = sorted(items)
    return {word: "".join(found) for word, found in zip(words, lines(words), strict=True)}


def _runs(part: tuple[int, ...], places: Mapping[int, list[int]]) -> list[tuple[int, int]]:
    """Give where the words of a part stand one after the other: first and last place of each run."""
    runs = [(place, place) for place in places[part[0]]]
    for item in part[1:]:
        runs = [
            (first, place)
            for first, last in runs
            for place in places[item]
            if last < place <= last + 1 + BETWEEN
        ]
    return runs


def _together(spans: list[list[tuple[int, int]]]) -> bool:
    """Tell whether one span of each list can be taken so that all are near and none is the same word."""
    for first in spans[0]:
        taken = [first]
        for others in spans[1:]:
            found = next(
                (
                    span
                    for span in others
                    if abs(span[0] - first[0]) <= NEAR
                    and all(span[1] < t[0] or span[0] > t[1] for t in taken)
                ),
                None,
            )
            if found is None:
                break
            taken.append(found)
        else:
            return True
    return False
