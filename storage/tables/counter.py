"""The counter: how often something happened on a day, without any person."""

from datetime import date

from sqlmodel import Field

from storage.tables.base import Row
from storage.types import BIG_ID, Slug


class Counter(Row, table=True):
    """A day's count. `name` says of what (`answers`), `key` of which (a card's id) or is empty."""

    __tablename__ = "counter"
    __table_args__ = ({"sqlite_with_rowid": False},)

    day: date = Field(primary_key=True)
    name: str = Field(primary_key=True, sa_type=Slug(32))
    key: str = Field(default="", primary_key=True, sa_type=Slug(64, blank=True))
    count: int = Field(sa_type=BIG_ID)
