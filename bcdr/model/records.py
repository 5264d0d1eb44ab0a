"""Rows as they were read, before anyone judged them: the base that edits are made on."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

Cell: TypeAlias = (
    str
    | float
    | int
    | bool
    | datetime.datetime
    | datetime.date
    | datetime.time
    | datetime.timedelta
    | None
)
"""One raw value of a spreadsheet; None and blank text both mean empty."""

JsonCell: TypeAlias = str | float | int | bool | dict[str, str | float] | None
"""A cell as JSON: dates, times and spans become a one-key object that names the type."""

NO_CELLS: Final[Mapping[str, Cell]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row: a stable id, the row number in its sheet (0 if made in the app), raw cells."""

    id: str
    row: int
    cells: Mapping[str, Cell]

    def get(self, field: str) -> Cell:
        """Return the raw cell of a field, None where there is none."""
        return self.cells.get(field)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMatch:
    """One column of a table as read: its header, letter, and the field it was taken for.

    `field` is None for a column that is not used. `confidence` runs from 0 to 1.
    """

    header: str
    letter: str
    field: str | None
    unit: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTable:
    """One table of a workbook: `role` is the contract's sheet name, `sheet` the file's own.

    `family` names the known kind of export it is (`RVTools vInfo`), which some values depend on.
    """

    role: str
    sheet: str
    header_row: int
    columns: tuple[ColumnMatch, ...]
    records: tuple[Record, ...]
    family: str = ""

    def letter(self, field: str) -> str:
        """Return the column letter of a field, empty if the table has no such column."""
        return next((c.letter for c in self.columns if c.field == field), "")

    def cell_name(self, record: Record, field: str) -> str:
        """Return the cell as the user sees it (`E7`), or the record's id if it has no row."""
        letter = self.letter(field)
        return f"{letter}{record.row}" if letter and record.row else record.id


def cell_to_json(cell: Cell) -> JsonCell:
    """Return a cell as a JSON value that `cell_from_json` turns back into the same cell."""
    if isinstance(cell, datetime.datetime):
        return {"datetime": cell.isoformat()}
    if isinstance(cell, datetime.date):
        return {"date": cell.isoformat()}
    if isinstance(cell, datetime.time):
        return {"time": cell.isoformat()}
    if isinstance(cell, datetime.timedelta):
        return {"seconds": cell.total_seconds()}
    return cell


def cell_from_json(value: JsonCell) -> Cell:
    """Return the cell that `cell_to_json` wrote.

    Raises:
        ValueError: the object names a type that no cell has.
    """
    if not isinstance(value, dict):
        return value
    match next(iter(value.items()), None):
        case ("datetime", str(text)):
            return datetime.datetime.fromisoformat(text)
        case ("date", str(text)):
            return datetime.date.fromisoformat(text)
        case ("time", str(text)):
            return datetime.time.fromisoformat(text)
        case ("seconds", (int() | float()) as seconds):
            return datetime.timedelta(seconds=seconds)
        case _:
            raise ValueError(f"{value!r} is no stored cell; expected datetime, date, time, seconds")
