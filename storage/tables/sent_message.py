"""The sent message: ids of recent messages, so that they can be removed from the chat in one tap."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, UTCDateTime

from storage.tables.base import Row, reader_key
from storage.types import BIG_ID


class SentMessage(Row, table=True):
    """A message's id within its chat. Telegram lets bots delete for 48 hours; older rows are pruned."""

    __tablename__ = "sent_message"
    __table_args__ = (Index("ix_sent_message_sent_at", "sent_at"), {"sqlite_with_rowid": False})

    chat_id: int = reader_key(primary_key=True)
    message_id: int = Field(primary_key=True, sa_type=BIG_ID)
    sent_at: datetime = Field(sa_type=UTCDateTime)
