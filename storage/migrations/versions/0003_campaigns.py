"""Let coordinators make campaigns.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "coordinator",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("code", sa.String(32)),
        sa.Column("chat_id", BIG_ID),
        sa.Column("since", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_coordinator"),
        sa.UniqueConstraint("code", name="uq_coordinator_code"),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["reader.chat_id"], name="fk_coordinator_chat_id_reader", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_coordinator_chat_id", "coordinator", ["chat_id"])
    op.create_table(
        "campaign",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("coordinator", sa.String(16)),
        sa.Column("since", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaign"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_campaign_coordinator", "campaign", ["coordinator"])


def downgrade() -> None:
    for table in ("campaign", "coordinator"):
        op.drop_table(table)
