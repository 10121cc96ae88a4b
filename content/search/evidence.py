"""How much the words of a message speak for danger, weighed by messages of people in danger and by calm ones.

Naive Bayes over words, their beginnings and pairs of neighbours: each says how much more often it stands in the one
than in the other. The sum is divided by the square root of how many are known, since neighbours and beginnings repeat
what the word has said. tests/eval/README.md has the figures of this and of what was tried instead.
"""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain, pairwise
from typing import Any, Final

BEGINNING: Final = 5
"""Letters of the beginning that stands for a word's other forms and for its misspelt ends."""
PRIOR: Final = 0.3
"""What is added to every count, so that what was never seen on one side is unlikely there and not impossible."""
ASIDE: Final = 0.18
"""What a text of the pack counts for among the calm messages: calm it is, but nobody's message."""
SELDOM: Final = 0.5
"""Count up to which a word that only calm texts have is not kept: most of them are words of one card."""
TWICE: Final = 2
"""Count from which a pair of words is kept, and from which a word tells the kind of danger."""
FEWEST: Final = 2
"""Known words, of two letters and more, under which a message says nothing of danger: it may be chance."""
LETTERS: Final = 4
"""Letters of the longest known word under which it may be chance too."""
AHEAD: Final = 3.0
"""How far the kind of danger of a sign goes ahead of the others, as a logarithm."""

Words = Sequence[str]
"""The folded words of a message, in their order."""
Feature = str | tuple[str, str]
"""A word, a beginning with a star, or two words that follow each other."""


class Evidence:
    """Learns once: from folded messages of danger, by its kind, and calm ones, and from how the pack itself writes.

    `often` is how often each folded word stands in the `texts` (so many) of the pack.
    """

    def __init__(
        self,
        dangers: Mapping[str, Sequence[Words]],
        calm: Sequence[Words],
        often: Mapping[str, int],
        texts: int,
    ) -> None:
        pairs = _repeated(chain(calm, *dangers.values()))
        counted = {kind: _count(messages, pairs) for kind, messages in dangers.items()}
        found = Counter[Feature]()
        for counts in counted.values():
            found.update(counts)
        against = _count(calm, pairs)
        for word, number in often.items():
            for part in _parts(word):
                against[part] = against.get(part, 0) + ASIDE * number  # type: ignore[assignment]  # a share
        self._sizes = {kind: len(messages) for kind, messages in dangers.items()}
        of_danger = math.log(sum(self._sizes.values()) + 2 * PRIOR)
        of_calm = math.log(len(calm) + ASIDE * texts + 2 * PRIOR), math.log(len(calm) + 2 * PRIOR)
        self._weights: dict[Feature, float] = {}
        shared: dict[float, float] = {}
        for feature in found.keys() | against.keys():
            # A Counter's own answer for what it has not is slow.
            danger, calmly, pair = found.get(feature, 0), against.get(feature, 0), isinstance(feature, tuple)
            if pair or danger or calmly > SELDOM:
                weight = math.log(danger + PRIOR) - of_danger - math.log(calmly + PRIOR) + of_calm[pair]
                weight = round(weight, 2)
                # Few numbers for many features: each is kept once.
                self._weights[feature] = shared.setdefault(weight, weight)
        self._of_kind = {
            feature: tuple([counts.get(feature, 0) for counts in counted.values()])
            for feature, number in found.items()
            if number >= TWICE and not isinstance(feature, tuple)
        }

    def __getstate__(self) -> dict[str, Any]:
        # What is written down makes a number of its own of each weight; the place of a number costs less than a number.
        numbers = list(dict.fromkeys(self._weights.values()))
        places = {number: place for place, number in enumerate(numbers)}
        weights = list(self._weights), numbers, array("i", map(places.__getitem__, self._weights.values()))
        return self.__dict__ | {"_weights": weights}

    def __setstate__(self, state: dict[str, Any]) -> None:
        features, numbers, places = state["_weights"]
        self.__dict__.update(
            state, _weights=dict(zip(features, map(numbers.__getitem__, places), strict=True))
        )

    def weigh(self, words: Words, window: int) -> float:
        """Return how much the folded words of a message speak for danger: 0 is as much as against it.

        It counts as the gravest of its parts of so many words: what is said beside must not drown a cry for help.
        """
        if len(words) <= window:
            return self._weigh(words)
        starts = range(0, len(words) - window // 2, window // 2)
        return max([self._weigh(words[start : start + window]) for start in starts])

    def kind(self, words: Words, sign: str = "") -> str:
        """Return the kind of danger whose messages are likest; that of a `sign` seen in the message goes ahead."""
        told = [counts for word in words for part in _parts(word) if (counts := self._of_kind.get(part))]
        likely = {
            kind: sum([math.log((counts[place] + PRIOR) / (number + 2 * PRIOR)) for counts in told])
            + (AHEAD if kind == sign else 0.0)
            for place, (kind, number) in enumerate(self._sizes.items())
        }
        return max(likely, key=likely.__getitem__)

    def _weigh(self, words: Words) -> float:
        weights = self._weights
        features: set[Feature] = {*chain.from_iterable(map(_parts, words)), *pairwise(words)}
        known = [weights[feature] for feature in features if feature in weights]
        if not known:
            return 0.0
        score = sum(known) / math.sqrt(len(known))
        heard = {word for word in words if len(word) > 1 and word in weights}
        told = len(heard) >= FEWEST and max(map(len, heard)) >= LETTERS
        return score if told else min(score, 0.0)


def _parts(word: str) -> tuple[str, ...]:
    return (word, f"{word[:BEGINNING]}*") if len(word) > BEGINNING else (word,)


def _repeated(messages: Iterable[Words]) -> frozenset[tuple[str, str]]:
    """Give the pairs that are kept; the others, nine of ten, would fill a Counter for nothing."""
    counts = Counter(chain.from_iterable(map(pairwise, messages)))
    return frozenset([pair for pair, number in counts.items() if number >= TWICE])


def _count(messages: Sequence[Words], pairs: Set[tuple[str, str]]) -> Counter[Feature]:
    """Count how often each word, beginning and one of these pairs stands in messages."""
    counts = Counter[Feature](filter(pairs.__contains__, chain.from_iterable(map(pairwise, messages))))
    for word, number in Counter(chain.from_iterable(messages)).items():
        for part in _parts(word):
            counts[part] = counts.get(part, 0) + number
    return counts
