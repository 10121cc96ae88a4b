"""The words, stems and sets that the signs of danger are made of, and which of them a word of a message is.

A word that is none of them and no correct word counts as the one that it is one slip away from.
"""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from itertools import chain
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from content.search.runs import Item

SLIP_FROM: Final = 5
"""Letters from which a word may be misspelt."""
KEPT: Final = 8000
"""Words of messages kept at hand."""


class Items:
    """Grows while signs are compiled; `close` it before hearing messages.

    `sets` are the sets of words by language and name, `folded` the skeleton of every word; `known` holds the
    folded words that are correct, so that none is taken for a slip. `width` is how many words each item stands for.
    """

    def __init__(
        self,
        sets: Mapping[str, Mapping[str, Sequence[str]]],
        folded: Mapping[str, str],
        known: Container[str],
    ) -> None:
        self.width: list[int] = []
        self.alternatives: dict[str, dict[str, Item]] = defaultdict(dict)
        self._sets = sets
        self._folded = folded
        self._known = known
        self._numbers: dict[str, dict[str, int]] = defaultdict(dict)
        self._words: dict[str, int] = {}
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._stems: dict[str, list[int]] = defaultdict(list)
        self._slips: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._swaps: dict[tuple[str, str], str] = {}
        self._seen: dict[str, frozenset[int]] = {}

    def close(self) -> None:
        """Index the words by what slips begin with, and let go of what numbering alone needs."""
        self._sets, self._folded = {}, {}
        self._numbers.clear()
        self._words.clear()
        for word in (*self._whole, *self._stems):
            if len(word) >= SLIP_FROM:
                self._slips[word[0], len(word)].append(word)
        self._swaps = {
            (word[0], "".join(sorted(word))): word for word in self._whole if len(word) == SLIP_FROM - 1
        }

    def read(self, language: str, sign: str) -> None:
        """Number whatever may stand in one place of a sign, as in `one|two*|$set`; `alternatives` holds the numbers."""
        known, numbers = self.alternatives[language], self._numbers[language]
        for item in sign.split():
            if item not in known and item != "+":
                found = [numbers.get(each) or self.number(language, each) for each in item.split("|")]
                known[item] = tuple(dict.fromkeys(found))

    def number(self, language: str, item: str) -> int:
        """Give the number of a word, stem or set, and index the words that it stands for."""
        numbers = self._numbers[language]
        number = numbers.get(item)
        if number is None:
            number = numbers[item] = self._new(language, item) if item.startswith("$") else self._word(item)
        return number

    def _word(self, item: str) -> int:
        """Give the number of a word or stem: one for all that are folded to the same, in whatever language."""
        key = self._folded[item] + "*" if item.endswith("*") else self._folded[item]
        number = self._words.get(key)
        if number is None:
            number = self._words[key] = self._new("", item)
        return number

    def _new(self, language: str, item: str) -> int:
        number = len(self.width)
        entries = self._sets.get(language, {}).get(item[1:], ()) if language else (item,)
        self.width.append(len(entries))
        for entry in entries:
            (self._stems if entry.endswith("*") else self._whole)[self._folded[entry]].append(number)
        return number

    def meant(self, token: str) -> frozenset[int]:
        """Return the items that a folded word of a message is, or was to be."""
        found = self._seen.get(token)
        if found is None:
            found = self.exact(token)
            if not found and len(token) >= SLIP_FROM - 1 and token not in self._known:
                found = self._misspelt(token)
            if len(self._seen) >= KEPT:
                self._seen.clear()
            self._seen[token] = found
        return found

    def exact(self, token: str) -> frozenset[int]:
        """Return the items that a folded word is as it stands."""
        found = list(self._whole.get(token, ()))
        for end in range(2, len(token) + 1):
            found += self._stems.get(token[:end], ())
        return frozenset(found)

    def _misspelt(self, token: str) -> frozenset[int]:
        if len(token) < SLIP_FROM:
            swapped = self._swaps.get((token[0], "".join(sorted(token))))
            return frozenset() if swapped is None else frozenset(self._whole[swapped])
        near = range(len(token) - 1, len(token) + 2)
        candidates = list(chain.from_iterable(self._slips.get((token[0], length), ()) for length in near))
        likest = process.extractOne(token, candidates, scorer=OSA.distance, score_cutoff=1)
        if likest is not None:
            return frozenset((*self._whole.get(likest[0], ()), *self._stems.get(likest[0], ())))
        for length in range(SLIP_FROM + 1, len(token) + 1):
            stems = [word for word in self._slips.get((token[0], length), ()) if word in self._stems]
            likest = process.extractOne(token[:length], stems, scorer=OSA.distance, score_cutoff=1)
            if likest is not None:
                return frozenset(self._stems[likest[0]])
        return frozenset()
