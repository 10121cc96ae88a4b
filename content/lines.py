"""Texts of one line each, as one block of a YAML file: a list of thousands would be ten times as slow to read."""

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError


def block_of_lines(longest: int) -> BeforeValidator:
    """Make what splits such a block into its lines, without those that are empty; `longest` in characters.

    What is no text is left as it is, for the type to refuse or to take.
    """

    def split(text: object) -> object:
        if not isinstance(text, str):
            return text
        lines = tuple(line.strip() for line in text.splitlines() if line.strip())
        for number, line in enumerate(lines, start=1):
            if len(line) > longest:
                raise PydanticCustomError(
                    "too-long",
                    "line {number} has {length} characters, {longest} are allowed",
                    {"number": number, "length": len(line), "longest": longest},
                )
        return lines

    return BeforeValidator(split)
