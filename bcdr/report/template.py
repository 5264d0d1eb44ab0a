"""Writes the empty workbook: every sheet of the contract with drop-downs, comments and formats."""

import datetime
import math
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.columns import APPLICATIONS, SHEETS, Column, Kind, Sheet
from bcdr.report.drop_downs import INPUT_ROWS, LISTS_SHEET, DropDowns
from bcdr.report.palette import ACCENT, BAND, INPUT_LINE, MUTED
from bcdr.report.sheet_writer import LINE_POINTS, lines_needed
from bcdr.report.styles import FONT_NAME, FONT_SIZE, Style, add_styles

EXAMPLE_MARK: Final = "example"
"""What the ID of the example row holds, by which the reader knows it."""

COLUMNS_SHEET: Final = "Columns"
_STYLED_ROWS: Final = 40
"""Rows that look like an input from the start."""
_CHARACTERS_PER_WIDTH: Final = 1.15
"""Characters of running text that fit in one of width, which is measured in digits."""
_WORDS_SHOWN: Final = 12
_A4: Final = 9
_PAGE_CHARACTERS: Final = 210
"""Widest that a printed page can be and still be read, in characters."""

_NUMBERS: Final = frozenset({Kind.NUMBER, Kind.COUNT, Kind.MONEY, Kind.SHARE})
_WIDTHS: Final = {
    Kind.TEXT: 18,
    Kind.LIST: 22,
    Kind.CHOICE: 17,
    Kind.CHOICES: 30,
    Kind.CRITICALITY: 18,
    Kind.DURATION: 12,
    Kind.DURATIONS: 16,
    Kind.DATE: 12,
    Kind.VALUE: 22,
}
_WIDE_FIELDS: Final = {"application": 26, "target": 22, "hub": 16, "notes": 44, "message": 44,
                       "reason": 44, "source": 32, "depends_on": 26, "current_target": 26,
                       "id": 10}  # fmt: skip
_FROZEN_COLUMNS: Final = {APPLICATIONS.name: 3}


def write_template(target: Path | str | BinaryIO, catalogue: Catalogue | None = None) -> None:
    """Write the empty workbook to a path or an open binary file.

    Drop-downs offer the criticalities, scenarios, assumptions and prices of `catalogue`, the
    shipped one by default.
    """
    known = catalogue if catalogue is not None else load_catalogue()
    workbook = Workbook()
    add_styles(workbook)
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = "Applications to protect"
    workbook.properties.creator = "bcdr"
    drop_downs = DropDowns(known)
    for sheet in SHEETS.values():
        _write_sheet(workbook.create_sheet(sheet.name), sheet, drop_downs)
    _write_example(workbook[APPLICATIONS.name])
    _write_columns(workbook.create_sheet(COLUMNS_SHEET), drop_downs)
    drop_downs.write(workbook.create_sheet(LISTS_SHEET))
    workbook.active = 0
    workbook.save(target)


def _write_sheet(worksheet: Worksheet, sheet: Sheet, drop_downs: DropDowns) -> None:
    worksheet.sheet_properties.tabColor = (
        ACCENT if sheet is APPLICATIONS else INPUT_LINE
    ).removeprefix("#")
    for number, column in enumerate(sheet.columns, start=1):
        place = get_column_letter(number)
        head = worksheet.cell(1, number, column.header)
        head.style = Style.INPUT_HEAD
        if column.required:
            head.fill = PatternFill("solid", fgColor=ACCENT[1:])
        head.comment = _comment(column, drop_downs)
        worksheet.column_dimensions[place].width = _width(column)
        style = _style(column)
        for row in range(2, _STYLED_ROWS + 2):
            worksheet.cell(row, number).style = style
        _add_drop_down(worksheet, f"{place}2:{place}{INPUT_ROWS}", sheet, column, drop_downs)
    worksheet.row_dimensions[1].height = 32
    frozen = _FROZEN_COLUMNS.get(sheet.name, 1)
    worksheet.freeze_panes = f"{get_column_letter(frozen + 1)}2"
    last = get_column_letter(len(sheet.columns))
    worksheet.auto_filter.ref = f"A1:{last}{_STYLED_ROWS + 1}"
    _set_up_print(worksheet)


def _comment(column: Column, drop_downs: DropDowns) -> Comment:
    lines = [column.help]
    if column.required:
        lines.append("Must be filled in.")
    words = drop_downs.words(column)
    if words and column.kind is not Kind.YES_NO:
        lead = "One or more of" if column.kind is Kind.CHOICES else "One of"
        own_words = " Your own words are understood too." if _is_open(column) else ""
        lines.append(f"{lead}: {_some_words(words)}.{own_words}")
    if column.unit:
        lines.append(f"Unit: {column.unit}.")
    if column.example:
        lines.append(f"Example: {column.example}")
    text = "\n".join(lines)
    return Comment(text, "bcdr", width=300, height=40 + 15 * (len(text) // 42 + len(lines)))


def _some_words(words: Sequence[str]) -> str:
    """Return words as a list that stays short enough to be read."""
    more = f" and {len(words) - _WORDS_SHOWN} more" if len(words) > _WORDS_SHOWN else ""
    return ", ".join(words[:_WORDS_SHOWN]) + more


def _is_open(column: Column) -> bool:
    return column.kind is Kind.CRITICALITY


def _style(column: Column) -> Style:
    if column.kind in _NUMBERS:
        return Style.INPUT_NUMBER
    # Words stay words: without it a spreadsheet program makes a date of a duration such as 1-2.
    return Style.INPUT_DATE if column.kind is Kind.DATE else Style.INPUT_TEXT


def _width(column: Column) -> float:
    longest_word = max(len(word) for word in column.header.split())
    wanted = _WIDE_FIELDS.get(column.field, _WIDTHS.get(column.kind, 12))
    return max(wanted, longest_word + 4, len(column.header) // 2 + 4)


def _add_drop_down(
    worksheet: Worksheet, cells: str, sheet: Sheet, column: Column, drop_downs: DropDowns
) -> None:
    formula = drop_downs.formula(sheet, column)
    if not formula:
        return
    is_closed = column.kind in (Kind.CHOICE, Kind.YES_NO)
    drop_down = DataValidation(
        type="list",
        formula1=formula,
        allow_blank=True,
        showErrorMessage=is_closed,
        errorTitle=column.header,
        error=f"Choose one of the words on the list for {column.header}, or leave it blank.",
    )
    drop_down.add(cells)
    worksheet.add_data_validation(drop_down)


def _write_example(worksheet: Worksheet) -> None:
    """Write the example row, marked as such in its ID and its notes."""
    for number, column in enumerate(APPLICATIONS.columns, start=1):
        cell = worksheet.cell(2, number)
        cell.value = _example(column)
        cell.font = Font(name=FONT_NAME, size=FONT_SIZE, italic=True, color=MUTED[1:])
        cell.fill = PatternFill("solid", fgColor=BAND[1:])


def _example(column: Column) -> str | float | datetime.date | None:
    if column.field == "id":
        return EXAMPLE_MARK
    if column.field == "notes":
        return "This row is an example: it is not counted. Write over it or delete it."
    if column.kind in _NUMBERS and column.example:
        number = float(column.example)
        return int(number) if number.is_integer() else number
    return column.example or None


def _write_columns(worksheet: Worksheet, drop_downs: DropDowns) -> None:
    """Write the sheet that explains every column of every sheet."""
    heads = ("Sheet", "Column", "Must be filled in", "What it holds", "Unit of a plain number",
             "Words it may hold", "Example", "Field name")  # fmt: skip
    widths = (14, 22, 9, 58, 14, 42, 24, 24)
    worksheet.sheet_properties.tabColor = MUTED.removeprefix("#")
    worksheet.sheet_view.showGridLines = False
    worksheet.cell(1, 1, "Columns of this workbook").style = Style.TITLE
    worksheet.row_dimensions[1].height = 34
    purpose = (
        "Only Applications has to be filled in, and there only the column Application. What is "
        "left blank stays unknown or is assumed, and the plan says which. Lists are separated by "
        "a semicolon. Columns of your own may be added anywhere; they are left alone."
    )
    worksheet.cell(2, 1, purpose).style = Style.PURPOSE
    worksheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=len(heads))
    worksheet.row_dimensions[2].height = 32
    for number, (head, width) in enumerate(zip(heads, widths, strict=True), start=1):
        worksheet.cell(4, number, head).style = Style.HEAD
        worksheet.column_dimensions[get_column_letter(number)].width = width
    worksheet.row_dimensions[4].height = 24
    rooms = [width * _CHARACTERS_PER_WIDTH for width in widths]
    row = 5
    for sheet in SHEETS.values():
        for column in sheet.columns:
            cells = (
                sheet.name,
                column.header,
                "yes" if column.required else "",
                column.help,
                column.unit,
                _some_words(drop_downs.words(column)),
                column.example,
                column.field,
            )
            for number, text in enumerate(cells, start=1):
                cell = worksheet.cell(row, number, text or None)
                cell.style = Style.KEY if number <= 2 else Style.PROSE
            lines = max(map(lines_needed, cells, rooms))
            worksheet.row_dimensions[row].height = LINE_POINTS * lines + 2
            row += 1
    worksheet.freeze_panes = "C5"
    worksheet.auto_filter.ref = f"A4:{get_column_letter(len(heads))}{row - 1}"
    _set_up_print(worksheet, title_rows="4:4")


def _set_up_print(worksheet: Worksheet, title_rows: str = "1:1") -> None:
    """Landscape, as many pages wide as can be read, with sheet and page in the footer."""
    characters = sum(worksheet.column_dimensions[letters].width for letters in
                     map(get_column_letter, range(1, worksheet.max_column + 1)))  # fmt: skip
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = _A4
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_setup.fitToWidth = max(1, math.ceil(characters / _PAGE_CHARACTERS))
    worksheet.page_setup.fitToHeight = 0
    worksheet.print_title_rows = title_rows
    footer = worksheet.oddFooter
    if footer is not None:
        footer.center.text = "&A"
        footer.right.text = "&P / &N"
