"""Signs of danger, compiled: which of them may stand in a message that holds certain items."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

from content.search.items import Items
from content.search.runs import Item


class Sign(NamedTuple):
    """A sign of a language, and the group that it belongs to.

    It stands only in a message that has all items of `needs`, and one of each of `choices`.
    """

    group: int
    language: str
    text: str
    parts: tuple[tuple[Item, ...], ...]
    needs: frozenset[int]
    choices: tuple[Item, ...]


class Signs:
    """Signs in their order: by group, language and place. Each stands under that of its items that the fewest have."""

    def __init__(self, groups: Sequence[Mapping[str, Sequence[str]]], items: Items) -> None:
        self._listed = [
            (group, language, text)
            for group, signs in enumerate(groups)
            for language, each in signs.items()
            for text in each
        ]
        self._alternatives = items.alternatives
        spelt = [
            [self._alternatives[language][item] for item in text.split() if item != "+"]
            for _, language, text in self._listed
        ]
        used = Counter(chain.from_iterable(chain.from_iterable(spelt)))
        breadth = {
            item: sum([used[number] * items.width[number] for number in item])
            for item in set(chain.from_iterable(spelt))
        }
        self._under: dict[int, list[int]] = defaultdict(list)
        for place, every in enumerate(spelt):
            for number in min(every, key=breadth.__getitem__):
                self._under[number].append(place)
        self._made: dict[int, Sign] = {}

    def standing(self, present: Set[int], languages: Collection[str]) -> Iterator[Sign]:
        """Give the signs of these languages that may stand where these items are present, in their order."""
        places = {place for item in self._under.keys() & present for place in self._under[item]}
        for place in sorted(places):
            sign = self._made.get(place) or self._make(place)
            if (
                sign.needs <= present
                and sign.language in languages
                and not any(present.isdisjoint(each) for each in sign.choices)
            ):
                yield sign

    def _make(self, place: int) -> Sign:
        """Compile a sign when it is first needed: most never are."""
        group, language, text = self._listed[place]
        parts = tuple(
            tuple(self._alternatives[language][item] for item in part.split()) for part in text.split(" + ")
        )
        every = tuple(chain.from_iterable(parts))
        needs = frozenset(item[0] for item in every if len(item) == 1)
        sign = Sign(group, language, text, parts, needs, tuple(item for item in every if len(item) > 1))
        self._made[place] = sign
        return sign
