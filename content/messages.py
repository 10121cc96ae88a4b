"""messages/: messages as people in danger write them, and calm ones that use the same words, in every language.

They are examples to weigh the words of a question by (`content.search.evidence`); nobody is shown them. There is a
file for each kind of danger in urgent.yaml, and calm.yaml.
"""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from content.schema import ByLanguage, Model

FOLDER: Final = "messages"
CALM: Final = "calm"
"""The name of the calm ones, where the others have their danger's."""
LONGEST: Final = 400
"""Characters of a message; people in danger seldom write more."""

Messages = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Messages by kind of danger or `CALM`, and by language."""


def _listed(text: object) -> object:
    if not isinstance(text, str):
        return text
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST:
            raise PydanticCustomError(
                "too-long",
                "message {number} has {length} characters, {longest} are allowed",
                {"number": number, "length": len(line), "longest": LONGEST},
            )
    return lines


class Told(Model):
    """One file: by language, a text of one message a line."""

    texts: ByLanguage[Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]]
