"""Send urgent notices through the ledger.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "broadcast",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("state", sa.String(7), nullable=False),
        sa.Column("only_written", sa.Boolean(), nullable=False),
        sa.Column("slot", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_broadcast"),
        sa.UniqueConstraint("token", name="uq_broadcast_token"),
        sa.CheckConstraint(
            "state IN ('draft', 'sending', 'stopped', 'done')", name=op.f("ck_broadcast_state")
        ),
    )
    op.create_table(
        "broadcast_text",
        sa.Column("broadcast_id", BIG_ID, nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id", "language", name="pk_broadcast_text"),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcast.id"],
            name="fk_broadcast_text_broadcast_id_broadcast",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "broadcaster",
        sa.Column("chat_id", BIG_ID, nullable=False),
        sa.Column("broadcast_id", BIG_ID, nullable=False),
        sa.Column("language", sa.String(16)),
        sa.Column("message_id", BIG_ID),
        sa.PrimaryKeyConstraint("chat_id", name="pk_broadcaster"),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["reader.chat_id"], name="fk_broadcaster_chat_id_reader", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcast.id"],
            name="fk_broadcaster_broadcast_id_broadcast",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_broadcaster_broadcast_id", "broadcaster", ["broadcast_id"])
    # No foreign key: SQLite would have to build the whole ledger anew for it, and a broadcast outlives its deliveries.
    op.add_column("delivery", sa.Column("broadcast_id", BIG_ID))


def downgrade() -> None:
    op.execute("DELETE FROM delivery WHERE broadcast_id IS NOT NULL")
    op.drop_column("delivery", "broadcast_id")
    for table in ("broadcaster", "broadcast_text", "broadcast"):
        op.drop_table(table)
