"""How sure the search is: from how the best card fits to an answer, a choice, or none.

Two logistic models over what `index.Match` measures; their weights were fitted on questions made from the cards' own
`asks` (each left out of the index in turn), on subjects outside the pack (left out of the lexicon in turn) and on the
questions of tests/eval/tune.jsonl. tests/eval/README.md has the procedure and the figures.
"""

import math
from typing import Final, Literal

from content.search.index import Match, Ranking

ANSWERABLE_FROM: Final = 0.2
SURE_FROM: Final = 0.8


def judge(ranking: Ranking, best: Match, rival: float, outside: float) -> Literal["answer", "unsure", "none"]:
    """Return the outcome.

    `best` is the best match inside the pack, `rival` the score of the next one that rests on other paragraphs,
    `outside` the score of the nearest subject outside the pack (0 where there is none).
    """
    length = math.log1p(ranking.content)
    answerable = (
        1.01 * best.share
        + 6.46 * best.phrase
        + 6.83 * best.fuzz
        + 5.67 * best.covered
        - 5.68 * outside
        + 6.12 * length
        - 17.62
    )
    if answerable < ANSWERABLE_FROM:
        return "none"
    sure = (
        0.55 * best.share
        + 2.16 * best.phrase
        + 5.0 * best.fuzz
        + 3.58 * best.covered
        - 3.18 * outside
        + 9.14 * (best.score - rival)
        + 3.58 * length
        - 11.92
    )
    return "answer" if sure >= SURE_FROM else "unsure"
