"""One review as a process holds it in memory: its base, read once, and the log read so far.

Bases never change and logs only grow, so catching up reads only the newest edits. Everything
here can be thrown away at any time and read again.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from bcdr.model.records import RecordTable
from bcdr.model.review import REMOVED, ROW_FIELD, Conflict, Edit, Folding, same_cell
from bcdr.store.encoding import cell_from_text, tables_from_text
from bcdr.store.faults import StoreError, UnknownReviewError
from bcdr.store.schema import base_table, edit_table


class WorkingReview:
    """A review's base and edits, folded as far as they were read; hold `lock` around every use."""

    def __init__(self, review_id: str) -> None:
        self.lock = threading.RLock()
        self._review_id = review_id
        self._edits: list[Edit] = []
        self._folding = Folding(())
        self._is_read = False
        self._tables: tuple[RecordTable, ...] | None = None

    def catch_up(self, connection: Connection, revision: int) -> None:
        """Read the edits up to a revision that this process has not seen.

        Raises:
            UnknownReviewError: there is no such review.
            StoreError: what is stored cannot be read.
        """
        if revision < len(self._edits):
            # The database was put back to an earlier day: nothing known here holds any more.
            self._edits.clear()
            self._is_read = False
        try:
            if not self._is_read:
                self._folding = Folding(self._base(connection))
                self._is_read = True
                self._tables = None
            missing = self._missing(connection, revision)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(
                f"Review {self._review_id!r} is damaged in the database ({error}). Restore the "
                f"database from a backup, or begin the review again from its file."
            ) from error
        self.advance(missing)

    def advance(self, edits: Iterable[Edit]) -> None:
        """Take in the edits that follow in the log; they are saved already."""
        for edit in edits:
            self._folding.apply(edit)
            self._edits.append(edit)
            self._tables = None

    def edits(self) -> tuple[Edit, ...]:
        """Return the log as far as it was read."""
        return tuple(self._edits)

    def tables(self) -> tuple[RecordTable, ...]:
        """Return the tables with every edit read so far."""
        if self._tables is None:
            self._tables = self._folding.tables()
        return self._tables

    def check(self, edits: Sequence[Edit]) -> tuple[tuple[Edit, ...], tuple[Conflict, ...]]:
        """Return the edits, each with what its cell really holds, and those that conflict.

        The edits are tried in order, each upon the ones before it; nothing here changes. An edit
        of a cell in a removed row always conflicts.
        """
        trial = self._folding.part(edits)
        checked: list[Edit] = []
        conflicts: list[Conflict] = []
        for edit in edits:
            found = trial.cell(edit.table, edit.row_id, edit.field)
            row = trial.cell(edit.table, edit.row_id, ROW_FIELD)
            row_removed = edit.field != ROW_FIELD and row == REMOVED
            if row_removed or not same_cell(edit.before, found):
                conflicts.append(Conflict(edit=edit, found=found, row_removed=row_removed))
                continue
            # `None` and blank text match: the log keeps what was there, so that undo restores it.
            checked.append(replace(edit, before=found))
            trial.apply(edit)
        return tuple(checked), tuple(conflicts)

    def _base(self, connection: Connection) -> tuple[RecordTable, ...]:
        query = select(base_table.c.tables).where(base_table.c.review_id == self._review_id)
        text = connection.scalar(query)
        if text is None:
            raise UnknownReviewError(self._review_id)
        return tables_from_text(text)

    def _missing(self, connection: Connection, revision: int) -> list[Edit]:
        seen = len(self._edits)
        if seen == revision:
            return []
        log = edit_table.c
        query = (
            select(
                log.table_role,
                log.row_id,
                log.field,
                log.before,
                log.after,
                log.who,
                log.at,
                log.number,
                log.batch,
                log.undoes,
            )
            .where(log.review_id == self._review_id, log.number > seen, log.number <= revision)
            .order_by(log.number)
        )
        missing = [
            Edit(
                table=table,
                row_id=row_id,
                field=field,
                before=cell_from_text(before),
                after=cell_from_text(after),
                who=who,
                when=at,
                number=number,
                batch=batch,
                undoes=undoes,
            )
            for table, row_id, field, before, after, who, at, number, batch, undoes in (
                connection.execute(query)
            )
        ]
        if [edit.number for edit in missing] != list(range(seen + 1, revision + 1)):
            raise ValueError("edits are missing from its log")
        return missing
