"""Ranking: BM25 over character n-grams of the folded titles, asks and bodies, in all languages at once."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from content.library import Library
from content.search.answer import Found, Hit
from content.search.fold import fold

RESULTS: Final = 5
K1: Final = 1.2
B: Final = 0.6


def _grams(text: str) -> Iterator[str]:
    for word in fold(text).split():
        padded = f" {word} "
        for size in (3, 4, 5):
            for at in range(len(padded) - size + 1):
                yield padded[at : at + size]


class Search:
    """An index of one library; immutable, so that every reader of an edition asks the same one."""

    def __init__(self, library: Library) -> None:
        self._languages = library.languages
        self._ids: list[tuple[str, str]] = []
        counts: list[Counter[str]] = []
        for card in library.cards:
            for language, text in card.texts.items():
                self._ids.append((card.id, language))
                grams: Counter[str] = Counter()
                for part, weight in ((text.title, 3), (text.body, 1), *((ask, 2) for ask in text.asks)):
                    for gram in _grams(part):
                        grams[gram] += weight
                counts.append(grams)
        lengths = [sum(grams.values()) for grams in counts]
        mean = sum(lengths) / len(lengths) if lengths else 1.0
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, grams in enumerate(counts):
            norm = K1 * (1 - B + B * lengths[number] / mean)
            for gram, count in grams.items():
                self._postings[gram].append((number, count * (K1 + 1) / (count + norm)))
        total = len(counts)
        self._idf = {
            gram: math.log(1 + (total - len(found) + 0.5) / (len(found) + 0.5))
            for gram, found in self._postings.items()
        }

    def ask(self, question: str, language: str) -> Found:
        """Answer a question; `language` is the reader's, or "" when it is not known."""
        scores: dict[int, float] = defaultdict(float)
        grams = set(_grams(question))
        possible = sum(self._idf.get(gram, 8.0) for gram in grams) * (K1 + 1) or 1.0
        for gram in grams:
            idf = self._idf.get(gram, 0.0)
            for number, weight in self._postings.get(gram, ()):
                scores[number] += idf * weight
        best: dict[str, tuple[float, str]] = {}
        for number, score in scores.items():
            card_id, spoken = self._ids[number]
            share = score / possible * (1.05 if spoken == language else 1.0)
            if share > best.get(card_id, (0.0, ""))[0]:
                best[card_id] = (share, spoken)
        ranked = sorted(best.items(), key=lambda item: -item[1][0])[:RESULTS]
        top = ranked[0][1][0] if ranked else 0.0
        spoken = ranked[0][1][1] if ranked else language or self._languages[0]
        outcome = "answer" if top >= 0.3 else "unsure" if top >= 0.18 else "none"
        hits = tuple(Hit("card", card_id, round(score, 4)) for card_id, (score, _) in ranked)
        return Found(outcome=outcome, language=spoken, hits=hits)  # type: ignore[arg-type]
