"""Ranking: BM25 over the words of titles, asks and bodies of all languages at once, a question's words taken fuzzily.

One entry of the index is a card, an update or a subject outside the pack. A word counts as often as it says something
(its rarity among the entries), and once per entry: as its best likeness to a word of the entry.
"""

import heapq
import itertools
import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

from rapidfuzz import fuzz, process

from content.lexicon import Lexicon
from content.search.fold import lines
from content.search.match import Entry, Match, Ranking
from content.search.synonyms import Synonyms
from content.search.vocabulary import SYNONYM, Vocabulary

K1: Final = 0.9
B: Final = 0.6
FILLER: Final = 0.3
"""Weight of a word that says nothing about the subject, beside that of others."""
CHAMPIONS: Final = 400
"""Entries kept per word: those where it weighs most. Only packs of thousands of cards have more."""
REMEMBERED: Final = 2500
"""Words of questions whose entries are kept at hand."""
CROSS: Final = 0.85
"""Likeness that is left to a word of a text in another language than the question's."""
MOST_WORDS: Final = 32
"""Words of a question that are looked at; more than one sentence has."""
LOOKED_AT: Final = 5
"""Best entries whose phrases are compared with the question."""

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a question: its weight, the terms it may mean, and the entries that have one of them.

    `terms` run in step with `nearness`, `entries` with `worth`; `likeness` is the best one, per entry.
    """

    weight: float
    filler: bool
    terms: "array[int]"
    nearness: "array[float]"
    entries: "array[int]"
    worth: "array[float]"
    likeness: dict[int, float]


class _Phrase(NamedTuple):
    terms: tuple[int, ...]
    size: float


class Heard(NamedTuple):
    """A word of a question: the terms that it may mean, and how likely each language is."""

    meant: dict[int, float]
    spoken: tuple[float, ...]


class Index:
    """Entries, immutable once built."""

    def __init__(self, entries: Iterable[Entry], lexicon: Lexicon, languages: Sequence[str]) -> None:
        self.entries = tuple(entries)
        self._outside = frozenset(
            number for number, entry in enumerate(self.entries) if entry.kind == "outside"
        )
        synonyms = Synonyms(lexicon)
        self.vocabulary = Vocabulary(synonyms)
        self._phrases: list[list[_Phrase]] = []
        self._folded: list[list[str]] = []
        self._spoken: dict[str, Counter[int]] = {language: Counter() for language in languages}
        counted = self._count(languages)
        self.vocabulary.close()
        total = len(self.entries)
        mean = sum(length for _, length in counted) / total if total else 1.0
        self._lay_out(counted, mean)
        self._rarity = [self._rare(end - start) for start, end in itertools.pairwise(self._starts)]
        fillers = synonyms.fillers
        for term, word in enumerate(self.vocabulary.terms):
            if word in fillers:
                self._rarity[term] *= FILLER
        self._phrases = [
            [each._replace(size=sum([self._rarity[term] for term in each.terms])) for each in phrases]
            for phrases in self._phrases
        ]
        self._said = [max(1, counts.total()) for counts in self._spoken.values()]
        self._heard: dict[str, Heard] = {}
        self._words: dict[tuple[str, str], _Word] = {}

    def forget(self) -> None:
        """Drop what is kept at hand of the words that were asked."""
        self._heard.clear()
        self._words.clear()

    def hear(self, asked: Sequence[str]) -> list[Heard]:
        """Look up the folded words of a question, each once."""
        return [self._hear(word) for word in list(dict.fromkeys(asked))[:MOST_WORDS]]

    def rank(self, asked: Sequence[str], language: str) -> Ranking:
        """Rank the entries for the folded words of a question in a language."""
        distinct = list(dict.fromkeys(asked))[:MOST_WORDS]
        found = [self._word(word, language) for word in distinct]
        whole = sum([word.weight for word in found])
        content = [word for word in found if not word.filler]
        if not whole:
            return Ranking((), 0)
        scores: dict[int, float] = defaultdict(float)
        for word in found:
            weight = word.weight
            for number, worth in zip(word.entries, word.worth, strict=True):
                scores[number] += weight * worth
        asked_for: dict[int, tuple[float, int]] = {}
        for place, word in enumerate(found):
            for term, nearness in zip(word.terms, word.nearness, strict=True):
                if term not in asked_for or nearness > asked_for[term][0]:
                    asked_for[term] = nearness, place
        # RapidFuzz's token_sort_ratio, with the sorting of the phrases done when the index was built.
        text = " ".join(sorted(distinct))[:200]
        weights = [word.weight for word in found]
        matches = []
        for number in self._best(scores):
            phrase = self._best_phrase(number, asked_for, weights, whole)
            likest = process.extractOne(text, self._folded[number], scorer=fuzz.ratio)
            matches.append(
                Match(
                    entry=self.entries[number],
                    share=scores[number] / whole,
                    phrase=phrase,
                    fuzz=likest[1] / 100 if likest else 0.0,
                    covered=sum([word.likeness.get(number, 0.0) for word in content]) / (len(content) or 1),
                )
            )
        matches.sort(key=lambda match: match.score, reverse=True)
        return Ranking(tuple(matches), len(distinct))

    def _lay_out(self, counted: Sequence[tuple[Counter[int], int]], mean: float) -> None:
        """Lay out, term after term, the entries that have it and what it is worth there."""
        having: list[list[tuple[float, int]]] = [[] for _ in self.vocabulary.terms]
        for number, (counts, length) in enumerate(counted):
            norm = K1 * (1 - B + B * length / mean)
            for term, count in counts.items():
                having[term].append((count / (count + norm), number))
        kept = [sorted(each, reverse=True)[:CHAMPIONS] if len(each) > CHAMPIONS else each for each in having]
        self._starts = array("i", itertools.accumulate(map(len, kept), initial=0))
        self._worth = array("f", [worth for each in kept for worth, _ in each])
        self._entry = array("i", [number for each in kept for _, number in each])

    def _best(self, scores: dict[int, float]) -> list[int]:
        """Return the best entries of the pack and the best subject outside it."""
        outside = [number for number in self._outside if number in scores]
        inside = [number for number in scores if number not in self._outside]
        best = heapq.nlargest(LOOKED_AT, inside, key=scores.__getitem__)
        return best + heapq.nlargest(1, outside, key=scores.__getitem__)

    def _count(self, languages: Sequence[str]) -> list[tuple[Counter[int], int]]:
        """Fold every text; give the counts of the terms of each entry and its length."""
        texts = [text for entry in self.entries for text in (*entry.phrases, *entry.bodies)]
        folded = iter(lines([text for _, text in texts]))
        number = self.vocabulary.number
        counted = []
        for entry in self.entries:
            phrases, folds, every = [], [], []
            for language, _ in entry.phrases:
                line = next(folded)
                terms = [number(word) for word in line]
                phrases.append(_Phrase(tuple(dict.fromkeys(terms)), 0.0))
                folds.append(" ".join(sorted(line)))
                every.append((language, terms))
            every += [(language, [number(word) for word in next(folded)]) for language, _ in entry.bodies]
            self._phrases.append(phrases)
            self._folded.append(folds)
            counts = Counter(itertools.chain.from_iterable([terms for _, terms in every]))
            counted.append((counts, counts.total()))
            if entry.kind != "outside":
                for language, terms in every:
                    self._spoken[language].update(terms)
        return counted

    def _rare(self, having: float) -> float:
        total = len(self.entries)
        having = min(having, total)
        return math.log(1 + (total - having + 0.5) / (having + 0.5))

    def _hear(self, word: str) -> Heard:
        heard = self._heard.get(word)
        if heard is None:
            meant = self.vocabulary.meant(word)
            heard = _remember(self._heard, word, Heard(meant, self._languages_of(meant)))
        return heard

    def _word(self, word: str, language: str) -> _Word:
        found = self._words.get((word, language))
        if found is None:
            found = _remember(self._words, (word, language), self._look_up(word, language))
        return found

    def _look_up(self, word: str, language: str) -> _Word:
        own = self._spoken.get(language)
        meant = self._hear(word).meant
        if own is not None and not word.isdigit():
            meant = {term: nearness if term in own else CROSS * nearness for term, nearness in meant.items()}
        terms = sorted(meant, key=meant.__getitem__, reverse=True)
        worth: dict[int, float] = {}
        likeness: dict[int, float] = {}
        for term in terms:
            nearness = meant[term]
            start, end = self._starts[term], self._starts[term + 1]
            for value, number in zip(self._worth[start:end], self._entry[start:end], strict=True):
                if number not in likeness:
                    likeness[number] = nearness
                    worth[number] = nearness * value
                elif nearness * value > worth[number]:
                    worth[number] = nearness * value
        filler = word in self.vocabulary.synonyms.fillers
        return _Word(
            weight=self._rare(sum(likeness.values())) * (FILLER if filler else 1.0),
            filler=filler,
            terms=array("i", terms),
            nearness=array("f", [meant[term] for term in terms]),
            entries=array("i", likeness),
            worth=array("f", worth.values()),
            likeness=likeness,
        )

    def _languages_of(self, meant: dict[int, float]) -> tuple[float, ...]:
        """Return how likely each language is for a word that may mean these terms; synonyms say nothing of it."""
        if any(nearness == 1.0 for nearness in meant.values()):
            meant = {term: 1.0 for term, nearness in meant.items() if nearness == 1.0}
        shares = [0.0] * len(self._said)
        for term, nearness in meant.items():
            if nearness > SYNONYM:
                for place, (counts, heard) in enumerate(zip(self._spoken.values(), self._said, strict=True)):
                    shares[place] += nearness**4 * counts[term] / heard
        whole = sum(shares)
        if not whole:
            return (1 / len(shares),) * len(shares)
        return tuple([(share / whole + 0.02) / (1 + 0.02 * len(shares)) for share in shares])

    def _best_phrase(
        self,
        number: int,
        asked_for: dict[int, tuple[float, int]],
        weights: list[float],
        whole: float,
    ) -> float:
        """Return how well the best phrase of an entry and the question cover each other."""
        best = 0.0
        rarity, keys = self._rarity, asked_for.keys()
        for phrase in self._phrases[number]:
            if keys.isdisjoint(phrase.terms):
                continue
            common = [term for term in phrase.terms if term in asked_for]
            of_question: dict[int, float] = {}
            of_phrase = 0.0
            for term in common:
                nearness, place = asked_for[term]
                of_phrase += rarity[term] * nearness
                if nearness > of_question.get(place, 0.0):
                    of_question[place] = nearness
            covered = sum([weights[place] * nearness for place, nearness in of_question.items()])
            best = max(best, covered * of_phrase / phrase.size)
        return math.sqrt(best / whole)


def _remember(memory: dict[_Key, _Value], key: _Key, value: _Value) -> _Value:
    if len(memory) >= REMEMBERED:
        memory.clear()
    memory[key] = value
    return value
