"""Remember on which day a reader was asked whether to keep what is kept of them.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("reader", sa.Column("warned", sa.Date()))
    op.create_index("ix_reader_seen", "reader", ["seen"])


def downgrade() -> None:
    op.drop_index("ix_reader_seen", table_name="reader")
    op.drop_column("reader", "warned")
