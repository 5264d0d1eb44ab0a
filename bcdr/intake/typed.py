"""Reads the rows of a table: each filled cell becomes a value of its column's kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bcdr.intake.cells import CellReader, Typed, reader_of
from bcdr.intake.faults import Fault, FaultLog
from bcdr.intake.words import Words
from bcdr.model.columns import SHEETS
from bcdr.model.records import Cell, Record, RecordTable
from bcdr.model.review import is_empty


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRow:
    """A row with the value of every filled cell.

    A field that is there with None was filled with something that could not be read; a blank
    field is not there at all.
    """

    table: RecordTable
    record: Record
    values: Mapping[str, Any]

    def get(self, field: str) -> Any:
        """Return the value of a field, None where it is blank or could not be read."""
        return self.values.get(field)

    def text(self, field: str) -> str:
        """Return the text of a field, empty where it is blank."""
        return self.values.get(field) or ""

    def fault(self, log: FaultLog, fault: Fault, field: str, value: Cell = None) -> None:
        """Add a fault of one of the row's cells."""
        log.add_cell(fault, self.table, self.record, field, value)


def typed_rows(table: RecordTable, words: Words, log: FaultLog) -> list[TypedRow]:
    """Return a table's rows with their values; what cannot be read becomes a finding."""
    sheet = SHEETS[table.role]
    readers: dict[str, CellReader] = {c.field: reader_of(c, words) for c in sheet.columns}
    # Lists of thousands of rows repeat their texts; each is read once a column.
    read: dict[str, dict[tuple[type, Cell], Typed]] = {field: {} for field in readers}
    rows: list[TypedRow] = []
    for record in table.records:
        values: dict[str, Any] = {}
        for field, cell in record.cells.items():
            reader = readers.get(field)
            if reader is None or is_empty(cell):
                continue
            known = read[field]
            key = (cell.__class__, cell)
            typed = known.get(key)
            if typed is None:
                typed = known[key] = reader(cell)
            value, fault = typed
            if fault is not None:
                log.add_cell(fault, table, record, field)
            elif value is None:
                continue
            values[field] = value
        rows.append(TypedRow(table=table, record=record, values=values))
    return rows
