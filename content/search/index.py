"""Ranking: BM25 over the words of titles, asks and bodies of all languages at once, a question's words taken fuzzily.

One entry of the index is a card, an update or a subject outside the pack. A word counts as often as it says something
(its rarity among the entries), and once per entry: as its best likeness to a word of the entry.
"""

import itertools
import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from content.lexicon import Lexicon
from content.search.match import Entry, Match, Ranking
from content.search.phrases import Phrases
from content.search.synonyms import Synonyms
from content.search.texts import read
from content.search.vocabulary import SYNONYM

K1: Final = 0.9
B: Final = 0.6
FILLER: Final = 0.3
"""Weight of a word that says nothing about the subject, beside that of others."""
CHAMPIONS: Final = 400
"""Entries kept per word: those where it weighs most. Only packs of thousands of cards have more."""
REMEMBERED: Final = 4500
"""Words of questions whose entries are kept at hand."""
CROSS: Final = 0.85
"""Likeness that is left to a word of a text in another language than the question's."""
MOST_WORDS: Final = 32
"""Words of a question that are looked at; more than one sentence has."""
NAME: Final = 3
"""Words up to which a phrase that is the whole question makes its entry one of the best."""
LOOKED_AT: Final = 5
"""Best entries whose phrases are compared with the question."""
NEAR: Final = 0.5
"""Share of the highest score above which the next highest ones mostly are."""

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class _Word(NamedTuple):
    """A word of a question: its weight, the terms it may mean, and the entries that have one of them.

    `terms` run in step with `nearness`; `likeness` is that of the likest term, by entry, and in step with it `worth` is
    what the word adds to an entry's score.
    """

    weight: float
    filler: bool
    terms: "array[int]"
    nearness: "array[float]"
    likeness: dict[int, float]
    worth: "array[float]"


class Heard(NamedTuple):
    """A word of a question: the terms that it may mean, and how likely each language is."""

    meant: dict[int, float]
    spoken: tuple[float, ...]


class Index:
    """Entries, immutable once built; those outside the pack stand last.

    `often` gives how often each term of `vocabulary` stands in the texts of the entries, `texts` how many these are.
    """

    def __init__(self, entries: Iterable[Entry], lexicon: Lexicon, languages: Sequence[str]) -> None:
        given = tuple(entries)
        # Their texts are not asked for again, and would be 5 MB.
        self.entries = tuple([Entry(entry.kind, entry.id, ()) for entry in given])
        self._inside = sum(entry.kind != "outside" for entry in self.entries)
        synonyms = Synonyms(lexicon)
        texts = read(given, languages, synonyms)
        self.vocabulary = texts.vocabulary
        self._spoken = texts.spoken
        self.often = texts.often
        self.texts = sum(len(entry.phrases) + len(entry.bodies) for entry in given)
        self._said = [max(1, sum(counts)) for counts in self._spoken.values()]
        self._lay_out(texts.counts)
        rare = [self._rare(having) for having in range(CHAMPIONS + 1)]
        self._rarity = [
            rare[end - start] * (FILLER if word in synonyms.fillers else 1.0)
            for word, (start, end) in zip(
                self.vocabulary.terms, itertools.pairwise(self._starts), strict=True
            )
        ]
        self._phrases = [
            self._by_language(*of) for of in zip(given, texts.phrases, texts.ordered, strict=True)
        ]
        self._named: dict[str, int] = {}
        for number, ordered in enumerate(texts.ordered[: self._inside]):
            for phrase in ordered:
                if phrase.count(" ") < NAME:
                    self._named.setdefault(phrase, number)
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
        asked_for: dict[int, tuple[int, float]] = {}
        for place, word in enumerate(found):
            for term, nearness in zip(word.terms, word.nearness, strict=True):
                if term not in asked_for or nearness > asked_for[term][1]:
                    asked_for[term] = place, nearness
        text = " ".join(sorted(distinct))[:200]
        weights = [word.weight for word in found]
        matches = []
        for number, score in self._best(found, self._named.get(text)):
            phrases = self._phrases[number]
            # Phrases of other languages repeat what these say; they count where an entry has no others.
            own = (phrases[language],) if language in phrases else tuple(phrases.values())
            # A short question's language is a guess, and what is known to be harmless must not raise an alarm for it.
            alike = own if number < self._inside else phrases.values()
            agreement = max([each.agreement(asked_for, weights) for each in own], default=0.0)
            matches.append(
                Match(
                    entry=self.entries[number],
                    share=score / whole,
                    phrase=math.sqrt(agreement / whole),
                    fuzz=max([each.likeness(text) for each in alike], default=0.0),
                    covered=sum([word.likeness.get(number, 0.0) for word in content]) / (len(content) or 1),
                )
            )
        matches.sort(key=lambda match: match.score, reverse=True)
        return Ranking(tuple(matches), len(distinct))

    def _by_language(
        self, entry: Entry, terms: Sequence[tuple[int, ...]], ordered: Sequence[str]
    ) -> dict[str, Phrases]:
        places: dict[str, list[int]] = defaultdict(list)
        for place, (language, _) in enumerate(entry.phrases):
            places[language].append(place)
        return {
            language: Phrases(
                [terms[place] for place in here], [ordered[place] for place in here], self._rarity
            )
            for language, here in places.items()
        }

    def _lay_out(self, counted: Sequence[Mapping[int, int]]) -> None:
        """Lay out, term after term, the entries that have it and what it is worth there."""
        laid: list[list[Any]] = [[] for _ in self.vocabulary.terms]  # an entry, its worth, the next entry…
        lengths = [sum(counts.values()) for counts in counted]
        mean = sum(lengths) / (len(lengths) or 1)
        for number, (counts, length) in enumerate(zip(counted, lengths, strict=True)):
            norm = K1 * (1 - B + B * length / mean) if length else K1
            for term, count in counts.items():
                laid[term] += number, count / (count + norm)
        for term, each in enumerate(laid):
            if len(each) > 2 * CHAMPIONS:
                best = sorted(zip(each[1::2], each[::2], strict=True), reverse=True)[:CHAMPIONS]
                laid[term] = [value for worth, number in best for value in (number, worth)]
        self._starts = array("i", itertools.accumulate([len(each) // 2 for each in laid], initial=0))
        every = list(itertools.chain.from_iterable(laid))
        self._entry: list[int] = every[::2]
        self._worth = array("f", every[1::2])

    def _best(self, found: Sequence[_Word], named: int | None) -> list[tuple[int, float]]:
        """Return the best entries of the pack and the best subject outside it, with their scores.

        `named` is an entry to return too: among hundreds of phrases, one that is the question counts for little.
        """
        scores = [0.0] * len(self.entries)
        for word in found:
            for number, worth in zip(word.likeness, word.worth, strict=True):
                scores[number] += worth
        outside = scores[self._inside :]
        del scores[self._inside :]
        likely = _highest(scores, LOOKED_AT)
        if named is not None and named not in likely:
            likely.append(named)
        best = [(number, scores[number]) for number in likely]
        nearest = max(outside, default=0.0)
        return [*best, (self._inside + outside.index(nearest), nearest)] if nearest else best

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
            meant = {term: nearness if own[term] else CROSS * nearness for term, nearness in meant.items()}
        terms = sorted(meant, key=meant.__getitem__)
        likeness: dict[int, float] = {}
        worth: dict[int, float] = {}
        starts, entries, worths = self._starts, self._entry, self._worth
        for term in terms:
            nearness = meant[term]
            for at in range(starts[term], starts[term + 1]):
                number, value = entries[at], nearness * worths[at]
                likeness[number] = nearness  # the likest comes last
                if value > worth.get(number, 0.0):
                    worth[number] = value
        filler = word in self.vocabulary.synonyms.fillers
        weight = self._rare(sum(likeness.values())) * (FILLER if filler else 1.0)
        return _Word(
            weight=weight,
            filler=filler,
            terms=array("i", terms),
            nearness=array("f", [meant[term] for term in terms]),
            likeness=likeness,
            worth=array("f", [weight * value for value in worth.values()]),
        )

    def _languages_of(self, meant: dict[int, float]) -> tuple[float, ...]:
        """Return how likely each language is for a word that may mean these terms; synonyms say nothing of it."""
        telling = [term for term, nearness in meant.items() if nearness == 1.0]
        weights = [1.0] * len(telling)
        if not telling:
            telling = [term for term, nearness in meant.items() if nearness > SYNONYM]
            weights = [meant[term] ** 4 for term in telling]
        shares = [
            sum([weight * counts[term] for term, weight in zip(telling, weights, strict=True)]) / said
            for counts, said in zip(self._spoken.values(), self._said, strict=True)
        ]
        whole = sum(shares)
        if not whole:
            return (1 / len(shares),) * len(shares)
        return tuple([(share / whole + 0.02) / (1 + 0.02 * len(shares)) for share in shares])


def _highest(scores: Sequence[float], most: int) -> list[int]:
    """Return the places of the highest scores above 0, the highest first."""
    least = NEAR * max(scores, default=0.0)
    near = [place for place, score in enumerate(scores) if score > least]
    if len(near) < most:
        near = [place for place, score in enumerate(scores) if score]
    return sorted(near, key=scores.__getitem__, reverse=True)[:most]


def _remember(memory: dict[_Key, _Value], key: _Key, value: _Value) -> _Value:
    if len(memory) >= REMEMBERED:
        del memory[next(iter(memory))]
    memory[key] = value
    return value
