"""urgent.yaml: the signs by which a message speaks of danger, in every language, and whom to call then.

A sign is one or more parts joined by ` + `: the parts stand in any order, not far from each other. A part is words in
their order, with at most two others between: `word`, `stem*`, or `$set`, a set of words of the same language.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from content.lexicon import Word
from content.schema import ByLanguage, Contacts, Model, Slug

_ITEM = r"(?:[^\W_]+\*?|\$[a-z]+)"
Sign = Annotated[str, Field(max_length=120, pattern=rf"^{_ITEM}(?: (?:\+ )?{_ITEM})*$")]
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

    `negations` undo the part of a sign that they stand before, `negated_after` the part that they follow. `calm` signs
    show that no one is in danger (a film, a game, an idiom), unless one of `distress` stands beside them; `inquiry`
    signs show that the message asks about a law or a number, unless it has a word of the set `own`. Where several kinds
    of danger fit, the first in the file is meant.
    """

    sets: ByLanguage[Mapping[str, tuple[Word, ...]]]
    negations: ByLanguage[tuple[Word, ...]]
    negated_after: ByLanguage[tuple[Word, ...]] = Field(default_factory=dict, validate_default=True)
    calm: Signs
    distress: Signs
    inquiry: Signs
    dangers: ByLanguage[Danger]

    def every_sign(self) -> Iterator[tuple[str, str]]:
        """Give language and text of every sign in the file."""
        groups = [self.calm, self.distress, self.inquiry]
        for danger in self.dangers.values():
            groups += [danger.signs, danger.hints]
        for group in groups:
            for language, signs in group.items():
                for sign in signs:
                    yield language, sign

    @model_validator(mode="after")
    def _known_sets(self) -> "Urgent":
        for language, sign in self.every_sign():
            for item in sign.split():
                if item.startswith("$") and item[1:] not in self.sets.get(language, {}):
                    raise PydanticCustomError(
                        "dead-link",
                        "“{sign}” names {item}, but `sets` has no such set in {language}",
                        {"sign": sign, "item": item, "language": language},
                    )
        return self
