"""messages/: messages as people in danger write them, and calm ones that use the same words, in every language.

They are examples to weigh the words of a question by (`content.search.evidence`); nobody is shown them. There is a
file for each kind of danger in urgent.yaml, and calm.yaml.
"""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field

from content.lines import block_of_lines
from content.schema import ByLanguage, Model

FOLDER: Final = "messages"
CALM: Final = "calm"
"""The name of the calm ones, where the others have their danger's."""
LONGEST: Final = 400
"""Characters of a message; people in danger seldom write more."""

Message = Annotated[str, Field(min_length=1, max_length=LONGEST)]
Messages = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Messages by kind of danger or `CALM`, and by language."""


class Told(Model):
    """One file: by language, a text of one message a line."""

    texts: ByLanguage[Annotated[tuple[Message, ...], block_of_lines(LONGEST), Field(min_length=1)]]
