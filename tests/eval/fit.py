"""`python -m tests.eval.fit`: fit the weights of content/search/verdict.py again, when pack or ranking changed.

Questions come from the pack itself: two asks of every card and language, left out of the index; phrases of subjects
outside the pack, with their subject left out of the lexicon; and the questions of tune.jsonl. The set to report on
is never read. It prints the weights and what they do; whoever changes the program writes them into verdict.py.
"""

import dataclasses
import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from content.lexicon import NOTHING
from content.library import Library
from content.loader import load
from content.search import Search
from content.search.verdict import Fit
from tests.eval.questions import HERE, PACK, read

FOLDS = 5
LEFT_OUT = 2
ANSWERABLE = ("share", "phrase", "fuzz", "covered", "outside", "length")
SURE = (*ANSWERABLE, "margin")
WEIGHT: Mapping[str, tuple[float, float]] = {
    "ask": (1.0, 0.5),
    "tune": (4.0, 4.0),
    "new subject": (1.0, 0.7),
    "tune, outside": (4.0, 4.0),
}
"""What a question counts for in the two models; people's questions count for more than our own phrases."""

Rows = list["Row"]
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """A question: where it comes from, whether it can be answered, how the best match fits, and whether it is right."""

    source: str
    answerable: bool
    fit: Fit | None
    right: bool


def main() -> None:
    """Fit both models and print them."""
    console = Console(width=150)
    library = load(PACK)
    rows = [*_from_pack(library), *_from_tune(library)]
    # An ask whose card was not found teaches nothing about whether there is an answer.
    answerable = _fitted(
        [row for row in rows if row.right or row.source != "ask"], ANSWERABLE, 0, lambda row: row.answerable
    )
    sure = _fitted(rows, SURE, 1, lambda row: row.right)
    for name, names, weights in (("answerable", ANSWERABLE, answerable), ("sure", SURE, sure)):
        console.print(
            name,
            {key: round(float(value), 2) for key, value in zip((*names, "constant"), weights, strict=True)},
        )
    console.print("thresholds: answerable, sure: source: refused, unsure, right and sure, wrong and sure")
    for least in (-0.6, 0.0, 0.3, 0.6, 0.9):
        for enough in (0.6, 0.85, 1.1):
            console.print(f"{least:5} {enough:5}", *_table(rows, answerable, sure, least, enough), sep="  ")


def _from_pack(library: Library) -> Iterator[Row]:
    chance = random.Random(1)
    left_out = {
        (card.id, language, place)
        for card in library.cards
        for language, text in card.texts.items()
        for place in chance.sample(range(len(text.asks)), LEFT_OUT)
    }
    outside = (library.lexicon or NOTHING).outside
    subjects = list(outside)
    chance.shuffle(subjects)
    for fold in range(FOLDS):
        unknown = set(subjects[fold::FOLDS])
        search = Search(_without(library, left_out, unknown))
        for subject in unknown:
            for phrases in outside[subject].values():
                for phrase in phrases:
                    yield _row(library, search, "new subject", phrase, None)
        if fold == 0:
            for card in library.cards:
                for language, text in card.texts.items():
                    for place, ask in enumerate(text.asks):
                        if (card.id, language, place) in left_out:
                            yield _row(library, search, "ask", ask, frozenset(card.paragraphs))


def _from_tune(library: Library) -> Iterator[Row]:
    search = Search(library)
    for question in read(HERE / "tune.jsonl"):
        if question.task == "answer":
            yield _row(library, search, "tune", question.text, question.paragraphs)
        elif question.task == "refuse":
            yield _row(library, search, "tune, outside", question.text, None)


def _without(library: Library, left_out: set[tuple[str, str, int]], unknown: set[str]) -> Library:
    cards = []
    for card in library.cards:
        texts = {
            language: text.model_copy(
                update={
                    "asks": tuple(
                        ask
                        for place, ask in enumerate(text.asks)
                        if (card.id, language, place) not in left_out
                    )
                }
            )
            for language, text in card.texts.items()
        }
        cards.append(card.model_copy(update={"texts": texts}))
    lexicon = library.lexicon or NOTHING
    known = {subject: phrases for subject, phrases in lexicon.outside.items() if subject not in unknown}
    return dataclasses.replace(
        library, cards=tuple(cards), lexicon=lexicon.model_copy(update={"outside": known})
    )


def _row(library: Library, search: Search, source: str, text: str, paragraphs: frozenset[int] | None) -> Row:
    measured = search.measure(text)
    if measured is None:
        return Row(source, paragraphs is not None, None, right=False)
    best, how = measured
    item = library.card(best.id) if best.kind == "card" else library.update(best.id)
    right = paragraphs is not None and item is not None and not paragraphs.isdisjoint(item.paragraphs)
    return Row(source, paragraphs is not None, how, right)


def _vector(row: Row, names: Iterable[str]) -> list[float]:
    if row.fit is None:
        return [*(0.0 for _ in names), 1.0]
    return [*(getattr(row.fit, name) for name in names), 1.0]


def _fitted(rows: Rows, names: tuple[str, ...], model: int, wanted: Callable[[Row], bool]) -> Vector:
    """Logistic regression by gradient ascent on standardized values; returns weights for the values as they are."""
    values = np.array([_vector(row, names) for row in rows])
    goal = np.array([float(wanted(row)) for row in rows])
    weight = np.array([WEIGHT[row.source][model] for row in rows])
    mean, spread = values.mean(0), values.std(0) + 1e-9
    mean[-1], spread[-1] = 0.0, 1.0
    standard = (values - mean) / spread
    found = np.zeros(standard.shape[1])
    for _ in range(3000):
        likely = 1 / (1 + np.exp(-standard @ found))
        found += standard.T @ (weight * (goal - likely)) / weight.sum() - 1e-3 * found
    scaled: Vector = found / spread
    scaled[-1] = found[-1] - math.fsum(found[:-1] * mean[:-1] / spread[:-1])
    return scaled


def _table(rows: Rows, answerable: Vector, sure: Vector, least: float, enough: float) -> Iterator[str]:
    for source in WEIGHT:
        of_source = [row for row in rows if row.source == source]
        counts = [0, 0, 0, 0]
        for row in of_source:
            if np.dot(_vector(row, ANSWERABLE), answerable) < least:
                counts[0] += 1
            elif np.dot(_vector(row, SURE), sure) < enough:
                counts[1] += 1
            else:
                counts[2 if row.right else 3] += 1
        shares = " ".join(f"{count / len(of_source):.1%}" for count in counts)
        yield f"{source}: {shares}"


if __name__ == "__main__":
    main()
