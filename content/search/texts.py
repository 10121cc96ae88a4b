"""The texts of what is indexed, folded and as numbers of words: what ranking counts from."""

from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from content.search.fold import lines
from content.search.match import Entry
from content.search.synonyms import Synonyms
from content.search.vocabulary import Vocabulary


class Texts(NamedTuple):
    """Terms are numbers of `vocabulary`; `counts`, `phrases` and `ordered` run in step with the entries.

    `counts` gives how often each term stands in an entry, `phrases` the distinct terms of each of its phrases,
    `ordered` the words of each in the order of the alphabet. `often` gives how often each term stands in all texts,
    `spoken` the same per language; what lies outside the pack does not count there.
    """

    vocabulary: Vocabulary
    counts: list[Counter[int]]
    phrases: list[list[tuple[int, ...]]]
    ordered: list[list[str]]
    often: "array[int]"
    spoken: dict[str, "array[int]"]


def read(entries: Sequence[Entry], languages: Sequence[str], synonyms: Synonyms) -> Texts:
    """Fold every text of the entries, all at once, and number its words."""
    folded = lines([text for entry in entries for _, text in (*entry.phrases, *entry.bodies)])
    vocabulary = Vocabulary(dict.fromkeys(chain.from_iterable(folded)), synonyms)
    often = Counter(chain.from_iterable(folded))
    texts = Texts(vocabulary, [], [], [], array("i", [often[word] for word in vocabulary.terms]), {})
    told: dict[str, list[list[int]]] = {language: [] for language in languages}
    start = 0
    for entry in entries:
        end = start + len(entry.phrases)
        phrases, bodies = folded[start:end], folded[end : end + len(entry.bodies)]
        start = end + len(entry.bodies)
        terms = [vocabulary.numbers(line) for line in (*phrases, *bodies)]
        texts.counts.append(Counter(chain.from_iterable(terms)))
        texts.phrases.append([tuple(dict.fromkeys(each)) for each in terms[: len(phrases)]])
        texts.ordered.append([" ".join(sorted(line)) for line in phrases])
        if entry.kind != "outside":
            for (language, _), each in zip((*entry.phrases, *entry.bodies), terms, strict=True):
                told[language].append(each)
    for language, lists in told.items():
        counts = Counter(chain.from_iterable(lists))
        texts.spoken[language] = array("i", [counts[term] for term in range(len(vocabulary.terms))])
    return texts
