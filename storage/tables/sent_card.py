"""The sent card: which cards a reader has had in digests, so that none comes twice."""

from sqlmodel import Field

from storage.tables.base import Row, reader_key
from storage.types import Slug


class SentCard(Row, table=True):
    """A card, by its id in the content pack, that a digest has brought to a reader."""

    __tablename__ = "sent_card"
    __table_args__ = ({"sqlite_with_rowid": False},)

    chat_id: int = reader_key(primary_key=True)
    card: str = Field(primary_key=True, sa_type=Slug(64))
