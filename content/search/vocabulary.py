"""The words of the indexed texts, and which of them a word of a question may mean.

A word of a question stands for the words that look like it (endings, typos: character n-grams) and for its synonyms
(the groups of the lexicon), each with a likeness between 0 and 1.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
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
MOST_PER_WORD: Final = 50
UNSEEN: Final = 9.0
"""Weight of an n-gram that no word has."""
COMMON: Final = 300
"""Words from which an n-gram (an ending, mostly) says too little."""
LONG: Final = 5
"""Letters from which a word is looked for under other first letters too."""
NEAR: Final = 0.6
"""Likeness from which a word with the same first letter is near enough: people seldom mistype the first."""


def _grams(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[at : at + SIZE] for at in range(len(padded) - SIZE + 1)}


class Vocabulary:
    """Grows while texts are added; `close` it before asking."""

    def __init__(self, synonyms: Synonyms) -> None:
        self.synonyms = synonyms
        self.terms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._weights: dict[str, float] = {}
        self._sizes: list[float] = []
        self._firsts: list[str] = []
        self._entries: dict[int, set[int]] = defaultdict(set)
        self._of_entry: dict[int, set[int]] = defaultdict(set)
        self._of_group: dict[int, set[int]] = defaultdict(set)

    def number(self, word: str) -> int:
        """Return the number of a word, a new one for a new word."""
        found = self._numbers.get(word)
        if found is None:
            found = self._numbers[word] = len(self.terms)
            self.terms.append(word)
        return found

    def find(self, word: str) -> int | None:
        """Return the number of a word that is there."""
        return self._numbers.get(word)

    def close(self) -> None:
        """Index the words by their n-grams and groups."""
        spelt: list[set[str]] = []
        for number, word in enumerate(self.terms):
            first = word[0]
            grams = set() if first.isdigit() else _grams(word)
            spelt.append(grams)
            for gram in grams:
                self._postings[first + gram].append(number)
        counts: dict[str, int] = defaultdict(int)
        for key, found in self._postings.items():
            counts[key[1:]] += len(found)
        total = len(self.terms)
        common = max(COMMON, total // 40)
        weights = self._weights = {
            gram: math.log(1 + total / count) if count <= common else 0.0 for gram, count in counts.items()
        }
        self._sizes = [sum([weights[gram] for gram in grams]) or 1.0 for grams in spelt]
        self._postings = {key: found for key, found in self._postings.items() if weights[key[1:]]}
        self._firsts = sorted({key[0] for key in self._postings})
        self._gather_entries()

    def _gather_entries(self) -> None:
        """Find the words of every entry of the lexicon; words that begin alike stand together when sorted."""
        ranked = sorted(zip(self.terms, range(len(self.terms)), strict=True))
        for stem, entries in self.synonyms.stems.items():
            start = bisect_left(ranked, (stem,))
            for _, number in ranked[start : bisect_left(ranked, (stem + "~",), start)]:
                self._belong(number, entries)
        for word, entries in self.synonyms.whole.items():
            if word in self._numbers:
                self._belong(self._numbers[word], entries)

    def _belong(self, number: int, entries: Iterable[int]) -> None:
        for entry in entries:
            self._entries[number].add(entry)
            self._of_entry[entry].add(number)
            self._of_group[self.synonyms.group_of[entry]].add(number)

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
                (self._of_entry[entry], SAME_STEM * likeness),
                (self._of_group[self.synonyms.group_of[entry]], SYNONYM * likeness),
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
        grams = {gram: weight for gram in _grams(word) if (weight := self._weights.get(gram, UNSEEN))}
        alike = self._among(word[0], word, grams)
        if len(word) >= LONG and max(alike.values(), default=0.0) < NEAR:
            for first in self._firsts:
                if first != word[0]:
                    alike |= self._among(first, word, grams)
        return alike

    def _among(self, first: str, word: str, grams: dict[str, float]) -> dict[int, float]:
        shared: dict[int, float] = defaultdict(float)
        postings = self._postings
        for gram, weight in grams.items():
            for found in postings.get(first + gram, ()):
                shared[found] += weight
        size = sum(grams.values())
        enough = SHORT_LIKE_ENOUGH if len(word) <= 4 else LIKE_ENOUGH
        floor = enough ** (1 / (1 - BALANCE)) * size  # what the found word adds is at most 1
        alike = {}
        for found, weight in shared.items():
            if weight >= floor:
                likeness = (weight / size) ** (1 - BALANCE) * (weight / self._sizes[found]) ** BALANCE
                if likeness >= enough:
                    alike[found] = likeness
        return alike
