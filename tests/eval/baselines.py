"""What people would use off the shelf, on the same cards: plain lower-case text, one document a card and language."""

import math
import re
import sqlite3
from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import tantivy
from rapidfuzz import fuzz, process, utils

from content.library import Library
from content.schema import Card
from content.search.fold import fold

BEST = 10


@dataclass(frozen=True)
class Document:
    """A card in one language."""

    card: Card
    phrases: tuple[str, ...]
    whole: str


def documents(library: Library) -> list[Document]:
    """Give every card in every language."""
    return [
        Document(card, library.ways(card, language), "\n".join((*library.ways(card, language), text.body)))
        for card in library.cards
        for language, text in card.texts.items()
    ]


class Baseline(ABC):
    """Ranks cards for a question; the score is comparable between questions as far as the engine allows it."""

    name: str

    @abstractmethod
    def scored(self, question: str) -> list[tuple[float, Card]]:
        """Return documents with their score, best first."""

    def rank(self, question: str) -> list[tuple[float, Card]]:
        """Return cards with their score, best first, each once."""
        best: dict[str, tuple[float, Card]] = {}
        for score, card in self.scored(question):
            best.setdefault(card.id, (score, card))
        return list(best.values())


class Fuzzy(Baseline):
    """RapidFuzz over titles and asks."""

    def __init__(self, library: Library, name: str, scorer: Callable[..., float]) -> None:
        self.name = name
        self._scorer = scorer
        self._phrases = []
        self._cards = []
        for document in documents(library):
            for phrase in document.phrases:
                self._phrases.append(utils.default_process(phrase))
                self._cards.append(document.card)

    def scored(self, question: str) -> list[tuple[float, Card]]:
        found = process.extract(
            utils.default_process(question),
            self._phrases,
            scorer=self._scorer,
            processor=None,
            limit=6 * BEST,
        )
        return [(score / 100, self._cards[place]) for _, score, place in found]


class WordBm25(Baseline):
    """BM25 over whole words."""

    name = "BM25, words"

    def __init__(self, library: Library, k1: float = 1.2, b: float = 0.75) -> None:
        self._documents = documents(library)
        counts = [Counter(_words(document.whole)) for document in self._documents]
        mean = sum(each.total() for each in counts) / len(counts)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, each in enumerate(counts):
            norm = k1 * (1 - b + b * each.total() / mean)
            for word, count in each.items():
                self._postings[word].append((place, count * (k1 + 1) / (count + norm)))

    def scored(self, question: str) -> list[tuple[float, Card]]:
        scores: dict[int, float] = defaultdict(float)
        for word in set(_words(question)):
            found = self._postings.get(word, [])
            rare = math.log(1 + (len(self._documents) - len(found) + 0.5) / (len(found) + 0.5))
            for place, weight in found:
                scores[place] += rare * weight
        best = sorted(scores, key=scores.__getitem__, reverse=True)[: 3 * BEST]
        return [(scores[place], self._documents[place].card) for place in best]


class Fts5(Baseline):
    """SQLite's FTS5 with its trigram tokenizer and its BM25."""

    name = "SQLite FTS5, trigrams"

    def __init__(self, library: Library) -> None:
        self._documents = documents(library)
        self._db = sqlite3.connect(":memory:")
        self._db.execute("create virtual table cards using fts5(text, tokenize='trigram')")
        self._db.executemany(
            "insert into cards(rowid, text) values (?, ?)",
            [(place, document.whole.lower()) for place, document in enumerate(self._documents)],
        )

    def scored(self, question: str) -> list[tuple[float, Card]]:
        grams = {word[at : at + 3] for word in _words(question) for at in range(len(word) - 2)}
        if not grams:
            return []
        asked = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        rows = self._db.execute(
            "select rowid, -bm25(cards) from cards where cards match ? order by rank limit ?",
            (asked, 3 * BEST),
        )
        return [(score, self._documents[place].card) for place, score in rows]


class Tantivy(Baseline):
    """tantivy with an n-gram tokenizer of 3 to 5 letters; `folded` lends it our skeletons."""

    def __init__(self, library: Library, name: str, prepared: Callable[[str], str]) -> None:
        self.name = name
        self._prepared = prepared
        self._documents = documents(library)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="grams")
        builder.add_unsigned_field("place", stored=True)
        self._index = tantivy.Index(builder.build())
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(3, 5, False)).build()
        self._index.register_tokenizer("grams", analyzer)
        writer = self._index.writer(heap_size=30_000_000, num_threads=1)
        for place, document in enumerate(self._documents):
            writer.add_document(tantivy.Document(text=prepared(document.whole), place=place))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def scored(self, question: str) -> list[tuple[float, Card]]:
        text = " ".join(_words(self._prepared(question)))
        grams = {text[at : at + size] for size in (3, 4, 5) for at in range(len(text) - size + 1)}
        if not grams:
            return []
        queries = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._index.schema, "text", gram))
            for gram in sorted(grams)
        ]
        found = self._searcher.search(tantivy.Query.boolean_query(queries), 3 * BEST).hits
        return [
            (score, self._documents[self._searcher.doc(address)["place"][0]].card) for score, address in found
        ]


def every(library: Library) -> Sequence[Baseline]:
    """Make all baselines on the cards of a library."""
    return (
        Fuzzy(library, "RapidFuzz WRatio", fuzz.WRatio),
        Fuzzy(library, "RapidFuzz token_set_ratio", fuzz.token_set_ratio),
        WordBm25(library),
        Fts5(library),
        Tantivy(library, "tantivy, 3- to 5-grams", str.lower),
        Tantivy(library, "tantivy, our letters", fold),
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
