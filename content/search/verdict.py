"""How sure the search is: from how the best card fits to an answer, a choice, or none.

Two logistic models over what `index.Match` measures; their weights were fitted on questions made from the cards' own
`asks` (each left out of the index in turn), on subjects outside the pack (left out of the lexicon in turn) and on the
questions of tests/eval/tune.jsonl. tests/eval/README.md has the procedure and the figures.
"""

import math
from typing import Final, Literal

from content.search.match import Match, Ranking

ANSWERABLE_FROM: Final = 0.1
SURE_FROM: Final = 0.85


def judge(ranking: Ranking, best: Match, rival: float, outside: float) -> Literal["answer", "unsure", "none"]:
    """Return the outcome.

    `best` is the best match inside the pack, `rival` the score of the next one that rests on other paragraphs,
    `outside` the score of the nearest subject outside the pack (0 where there is none).
    """
    length = math.log1p(ranking.content)
    answerable = (
        0.96 * best.share
        + 6.28 * best.phrase
        + 7.51 * best.fuzz
        + 6.22 * best.covered
        - 5.68 * outside
        + 6.06 * length
        - 18.16
    )
    if answerable < ANSWERABLE_FROM:
        return "none"
    sure = (
        0.65 * best.share
        + 1.6 * best.phrase
        + 5.2 * best.fuzz
        + 3.83 * best.covered
        - 2.99 * outside
        + 8.99 * (best.score - rival)
        + 3.62 * length
        - 12.08
    )
    return "answer" if sure >= SURE_FROM else "unsure"
