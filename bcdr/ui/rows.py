"""Whole rows of a sheet: added, removed, filled together, and taken over from a spreadsheet."""

import datetime
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bcdr.intake import read_tables
from bcdr.intake.units_of_columns import has_unit
from bcdr.model.columns import APPLICATIONS, SHEETS
from bcdr.model.records import Cell, Record, RecordTable
from bcdr.model.review import PRESENT, REMOVED, ROW_FIELD, Edit, ReviewState, is_empty, same_cell
from bcdr.report.wording import counted, listed
from bcdr.ui.grid import cell_text, typed_cell
from bcdr.ui.units import unit_in, with_unit


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, and when."""

    who: str
    when: datetime.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What a pasted piece of a spreadsheet changes, and what of it could not be used."""

    edits: tuple[Edit, ...]
    added: int
    changed: int
    unknown: tuple[str, ...]
    fault: str = ""

    @property
    def words(self) -> str:
        """Return in one sentence what happened."""
        said = f"{counted(self.added, 'row')} added, {counted(self.changed, 'cell')} changed"
        if self.unknown:
            said += f"; not used: the columns {listed(self.unknown)}"
        return f"{said}."


def records_of(review: ReviewState, sheet: str) -> tuple[Record, ...]:
    """Return the rows of a sheet as they stand."""
    return tuple(
        record for table in review.tables if table.role == sheet for record in table.records
    )


def added(
    review: ReviewState, sheet: str, cells: Mapping[str, Cell], author: Author,
    taken: Collection[str] = (),
) -> tuple[Edit, ...]:  # fmt: skip
    """Return the edits that add a row; its id comes from the cells that name it.

    `taken` are ids that may not be used beside those of the sheet.
    """
    names = [cell_text(cells.get(field)) for field in SHEETS[sheet].key]
    known = {record.id for record in records_of(review, sheet)} | set(taken)
    row_id = _new_id("--".join(filter(None, names)), known)
    return (
        _edit(sheet, row_id, ROW_FIELD, (None, PRESENT), author),
        *(
            _edit(sheet, row_id, field, (None, cell), author)
            for field, cell in cells.items()
            if not is_empty(cell)
        ),
    )


def removed(sheet: str, row_ids: Iterable[str], author: Author) -> tuple[Edit, ...]:
    """Return the edits that remove rows; undo brings them back with their cells."""
    return tuple(_edit(sheet, id_, ROW_FIELD, (PRESENT, REMOVED), author) for id_ in row_ids)


def filled(
    sheet: str,
    records: Sequence[Record],
    field: str,
    text: str,
    author: Author,
    *,
    only_blank: bool,
) -> tuple[Edit, ...]:
    """Return the edits that write one text into a column of several rows."""
    wanted = typed_cell(text)
    return tuple(
        _edit(sheet, record.id, field, (record.get(field), wanted), author)
        for record in records
        if not same_cell(record.get(field), wanted)
        and not (only_blank and not is_empty(record.get(field)))
    )


def pasted(review: ReviewState, text: str, author: Author) -> Pasted:
    """Return what rows copied from a spreadsheet, with their headings, add and change.

    A row whose application and workload are in the list changes the cells it fills; others are
    added. Nothing is removed or emptied. Plain numbers keep the unit that the heading above them
    names: it is written beside them where the list holds that column in another one.
    """
    nothing = Pasted(edits=(), added=0, changed=0, unknown=())
    separator = "tsv" if "\t" in text else "csv"
    read = read_tables(text.encode(), f"pasted.{separator}")
    table = next((one for one in read.tables if one.role == APPLICATIONS.name), None)
    if table is None or not table.records:
        return Pasted(
            edits=(), added=0, changed=0, unknown=(),
            fault="No row with an application was found. Copy the rows together with the line of "
            "headings, one of which names the application.",
        )  # fmt: skip
    known = {_name(record): record for record in records_of(review, APPLICATIONS.name)}
    units = _Units(review.tables, table)
    taken: set[str] = set()
    edits: list[Edit] = []
    count = 0
    for record in table.records:
        there = known.get(_name(record))
        if there is None:
            cells = {
                field: units.kept(field, cell)
                for field, cell in record.cells.items()
                if field != "id"
            }
            new = added(review, APPLICATIONS.name, cells, author, taken)
            taken.add(new[0].row_id)
            edits += new
            count += 1
            continue
        edits += (
            _edit(APPLICATIONS.name, there.id, field, (there.get(field), cell), author)
            for field, given in record.cells.items()
            if field != "id" and not is_empty(given)
            for cell in (units.kept(field, given, there.id),)
            if not same_cell(there.get(field), cell)
        )
    if not edits:
        return nothing
    changed = sum(1 for edit in edits if edit.row_id not in taken)
    unknown = tuple(one.header for one in table.columns if one.field is None)
    return Pasted(edits=tuple(edits), added=count, changed=changed, unknown=unknown)


class _Units:
    """The units that a pasted table and the list keep their columns in."""

    def __init__(self, tables: Sequence[RecordTable], pasted_table: RecordTable) -> None:
        self._tables = [table for table in tables if table.role == APPLICATIONS.name]
        self._pasted = pasted_table
        self._of_row = {row.id: table for table in self._tables for row in table.records}

    def kept(self, field: str, cell: Cell, row_id: str = "") -> Cell:
        """Return a pasted cell as it means the same in its row; a new row is one of the first."""
        column = APPLICATIONS.column(field)
        table = self._of_row.get(row_id) or next(iter(self._tables), None)
        held = unit_in(table, column) if table else column.unit
        header = next((one.header for one in self._pasted.columns if one.field == field), "")
        given = unit_in(self._pasted, column) if has_unit(header, field) else held
        return cell if held == given else with_unit(cell, column, given)


def _name(record: Record) -> tuple[str, ...]:
    return tuple(cell_text(record.get(field)).strip().casefold() for field in APPLICATIONS.key)


def _new_id(name: str, known: Collection[str]) -> str:
    base = re.sub(r"[^\w]+", "-", name.casefold()).strip("-") or "row"
    tried, number = base, 1
    while tried in known:
        number += 1
        tried = f"{base}-{number}"
    return tried


def _edit(sheet: str, row_id: str, field: str, change: tuple[Cell, Cell], author: Author) -> Edit:
    before, after = change
    return Edit(
        table=sheet,
        row_id=row_id,
        field=field,
        before=before,
        after=after,
        who=author.who,
        when=author.when,
    )
