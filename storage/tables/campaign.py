"""The campaign: a name that links carry, so that those who hand them out see how often they are opened."""

from datetime import date

from sqlmodel import Field

from storage.tables.base import Row
from storage.types import Slug


class Campaign(Row, table=True):
    """A campaign by its short name. `coordinator` is the name of whose it is (null: the admins'), and no person.

    Rows stay when a coordinator goes, so that nobody else takes the name and sees its figures.
    """

    __tablename__ = "campaign"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: str = Field(primary_key=True, sa_type=Slug(16))
    coordinator: str | None = Field(default=None, index=True, sa_type=Slug(16))
    since: date
