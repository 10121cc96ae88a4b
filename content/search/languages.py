"""The language of a question, from its letters and from the languages in which its words stand in the texts."""

import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

KAZAKH: Final = re.compile(r"[әғқңөұүһі]")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN: Final = re.compile(r"[a-z]")
_IN_CYRILLIC: Final = frozenset({"kk", "ru"})
READER: Final = math.log(2.5)
"""What it counts that the reader uses a language."""
OWN_LETTER: Final = 5.0
OTHER_SCRIPT: Final = 12.0
USUAL_SCRIPT: Final = 1.2
"""Kazakh and Russian are seldom typed in Latin letters."""


def choose(
    cleaned: str,
    spoken: Iterable[Sequence[float]],
    languages: Sequence[str],
    reader: str,
) -> str:
    """Choose one of the languages for a question in lower case.

    `spoken` gives, per word of the question, how likely each language is (shares that add up to 1); `reader` is the
    reader's language or "". The reader's wins where nothing speaks for another, the first where there is no reader.
    """
    scores = dict.fromkeys(languages, 0.0)
    for shares in spoken:
        for language, share in zip(languages, shares, strict=True):
            scores[language] += math.log(share)
    if reader in scores:
        scores[reader] += READER
    cyrillic, latin = len(_CYRILLIC.findall(cleaned)), len(_LATIN.findall(cleaned))
    for language in languages:
        if cyrillic > latin and language not in _IN_CYRILLIC:
            scores[language] -= OTHER_SCRIPT
        elif latin > cyrillic and language in _IN_CYRILLIC:
            scores[language] -= USUAL_SCRIPT
    if "kk" in scores and KAZAKH.search(cleaned):
        scores["kk"] += OWN_LETTER
    return max(languages, key=scores.__getitem__)
