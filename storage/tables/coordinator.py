"""The coordinator: who may make campaigns for an organisation, from the invitation to its end."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlmodel import Field

from storage.tables.base import Row
from storage.types import BIG_ID, Slug


class Coordinator(Row, table=True):
    """An organisation's short name, chosen by an admin. `code` is its one-time invitation until it is used.

    `chat_id` is null until then; it goes with the reader, and the right with it.
    """

    __tablename__ = "coordinator"
    __table_args__ = ({"sqlite_with_rowid": False},)

    name: str = Field(primary_key=True, sa_type=Slug(16))
    code: str | None = Field(default=None, sa_type=Slug(32), unique=True)
    chat_id: int | None = Field(
        default=None,
        index=True,
        sa_type=BIG_ID,
        sa_column_args=(ForeignKey("reader.chat_id", ondelete="CASCADE"),),
    )
    since: date
