"""Turns raw sheets into tables of records: which sheet is what, where its header and rows are."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bcdr.intake import limits
from bcdr.intake.codes import Code
from bcdr.intake.columns_read import settle_units
from bcdr.intake.faults import Fault, FaultLog, enumerate_some, quote
from bcdr.intake.headers import HeaderRow, find_header, known_headers, match_text
from bcdr.intake.letters import letters_to_number, number_to_letters
from bcdr.intake.raw import RawSheet
from bcdr.intake.row_ids import proposed_id, unique_id
from bcdr.intake.text import clean_text, name_key
from bcdr.model.columns import APPLICATIONS, SHEETS
from bcdr.model.findings import Finding
from bcdr.model.records import Cell, ColumnMatch, Record, RecordTable

EXAMPLE_MARK: Final = "example"
"""What the ID cell of the template's example row holds."""

EXPLAINING_SHEETS: Final = frozenset({"columns", "lists"})
"""Sheets of the template that hold no rows, in lower case."""

_TOTALS: Final = frozenset(
    {"total", "totals", "sum", "grand total", "subtotal", "sub-total", "gesamt", "summe"}
    | {"zwischensumme", "gesamtsumme", "total général", "suma", "totaal", "合計"}
)
_ID_TWICE: Final = Fault(
    code=Code.ID_TWICE,
    problem="the ID {value} stands on an earlier row too; a number was put behind this one.",
    many="the IDs {values} stand on earlier rows too; numbers were put behind these.",
    remedy="Give each row its own ID, or leave the cell blank.",
)
_NOT_IN_TABLE: Final = Fault(
    code=Code.COLUMN_NOT_USED,
    problem="the column {value} is not used.",
    many="the columns {values} are not used.",
    remedy="Nothing to do, unless one of them holds what a column of the template asks for: then "
    "give it that header.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesRead:
    """What a file holds as tables, before any value is judged.

    `rows_read` counts rows with anything in a used column; `rows_skipped` those of them left out
    here (example and total rows); `rows_blank` the blank ones between and below.
    """

    tables: tuple[RecordTable, ...]
    findings: tuple[Finding, ...]
    rows_read: int = 0
    rows_skipped: int = 0
    rows_blank: int = 0


@dataclass(slots=True)
class _Counts:
    read: int = 0
    skipped: int = 0
    blank: int = 0


def tables_of(sheets: Sequence[RawSheet]) -> TablesRead:
    """Return the tables of a file's sheets, with a finding for all that is left out."""
    log, counts = FaultLog(), _Counts()
    roles = _assign_roles(sheets, log)
    tables = tuple(_read_table(sheet, header, role, log, counts) for sheet, header, role in roles)
    if not any(table.role == APPLICATIONS.name for table in tables):
        _say_no_usable_sheet(sheets, log)
    return TablesRead(
        tables=tables,
        findings=log.findings(),
        rows_read=counts.read,
        rows_skipped=counts.skipped,
        rows_blank=counts.blank,
    )


def _assign_roles(
    sheets: Sequence[RawSheet], log: FaultLog
) -> list[tuple[RawSheet, HeaderRow, str]]:
    roles: dict[str, tuple[RawSheet, HeaderRow]] = {}
    others: list[RawSheet] = []
    by_name = {name_key(name): name for name in SHEETS}
    for sheet in sheets:
        role = by_name.get(name_key(sheet.name))
        if role is None or role in roles:
            others.append(sheet)
            continue
        header = find_header(sheet.rows, role)
        if header is not None and header.has_required(role):
            roles[role] = (sheet, header)
        elif sheet.rows:
            _say_header_missing(sheet, role, log)
    if APPLICATIONS.name not in roles:
        guessed = _guess_applications(others)
        if guessed is not None:
            roles[APPLICATIONS.name] = guessed
            others.remove(guessed[0])
            log.add(
                Code.SHEET_GUESSED,
                f"the sheet '{guessed[0].name}' is read as the list of applications, with its "
                f"header in row {guessed[1].number}.",
                f"Rename it to {APPLICATIONS.name} if that is right.",
                sheet=guessed[0].name,
            )
    _say_not_used(others, log)
    return [(*roles[name], name) for name in SHEETS if name in roles]


def _guess_applications(sheets: Sequence[RawSheet]) -> tuple[RawSheet, HeaderRow] | None:
    """Return the sheet whose header knows most columns of the list of applications, if any."""
    best: tuple[RawSheet, HeaderRow] | None = None
    for sheet in sheets:
        header = find_header(sheet.rows, APPLICATIONS.name) if sheet.is_visible else None
        if header is None or not header.has_required(APPLICATIONS.name):
            continue
        only_column = len(header.columns) == 1
        if len(header.fields) < 2 and not only_column:
            continue
        if best is None or len(header.fields) > len(best[1].fields):
            best = (sheet, header)
    return best


def _read_table(
    sheet: RawSheet, header: HeaderRow, role: str, log: FaultLog, counts: _Counts
) -> RecordTable:
    spec = SHEETS[role]
    _say_columns(sheet, header, role, log)
    rows = _fill_merged(sheet, header, log)
    positions = [
        (column.field, letters_to_number(column.letter) - 1)
        for column in header.columns
        if column.field is not None
    ]
    records: list[Record] = []
    taken: dict[str, None] = {}
    numbered_only: list[int] = []
    unit_columns = settle_units(rows, header, role, sheet.name, log)
    table = RecordTable(
        role=role,
        sheet=sheet.name,
        header_row=header.number,
        columns=unit_columns.columns,
        records=(),
    )
    for number, row in enumerate(rows[header.number :], start=header.number + 1):
        cells = _cells(row, positions)
        if not cells:
            counts.blank += 1
            continue
        if cells.keys() == {"id"} and spec is APPLICATIONS:
            numbered_only.append(number)
            counts.blank += 1
            continue
        counts.read += 1
        if _left_out(cells, table, number, log):
            counts.skipped += 1
            continue
        cells = unit_columns.apply(cells)
        wanted, is_given = proposed_id(cells, spec, number)
        row_id = unique_id(wanted, taken)
        taken[row_id] = None
        record = Record(id=row_id, row=number, cells=cells)
        if is_given and row_id != wanted:
            log.add_cell(_ID_TWICE, table, record, "id")
        records.append(record)
    if numbered_only:
        log.add(
            Code.BLANK_ROWS,
            f"{len(numbered_only)} rows hold an ID and nothing else; they are read as blank.",
            "Nothing to do.",
            sheet=sheet.name,
            cell=enumerate_some([f"{table.letter('id')}{n}" for n in numbered_only], 3),
        )
    _say_problem_cells(sheet, table, records, log)
    return replace(table, records=tuple(records))


def _cells(row: Sequence[Cell], positions: Sequence[tuple[str, int]]) -> dict[str, Cell]:
    width = len(row)
    cells: dict[str, Cell] = {}
    for field, position in positions:
        if position >= width:
            continue
        cell = row[position]
        if cell is None or cell == "" or (isinstance(cell, str) and cell.isspace()):
            continue
        if isinstance(cell, str) and len(cell) > limits.CELL_LENGTH:
            # One character too many, so that the cell is reported as cut when it is judged.
            cell = cell[: limits.CELL_LENGTH + 1]
        cells[field] = cell
    return cells


def _left_out(cells: dict[str, Cell], table: RecordTable, number: int, log: FaultLog) -> bool:
    """Return whether a row is the template's example, a total or a second header, and say so."""
    spec = SHEETS[table.role]
    names = {field: clean_text(cells.get(field)) for field in spec.key}
    first = names[spec.key[0]]
    cell = f"{table.letter(spec.key[0])}{number}"
    is_example = name_key(clean_text(cells.get("id"))) == EXAMPLE_MARK and all(
        name_key(name) == name_key(spec.column(field).example) for field, name in names.items()
    )
    if is_example:
        log.add(
            Code.EXAMPLE_ROW,
            "this is the example of the template; it is left out.",
            "Nothing to do. You may delete the row.",
            sheet=table.sheet,
            cell=cell,
        )
    elif name_key(first).rstrip(":") in _TOTALS:
        log.add(
            Code.TOTAL_ROW,
            f"{quote(first)} is read as a total of the rows above; it is left out.",
            "Nothing to do. If it is a name, write it in a longer form.",
            sheet=table.sheet,
            cell=cell,
        )
    elif _is_header(cells, table.role, spec.key[0]):
        log.add(
            Code.HEADER_AGAIN,
            "this row repeats the header; it is left out.",
            "Nothing to do.",
            sheet=table.sheet,
            cell=cell,
        )
    else:
        return False
    return True


def _is_header(cells: dict[str, Cell], role: str, first: str) -> bool:
    """Return whether the cells of a row are headers of the very columns they stand in."""
    cell, column = cells.get(first), SHEETS[role].column(first)
    if not isinstance(cell, str) or name_key(cell) not in (name_key(column.header), column.field):
        return False
    return all(isinstance(c, str) and match_text(c, role).field == f for f, c in cells.items())


def _fill_merged(sheet: RawSheet, header: HeaderRow, log: FaultLog) -> list[list[Cell]]:
    """Return the rows with cells that are merged downwards holding their value on every row."""
    used = {letters_to_number(c.letter) - 1 for c in header.columns if c.field is not None}
    merged = [
        (first, last)
        for first, last in sheet.merged
        if first[0] >= header.number and last[0] > first[0] and first[1] in used
    ]
    if not merged:
        return sheet.rows
    rows = [list(row) for row in sheet.rows]
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
    return rows


def _say_problem_cells(
    sheet: RawSheet, table: RecordTable, records: Sequence[Record], log: FaultLog
) -> None:
    """Add a finding for each cell of a used column and row whose value is lost."""
    fields = {c.letter: c for c in table.columns if c.field is not None}
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


def _say_columns(sheet: RawSheet, header: HeaderRow, role: str, log: FaultLog) -> None:
    twice = {column.letter for column in header.twice}
    for column in header.twice:
        first = next(c for c in header.columns if c.field == column.field)
        log.add(
            Code.COLUMN_TWICE,
            f"{quote(column.header)} says the same as {quote(first.header)} in column "
            f"{first.letter}; only the first is used.",
            "Remove one of them, or move what counts into the first.",
            sheet=sheet.name,
            cell=f"{column.letter}{header.number}",
        )
    for column in header.columns:
        if column.field is not None or column.letter in twice:
            continue
        cell = f"{column.letter}{header.number}"
        close = _close_header(column, header, role)
        if close:
            log.add(
                Code.COLUMN_NOT_USED,
                f"the column {quote(column.header)} is not used.",
                f"If it is meant to be {quote(close)}, give it that header.",
                sheet=sheet.name,
                cell=cell,
            )
        else:
            log.add_place(_NOT_IN_TABLE, sheet.name, "", cell, column.header)


def _close_header(column: ColumnMatch, header: HeaderRow, role: str) -> str:
    """Return the header of the contract that a column nearly has and that is still missing."""
    known = known_headers(role)
    close = difflib.get_close_matches(column.header.casefold(), list(known), n=1, cutoff=0.84)
    if not close or known[close[0]][0].field in header.fields:
        return ""
    return known[close[0]][0].header


def _say_header_missing(sheet: RawSheet, role: str, log: FaultLog) -> None:
    needed = [column.header for column in SHEETS[role].columns if column.required]
    if not needed:
        needed = [column.header for column in SHEETS[role].columns[:3]]
    log.add(
        Code.HEADER_MISSING,
        f"no row among the first {limits.HEADER_ROWS} has the header "
        f"{enumerate_some([quote(header) for header in needed], 3)}; the sheet is not read.",
        "Write the headers of the template in one row above the data.",
        sheet=sheet.name,
    )


def _say_not_used(sheets: Sequence[RawSheet], log: FaultLog) -> None:
    names = [
        quote(sheet.name)
        for sheet in sheets
        if sheet.rows and name_key(sheet.name) not in EXPLAINING_SHEETS
    ]
    if names:
        log.add(
            Code.SHEET_NOT_USED,
            f"{'the sheet' if len(names) == 1 else 'the sheets'} {enumerate_some(names, 8)} "
            f"{'is' if len(names) == 1 else 'are'} not used.",
            f"Nothing to do, unless one should be: the names known are {', '.join(SHEETS)}.",
        )


def _say_no_usable_sheet(sheets: Sequence[RawSheet], log: FaultLog) -> None:
    if not any(sheet.rows for sheet in sheets):
        log.add(
            Code.NO_ROWS,
            "the file has no filled cell on any sheet.",
            "Fill in a sheet Applications: one row per application, with its name in a column "
            "Application. `bcdr template` writes an empty one.",
        )
        return
    names = enumerate_some([quote(sheet.name) for sheet in sheets], 5)
    log.add(
        Code.NO_USABLE_SHEET,
        f"no sheet lists applications; there is {names}.",
        "Put the list on a sheet called Applications with a header row and a column Application. "
        "`bcdr template` writes an empty one.",
    )
