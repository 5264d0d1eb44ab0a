"""Turns raw sheets into tables of records, as proposals say what they are and what columns mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bcdr.intake import limits
from bcdr.intake.codes import Code
from bcdr.intake.columns_read import SettledColumns, UsedColumn, settle_columns
from bcdr.intake.contract_tables import contract_role
from bcdr.intake.corrections import table_of
from bcdr.intake.faults import Fault, FaultLog, enumerate_some
from bcdr.intake.letters import number_to_letters
from bcdr.intake.pairs import is_reversed, pair_column
from bcdr.intake.raw import RawSheet
from bcdr.intake.read_block import BlockTable
from bcdr.intake.row_ids import proposed_id, unique_id
from bcdr.intake.say_tables import (
    say_no_usable_sheet,
    say_skipped,
    say_table,
    say_unused_sheets,
)
from bcdr.model.columns import APPLICATIONS, SHEETS
from bcdr.model.findings import Finding
from bcdr.model.quantities import parse_in_unit
from bcdr.model.recognition import Layout, SheetProposal, SkipKind, TableRole
from bcdr.model.records import Cell, Record, RecordTable

_USABLE: Final = frozenset({APPLICATIONS.name, "VMs", "Backups", "Dependencies"})
"""Sheets of which one at least makes a file worth reading; what is missing is said later."""

_ID_TWICE: Final = Fault(
    code=Code.ID_TWICE,
    problem="the ID {value} stands on an earlier row too; a number was put behind this one.",
    many="the IDs {values} stand on earlier rows too; numbers were put behind these.",
    remedy="Give each row its own ID, or leave the cell blank.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesRead:
    """What a file holds as tables, before any value is judged.

    `rows_read` counts rows with anything in a used column; `rows_skipped` those of them left out
    here (example and total rows); `rows_blank` the blank ones between and below. `proposals` say
    what each table on its sheets was taken for.
    """

    tables: tuple[RecordTable, ...]
    findings: tuple[Finding, ...]
    rows_read: int = 0
    rows_skipped: int = 0
    rows_blank: int = 0
    proposals: tuple[SheetProposal, ...] = ()


@dataclass(slots=True)
class _Counts:
    read: int = 0
    skipped: int = 0
    blank: int = 0


def tables_of(sheets: Sequence[RawSheet], proposals: Sequence[SheetProposal]) -> TablesRead:
    """Return the tables of a file's sheets, with a finding for all that is left out.

    `proposals` are what `recognise` returned for these sheets, as people may have corrected them.
    """
    log, counts = FaultLog(), _Counts()
    by_name = {sheet.name: sheet for sheet in sheets}
    taken: dict[TableRole, dict[str, None]] = {}
    tables: list[RecordTable] = []
    used = [p for p in proposals if p.role is not TableRole.IGNORED and p.sheet in by_name]
    order = {name: place for place, name in enumerate(SHEETS)}
    for proposal in sorted(used, key=lambda p: order[p.role.value]):
        sheet = by_name[proposal.sheet]
        table = table_of(sheet, proposal)
        if table is not None:
            ids = taken.setdefault(proposal.role, {})
            tables += _read(sheet, table, proposal, ids, log, counts)
    say_unused_sheets(sheets, proposals, log)
    if not any(table.role in _USABLE for table in tables):
        say_no_usable_sheet(sheets, log)
    return TablesRead(
        tables=tuple(tables),
        findings=log.findings(),
        rows_read=counts.read,
        rows_skipped=counts.skipped,
        rows_blank=counts.blank,
        proposals=tuple(proposals),
    )


def _read(
    sheet: RawSheet,
    table: BlockTable,
    proposal: SheetProposal,
    taken: dict[str, None],
    log: FaultLog,
    counts: _Counts,
) -> Iterator[RecordTable]:
    is_contract = proposal.confidence == 1.0 and contract_role(sheet.name) == proposal.role.value
    say_table(proposal, is_contract, log)
    table = _with_merged_filled(sheet, table, proposal, log)
    columns = settle_columns(table, proposal, log)
    spec = SHEETS[proposal.role.value]
    read = RecordTable(
        role=proposal.role.value,
        sheet=sheet.name,
        header_row=0 if table.letters else table.header_at + 1,
        columns=columns.columns,
        records=(),
        family=proposal.family,
    )
    records: list[Record] = []
    for number, cells in _rows(table, proposal, columns, counts):
        wanted, is_given = proposed_id(cells, spec, number)
        row_id = unique_id(wanted, taken)
        taken[row_id] = None
        record = Record(id=row_id, row=number, cells=cells)
        if is_given and row_id != wanted:
            log.add_cell(_ID_TWICE, read, record, "id")
        records.append(record)
    name = next((letter for field in (*spec.key, "notes") if (letter := read.letter(field))), "A")
    say_skipped(proposal, table, name, read.letter("id") if is_contract else "", log)
    _say_problem_cells(sheet, read, records, log)
    if proposal.layout is Layout.MIXED_RECORDS:
        yield from _split(table, replace(read, records=tuple(records)))
    else:
        yield replace(read, records=tuple(records))


def _rows(
    table: BlockTable, proposal: SheetProposal, columns: SettledColumns, counts: _Counts
) -> Iterator[tuple[int, dict[str, Cell]]]:
    """Yield the number and the filled cells of each row that holds a record."""
    skipped = {
        row
        for group in proposal.skipped
        for first, last in group.rows
        for row in range(first, last + 1)
    }
    empty = {
        row
        for group in proposal.skipped
        if group.kind is SkipKind.NUMBERED_EMPTY
        for first, last in group.rows
        for row in range(first, last + 1)
    }
    direction = pair_column(table) if proposal.role is TableRole.DEPENDENCIES else None
    for at in range(table.first, table.last + 1):
        row = table.rows[at]
        number = table.numbers[at - table.first] if table.numbers else at + 1
        cells = _cells(row, at, columns)
        if not cells or number in empty:
            counts.blank += 1
            continue
        counts.read += 1
        if number in skipped:
            counts.skipped += 1
            continue
        if direction is not None and direction < len(row) and is_reversed(row[direction]):
            cells = _turned_round(cells)
        yield number, cells


def _cells(row: Sequence[Cell], at: int, columns: SettledColumns) -> dict[str, Cell]:
    width = len(row)
    cells: dict[str, Cell] = {}
    for column in columns.used:
        if column.position >= width:
            continue
        cell = row[column.position]
        if cell is None or cell == "" or (isinstance(cell, str) and cell.isspace()):
            continue
        if isinstance(cell, str) and len(cell) > limits.CELL_LENGTH:
            # One character too many, so that the cell is reported as cut when it is judged.
            cell = cell[: limits.CELL_LENGTH + 1]
        cell = columns.cell(column, at, cell)
        if column.field in cells:
            cell = _sum(cells[column.field], cell, column)
        cells[column.field] = cell
    return cells


def _sum(one: Cell, other: Cell, column: UsedColumn) -> Cell:
    """Return two sizes of a row as one in GB; the largest where the largest is asked for."""
    unit = column.unit or "GB"
    sizes = [
        size
        for cell in (one, other)
        if (size := parse_in_unit(_with_unit(cell, unit), "GB")) is not None
    ]
    if len(sizes) < 2:
        return one if sizes else other
    total = max(sizes) if column.field == "largest_disk_gb" else sum(sizes)
    return f"{total:.10g} GB"


def _with_unit(cell: Cell, unit: str) -> str:
    text = str(cell).strip()
    return text if any(char.isalpha() for char in text) else f"{text} {unit}"


def _turned_round(cells: dict[str, Cell]) -> dict[str, Cell]:
    """Return the cells of a pair whose kind says that the second needs the first."""
    name = "application" if "application" in cells else "workload"
    if name not in cells or "depends_on" not in cells:
        return cells
    return {**cells, name: cells["depends_on"], "depends_on": cells[name]}


def _split(table: BlockTable, read: RecordTable) -> Iterator[RecordTable]:
    """Yield applications and dependencies of a sheet whose rows are of several kinds."""
    direction = pair_column(table)
    own: list[Record] = []
    pairs: list[Record] = []
    for record in read.records:
        facts = record.cells.keys() - {"application", "workload", "depends_on", "id"}
        if "depends_on" not in record.cells or facts:
            own.append(record)
            continue
        row = table.rows[record.row - 1]
        cells = dict(record.cells)
        if direction is not None and direction < len(row) and is_reversed(row[direction]):
            cells = _turned_round(cells)
        pairs.append(replace(record, id=f"{record.id}-{record.row}", cells=cells))
    yield replace(read, records=tuple(own))
    if pairs:
        fields = SHEETS[TableRole.DEPENDENCIES.value].fields
        columns = tuple(
            replace(c, field=c.field if c.field in fields else None) for c in read.columns
        )
        yield replace(
            read, role=TableRole.DEPENDENCIES.value, columns=columns, records=tuple(pairs)
        )


def _with_merged_filled(
    sheet: RawSheet, table: BlockTable, proposal: SheetProposal, log: FaultLog
) -> BlockTable:
    """Return the table with cells that are merged downwards holding their value on every row."""
    if table.letters:
        return table
    used = {c.letter for c in proposal.columns if c.field is not None}
    merged = [
        (first, last)
        for first, last in sheet.merged
        if table.first <= first[0] <= table.last
        and last[0] > first[0]
        and number_to_letters(first[1] + 1) in used
    ]
    if not merged:
        return table
    rows = [list(row) for row in table.rows]
    for (top, column), (bottom, _) in merged:
        if top >= len(rows) or column >= len(rows[top]):
            continue
        for below in rows[top + 1 : bottom + 1]:
            if column < len(below) and below[column] in ("", None):
                below[column] = rows[top][column]
    log.add(
        Code.MERGED_CELLS,
        f"{len(merged)} groups of cells are merged over several rows; each row was given the "
        "value.",
        "Check these rows; unmerge the cells to be sure.",
        sheet=sheet.name,
        cell=enumerate_some(
            [f"{number_to_letters(top[1] + 1)}{top[0] + 1}" for top, _ in merged], 3
        ),
    )
    return replace(table, rows=rows)


def _say_problem_cells(
    sheet: RawSheet, table: RecordTable, records: Sequence[Record], log: FaultLog
) -> None:
    """Add a finding for each cell of a used column and row whose value is lost."""
    fields = {c.letter: c for c in table.columns if c.field is not None and c.letter}
    last_row = max((record.row for record in records), default=0)
    for problem in sheet.problem_cells:
        letters = problem.cell.rstrip("0123456789")
        column = fields.get(letters)
        if column is None or not table.header_row < int(problem.cell[len(letters) :]) <= last_row:
            continue
        log.add_place(_problem_fault(problem.code), sheet.name, letters, problem.cell, problem.text)


def _problem_fault(code: Code) -> Fault:
    if code is Code.ERROR_CELL:
        return Fault(
            code=code,
            problem="the cell shows {value} in place of a value; it is read as blank.",
            many="the cells show {values} in place of values; they are read as blank.",
            remedy="Mend the formula or write the value.",
        )
    return Fault(
        code=code,
        problem="the cell holds a formula whose result was never stored; it is read as blank.",
        many="the cells hold formulas whose results were never stored; they are read as blank.",
        remedy="Open the workbook in Excel or LibreOffice, save it and upload it again, or write "
        "the value.",
    )
