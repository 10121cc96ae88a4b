"""How sure the search is: from how the best card fits to an answer, a choice, or none.

Two logistic models over what `Fit` measures; tests/eval/fit.py fits their weights on asks of the cards (left out of the
index), on subjects outside the pack (left out of the lexicon) and on the questions of tests/eval/tune.jsonl. The
thresholds follow from the cost of each mistake; tests/eval/README.md has the figures.
"""

import math
from dataclasses import dataclass
from typing import Final, Literal

from content.search.match import Match, Ranking

ANSWERABLE_FROM: Final = 0.6
SURE_FROM: Final = 1.1
KEYWORDS: Final = 4
"""Words that are no question yet and name a subject: where a card has it, it is offered."""
NAMED_FROM: Final = 0.75
SAID_FROM: Final = 0.45
"""`covered` and `phrase` from which a card has the subject."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How the best match inside the pack fits a question, beside its rivals; see `Match` for the first four."""

    share: float
    phrase: float
    fuzz: float
    covered: float
    outside: float
    """Score of the nearest subject outside the pack."""
    length: float
    """Logarithm of the question's words: the same shares of more words mean more."""
    margin: float
    """How far the score is ahead of the next match that rests on other paragraphs."""
    ahead: float
    """How far it is ahead of the nearest subject outside the pack."""


def fit(ranking: Ranking, best: Match, rival: float, outside: float) -> Fit:
    """Measure the best match; `rival` and `outside` are scores, 0 where there is none."""
    return Fit(
        share=best.share,
        phrase=best.phrase,
        fuzz=best.fuzz,
        covered=best.covered,
        outside=outside,
        length=math.log1p(ranking.words),
        margin=best.score - rival,
        ahead=best.score - outside,
    )


def judge(how: Fit) -> Literal["answer", "unsure", "none"]:
    """Return the outcome for a fit."""
    answerable = (
        7.88 * how.share
        + 2.03 * how.phrase
        + 8.55 * how.fuzz
        + 3.92 * how.covered
        - 15.59 * how.outside
        + 3.62 * how.length
        - 13.66
    )
    if answerable < ANSWERABLE_FROM:
        return "unsure" if _names(how) else "none"
    sure = (
        5.74 * how.share
        - 0.91 * how.phrase
        + 8.68 * how.fuzz
        + 2.75 * how.covered
        - 12.28 * how.outside
        + 2.65 * how.length
        + 10.3 * how.margin
        - 11.59
    )
    return "answer" if sure >= SURE_FROM else "unsure"


def _names(how: Fit) -> bool:
    """Say whether a few words name what a card is about: too few for the models, which know questions."""
    few = how.length <= math.log1p(KEYWORDS)
    return few and how.covered >= NAMED_FROM and how.phrase >= SAID_FROM and how.ahead >= 0
