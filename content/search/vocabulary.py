"""The words of the indexed texts, and which of them a word of a question may mean.

A word of a question stands for the words that look like it (endings, typos: character n-grams) and for its synonyms
(the groups of the lexicon), each with a likeness between 0 and 1.
"""

import math
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from content.search.synonyms import Synonyms

SIZE: Final = 3
LIKE_ENOUGH: Final = 0.36
SHORT_LIKE_ENOUGH: Final = 0.55
"""Words of four letters and fewer share n-grams with many others by chance."""
BALANCE: Final = 0.3
"""How much the length of the found word counts beside that of the asked one."""
SYNONYM: Final = 0.5
SAME_STEM: Final = 0.85
"""Likeness of two words that the lexicon gives one stem."""
SAME: Final = 0.7
"""Likeness from which a misspelt word takes the synonyms of the word that it looks like."""
MOST_PER_WORD: Final = 30
UNSEEN: Final = 9.0
"""Weight of an n-gram that no word has."""
COMMON: Final = 300
"""Words from which an n-gram (an ending, mostly) says too little…"""
PART: Final = 80
"""… or this part of all words, where it is more."""
LONG: Final = 5
"""Letters from which a word is looked for under other first letters too."""
NEAR: Final = 0.6
"""Likeness from which a word with the same first letter is near enough: people seldom mistype the first."""


ROUNDING: Final = 1e-9
"""How far sums of weights may be off for the order in which they were added."""


def _grams(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[at : at + SIZE] for at in range(len(padded) - SIZE + 1)}


class Vocabulary:
    """Every distinct word of the texts, numbered in the order in which they are given."""

    def __init__(self, words: Iterable[str], synonyms: Synonyms) -> None:
        self.synonyms = synonyms
        self.terms = list(words)
        self._numbers = {word: number for number, word in enumerate(self.terms)}
        self._alphabetical = sorted(self.terms)
        """Words that begin alike stand together here; n-grams give places here, not numbers."""
        self._index()
        self._gather_entries()

    def __contains__(self, word: object) -> bool:
        return word in self._numbers

    def find(self, word: str) -> int | None:
        """Return the number of a word that is there."""
        return self._numbers.get(word)

    def numbers(self, words: Iterable[str]) -> list[int]:
        """Return the numbers of words that are there."""
        return list(map(self._numbers.__getitem__, words))

    def _index(self) -> None:
        """Index the words by their n-grams; numbers have none."""
        postings: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._alphabetical):
            if word > "a":  # numbers stand before
                for gram in _grams(word):
                    postings[gram].append(place)
        total = len(self.terms)
        common = max(COMMON, total // PART)
        self._weights = {
            gram: math.log(1 + total / len(found)) if len(found) <= common else 0.0
            for gram, found in postings.items()
        }
        self._postings = {gram: array("i", found) for gram, found in postings.items() if len(found) <= common}
        self._breadths = array("d", bytes(8 * total))

    def _breadth(self, place: int) -> float:
        """Return what a word's likeness is divided by for its own n-grams; reckoned when first needed."""
        weight = sum([self._weights[gram] for gram in _grams(self._alphabetical[place])])
        breadth: float = weight**BALANCE
        self._breadths[place] = breadth
        return breadth

    def _gather_entries(self) -> None:
        """Find the words of every entry and every group of the lexicon, and the entries of every word."""
        pairs = [
            (self._numbers[word], entry)
            for stem, entries in self.synonyms.stems.items()
            for word in self._alphabetical[slice(*self._beginning(stem))]
            for entry in entries
        ]
        pairs += [
            (self._numbers[word], entry)
            for word, entries in self.synonyms.whole.items()
            if word in self._numbers
            for entry in entries
        ]
        self._entries = _gathered(pairs)
        self._of_entry = _gathered((entry, number) for number, entry in pairs)
        self._of_group = _gathered((self.synonyms.group_of[entry], number) for number, entry in pairs)

    def _beginning(self, stem: str) -> tuple[int, int]:
        """Return the place of the first of the words that begin so, and the one after the last."""
        start = bisect_left(self._alphabetical, stem)
        return start, bisect_left(self._alphabetical, stem + "~", start)

    def meant(self, word: str) -> dict[int, float]:
        """Return the words that a folded word may mean, with their likeness; numbers and fillers mean themselves."""
        number = self._numbers.get(word)
        if word[0].isdigit() or len(word) < 2 or word in self.synonyms.fillers:
            return {} if number is None else {number: 1.0}
        meant = self._alike(word)
        if number is not None:
            meant[number] = 1.0
        for entry, likeness in self._entries_of(word, meant).items():
            for members, nearness in (
                (self._of_entry.get(entry, ()), SAME_STEM * likeness),
                (self._of_group.get(self.synonyms.group_of[entry], ()), SYNONYM * likeness),
            ):
                for found in members:
                    if meant.get(found, 0.0) < nearness:
                        meant[found] = nearness
        if len(meant) > MOST_PER_WORD:
            best = sorted(meant, key=meant.__getitem__, reverse=True)[:MOST_PER_WORD]
            return {found: meant[found] for found in best}
        return meant

    def _entries_of(self, word: str, meant: dict[int, float]) -> dict[int, float]:
        """Return the lexicon's entries for a word, or for the words that it looks like, with the likeness."""
        entries = dict.fromkeys(self.synonyms.entries(word), 1.0)
        if entries:
            return entries
        for found, likeness in meant.items():
            if likeness >= SAME:
                for entry in self._entries.get(found, ()):
                    entries[entry] = max(entries.get(entry, 0.0), likeness)
        return entries

    def _alike(self, word: str) -> dict[int, float]:
        """Look among the words with the same first letter, and among all when none of them is near."""
        weighed = [(weight, gram) for gram in _grams(word) if (weight := self._weights.get(gram, UNSEEN))]
        weighed.sort(reverse=True)
        alike = self._among(*self._beginning(word[0]), word, weighed)
        if len(word) >= LONG and max(alike.values(), default=0.0) < NEAR:
            return self._among(0, len(self._alphabetical), word, weighed)
        return alike

    def _among(self, start: int, end: int, word: str, grams: Sequence[tuple[float, str]]) -> dict[int, float]:
        """Return the words from one place to another that look like a word of these n-grams, the rarest first."""
        size = sum([weight for weight, _ in grams])
        enough = SHORT_LIKE_ENOUGH if len(word) <= 4 else LIKE_ENOUGH
        floor = enough ** (1 / (1 - BALANCE)) * size - ROUNDING  # what the found word adds is at most 1
        shared: dict[int, float] = {}
        left = size
        for weight, gram in grams:
            posting = self._postings.get(gram, ())
            low = bisect_left(posting, start)
            having: Iterable[int] = posting[low : bisect_left(posting, end, low)]
            if left < floor:  # a word that has none but these is not like enough
                having = shared.keys() & having
            for found in having:
                if found in shared:
                    shared[found] += weight
                else:
                    shared[found] = weight
            left -= weight
        scale = size ** (1 - BALANCE)
        alike = {}
        for found, weight in shared.items():
            likeness = weight / (scale * (self._breadths[found] or self._breadth(found)))
            if likeness >= enough:
                alike[self._numbers[self._alphabetical[found]]] = likeness
        return alike


def _gathered(pairs: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    """Give the second numbers of each first one, each once; tuples take a third of what sets do."""
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return {one: tuple(others) for one, others in found.items()}
