"""How sure the search is: from how the best card fits to an answer, a choice, or none.

Two logistic models over what `index.Match` measures; their weights were fitted on questions made from the cards' own
`asks` (each left out of the index in turn), on subjects outside the pack (left out of the lexicon in turn) and on the
questions of tests/eval/tune.jsonl. tests/eval/README.md has the procedure and the figures.
"""

import math
from typing import Final, Literal

from content.search.index import Match, Ranking

ANSWERABLE_FROM: Final = 0.0
SURE_FROM: Final = 0.75


def judge(ranking: Ranking, best: Match, rival: float, outside: float) -> Literal["answer", "unsure", "none"]:
    """Return the outcome.

    `best` is the best match inside the pack, `rival` the score of the next one that rests on other paragraphs,
    `outside` the score of the nearest subject outside the pack (0 where there is none).
    """
    length = math.log1p(ranking.content)
    answerable = (
        3.39 * best.share
        + 4.23 * best.phrase
        + 6.42 * best.fuzz
        + 5.84 * best.covered
        - 6.1 * outside
        + 6.85 * length
        - 18.08
    )
    if answerable < ANSWERABLE_FROM:
        return "none"
    sure = (
        0.8 * best.share
        + 0.74 * best.phrase
        + 4.41 * best.fuzz
        + 3.9 * best.covered
        - 3.64 * outside
        + 10.77 * (best.score - rival)
        + 3.67 * length
        - 11.46
    )
    return "answer" if sure >= SURE_FROM else "unsure"
