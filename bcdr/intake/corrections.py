"""Applies what a person corrected: the role of a table, fields and units of its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bcdr.intake.block_rows import find_rows
from bcdr.intake.column_values import column_values
from bcdr.intake.columns_read import position_of
from bcdr.intake.raw import RawSheet
from bcdr.intake.read_block import BlockTable, propose, row_rules
from bcdr.intake.recognise import tables_on
from bcdr.intake.text import name_key
from bcdr.intake.units_of_columns import unit_of_column
from bcdr.model.columns import SHEETS
from bcdr.model.recognition import (
    ColumnProposal,
    Layout,
    SheetCorrection,
    SheetProposal,
    SkippedRows,
    TableRole,
    UnitSource,
)

_CHOSEN: Final = "A person chose it."
_CHOSEN_NOT: Final = "A person chose not to use it."
_REPLACED: Final = "A person chose another column for that field."
_LEFT_ALONE: Final = "It is to be left alone, as a person chose."
_CELLS_SEEN: Final = 400


def corrected(
    sheets: Sequence[RawSheet],
    proposals: Sequence[SheetProposal],
    corrections: Sequence[SheetCorrection],
) -> tuple[SheetProposal, ...]:
    """Return the proposals as a person corrected them; a correction counts for equal headers.

    A field or column that the table does not have is passed over. What is set twice is the later
    one's. Pure.
    """
    by_key = {correction.headers_key: correction for correction in corrections}
    by_name = {sheet.name: sheet for sheet in sheets}
    return tuple(
        _corrected(by_name[proposal.sheet], proposal, by_key[proposal.headers_key])
        if proposal.headers_key in by_key and proposal.sheet in by_name
        else proposal
        for proposal in proposals
    )


def table_of(sheet: RawSheet, proposal: SheetProposal) -> BlockTable | None:
    """Return the table on a sheet that a proposal speaks of, None if it is not there."""
    # Columns of a table that was turned round are not named by letters alone.
    is_form = any(not column.letter.isalpha() for column in proposal.columns)
    same = [
        table
        for table in tables_on(proposal.file, sheet)
        if table.block == proposal.block and table.header_rows[0] == proposal.header_rows[0]
    ]
    fitting = [table for table in same if (table.letters is not None) == is_form]
    return next(iter(fitting or same), None)


def _corrected(
    sheet: RawSheet, proposal: SheetProposal, correction: SheetCorrection
) -> SheetProposal:
    table = table_of(sheet, proposal)
    role = correction.role or _role_of(proposal, correction)
    if table is None or (role is TableRole.IGNORED and correction.role is None):
        return proposal
    if role is TableRole.IGNORED:
        return replace(
            proposal,
            role=role,
            layout=Layout.REJECTED,
            row_count=0,
            skipped=(),
            confidence=1.0,
            reason=_LEFT_ALONE,
        )
    if role is not proposal.role:
        proposal = replace(propose(table, role), reason=_CHOSEN, confidence=0.99)
    columns = _columns(table, proposal, correction)
    if columns == proposal.columns:
        return proposal
    return _with_rows(table, replace(proposal, columns=columns))


def _role_of(proposal: SheetProposal, correction: SheetCorrection) -> TableRole:
    """Return the proposed role; of a table that was left alone, one that has the chosen fields."""
    chosen = {field for field in correction.fields.values() if field is not None}
    if proposal.role is not TableRole.IGNORED or not chosen:
        return proposal.role
    fitting = (TableRole(name) for name, sheet in SHEETS.items() if chosen.issubset(sheet.fields))
    return next(fitting, proposal.role)


def _columns(
    table: BlockTable, proposal: SheetProposal, correction: SheetCorrection
) -> tuple[ColumnProposal, ...]:
    known = SHEETS[proposal.role.value].fields
    chosen: dict[str, str | None] = {}
    for column in proposal.columns:
        is_said, field = _said(column, correction.fields)
        if is_said and (field is None or field in known) and field != column.field:
            chosen[column.letter] = field
    taken = {field for field in chosen.values() if field is not None}
    found: list[ColumnProposal] = []
    for column in proposal.columns:
        changed = column
        if column.letter in chosen:
            changed = _with_field(table, proposal.role, column, chosen[column.letter])
        elif column.field in taken:
            changed = _without_field(column, _REPLACED)
        unit = _unit(changed, correction.units)
        is_open = changed.unit_source is UnitSource.ASSUMED
        if unit and changed.field is not None and (unit != changed.unit or is_open):
            changed = replace(changed, unit=unit, unit_source=UnitSource.ANSWERED)
        # A cell with several fields has one proposal for each; a person gives the column one.
        if column.letter not in chosen or all(c.letter != column.letter for c in found):
            found.append(changed)
    return tuple(found)


def _said(column: ColumnProposal, fields: Mapping[str, str | None]) -> tuple[bool, str | None]:
    """Return whether a person spoke of a column, and the field; its letter comes first."""
    if column.letter in fields:
        return True, fields[column.letter]
    for header, field in fields.items():
        if name_key(header) == name_key(column.header):
            return True, field
    return False, None


def _unit(column: ColumnProposal, units: Mapping[str, str]) -> str:
    if column.letter in units:
        return units[column.letter]
    named = (unit for header, unit in units.items() if name_key(header) == name_key(column.header))
    return next(named, "")


def _with_field(
    table: BlockTable, role: TableRole, column: ColumnProposal, field: str | None
) -> ColumnProposal:
    if field is None:
        return _without_field(column, _CHOSEN_NOT)
    position = position_of(table, column.letter)
    rows = table.rows[table.first : table.last + 1][:_CELLS_SEEN]
    values = column_values(row[position] for row in rows if position < len(row))
    unit = unit_of_column(field, SHEETS[role.value].column(field).unit, column.header, values)
    return replace(
        column,
        field=field,
        unit=unit.unit,
        unit_source=unit.source,
        confidence=1.0,
        runner_up=None,
        reason=_CHOSEN,
    )


def _without_field(column: ColumnProposal, reason: str) -> ColumnProposal:
    return replace(
        column,
        field=None,
        unit="",
        unit_source=None,
        confidence=1.0,
        runner_up=None,
        reason=reason,
    )


def _with_rows(table: BlockTable, proposal: SheetProposal) -> SheetProposal:
    """Return the proposal with the rows that hold records, now that columns mean other things."""
    rules = row_rules(
        table.rows[table.header_at],
        [(position_of(table, c.letter), c.field) for c in proposal.columns if c.field],
        proposal.role,
        left=table.left,
        right=table.right,
        is_contract=False,
    )
    found = find_rows(table.rows, table.first, table.last, rules)
    skipped = tuple(_numbered(table, item) for item in found.as_tuple())
    return replace(proposal, row_count=found.record_count, skipped=skipped)


def _numbered(table: BlockTable, skipped: SkippedRows) -> SkippedRows:
    """Return skipped rows by the numbers of the sheet, where a form was turned round."""
    if table.numbers is None:
        return skipped
    numbers = [
        table.numbers[row - 1 - table.first]
        for first, last in skipped.rows
        for row in range(first, last + 1)
    ]
    return replace(skipped, rows=tuple((number, number) for number in sorted(numbers)))
