"""A lexicon with its words folded: which words say nothing, and which groups of synonyms a word belongs to."""

from collections import defaultdict
from itertools import chain
from typing import Final

from content.lexicon import Lexicon
from content.search.fold import lines

SHORTEST: Final = 4
"""Letters that a stem keeps at least when it is folded; shorter ones would begin half of all words."""


class Synonyms:
    """Groups and the entries in them are numbered in the lexicon's order."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.fillers = frozenset(chain.from_iterable(lines(lexicon.filler.values())))
        listed = [(number, entry) for number, group in enumerate(lexicon.synonyms) for entry in group]
        self.group_of = [number for number, _ in listed]
        self.whole: dict[str, set[int]] = defaultdict(set)
        self.stems: dict[str, set[int]] = defaultdict(set)
        for place, folded in enumerate(lines([entry for _, entry in listed])):
            for word in folded:
                stem = listed[place][1].endswith("*") and len(word) >= SHORTEST
                (self.stems if stem else self.whole)[word].add(place)

    def entries(self, word: str) -> set[int]:
        """Return the numbers of the entries that a folded word is, or begins with; `group_of` tells their groups."""
        found = set(self.whole.get(word, ()))
        for end in range(SHORTEST, len(word) + 1):
            stem = self.stems.get(word[:end])
            if stem:
                found |= stem
        return found
