"""Lay the foundation: readers, subscriptions, the delivery ledger, what was sent, counters.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
CLAIMABLE = sa.text("state IN ('planned', 'uncertain')")


def _of_reader(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["chat_id"], ["reader.chat_id"], name=f"fk_{table}_chat_id_reader", ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "reader",
        sa.Column("chat_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("language", sa.String(16)),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("campaign", sa.String(32)),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("seen", sa.Date(), nullable=False),
        sa.Column("cadence", sa.String(7)),
        sa.Column("weekday", sa.SmallInteger()),
        sa.Column("monthday", sa.SmallInteger()),
        sa.Column("hour", sa.SmallInteger()),
        sa.Column("time_zone", sa.String(64)),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("paused_until", INSTANT),
        sa.Column("next_due_at", INSTANT),
        sa.Column("last_digest_at", INSTANT),
        sa.PrimaryKeyConstraint("chat_id", name="pk_reader"),
        sa.CheckConstraint(
            "kind IN ('private', 'group', 'supergroup', 'channel')", name=op.f("ck_reader_kind")
        ),
        sa.CheckConstraint("cadence IN ('daily', 'weekly', 'monthly')", name=op.f("ck_reader_cadence")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_reader_weekday")),
        sa.CheckConstraint("monthday BETWEEN 1 AND 31", name=op.f("ck_reader_monthday")),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_reader_hour")),
    )
    op.create_index(
        "ix_reader_next_due_at",
        "reader",
        ["next_due_at"],
        sqlite_where=sa.text("active = 1"),
        postgresql_where=sa.text("active"),
    )
    op.create_table(
        "subscription",
        sa.Column("chat_id", BIG_ID, nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "topic", name="pk_subscription"),
        _of_reader("subscription"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "delivery",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("chat_id", BIG_ID, nullable=False),
        sa.Column("slot", INSTANT, nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("repeated", sa.Boolean(), nullable=False),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.Column("message_id", BIG_ID),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("error", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("chat_id", "slot", name="uq_delivery_chat_id"),
        sa.CheckConstraint(
            "state IN ('planned', 'sending', 'sent', 'uncertain', 'failed', 'blocked', 'dropped')",
            name=op.f("ck_delivery_state"),
        ),
        _of_reader("delivery"),
    )
    op.create_index(
        "ix_delivery_not_before",
        "delivery",
        ["not_before", "id"],
        sqlite_where=CLAIMABLE,
        postgresql_where=CLAIMABLE,
    )
    op.create_index("ix_delivery_slot", "delivery", ["slot"])
    op.create_table(
        "sent_card",
        sa.Column("chat_id", BIG_ID, nullable=False),
        sa.Column("card", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "card", name="pk_sent_card"),
        _of_reader("sent_card"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sent_message",
        sa.Column("chat_id", BIG_ID, nullable=False),
        sa.Column("message_id", BIG_ID, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_sent_message"),
        _of_reader("sent_message"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sent_message_sent_at", "sent_message", ["sent_at"])
    op.create_table(
        "counter",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("count", BIG_ID, nullable=False),
        sa.PrimaryKeyConstraint("day", "name", "key", name="pk_counter"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("counter", "sent_message", "sent_card", "delivery", "subscription", "reader"):
        op.drop_table(table)
