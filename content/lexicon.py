"""search.yaml: what search knows besides the cards: filler words, synonyms, and what lies outside the pack."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from content.schema import ByLanguage, Model


def _word(text: str) -> str:
    if re.fullmatch(r"[^\W_]{1,40}\*?", text) is None:
        raise PydanticCustomError(
            "bad-value", "“{text}” must be one word, or the beginning of words with a star", {"text": text}
        )
    return text


Word = Annotated[str, AfterValidator(_word)]
"""One word; a star makes it the beginning of words."""
Phrase = Annotated[str, Field(min_length=2, max_length=120, pattern=r"^[^\n]*$")]


class Lexicon(Model):
    """Words are in their proper spelling; search folds them.

    `filler` is a text of words per language that say nothing about a subject; `greetings` one of words with which
    people greet, thank and part; `synonyms` are groups of words that people use for one thing, in any language;
    `outside` is what people ask that the pack does not answer: per subject and language, phrases as they ask it.
    """

    filler: ByLanguage[str] = Field(default_factory=dict, validate_default=True)
    greetings: ByLanguage[str] = Field(default_factory=dict, validate_default=True)
    synonyms: tuple[Annotated[tuple[Word, ...], Field(min_length=2)], ...] = ()
    outside: ByLanguage[ByLanguage[tuple[Phrase, ...]]] = Field(default_factory=dict, validate_default=True)


NOTHING = Lexicon()
"""The lexicon of a pack that has none."""
