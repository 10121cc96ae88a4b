from sqlalchemy import BigInteger, Boolean, Date, SmallInteger
from sqlmodel import UTCDateTime

from storage.tables import metadata
from storage.types import Masked, Slug

# What a column may hold: numbers, days, instants, yes or no, identifiers without spaces; a question after its masking.
HARMLESS = (Masked, BigInteger, SmallInteger, Boolean, Date, UTCDateTime, Slug)


def test_no_column_can_hold_a_text_but_that_of_operators_notices() -> None:
    columns = [column for table in metadata.tables.values() for column in table.columns]
    assert [str(column) for column in columns if type(column.type) not in HARMLESS] == ["broadcast_text.text"]
    assert "chat_id" not in metadata.tables["broadcast_text"].columns
    assert max(column.type.length for column in columns if isinstance(column.type, Slug)) == 64


def test_columns_are_those_we_know() -> None:
    """A new column is a decision about people's data: add it here, to the privacy page and to what is erased."""
    assert {name: set(table.columns.keys()) for name, table in metadata.tables.items()} == {
        "reader": {"chat_id", "kind", "language", "active", "campaign", "since", "seen", "warned"}
        | {"cadence", "weekday", "monthday", "hour", "time_zone", "silent", "paused_until"}
        | {"next_due_at", "last_digest_at"},
        "subscription": {"chat_id", "topic"},
        "delivery": {"id", "chat_id", "slot", "state", "attempts", "repeated", "not_before"}
        | {"message_id", "updated_at", "error", "broadcast_id"},
        "sent_card": {"chat_id", "card"},
        "sent_message": {"chat_id", "message_id", "sent_at"},
        "counter": {"day", "name", "key", "count"},
        "published": {"update_id", "since"},
        "question": {"day", "language", "words", "count"},
        "setting": {"name", "value"},
        "coordinator": {"name", "code", "chat_id", "since"},
        "campaign": {"id", "coordinator", "since"},
        "broadcast": {"id", "token", "state", "only_written", "slot"},
        "broadcast_text": {"broadcast_id", "language", "text"},
        "broadcaster": {"chat_id", "broadcast_id", "language", "message_id"},
    }


def test_everything_with_a_chat_goes_with_its_reader() -> None:
    assert {
        table.name: [(key.target_fullname, key.ondelete) for key in table.c.chat_id.foreign_keys]
        for table in metadata.tables.values()
        if "chat_id" in table.columns
    } == {
        "reader": [],
        "subscription": [("reader.chat_id", "CASCADE")],
        "delivery": [("reader.chat_id", "CASCADE")],
        "sent_card": [("reader.chat_id", "CASCADE")],
        "sent_message": [("reader.chat_id", "CASCADE")],
        "coordinator": [("reader.chat_id", "CASCADE")],
        "broadcaster": [("reader.chat_id", "CASCADE")],
    }
