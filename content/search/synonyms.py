"""A lexicon with its words folded: which words say nothing, and which groups of synonyms a word belongs to."""

from collections import defaultdict
from typing import Final

from content.lexicon import Lexicon
from content.search.fold import clean, words

SHORTEST: Final = 2
"""Letters that a stem keeps at least when it is folded; shorter ones would begin half of all words."""


class Synonyms:
    """Groups are numbered in the lexicon's order."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.fillers = frozenset(word for text in lexicon.filler.values() for word in words(clean(text)))
        self._whole: dict[str, set[int]] = defaultdict(set)
        self._stems: dict[str, set[int]] = defaultdict(set)
        for number, group in enumerate(lexicon.synonyms):
            for entry in group:
                for folded in words(clean(entry.rstrip("*"))):
                    stem = entry.endswith("*") and len(folded) >= SHORTEST
                    (self._stems if stem else self._whole)[folded].add(number)

    def groups(self, word: str) -> set[int]:
        """Return the numbers of the groups that a folded word belongs to."""
        found = set(self._whole.get(word, ()))
        for end in range(SHORTEST, len(word) + 1):
            stem = self._stems.get(word[:end])
            if stem:
                found |= stem
        return found
