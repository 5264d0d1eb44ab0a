"""The store of reviews: create, read, append edits, undo and redo, each saved before it returns."""

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection, Engine, insert, select, update

from bcdr.model.records import RecordTable
from bcdr.model.review import (
    PRESENT,
    REMOVED,
    ROW_FIELD,
    Conflict,
    Edit,
    ReviewState,
    SourceFile,
)
from bcdr.store.backup import Backups
from bcdr.store.corrections import Corrections
from bcdr.store.database import database_url, open_database, told_plainly
from bcdr.store.encoding import cell_to_text, tables_to_text
from bcdr.store.faults import UnknownReviewError
from bcdr.store.schema import base_table, edit_table, review_table
from bcdr.store.shelf import Shelf, lock_review, new_review_id
from bcdr.store.snapshots import Snapshots
from bcdr.store.undo import next_redo, next_undo
from bcdr.store.working import WorkingReview

# A large review takes some 50 MB in memory; those used longest ago are read again when needed.
REVIEWS_IN_MEMORY: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSummary:
    """A review in a list: what it is called, when it began and last changed, its revision.

    `archived` is when it was put away, None for one at hand; `source_name` is the file it began
    with, empty for none.
    """

    id: str
    title: str
    created: datetime.datetime
    changed: datetime.datetime
    revision: int
    source_name: str = ""
    archived: datetime.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveResult:
    """What became of a save: the revision after it, the edits as written, or the conflicts.

    With any conflict nothing of the batch was written; both are empty if there was nothing to do.
    """

    revision: int
    conflicts: tuple[Conflict, ...] = ()
    edits: tuple[Edit, ...] = ()


def open_store(url: str | None = None) -> "Store":
    """Return the store at a database URL; a new database gets its tables, an old one is updated.

    Without a URL, `BCDR_DATABASE_URL` decides, and without that a file in the user's data folder.

    Raises:
        StoreError: the database cannot be opened, is damaged, or is of a newer version.
    """
    return Store(open_database(database_url(url)))


class Store(Shelf, Snapshots, Backups, Corrections):
    """All reviews of one database; one store serves every thread of a process.

    What a method returned as saved is in the database, and outlives a crash of the process.
    All methods raise StoreError if the database fails, UnknownReviewError for an unknown id.
    Datetimes have a time zone; a naive one raises ValueError.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._working: OrderedDict[str, WorkingReview] = OrderedDict()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def create(
        self,
        title: str,
        tables: Sequence[RecordTable],
        source: SourceFile | None,
        now: datetime.datetime,
    ) -> str:
        """Return the id of a new review whose base is these tables.

        Raises:
            ValueError: two rows of a role share an id, so that edits could not tell them apart.
        """
        _check_row_ids(tables)
        review_id = new_review_id()
        text = tables_to_text(tuple(tables))
        review = {
            "id": review_id,
            "title": title,
            "created": now,
            "changed": now,
            "revision": 0,
            "source_name": source.name if source else None,
            "source_size_bytes": source.size_bytes if source else None,
            "source_sha256": source.sha256 if source else None,
        }
        with told_plainly("The review was not saved"), self._engine.begin() as connection:
            connection.execute(insert(review_table), review)
            connection.execute(insert(base_table), {"review_id": review_id, "tables": text})
        return review_id

    def reviews(self) -> tuple[ReviewSummary, ...]:
        """Return all reviews, the one changed last first."""
        columns = review_table.c
        query = select(
            columns.id,
            columns.title,
            columns.created,
            columns.changed,
            columns.revision,
            columns.source_name,
            columns.archived,
        ).order_by(columns.changed.desc(), columns.id)
        with told_plainly("The list of reviews cannot be read"), self._engine.connect() as reader:
            return tuple(
                ReviewSummary(
                    id=review_id,
                    title=title,
                    created=created,
                    changed=changed,
                    revision=revision,
                    source_name=source_name or "",
                    archived=archived,
                )
                for review_id, title, created, changed, revision, source_name, archived in (
                    reader.execute(query)
                )
            )

    def state(self, review_id: str) -> ReviewState:
        """Return a review as it stands: its base with every edit folded in."""
        working = self._working_review(review_id)
        query = select(review_table).where(review_table.c.id == review_id)
        with (
            told_plainly("The review cannot be read"),
            working.lock,
            self._engine.connect() as connection,
        ):
            row = connection.execute(query).one_or_none()
            if row is None:
                raise UnknownReviewError(review_id)
            working.catch_up(connection, row.revision)
            source = None
            if row.source_name is not None:
                source = SourceFile(
                    name=row.source_name,
                    size_bytes=row.source_size_bytes,
                    sha256=row.source_sha256,
                )
            return ReviewState(
                id=review_id,
                title=row.title,
                source=source,
                tables=working.tables(),
                revision=row.revision,
                created=row.created,
                changed=row.changed,
            )

    def edits(self, review_id: str) -> tuple[Edit, ...]:
        """Return the whole log of a review, oldest first."""
        working = self._working_review(review_id)
        with (
            told_plainly("The log of the review cannot be read"),
            working.lock,
            self._engine.connect() as connection,
        ):
            working.catch_up(connection, _revision(connection, review_id))
            return working.edits()

    def append(self, review_id: str, edits: Sequence[Edit]) -> SaveResult:
        """Save edits made together, all or none; they are undone together too.

        An edit whose `before` is not what its cell holds is a conflict, and then nothing is
        written. `number` and `batch` of the edits are given here.

        Raises:
            ValueError: an edit of `ROW_FIELD` neither adds, removes nor brings back a row.
        """
        _check_row_edits(edits)
        return self._save(review_id, lambda _: edits)

    def undo(self, review_id: str, who: str, now: datetime.datetime) -> SaveResult:
        """Take back the newest edits that stand, by saving their inverse.

        Called again it goes further back; with nothing to undo it saves nothing.
        """
        return self._save(review_id, lambda log: _inverse(next_undo(log), who, now))

    def redo(self, review_id: str, who: str, now: datetime.datetime) -> SaveResult:
        """Take back the newest undo, unless other edits followed it."""
        return self._save(review_id, lambda log: _inverse(next_redo(log), who, now))

    def _save(
        self, review_id: str, choose: Callable[[tuple[Edit, ...]], Sequence[Edit]]
    ) -> SaveResult:
        """Write the edits chosen by looking at the log, while no one else writes this review."""
        working = self._working_review(review_id)
        with (
            told_plainly("The change was not saved"),
            working.lock,
            self._engine.connect() as connection,
        ):
            lock_review(connection, review_id)
            revision = _revision(connection, review_id)
            working.catch_up(connection, revision)
            checked, conflicts = working.check(choose(working.edits()))
            if conflicts or not checked:
                return SaveResult(revision=revision, conflicts=conflicts)
            numbered = tuple(
                replace(edit, number=number, batch=revision + 1)
                for number, edit in enumerate(checked, start=revision + 1)
            )
            _write(connection, review_id, numbered)
            connection.commit()
            working.advance(numbered)
            return SaveResult(revision=numbered[-1].number, edits=numbered)

    def _working_review(self, review_id: str) -> WorkingReview:
        with self._lock:
            working = self._working.setdefault(review_id, WorkingReview(review_id))
            self._working.move_to_end(review_id)
            if len(self._working) > REVIEWS_IN_MEMORY:
                self._working.popitem(last=False)
            return working


def _revision(connection: Connection, review_id: str) -> int:
    query = select(review_table.c.revision).where(review_table.c.id == review_id)
    revision = connection.scalar(query)
    if revision is None:
        raise UnknownReviewError(review_id)
    return revision


def _write(connection: Connection, review_id: str, edits: Sequence[Edit]) -> None:
    """Add numbered edits to the log, and note revision and time with the review."""
    connection.execute(
        insert(edit_table),
        [
            {
                "review_id": review_id,
                "number": edit.number,
                "batch": edit.batch,
                "undoes": edit.undoes,
                "table_role": edit.table,
                "row_id": edit.row_id,
                "field": edit.field,
                "before": cell_to_text(edit.before),
                "after": cell_to_text(edit.after),
                "who": edit.who,
                "at": edit.when,
            }
            for edit in edits
        ],
    )
    changed = max(edit.when for edit in edits)
    connection.execute(
        update(review_table)
        .where(review_table.c.id == review_id)
        .values(revision=edits[-1].number, changed=changed)
    )


def _inverse(batch: Sequence[Edit], who: str, now: datetime.datetime) -> tuple[Edit, ...]:
    return tuple(edit.inverse(who, now) for edit in reversed(batch))


def _check_row_ids(tables: Sequence[RecordTable]) -> None:
    seen: set[tuple[str, str]] = set()
    for table in tables:
        for record in table.records:
            if (table.role, record.id) in seen:
                raise ValueError(
                    f"two rows of {table.role!r} have the id {record.id!r}; "
                    f"give each row of a role an id of its own"
                )
            seen.add((table.role, record.id))


def _check_row_edits(edits: Sequence[Edit]) -> None:
    allowed = ((None, PRESENT), (PRESENT, REMOVED), (REMOVED, PRESENT))
    for edit in edits:
        if edit.field == ROW_FIELD and (edit.before, edit.after) not in allowed:
            raise ValueError(
                f"a row cannot go from {edit.before!r} to {edit.after!r}; "
                f"write None to 'present', 'present' to 'removed' or 'removed' to 'present'"
            )
