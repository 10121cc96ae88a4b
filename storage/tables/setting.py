"""The setting: what the running program has to remember between its processes, such as that sending is paused."""

from sqlmodel import Field

from storage.tables.base import Row
from storage.types import Slug


class Setting(Row, table=True):
    """A name and its value, both short identifiers; nothing of any reader."""

    __tablename__ = "setting"
    __table_args__ = ({"sqlite_with_rowid": False},)

    name: str = Field(primary_key=True, sa_type=Slug(32))
    value: str = Field(sa_type=Slug(64))
