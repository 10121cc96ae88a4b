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
        whole: dict[str, list[int]] = defaultdict(list)
        stems: dict[str, list[int]] = defaultdict(list)
        for place, folded in enumerate(lines([entry for _, entry in listed])):
            for word in dict.fromkeys(folded):
                stem = listed[place][1].endswith("*") and len(word) >= SHORTEST
                (stems if stem else whole)[word].append(place)
        self.whole = {word: tuple(places) for word, places in whole.items()}
        self.stems = {stem: tuple(places) for stem, places in stems.items()}

    def entries(self, word: str) -> set[int]:
        """Return the numbers of the entries that a folded word is, or begins with; `group_of` tells their groups."""
        found = set(self.whole.get(word, ()))
        for end in range(SHORTEST, len(word) + 1):
            found.update(self.stems.get(word[:end], ()))
        return found
