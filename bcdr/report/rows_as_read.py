"""Lays the rows of tables out as the sheets they were read from, with what was changed since."""

from collections.abc import Sequence

from openpyxl.utils import column_index_from_string

from bcdr.intake.raw import RawSheet
from bcdr.model.columns import SHEETS
from bcdr.model.records import Cell, RecordTable


def sheets_of_tables(tables: Sequence[RecordTable]) -> tuple[RawSheet, ...]:
    """Return a sheet for each one that tables were read from, each cell in its place.

    Only columns that are used hold cells; rows that were added since stand below the others.
    Tables without a place on a sheet are left out.
    """
    rows: dict[str, dict[int, dict[int, Cell]]] = {}
    for table in tables:
        if table.role not in SHEETS or not table.header_row:
            continue
        cells = rows.setdefault(table.sheet, {})
        for column in table.columns:
            cells.setdefault(table.header_row, {})[_position(column.letter)] = column.header
        places = {c.field: _position(c.letter) for c in table.columns if c.field is not None}
        last = max((record.row for record in table.records), default=table.header_row)
        last = max(last, *cells)
        for record in table.records:
            last += not record.row
            row = cells.setdefault(record.row or last, {})
            row |= {places[field]: cell for field, cell in record.cells.items() if field in places}
    return tuple(
        RawSheet(name=name, is_visible=True, rows=_filled(cells)) for name, cells in rows.items()
    )


def _position(letters: str) -> int:
    """Return the place of a column from 0; one that is named by a row's number has none."""
    return column_index_from_string(letters) - 1 if letters.isalpha() else 0


def _filled(cells: dict[int, dict[int, Cell]]) -> list[list[Cell]]:
    width = max((place for row in cells.values() for place in row), default=-1) + 1
    empty: dict[int, Cell] = {}
    return [
        [cells.get(number, empty).get(place) for place in range(width)]
        for number in range(1, max(cells, default=0) + 1)
    ]
