"""Time and memory of the search: this pack, and packs of made-up cards of 200 to 20,000."""

import dataclasses
import gc
import random
import time
import tracemalloc
from collections.abc import Iterator, Mapping

from content.library import Library
from content.loader import load
from content.search import Search
from tests.benchmarks.table import Row, show
from tests.eval.questions import HERE, PACK, read

SIZES = (200, 2_000, 20_000)
ASKED = 300
PACK_BOUNDS = {"built": "≤ 0.5", "memory": "≤ 40", "median": "≤ 0.5", "99th": "≤ 2"}
MADE_UP_BOUNDS = {"median": "≤ 10"}


def main() -> None:
    """Print milliseconds a question, at first and when its words have been asked before, and what an index costs."""
    library = load(PACK)
    questions = [question.text for question in read(HERE / "tune.jsonl")]
    show("Search: this pack", list(_rows(library, questions, PACK_BOUNDS)))
    for size in SIZES:
        made_up = _made_up(library, size)
        rows = _rows(made_up, questions[:ASKED], MADE_UP_BOUNDS, weigh=size <= SIZES[1])
        show(f"Search: {size:,} made-up cards", list(rows))


def _rows(
    library: Library, questions: list[str], bounds: Mapping[str, str], *, weigh: bool = True
) -> Iterator[Row]:
    started = time.perf_counter()
    search = Search(library)
    yield Row("index built", "s", [time.perf_counter() - started], bound=bounds.get("built", ""))
    if weigh:
        del search
        gc.collect()
        tracemalloc.start()
        search = Search(library)
        weight = tracemalloc.get_traced_memory()[0] / 1e6
        tracemalloc.stop()
        yield Row("index", "MB", [weight], bound=bounds.get("memory", ""))
    for name, known in (("words new", False), ("words known", True)):
        times = sorted(_timed(search, questions, known=known))
        yield Row(f"question, {name}: median", "ms", [times[len(times) // 2]], bound=bounds.get("median", ""))
        yield Row(
            f"question, {name}: 99th percentile",
            "ms",
            [times[int(0.99 * len(times))]],
            bound=bounds.get("99th", ""),
        )


def _timed(search: Search, questions: list[str], *, known: bool) -> list[float]:
    """CPU of each question, the best of three: a busy machine's other work is not the search's."""
    best = [float("inf")] * len(questions)
    for _ in range(3):
        if not known:
            search.forget()
        for place, question in enumerate(questions):
            started = time.thread_time()
            search.ask(question, "")
            best[place] = min(best[place], (time.thread_time() - started) * 1e3)
    return best


def _made_up(library: Library, size: int) -> Library:
    """Make cards by mixing the sentences of the real ones, so that words are as frequent as they are in life."""
    chance = random.Random(5)
    pools = {
        language: (
            [card.texts[language].title for card in library.cards],
            [ask for card in library.cards for ask in card.texts[language].asks],
            [part for card in library.cards for part in card.texts[language].body.split(". ")],
        )
        for language in library.languages
    }
    cards = []
    for number in range(size):
        like = chance.choice(library.cards)
        texts = {
            language: like.texts[language].model_copy(
                update={
                    "title": chance.choice(titles),
                    "asks": tuple(chance.sample(asks, 8)),
                    "body": ". ".join(chance.sample(parts, 3)),
                }
            )
            for language, (titles, asks, parts) in pools.items()
        }
        cards.append(like.model_copy(update={"id": f"made-up-{number}", "texts": texts}))
    return dataclasses.replace(library, cards=tuple(cards), updates=())
