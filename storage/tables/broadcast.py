"""The broadcast: an urgent notice by an operator, from its draft to the last delivery."""

from datetime import datetime
from typing import Literal

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlmodel import Field, UTCDateTime

from storage.tables.base import Row, reader_key
from storage.types import BIG_ID, Slug

LONGEST_NOTICE = 1000
State = Literal["draft", "sending", "stopped", "done"]


class Broadcast(Row, table=True):
    """A notice by its one-time `token`. draft → sending → done, or stopped; a draft may also be thrown away.

    `slot` is the instant of the draft, then that of its confirmation, under which the ledger has its deliveries. With
    `only_written`, readers of languages without a text get nothing.
    """

    __tablename__ = "broadcast"
    __table_args__ = (CheckConstraint("state IN ('draft', 'sending', 'stopped', 'done')", name="state"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BIG_ID)
    token: str = Field(sa_type=Slug(32), unique=True)
    state: State = Field(default="draft", sa_type=Slug(7))
    only_written: bool = False
    slot: datetime = Field(sa_type=UTCDateTime)


class BroadcastText(Row, table=True):
    """A notice's words in a language: an operator's and no reader's. They are removed when all are delivered."""

    __tablename__ = "broadcast_text"
    __table_args__ = ({"sqlite_with_rowid": False},)

    broadcast_id: int = Field(
        primary_key=True,
        sa_type=BIG_ID,
        sa_column_args=(ForeignKey("broadcast.id", ondelete="CASCADE"),),
    )
    language: str = Field(primary_key=True, sa_type=Slug(16))
    text: str = Field(sa_type=String(LONGEST_NOTICE))


class Broadcaster(Row, table=True):
    """Which notice an operator is at: the `language` being written (null: none), or the progress message shown."""

    __tablename__ = "broadcaster"
    __table_args__ = ({"sqlite_with_rowid": False},)

    chat_id: int = reader_key(primary_key=True)
    broadcast_id: int = Field(
        index=True,
        sa_type=BIG_ID,
        sa_column_args=(ForeignKey("broadcast.id", ondelete="CASCADE"),),
    )
    language: str | None = Field(default=None, sa_type=Slug(16))
    message_id: int | None = Field(default=None, sa_type=BIG_ID)
