"""Cells of a review in words: the row by its name, the column by its heading, what it holds."""

from collections.abc import Sequence

from bcdr.model.columns import SHEETS
from bcdr.model.records import Cell, RecordTable
from bcdr.model.review import PRESENT, REMOVED, ROW_FIELD
from bcdr.ui import note_tables
from bcdr.ui.grid import cell_text

RowNames = dict[tuple[str, str], str]


def row_names(tables: Sequence[RecordTable]) -> RowNames:
    """Return what names every row, by table and id."""
    found: RowNames = {}
    for table in tables:
        sheet = SHEETS.get(table.role)
        keys = sheet.key if sheet else ()
        for record in table.records:
            words = [cell_text(record.get(key)) for key in keys]
            found[table.role, record.id] = " / ".join(filter(None, words)) or record.id
    return found


def row_words(table: str, row_id: str, names: RowNames) -> str:
    """Return a row as sheet and name: `Applications: Order desk / Database`."""
    if table == note_tables.ROLE:
        return f"Note on {row_id}"
    return f"{table}: {names.get((table, row_id), row_id)}"


def field_words(table: str, field: str) -> str:
    """Return the heading of a column."""
    if field == ROW_FIELD:
        return "the row"
    sheet = SHEETS.get(table)
    if sheet is None or field not in sheet.fields:
        return field
    return sheet.column(field).header


def held_words(cell: Cell) -> str:
    """Return what a cell holds, in words also where it holds nothing.

    >>> held_words("4 h"), held_words(None)
    ('4 h', 'blank')
    """
    return cell_text(cell) or "blank"


def change_words(field: str, before: Cell, after: Cell) -> tuple[str, str]:
    """Return before and after of a change."""
    if field != ROW_FIELD:
        return held_words(before), held_words(after)
    words = {PRESENT: "in the list", REMOVED: "removed"}
    return words.get(str(before), "not there"), words.get(str(after), "not there")
