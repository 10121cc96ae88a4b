"""The question: what was asked in vain on a day, masked and without who; only where the operator has turned it on."""

from datetime import date

from sqlmodel import Field

from storage.tables.base import Row
from storage.types import BIG_ID, Masked, Slug


class Question(Row, table=True):
    """How often a masked question had no sure answer on a day. `language` is the one it was asked in."""

    __tablename__ = "question"
    __table_args__ = ({"sqlite_with_rowid": False},)

    day: date = Field(primary_key=True)
    language: str = Field(primary_key=True, sa_type=Slug(16))
    words: str = Field(primary_key=True, sa_type=Masked(200))
    count: int = Field(sa_type=BIG_ID)
