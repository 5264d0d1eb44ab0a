"""Says what was made of a file's sheets: which are used as what, which columns and rows are not."""

from collections.abc import Sequence
from typing import Final

from bcdr.intake import limits
from bcdr.intake.codes import Code
from bcdr.intake.contract_tables import EXPLAINING_SHEETS, contract_role
from bcdr.intake.faults import Fault, FaultLog, enumerate_some, quote
from bcdr.intake.raw import RawSheet
from bcdr.intake.read_block import BlockTable
from bcdr.intake.text import clean_text, name_key
from bcdr.model.columns import APPLICATIONS, SHEETS
from bcdr.model.recognition import Layout, SheetProposal, SkipKind, SkippedRows, TableRole

_NOT_IN_TABLE: Final = Fault(
    code=Code.COLUMN_NOT_USED,
    problem="the column {value} is not used.",
    many="the columns {values} are not used.",
    remedy="Nothing to do, unless one of them holds what a column of the template asks for: then "
    "give it that header.",
)
_LISTS: Final = {
    TableRole.APPLICATIONS: "the list of applications",
    TableRole.VMS: "a list of VMs",
    TableRole.BACKUPS: "the report of a backup tool",
    TableRole.DEPENDENCIES: "a list of dependencies",
    TableRole.OBJECTIVES: "objectives per criticality",
}
_SURE: Final = 0.7
"""From this confidence on a column is taken without a word; below it is said."""


def say_table(proposal: SheetProposal, is_contract: bool, log: FaultLog) -> None:
    """Add what people should know about a table that is read: its role, columns and rows."""
    if not is_contract and contract_role(proposal.sheet) != proposal.role.value:
        what = _LISTS.get(proposal.role, f"the sheet {proposal.role.value}")
        lies = f", as {_LAYOUTS[proposal.layout]}" if proposal.layout in _LAYOUTS else ""
        known = f" ({proposal.family})" if proposal.family else ""
        log.add(
            Code.SHEET_GUESSED,
            f"the sheet '{proposal.sheet}' is read as {what}{known}{lies}, with its header in "
            f"{_header_place(proposal)}.",
            f"Rename it to {proposal.role.value} if that is right.",
            sheet=proposal.sheet,
        )
    _say_columns(proposal, log)


_LAYOUTS: Final = {
    Layout.TRANSPOSED: "a form",
    Layout.LONG: "rows of attributes",
    Layout.EDGES: "pairs",
    Layout.MIXED_RECORDS: "rows of several kinds",
}


def _header_place(proposal: SheetProposal) -> str:
    if proposal.layout in (Layout.TRANSPOSED, Layout.LONG):
        return f"column {enumerate_some([str(n) for n in proposal.header_rows], 3)}"
    return f"row {proposal.header_rows[0]}"


def _say_columns(proposal: SheetProposal, log: FaultLog) -> None:
    is_form = proposal.layout in (Layout.TRANSPOSED, Layout.LONG)
    for column in proposal.columns:
        cell = "" if is_form else f"{column.letter}{proposal.header_rows[0]}"
        if column.field is None:
            if not column.header:
                continue
            if "says it better" in column.reason:
                log.add(
                    Code.COLUMN_TWICE,
                    f"{quote(column.header)} is not used: {_as_clause(column.reason)}",
                    "Remove one of them, or move what counts into the other.",
                    sheet=proposal.sheet,
                    cell=cell,
                )
            elif column.reason.startswith("Not "):
                log.add(
                    Code.LOOK_ALIKE,
                    f"{quote(column.header)} is not used. {column.reason}",
                    "Nothing to do, unless it is meant as that: then give it the header of the "
                    "template.",
                    sheet=proposal.sheet,
                    cell=cell,
                )
            else:
                log.add_place(_NOT_IN_TABLE, proposal.sheet, "", cell, column.header)
        elif column.confidence < _SURE:
            title = SHEETS[proposal.role.value].column(column.field).header
            log.add(
                Code.COLUMN_GUESSED,
                f"{quote(column.header)} is read as {title}.",
                f"Write {title} in the header if that is right.",
                sheet=proposal.sheet,
                cell=cell,
            )


def _as_clause(reason: str) -> str:
    return reason[0].lower() + reason[1:]


def say_skipped(
    proposal: SheetProposal, table: BlockTable, name_letter: str, id_letter: str, log: FaultLog
) -> None:
    """Add what rows of a table were left out, and why."""
    for skipped in proposal.skipped:
        rows = [row for first, last in skipped.rows for row in range(first, last + 1)]
        cells = enumerate_some([f"{name_letter}{row}" for row in rows], 3)
        match skipped.kind:
            case SkipKind.EXAMPLE:
                problem = "this is the example of the template; it is left out."
                _add(log, Code.EXAMPLE_ROW, problem, _DELETE, proposal, cells)
            case SkipKind.TOTAL:
                for row in rows:
                    text = _first_text(table, row)
                    _add(
                        log,
                        Code.TOTAL_ROW,
                        f"{quote(text)} is read as a total of the rows above; it is left out.",
                        "Nothing to do. If it is a name, write it in a longer form.",
                        proposal,
                        f"{name_letter}{row}",
                    )
            case SkipKind.REPEATED_HEADER:
                problem = "this row repeats the header; it is left out."
                _add(log, Code.HEADER_AGAIN, problem, "Nothing to do.", proposal, cells)
            case SkipKind.NUMBERED_EMPTY if id_letter:
                _add(
                    log,
                    Code.BLANK_ROWS,
                    f"{len(rows)} rows hold an ID and nothing else; they are read as blank.",
                    "Nothing to do.",
                    proposal,
                    enumerate_some([f"{id_letter}{row}" for row in rows], 3),
                )
            case _:
                _say_left_out(skipped, proposal, log)


_DELETE: Final = "Nothing to do. You may delete the row."


def _say_left_out(skipped: SkippedRows, proposal: SheetProposal, log: FaultLog) -> None:
    count = skipped.row_count
    word = "row is" if count == 1 else "rows are"
    _add(
        log,
        Code.ROWS_LEFT_OUT,
        f"{count} {word} left out (row {skipped.rows_text}): {skipped.reason}.",
        "Nothing to do, unless one of them lists something: then give it a name in its row.",
        proposal,
        "",
    )


def _add(
    log: FaultLog, code: Code, problem: str, remedy: str, proposal: SheetProposal, cell: str
) -> None:
    log.add(code, problem, remedy, sheet=proposal.sheet, cell=cell)


def _first_text(table: BlockTable, row: int) -> str:
    if table.numbers is not None or row > len(table.rows):
        return "Total"
    cells = (clean_text(cell) for cell in table.rows[row - 1])
    return next((text for text in cells if text), "Total")


def say_unused_sheets(
    sheets: Sequence[RawSheet], proposals: Sequence[SheetProposal], log: FaultLog
) -> None:
    """Add which sheets are not used, each with its reason where there is one worth saying."""
    used = {p.sheet for p in proposals if p.role is not TableRole.IGNORED}
    roles = {p.role.value for p in proposals}
    names: list[str] = []
    for sheet in sheets:
        if sheet.name in used or not sheet.rows or name_key(sheet.name) in EXPLAINING_SHEETS:
            continue
        role = contract_role(sheet.name)
        reasons = [p.reason for p in proposals if p.sheet == sheet.name]
        is_other = bool(reasons) and reasons[0].startswith(("It ", "Its "))
        if role and role not in roles and not is_other:
            _say_header_missing(sheet, role, log)
        elif is_other:
            log.add(
                Code.SHEET_NOT_USED,
                f"the sheet is not used: {_as_clause(reasons[0])}",
                "Nothing to do, unless it is a list to be read: then say so on the page where "
                "the sheets are listed.",
                sheet=sheet.name,
            )
        else:
            names.append(quote(sheet.name))
    if names:
        log.add(
            Code.SHEET_NOT_USED,
            f"{'the sheet' if len(names) == 1 else 'the sheets'} {enumerate_some(names, 8)} "
            f"{'is' if len(names) == 1 else 'are'} not used.",
            f"Nothing to do, unless one should be: the names known are {', '.join(SHEETS)}.",
        )


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


def say_no_usable_sheet(sheets: Sequence[RawSheet], log: FaultLog) -> None:
    """Add that no sheet lists applications."""
    if not any(sheet.rows for sheet in sheets):
        log.add(
            Code.NO_ROWS,
            "the file has no filled cell on any sheet.",
            f"Fill in a sheet {APPLICATIONS.name}: one row per application, with its name in a "
            "column Application. `bcdr template` writes an empty one.",
        )
        return
    names = enumerate_some([quote(sheet.name) for sheet in sheets], 5)
    log.add(
        Code.NO_USABLE_SHEET,
        f"no sheet lists applications; there is {names}.",
        "Put the list on a sheet called Applications with a header row and a column Application. "
        "`bcdr template` writes an empty one.",
    )
