"""A review: one saved state of everything, kept as a base and the edits made on it."""

import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from bcdr.model.records import NO_CELLS, Cell, Record, RecordTable

ROW_FIELD: Final = "row"
"""The pseudo-field of an edit that adds or removes a whole row."""
PRESENT: Final = "present"
REMOVED: Final = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change of one cell: which table and row, which field, before and after, who and when.

    A row is added by an edit of `ROW_FIELD` from None to `PRESENT`, removed by one from `PRESENT`
    to `REMOVED`, and brought back with its cells by one from `REMOVED` to `PRESENT`. `number` is
    the place in the log, 0 until it is stored; edits saved together share `batch`, the number of
    the first of them; `undoes` is the number of the edit that this one reverses, 0 if none.
    """

    table: str
    row_id: str
    field: str
    before: Cell
    after: Cell
    who: str
    when: datetime.datetime
    number: int = 0
    batch: int = 0
    undoes: int = 0

    def inverse(self, who: str, when: datetime.datetime) -> "Edit":
        """Return the edit that undoes this one."""
        return replace(
            self,
            before=self.after,
            after=self.before,
            who=who,
            when=when,
            number=0,
            batch=0,
            undoes=self.number,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An edit that was refused because the cell no longer holds what the editor saw.

    `found` is what it holds; `row_removed` says that the whole row is gone.
    """

    edit: Edit
    found: Cell
    row_removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """The file a review began with: its name, size and SHA-256 hash."""

    name: str
    size_bytes: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> "SourceFile":
        """Return name, size and hash of a file."""
        return cls.of_bytes(path.name, path.read_bytes())

    @classmethod
    def of_bytes(cls, name: str, content: bytes) -> "SourceFile":
        """Return name, size and hash of a file's content."""
        return cls(name=name, size_bytes=len(content), sha256=sha256(content).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """A review as it stands: the base with every edit folded in, at a revision."""

    id: str
    title: str
    source: SourceFile | None
    tables: tuple[RecordTable, ...]
    revision: int
    created: datetime.datetime
    changed: datetime.datetime


def is_empty(cell: Cell) -> bool:
    """Return whether a cell is empty: None and blank text both are."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def same_cell(one: Cell, other: Cell) -> bool:
    """Return whether two cells say the same: empty is empty, 4 is 4.0, but 1 is not true."""
    if is_empty(one) or is_empty(other):
        return is_empty(one) and is_empty(other)
    if isinstance(one, bool) is not isinstance(other, bool):
        return False
    return one == other or (_is_no_number(one) and _is_no_number(other))


def _is_no_number(cell: Cell) -> bool:
    return isinstance(cell, float) and math.isnan(cell)


def current_cell(tables: Iterable[RecordTable], table: str, row_id: str, field: str) -> Cell:
    """Return what a cell holds now; for `ROW_FIELD`, `PRESENT` or None."""
    for candidate in tables:
        if candidate.role != table:
            continue
        for record in candidate.records:
            if record.id == row_id:
                return PRESENT if field == ROW_FIELD else record.get(field)
    return None


def fold(tables: Sequence[RecordTable], edits: Iterable[Edit]) -> tuple[RecordTable, ...]:
    """Return the tables with the edits applied in order.

    An edit of a row that is not there adds the row, and a table that is not there is added; such
    a row stays while one of its cells is filled, such a table while it has a row. A row that is
    removed and brought back has its old cells in its old place. Row ids are unique in a role.
    """
    folding = Folding(tables)
    for edit in edits:
        folding.apply(edit)
    return folding.tables()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row that an edit touched; `base_cells` is None for one that the base does not have."""

    record: Record
    base_cells: Mapping[str, Cell] | None
    is_added: bool = False
    is_removed: bool = False

    @property
    def is_present(self) -> bool:
        if self.is_removed:
            return False
        in_its_own_right = self.is_added or self.base_cells is not None
        return in_its_own_right or not all(map(is_empty, self.record.cells.values()))


class Folding:
    """Tables on which edits are applied one by one, without a walk over all rows for each.

    The one changing value of this room: it is made to be kept beside a growing log of edits.
    """

    __slots__ = ("_base", "_tables", "_touched")

    def __init__(self, tables: Sequence[RecordTable]) -> None:
        self._tables = tuple(tables)
        self._base = {(table.role, row.id): row for table in tables for row in table.records}
        self._touched: dict[tuple[str, str], _Row] = {}

    def cell(self, table: str, row_id: str, field: str) -> Cell:
        """Return what a cell holds now; for `ROW_FIELD`, `PRESENT`, `REMOVED` or None."""
        row = self._row(table, row_id)
        if field != ROW_FIELD:
            return None if row.is_removed else row.record.get(field)
        if row.is_removed:
            return REMOVED
        return PRESENT if row.is_present else None

    def apply(self, edit: Edit) -> None:
        """Apply one edit, whatever the cell holds before it."""
        row = self._row(edit.table, edit.row_id)
        if edit.field != ROW_FIELD:
            cells = {**row.record.cells, edit.field: edit.after}
            if edit.after is None and edit.field not in (row.base_cells or NO_CELLS):
                del cells[edit.field]
            row = replace(row, record=replace(row.record, cells=cells))
        elif edit.after == PRESENT:
            # A row that comes back is what it was before: added, or only filled.
            is_added = row.is_added or edit.before != REMOVED
            row = replace(row, is_added=is_added, is_removed=False)
        elif edit.after == REMOVED:
            row = replace(row, is_removed=True)
        else:
            row = replace(row, is_added=False)
        self._touched[edit.table, edit.row_id] = row

    def tables(self) -> tuple[RecordTable, ...]:
        """Return the tables as they stand; rows that edits brought come last."""
        brought: dict[str, list[Record]] = {}
        for (role, row_id), row in self._touched.items():
            if row.is_present and (role, row_id) not in self._base:
                brought.setdefault(role, []).append(row.record)
        standing: list[RecordTable] = []
        for table in self._tables:
            records = self._standing(table)
            records += brought.pop(table.role, [])
            standing.append(replace(table, records=tuple(records)))
        standing += (
            RecordTable(role=role, sheet=role, header_row=0, columns=(), records=tuple(records))
            for role, records in brought.items()
        )
        return tuple(standing)

    def part(self, edits: Iterable[Edit]) -> "Folding":
        """Return a folding of its own for the rows of these edits, to try them on."""
        part = Folding(())
        part._base = self._base
        keys = {(edit.table, edit.row_id) for edit in edits}
        part._touched = {key: self._touched[key] for key in keys if key in self._touched}
        return part

    def _row(self, table: str, row_id: str) -> _Row:
        touched = self._touched.get((table, row_id))
        if touched is not None:
            return touched
        base = self._base.get((table, row_id))
        if base is not None:
            return _Row(record=base, base_cells=base.cells)
        return _Row(record=Record(id=row_id, row=0, cells=NO_CELLS), base_cells=None)

    def _standing(self, table: RecordTable) -> list[Record]:
        rows = ((record, self._touched.get((table.role, record.id))) for record in table.records)
        return [
            record if row is None else row.record
            for record, row in rows
            if row is None or row.is_present
        ]
