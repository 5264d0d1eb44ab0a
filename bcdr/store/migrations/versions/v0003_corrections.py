"""What people corrected about tables with certain headers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "mapping_correction",
        sa.Column("headers_key", sa.String(128), primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
