"""Danger first: tells whether a message speaks of somebody in danger, by the signs of urgent.yaml.

Nothing is scored and nothing is learned: a message is urgent when a sign stands in it that no negation and no context
undoes. Words are compared folded, so that every keyboard and alphabet works; a misspelt word counts as the word of the
signs that it is one slip away from.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, pairwise
from typing import Final, NamedTuple

from content.danger import Danger, Urgent
from content.search.fold import lines, skeleton
from content.search.items import Items
from content.search.runs import Item, runs, together

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


class _Sign(NamedTuple):
    text: str
    parts: tuple[tuple[Item, ...], ...]
    needs: frozenset[int]
    choices: tuple[Item, ...]


class _Signs(NamedTuple):
    """The signs of one language, in their order, under one word of each."""

    language: str
    under: Mapping[int, tuple[tuple[int, _Sign], ...]]


class Watch:
    """Looks for danger; `known` tells whether a folded word is correct, so that it is not taken for a slip."""

    def __init__(self, urgent: Urgent, known: Callable[[str], bool]) -> None:
        self._folded = _folded(urgent)
        self._items = Items(urgent.sets, self._folded, known)
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
            language: frozenset(
                (self._folded[first], self._folded[second]) for first, second in map(str.split, each)
            )
            for language, each in urgent.not_negated.items()
        }
        self._calm = self._compiled(urgent.calm)
        self._distress = self._compiled(urgent.distress)
        self._inquiry = self._compiled(urgent.inquiry)
        self._dangers = [
            (kind, danger, self._compiled(danger.signs), self._compiled(danger.hints))
            for kind, danger in urgent.dangers.items()
        ]
        self._items.close()

    def alarm(self, message: str, language: str = "") -> Alarm | None:
        """Return the danger that a message (lower case, from `fold.clean`) speaks of, or None.

        `language` is the message's where it is known: only in English do English words show that all is calm.
        """
        latin = _LATIN.search(message) is not None
        if self._written_apart is not None:
            message = self._written_apart.sub(self._other, message)
        tokens = _TOKEN.findall(skeleton(message))[:MOST_WORDS]
        places = self._places(tokens)
        if not places:
            return None
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

    def _other(self, match: re.Match[str]) -> str:
        return self._apart[match[0]]

    def _each(self, items: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[int]]:
        return {
            language: frozenset(self._items.number(language, item) for item in each)
            for language, each in items.items()
        }

    def _compiled(self, signs: Mapping[str, Sequence[str]]) -> tuple[_Signs, ...]:
        return tuple(self._under(language, each) for language, each in signs.items())

    def _under(self, language: str, signs: Sequence[str]) -> _Signs:
        """Put each sign under those of its words that the fewest signs have: most messages have none of them."""
        listed: dict[str, Item] = {}
        made = []
        used: Counter[int] = Counter()
        for sign in signs:
            parts = []
            for part in sign.split(" + "):
                items = part.split()
                for item in items:
                    if item not in listed:
                        listed[item] = self._items.alternatives(language, item)
                parts.append(tuple(listed[item] for item in items))
            every = tuple(chain.from_iterable(parts))
            used.update(chain.from_iterable(every))
            made.append((sign, tuple(parts), every))
        breadth = {
            item: sum(used[each] * self._items.width[each] for each in item) for item in listed.values()
        }
        under: dict[int, list[tuple[int, _Sign]]] = defaultdict(list)
        for order, (sign, found, every) in enumerate(made):
            needs = frozenset(item[0] for item in every if len(item) == 1)
            entry = order, _Sign(sign, found, needs, tuple(item for item in every if len(item) > 1))
            for number in min(every, key=breadth.__getitem__):
                under[number].append(entry)
        return _Signs(language, {item: tuple(entries) for item, entries in under.items()})

    def _places(self, tokens: Sequence[str]) -> dict[int, list[int]]:
        places: dict[int, list[int]] = defaultdict(list)
        for place, token in enumerate(tokens):
            for item in self._items.meant(token):
                if len(places[item]) < MOST_PLACES:
                    places[item].append(place)
        return places

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
            standing = {
                order: sign
                for item in present & under.keys()
                for order, sign in under[item]
                if sign.needs <= present and not any(present.isdisjoint(each) for each in sign.choices)
            }
            for _, sign in sorted(standing.items()):
                if self._stands(sign, language, tokens, places, plain=plain):
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
                (run[0], run[-1])
                for run in runs(part, places)
                if plain or not self._negated(run, part, language, tokens)
            ]
            if not found:
                return False
            spans.append(found)
        if len(spans) == 1:
            return True
        return together(spans)

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
