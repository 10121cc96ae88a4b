"""What all tables share: their metadata and how constraints are named."""

from typing import Any

from sqlalchemy import ForeignKey, MetaData
from sqlmodel import Field, SQLModel

from storage.types import BIG_ID

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Row(SQLModel):
    """The base of every table."""

    metadata = metadata


def reader_key(*, primary_key: bool = False) -> Any:
    """The column that ties a row to its reader and lets it go with the reader."""
    return Field(
        primary_key=primary_key,
        sa_type=BIG_ID,
        sa_column_args=(ForeignKey("reader.chat_id", ondelete="CASCADE"),),
    )
