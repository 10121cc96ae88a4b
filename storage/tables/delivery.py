"""The ledger: one row per chat and slot, from the plan to the outcome."""

from datetime import datetime
from typing import Literal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, UTCDateTime

from storage.tables.base import Row, reader_key
from storage.types import BIG_ID, SMALL_NUMBER, Slug

State = Literal["planned", "sending", "sent", "uncertain", "failed", "blocked", "dropped"]

# Written out, not bound: only then do both databases see that the partial index answers the query.
CLAIMABLE = "state IN ('planned', 'uncertain')"


class Delivery(Row, table=True):
    """A digest for a chat at a slot (the instant it was due), or the urgent notice of a broadcast.

    planned → sending → sent | failed | blocked | planned again (a retry, not before `not_before`); sending →
    uncertain when the sender died: it will be sent again and `repeated` stays true. dropped: too late to be
    sent. `attempts` counts the sends that count (a 429 does not). `error` is a short code, never a text.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("chat_id", "slot"),
        CheckConstraint(
            "state IN ('planned', 'sending', 'sent', 'uncertain', 'failed', 'blocked', 'dropped')",
            name="state",
        ),
        Index(
            "ix_delivery_not_before",
            "not_before",
            "id",
            sqlite_where=text(CLAIMABLE),
            postgresql_where=text(CLAIMABLE),
        ),
        Index("ix_delivery_slot", "slot"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BIG_ID)
    chat_id: int = reader_key()
    slot: datetime = Field(sa_type=UTCDateTime)
    state: State = Field(default="planned", sa_type=Slug(9))
    attempts: int = Field(default=0, sa_type=SMALL_NUMBER)
    repeated: bool = False
    not_before: datetime = Field(sa_type=UTCDateTime)
    message_id: int | None = Field(default=None, sa_type=BIG_ID)
    updated_at: datetime = Field(sa_type=UTCDateTime)
    error: str | None = Field(default=None, sa_type=Slug(32))
    broadcast_id: int | None = Field(default=None, sa_type=BIG_ID)
