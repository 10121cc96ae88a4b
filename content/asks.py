"""asks/: further ways in which people ask for what a card tells, beyond those that stand in the card's own file.

Search alone reads them. There is a file for each topic, and in it, by card and language, a text of one ask a line.
"""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field

from content.lines import block_of_lines
from content.schema import LONGEST_ASK, Ask, ByLanguage, Model

FOLDER: Final = "asks"

Asks = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Asks by the id of their card, and by language."""


class Further(Model):
    """The further asks of one card."""

    texts: ByLanguage[Annotated[tuple[Ask, ...], block_of_lines(LONGEST_ASK), Field(min_length=1)]]
