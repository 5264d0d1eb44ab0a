"""Reviews, their base tables and their edits."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the three tables."""
    op.create_table(
        "review",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("changed", sa.DateTime, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("source_name", sa.Text),
        sa.Column("source_size_bytes", sa.BigInteger),
        sa.Column("source_sha256", sa.String(64)),
    )
    op.create_table(
        "review_base",
        sa.Column(
            "review_id",
            sa.String(32),
            sa.ForeignKey("review.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("tables", sa.Text, nullable=False),
    )
    op.create_table(
        "review_edit",
        sa.Column(
            "review_id",
            sa.String(32),
            sa.ForeignKey("review.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("batch", sa.Integer, nullable=False),
        sa.Column("undoes", sa.Integer, nullable=False),
        sa.Column("table_role", sa.Text, nullable=False),
        sa.Column("row_id", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
