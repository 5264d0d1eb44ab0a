"""Settles the units of a table's columns when it is read, so that each cell is read in its own.

A plain number keeps its cell; the unit stands with the column. Where a number format gives single
cells another unit than their column, the unit is written to these cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault, FaultLog, quote
from bcdr.intake.letters import letters_to_number
from bcdr.intake.number_formats import cell_as_shown
from bcdr.intake.read_block import BlockTable
from bcdr.intake.units_of_columns import has_unit
from bcdr.model.columns import SHEETS, Kind
from bcdr.model.quantities import parse_number
from bcdr.model.recognition import ColumnProposal, SheetProposal, UnitSource
from bcdr.model.records import Cell, ColumnMatch

FRACTION: Final = "fraction"
"""The unit of a column of shares where 0.07 is 7%."""

_ASSUMED: Final = Fault(
    code=Code.UNIT_ASSUMED,
    problem="nothing says the unit of the numbers under {value}; they are read as {unit}.",
    many="nothing says the unit of the numbers under {values}; they are read as {unit}.",
    remedy="Check it. If it is wrong, say the unit in the header, such as {example}.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedColumn:
    """A column that is used: where it stands (index from 0), its field, and who says its unit."""

    position: int
    field: str
    unit: str
    names_unit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledColumns:
    """The columns of a table with their units, and what single cells say of theirs."""

    columns: tuple[ColumnMatch, ...]
    used: tuple[UsedColumn, ...]
    number_formats: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def cell(self, column: UsedColumn, row: int, cell: Cell) -> Cell:
        """Return a cell as it is kept: its own unit is written where its format gives one."""
        if not self.number_formats or not isinstance(cell, (int, float)):
            return cell
        code = self.number_formats.get((row, column.position))
        return cell_as_shown(cell, code, has_column_unit=column.names_unit) if code else cell


def settle_columns(table: BlockTable, proposal: SheetProposal, log: FaultLog) -> SettledColumns:
    """Return the columns with their units, with a note for each that is not the contract's."""
    sheet = SHEETS[proposal.role.value]
    matches: list[ColumnMatch] = []
    used: list[UsedColumn] = []
    for column in proposal.columns:
        unit = column.unit
        if column.field is not None:
            position = position_of(table, column.letter)
            spec = sheet.column(column.field)
            cell = _header_cell(table, column)
            if spec.kind is Kind.SHARE and _are_fractions(table, position):
                unit = FRACTION
                _say_fractions(column, proposal, cell, log)
            elif column.unit_source is UnitSource.ASSUMED:
                # Zero is zero in every unit: only other numbers raise the question.
                if any(_numbers(table, position)):
                    _say_assumed(column, proposal, cell, log)
            elif unit and unit != spec.unit and column.unit_source is not UnitSource.CELL:
                _say_unit(column, proposal, cell, log)
            used.append(
                UsedColumn(
                    position=position,
                    field=column.field,
                    unit=unit,
                    names_unit=has_unit(column.header, column.field),
                )
            )
        matches.append(
            ColumnMatch(
                header=column.header,
                letter="" if table.letters else column.letter,
                field=column.field,
                unit=unit,
                confidence=column.confidence,
            )
        )
    return SettledColumns(
        columns=tuple(matches), used=tuple(used), number_formats=table.number_formats or {}
    )


def position_of(table: BlockTable, letter: str) -> int:
    """Return the index of the column with a letter, or of the row of a form with its number."""
    return table.letters.index(letter) if table.letters else letters_to_number(letter) - 1


def _header_cell(table: BlockTable, column: ColumnProposal) -> str:
    if table.letters:
        return ""
    return f"{column.letter}{table.header_at + 1}"


def _are_fractions(table: BlockTable, position: int) -> bool:
    """Return whether all plain numbers of a column are 1 or less and one of them is below 1."""
    if any(code for code in _formats(table, position)):
        return False
    numbers = _numbers(table, position)
    return any(0 < number < 1 for number in numbers) and all(0 <= n <= 1 for n in numbers)


def _numbers(table: BlockTable, position: int) -> list[float]:
    return [
        number
        for row in table.rows[table.first : table.last + 1]
        if position < len(row) and (number := _plain_number(row[position])) is not None
    ]


def _formats(table: BlockTable, position: int) -> Sequence[str]:
    formats = table.number_formats
    if not formats:
        return ()
    rows = range(table.first, table.last + 1)
    return [code for at in rows if (code := formats.get((at, position))) and "%" in code]


def _plain_number(cell: Cell) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return float(cell)
    return parse_number(cell) if isinstance(cell, str) and cell else None


def _say_unit(column: ColumnProposal, proposal: SheetProposal, cell: str, log: FaultLog) -> None:
    log.add(
        Code.UNIT_FROM_HEADER,
        f"plain numbers under {quote(column.header)} are read as {column.unit}.",
        "Nothing to do if that is right.",
        sheet=proposal.sheet,
        cell=cell,
    )


def _say_assumed(column: ColumnProposal, proposal: SheetProposal, cell: str, log: FaultLog) -> None:
    is_time = SHEETS[proposal.role.value].column(column.field or "").kind is Kind.DURATION
    fault = Fault(
        code=_ASSUMED.code,
        problem=_ASSUMED.problem.replace("{unit}", column.unit),
        many=_ASSUMED.many.replace("{unit}", column.unit),
        remedy=_ASSUMED.remedy.replace("{example}", "RTO (min)" if is_time else "Size (TB)"),
    )
    log.add_place(fault, proposal.sheet, "", cell, column.header)


def _say_fractions(
    column: ColumnProposal, proposal: SheetProposal, cell: str, log: FaultLog
) -> None:
    log.add(
        Code.SHARES_AS_FRACTIONS,
        f"all numbers under {quote(column.header)} are 1 or less; they are read as "
        "shares, so that 0.07 is 7%.",
        "If 0.07 is meant to be 0.07%, write the sign: 0.07%.",
        sheet=proposal.sheet,
        cell=cell,
    )
