"""Settles the units of a table's columns when it is read, so that each cell then says its own.

A plain number in a column whose header names another unit is written with that unit; a column of
shares written as fractions is written in percent. After that a cell means the same wherever it
stands, also when it is changed later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bcdr.intake.codes import Code
from bcdr.intake.faults import FaultLog, quote
from bcdr.intake.headers import HeaderRow
from bcdr.intake.letters import letters_to_number
from bcdr.model.columns import SHEETS, Kind
from bcdr.model.quantities import parse_number
from bcdr.model.records import Cell, ColumnMatch

_AS_FRACTION: Final = "fraction"


@dataclass(frozen=True, slots=True)
class UnitColumns:
    """The columns of a table with the unit of each, and which plain numbers need a unit."""

    columns: tuple[ColumnMatch, ...]
    _added: Mapping[str, str] = field(default_factory=dict)

    def apply(self, cells: dict[str, Cell]) -> dict[str, Cell]:
        """Return the cells of a row with units where the column's header or values give them."""
        for name, unit in self._added.items():
            number = _plain_number(cells.get(name))
            if number is None:
                continue
            if unit == _AS_FRACTION:
                cells[name] = f"{number * 100:.10g}%"
            else:
                cells[name] = f"{number:.15g} {unit}"
        return cells


def settle_units(
    rows: Sequence[Sequence[Cell]], header: HeaderRow, role: str, sheet: str, log: FaultLog
) -> UnitColumns:
    """Return the columns with their units, with a note for each that is not the contract's."""
    added: dict[str, str] = {}
    for column in header.columns:
        if column.field is None:
            continue
        spec = SHEETS[role].column(column.field)
        cell = f"{column.letter}{header.number}"
        if column.unit and column.unit != spec.unit:
            added[column.field] = column.unit
            log.add(
                Code.UNIT_FROM_HEADER,
                f"plain numbers under {quote(column.header)} are read as {column.unit}.",
                "Nothing to do if that is right.",
                sheet=sheet,
                cell=cell,
            )
        elif spec.kind is Kind.SHARE and _are_fractions(rows, header.number, column.letter):
            added[column.field] = _AS_FRACTION
            log.add(
                Code.SHARES_AS_FRACTIONS,
                f"all numbers under {quote(column.header)} are 1 or less; they are read as "
                "shares, so that 0.07 is 7%.",
                "If 0.07 is meant to be 0.07%, write the sign: 0.07%.",
                sheet=sheet,
                cell=cell,
            )
    return UnitColumns(header.columns, added)


def _are_fractions(rows: Sequence[Sequence[Cell]], header_row: int, letters: str) -> bool:
    """Return whether all plain numbers of a column are 1 or less and one of them is below 1."""
    position = letters_to_number(letters) - 1
    numbers = [
        number
        for row in rows[header_row:]
        if position < len(row) and (number := _plain_number(row[position])) is not None
    ]
    return any(0 < number < 1 for number in numbers) and all(0 <= n <= 1 for n in numbers)


def _plain_number(cell: Cell) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return float(cell)
    return parse_number(cell) if isinstance(cell, str) else None
