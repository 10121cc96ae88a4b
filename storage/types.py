"""Column types that make wrong contents impossible in both databases.

Instants use sqlmodel's UTCDateTime: it refuses naive datetimes, stores UTC and gives back aware UTC
datetimes.
"""

import re

from sqlalchemy import BigInteger, Integer, SmallInteger, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

# 64 bits in both; on SQLite only the type named INTEGER makes the key the row's own address.
BIG_ID = BigInteger().with_variant(Integer(), "sqlite")
SMALL_NUMBER = SmallInteger()

_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+@-]*\Z")


class Slug(TypeDecorator[str]):
    """A short identifier in ASCII without spaces: a topic, a language, a state, an IANA zone. Never a text.

    Values that are longer than `length` or hold anything else are refused with ValueError before they reach
    the database, so no column of this type can hold a message. `blank` allows the empty string.
    """

    impl = String
    cache_ok = True

    def __init__(self, length: int, *, blank: bool = False) -> None:
        super().__init__(length)
        self.length = length
        self.blank = blank

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Let through None and identifiers, refuse all else with ValueError (the value is not repeated)."""
        if value is None or (value == "" and self.blank):
            return value
        if len(value) > self.length or not _SLUG.match(value):
            raise ValueError(f"not an identifier of at most {self.length} characters")
        return value


_MASKED = re.compile(r"(?:[^\W\d_]+(?:[-'’][^\W\d_]+)*|…)(?: (?:[^\W\d_]+(?:[-'’][^\W\d_]+)*|…))*\Z")


class Masked(TypeDecorator[str]):
    """Words in small letters and gaps, a space between: a question after it was masked.

    The type cannot know whether a word is a name; content.search.masked lets none through. It refuses digits, capital
    letters, addresses, line breaks and whatever is too long, with ValueError before they reach the database.
    """

    impl = String
    cache_ok = True

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Let through None and masked words, refuse all else with ValueError (the value is not repeated)."""
        if value is None:
            return value
        if len(value) > self.length or value != value.lower() or not _MASKED.match(value):
            raise ValueError(f"not masked words of at most {self.length} characters")
        return value
