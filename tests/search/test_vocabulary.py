"""Looking only where something may be found gives what looking everywhere would."""

import math
import random

import pytest

from content.lexicon import Lexicon
from content.search import Search
from content.search.fold import fold
from content.search.index import Index
from content.search.match import Entry
from content.search.synonyms import Synonyms
from content.search.vocabulary import (
    BALANCE,
    COMMON,
    LIKE_ENOUGH,
    LONG,
    NEAR,
    SHORT_LIKE_ENOUGH,
    UNSEEN,
    Vocabulary,
)


def _grams(word: str) -> set[str]:
    return {f" {word} "[at : at + 3] for at in range(len(word))}


def _weights(words: list[str]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for word in words:
        for gram in () if word[0].isdigit() else _grams(word):
            counts[gram] = counts.get(gram, 0) + 1
    common = max(COMMON, len(words) // 40)
    return {
        gram: math.log(1 + len(words) / count) if count <= common else 0.0 for gram, count in counts.items()
    }


def _alike(words: list[str], weights: dict[str, float], word: str) -> dict[str, float]:
    """Compare a word with every other, as the definition says."""
    asked = {gram: weights.get(gram, UNSEEN) for gram in _grams(word)}
    size = sum(asked.values())
    enough = SHORT_LIKE_ENOUGH if len(word) <= 4 else LIKE_ENOUGH
    found = {}
    for other in words:
        grams = set() if other[0].isdigit() else _grams(other)
        shared = sum(asked.get(gram, 0.0) for gram in grams)
        if shared:
            own = sum(weights[gram] for gram in grams)
            likeness = (shared / size) ** (1 - BALANCE) * (shared / own) ** BALANCE
            if likeness >= enough:
                found[other] = likeness
    same = {other: likeness for other, likeness in found.items() if other[0] == word[0]}
    return found if len(word) >= LONG and max(same.values(), default=0.0) < NEAR else same


def test_words_alike_are_those_that_comparing_with_every_word_gives(search: Search):
    chance = random.Random(3)
    words = chance.sample(search._index.vocabulary.terms, 6000)
    vocabulary = Vocabulary(words, Synonyms(Lexicon()))
    weights = _weights(words)
    for known in chance.sample([word for word in words if len(word) > 1 and word.isalpha()], 60):
        at = chance.randrange(len(known))
        for word in (known, known[:at] + chance.choice("aeiknt") + known[at + 1 :], known[1:] + known[0]):
            expected = _alike(words, weights, word)
            found = {vocabulary.terms[term]: likeness for term, likeness in vocabulary._alike(word).items()}
            assert found == pytest.approx(expected, abs=1e-9), word


def test_vocabulary_knows_the_words_it_is_given_in_their_order():
    vocabulary = Vocabulary(["zan", "102", "adal"], Synonyms(Lexicon()))
    assert (vocabulary.terms, [vocabulary.find(word) for word in ("zan", "102", "adal", "bala")]) == (
        ["zan", "102", "adal"],
        [0, 1, 2, None],
    )
    assert vocabulary.meant("102") == {1: 1.0}


def test_index_gives_the_best_inside_and_the_best_outside():
    entries = [
        Entry("card", f"card-{number}", (("en", f"free lawyer number {number}"),)) for number in range(8)
    ]
    entries += [
        Entry("outside", name, (("en", phrase),)) for name, phrase in (("far", "weather"), ("near", "lawyer"))
    ]
    ranking = Index(entries, Lexicon(), ("en",)).rank([fold("lawyer")], "en")
    kinds = [match.entry.kind for match in ranking.matches]
    assert (kinds.count("card"), [m.entry.id for m in ranking.matches if m.entry.kind == "outside"]) == (
        5,
        ["near"],
    )
