"""The table of events.

``number`` counts the rows of this database and means nothing elsewhere; ``event_id`` is the hash.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "event",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("event_id", sa.String(64), nullable=False, unique=True),
        sa.Column("chain", sa.Text, nullable=False, index=True),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Refuse: what was decided is not thrown away."""
    raise NotImplementedError
