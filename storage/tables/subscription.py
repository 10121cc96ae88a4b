"""The subscription: a topic that a reader follows."""

from sqlmodel import Field

from storage.tables.base import Row, reader_key
from storage.types import Slug


class Subscription(Row, table=True):
    """A reader's topic, by its id in the content pack."""

    __tablename__ = "subscription"
    __table_args__ = ({"sqlite_with_rowid": False},)

    chat_id: int = reader_key(primary_key=True)
    topic: str = Field(primary_key=True, sa_type=Slug(64))
