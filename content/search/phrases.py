"""The phrases of one entry (its title and asks) in one language: how well a question and one of them agree."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process


class Phrases:
    """Immutable. `given` are the distinct terms of each phrase, `ordered` its words in the order of the alphabet;
    `rarity` is what each term there is weighs.

    Kept in arrays, a tenth of what lists and dicts of so many small numbers take.
    """

    __slots__ = ("_ordered", "_places", "_rarity", "_sizes", "_starts", "_terms")

    def __init__(
        self, given: Sequence[Sequence[int]], ordered: Sequence[str], rarity: Sequence[float]
    ) -> None:
        under: dict[int, list[int]] = defaultdict(list)
        for place, terms in enumerate(given):
            for term in terms:
                under[term].append(place)
        self._ordered = tuple(ordered)
        self._rarity = rarity
        self._sizes = array("f", [sum([rarity[term] for term in terms]) for terms in given])
        self._terms = array("i", under)
        self._starts = array("H", [0])
        self._places = array("H")
        for places in under.values():
            self._places.extend(places)
            self._starts.append(len(self._places))

    def likeness(self, text: str) -> float:
        """Return how like the likest phrase is to a text, its words in the order of the alphabet, from 0 to 1.

        This is RapidFuzz's token_sort_ratio, with the sorting of the phrases done when the index was built.
        """
        likest = process.extractOne(text, self._ordered, scorer=fuzz.ratio)
        return likest[1] / 100 if likest else 0.0

    def agreement(self, asked: Mapping[int, tuple[int, float]], weights: Sequence[float]) -> float:
        """Return how well the best phrase and a question cover each other: the weight that it covers of the question,
        times the share that the question covers of it.

        `asked` gives, by term, the place of the question's word that may mean it, and how near it is to that word;
        `weights` are those of the question's words.
        """
        covering, covered = [0.0] * len(self._sizes), [0.0] * len(self._sizes)
        hits = []
        for at, term in enumerate(self._terms):
            if term in asked:
                word, nearness = asked[term]
                covers, worth = weights[word] * nearness, self._rarity[term] * nearness
                places = self._places[self._starts[at] : self._starts[at + 1]]
                hits.append((word, covers, places))
                for place in places:
                    covering[place] += covers
                    covered[place] += worth
        # A word of the question that several terms of a phrase stand for was counted for each: so much at the most.
        most = {
            place: covering[place] * share / self._sizes[place]
            for place, share in enumerate(covered)
            if share
        }
        best = 0.0
        for place in sorted(most, key=most.__getitem__, reverse=True):
            if most[place] <= best:
                break
            once: dict[int, float] = {}
            for word, covers, places in hits:
                if place in places and covers > once.get(word, 0.0):
                    once[word] = covers
            best = max(best, sum(once.values()) * covered[place] / self._sizes[place])
        return best
