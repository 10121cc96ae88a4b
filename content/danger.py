"""urgent.yaml: the signs by which a message speaks of danger, in every language, and whom to call then.

A sign is one or more parts joined by ` + `: the parts stand in any order, not far from each other. A part is words in
their order, with at most two others between: `word`, `stem*`, `$set` (a set of words of the same language), or several
of these parted by `|`, any of which may stand there.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from content.lexicon import Word
from content.schema import ByLanguage, Contacts, Model, Slug

_WORD = r"(?:[^\W_]+\*?|\$[a-z]+)"
_ITEM = rf"{_WORD}(?:\|{_WORD})*"
_SIGN = re.compile(rf"{_ITEM}(?: (?:\+ )?{_ITEM})*")


def _sign(text: str) -> str:
    if _SIGN.fullmatch(text) is None:
        raise PydanticCustomError(
            "bad-value", "“{text}” must be words, stems* and $sets, and ` + ` between parts", {"text": text}
        )
    return text


Sign = Annotated[str, AfterValidator(_sign)]
Signs = ByLanguage[tuple[Sign, ...]]


class Danger(Model):
    """One kind of danger: whom to call, the cards that help, and its signs.

    `signs` are direct; `hints` count only where nothing shows that the message merely asks about the subject.
    """

    contacts: Annotated[Contacts, Field(min_length=1)]
    cards: tuple[Slug, ...] = ()
    signs: Signs
    hints: Signs = Field(default_factory=dict, validate_default=True)


class Urgent(Model):
    """The whole file; everything but `dangers` stands per language.

    `negations` undo the part of a sign that they stand before, `negated_after` the part that they follow; two words of
    `not_negated` together undo nothing (“not only”). `apart` gives words that would fold into another the word to be
    read instead. `calm` signs
    show that no one is in danger (a film, a game, an idiom), unless one of `distress` stands beside them; `inquiry`
    signs show that the message asks about a law or a number, unless it has a word of the set `own`. Where several kinds
    of danger fit, the first in the file is meant.
    """

    sets: ByLanguage[Mapping[str, tuple[Word, ...]]]
    negations: ByLanguage[tuple[Word, ...]]
    negated_after: ByLanguage[tuple[Word, ...]] = Field(default_factory=dict, validate_default=True)
    not_negated: ByLanguage[tuple[Sign, ...]] = Field(default_factory=dict, validate_default=True)
    apart: Mapping[Word, Word] = Field(default_factory=dict)
    calm: Signs
    distress: Signs
    inquiry: Signs
    dangers: ByLanguage[Danger]

    def every_sign(self) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
        """Give the place, language and text of every sign in the file."""
        for key in ("calm", "distress", "inquiry"):
            yield from _listed(getattr(self, key), key)
        for kind, danger in self.dangers.items():
            yield from _listed(danger.signs, "dangers", kind, "signs")
            yield from _listed(danger.hints, "dangers", kind, "hints")


def _listed(signs: Signs, *at: str) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for language, each in signs.items():
        for place, sign in enumerate(each):
            yield (*at, language, place), language, sign
