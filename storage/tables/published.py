"""The published update: since when readers can see each update, which is what makes it new to a digest."""

from datetime import datetime

from sqlmodel import Field, UTCDateTime

from storage.tables.base import Row
from storage.types import Slug


class Published(Row, table=True):
    """An update, by its id in the content pack, and the instant at which this program first had it for readers."""

    __tablename__ = "published"
    __table_args__ = ({"sqlite_with_rowid": False},)

    update_id: str = Field(primary_key=True, sa_type=Slug(64))
    since: datetime = Field(sa_type=UTCDateTime)
