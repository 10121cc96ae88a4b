"""What to offer while someone is still typing: cards and updates whose titles and asks hold words that begin so.

A question gets an answer or none. A single word is no question, and still enough to choose from a list by.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate, chain
from typing import Final

from content.library import Library
from content.schema import Card, Update
from content.search.fold import clean, lines, words

SHORTEST: Final = 3
"""Letters from which a word is looked up: shorter ones begin too much."""
STEM: Final = 4
ENDING: Final = 2
"""How much of a longer word may differ, for endings: at most so many letters, and never of the first four."""
TITLE, ASK = 2.0, 1.0
"""What a word counts for in a title, and in the ways people ask."""
WHOLE: Final = 0.5
"""What it counts for more when it stands there as it was typed."""


class Typed:
    """The words of one library's titles and asks, in the order of the alphabet, and the places of what has them.

    A place is one in the library's ids. Arrays hold them, word after word, with what the word counts for there.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        found = _counted(library)
        self._words = sorted(found)
        self._starts = array("i", accumulate([len(found[word]) for word in self._words], initial=0))
        self._places = array("i", chain.from_iterable([found[word] for word in self._words]))
        self._weights = array("f", chain.from_iterable([found[word].values() for word in self._words]))

    def find(self, typed: str) -> tuple[str, ...]:
        """Give the ids of what holds every typed word (of three letters and more), best first; none for no word."""
        asked = [word for word in words(clean(typed)) if len(word) >= SHORTEST]
        scores: dict[int, float] | None = None
        for word in asked:
            here = self._scores(word)
            if scores is not None:
                here = {place: score + scores[place] for place, score in here.items() if place in scores}
            scores = here
        best = sorted((scores or {}).items(), key=lambda pair: (-pair[1], pair[0]))
        order = self._library.ids
        return tuple(order[place] for place, _ in best)

    def _scores(self, word: str) -> dict[int, float]:
        scores: dict[int, float] = {}
        stem = word[: max(STEM, len(word) - ENDING)]
        for known in range(bisect_left(self._words, stem), len(self._words)):
            if not self._words[known].startswith(stem):
                break
            more = WHOLE if self._words[known] == word else 0.0
            for at in range(self._starts[known], self._starts[known + 1]):
                place = self._places[at]
                scores[place] = max(self._weights[at] + more, scores.get(place, 0.0))
        return scores


def _counted(library: Library) -> Mapping[str, Mapping[int, float]]:
    """Give by folded word what it counts for at each place in the library's ids."""
    places = {item_id: place for place, item_id in enumerate(library.ids)}
    written: dict[str, dict[int, float]] = defaultdict(dict)
    items: tuple[Card | Update, ...] = (
        *library.cards,
        *(update for update in library.updates if update.withdrawn is None),
    )
    for item in items:
        place = places[item.id]
        for weight, text in _phrases(item):
            for word in text.lower().split():
                written[word][place] = max(weight, written[word].get(place, 0.0))
    found: dict[str, dict[int, float]] = defaultdict(dict)
    # Every word is folded once, however often it is written.
    for at, folded in zip(written.values(), lines(written), strict=True):
        for word in folded:
            for place, weight in at.items():
                found[word][place] = max(weight, found[word].get(place, 0.0))
    return found


def _phrases(item: Card | Update) -> Iterable[tuple[float, str]]:
    for text in item.texts.values():
        yield TITLE, text.title
    if isinstance(item, Card):
        for asks in item.texts.values():
            yield from ((ASK, ask) for ask in asks.asks)
