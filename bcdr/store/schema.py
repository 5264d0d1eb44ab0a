"""The database tables: reviews, each with its base, log and snapshots, and corrections.

Types are portable; times are kept as UTC without a zone, and read back as UTC with one.
A change here needs a migration in `migrations/versions`.
"""

import datetime
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    TypeDecorator,
)

VERSION_TABLE: Final = "bcdr_version"
"""Where migrations note how far they got; a name of its own, as a database may be shared."""

metadata: Final = MetaData()


class UtcTime(TypeDecorator[datetime.datetime]):
    """A moment: a datetime with a zone, kept as UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self, value: datetime.datetime | None, dialect: Dialect
    ) -> datetime.datetime | None:
        """Return the moment as the database keeps it.

        Raises:
            ValueError: the datetime has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; give a datetime in UTC")
        return value.astimezone(datetime.UTC).replace(tzinfo=None)

    def process_result_value(
        self, value: datetime.datetime | None, dialect: Dialect
    ) -> datetime.datetime | None:
        """Return the moment with its zone."""
        return None if value is None else value.replace(tzinfo=datetime.UTC)


class _ReviewColumns(TypedColumns):
    id = Column(String(32), primary_key=True)
    title: Named[str] = Column(Text)
    created: Named[datetime.datetime] = Column(UtcTime)
    changed: Named[datetime.datetime] = Column(UtcTime)
    revision: Named[int] = Column(Integer)
    source_name: Named[str | None] = Column(Text)
    source_size_bytes: Named[int | None] = Column(BigInteger)
    source_sha256: Named[str | None] = Column(String(64))
    archived: Named[datetime.datetime | None] = Column(UtcTime)


class _BaseColumns(TypedColumns):
    review_id: Named[str] = Column(
        String(32), ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    tables: Named[str] = Column(Text)


class _EditColumns(TypedColumns):
    review_id: Named[str] = Column(
        String(32), ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    number = Column(Integer, primary_key=True, autoincrement=False)
    batch: Named[int] = Column(Integer)
    undoes: Named[int] = Column(Integer)
    table_role: Named[str] = Column(Text)
    row_id: Named[str] = Column(Text)
    field: Named[str] = Column(Text)
    before: Named[str] = Column(Text)
    after: Named[str] = Column(Text)
    who: Named[str] = Column(Text)
    at: Named[datetime.datetime] = Column(UtcTime)


class _EventColumns(TypedColumns):
    review_id: Named[str] = Column(
        String(32), ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    number = Column(Integer, primary_key=True, autoincrement=False)
    kind: Named[str] = Column(String(32))
    before: Named[str] = Column(Text)
    after: Named[str] = Column(Text)
    who: Named[str] = Column(Text)
    at: Named[datetime.datetime] = Column(UtcTime)


class _SnapshotColumns(TypedColumns):
    review_id: Named[str] = Column(
        String(32), ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    number = Column(Integer, primary_key=True, autoincrement=False)
    name: Named[str] = Column(Text)
    revision: Named[int] = Column(Integer)
    who: Named[str] = Column(Text)
    at: Named[datetime.datetime] = Column(UtcTime)
    content: Named[str] = Column(Text)


class _CorrectionColumns(TypedColumns):
    headers_key = Column(String(128), primary_key=True)
    content: Named[str] = Column(Text)
    who: Named[str] = Column(Text)
    at: Named[datetime.datetime] = Column(UtcTime)


review_table: Final = Table("review", metadata, _ReviewColumns)
base_table: Final = Table("review_base", metadata, _BaseColumns)
edit_table: Final = Table("review_edit", metadata, _EditColumns)
event_table: Final = Table("review_event", metadata, _EventColumns)
snapshot_table: Final = Table("review_snapshot", metadata, _SnapshotColumns)
correction_table: Final = Table("mapping_correction", metadata, _CorrectionColumns)
