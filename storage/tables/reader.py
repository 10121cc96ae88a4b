"""The reader: a chat that the bot talks with, and when its next digest is due."""

from datetime import date, datetime
from typing import Literal

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, UTCDateTime

from storage.tables.base import Row
from storage.types import BIG_ID, SMALL_NUMBER, Slug

Kind = Literal["private", "group", "supergroup", "channel"]
Cadence = Literal["daily", "weekly", "monthly"]

# Written out, not bound: only then do both databases see that the partial index answers the query.
ACTIVE = {"sqlite": "active = 1", "postgresql": "active"}


class Reader(Row, table=True):
    """A chat: a person's, a group's or a channel's. Ids and settings, nothing that says who it is.

    `language` is null until chosen; any locale's code, so that a new one needs no migration. `since` and
    `seen` are days, not times; `warned` is the day on which a long absent reader was asked whether to keep
    all this. `weekday` counts from Monday = 0, `monthday` from 1, `hour` is the reader's
    own in `time_zone` (IANA; null: the operator's). `paused_until`, `next_due_at` and `last_digest_at` are
    instants.
    """

    __tablename__ = "reader"
    __table_args__ = (
        CheckConstraint("kind IN ('private', 'group', 'supergroup', 'channel')", name="kind"),
        CheckConstraint("cadence IN ('daily', 'weekly', 'monthly')", name="cadence"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("monthday BETWEEN 1 AND 31", name="monthday"),
        CheckConstraint("hour BETWEEN 0 AND 23", name="hour"),
        # Those who blocked the bot stay in the table; without the condition every tick would walk over them.
        Index(
            "ix_reader_next_due_at",
            "next_due_at",
            sqlite_where=text(ACTIVE["sqlite"]),
            postgresql_where=text(ACTIVE["postgresql"]),
        ),
    )

    chat_id: int = Field(primary_key=True, sa_type=BIG_ID, sa_column_kwargs={"autoincrement": False})
    kind: Kind = Field(sa_type=Slug(10))
    language: str | None = Field(default=None, sa_type=Slug(16))
    active: bool = True
    campaign: str | None = Field(default=None, sa_type=Slug(32))
    since: date
    seen: date = Field(index=True)
    warned: date | None = None

    cadence: Cadence | None = Field(default=None, sa_type=Slug(7))
    weekday: int | None = Field(default=None, sa_type=SMALL_NUMBER)
    monthday: int | None = Field(default=None, sa_type=SMALL_NUMBER)
    hour: int | None = Field(default=None, sa_type=SMALL_NUMBER)
    time_zone: str | None = Field(default=None, sa_type=Slug(64))
    silent: bool = False
    paused_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    next_due_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    last_digest_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
